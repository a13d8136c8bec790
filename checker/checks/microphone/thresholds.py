"""From where on a sound is called what. A false alarm is worse than a missed one; noise only ever advises."""

JUDGED_FROM_S = 1.0
"""Less sound than this is no ground to judge by."""
SPOKEN_FROM_S = 0.4
"""Two syllables: less may be a cough or a chair, and nobody is judged by that."""
VOICE_FROM_S = 0.3
"""Of a human voice by the speech detector. Recorded voices: 3.8 s and more of 7; music, a dog, a baby, keys: see
tests.bench devices. It contradicts only that somebody was heard well; nobody's microphone is called broken by it."""
FAINT_VOICE_FROM_S = 0.1
"""Of one that is too quiet: the detector misses much of those that are far away."""
MIX_LOSS_DB = 12.0
"""So much quieter than a single channel is what programs make of all of them: they stand against each other."""
CHANNEL_AUDIBLE_DBFS = -60.0
ALL_ZEROS = 1.0
"""Every single sample. A converter always has noise; a muted or forbidden microphone delivers nothing but zeros
(sounddevice 196, 267, 332)."""
INVALID_SHARE = 0.001
CLIPPED_SHARE = 0.001
"""A share of samples at full scale; single ones are plosives."""
NOISY_DB = 18.0
"""Voice above what is there beside it. Listening gets tiring below about 15 dB (ANSI S12.60 asks for that in
classrooms); vowels, by which the voice is measured, lie 3 dB above all of it."""
TELEPHONE_HZ, BLUETOOTH_TELEPHONE_HZ = 8000.0, 16000.0
"""At most so many samples a second: a telephone; where there is no cable, the hands-free profile (HFP: 8 or 16 kHz).
Many a webcam's microphone delivers 16 kHz by cable, which is wideband speech (ITU-T P.341)."""
MUTED_PEAK_DBFS = -74.0
"""A few steps of a converter: single ones stand out of nothing by more than STEADY_DB."""
MUTED_DBFS = -78.0
"""A room's own noise lies above; below is only what a converter makes by itself, as behind an open mute switch."""
STEADY_DB = 16.0
"""From RMS to peak of nothing but a converter's noise: 4.9 times (14 dB) in some seconds; any sound stands out more."""
BORDER_DB = 5.0
"""Within so much of a threshold nobody is advised to buy anything: another word or another step would turn it round."""
STEADY_NOISE_DB = 12.0
"""Between the loudness of the noise and its softest moments: 7 at most of fans, hiss, a whine and music at the limit
(20 recordings), 30 and more where a shouting or singing voice was taken for noise (11 of 102 unusual voices)."""
BETTER_DB = 12.0
"""So much louder another microphone must hear the same sentence to be the one that was meant."""
HUM_DB = 20.0
"""A tone of the mains above its neighbours."""
HUM_BELOW_SPEECH_DB = 25.0
"""Hum that lies further below the voice is not noticed beside it."""
TONE_DB, TONE_BELOW_SPEECH_DB = 30.0, 22.0
"""A whine: a tone that never stops. Healthy recordings of 25 voices: below 29 dB, or 37 dB under the voice."""
HUM_ALONE_DBFS = -50.0
"""Hum that is heard although nobody spoke."""
HUM_SHARE_DB = 5.0
"""Hum within so much of all noise above 80 Hz is that noise: one sentence about it is enough."""
DROPOUTS_FROM, HOLES_FROM = 3, 2
"""Moments lost in three to six seconds; a single one comes with anything that starts on the PC. Holes that are seen in
the sound itself: two. Healthy recordings of five voices in 17 ways, noise gates included, had none."""
TELEPHONE_BAND_HZ, WIDE_BAND_HZ = 4000.0, 8000.0
"""What a voice over CVSD and over mSBC reaches (HFP). Many notebooks end at 8 kHz too, so that alone means nothing."""
ECHO_DB, ECHO_LOUD_DB = -20.0, 0.0
"""What comes back from the speaker, against what was played. Meeting programs take most of it away; what comes back as
loud as it was played is too much for many of them."""
