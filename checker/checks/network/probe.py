"""Looks from the PC outwards: its adapters, then the router, the names, the profile's hosts and the desk."""

from collections.abc import Callable, Iterator

from checker.checks.contract import Run
from checker.checks.network.at_once import at_once
from checker.checks.network.desk import observe_desk, observe_plain
from checker.checks.network.need import NetworkNeed
from checker.checks.network.pc import no_pc, observe_pc, this_pc
from checker.checks.network.router import observe_router
from checker.checks.network.targets import (
    DESK,
    Found,
    Target,
    observe_names,
    observe_reach,
    observe_servers,
    resolved,
    targets,
)
from checker.model.failure import Failed, Failure, Kind, Operation
from checker.model.observation import Observation
from checker.net.link import Gateway


def observe(need: NetworkNeed, run: Run) -> Iterator[Observation]:
    """Yields what the PC knows of itself at once; then the router and the outside, looked at side by side."""
    gateway: Gateway | None = None
    try:
        pc = this_pc(run.system)
    except (Failed, OSError) as error:
        yield from no_pc(run, error)
    else:
        gateway = pc.gateway
        yield from observe_pc(pc, need, run)
    run.progress(0.1)
    looks = [lambda: list(observe_router(gateway, run)), lambda: list(_outside(gateway, need, run))]
    for seen in at_once(looks, run.go_on):
        yield from seen
        run.progress(0.6)


def _outside(gateway: Gateway | None, need: NetworkNeed, run: Run) -> Iterator[Observation]:
    wanted = targets(need, run)
    found = resolved(wanted, run)
    yield from observe_names(found, run)
    if gateway is not None:
        asked, addresses = observe_servers(found, gateway, need, run)
        yield from asked
        found = [_helped(one, found, addresses) for one in found]
    looks = [_looking(one, run) for one in found]
    for seen in at_once(looks, run.go_on):
        yield from seen


def _helped(one: Found, found: list[Found], addresses: tuple[str, ...]) -> Found:
    """The target whose name a direct query resolved where the system could not: its doors are tried all the same."""
    first = next((other for other in found if other.failure), None)
    if one is not first:
        return one
    return Found(target=one.target, addresses=addresses, failure=one.failure)


def _looking(one: Found, run: Run) -> Callable[[], list[Observation]]:
    return lambda: list(_target(one.target, one, run))


def _target(target: Target, found: Found, run: Run) -> Iterator[Observation]:
    reach = observe_reach(target, found.addresses, run)
    yield from reach
    firm = run.profile.firm
    if target.subject != DESK or firm is None:
        return
    yield run.saw("desk.local", target.local)
    if run.net.proxy_for(firm.desk_url) is not None:  # it may know a way that this PC does not
        yield from observe_desk(firm.desk_url, run)
        return
    unreached = _in_vain(found, reach)
    status = yield from observe_desk(firm.desk_url, run, unreached)
    if status.failure and found.addresses and not target.local:
        yield from observe_plain(firm.desk_url, found.addresses[0], run)


def _in_vain(found: Found, reach: list[Observation]) -> Failure | None:
    """Why asking the desk would only wait for a time-out: its name is unknown, or none of its doors opened."""
    if found.failure:
        return found.failure
    failures = [one.failure for one in reach if one.failure]
    if len(failures) < len(reach):
        return None
    tried = [failure for failure in failures if failure.kind is not Kind.NOT_FOUND]
    return next(iter(tried), Failure(operation=Operation.CONNECT, kind=Kind.UNREACHABLE))
