import pytest
from hypothesis import given, settings

from checker.model.finding import Finding, Level
from checker.model.report import Report
from checker.model.text import LANGUAGES, Language
from checker.show.work_tasks.task_status import Task, TaskStatus, status_reason, status_word, task_statuses, task_title
from tests.show.hostile import LANGUAGES as ANY_LANGUAGE
from tests.show.hostile import REPORTS
from tests.show.samples import ALL_WELL, EMPTY, LOSS, TROUBLE, WELL, report

LETTERS = {Level.OK: "g", Level.WARNING: "a", Level.UNKNOWN: "?", Level.BLOCKER: "r"}


def lights(report: Report) -> str:
    """A letter for mail, phone, video, remote desktop and file share."""
    return "".join(LETTERS[doing.level] for doing in task_statuses(report))


def without(check: str) -> list[Finding]:
    return [finding for finding in ALL_WELL if finding.check != check]


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        (list(ALL_WELL), "ggggg"),
        ([], "?????"),
        (without("vpn"), "ggg??"),
        (without("camera"), "gg?gg"),
        (without("line"), "g???g"),
        ([*ALL_WELL, Finding.blocker("vpn.refused")], "gggrr"),
        ([*ALL_WELL, Finding.blocker("vpn.refused", roles="phone video")], "grrgg"),
        ([*ALL_WELL, Finding.warning("line.upload-slow")], "gaaag"),
        ([*ALL_WELL, Finding.blocker("line.dead")], "arrra"),
        ([*ALL_WELL, Finding.warning("line.down-slow", roles="video")], "ggagg"),
        ([*ALL_WELL, Finding.warning("line.down-slow", roles="phone remote-desktop")], "gagag"),
        ([*ALL_WELL, Finding.warning("line.down-slow", roles="")], "gaaag"),
        ([*ALL_WELL, Finding.warning("line.stutters")], "gaaag"),
        ([*ALL_WELL, Finding.warning("line.loss", roles="phone video")], "gaagg"),
        ([*ALL_WELL, Finding.blocker("camera.none")], "ggrgg"),
        ([*ALL_WELL, Finding.unknown("microphone.not-measured")], "g??gg"),
        ([*ALL_WELL, Finding.blocker("network.dead")], "rrrrr"),
        ([*ALL_WELL, Finding.blocker("computer.clock-wrong")], "rrrrr"),
        ([*ALL_WELL, Finding.warning("computer.busy")], "ggagg"),
        ([*ALL_WELL, Finding.note("vpn.odd")], "ggggg"),
        ([*ALL_WELL, Finding.warning("network.wifi-disturbed")], "gaaag"),
        ([*ALL_WELL, Finding.warning("network.wifi-weak"), Finding.note("network.wifi-band")], "gaaag"),
        ([*ALL_WELL, Finding.warning("network.provider-loss")], "gaaag"),
        ([*ALL_WELL, Finding.blocker("router.offline")], "rrrrr"),
        ([*ALL_WELL, Finding.blocker("vpn.udp-blocked")], "gaarr"),
        ([*ALL_WELL, Finding.warning("vpn.pptp-unsafe"), Finding.warning("vpn.certificate-ends-soon")], "ggggg"),
        ([*ALL_WELL, Finding.blocker("network.same-as-company")], "gggrr"),
        ([*ALL_WELL, Finding.unknown("network.desk-down")], "ggggg"),
        ([Finding.note("vpn.no-gateways"), *without("vpn")], "ggg??"),
        ([Finding.note("line.not-asked"), *without("line")], "g???g"),
        ([Finding.note("network.no-desk"), *ALL_WELL], "?????"),
        ([Finding.note("camera.none"), *without("camera")], "ggagg"),
        ([Finding.note("camera.virtual-first"), *ALL_WELL], "ggggg"),
        ([Finding.note("microphone.none"), *without("microphone")], "grrgg"),
        ([Finding.note("microphone.too-quiet"), *without("microphone")], "gaagg"),
        ([Finding.note("microphone.noisy"), *ALL_WELL], "ggggg"),
        ([*without("camera"), Finding.unknown("run.not-allowed", subject="camera")], "gg?gg"),
        ([*ALL_WELL, Finding.blocker("later.thing")], "ggggg"),
        ([*ALL_WELL, Finding.unknown("vpn.silent"), Finding.warning("network.weak")], "aaa??"),
    ],
)
def test_each_task_gets_its_light(real_house: None, findings: list[Finding], expected: str) -> None:
    assert lights(report(*findings)) == expected


def by_task(report: Report) -> dict[Task, TaskStatus]:
    return {doing.task: doing for doing in task_statuses(report)}


def test_the_reason_is_the_root_not_its_consequence() -> None:
    slow = Finding(code="line.upload-slow", level=Level.BLOCKER, values={"have": 1, "want": 5}, caused_by=LOSS.key)
    phone = by_task(report(*ALL_WELL, LOSS, slow))[Task.PHONE]
    assert phone.level is Level.BLOCKER
    assert status_reason(phone, "en") == "Every 12th data packet between your computer and the router is lost."


def test_a_test_that_is_missing_is_named() -> None:
    assert status_reason(by_task(EMPTY)[Task.MAIL], "de") == "Dazu fehlt eine Prüfung: Heimnetz."


def test_what_works_needs_no_reason() -> None:
    assert [status_reason(doing, "de") for doing in task_statuses(WELL)] == [""] * 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_light_has_a_word(language: Language) -> None:
    assert all(
        task_title(doing.task, language) and status_word(doing.level, language) for doing in task_statuses(TROUBLE)
    )


@settings(max_examples=50)
@given(report=REPORTS, language=ANY_LANGUAGE)
def test_whatever_does_not_work_says_why(report: Report, language: Language) -> None:
    tasks = task_statuses(report)
    assert [doing.task for doing in tasks] == list(Task)
    assert all(bool(status_reason(doing, language)) is (doing.level is not Level.OK) for doing in tasks)
