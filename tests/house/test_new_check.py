"""A check from a folder outside the registry's own needs no other file: plan, run, text mode, report, packaging."""

import io
from collections.abc import Callable, Iterator

import pytest
from rich.console import Console

from checker.checks.declaration import Check
from checker.checks.profile_toml import parse_needs
from checker.checks.registry import checks, modules
from checker.checks.schema import profile_schema, report_schema
from checker.client.arguments import ClientOptions
from checker.client.session import Session
from checker.client.text import prompt
from checker.client.text.steps import trial_run
from checker.client.text.text_mode import run_text_mode
from checker.client.trials.device_choice import DeviceChoice, device_choice
from checker.client.trials.device_trial import question_trial
from checker.client.trials.digit_answer import with_answer
from checker.knowledge.articles import article, article_codes
from checker.model.codec import report_from_json, to_json
from checker.model.finding import Level
from checker.model.measurement import Outcome
from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.model.text import LANGUAGES, Language
from checker.net.net import Net
from checker.run.plan import make_plan
from checker.run.runner import Runner
from checker.show.plain_text import plain_text
from checker.show.privacy_preview.preview_rows import preview_sections
from checker.show.report_html.document import report_fragment
from checker.show.work_tasks.effects import Task
from checker.show.work_tasks.task_status import task_statuses
from tests.client.window.sample import PlayedDelivery
from tests.lab.new_check import added

PROFILE = Profile(code="LAMPE", customer="Muster GmbH", needs={"microphone": {"device": "Jabra"}})


@pytest.fixture(autouse=True)
def lamp() -> Iterator[Check]:
    with added() as check:
        yield check


@pytest.fixture
def session() -> Session:
    """After a run of the new check and of the one whose facts it reads."""
    session = Session(PROFILE, Net(), only=("computer", "lamp"))
    session.allow((DataGroup.PC,))
    runner = session.runner(lambda event: None, ("lamp",))
    runner.start()
    session.add_measurements(runner.wait(20) or ())
    return session


def test_it_is_the_last_of_the_products_checks(lamp: Check) -> None:
    assert list(checks())[-1] == lamp.name
    assert lamp.package == "tests.lab.new_check"


def test_plan_and_run() -> None:
    plan = make_plan(PROFILE, (DataGroup.PC,), ("lamp",))
    runner = Runner(plan, Net(), lambda event: None)
    runner.start()
    (measurement,) = runner.wait(20) or ()
    assert (measurement.check, measurement.outcome) == ("lamp", Outcome.DONE)
    assert measurement.observations_by_key.number("lamp.brightness") == 12.0
    assert [left.check for left in make_plan(PROFILE, (), ("lamp",)).left_out] == ["lamp"]


def test_what_the_profile_leaves_open_is_filled_in(session: Session) -> None:
    session.language = "en"
    session.choose_device("lamp", "Flur")
    need = session.needs()["lamp"]
    assert (need.language, need.microphone, need.device) == ("en", "Jabra", "Flur")  # type: ignore[attr-defined]


def test_findings_and_the_advice_over_the_whole_run(session: Session) -> None:
    assert [finding.key for finding in session.report.findings] == ["lamp.off"]
    runner = session.runner(lambda event: None)
    runner.start()
    session.add_measurements(runner.wait(70) or ())
    assert {"lamp.off", "lamp.advice"} <= {finding.code for finding in session.report.findings}


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_in_every_form(session: Session, language: Language) -> None:
    report = session.report
    assert report_from_json(to_json(report)) == report
    sentence = {"de": "mit 12 Lux zu dunkel", "en": "too dark with 12 lux"}[language]
    step = {"de": "Schalten Sie die Lampe ein.", "en": "Switch the lamp on."}[language]
    for text in (plain_text(report, language, details=True), report_fragment(report, language)):
        assert sentence in text
        assert step in text
    assert "lamp.off" in article_codes(language)
    assert article("lamp.off", language)


def test_preview_and_consent_name_its_facts(session: Session) -> None:
    (section,) = [section for section in preview_sections(session.report, "de") if section.group is DataGroup.PC]
    assert any("Helligkeit der Lampe" in row.what for row in section.rows)
    assert [check.name for check in session.checks_by_group()[DataGroup.PC]] == ["computer", "lamp"]


def test_what_can_be_done_today(session: Session) -> None:
    mail = next(status for status in task_statuses(session.report) if status.task is Task.MAIL)
    assert mail.level is Level.BLOCKER
    assert mail.cause is not None
    assert mail.cause.code == "lamp.off"


def test_its_device_can_be_chosen_and_its_question_answered(session: Session) -> None:
    assert device_choice(session.report, "lamp") == DeviceChoice(names=("Büro", "Flur"), used="Büro")
    trial = question_trial("lamp")
    assert trial is not None
    assert trial.part == "flicker"
    answered = with_answer(session.report.measurements[0], 3.0, 3)
    assert answered.observations_by_key["lamp.answer"].value == "right"


Ended = Callable[[Outcome, None], None]


class Typed(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_text_mode_from_consent_to_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    class PlayedPart:
        """Takes the worker's place, which knows the product's checks only."""

        def __init__(
            self, check: str, part: str, *_: object, on_end: Callable[[Outcome, None], None], **__: object
        ) -> None:
            self.ends = on_end
            parts.append((check, part))

        def run_to_end(self) -> None:
            self.ends(Outcome.CANCELLED, None)

    parts: list[tuple[str, str]] = []
    monkeypatch.setattr(trial_run, "PartRun", PlayedPart)
    monkeypatch.setattr(prompt.sys, "stdin", Typed("j\n1\n\n"))
    output = io.StringIO()
    session = Session(PROFILE, Net(), only=("lamp",))
    ended = run_text_mode(session, PlayedDelivery(), Console(file=output, width=200), ClientOptions(text=True))
    assert ended.exit_code == 1
    for sentence in (
        "Ob die Lampe auf dem Schreibtisch brennt",
        "Für die Lampe: Bitte schalten Sie sie gleich ein.",
        "1  Lampe: blinken lassen und zählen",
        "Gleich blinkt sie.",
        "mit 12 Lux zu dunkel",
    ):
        assert sentence in output.getvalue()
    assert parts == [("lamp", "flicker")]


def test_profile_schema_and_what_a_technician_writes() -> None:
    assert parse_needs("[needs.lamp]\nleast_lx = 500\n") == {"lamp": {"least_lx": 500}}
    assert "lamp" in profile_schema()["$defs"]["Profile"]["properties"]["needs"]["properties"]
    assert "lamp" in report_schema()["x-facts"]


def test_the_packager_is_told_of_its_modules() -> None:
    expected = {f"tests.lab.new_check{part}" for part in ("", ".probe", ".diagnose", ".flicker", ".plugged")}
    assert expected <= {*modules()}
