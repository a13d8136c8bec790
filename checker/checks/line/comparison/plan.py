"""Which other paths are measured beside the line: the other IP version, a second server, the one inside the tunnel."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from checker.checks.context import ProbeContext
from checker.checks.line.comparison.compared_path import VERSIONS, ComparedPath
from checker.checks.line.direction import Direction
from checker.checks.line.environment.adapter import LineEnvironment
from checker.checks.line.need import LineNeed
from checker.checks.line.transport.connector import Connector
from checker.checks.line.transport.server import MeasurementServer, parse_server_url
from checker.model.failure import OperationFailed
from checker.model.record import Record
from checker.net.dns.resolve import Family, resolve

RESOLVE_S = 1.0
_OTHER_VERSIONS: Mapping[int, Family] = {4: 6, 6: 4}


class LineResult(Record, frozen=True, kw_only=True):
    """Mbit/s by direction: what would be enough, and the upper end of what was measured; `full`: all is wanted."""

    enough_mbit: Mapping[Direction, float]
    best_mbit: Mapping[Direction, float]
    full: bool

    @property
    def short(self) -> list[Direction]:
        """Where less came than is enough."""
        return [direction for direction, best in self.best_mbit.items() if best < self.enough_mbit[direction]]


class ComparisonPlan(Record, frozen=True, kw_only=True):
    """`ip_version`: 4 or 6 for that alone, 0 for either. `is_located`: the server's layout is known already.

    `enough_mbit`: by direction; a direction that is missing is not measured.
    """

    path: ComparedPath
    server: MeasurementServer
    ip_version: Family = 0
    is_located: bool = False
    enough_mbit: Mapping[Direction, float]


def comparison_plans(
    context: ProbeContext, need: LineNeed, server: MeasurementServer, version: Family, result: LineResult
) -> Iterator[ComparisonPlan]:
    """Each where its condition holds: the other version leads to the server as well (else 0), too little came, the
    tunnel is up.
    """
    if version:
        directions = [
            direction
            for direction in Direction
            if direction is Direction.DOWN or result.full or direction in result.short
        ]
        yield ComparisonPlan(
            path=VERSIONS[version],
            server=server,
            ip_version=version,
            is_located=True,
            enough_mbit=_of(result, directions),
        )
    with suppress(OperationFailed):
        if need.second and result.short:
            second = parse_server_url(need.second)
            yield ComparisonPlan(path=ComparedPath.SECOND, server=second, enough_mbit=_of(result, result.short))
    with suppress(OperationFailed):
        if need.inside:
            inside = parse_server_url(need.inside)
            if LineEnvironment(inside.host, context.system).is_tunnel:
                yield ComparisonPlan(path=ComparedPath.INSIDE, server=inside, enough_mbit=result.enough_mbit)


def _of(result: LineResult, directions: list[Direction]) -> dict[Direction, float]:
    return {direction: result.enough_mbit[direction] for direction in directions}


def other_version(context: ProbeContext, connector: Connector) -> Family:
    """The IP version that was not measured by, where it leads to the same server as well; else 0."""
    version = _OTHER_VERSIONS.get(connector.ip_version, 0)
    if connector.uses_proxy or not version:
        return 0
    try:
        addresses = resolve(connector.server.host, RESOLVE_S, version)
    except OperationFailed:
        return 0
    return version if context.remote_addresses(addresses) else 0
