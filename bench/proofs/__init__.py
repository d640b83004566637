"""Properties of the contracts, proved for all inputs."""
