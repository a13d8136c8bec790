"""A passkey in Chromium, by its virtual authenticator (DevTools' WebAuthn domain): added, and signed in with.

Runs by `-m slow` alone: a desk of its own, whose address is a name.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SIZES
from tests.desk.sampled import Sampled

PASSWORD = "ein ruhiger Vormittag im März"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def named(tmp_path: Path) -> Iterator[Sampled]:
    """A desk at http://localhost, where browsers make passkeys without HTTPS."""
    with Sampled(tmp_path) as desk:
        desk.run("sample", "--url", desk.url.replace("127.0.0.1", "localhost"))
        yield desk


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_a_passkey_signs_in(chromium: Browser, named: Sampled, size: str) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(locale="de-DE", viewport={"width": width, "height": height})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto(named.run("technician", "paula").stdout.strip())
    page.get_by_label("Neues Passwort", exact=True).fill(PASSWORD)
    page.get_by_label("Neues Passwort, noch einmal").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile("^Einrichten")).click()
    page.get_by_role("link", name="Passkey hinzufügen").click()
    page.get_by_label("Wie soll er hier heißen?").fill("Laptop")
    page.get_by_label("Ihr jetziges Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Passkey hinzufügen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Notfallcodes")
    page.get_by_role("button", name="Abmelden").click()
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Posteingang")
    _with_both(page)
    _without_device(page, device)
    assert complaints == []
    context.close()


def _with_both(page: Page) -> None:
    page.get_by_role("button", name="Abmelden").click()
    page.get_by_label("Name").fill("paula")
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Noch ein Schritt")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Posteingang")


def _without_device(page: Page, device: object) -> None:
    page.get_by_role("button", name="Abmelden").click()
    device.send("WebAuthn.disable")  # type: ignore[attr-defined]
    device.send("WebAuthn.enable")  # type: ignore[attr-defined]
    device.send(  # type: ignore[attr-defined]
        "WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR | {"isUserVerified": False}}
    )
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Es wurde kein Passkey genommen")
