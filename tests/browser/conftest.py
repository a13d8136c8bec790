"""Chromium, at a desk with reports of every kind."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from checker.model.codec import profile_from_toml, to_json
from checker.model.finding import Finding
from tests.desk import example_reports
from tests.desk.catalogues import compile_catalogues
from tests.desk.sampled import Sampled
from tests.desk.visitor import Visitor
from tests.show.samples import ALL_WELL

CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CLOCK = (Finding.blocker("computer.clock-wrong", minutes=60), Finding.warning("network.wifi-weak"))
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
PROGRAM = b"MZ" * 400_000
PROGRAMS = (
    "Homeoffice-Check-1.2.0-windows.exe",
    "Homeoffice-Check-1.2.0-windows.exe.minisig",
    "Homeoffice-Check-1.2.0-macos-arm64.dmg",
    "Homeoffice-Check-1.2.0-macos-x64.dmg",
    "Homeoffice-Check-1.2.0-linux.tar.xz",
)
NEEDS = '# intern\n[needs.computer]\nmemory_gib = 8\n\n[needs.network]\ncompany_networks = ["10.91.0.0/16"]\n'


class Busy(Sampled):
    """With a report of every kind."""

    references: dict[str, str]

    def fill(self) -> None:
        """One of each."""
        kinds = {
            "fine": example_reports.WELL,
            "slow": example_reports.SLOW,
            "unknown": example_reports.CUT_OFF,
            "broken": example_reports.WRONG_CLOCK,
            "way": example_reports.NO_NAMES,
        }
        for name in PROGRAMS:
            (self.data / "programs" / name).write_bytes(PROGRAM)
        (self.data / "programs" / "news.toml").write_text('publisher = "Muster-IT GmbH"\n')
        self.references = {}
        for kind, measured in kinds.items():
            report_id, raw = example_reports.raw(self.code, measured)
            self.references[kind] = json.loads(self.send(raw, self.token, report_id).data)["reference"]
        technician = self.technician()
        technician.post(f"/customers/{self.code}/sites/new/", {"name": "Köln"})
        self.references["site"] = self._newest_code(technician, "sites")
        for kind, findings in {"passed": ALL_WELL, "failed": (*ALL_WELL, *CLOCK)}.items():
            technician.post(f"/customers/{self.code}/invite/", {"days": "14", "purpose": "Jana", "is_preflight": "on"})
            code = self.references[kind] = self._newest_code(technician, "invite")
            report = example_reports.report(code, findings=findings)
            token = profile_from_toml(self.get(f"/api/v1/profiles/{code}").data).enrolment
            self.send(to_json(report), token, report.id)

    def _newest_code(self, technician: Visitor, kind: str) -> str:
        page = f"/customers/{self.code}/" + ("invite/" if kind == "invite" else "")
        links = re.findall(rf'href="/customers/{self.code}/{kind}/([A-Z0-9-]+)/"', technician.get(page).text)
        return str(next(code for code in links if code != self.code))


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """The English of the pages."""
    compile_catalogues()


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Busy]:
    """The desk that the pages are looked at on."""
    with Busy(tmp_path_factory.mktemp("browser")) as served:
        needs = served.data / "needs.toml"
        needs.write_text(NEEDS)
        served.sample("--needs", str(needs))
        served.meet()
        served.fill()
        yield served


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a file's tests: while it is open its event loop runs in this thread, where Django refuses one."""
    if not CHROMIUM.exists():
        pytest.skip("no /usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
        yield browser
        browser.close()


class Looking:
    """A browser window whose complaints are kept."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.url = url
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on(
            "console", lambda message: self.complaints.append(message.text) if message.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", self._note_failed)

    def _note_failed(self, request: Request) -> None:
        # What was given up because the next page was opened is no loss.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.complaints.append(f"{request.failure}: {request.url}")

    def at(self, path: str) -> Page:
        """Goes there."""
        self.page.goto(self.url + path)
        return self.page


@pytest.fixture
def open_page(chromium: Browser, busy: Busy) -> Iterator[Callable[..., Looking]]:
    """Opens windows; at the end nothing may have been complained of in any of them."""
    contexts: list[BrowserContext] = []
    opened: list[Looking] = []

    def open_window(*, size: str = "desktop", signed_in: bool = True, **options: Any) -> Looking:
        width, height = SIZES[size]
        settings = {"locale": "de-DE", "viewport": {"width": width, "height": height}} | options
        context = chromium.new_context(**settings)
        if signed_in:
            cookies = busy.technician().cookies
            context.add_cookies([{"name": name, "value": value, "url": busy.url} for name, value in cookies.items()])
        contexts.append(context)
        opened.append(Looking(context, busy.url))
        return opened[-1]

    yield open_window
    for context in contexts:
        context.close()
    assert [complaint for looking in opened for complaint in looking.complaints] == []
