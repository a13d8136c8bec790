"""Read back by OpenCV's own reader."""

import re

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.show.qr_code.payload import encode_payload
from checker.show.qr_code.symbol import qr_svg, qr_text, report_svg, report_text
from tests.show.samples import EMPTY, TROUBLE

SCALE = 6


def read(modules: list[list[bool]]) -> str:
    """What a camera would make of it; True is dark."""
    picture = np.kron(np.where(np.array(modules), 0, 255).astype(np.uint8), np.ones((SCALE, SCALE), np.uint8))
    text, *_ = cv2.QRCodeDetector().detectAndDecode(picture)
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


@pytest.mark.parametrize("report", [TROUBLE, EMPTY])
def test_a_reader_gets_the_payload_from_picture_and_text(report) -> None:
    assert read(drawn(report_svg(report, "de"))) == encode_payload(report)
    assert read(printed(report_text(report))) == encode_payload(report)


@pytest.mark.parametrize("content", ["1", "HOC1:ABC", "https://desk.example/r/MUS-4F7K"])
def test_has_its_quiet_zone(content: str) -> None:
    for modules in (drawn(qr_svg(content, "x")), printed(qr_text(content))):
        assert not any(any(line) for line in modules[:4] + modules[-4:])
        assert not any(any(line[:4] + line[-4:]) for line in modules)


@settings(max_examples=20)
@given(st.text(min_size=1, max_size=30))
def test_the_title_cannot_break_out(title: str) -> None:
    assert qr_svg("HOC1:A", f"</title><script>{title}").count("<") == 8
