"""How fast schedules of random term sheets are built."""
