"""A window without a screen, with a played session and a played outbox."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from checker.client.window.app.close_handler import CloseHandler
from checker.client.window.app.main_window import MainWindow
from checker.client.window.app.page_controller import PageController
from checker.client.window.controllers import device_watcher, part_player
from checker.client.window.style.window_style import WindowStyle
from checker.client.window.translation import tr
from checker.model.finding import Finding
from checker.model.measurement import Outcome
from checker.model.profile import Profile
from checker.model.text import Language
from tests.client.window.sample import PROFILE, PlayedDelivery, PlayedSession

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class PlayedWindow:
    """The window with everything that plays its part."""

    def __init__(self, session: PlayedSession, delivery: PlayedDelivery, style: WindowStyle, note: str) -> None:
        tr.set_language(session.language)
        self.session = session
        self.delivery = delivery
        self.style = style
        self.main_window = MainWindow(session.profile, style)
        self.controller = PageController(session, delivery, self.main_window, style, note)
        self.close_handler = CloseHandler(
            self.main_window,
            busy=self.controller.has_running_workers,
            stop=self.controller.stop,
            unsent=self.controller.unsent_count,
        )
        self.main_window.resize(1000, 800)
        self.main_window.show()
        self.controller.begin()

    @property
    def page(self) -> object:
        return self.main_window.page

    def settle(self) -> None:
        for _ in range(20):
            QCoreApplication.processEvents()

    def values_text(self) -> str:
        """Every value of the report that is shown."""
        self.settle()
        return "\n".join(self.controller.report_controller.send.values.lines)

    def to_result(self, findings: Iterable[Finding] | None = None) -> None:
        if findings is not None:
            self.session.findings = tuple(findings)
        self.controller.welcome.all.click()
        self.session.run.end_all()
        self.settle()

    def to_send(self) -> None:
        self.to_result()
        self.controller.result.continue_button.click()
        self.settle()


class PlayedPart:
    """Takes the worker's place."""

    made: list["PlayedPart"]

    def __init__(
        self,
        check: str,
        name: str,
        need: object,
        profile: object,
        *,
        listener: object,
        on_end: object,
        **_limits: object,
    ) -> None:
        self.check, self.name, self.need, self.listener, self.on_end = check, name, need, listener, on_end
        self.started = self.stopped = False
        PlayedPart.made.append(self)

    def start(self) -> None:
        self.started = True

    def stop(self, wait_s: float | None = None) -> None:
        self.stopped = True
        self.on_end(Outcome.CANCELLED, None)


class PlayedWatch(PlayedPart):
    """Takes the place of a worker that looks out for devices."""

    made: ClassVar[list["PlayedWatch"]] = []  # type: ignore[assignment]

    def __init__(
        self,
        check: str,
        name: str,
        need: object,
        profile: object,
        *,
        listener: object,
        on_end: object,
        **_limits: object,
    ) -> None:
        self.check, self.name, self.need, self.listener, self.on_end = check, name, need, listener, on_end
        self.started = self.stopped = False
        PlayedWatch.made.append(self)


@pytest.fixture(autouse=True)
def nothing_stays(qapp: QApplication) -> Iterator[None]:
    """No window, look or language outlives its test.

    A style sheet dresses every widget that there is: with those of a hundred tests before, that took minutes.
    """
    font, sheet = qapp.font(), qapp.styleSheet()
    yield
    for left in (*_windows(), *qapp.findChildren(WindowStyle)):
        left.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert _windows() == []
    qapp.setStyleSheet(sheet)
    qapp.setFont(font)
    tr.set_language("de")


def _windows() -> list[QWidget]:
    return [widget for widget in QApplication.topLevelWidgets() if widget.parent() is None]


@pytest.fixture(autouse=True)
def watches(monkeypatch: pytest.MonkeyPatch) -> list[PlayedWatch]:
    PlayedWatch.made.clear()
    monkeypatch.setattr(device_watcher, "PartRun", PlayedWatch)
    return PlayedWatch.made


@pytest.fixture
def style(qapp: QApplication) -> WindowStyle:
    return WindowStyle(qapp, dark=False)


@pytest.fixture
def open_window(qtbot: QtBot, style: WindowStyle) -> Iterator[Callable[..., PlayedWindow]]:
    made: list[PlayedWindow] = []

    def make(
        findings: Iterable[Finding] = (), profile: Profile = PROFILE, language: Language = "de", note: str = ""
    ) -> PlayedWindow:
        made.append(PlayedWindow(PlayedSession(findings, profile, language), PlayedDelivery(), style, note))
        return made[-1]

    yield make
    for played in made:
        played.controller.bridge.close()
        played.controller.report_controller.exporter.close()
        played.main_window.may_close = lambda: True
        played.main_window.close()


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[PlayedPart]:
    PlayedPart.made = []
    monkeypatch.setattr(part_player, "PartRun", PlayedPart)
    return PlayedPart.made
