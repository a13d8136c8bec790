"""The evaluator of proxy scripts on Linux."""
