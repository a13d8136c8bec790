"""What people do at the desk, with mouse and keyboard, on a large screen and on a phone."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from checker.model.codec import profile_from_toml
from tests.browser.conftest import SIZES, Busy, Looking
from tests.desk import example_reports

OpenPage = Callable[..., Looking]
PASSWORD = "ein ruhiger Vormittag im März"
both = pytest.mark.parametrize("size", SIZES)


@both
def test_the_first_sign_in(open_page: OpenPage, busy: Busy, size: str) -> None:
    name = f"neu-{size}"
    page = open_page(size=size, signed_in=False).at(busy.run("technician", name).stdout.strip().removeprefix(busy.url))
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_text("Sie haben noch kein Passwort")).to_have_count(0)
    page.get_by_label("Neues Passwort", exact=True).fill(PASSWORD)
    page.get_by_label("Neues Passwort, noch einmal").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("gilt ab jetzt")
    page.get_by_role("button", name="Abmelden").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Passwort", exact=True).fill("falsch")
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_text("Name oder Passwort stimmt nicht")).to_be_visible()
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Posteingang")


@both
def test_a_call_comes_in(open_page: OpenPage, busy: Busy, size: str) -> None:
    report_id, raw = example_reports.raw(busy.code, example_reports.WRONG_CLOCK)
    reference = json.loads(busy.send(raw, busy.token, report_id).data)["reference"]
    page = open_page(size=size).at("/inbox/")
    page.get_by_role("searchbox").fill(reference.lower().replace("-", " "))
    page.keyboard.press("Enter")
    expect(page.locator(".report-head .reference")).to_have_text(reference)
    expect(page.get_by_text("Zeigt die Uhr unten rechts das richtige Datum")).to_be_visible()
    page.get_by_role("button", name="Als erledigt ablegen").click()
    expect(page.get_by_role("button", name="Wieder öffnen")).to_be_visible()
    page.get_by_role("link", name="← Posteingang").click()
    expect(page.get_by_text(reference)).to_have_count(0)
    page.get_by_role("link", name="Erledigt").click()
    page.get_by_role("link", name=re.compile(reference)).click()
    page.get_by_role("button", name="Wieder öffnen").click()
    expect(page.get_by_role("button", name="Als erledigt ablegen")).to_be_visible()


@both
def test_from_a_finding_to_its_article(open_page: OpenPage, busy: Busy, size: str) -> None:
    page = open_page(size=size).at(f"/reports/{busy.references['broken']}/")
    page.get_by_role("link", name="Ausführlich in der Anleitung").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Die Uhr Ihres Computers geht falsch")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your computer's clock is wrong")


@both
def test_a_new_customer_with_a_slip_in_the_profile(open_page: OpenPage, busy: Busy, size: str, tmp_path: Path) -> None:
    page = open_page(size=size).at("/customers/")
    page.get_by_role("link", name="Neuer Kunde").click()
    page.get_by_label("Name des Kunden").fill(f"Malerbetrieb {size}")
    page.get_by_label("Stammkunde").check()
    page.get_by_role("button", name="Als TOML bearbeiten").click()
    page.get_by_label("Was die Arbeitsplätze brauchen").fill("[needs.computer]\n\nmemory_gibt = 8\n")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Zeile 3")
    expect(page.get_by_role("alert")).to_contain_text("memory_gibt = 8")
    page.get_by_label("Was die Arbeitsplätze brauchen").fill("[needs.computer]\n\nmemory_gib = 8\n")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Angelegt")
    page.get_by_role("link", name="/d/").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihren Arbeitsplatz zu Hause prüfen")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(r"\.toml$")).click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    profile = profile_from_toml(path.read_bytes())
    assert path.name == f"Homeoffice-Check_{profile.code}.toml"
    assert (profile.customer, profile.needs) == (f"Malerbetrieb {size}", {"computer": {"memory_gib": 8}})


@both
def test_the_guide_is_searched_without_a_sign_in(open_page: OpenPage, size: str) -> None:
    page = open_page(size=size, signed_in=False).at("/")
    page.get_by_role("searchbox").fill("uhr falsch")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Die Uhr Ihres Computers geht falsch").click()
    expect(page.get_by_text("Das können Sie selbst beheben").first).to_be_visible()
    expect(page.get_by_text("Schritte für:")).to_be_visible()
    expect(page.locator("main strong", has_text=re.compile("^Linux$"))).to_be_visible()


def test_the_keyboard_alone_is_enough(open_page: OpenPage, busy: Busy) -> None:
    page = open_page().at("/inbox/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt")).to_be_focused()
    expect(page.get_by_role("link", name="Zum Inhalt")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Jetzt eines setzen")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    filters = page.locator(".tabs a").count()
    for _ in range(1 + filters + 1):  # the search's button, the filters, the first report's checkbox
        page.keyboard.press("Tab")
    expect(page.locator(".reports").get_by_role("checkbox").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".reports a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/reports/[A-Z0-9]{3}-[A-Z0-9]{3}/$"))


def test_a_technicians_keys_go_through_the_list_and_close(open_page: OpenPage, busy: Busy) -> None:
    for _ in range(2):
        report_id, raw = example_reports.raw(busy.code, example_reports.SLOW)
        busy.send(raw, busy.token, report_id)
    page = open_page().at("/inbox/?cause=computer.memory-small")
    rows = page.locator(".reports li")
    number = rows.count()
    for key, row in (("j", 0), ("j", 1), ("k", 0)):
        page.keyboard.press(key)
        expect(rows.nth(row).locator("a")).to_be_focused()
    page.keyboard.press("e")
    expect(page.get_by_text("1 Fall abgelegt.")).to_be_visible()
    expect(rows).to_have_count(number - 1)
    expect(rows.first.locator("a")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("jk")
    expect(page.get_by_role("searchbox")).to_have_value("jk")
    rows.first.locator("a").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".report-head .reference")).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_role("button", name="Ja, das war es")).to_be_focused()
    page.keyboard.press("u")
    expect(page).to_have_url(re.compile(r"/inbox/\?cause=computer\.memory-small"))


def test_the_language_is_switched_and_stays(open_page: OpenPage) -> None:
    page = open_page().at("/inbox/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inbox")
    page.get_by_role("link", name="Customers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Customers")
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kunden")
