"""Ears and the Tab key follow the screen, on every page and after something was checked again.

The tree is the one that Qt hands to AT-SPI, UI Automation and NSAccessibility.
"""

import itertools
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget

from checker.client.window.pages.page import WindowPage
from checker.client.window.pages.result.result_body import FoldedPart
from checker.client.window.widgets.accessible_roles import install_accessible_roles
from checker.model.finding import Finding, Level
from tests.client.window.conftest import PlayedWindow

CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
BATTERY = Finding(code="computer.battery-low", level=Level.WARNING, values={"percent": 9})
NOTE = Finding(code="network.on-wifi", level=Level.NOTE)
FINE = Finding(code="computer.fine", level=Level.OK)
Make = Callable[..., PlayedWindow]


def tab_stops(page: WindowPage) -> list[QWidget]:
    """What Tab reaches on this page, in the order of the keyboard."""
    stops, widget = [], page.nextInFocusChain()
    while widget is not page:
        if page.isAncestorOf(widget) and widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            stops.append(widget)
        widget = widget.nextInFocusChain()
    return stops


def interfaces(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """The tree of a screen reader, depth first, without what it is not shown."""
    for at in range(interface.childCount()):
        child = interface.child(at)
        if child is not None and not child.state().invisible:
            yield child
            yield from interfaces(child)


def read_texts(page: WindowPage) -> list[str]:
    """Headings and buttons, as they are read one after the other."""
    roles = (QAccessible.Role.Heading, QAccessible.Role.Button)
    tree = interfaces(QAccessible.queryAccessibleInterface(page))
    return [entry.text(QAccessible.Text.Name) for entry in tree if entry.role() in roles]


def assert_follows_the_screen(page: WindowPage) -> None:
    stops = tab_stops(page)
    in_column = [page.column.isAncestorOf(widget) for widget in stops]
    assert in_column == sorted(in_column, reverse=True), "the buttons below come last"
    column = [widget for widget in stops if page.column.isAncestorOf(widget)]
    places = [(widget.mapTo(page, QPoint(0, 0)).y(), widget) for widget in column]
    for (upper, first), (lower, second) in itertools.pairwise(places):
        assert lower + second.height() > upper, (first, second)


def test_tab_follows_the_screen_on_every_page(open_window: Make) -> None:
    window = open_window((CLOCK, BATTERY, NOTE, FINE))
    assert_follows_the_screen(window.controller.welcome)
    window.to_result()
    result = window.controller.result
    assert_follows_the_screen(result)
    for part in FoldedPart:
        result.body.folded[part].set_open(True)
    window.settle()
    assert_follows_the_screen(result)
    result.body.unfold(BATTERY.key).recheck_button.click()
    window.session.findings = (CLOCK, NOTE, FINE)
    window.session.run.end_all()
    window.settle()
    assert_follows_the_screen(result)
    result.continue_button.click()
    window.settle()
    assert_follows_the_screen(window.controller.report_controller.send)
    window.controller.report_controller.send.send.click()
    window.delivery.wait()
    window.settle()
    assert_follows_the_screen(window.controller.report_controller.done)


def test_the_steps_of_a_remedy_follow_the_screen_and_are_near_by_keyboard(open_window: Make) -> None:
    install_accessible_roles()
    blocked = Finding(code="vpn.udp-blocked", level=Level.BLOCKER)
    window = open_window((blocked, FINE))
    window.to_result()
    window.controller.remedy_controller.begin(blocked)
    page = window.controller.remedy_controller.page
    page.steps.next.click()
    window.settle()
    assert_follows_the_screen(page)
    stops = tab_stops(page)
    assert stops.index(page.steps.next) <= 3 and stops[-1] is page.recheck
    texts = read_texts(page)
    expected = (page.heading.text(), page.steps.text.accessibleName(), "Seite des Routers öffnen", "Nächster Schritt")
    positions = [texts.index(text) for text in expected]
    assert positions == sorted(positions), texts
    page.recheck.click()
    window.session.run.end_all()
    window.settle()
    assert_follows_the_screen(page)


def test_the_first_step_is_near_by_keyboard(open_window: Make) -> None:
    window = open_window((CLOCK, BATTERY, NOTE, FINE))
    window.to_result()
    result = window.controller.result
    stops = tab_stops(result)
    assert stops[0] is result.first_button
    assert stops.index(result.body.first_card.recheck_button) <= 2


def test_it_is_read_in_the_order_of_the_screen(open_window: Make) -> None:
    install_accessible_roles()
    window = open_window((CLOCK, BATTERY, NOTE, FINE))
    window.to_result()
    result = window.controller.result
    texts = read_texts(result)
    expected = (result.heading.text(), "Was heute geht", "Das zuerst", "Anrufen", "Ausprobieren und Geräte wechseln")
    positions = [texts.index(text) for text in expected if text in texts]
    assert len(positions) >= 4 and positions == sorted(positions), texts


def test_a_fold_says_whether_it_is_open(open_window: Make) -> None:
    install_accessible_roles()
    window = open_window((CLOCK, BATTERY, NOTE, FINE), language="de")
    window.to_result()
    fold = window.controller.result.body.folded[FoldedPart.REST]
    assert fold.button.accessibleDescription() == "zugeklappt"
    interface = QAccessible.queryAccessibleInterface(fold.button)
    assert interface.state().expandable and not interface.state().expanded
    interface.actionInterface().doAction("Press")
    assert fold.button.accessibleDescription() == "aufgeklappt" and interface.state().expanded


def test_back_from_the_article_is_the_same_place(open_window: Make) -> None:
    window = open_window((CLOCK, BATTERY, NOTE, FINE))
    window.main_window.resize(900, 500)
    window.to_result()
    result = window.controller.result
    card = result.body.unfold(BATTERY.key)
    window.settle()
    card.recheck_button.setFocus()
    bar = result.column.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 0
    result.finding_actions.article_requested.emit(BATTERY)
    assert window.page is window.controller.article
    window.controller.article.default.click()
    window.settle()
    assert bar.value() == place
    assert window.main_window.focusWidget() is card.recheck_button


def test_done_with_the_steps_of_an_article_it_is_checked_at_once(open_window: Make) -> None:
    window = open_window((CLOCK, FINE))
    window.to_result()
    window.controller.result.finding_actions.article_requested.emit(CLOCK)
    window.controller.article.recheck.click()
    assert window.page is window.controller.result
    assert [planned.check.name for planned in window.session.run.plan.planned] == ["computer"]
    window.session.run.end_all()
    window.settle()


def test_the_number_of_cores_is_not_checked_again(open_window: Make) -> None:
    weak = Finding(code="computer.cpu-weak", level=Level.WARNING, values={"have": 2, "want": 4})
    window = open_window((weak,))
    window.to_result()
    assert not window.controller.result.body.first_card.recheck_button.isVisible()
    window.controller.result.finding_actions.article_requested.emit(weak)
    assert not window.controller.article.recheck.isVisible()


def test_the_column_stands_still_when_a_scroll_bar_comes(open_window: Make) -> None:
    window = open_window((CLOCK, BATTERY, NOTE, FINE))
    window.main_window.resize(900, 5000)
    window.to_result()
    result = window.controller.result
    window.settle()
    x = result.banner.mapTo(result, QPoint(0, 0)).x()
    assert result.column.verticalScrollBar().maximum() == 0
    window.main_window.resize(900, 500)
    window.settle()
    assert result.column.verticalScrollBar().maximum() > 0
    assert result.banner.mapTo(result, QPoint(0, 0)).x() == x


def test_the_way_on_stays_in_view_with_large_text(open_window: Make) -> None:
    window = open_window((CLOCK, BATTERY))
    while window.style.scale < 2.0:
        window.style.larger()
    window.main_window.resize(1366, 728)
    window.to_result()
    result = window.controller.result
    QApplication.processEvents()
    assert not result.column.isAncestorOf(result.continue_button)
    assert result.continue_button.isVisible()
