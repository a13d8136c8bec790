"""What only the one it is meant for can open: a report at the desk, and a report on its way."""
