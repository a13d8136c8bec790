"""Each measurement fails by itself, in its time; nothing leaves the PC unless the network was asked for."""

import threading
from collections.abc import Callable

import pytest

from checker.client.self_test.assumption import EVERYWHERE, LINUX, MACOS, WINDOWS, Assumption, Confirmation, Reach
from checker.client.self_test.measure import measure_assumptions
from checker.client.self_test.reading import Reading, term
from checker.client.self_test.result import AssumptionOutcome, AssumptionResult, SelfTestResult
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.systems import System


def assumption(measure: Callable[[], Reading], name: str = "x.y", **more: object) -> Assumption:
    settings: dict[str, object] = {"systems": EVERYWHERE, "limit_s": 5.0} | more
    return Assumption(
        id=name,
        expected="As assumed.",
        where=("model/failure.py",),
        source="nobody",
        confirmed=(Confirmation.NOWHERE,),
        measure=measure,
        **settings,  # type: ignore[arg-type]
    )


def run(*assumptions: Assumption, system: System = "linux", with_network: bool = False) -> SelfTestResult:
    return measure_assumptions(assumptions=assumptions, system=system, with_network=with_network)


def single(measure: Callable[[], Reading], **more: object) -> AssumptionResult:
    return run(assumption(measure, **more)).results[0]


@pytest.mark.parametrize(
    ("as_assumed", "outcome"),
    [
        (True, AssumptionOutcome.AS_ASSUMED),
        (False, AssumptionOutcome.DIFFERS),
        (None, AssumptionOutcome.MEASURED),
    ],
)
def test_a_reading_becomes_a_result(as_assumed: bool | None, outcome: AssumptionOutcome) -> None:
    result = single(lambda: Reading(as_assumed, {"kind": term("a", ("a",)), "seconds": 1.5, "there": True, "n": None}))
    assert (result.outcome, result.failure) == (outcome, None)
    assert result.observed == {"kind": "a", "seconds": 1.5, "there": True, "n": None}


def _raise(error: Exception) -> Reading:
    raise error


@pytest.mark.parametrize(
    ("error", "kind", "detail"),
    [
        (OperationFailed(Operation.READ, FailureKind.MISSING, "WlanOpenHandle 1062"), "missing", "WlanOpenHandle 1062"),
        (PermissionError(13, "no", "/home/petra/geheim"), "denied", "EACCES"),
        (ZeroDivisionError("Petra"), "defect", "ZeroDivisionError test_measure.py"),
    ],
)
def test_what_fails_fails_alone(error: Exception, kind: str, detail: str) -> None:
    failed, after = run(assumption(lambda: _raise(error)), assumption(lambda: Reading(True, {}), "x.z")).results
    assert failed.outcome is AssumptionOutcome.FAILED
    assert failed.failure is not None
    assert failed.failure.value == kind
    assert failed.detail.startswith(detail)
    assert after.outcome is AssumptionOutcome.AS_ASSUMED


def test_what_hangs_is_left_behind() -> None:
    released = threading.Event()

    def hang() -> Reading:
        released.wait(60)
        return Reading(True, {})

    hung, after = run(assumption(hang, limit_s=0.1), assumption(lambda: Reading(True, {}), "x.z")).results
    assert hung.failure is FailureKind.TIMEOUT
    assert after.outcome is AssumptionOutcome.AS_ASSUMED
    released.set()


@pytest.mark.parametrize("systems", [WINDOWS, MACOS])
def test_what_is_of_another_system_is_not_touched(systems: tuple[System, ...]) -> None:
    result = single(lambda: pytest.fail("measured"), systems=systems)
    assert (result.outcome, result.observed) == (AssumptionOutcome.OTHER_SYSTEM, {})
    assert result.expected


def test_the_network_is_asked_on_request_alone() -> None:
    reached: list[str] = []

    def reach() -> Reading:
        reached.append("network")
        return Reading(True, {})

    outside = assumption(reach, reach=Reach.NETWORK, systems=LINUX)
    assert run(outside).results[0].outcome is AssumptionOutcome.NOT_REQUESTED
    assert not reached
    assert run(outside, with_network=True).results[0].outcome is AssumptionOutcome.AS_ASSUMED
    assert reached


def test_who_stops_it_gets_what_there_is() -> None:
    results: list[AssumptionResult] = []
    result = measure_assumptions(
        assumptions=[assumption(lambda: Reading(True, {}), f"x.{number}") for number in range(4)],
        system="linux",
        listener=results.append,
        is_cancelled=lambda: len(results) >= 2,
    )
    assert list(result.results) == results
    assert result.count(AssumptionOutcome.AS_ASSUMED) == 2
    assert result.count(AssumptionOutcome.NOT_REQUESTED) == 2


def test_a_text_of_the_systems_own_is_no_reading() -> None:
    with pytest.raises(TypeError, match="name"):
        Reading(True, {"name": "Petras Notebook"})  # type: ignore[dict-item]
    assert term("Petras Notebook", ("cp1252",)) == "other"
