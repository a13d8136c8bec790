"""Read back by OpenCV's own reader."""

import re

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model.report import Report
from checker.show.qr_code.payload import landing_link
from checker.show.qr_code.symbol import qr_modules, qr_svg, qr_text
from tests.show.qr_code.linked import MANY, TOKEN, of_firm
from tests.show.samples import EMPTY, TROUBLE, report

SCALE = 6


def read(modules: list[list[bool]]) -> str:
    """What a camera would make of it; True is dark. OpenCV's older finder misses one large code in five."""
    picture = np.kron(np.where(np.array(modules), 0, 255).astype(np.uint8), np.ones((SCALE, SCALE), np.uint8))
    text, *_ = cv2.QRCodeDetectorAruco().detectAndDecode(picture)
    return str(text)


def drawn(picture: str) -> list[list[bool]]:
    """The modules of an SVG."""
    size = re.search(r'viewBox="0 0 (\d+) \1"', picture)
    assert size
    modules = [[False] * int(size[1]) for _ in range(int(size[1]))]
    for column, line in re.findall(r"M(\d+) (\d+)h1v1h-1z", picture):
        modules[int(line)][int(column)] = True
    return modules


def printed(block: str) -> list[list[bool]]:
    """The modules of a text for a dark terminal."""
    lines = block.split("\n")
    return [[character not in light for character in line] for line in lines for light in ("█▀", "█▄")]


@pytest.mark.parametrize("made", [TROUBLE, EMPTY, report(*MANY)])
def test_a_reader_gets_the_link_from_picture_and_text(made: Report) -> None:
    link = landing_link(of_firm(made), TOKEN)
    assert read(drawn(qr_svg(link, "x"))) == link
    assert read(printed(qr_text(link))) == link
    assert len(qr_modules(link)) <= 101, "version 21: larger ones want a steady hand"


@pytest.mark.parametrize("content", ["1", "HOC1:ABC", "https://desk.example/r/MUS-4F7K"])
def test_has_its_quiet_zone(content: str) -> None:
    for modules in (drawn(qr_svg(content, "x")), printed(qr_text(content))):
        assert not any(any(line) for line in modules[:4] + modules[-4:])
        assert not any(any(line[:4] + line[-4:]) for line in modules)


@settings(max_examples=20)
@given(st.text(min_size=1, max_size=30))
def test_the_title_cannot_break_out(title: str) -> None:
    assert qr_svg("HOC1:A", f"</title><script>{title}").count("<") == 8
