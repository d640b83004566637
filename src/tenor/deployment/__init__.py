"""Contracts on a chain: what is deployed where (plan), that it is there (verify), and the record of it."""
