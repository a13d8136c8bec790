"""The one thing to do first, and the order of the rest."""

import pytest
from hypothesis import given, settings

from checker.knowledge.causes import Actor
from checker.model.finding import Finding, Level
from checker.model.report import Report
from checker.model.text import LANGUAGES, Language
from checker.show.findings import describe_finding, group_findings
from checker.show.first_step import employee_order, first_root, first_sentence
from tests.show.hostile import REPORTS
from tests.show.samples import WELL, report

CAMERA = Finding.blocker("camera.none")
REFUSED = Finding.blocker("vpn.refused", subject="office", name="Zentrale")
MUTED = Finding.blocker("microphone.muted", microphone="Headset")
SLOW = Finding.warning("network.wifi-disturbed", loss=6, p95=240)
SMALL = Finding.warning("computer.memory-small", have=4, want=8)
KEY_MISSING = Finding.unknown("vpn.key-missing", subject="spare", name="Reserve")


@pytest.mark.parametrize(
    ("findings", "first"),
    [
        ((CAMERA, REFUSED), REFUSED),
        ((MUTED, CAMERA, SMALL, REFUSED), REFUSED),
        ((SLOW, CAMERA), CAMERA),
        ((SLOW, SMALL), SLOW),
        ((KEY_MISSING, SMALL), SMALL),
        ((KEY_MISSING,), KEY_MISSING),
        ((Finding.ok("computer.fine"), Finding.note("network.on-wifi")), None),
        ((), None),
    ],
)
def test_the_end_of_the_way_comes_before_all_else(
    real_house: None, findings: tuple[Finding, ...], first: Finding | None
) -> None:
    root = first_root(findings)
    assert (root.finding if root else None) == first


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_verdict_names_is_the_first_thing(real_house: None, language: Language) -> None:
    for findings in ((CAMERA, REFUSED), (SLOW, CAMERA), (SLOW, SMALL), (KEY_MISSING,), (MUTED,)):
        root = first_root(findings)
        assert root is not None
        assert describe_finding(root.finding, language) in first_sentence(report(*findings), language)
    assert first_sentence(WELL, language) == ""


def test_what_one_call_settles_is_one_group(real_house: None) -> None:
    firm = Finding.unknown("camera.not-measured")
    order = employee_order((REFUSED, firm, KEY_MISSING, MUTED, SMALL))
    assert order.first is not None and order.first.finding == REFUSED
    actors = [actor for actor, _ in order.rest]
    assert len(actors) == len(set(actors))
    assert Actor.COMPANY not in actors
    assert order.rest_count == 4


@settings(max_examples=60)
@given(report=REPORTS)
def test_first_and_rest_are_all_that_somebody_must_act_on(report: Report) -> None:
    order = employee_order(report.findings)
    roots_of_rest = [root for _, roots in order.rest for root in roots]
    expected = group_findings(report.findings).problems
    assert (order.first is None) is (not expected)
    keys = {root.finding.key for root in (*roots_of_rest, *filter(None, (order.first,)))}
    assert keys == {root.finding.key for root in expected}
    assert all(root.level is not Level.OK for root in roots_of_rest)
