"""The steps of a run in the terminal, in their order: consent, metered line, trials, public measurement, sending."""
