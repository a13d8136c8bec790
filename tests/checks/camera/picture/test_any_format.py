"""Whatever a driver delivers ends in a judgement: any size, grey, 16 bits, floats, and a format that changes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.checks.camera.capture.opencv import to_picture
from checker.checks.camera.picture.frame_statistics import PictureStatistics

SIZES = [(2160, 3840), (480, 640), (120, 160), (1, 1), (3, 500), (720, 1280)]


def raw(size, planes, kind, seed):
    picture = np.random.default_rng(seed).integers(0, 255, (*size, planes) if planes else size)
    if kind == "uint16":
        return (picture * 257).astype(kind)
    return (picture / 255).astype(kind) if kind.startswith("float") else picture.astype(kind)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(SIZES[1:]),
            st.sampled_from([0, 1, 3, 4]),
            st.sampled_from(["uint8", "uint16", "float32"]),
            st.booleans(),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_format_that_changes(formats):
    statistics = PictureStatistics()
    for number, (size, planes, kind, has_gaps) in enumerate(formats):
        frame = raw(size, planes, kind, number)
        if has_gaps and kind == "float32":
            frame[::2] = np.nan
        picture = to_picture(frame)
        assert picture is not None
        assert picture.dtype == np.uint8
        assert picture.shape == (*size, 3)
        statistics.add(picture, number / 30)
    assert statistics.metrics() is not None


@pytest.mark.parametrize("size", SIZES)
def test_any_size(size):
    statistics = PictureStatistics()
    statistics.add(raw(size, 3, "uint8", 1), 0.0)
    assert statistics.metrics() is not None


@pytest.mark.parametrize("nothing", [None, np.zeros((0, 0, 3)), np.zeros((0, 5)), np.zeros(7), np.zeros((1, 2, 3, 4))])
def test_nothing_is_no_picture(nothing):
    assert to_picture(nothing) is None
