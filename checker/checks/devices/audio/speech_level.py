"""How loud a voice must be for others: one figure for the diagnosis, for the advice while it is put right, and bars."""

QUIET_DBFS = -40.0
"""Loudness of the voice. Meeting programs aim at about -20 and lift it by some 20 dB; below, it sinks in noise."""
