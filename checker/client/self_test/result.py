"""The answer of a self-test as it is written into the file: expected against found, and nothing of the person."""

import sys
import sysconfig
from enum import Enum

import msgspec

from checker import __version__
from checker.client.self_test.assumption import Assumption
from checker.model.failure import FailureKind
from checker.model.record import Record
from checker.model.systems import System

FORMAT = 1
"""Of the file; a later one that means something else has the next number."""


class AssumptionOutcome(Enum):
    """`measured`: there is nothing to compare, the values are the answer; `failed`: no answer, and why."""

    AS_ASSUMED = "as-assumed"
    DIFFERS = "differs"
    MEASURED = "measured"
    FAILED = "failed"
    OTHER_SYSTEM = "not-this-system"
    NOT_REQUESTED = "not-asked"


class AssumptionResult(Record, frozen=True, kw_only=True):
    """What came of one assumption. `failure`: the kind, where there is no value; `detail`: its number or exception."""

    id: str
    outcome: AssumptionOutcome
    expected: str
    observed: dict[str, bool | int | float | str | None] = msgspec.field(default_factory=dict, name="found")
    failure: FailureKind | None = None
    detail: str = ""
    seconds: float = 0.0
    source: str = ""
    confirmed: tuple[str, ...] = ()


class SelfTestResult(Record, frozen=True, kw_only=True):
    """All of them, and what ran where: versions as numbers alone."""

    format: int
    program: str
    system: System
    platform: str
    python: str
    packaged: bool
    with_network: bool
    results: tuple[AssumptionResult, ...]

    def count(self, outcome: AssumptionOutcome) -> int:
        """How many ended so."""
        return sum(result.outcome is outcome for result in self.results)

    @property
    def problems(self) -> list[AssumptionResult]:
        """Those that differ or failed."""
        problems = (AssumptionOutcome.DIFFERS, AssumptionOutcome.FAILED)
        return [result for result in self.results if result.outcome in problems]


def self_test_result(system: System, results: tuple[AssumptionResult, ...], *, with_network: bool) -> SelfTestResult:
    """The whole answer, with what this process knows of itself."""
    return SelfTestResult(
        format=FORMAT,
        program=__version__,
        system=system,
        platform=sysconfig.get_platform(),
        python=".".join(str(number) for number in sys.version_info[:3]),
        packaged=bool(getattr(sys, "frozen", False)),
        with_network=with_network,
        results=results,
    )


def skipped_result(assumption: Assumption, outcome: AssumptionOutcome) -> AssumptionResult:
    """Of one that was not measured."""
    return AssumptionResult(
        id=assumption.id,
        outcome=outcome,
        expected=assumption.expected,
        source=assumption.source,
        confirmed=tuple(confirmation.value for confirmation in assumption.confirmed),
    )
