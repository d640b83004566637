"""How fast a day of trades is matched, netted and settled out of gridlock, and in how much memory."""
