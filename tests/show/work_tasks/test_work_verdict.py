"""The sentence over everything: may I work today."""

import pytest
from hypothesis import given, settings

from checker.model.finding import Finding, Level
from checker.model.report import Report
from checker.model.text import LANGUAGES, Language
from checker.model.verdict import verdict
from checker.show.level_symbols import VERDICT_LEVELS
from checker.show.work_tasks.task_status import task_statuses
from checker.show.work_tasks.work_verdict import work_verdict
from tests.show.hostile import LANGUAGES as ANY_LANGUAGE
from tests.show.hostile import REPORTS
from tests.show.samples import ALL_WELL, EMPTY, report

NO_CAMERA = Finding.blocker("camera.none")
NO_MICROPHONE = Finding.blocker("microphone.none")
REFUSED = Finding.blocker("vpn.refused")


@pytest.mark.parametrize(
    ("findings", "level", "german", "english"),
    [
        (
            (NO_CAMERA,),
            Level.WARNING,
            "Arbeiten: ja. Videogespräche: noch nicht.",
            "Working: yes. Video calls: not yet.",
        ),
        (
            (NO_MICROPHONE,),
            Level.WARNING,
            "Arbeiten: ja. Telefonieren und Videogespräche: noch nicht.",
            "Working: yes. Phone calls and Video calls: not yet.",
        ),
        (
            (REFUSED,),
            Level.BLOCKER,
            "E-Mail, Telefonieren und Videogespräche: ja. "
            "Arbeiten auf dem Firmenrechner und Dateien der Firma: noch nicht.",
            "",
        ),
        ((Finding.blocker("network.dead"),), Level.BLOCKER, "Ihr Arbeitsplatz ist noch nicht bereit.", ""),
        ((Finding.blocker("later.thing"),), Level.BLOCKER, "Ihr Arbeitsplatz ist noch nicht bereit.", ""),
        ((Finding.warning("line.stutters"),), Level.WARNING, "Sie können arbeiten, aber es wird Störungen geben.", ""),
        ((), Level.OK, "Ihr Arbeitsplatz ist bereit.", ""),
    ],
)
def test_what_goes_is_said_before_what_does_not(
    real_house: None, findings: tuple[Finding, ...], level: Level, german: str, english: str
) -> None:
    example = report(*ALL_WELL, *findings)
    assert (work_verdict(example, "de").level, work_verdict(example, "de").headline) == (level, german)
    if english:
        assert work_verdict(example, "en").headline == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gap_is_no_yes(real_house: None, language: Language) -> None:
    assert work_verdict(EMPTY, language).level is Level.UNKNOWN
    without_way = report(*(finding for finding in ALL_WELL if finding.check != "vpn"), NO_CAMERA)
    sentence = work_verdict(without_way, language)
    assert sentence.level is Level.BLOCKER
    assert "Arbeiten" not in sentence.headline.split(":")[0].split() and "Working" not in sentence.headline


@settings(max_examples=60)
@given(report=REPORTS, language=ANY_LANGUAGE)
def test_it_is_never_better_than_amber_where_something_fails(report: Report, language: Language) -> None:
    example = work_verdict(report, language)
    assert example.headline and example.word
    if any(status.level is Level.BLOCKER for status in task_statuses(report)):
        assert example.level is not Level.OK
    if example.level is not VERDICT_LEVELS[verdict(report.findings)]:
        assert example.level is Level.WARNING
