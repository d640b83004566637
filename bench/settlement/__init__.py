"""How fast a day of trades is matched, netted and settled, out of gridlock and on a chain, and in how much memory."""
