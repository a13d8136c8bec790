"""Rooms, people and cameras as they are: none of them may raise an alarm."""

from dataclasses import replace

import pytest

from tests.lab.film import a_host, codes, seen_by
from tests.lab.scenes import MONK, Camera, Scene, film_of

WHITE = Scene(wall=(235, 238, 240))
WINDOW = Scene(window=(0.02, 0.05, 0.32, 0.8), window_light=420)
DARK_CLOTHES = Scene(clothes=(22, 22, 24))

PEOPLE = {f"skin {number} of the Monk scale": (Scene(skin=skin), Camera()) for number, skin in enumerate(MONK, 1)} | {
    f"skin {number}, dark hair and clothes, a white wall": (
        replace(WHITE, skin=MONK[number - 1], hair=(15, 15, 15), clothes=(25, 25, 25)),
        Camera(exposure=1.1),
    )
    for number in (1, 8, 10)
}
CLOTHES = {
    "a striped shirt": (Scene(pattern="stripes"), Camera()),
    "a chequered shirt": (Scene(pattern="stripes checks", clothes=(60, 40, 150)), Camera()),
    "a white blouse before a white wall": (replace(WHITE, clothes=(230, 232, 235)), Camera()),
    "black clothes before a dark wall": (replace(DARK_CLOTHES, wall=(60, 62, 66)), Camera()),
    "a mask": (Scene(mask=True), Camera()),
    "a beard": (Scene(beard=True), Camera()),
    "glasses": (Scene(glasses=True), Camera()),
    "grey hair, grey clothes, a grey wall": (
        Scene(hair=(150, 150, 152), clothes=(140, 142, 145), wall=(150, 151, 152)),
        Camera(),
    ),
    "sits to the side": (Scene(position=(0.25, 0.5)), Camera()),
    "close to the screen": (Scene(position=(0.5, 0.7)), Camera()),
}
ROOMS = {
    "a shelf": (Scene(room="shelf"), Camera()),
    "a picture and a plant": (Scene(room="picture plant"), Camera()),
    "a curtain": (Scene(room="curtain"), Camera()),
    "blinds": (Scene(room="blinds"), Camera()),
    "bricks": (Scene(room="bricks"), Camera()),
    "a lamp on the wall": (Scene(room="lamp"), Camera()),
    "nobody there": (Scene(skin=None, room="picture plant"), Camera()),
    "nobody before a shelf": (Scene(skin=None, room="shelf"), Camera()),
    "nobody before a curtain": (Scene(skin=None, room="curtain"), Camera()),
    "nobody before a lamp": (Scene(skin=None, room="lamp"), Camera()),
    "nobody before blinds": (Scene(skin=None, room="blinds"), Camera()),
    "a white wall": (replace(WHITE, skin=None), Camera(noise=2)),
    "a grey wall": (Scene(skin=None, wall=(120, 121, 122)), Camera(noise=2)),
    "a grey wall, smoothed and compressed": (Scene(skin=None), Camera(denoise=1, quality=30)),
    "before a green wall": (Scene(wall=(70, 190, 70)), Camera()),
    "before a pink wall": (Scene(wall=(190, 120, 220)), Camera()),
    "a green wall, nobody there": (Scene(skin=None, wall=(80, 170, 110), room="picture"), Camera()),
}
LIGHT = {
    "dim, but to be made out": (Scene(), Camera(exposure=0.45, noise=7)),
    "dim, smoothed by the camera": (Scene(), Camera(exposure=0.5, noise=8, denoise=0.8)),
    "dim, dark skin": (Scene(skin=MONK[8]), Camera(exposure=0.5, noise=7)),
    "a lit face in a dark room": (Scene(wall_light=0.06), Camera()),
    "warm light of an old bulb": (Scene(), Camera(tint=(0.55, 0.85, 1.1))),
    "cold light of the sky": (Scene(), Camera(tint=(1.2, 1.0, 0.85))),
    "a window beside": (WINDOW, Camera()),
    "a window behind, the face lit by a lamp": (replace(WINDOW, window=(0.2, 0.02, 0.8, 0.75)), Camera()),
    "a window behind, dark skin lit by a lamp": (
        replace(WINDOW, window=(0.2, 0.02, 0.8, 0.75), skin=MONK[8]),
        Camera(),
    ),
    "a window behind, the face a little dark": (
        replace(WINDOW, window=(0.25, 0.02, 0.8, 0.6), face_light=0.6, wall_light=0.6),
        Camera(),
    ),
    "overexposed": (Scene(), Camera(exposure=1.5)),
    "exposure settles in the first moments": (Scene(), Camera(settle=6)),
}
DEVICES = {
    "a very quiet sensor": (Scene(), Camera(noise=0.7)),
    "a strongly noisy sensor": (Scene(), Camera(noise=14)),
    "a soft cheap lens": (Scene(), Camera(blur=1.2)),
    "a soft cheap lens and strong compression": (Scene(room="shelf"), Camera(blur=1.2, quality=25)),
    "smoothed like a telephone's": (Scene(room="picture plant"), Camera(denoise=0.8)),
    "strong compression": (Scene(room="picture plant"), Camera(quality=20)),
    "very strong compression": (Scene(), Camera(quality=10)),
    "dark corners": (Scene(), Camera(vignette=0.7)),
    "mirrored": (WINDOW, Camera(mirrored=True)),
    "16:9": (Scene(room="shelf"), Camera(640, 360)),
    "1280x720": (Scene(room="picture plant"), Camera(1280, 720)),
    "1920x1080": (Scene(), Camera(1920, 1080)),
    "upright like a telephone": (Scene(), Camera(480, 640)),
    "grey like an infrared camera": (Scene(skin=(190, 190, 190), wall=(120, 120, 120), clothes=(80, 80, 80)), Camera()),
    "small movements": (Scene(room="shelf"), Camera(sway=0.01)),
    "large movements": (Scene(), Camera(sway=0.1)),
    "the driver doubles each picture": (Scene(), Camera(twice=True)),
}
HEALTHY = PEOPLE | CLOTHES | ROOMS | LIGHT | DEVICES


def test_there_are_enough_of_them():
    assert len(HEALTHY) >= 50


# Every second one takes its turn by `-m slow` alone: each is a film, half a second of processor and more.
@pytest.mark.parametrize(
    ("scene", "camera"),
    [
        pytest.param(*scene, id=name, marks=[pytest.mark.slow] if number % 2 else [])
        for number, (name, scene) in enumerate(HEALTHY.items())
    ],
)
def test_raises_no_alarm(film, scene, camera):
    [code] = codes(seen_by(a_host(film(film_of(scene, camera)))))
    # Usable: a machine that is busy with other tests decodes few pictures. What they look like is no reason for it.
    assert code in {"camera.ready", "camera.usable"}
