"""The train of small packets: STAMP and STUN codecs, its probe, its statistics, and a call's quality."""
