"""The public test, for an employee who asked for it: it runs in a worker, which ends with it.

Whoever starts this part says first what it learns: the operator of the test learns the full public address.
"""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.line.measurement.speedtest_cli import SpeedtestCli
from checker.checks.line.need import LineNeed
from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of
from checker.model.observation import Observation


def observe(need: LineNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields what speedtest-cli measures, under the same names; a profile that forbids it gets no request at all."""
    if need.public == "never":
        yield context.failed_observation(
            "server.answer", OperationFailed(Operation.RUN, FailureKind.NO_CONSENT).failure
        )
        return
    try:
        program = SpeedtestCli()
    except Exception as error:  # noqa: BLE001 - whatever a stranger's module raises while it is loaded
        failure = failure_of(Operation.RUN, error)
        yield context.failed_observation("server.answer", failure)
        return
    yield from program.measure(context)
