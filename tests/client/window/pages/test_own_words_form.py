"""Own words: optional, in the report as typed, seen before they leave, kept while the page is left."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from checker.model.employee.own_words import MAX_TROUBLE, OwnWords
from checker.model.employee.task import Task
from checker.model.finding import Finding, Level
from checker.model.report import report_reference
from tests.client.window.conftest import PlayedWindow
from tests.client.window.sample import WITHOUT_FIRM

CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
Make = Callable[..., PlayedWindow]


def test_what_is_typed_leaves_as_typed_and_is_seen_before(open_window: Make) -> None:
    window = open_window((CLOCK,))
    window.to_send()
    send = window.controller.report_controller.send
    reference = report_reference(window.session.report.id)
    send.own_words.trouble.setPlainText("Teams bleibt hängen.\nSeit dem Update.")
    QTest.keyClicks(send.own_words.callback_number, "0171 5550100")
    send.own_words.more.set_open(True)
    send.own_words.tasks[Task.VIDEO].setChecked(True)
    send.all_values.set_open(True)
    window.settle()
    preview = window.values_text()
    assert "Teams bleibt hängen." in preview and "0171 5550100" in preview
    send.send.click()
    (report,) = window.delivery.submitted
    assert report.own_words == OwnWords(
        trouble="Teams bleibt hängen.\nSeit dem Update.", callback_number="0171 5550100", needed=(Task.VIDEO,)
    )
    assert report_reference(report.id) == reference, "what was read out already still counts"


def test_nothing_is_typed_and_nothing_is_in_the_report(open_window: Make) -> None:
    window = open_window((CLOCK,))
    window.to_send()
    window.controller.report_controller.send.send.click()
    assert window.delivery.submitted[0].own_words is None


def test_the_words_stay_when_the_page_is_left_and_in_the_other_language(open_window: Make) -> None:
    window = open_window((CLOCK,))
    window.to_send()
    send = window.controller.report_controller.send
    send.own_words.trouble.setPlainText("Kein Ton")
    send.back.click()
    window.controller.result.continue_button.click()
    window.controller.toggle_language()
    assert send.own_words.trouble.toPlainText() == "Kein Ton"
    assert send.own_words.trouble.accessibleName() == "What does not work?"


def test_tab_leads_on_and_too_much_is_cut(open_window: Make) -> None:
    window = open_window((CLOCK,))
    window.to_send()
    form = window.controller.report_controller.send.own_words
    form.trouble.setFocus()
    QTest.keyClick(form.trouble, Qt.Key.Key_Tab)
    assert form.trouble.toPlainText() == "" and window.main_window.focusWidget() is form.callback_number
    form.trouble.setPlainText("x" * (MAX_TROUBLE + 5))
    assert len(form.words.trouble) == MAX_TROUBLE


def test_without_a_firm_nobody_is_asked_to_write(open_window: Make) -> None:
    window = open_window((CLOCK,), profile=WITHOUT_FIRM)
    window.to_send()
    assert not window.controller.report_controller.send.own_words.isVisible()


def test_another_trouble_than_last_time_begins_anew_and_can_be_taken_back(open_window: Make) -> None:
    window = open_window((CLOCK,))
    window.to_send()
    send = window.controller.report_controller.send
    assert not send.own_words.another_case.isVisible(), "nothing was sent before"
    send.send.click()
    window.controller.report_controller.done.steps.click()
    window.controller.result.continue_button.click()
    switch = send.own_words.another_case
    assert switch.isVisible() and not switch.isChecked()
    switch.click()
    switch.click()
    assert window.session.report.case_code == window.delivery.submitted[0].case_code
    switch.click()
    send.send.click()
    first, second = window.delivery.submitted
    assert second.case_code != first.case_code and second.id != first.id
    window.controller.report_controller.done.steps.click()
    window.controller.result.continue_button.click()
    assert switch.isVisible() and not switch.isChecked(), "that one is the last now"
