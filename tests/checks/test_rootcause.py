"""One cause is named, its consequences point to it, and nothing else is explained away."""

import pytest

from checker.checks.rootcause import RULES, root_causes
from checker.model.finding import Finding


def pointed(*findings: Finding) -> dict[str, str]:
    return {one.key: one.caused_by for one in root_causes(findings)}


GATEWAY = Finding.blocker("vpn.silent", subject="office")


@pytest.mark.parametrize(
    "cause, consequence, follows",
    [
        ("network.no-internet", "vpn.silent", True),
        ("network.no-adapter", "network.no-internet", True),
        ("network.dns-of-router", "vpn.name-unanswered", True),
        ("computer.clock-wrong", "vpn.certificate-not-yet-valid", True),
        ("network.wifi-disturbed", "line.down-slow", True),
        ("network.captive-portal", "vpn.other-answers", True),
        ("computer.busy", "line.not-valid", True),
        ("network.vpn-active", "line.down-slow", True),
        ("computer.clock-wrong", "vpn.certificate-wrong-name", False),
        ("network.desk-down", "vpn.silent", False),
        ("network.desk-down", "line.down-slow", False),
        ("network.no-internet", "camera.none", False),
        ("network.no-internet", "vpn.wrong-key", False),
        ("network.cable-slow", "line.up-slow", False),
    ],
)
def test_what_follows_from_what(cause: str, consequence: str, follows: bool) -> None:
    said = pointed(Finding.blocker(cause), Finding.warning(consequence, subject="x"))
    assert said[f"{consequence}@x"] == (cause if follows else "")
    assert said[cause] == ""


def test_the_deepest_cause_is_named() -> None:
    said = pointed(GATEWAY, Finding.blocker("network.no-internet"), Finding.blocker("network.no-gateway"))
    assert said == {
        "vpn.silent@office": "network.no-gateway",
        "network.no-internet": "network.no-gateway",
        "network.no-gateway": "",
    }


def test_what_is_well_is_neither_cause_nor_consequence() -> None:
    said = pointed(Finding.ok("network.no-internet"), GATEWAY, Finding.ok("vpn.refused"))
    assert set(said.values()) == {""}


def test_a_cause_never_follows_from_its_own_consequence() -> None:
    every = [Finding.blocker(code) for code in {code for cause, follows in RULES for code in (cause, *follows)}]
    caused = {one.key: one.caused_by for one in root_causes(every)}
    for start in list(caused):
        trail, at = {""}, start
        while at:
            assert at not in trail
            trail.add(at)
            at = caused[at]
