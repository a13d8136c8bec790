"""The parts of the result page: the path, the findings by who must act, the trials."""
