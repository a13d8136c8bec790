"""From a finding to green step by step, or to a call with everything in hand; without a mouse, and back again."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from checker.checks.context import Progress
from checker.client.window.controllers import page_opener
from checker.model.finding import Finding, Level
from checker.model.measurement import Outcome
from tests.client.window.conftest import PlayedWindow

BLOCKED = Finding(code="vpn.udp-blocked", level=Level.BLOCKER)
BATTERY = Finding(code="computer.battery-low", level=Level.WARNING, values={"percent": 9})
OFFLINE = Finding(code="router.offline", level=Level.BLOCKER)
WORKS = Finding(code="vpn.answers", level=Level.OK, subject="portal", values={"name": "Portal"})
FINE = Finding(code="computer.fine", level=Level.OK)
Make = Callable[..., PlayedWindow]


def dialogue(window: PlayedWindow, finding: Finding) -> object:
    """The page of this finding, opened from its card."""
    window.to_result()
    card = window.controller.result.body.unfold(finding.key)
    card.remedy_button.setFocus()
    card.remedy_button.click()
    window.settle()
    page = window.controller.remedy_controller.page
    assert window.page is page
    return page


def recheck(window: PlayedWindow, after: tuple[Finding, ...], outcome: Outcome = Outcome.DONE) -> None:
    window.controller.remedy_controller.page.recheck.click()
    window.session.findings = after
    window.session.run.end_all(outcome)
    window.settle()


def test_one_step_at_a_time_what_it_means_and_who_acts(open_window: Make) -> None:
    window = open_window((BLOCKED, FINE))
    page = dialogue(window, BLOCKED)
    assert "Dateien der Firma" in page.meaning.text()
    assert page.steps.counter.text() == "Schritt 1 von 3"
    assert page.steps.text.text().startswith("Wechseln Sie vom Gast- oder Hotelnetz")
    assert not page.steps.previous.isVisible()
    page.steps.next.click()
    assert page.steps.counter.text() == "Schritt 2 von 3"
    assert window.main_window.focusWidget() is page.steps.text
    page.steps.previous.click()
    assert page.steps.at == 0


def test_when_nothing_helps_the_call_stands_there(open_window: Make) -> None:
    window = open_window((BLOCKED, FINE))
    page = dialogue(window, BLOCKED)
    for _ in range(3):
        page.steps.next.click()
    window.settle()
    assert page.steps.is_over and page.help.is_open and not page.steps.next.isVisible()
    assert page.call.number.text() == "Muster IT GmbH, Telefon 030 1234567"
    assert "Die Schritte dazu haben nicht geholfen." in page.call.sentence.text()
    assert page.recheck.isVisible()


def test_done_only_what_is_needed_is_checked_and_green_is_shown_in_its_place(open_window: Make) -> None:
    window = open_window((BLOCKED, BATTERY, FINE))
    page = dialogue(window, BLOCKED)
    page.recheck.click()
    assert [planned.check.name for planned in window.session.run.plan.planned] == ["vpn"]
    assert page.is_running and page.cancel.isVisible() and not page.recheck.isVisible()
    window.session.run.begin("vpn")
    window.session.run.report_progress("vpn", Progress(done=0.5))
    window.settle()
    assert page.progress.bar.value() == 50
    window.session.findings = (WORKS, BATTERY, FINE)
    window.session.run.end_all()
    window.settle()
    assert window.page is page, "what became of it stands where the step was done"
    assert page.comparison.heading.text() == "Erneut geprüft: behoben"
    assert window.main_window.focusWidget() is page.comparison.heading
    assert not page.steps.isVisible() and not page.recheck.isVisible() and not page.help.button.isVisible()
    assert page.following.isVisible(), "the battery is next"
    page.back.click()
    window.settle()
    assert window.page is window.controller.result
    assert window.main_window.focusWidget() is window.controller.result.body.comparisons[BLOCKED.key].heading


def test_what_stays_leads_to_the_next_step_and_at_the_end_to_the_call(open_window: Make) -> None:
    window = open_window((BLOCKED, FINE))
    page = dialogue(window, BLOCKED)
    recheck(window, (BLOCKED, FINE))
    assert page.comparison.heading.text() == "Erneut geprüft: noch wie vorher"
    assert page.steps.at == 1
    recheck(window, (BLOCKED, FINE))
    recheck(window, (BLOCKED, FINE))
    assert page.steps.is_over and page.help.is_open
    page.back.click()
    window.settle()
    assert window.main_window.focusWidget() is window.controller.result.body.cards[BLOCKED.key].heading


def test_a_cancelled_check_changes_nothing(open_window: Make) -> None:
    window = open_window((BLOCKED, FINE))
    page = dialogue(window, BLOCKED)
    page.recheck.click()
    QTest.keyClick(window.main_window, Qt.Key.Key_Escape)
    page.escape()
    window.settle()
    assert not page.is_running and page.comparison is None and page.steps.at == 0
    page.escape()
    assert window.page is window.controller.result


def test_back_is_the_same_place_with_the_focus(open_window: Make) -> None:
    window = open_window((BLOCKED, BATTERY, FINE))
    page = dialogue(window, BATTERY)
    page.guide.click()
    assert window.page is window.controller.article
    window.controller.article.default.click()
    assert window.page is page
    page.back.click()
    window.settle()
    assert window.main_window.focusWidget() is window.controller.result.body.cards[BATTERY.key].remedy_button


def test_a_small_guide_leads_back_to_its_step_and_can_check_again(open_window: Make) -> None:
    window = open_window((BLOCKED, FINE))
    page = dialogue(window, BLOCKED)
    page.steps.aid_buttons["So geht der Hotspot"].click()
    article = window.controller.article
    assert window.page is article and "Hotspot" in article.heading.text()
    article.recheck.click()
    assert window.page is page and page.is_running
    window.session.run.end_all()
    window.settle()


def test_the_routers_page_opens_at_its_own_address_or_says_that_it_does_not(
    open_window: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    monkeypatch.setattr(page_opener.QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    monkeypatch.setattr(page_opener, "router_address", lambda: "192.168.178.1")
    window = open_window((BLOCKED, FINE))
    page = dialogue(window, BLOCKED)
    page.steps.next.click()
    page.steps.aid_buttons["Seite des Routers öffnen"].click()
    assert opened == ["http://192.168.178.1/"]
    assert page.steps.notice.text().startswith("Das Fenster dazu ist offen.")
    monkeypatch.setattr(page_opener, "router_address", lambda: "")
    page.steps.aid_buttons["Seite des Routers öffnen"].click()
    assert page.steps.notice.text().startswith("Das ließ sich von hier nicht öffnen.")


def test_what_the_provider_needs_is_copied(open_window: Make) -> None:
    window = open_window((OFFLINE, FINE))
    page = dialogue(window, OFFLINE)
    while "Text für den Anbieter kopieren" not in page.steps.aid_buttons:
        page.steps.next.click()
    page.steps.aid_buttons["Text für den Anbieter kopieren"].click()
    assert page.heading.text() in QGuiApplication.clipboard().text()


def test_each_button_of_a_step_says_which_step_it_belongs_to(open_window: Make) -> None:
    window = open_window((BLOCKED, FINE))
    page = dialogue(window, BLOCKED)
    for button in page.steps.aid_buttons.values():
        assert button.accessibleDescription() == page.steps.text.text()
    assert page.steps.text.accessibleName().startswith("Schritt 1 von 3: ")


def test_it_speaks_the_other_language_at_the_same_step(open_window: Make) -> None:
    window = open_window((BLOCKED, FINE))
    page = dialogue(window, BLOCKED)
    page.steps.next.click()
    window.controller.toggle_language()
    assert page.steps.counter.text() == "Step 2 of 3"
    assert page.recheck.text().replace("&", "") == "Done, check again"
