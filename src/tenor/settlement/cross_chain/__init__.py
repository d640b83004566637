"""Delivery versus payment between two chains: by hash-time locks, and after ERC-7573 with a key oracle."""
