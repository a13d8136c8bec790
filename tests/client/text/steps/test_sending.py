"""What is sent, group by group, in the terminal: out and back in, every value on request, nothing without a person."""

import io

import pytest
from rich.console import Console

from checker.client.session import Session
from checker.client.text import prompt
from checker.client.text.steps.sending import NotInteractive, choose_held_back, print_link
from checker.model.employee.own_words import OwnWords
from checker.model.employee.task import Task
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.privacy import DataGroup
from checker.model.profile import FirmContact, Profile
from checker.model.report import Report
from checker.net.net import Net

PROFILE = Profile(code="AB", customer="x", firm=FirmContact(name="Muster IT", desk_url="https://desk.example"))


class Typed(io.StringIO):
    def isatty(self) -> bool:
        return True


def session() -> Session:
    made = Session(PROFILE, Net(), only=("computer", "camera"))
    made.allow((DataGroup.PC, DataGroup.CAMERA))
    observed = (Observation(name="cpu.cores", value=4),)
    made.add_measurements([Measurement(check="computer", outcome=Outcome.DONE, observations=observed)])
    return made


def choose(
    typed: str, monkeypatch: pytest.MonkeyPatch, played: Session | None = None
) -> tuple[tuple[DataGroup, ...], list[Report], str]:
    monkeypatch.setattr(prompt.sys, "stdin", Typed(typed))
    output, values = io.StringIO(), []
    held_back = choose_held_back(played or session(), Console(file=output, width=200), values.append)
    return held_back, values, output.getvalue()


def test_enter_alone_holds_nothing_back_and_every_group_has_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    held_back, values, output = choose("\n", monkeypatch)
    assert held_back == () and values == []
    assert "Das würde an Muster IT gesendet:" in output
    assert "1  Computer. Prozessor, Speicher" in output and "2  Kamera. " in output


def test_a_number_takes_out_and_puts_back(monkeypatch: pytest.MonkeyPatch) -> None:
    held_back, _values, output = choose("1\n2\n1\n\n", monkeypatch)
    assert held_back == (DataGroup.CAMERA,)
    assert "1  Computer: bleibt hier." in output


def test_every_value_is_of_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    _held_back, values, _output = choose("w\n1\nw\n\n", monkeypatch)
    held_back_groups = [report.consent.held_back for report in values]
    assert held_back_groups == [(), (DataGroup.PC,)]
    assert [any(entry.observations for entry in report.measurements) for report in values] == [True, False]


def test_a_code_for_the_phone_is_drawn_where_there_is_room() -> None:
    for link, width, is_drawn in (("https://desk.example/q#abc", 200, True), ("", 200, False), ("x" * 600, 60, False)):
        output = io.StringIO()
        print_link(link, Console(file=output, width=width))
        assert ("█" in output.getvalue()) is is_drawn


def test_where_nobody_sits_nothing_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prompt.sys, "stdin", io.StringIO("1\n"))
    with pytest.raises(NotInteractive):
        choose_held_back(session(), Console(file=io.StringIO()), lambda _report: None)


def test_what_is_written_is_seen_as_it_leaves_and_can_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    played = session()
    typed = "s\nTeams hängt\n0171 5550100\n\nA. Muster\n\n\n3 9\n3, 1\ns\nKein Bild\n\n\n-\n\n\n\n\n"
    _held_back, _values, output = choose(typed, monkeypatch, played)
    assert "s  Möchten Sie etwas dazu schreiben? Alles ist freiwillig" in output
    assert "Was nicht geht: Teams hängt" in output and "Name: A. Muster" in output
    assert "Das steht nicht zur Wahl: 1, 2, 3, 4, 5" in output
    assert played.report.own_words == OwnWords(
        trouble="Kein Bild", callback_number="0171 5550100", needed=(Task.MAIL, Task.VIDEO)
    )


def test_another_trouble_is_offered_only_after_one_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    played = session()
    _held_back, _values, output = choose("a\n\n", monkeypatch, played)
    assert "Das steht nicht zur Wahl: 1, 2, s, w" in output
    first = played.approve_sending().case_code
    _held_back, _values, output = choose("a\n\n", monkeypatch, played)
    assert "anderes Problem als beim letzten Mal: nein" in output
    assert output.rstrip().endswith("Enter geht weiter:") and "letzten Mal: ja" in output
    assert played.report.case_code != first
