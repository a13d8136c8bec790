"""Measures the assumptions one after the other, so that none disturbs another; each fails by itself and in its time."""

from collections.abc import Callable, Iterable

import msgspec

from checker.client.self_test.assumption import Assumption, Reach
from checker.client.self_test.assumptions import ASSUMPTIONS
from checker.client.self_test.reading import Reading, Term, rounded
from checker.client.self_test.result import (
    AssumptionOutcome,
    AssumptionResult,
    SelfTestResult,
    self_test_result,
    skipped_result,
)
from checker.model.failure import Failure, Operation, OperationFailed, defect_failure, failure_of
from checker.model.scrub.text import scrub
from checker.model.systems import System, this_system
from checker.net.clock import monotonic_s
from checker.net.unawaited_call import result_within, start_call
from checker.run.private_names import private_names

_OUTCOMES = {
    True: AssumptionOutcome.AS_ASSUMED,
    False: AssumptionOutcome.DIFFERS,
    None: AssumptionOutcome.MEASURED,
}


def measure_assumptions(
    *,
    with_network: bool = False,
    assumptions: Iterable[Assumption] = ASSUMPTIONS,
    system: System | None = None,
    listener: Callable[[AssumptionResult], None] = lambda _result: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> SelfTestResult:
    """Measures all of this system; `listener` receives each result as it comes. Raises nothing.

    Without `with_network` nothing leaves this PC. What is left when `is_cancelled` says so counts as not asked for.
    """
    system = system or this_system()
    results = []
    for assumption in assumptions:
        if system not in assumption.systems:
            result = skipped_result(assumption, AssumptionOutcome.OTHER_SYSTEM)
        elif (assumption.reach is Reach.NETWORK and not with_network) or is_cancelled():
            result = skipped_result(assumption, AssumptionOutcome.NOT_REQUESTED)
        else:
            result = _measure(assumption)
        results.append(result)
        listener(result)
    return self_test_result(system, tuple(results), with_network=with_network)


def _measure(assumption: Assumption) -> AssumptionResult:
    start_s = monotonic_s()
    answer = _within_limit(assumption)
    blank = skipped_result(assumption, AssumptionOutcome.FAILED)
    seconds = rounded(monotonic_s() - start_s)
    if isinstance(answer, Failure):
        detail = scrub(answer.detail, private_names())
        return msgspec.structs.replace(blank, failure=answer.kind, detail=detail, seconds=seconds)
    outcome = _OUTCOMES[answer.as_assumed]
    observed = {name: str(value) if isinstance(value, Term) else value for name, value in answer.values.items()}
    return msgspec.structs.replace(blank, outcome=outcome, observed=observed, seconds=seconds)


def _within_limit(assumption: Assumption) -> Reading | Failure:
    """Its answer; the call may outlive its time in a thread that nobody waits for."""
    try:
        return result_within(start_call(assumption.measure, assumption.id), assumption.limit_s, Operation.RUN)
    except OperationFailed as failed:
        return failed.failure
    except OSError as error:
        return failure_of(Operation.RUN, error)
    except Exception as error:  # noqa: BLE001 - a system that is unlike every other must not end the others
        return defect_failure(error)
