"""From where on a picture is called what. Brightness on a scale of 0 to 255; a picture below one needs no further look.

A false alarm is worse than a missed one: each is set where a healthy camera in a dim room does not get. "Lab" is
tests/lab/scenes.py: rooms, faces and clothes of every shade, with the noise and the compression of cameras.
"""

BLACK_BRIGHTEST = 4.0
"""No point of any picture is brighter. A broken driver or a key that cuts the sensor gives 0 (opencv 23373); the
conversion from limited-range YUV can leave a few steps above it."""
COVERED_BRIGHTNESS = 10.0
COVERED_CONTRAST = 6.0
"""A sensor behind a closed lens cover still has noise: dark, and the same everywhere."""
ONE_COLOUR_CAST = 60.0
ONE_COLOUR_CONTRAST = 12.0
"""All green or all pink: colours far apart and no shapes. Both, because a person before a green wall has shapes."""
FROZEN_SHARE = 0.98
"""Share of pictures equal to the one before, bit by bit: a live sensor has noise. Similarity (testrtc: SSIM over 0.985)
would call a calm scene frozen; half of them equal is a driver that doubles pictures in dim light."""
FROZEN_S = 0.9
"""For so long nothing new came. A driver that sends each picture fifteen times, 2 as 30 a second, stays below."""
MOVING_DRAWN_FLATNESS, MOVING_DRAWN_CONTRAST, MOVING_DRAWN_BRIGHTNESS = 0.65, 4.0, 45.0
"""A drawing on which a clock runs or a logo floats. Photographs reach 0.27, moving drawings 0.77 and more; without
any contrast it is a wall or one colour, and a dark room is flat where there is no light."""
LEAST_GREENNESS = 0.4
"""Green in comparison with the weaker of red and blue: a picture without its green is purple. No room gets there."""
MOST_GREEN = 2.3
"""Times the stronger one of red and blue. Photographs in warm, cold and greenish light: 1.7 at most; with a quarter of
the red and the blue that they had: 2.1 to 4. A wall in the green of film studios behind somebody: 2.2."""
OVEREXPOSED_SHARE = 0.6
"""So much is blown out, the middle with it: nothing is left of a face."""
OVEREXPOSED_FACE_SHARE = 0.3
"""Beside a face that is blown out itself."""
FACE_FROM = 0.5
"""A face in so many of the pictures is there; one that flashes up is a pattern."""
SHUT_SHARE = 0.3
"""Half a slide. None of the photographs of people and things has any."""
EMPTY_SHARE = 0.08
"""A twelfth of the picture. The colour is so exact that no photograph has any of it."""
CUT_SHARE, TORN_FROM = 0.0055, 0.36
"""Photographs have 0.002 cuts at most, painted shelves 0.004; wrong blocks on a fifth of the picture 0.0065 and more. A
picture torn by a third of its width is cut over 0.4 of it and more, on photographs nowhere."""
BLUE_FACE = 1.18
"""Blue over red in the face, what light tints all of the picture taken off. Photographs: 0.46 to 0.72, grey ones 1.0;
with red and blue exchanged 1.2 and more. Skin has more red in any light."""
SOFT_FACE, LIT_FACE = 0.0025, 40.0
"""As BLURRED_SHARPNESS, of a face that is lit. Photographs of people: 0.0074 and more, soft lenses included; a smear of
8 px of 640 or focus on the wall: 0.0020 and less."""
BACKLIT_LIGHT_SHARE, BACKLIT_FACE = 0.04, 70.0
"""With a face that is found: so much light beside it, and it lies in its own shadow."""
DARK_DRAWN_UNCHANGED, DARK_DRAWN_FLATNESS = 0.85, 0.85
"""A wheel that turns on black: nothing else ever changes, not by a single step, as no sensor keeps still."""
COVERED_STRUCTURE = 2.0
"""A finger or a slide that light shines through: dark, and no square differs from its neighbours."""
DRAWN_FLATNESS = 0.4
"""Share of points of one brightness: the background of a maker's drawing of a crossed-out camera. Light falls off over
a real wall. Lab: drawings over 0.6, photographs of a person under 0.2."""
STRIPED_SHARE = 0.2
"""Share of rows in stripes from side to side. Broken USB transfers lose whole bands (uvcvideo fills them with green or
grey). Nothing in a room reaches from one edge of the picture to the other so often: a person stands before it. Lab:
rooms with shelves and striped clothes under 0.05."""
CLIPPED_BRIGHTNESS = 250.0
"""A point at or above it is blown out: exposure follows the mean, so a window behind somebody ends here (8-bit video:
white is 255, and 235 before it is spread to full range, ITU-R BT.601)."""
BACKLIT_SHARE = 0.15
BACKLIT_CENTRE = 70.0
BACKLIT_HIGHLIGHT = 110.0
"""So much of the picture is blown out, and the middle is dark without any bright point. All three: dark skin (the
darkest of the Monk scale is 37 in good light) before an overexposed wall still has the white of eyes and a shine on
nose and forehead; a face in its own shadow has not."""
DARK_BRIGHTNESS = 50.0
DARK_CENTRE = 90.0
"""A face is hard to make out below about a fifth of the scale; a bright middle before dark furniture is a lit face."""
BLURRED_SHARPNESS = 0.0025
"""Of the square of the structure. A step of height h, blurred by a Gaussian of s px, has a Laplacian of variance
0.009 h^2/s^3 in a square of 16 px: 0.0025 is a blur of about 2.3 px of 320, nine of a picture 1280 wide, at which no
eye is seen as an eye. Lab: sharp ones and soft webcams over 0.006."""
CLOUDED_STRUCTURE, CLOUDED_SHARPNESS = 13.0, 0.0012
"""Tape and fog take the outlines as well. Of photographs whose structure is 10 or more none is below 0.0077; tape and
fog reach 0.0006 at most. Below 13 it may be a lamp's glow on a bare wall."""
BLURRED_STRUCTURE = 18.0
BLURRED_BRIGHTNESS = 60.0
"""Below either nobody can tell: a calm wall has nothing that could be sharp, and in dim light cameras smooth noise."""
GOOD_RATE = 15.0
"""1/s. Below about 15 Hz people notice jerks and lips part from the voice (Chen and Thropp, Review of Low Frame Rate
Effects on Human Performance, IEEE Trans. SMC-A 37(6), 2007)."""
GOOD_HEIGHT = 360
"""px. Teams' smallest picture of a good call is 360p (Microsoft, Prepare your organization's network for Teams)."""
BETTER_FORMAT = 1.5
"""So many times the rate of the first format is more than chance: YUYV needs 147 Mbit/s and MJPG 9 at 640x480, 30/s."""
OPEN_SLOW_S = 3.0
"""Longer, and people believe that the meeting program hangs."""
