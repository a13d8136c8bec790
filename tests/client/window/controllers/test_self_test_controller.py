"""The self-test in the window: it says what it does, asks where its file is to lie, and sends nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from checker.client.self_test import measure
from checker.client.self_test.assumption import EVERYWHERE, Assumption, Confirmation
from checker.client.self_test.reading import Reading
from tests.client.window.conftest import PlayedWindow

Make = Callable[..., PlayedWindow]


def _assumption(name: str, as_assumed: bool | None) -> Assumption:
    return Assumption(
        id=name,
        systems=EVERYWHERE,
        expected="As assumed.",
        where=("model/failure.py",),
        source="nobody",
        confirmed=(Confirmation.NOWHERE,),
        measure=lambda: Reading(as_assumed, {"seconds": 1.0}),
    )


@pytest.fixture(autouse=True)
def short_list(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"a.a": True, "a.b": True, "a.c": None, "a.d": False}
    assumptions = [_assumption(name, as_assumed) for name, as_assumed in answers.items()]
    real = measure.measure_assumptions
    monkeypatch.setattr(measure, "measure_assumptions", lambda **settings: real(assumptions=assumptions, **settings))


@pytest.mark.parametrize(
    ("language", "explanation", "ended"),
    [
        ("de", "Es wird nichts gesendet", "2 wie angenommen, 1 ohne Vergleich, 1 anders"),
        ("en", "Nothing is sent", "2 as assumed, 1 with nothing to compare, 1 different"),
    ],
)
def test_it_measures_and_says_where_the_file_is(
    open_window: Make, qtbot: QtBot, tmp_path: Path, language: str, explanation: str, ended: str
) -> None:
    window = open_window(language=language)
    panel = window.controller.welcome.self_test
    assert explanation in panel.explanation.text()
    assert panel.status.isHidden()
    panel.button.click()
    dialog = window.controller.self_test_controller.dialog
    assert dialog is not None
    file = tmp_path / "Selbsttest ü.json"
    dialog.fileSelected.emit(str(file))
    assert not panel.button.isEnabled()
    qtbot.waitUntil(panel.button.isEnabled, timeout=20_000)
    assert ended in panel.status.text()
    assert str(file) in panel.status.text()
    assert [result["id"] for result in json.loads(file.read_text("utf-8"))["results"]] == ["a.a", "a.b", "a.c", "a.d"]
    assert window.delivery.submitted == []
    dialog.close()


def test_the_network_is_asked_only_where_it_is_ticked(open_window: Make) -> None:
    panel = open_window().controller.welcome.self_test
    requested: list[bool] = []
    panel.requested.disconnect()
    panel.requested.connect(requested.append)
    panel.button.click()
    panel.network.click()
    panel.button.click()
    assert requested == [False, True]


def test_a_file_that_cannot_be_written_is_said(open_window: Make, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window()
    panel = window.controller.welcome.self_test
    window.controller.self_test_controller.start(tmp_path / "gone" / "x.json", with_network=False)
    qtbot.waitUntil(panel.button.isEnabled, timeout=20_000)
    assert "Diesen Ordner gibt es nicht mehr" in panel.status.text()


def test_closing_stops_it(open_window: Make, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window()
    controller = window.controller.self_test_controller
    controller.close()
    controller._measure(tmp_path / "x.json", with_network=False)
    assert not (tmp_path / "x.json").exists()
