"""Onboarding: who may hold, from the investor list to the entries of the register.

countries.py  ISO 3166-1 letters and numbers
keys.py       references to signing keys
rows.py       a list in a CSV file, row by row
roll.py       the rows of it that are in order, and what none may repeat
rejects.py    the rows of it that are not
investors.py  the investor list of a campaign
wallets.py    the wallet list of a registrar, of any length
claims.py     claims in bulk: digests, signatures, calldata
register.py   holders to the registrar's transactions
words.py      the registry's words: verdicts and policy
reading.py    words, policy and register as the registry has them
desk.py       a register on a chain, and the keys of those who act on it
compare.py    the rows of a list against the register
bulk.py       a whole list onto the register
renew.py      verdicts from identity contracts
acts.py       freezes, recovery, why a transfer would not pass
listing.py    the register rebuilt from events
"""
