"""A run held against its truth: the place, the owner, silence, and what is counted."""

import datetime
from pathlib import Path

import msgspec

from checker.model.finding import Finding, Sureness
from checker.model.profile import BUILT_IN
from checker.model.report import Consent, Report
from tests.bench.calibration import calibration, is_test
from tests.lab.faults.truth.injected import Injected, Scope
from tests.lab.faults.truth.judgement import judged
from tests.lab.faults.truth.recorded import RecordedRun, append_run, diagnosed_again, stored_runs
from tests.lab.faults.truth.truth import GatewayTruth, Truth

BLOCKED = Injected("router", "drops", "you", "port", Scope(protocols=("udp",), ports=(1194,)))
GATEWAY = GatewayTruth(version=4, protocol="udp", ports=(1194,), outside="answers", pc="silent")


def run(*findings: Finding, injected: tuple[Injected, ...] = (BLOCKED,), seed: str = "", pc: str = "") -> RecordedRun:
    report = Report(
        id="0" * 32,
        created=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
        program="0",
        profile=BUILT_IN,
        consent=Consent(),
        findings=findings,
    )
    truth = Truth(injected=injected, gateways={"openvpn": msgspec.structs.replace(GATEWAY, pc=pc or GATEWAY.pc)})
    return RecordedRun("blocked", "The router drops.", truth=truth, report=report, seed=seed)


def test_right_place_and_owner() -> None:
    outcome = judged(run(Finding.blocker("vpn.port-blocked-at-home", subject="openvpn", sure=Sureness.CERTAIN)))
    assert outcome.is_place_right and outcome.is_owner_right and outcome.matched == (BLOCKED,)
    assert not outcome.is_silent and not outcome.false("certain")


def test_wrong_place_and_certain_is_named() -> None:
    outcome = judged(run(Finding.blocker("vpn.refused", subject="openvpn", sure=Sureness.CERTAIN)))
    assert not outcome.is_place_right and not outcome.is_owner_right
    assert [statement.key for statement in outcome.false("certain")] == ["vpn.refused@openvpn"]
    text = calibration([outcome])
    assert "**False and certain: 1.**" in text and "vpn.refused@openvpn (blocker)" in text
    assert "| certain | 1 | 0 | 1 | 0 | 100 % |" in text


def test_nothing_said_is_silence_only_where_it_matters() -> None:
    note = Injected("router", "translates", "you", "double NAT")
    assert judged(run(Finding.ok("network.home-fine"))).is_silent
    assert not judged(run(Finding.ok("network.home-fine"), injected=(note,), pc="answers")).is_silent


def test_what_is_harmless_is_not_what_was_asked_for() -> None:
    stale = Injected("gateway", "stale", "it-firm", "one address dead", is_harmless=True)
    outcome = judged(run(Finding.blocker("vpn.silent", subject="openvpn"), injected=(stale, BLOCKED)))
    assert not outcome.is_place_right


def test_what_describes_the_home_names_no_fault() -> None:
    outcome = judged(run(Finding.note("network.double-nat")))
    assert not outcome.is_place_right and outcome.is_silent
    translated = Injected("router", "translates", "you", "double NAT", is_harmless=True)
    assert judged(run(Finding.note("network.double-nat"), injected=(translated,))).is_place_right


def test_unknown_alone_is_no_answer() -> None:
    outcome = judged(run(Finding.unknown("vpn.cannot-tell", subject="openvpn")))
    assert outcome.is_untold and not outcome.is_silent


def test_a_void_run_is_not_counted() -> None:
    spoiled = run(Finding.blocker("vpn.refused", subject="openvpn", sure=Sureness.CERTAIN))
    spoiled.is_void = True
    text = calibration([judged(spoiled)])
    assert "**False and certain: 0.**" in text
    assert "Without effect, and not counted: 1: **blocked**." in text


def test_runs_are_read_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    original = run(Finding.blocker("vpn.refused", subject="openvpn"), seed="7-3")
    append_run(file, original)
    append_run(file, original)
    assert list(stored_runs(file)) == [original, original]
    again = diagnosed_again(original)
    assert again.report is not None and again.report.findings == ()
    assert is_test("7-3") and not is_test("7-4")
