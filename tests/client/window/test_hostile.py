"""Names and texts from elsewhere are shown as they are: never markup, never a link, never a mnemonic."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTextBrowser

from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.profile import FirmContact
from tests.client.window.conftest import PlayedWindow
from tests.client.window.sample import PROFILE

EVIL = '<img src="file:///etc/passwd"><a href="https://evil.example">&klick</a>\u202egnp.exe'
FIRM = FirmContact(name=EVIL[:120], phone="<b>1</b>", mail="<i>x</i>", desk_url="https://desk.example/<b>")
HOSTILE = msgspec.structs.replace(PROFILE, customer=EVIL[:120], firm=FIRM)
FINDING = Finding(
    code="computer.os-unsupported", level=Level.WARNING, evidence=("os.name",), values={"system": EVIL}, subject="<b>s"
)
UNKNOWN = Finding(code="future.thing", level=Level.BLOCKER, values={"x": "{y} %s"})
Make = Callable[..., PlayedWindow]


def walk(window: PlayedWindow) -> None:
    observation = Observation(name="os.name", value=EVIL)
    window.session.observed = {
        "computer": Measurement(check="computer", outcome=Outcome.DONE, observations=(observation,))
    }
    window.to_result()
    window.controller.result.continue_button.click()
    window.controller.report_controller.send.send.click()
    window.delivery.arrive("<b>K</b>")
    window.settle()


def test_every_label_is_plain_text_on_every_page(open_window: Make) -> None:
    window = open_window((FINDING, UNKNOWN), profile=HOSTILE, note=EVIL)
    walk(window)
    labels = window.main_window.findChildren(QLabel)
    assert len(labels) > 40
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert any("<img" in label.text() for label in labels), "it is shown as it is"


def test_the_values_hold_no_link_and_no_picture(open_window: Make) -> None:
    window = open_window((FINDING, UNKNOWN), profile=HOSTILE)
    walk(window)
    for browser in window.main_window.findChildren(QTextBrowser):
        html = browser.document().toHtml()
        assert "<img" not in html
        assert "<a href" not in html
    window.controller.report_controller.send.all_values.button.click()
    window.controller.report_controller.send.exact.click()
    assert "<img" in window.values_text()


def test_no_button_shows_a_text_from_elsewhere(open_window: Make) -> None:
    window = open_window((FINDING, UNKNOWN), profile=HOSTILE)
    walk(window)
    assert not [button.text() for button in window.main_window.findChildren(QPushButton) if "<" in button.text()]


def test_an_article_loads_nothing(open_window: Make) -> None:
    window = open_window()
    sheet = window.controller.article.view
    assert sheet.loadResource(2, "https://evil.example/x.png") is None
    assert sheet.loadResource(2, "file:///etc/passwd") is None
