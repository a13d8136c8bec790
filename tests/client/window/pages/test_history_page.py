"""Earlier runs in the window: after the second one two are compared at once; each and all can be deleted."""

from collections.abc import Callable

from checker.model.finding import Finding, Level
from tests.client.window.conftest import PlayedWindow

CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
FINE = Finding(code="computer.fine", level=Level.OK)
Make = Callable[..., PlayedWindow]


def opened(window: PlayedWindow) -> object:
    """The page after a run with trouble and one without."""
    window.to_result((CLOCK,))
    assert not window.controller.result.history_button.isVisible(), "nothing to compare with"
    window.controller.begin()
    assert window.controller.welcome.history.isVisible()
    window.to_result((FINE,))
    window.controller.result.history_button.click()
    window.settle()
    page = window.controller.inner.history_controller.page
    assert window.page is page
    return page


def test_two_runs_are_compared_and_one_gets_back(open_window: Make) -> None:
    window = open_window()
    assert not window.controller.welcome.history.isVisible()
    page = opened(window)
    card = page.comparison
    assert card.headline.text().startswith("Vorher: ") and any("21" in line for line in card.lines)
    card.before.setCurrentIndex(card.after.currentIndex())
    card.before.activated.emit(card.before.currentIndex())
    assert card.headline.text() == "Das ist zweimal dieselbe Prüfung." and card.lines == ()
    window.controller.toggle_language()
    assert card.heading.text() == "Compare two checks" and page.delete_all.text() == "Delete all"
    page.back.click()
    assert window.page is window.controller.result


def test_each_and_all_are_deleted(open_window: Make) -> None:
    window = open_window()
    page = opened(window)
    newest, oldest = page.delete_buttons
    assert page.delete_buttons[oldest].accessibleName().startswith("Löschen: ")
    page.delete_buttons[oldest].click()
    assert list(page.delete_buttons) == [newest] and not page.comparison.isVisible()
    page.delete_all.click()
    assert page.question.isVisible() and window.main_window.focusWidget() is page.decline
    page.decline.click()
    assert not page.question.isVisible() and window.session.history.count() == 1
    page.delete_all.click()
    page.confirm.click()
    assert window.session.history.count() == 0 and not page.delete_all.isVisible()
    assert page.intro.text() == "Auf diesem Computer liegt keine frühere Prüfung."
    page.back.click()
    assert not window.controller.result.history_button.isVisible()


def test_checking_again_goes_on_with_the_run_unless_something_changed(open_window: Make) -> None:
    window = open_window()
    window.to_result((CLOCK,))
    for findings, count in (((CLOCK,), 1), ((FINE,), 2)):
        window.controller.result.finding_actions.recheck_requested.emit(CLOCK)
        window.session.findings = findings
        window.session.run.end_all()
        window.settle()
        assert window.session.history.count() == count
