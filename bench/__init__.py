"""Benchmarks: what the product costs, measured by running it. Results are committed beside each."""
