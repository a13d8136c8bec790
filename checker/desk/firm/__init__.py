"""The IT firm that runs this desk: how employees reach it, and the key that it signs with."""
