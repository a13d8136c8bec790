"""Earlier runs: two of them compared."""
