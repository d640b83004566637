"""What a new user waits for: a fresh clone with empty caches, demonstrated twice and tested."""
