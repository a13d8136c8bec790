from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.knowledge.causes import Actor
from checker.model.finding import Finding, Level
from checker.model.text import LANGUAGES, Language
from checker.show.findings import RootFinding, describe_finding, group_findings, root_findings, topic_code
from tests.show.hostile import FINDINGS
from tests.show.samples import LOSS, TROUBLED


def chain(*links: str) -> list[Finding]:
    """`b<a` is a warning b that a causes; `a` one that nothing does; a small `ok:` in front makes it fine."""
    chained = []
    for link in links:
        name, _, above = link.removeprefix("ok:").partition("<")
        level = Level.OK if link.startswith("ok:") else Level.WARNING
        chained.append(Finding(code=f"x.{name}", level=level, caused_by=f"x.{above}" if above else ""))
    return chained


def shape(roots: Iterable[RootFinding]) -> dict[str, list[str]]:
    return {root.finding.code[2:]: sorted(finding.code[2:] for finding in root.consequences) for root in roots}


@pytest.mark.parametrize(
    ("links", "folded"),
    [
        (["a", "b<a"], {"a": ["b"]}),
        (["c<b", "b<a", "a"], {"a": ["b", "c"]}),
        (["b<gone"], {"b": []}),
        (["a<a"], {"a": []}),
        (["a<b", "b<a"], {"a": [], "b": []}),
        (["ok:a", "b<a"], {"a": [], "b": []}),
        (["a", "ok:b<a"], {"a": [], "b": []}),
        ([], {}),
    ],
)
def test_folds_what_follows_under_its_root(links: list[str], folded: dict[str, list[str]]) -> None:
    assert shape(root_findings(chain(*links))) == folded


def test_a_root_weighs_as_much_as_what_it_causes() -> None:
    wifi = Finding.note("x.wifi")
    video = Finding(code="x.video", level=Level.BLOCKER, caused_by="x.wifi")
    disk = Finding.warning("x.disk")
    assert [root.finding.code for root in root_findings([disk, wifi, video])] == ["x.wifi", "x.disk"]
    assert root_findings([wifi, video])[0].level is Level.BLOCKER


def test_groups_by_who_must_act_the_worst_first_and_the_cheapest_to_try_among_equals() -> None:
    groups = group_findings(TROUBLED)
    assert [actor for actor, _ in groups.by_actor] == [Actor.COMPANY, Actor.EMPLOYER, Actor.YOU]
    assert [root.finding.code for root in groups.problems] == [
        "vpn.refused",
        "camera.none",
        "network.home-loss",
        "microphone.not-measured",
    ]
    assert [root.finding.code for root in groups.notes] == ["computer.restart-due"]
    assert [root.finding.code for root in groups.passed] == ["computer.fine"]


@given(st.lists(FINDINGS, max_size=12))
def test_every_finding_is_told_exactly_once(findings: list[Finding]) -> None:
    groups = group_findings(findings)
    keys = [
        finding.key + finding.level.value
        for root in (*groups.problems, *groups.notes, *groups.passed)
        for finding in (root.finding, *root.consequences)
    ]
    assert sorted(keys) == sorted(finding.key + finding.level.value for finding in findings)


def test_numbers_in_a_sentence_are_written_as_the_language_does() -> None:
    slow = Finding.warning("line.upload-slow", have=1.84, want=5)
    assert describe_finding(slow, "de").startswith("Hochladen geht mit 1,84 Mbit/s")
    assert describe_finding(slow, "en").startswith("Upload reaches 1.84 Mbit/s")


def test_the_subject_is_named_where_the_sentence_does_not() -> None:
    assert (
        describe_finding(Finding.ok("vpn.answers", subject="Zentrale"), "de") == "Zentrale: Der Firmenzugang antwortet."
    )
    assert describe_finding(Finding.blocker("vpn.refused", subject="Zentrale", gateway="Zentrale"), "en").startswith(
        "The company"
    )
    assert describe_finding(Finding.unknown("run.timed-out", subject="camera"), "en").startswith("Camera: ")


def test_a_check_that_was_cut_off_counts_as_that_checks_own() -> None:
    assert topic_code(Finding.unknown("run.timed-out", subject="camera")) == "camera."
    assert topic_code(LOSS) == "network.home-loss"


@given(finding=FINDINGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_any_finding_can_be_said(finding: Finding, language: Language) -> None:
    assert describe_finding(msgspec.structs.replace(finding, subject=""), language)
