"""Long fuzz runs of the contracts."""
