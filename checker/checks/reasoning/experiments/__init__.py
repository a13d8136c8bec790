"""Follow-up probes: which would separate the hypotheses that a first look has left, and which of them to do."""
