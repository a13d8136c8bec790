"""The page in a real browser: its own policy lets its style through and nothing else, and it fits a phone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from checker.model.finding import Finding
from checker.model.profile import FirmContact, Profile
from checker.model.report import Receipt, Report
from checker.show.report_html.document import report_page
from tests.show.samples import MEASUREMENTS, TROUBLE, TROUBLED, WHEN, report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")

EVIL = (
    '"><script>document.title="taken"</script><img src=x onerror=document.title="taken"><style>*{display:none}</style>'
)
HOSTILE = report(
    Finding.blocker("vpn.refused", subject=EVIL[:60], gateway=EVIL),
    profile=Profile(code="EVIL", customer=EVIL, firm=FirmContact(name=EVIL, phone=EVIL, mail=EVIL)),
    measurements=MEASUREMENTS,
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def opened(
    browser: Browser, folder: Path, report: Report, width: int = 390, scheme: str = "light"
) -> tuple[Page, list[str]]:
    """The page, and what the browser complains of."""
    receipt = Receipt(id=report.id, reference="MUS-4F7K", received=WHEN)
    file = folder / "report.html"
    file.write_text(report_page(report, "de", receipt=receipt, audience="technician"), "utf-8")
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda request: request.url.startswith("file:") or complaints.append(request.url))
    tab.goto(file.as_uri())
    return tab, complaints


def test_nothing_of_a_hostile_report_runs_or_loads(browser: Browser, tmp_path: Path) -> None:
    tab, complaints = opened(browser, tmp_path, HOSTILE)
    assert complaints == []
    assert "taken" not in tab.title().split(" – ")[0]
    assert tab.evaluate("document.querySelectorAll('script, img, [style]').length") == 0
    assert tab.is_visible("text=Der Arbeitsplatz ist noch nicht bereit.")
    tab.context.close()


@pytest.mark.parametrize("width", [320, 390, 1100])
@pytest.mark.parametrize("report", [TROUBLE, HOSTILE], ids=["trouble", "hostile"])
def test_never_scrolls_sideways(browser: Browser, tmp_path: Path, report: Report, width: int) -> None:
    tab, _ = opened(browser, tmp_path, report, width)
    tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    shapes = [tab.is_visible(f"svg.path-{shape}") for shape in ("wide", "tall")]
    assert shapes == [width > 640, width <= 640]
    tab.context.close()


def test_is_light_by_day_and_dark_by_night(browser: Browser, tmp_path: Path) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        tab, complaints = opened(browser, tmp_path, TROUBLE, scheme=scheme)
        grounds.append(tab.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert complaints == []
        tab.context.close()
    assert grounds == ["rgb(250, 249, 247)", "rgb(20, 23, 28)"]


def test_what_is_folded_opens_by_the_keyboard(browser: Browser, tmp_path: Path) -> None:
    tab, _ = opened(browser, tmp_path, report(*TROUBLED, measurements=MEASUREMENTS))
    consequence = tab.get_by_text("Hochladen geht mit 1,84 Mbit/s")
    assert not consequence.is_visible()
    tab.get_by_text("Daraus folgt noch 1 weiterer Punkt").focus()
    tab.keyboard.press("Enter")
    assert consequence.is_visible()
    tab.context.close()


def test_paper_shows_what_is_folded(browser: Browser, tmp_path: Path) -> None:
    tab, _ = opened(browser, tmp_path, TROUBLE, scheme="dark")
    tab.emulate_media(media="print", color_scheme="dark")
    assert tab.get_by_text("Hochladen geht mit 1,84 Mbit/s").bounding_box()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    tab.context.close()
