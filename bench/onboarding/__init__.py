"""Onboarding in bulk, measured from outside: one command, from a list of 10,000 wallets to the register.

`make bench-onboarding` writes results.json. Times are noisy where other things run at the same time: the load of the
machine stands beside them. Memory is the most that any run had.
"""
