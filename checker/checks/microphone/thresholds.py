"""From where on a sound is called what. A false alarm is worse than a missed one; noise only ever advises."""

JUDGED_FROM_S = 1.0
"""Less sound than this is no ground to judge by."""
SPOKEN_FROM_S = 0.4
"""Two syllables: less may be a cough or a chair, and nobody is judged by that."""
ALL_ZEROS = 1.0
"""Every single sample. A converter always has noise; a muted or forbidden microphone delivers nothing but zeros
(sounddevice 196, 267, 332)."""
INVALID_SHARE = 0.001
CLIPPED_SHARE = 0.001
"""A share of samples at full scale; single ones are plosives."""
QUIET_DBFS = -40.0
"""Loudness of the voice. Meeting programs aim at about -20 and lift it by some 20 dB; below, it sinks in noise."""
NOISY_DB = 15.0
"""Voice above pauses. Listening gets tiring below about 15 dB (ANSI S12.60 asks for that in classrooms)."""
TELEPHONE_HZ = 16000.0
"""At most so many samples a second: the hands-free profile of Bluetooth (HFP: 8 or 16 kHz)."""
