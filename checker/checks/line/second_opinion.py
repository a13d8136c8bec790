"""The line once more, shortly, against a public LibreSpeed server of somebody else: only two that agree blame the line.

Whoever starts this part names the server first, and says that its operator learns the full public address.
"""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.line.comparison.compared_path import ComparedPath
from checker.checks.line.comparison.comparison import Comparison
from checker.checks.line.comparison.plan import ComparisonPlan
from checker.checks.line.direction import Direction
from checker.checks.line.environment.adapter import LineEnvironment
from checker.checks.line.need import CONTRACT_SHARE, LineNeed
from checker.checks.line.roles import required_mbit
from checker.checks.line.transport.server import MeasurementServer, parse_server_url
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.text import Text
from checker.net.windows.timer import fine_timer

COMPARING = Text(de="Eine zweite Messstelle wird gefragt", en="Asking a second measuring point")


def observe(need: LineNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields compared.* of the public server in both directions, or why a part of it is missing."""
    try:
        server = _public_server(need)
    except OperationFailed as error:
        yield context.failed_observation("compared.latency", error.failure, ComparedPath.PUBLIC.value)
        return
    context.progress(0.1, COMPARING)
    plan = ComparisonPlan(
        path=ComparedPath.PUBLIC,
        server=server,
        enough_mbit={direction: required_mbit(need, direction, CONTRACT_SHARE) for direction in Direction},
    )
    with fine_timer():
        yield from Comparison(context, LineEnvironment(server.host, context.system), plan).observe()


def _public_server(need: LineNeed) -> MeasurementServer:
    if not need.permitted_public_server:
        raise OperationFailed(Operation.RUN, FailureKind.NO_CONSENT)
    return parse_server_url(need.permitted_public_server)
