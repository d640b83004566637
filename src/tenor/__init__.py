"""Tenor: tokenized bonds and tokenized deposits on EVM chains, from term sheet to redemption."""

__version__ = "0.1.0"
