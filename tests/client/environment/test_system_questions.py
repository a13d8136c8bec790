"""What macOS will ask is said beforehand, in the window and in the terminal; other systems ask nothing."""

import io
from collections.abc import Callable

import pytest
from rich.console import Console

from checker.client.environment.system_questions import system_question
from checker.client.session import Session
from checker.client.text import prompt
from checker.client.text.steps import consent
from checker.client.window.pages.welcome import consent_card
from checker.model.privacy import DataGroup
from checker.model.profile import BUILT_IN
from checker.model.systems import System
from checker.model.text import Language
from checker.net.net import Net
from tests.client.window.conftest import PlayedWindow, open_window, style, watches  # noqa: F401 - fixtures

WHY = {
    "de": "ob das Programm Geräte im lokalen Netzwerk finden darf",
    "en": "whether the program may find devices on the local network",
}


class Typed(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("group", "system", "asks"),
    [
        (DataGroup.NETWORK, "macos", True),
        (DataGroup.ROUTER, "macos", True),
        (DataGroup.CAMERA, "macos", True),
        (DataGroup.MICROPHONE, "macos", True),
        (DataGroup.PC, "macos", False),
        (DataGroup.NETWORK, "windows", False),
        (DataGroup.CAMERA, "linux", False),
    ],
)
def test_who_asks_for_what(group: DataGroup, system: System, asks: bool) -> None:
    assert (system_question(group, system) is not None) is asks


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("system", "expected"), [("macos", True), ("windows", False)])
def test_the_terminal_says_it_before_it_asks(
    system: str, expected: bool, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consent, "this_system", lambda: system)
    monkeypatch.setattr(prompt.sys, "stdin", Typed("n\n" * 9))
    output = io.StringIO()
    session = Session(BUILT_IN, Net(), language=language)
    consent.ask_consent(session, Console(file=output, width=400), yes=False)
    assert (WHY[language] in output.getvalue()) is expected


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("system", "expected"), [("macos", True), ("linux", False)])
def test_the_window_says_it_beside_the_consent(
    system: str,
    expected: bool,
    language: Language,
    open_window: Callable[..., PlayedWindow],  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(consent_card, "this_system", lambda: system)
    window = open_window(language=language)
    texts = {card.group: card.box.accessibleDescription() for card in window.controller.welcome.groups}
    assert (WHY[language] in texts[DataGroup.NETWORK]) is expected
    assert WHY[language] not in texts[DataGroup.PC]
