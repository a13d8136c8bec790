"""From where on a picture is called what. Brightness on a scale of 0 to 255; a picture below one needs no further look.

A false alarm is worse than a missed one: each is set where a healthy camera in a dim room does not get.
"""

BLACK_BRIGHTEST = 4.0
"""No point of any picture is brighter. A broken driver or a key that cuts the sensor gives 0 (opencv 23373); the
conversion from limited-range YUV can leave a few steps above it."""
COVERED_BRIGHTNESS = 10.0
COVERED_CONTRAST = 6.0
"""A sensor behind a closed lens cover still has noise: dark, and the same everywhere."""
DARK_BRIGHTNESS = 50.0
"""A face is hard to make out below about a fifth of the scale."""
ONE_COLOUR_CAST = 60.0
ONE_COLOUR_CONTRAST = 12.0
"""All green or all pink: colours far apart and no shapes. Both, because a person before a green wall has shapes."""
FROZEN_SHARE = 0.98
"""Share of pictures equal to the one before, bit by bit: a live sensor has noise. Similarity (testrtc: SSIM over 0.985)
would call a calm scene frozen; half of them equal is a driver that doubles pictures in dim light."""
OPEN_SLOW_S = 3.0
"""Longer, and people believe that the meeting program hangs."""
