"""The line against a public LibreSpeed server of somebody else, for an employee who asked for it: by our own engine.

Whoever starts this part names the server first, and says that its operator learns the full public address.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from checker.checks.context import ProbeContext
from checker.checks.line.measurement.line_measurement import LibreSpeed
from checker.checks.line.need import LineNeed
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observation


def observe(need: LineNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields what the line's probe yields; without a server, or where the profile forbids it, nobody is asked."""
    if not need.permitted_public_server:
        failure = OperationFailed(Operation.RUN, FailureKind.NO_CONSENT).failure
        yield context.failed_observation("server.answer", failure)
        return
    yield from LibreSpeed(replace(need, endpoint=need.permitted_public_server, second="", inside="")).measure(context)
