"""Metrics of a series of pictures: what a diagnosis and the advice in the preview both go by."""

from typing import NamedTuple


class PictureMetrics(NamedTuple):
    """Brightness on a scale of 0 to 255, shares 0 to 1. None: not measured, or by a version that did not know it.

    `brightness` mean; `brightest` point of all; `contrast` the standard deviation of the brightness within a picture;
    `colour_cast` the distance between the means of the strongest and the weakest colour; `repeated` the share of
    pictures equal to one of the eight before, bit by bit; `still_s` for how long at most nothing new came.
    `greenness`: the mean of green over that of the weaker one of red and blue; `green_excess`: over the stronger one.
    `bright_share`: points blown out to white. `centre`: the median of the middle, where a face is;
    `highlight`: its brightest hundredth, such as the white of eyes.
    `sharpness`: variance of the Laplacian at 320 px width in the sharpest twentieth of the picture, what noise adds
    taken off. `structure`: how much neighbouring squares of 16 px differ in brightness, in that same twentieth.
    `stripes`: rows that lie in stripes from side to side. `flatness`: points of the most frequent brightness, such as
    the background of a drawing. `light_share`: points as bright as a window.
    `cut_share`: lines of points that cut the picture; `tear`: the longest of them, as a share of a side.
    `empty_share`: squares that are what an empty buffer is decoded to.
    `shut_share`: what a slide or the like hides from one side on. `unchanged`: points that are the same throughout.
    `face`: share of the pictures that show one; `turned`: of those that show one on its head or on its side.
    Where a face was found, `centre` and `highlight` are the face's,
    `face_focus` is the sharpness of its outlines over the square of their height, and `face_colour` blue over red in
    it, in comparison with the whole picture.
    """

    brightness: float
    brightest: float
    contrast: float
    colour_cast: float
    repeated: float | None = None
    bright_share: float | None = None
    centre: float | None = None
    highlight: float | None = None
    sharpness: float | None = None
    structure: float | None = None
    stripes: float | None = None
    flatness: float | None = None
    still_s: float | None = None
    greenness: float | None = None
    green_excess: float | None = None
    light_share: float | None = None
    cut_share: float | None = None
    tear: float | None = None
    shut_share: float | None = None
    empty_share: float | None = None
    unchanged: float | None = None
    face: float | None = None
    turned: float | None = None
    face_focus: float | None = None
    face_colour: float | None = None
