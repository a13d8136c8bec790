"""What stands folded for technicians: opened by the keyboard, read out, and open on paper."""

import re
from collections.abc import Callable

import pytest

from tests.browser.conftest import Busy, Looking

OpenPage = Callable[..., Looking]
PART = "details.technical"


def test_the_technicians_part_opens_by_the_keyboard(open_page: OpenPage) -> None:
    page = open_page(signed_in=False).at("/guide/de/vpn.silent/")
    folded = page.locator(PART)
    text = folded.locator(".article")
    assert not text.is_visible()
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    assert text.is_visible()
    page.keyboard.press("Space")
    assert not text.is_visible()


def test_a_screen_reader_hears_a_heading_that_can_be_opened(open_page: OpenPage) -> None:
    page = open_page(signed_in=False).at("/guide/en/vpn.silent/")
    assert page.get_by_role("heading", name="For technicians").is_visible()


def test_on_paper_it_stands_open(open_page: OpenPage) -> None:
    page = open_page(signed_in=False).at("/guide/de/vpn.silent/")
    page.emulate_media(media="print")
    high = page.locator(f"{PART} .article").bounding_box()
    assert high is not None and high["height"] > 20


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_report_says_where_the_way_breaks_and_what_would_prove_it(
    open_page: OpenPage, busy: Busy, size: str
) -> None:
    page = open_page(size=size).at(f"/reports/{busy.references['way']}/")
    assert "bricht an Ihrem Router ab: Ihr Router schlägt keine Namen mehr nach" in page.inner_text(".verdict")
    sheet = page.inner_text(".callsheet")
    assert re.search("Router, (sicher|wahrscheinlich): Ihr Router", sheet) and "Gegenprobe, zum Vorlesen: „" in sheet
    drawn = page.locator("svg.path").filter(visible=True)
    assert drawn.count() == 1
    assert "Router: unterbrochen" in (drawn.get_attribute("aria-label") or "")
