"""Onboarding: who may hold, from the investor list to the entries of the register.

countries.py  ISO 3166-1 letters and numbers
keys.py       references to signing keys
investors.py  the investor list
"""
