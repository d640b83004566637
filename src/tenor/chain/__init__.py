"""The only door to a node: connections, keys, intents and the journalled sender, event reading, chain time."""
