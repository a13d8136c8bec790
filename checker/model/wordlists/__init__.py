"""The word lists of the check phrase. Their order is fixed for ever."""
