"""One host of the profile: TCP connections to it; of the desk its response too, and how large packets may be."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.concurrency import ProbeTask, run_concurrently
from checker.checks.network.dns.lookup import LookupResult
from checker.checks.network.need import DESK
from checker.checks.network.path.large_packets import observe_large_packets
from checker.checks.network.path.mtu import measure_mtu, observe_mtu
from checker.checks.network.reach.desk import observe_desk, observe_plain_http
from checker.checks.network.reach.target import observe_reach
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Observation
from checker.net.icmp.path_mtu import ETHERNET_MTU, PathMtu


def observe_host(result: LookupResult, context: ProbeContext) -> Iterator[Observation]:
    """`reach.v4` and `reach.v6`; of the desk its response, directly or by the proxy, and the MTU of the direct path."""
    reach = observe_reach(result.target, result.addresses, context)
    yield from reach
    firm = context.profile.firm
    if result.target.subject != DESK or firm is None:
        return
    yield context.observation("desk.local", result.target.is_local)
    if context.net.proxy_for(firm.desk_url) is not None:  # it may reach what this PC does not
        yield from observe_desk(firm.desk_url, context)
        return
    status = yield from observe_desk(firm.desk_url, context, _unreached_reason(result, reach))
    if result.target.is_local or not result.addresses:
        return
    tasks: list[ProbeTask] = []
    if address := _connected_address(result, reach):
        tasks.append(lambda: list(_packet_sizes(firm.desk_url, address, status, context)))
    if status.failure:
        tasks.append(lambda: list(observe_plain_http(firm.desk_url, result.addresses[0], context)))
    for observations in run_concurrently(tasks, context.raise_if_cancelled):
        yield from observations


def _connected_address(result: LookupResult, reach: list[Observation]) -> str:
    """The address that the desk was requested at: the system's first that a connection to came about."""
    opened = {candidate.name for candidate in reach if candidate.failure is None}
    return next((candidate for candidate in result.addresses if f"reach.v{6 if ':' in candidate else 4}" in opened), "")


def _packet_sizes(url: str, address: str, status: Observation, context: ProbeContext) -> Iterator[Observation]:
    """How large packets to the desk may be. Where full ones are answered, none vanish, and nothing more is tested."""
    measured: list[PathMtu | None] = []

    def measure() -> list[Observation]:
        measured.append(measure_mtu(address, context.raise_if_cancelled))
        return list(observe_mtu(measured[0], context))

    if status.failure is None:
        yield from measure()
        if measured[0] is None or measured[0].mtu < ETHERNET_MTU:
            yield from observe_large_packets(url, address, False, context)
    elif status.failure.kind is FailureKind.TIMEOUT:
        for observations in run_concurrently(
            [measure, lambda: list(observe_large_packets(url, address, True, context))], context.raise_if_cancelled
        ):
            yield from observations


def _unreached_reason(result: LookupResult, reach: list[Observation]) -> Failure | None:
    """Why a request to the desk would only wait for a time-out: its name is unknown, or no connection came about."""
    if result.failure:
        return result.failure
    failures = [observation.failure for observation in reach if observation.failure]
    if len(failures) < len(reach):
        return None
    connect_failures = [failure for failure in failures if failure.kind is not FailureKind.NOT_FOUND]
    return next(iter(connect_failures), Failure(operation=Operation.CONNECT, kind=FailureKind.UNREACHABLE))
