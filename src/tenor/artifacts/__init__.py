"""Compiled contracts: finding the tools, compiling with one pinned solc, and loading artifacts by name."""
