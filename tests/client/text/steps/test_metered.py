"""A metered connection in the terminal: asked, explained, and without an answer nothing is measured."""

import io

import pytest
from rich.console import Console

from checker.client.line import metered
from checker.client.session import Session
from checker.client.text import prompt
from checker.client.text.steps.metered import confirm_metered
from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.net.net import Net

WITH_LINE = Profile(code="AB", customer="x", needs={"line": {"endpoint": "http://127.0.0.1:9/"}})


class Typed(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("is_metered", "yes", "typed", "is_asked", "declined"),
    [
        (True, False, "j\n", True, False),
        (True, False, "n\n", True, True),
        (True, False, "\n", True, True),
        (True, False, "", True, True),
        (True, True, "", False, False),
        (False, False, "", False, False),
    ],
)
def test_asked_and_answered(
    is_metered: bool, yes: bool, typed: str, is_asked: bool, declined: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metered, "is_metered", lambda: is_metered)
    monkeypatch.setattr(prompt.sys, "stdin", Typed(typed))
    session = Session(WITH_LINE, Net())
    session.allow(tuple(DataGroup))
    output = io.StringIO()
    confirm_metered(session, Console(file=output, width=200), yes=yes)
    assert ("begrenztes Datenvolumen" in output.getvalue()) is is_asked
    assert set(session.declined) == ({"line"} if declined else set())


def test_where_nobody_sits_the_line_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metered, "is_metered", lambda: True)
    monkeypatch.setattr(prompt.sys, "stdin", io.StringIO("j\n"))
    session = Session(WITH_LINE, Net())
    session.allow(tuple(DataGroup))
    confirm_metered(session, Console(file=io.StringIO()), yes=False)
    assert set(session.declined) == {"line"}
