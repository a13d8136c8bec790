"""One host of the profile: its doors; and where it is the desk, its answer and how large packets to it may be."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.at_once import Look, at_once
from checker.checks.network.desk import observe_desk, observe_plain
from checker.checks.network.names import Found
from checker.checks.network.narrow import observe_narrow
from checker.checks.network.targets import DESK, observe_reach
from checker.checks.network.width import FULL, Width, observe_width, width_to
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Observation


def observe_host(found: Found, context: ProbeContext) -> Iterator[Observation]:
    """`reach.v4` and `reach.v6`; of the desk its answer, directly or by the proxy, and the width of the direct way."""
    reach = observe_reach(found.target, found.addresses, context)
    yield from reach
    firm = context.profile.firm
    if found.target.subject != DESK or firm is None:
        return
    yield context.observation("desk.local", found.target.local)
    if context.net.proxy_for(firm.desk_url) is not None:  # it may know a way that this PC does not
        yield from observe_desk(firm.desk_url, context)
        return
    status = yield from observe_desk(firm.desk_url, context, _in_vain(found, reach))
    if found.target.local or not found.addresses:
        return
    looks: list[Look] = []
    if address := _open_door(found, reach):
        looks.append(lambda: list(_size(firm.desk_url, address, status, context)))
    if status.failure:
        looks.append(lambda: list(observe_plain(firm.desk_url, found.addresses[0], context)))
    for seen in at_once(looks, context.raise_if_cancelled):
        yield from seen


def _open_door(found: Found, reach: list[Observation]) -> str:
    """The address that the desk was asked at: the system's first whose door opened."""
    opened = {one.name for one in reach if one.failure is None}
    return next((one for one in found.addresses if f"reach.v{6 if ':' in one else 4}" in opened), "")


def _size(url: str, address: str, status: Observation, context: ProbeContext) -> Iterator[Observation]:
    """How large packets to the desk may be. Where full ones are answered, none vanish, and nothing more is tried."""
    measured: list[Width | None] = []

    def measure() -> list[Observation]:
        measured.append(width_to(address, context.raise_if_cancelled))
        return list(observe_width(measured[0], context))

    if status.failure is None:
        yield from measure()
        if measured[0] is None or measured[0].mtu < FULL:
            yield from observe_narrow(url, address, False, context)
    elif status.failure.kind is FailureKind.TIMEOUT:
        for seen in at_once(
            [measure, lambda: list(observe_narrow(url, address, True, context))], context.raise_if_cancelled
        ):
            yield from seen


def _in_vain(found: Found, reach: list[Observation]) -> Failure | None:
    """Why asking the desk would only wait for a time-out: its name is unknown, or none of its doors opened."""
    if found.failure:
        return found.failure
    failures = [one.failure for one in reach if one.failure]
    if len(failures) < len(reach):
        return None
    tried = [failure for failure in failures if failure.kind is not FailureKind.NOT_FOUND]
    return next(iter(tried), Failure(operation=Operation.CONNECT, kind=FailureKind.UNREACHABLE))
