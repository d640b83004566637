"""Which of the contracts' mistakes the tests would notice."""
