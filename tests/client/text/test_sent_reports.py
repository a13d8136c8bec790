"""Sent reports in the terminal: which there are, how far they are, and the deletion of one after a question."""

import datetime
import io

import pytest
from rich.console import Console

from checker.client.arguments import parse_arguments
from checker.client.ports.sent_reports import DeskAnswer
from checker.client.text import prompt
from checker.client.text.sent_reports import delete_sent_report, print_sent_reports
from checker.model.report import Receipt
from checker.model.text import Text
from tests.client.window.sample import PlayedSentReports

AT = datetime.datetime(2026, 3, 2, 9, 30, tzinfo=datetime.UTC)


class Typed(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def sent() -> PlayedSentReports:
    made = PlayedSentReports()
    made.add(Receipt(id="a" * 32, reference="K7M-4FX", received=AT, firm="Muster IT"))
    return made


def console() -> Console:
    return Console(file=io.StringIO(), width=100)


def test_each_is_named_with_how_far_it_is(sent: PlayedSentReports) -> None:
    output = console()
    assert print_sent_reports(sent, output, "de") == 0
    text = output.file.getvalue()
    assert "K7M-4FX" in text and "2. März 2026" in text and "Angesehen." in text and "--delete-report" in text
    assert sent.questions == [("status", "a" * 32)]
    sent.stored.clear()
    print_sent_reports(sent, output, "de")
    assert output.file.getvalue().rstrip().endswith("Auf diesem Computer liegt kein gesendeter Bericht.")


@pytest.mark.parametrize("typed", ["K7M-4FX", "k7m 4fx", "k7m4fx"])
def test_one_is_deleted_after_a_yes(sent: PlayedSentReports, monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    sent.answer = DeskAnswer(message=Text(de="Gelöscht.", en="Deleted."), is_gone=True)
    for answer, code in (("n\n", 2), ("j\n", 0)):
        monkeypatch.setattr(prompt.sys, "stdin", Typed(answer))
        assert delete_sent_report(sent, typed, console(), "de") == code
    assert sent.questions == [("delete", "a" * 32)]


def test_nothing_is_deleted_where_nobody_answers_or_the_desk_does_not(
    sent: PlayedSentReports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prompt.sys, "stdin", io.StringIO("j\n"))
    assert delete_sent_report(sent, "K7M-4FX", console(), "de") == 2
    assert delete_sent_report(sent, "AAA-AAA", console(), "de", yes=True) == 2
    assert sent.questions == []
    assert delete_sent_report(sent, "K7M-4FX", console(), "de", yes=True) == 1


def test_both_are_options_of_the_program() -> None:
    assert parse_arguments(["--sent-reports"]).sent_reports
    assert parse_arguments(["--delete-report", "K7M-4FX"]).delete_report == "K7M-4FX"
