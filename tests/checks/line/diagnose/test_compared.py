"""What another path to the same line says: only where two agree is the line blamed."""

from typing import Any

import pytest

from checker.checks.line.diagnose import diagnose
from checker.checks.line.need import LineNeed, Role
from checker.knowledge.causes import finding_sentence
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observation, Observations
from tests.checks.line.diagnose.test_diagnose import ENDPOINT, GOOD, observed

SLOW: dict[str, Any] = {"down.rate": (3.0, 0.1), "ip.version": 6}


def findings(
    path: str, mbit: float, need: LineNeed = ENDPOINT, latency_ms: float = 20.0, **values: Any
) -> list[Finding]:
    compared = [
        Observation(name="compared.latency", subject=path, value=latency_ms, uncertainty=1.0),
        Observation(name="compared.down.rate", subject=path, value=mbit, uncertainty=0.1),
    ]
    facts = observed(GOOD | {name.replace("_", "."): value for name, value in values.items()})
    return list(diagnose(Observations([*facts, *compared]), need))


@pytest.mark.parametrize(
    ("path", "mbit", "codes"),
    [
        ("second", 40.0, [("line.point-slow", "note")]),
        ("second", 3.2, [("line.down-slow", "warning")]),
        ("second", 4.05, [("line.down-slow", "warning")]),
        ("ipv4", 40.0, [("line.one-version-slow", "warning")]),
        ("ipv4", 3.1, [("line.down-slow", "warning")]),
        ("inside", 40.0, [("line.down-slow", "warning")]),
    ],
)
def test_a_slow_line_by_another_path(path: str, mbit: float, codes: list[tuple[str, str]]) -> None:
    named = [(finding.code, finding.level.value) for finding in findings(path, mbit, **SLOW)]
    assert named == codes


@pytest.mark.parametrize(("mbit", "sure"), [(3.2, Sureness.LIKELY), (4.05, Sureness.POSSIBLE)])
def test_one_alone_is_no_more_than_possible(mbit: float, sure: Sureness) -> None:
    (slow,) = findings("second", mbit, **SLOW)
    assert slow.sure is sure
    assert "compared.down.rate@second" in slow.evidence


def test_the_contract_is_kept_where_a_second_server_brings_it() -> None:
    need = LineNeed(endpoint="http://x", contract_down_mbit=250)
    assert [finding.code for finding in findings("second", 120.0, need)] == ["line.below-contract", "line.fine"]
    assert [finding.code for finding in findings("second", 240.0, need)] == ["line.fine"]


@pytest.mark.parametrize(
    ("mbit", "latency_ms", "codes"),
    [
        (2.0, 20.0, ["line.one-version-slow", "line.fine"]),
        (5.0, 20.0, ["line.fine"]),
        (2.0, 400.0, ["line.fine"]),
    ],
    ids=["too little", "enough", "too far away to tell"],
)
def test_the_other_version_is_worth_a_note(mbit: float, latency_ms: float, codes: list[str]) -> None:
    named = findings("ipv4", mbit, latency_ms=latency_ms, ip_version=6)
    assert [finding.code for finding in named] == codes


def test_two_versions_that_are_both_too_slow_for_the_profile_are_still_told_apart() -> None:
    named = findings("ipv4", 24.0, LineNeed(endpoint="http://x", down_mbit=60), down_rate=(8.5, 0.1), ip_version=6)
    assert [finding.code for finding in named] == ["line.down-slow", "line.one-version-slow"]
    assert "IPv6" in finding_sentence(named[1], "de").split("als")[0]


def test_the_slow_version_is_named_whichever_was_measured_first() -> None:
    for path, ip_version, mbit, values in (("ipv4", 6, 40.0, SLOW), ("ipv4", 6, 2.0, {}), ("ipv6", 4, 40.0, SLOW)):
        finding = findings(path, mbit, **{**values, "ip.version": ip_version})[0]
        slow = "IPv6" if values is SLOW and ip_version == 6 else "IPv4"
        assert slow in finding_sentence(finding, "de").split("als")[0]


@pytest.mark.parametrize(
    ("role", "mbit", "values", "codes"),
    [
        (Role.FILES, 9.0, {}, [("line.tunnel-slow", "warning"), ("line.fine", "ok")]),
        (Role.REMOTE_DESKTOP, 9.0, {}, [("line.tunnel-slow", "note"), ("line.fine", "ok")]),
        (Role.FILES, 60.0, {}, [("line.fine", "ok")]),
        (Role.FILES, 9.0, {"adapter_medium": "vpn"}, [("line.fine", "ok")]),
    ],
)
def test_the_tunnel(role: Role, mbit: float, values: dict[str, Any], codes: list[tuple[str, str]]) -> None:
    need = LineNeed(endpoint="http://x", roles=(role,))
    assert [(finding.code, finding.level.value) for finding in findings("inside", mbit, need, **values)] == codes
