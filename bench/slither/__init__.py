"""Slither's findings in the contracts, each with its answer."""
