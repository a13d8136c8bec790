"""The hosts that the profile names: their names resolved, their doors knocked at over IPv4 and over IPv6."""

import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from checker.checks.contract import Run
from checker.checks.network.at_once import at_once
from checker.checks.network.need import NetworkNeed
from checker.model.failure import Failed, Failure, Kind, Operation
from checker.model.observation import Observation
from checker.model.record import Record
from checker.net.ask import ask, servers
from checker.net.link import Gateway
from checker.net.phases import connect
from checker.net.proxy import is_loopback
from checker.net.resolve import Family, resolve

DESK = "desk"
RESOLVE_S = 3.0
ASK_S = 1.0
CONNECT_S = 2.5
SERVERS_MOST = 2
ROOT = "."


class Target(Record, frozen=True, kw_only=True):
    """A host and port of the profile; `subject` is how observations call it."""

    subject: str
    host: str
    port: int

    @property
    def local(self) -> bool:
        """On this very PC: reaching it says nothing of the way out."""
        return is_loopback(self.host)


class Found(Record, frozen=True, kw_only=True):
    """What the system made of a target's name."""

    target: Target
    addresses: tuple[str, ...] = ()
    failure: Failure | None = None
    seconds: float = 0.0


def targets(need: NetworkNeed, run: Run) -> list[Target]:
    """The desk first, then what the profile wants reached."""
    found = [_split(address) for address in need.reach]
    firm = run.profile.firm
    if firm and firm.desk_url:
        parts = urlsplit(firm.desk_url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found.insert(0, Target(subject=DESK, host=parts.hostname or "", port=port))
    return found


def _split(address: str) -> Target:
    host, _, port = address.rpartition(":")
    return Target(subject=address, host=host.strip("[]"), port=int(port))


def resolved(wanted: list[Target], run: Run) -> list[Found]:
    """Every name by the system's resolver, side by side, in the order of `wanted`."""
    found = list(at_once([_resolving(target) for target in wanted], run.go_on))
    return sorted(found, key=lambda one: wanted.index(one.target))


def _resolving(target: Target) -> Callable[[], Found]:
    def call() -> Found:
        began = time.monotonic()
        try:
            addresses = resolve(target.host, RESOLVE_S)
        except Failed as failed:
            return Found(target=target, failure=failed.failure)
        return Found(target=target, addresses=tuple(addresses), seconds=time.monotonic() - began)

    return call


def observe_names(found: list[Found], run: Run) -> Iterator[Observation]:
    """`dns.system` for every target that has a name to resolve."""
    for one in found:
        if one.failure:
            yield run.lost("dns.system", one.failure, one.target.subject)
        elif one.addresses != (one.target.host,) and not one.target.local:
            yield run.saw("dns.system", _ms(one.seconds), one.target.subject)


def observe_servers(
    found: list[Found], gateway: Gateway | None, need: NetworkNeed, run: Run
) -> tuple[list[Observation], tuple[str, ...]]:
    """The direct queries around the system's resolver, and the addresses that they gave.

    The configured servers are always asked; the router and the profile's servers only when the system failed.
    """
    failed = next((one.target.host for one in found if one.failure), None)
    named = next((one.target.host for one in found if one.addresses and not _literal(one)), None)
    name = failed or named
    asked: list[tuple[str, list[str]]] = [("dns.configured", servers()[:SERVERS_MOST])]
    if failed:
        asked.append(("dns.gateway", [gateway.address] if gateway and gateway.address else []))
        asked.append(("dns.independent", need.dns_servers[:SERVERS_MOST]))
    calls = [_asking(fact, name, group, run) for fact, group in asked if group]
    answers = list(at_once(calls, run.go_on))
    addresses = next((given for _, given in answers if given), ())
    return [observation for observation, _ in answers], addresses


def _literal(one: Found) -> bool:
    return one.target.local or one.addresses == (one.target.host,)


def _asking(
    fact: str, name: str | None, group: list[str], run: Run
) -> Callable[[], tuple[Observation, tuple[str, ...]]]:
    """Asks these servers in turn until one knows the name; without a name, who serves the root, which all know."""

    def call() -> tuple[Observation, tuple[str, ...]]:
        failure = Failure(operation=Operation.RESOLVE, kind=Kind.NOT_MEASURED)
        for server in group:
            began = time.monotonic()
            try:
                given = ask(name, server, ASK_S) if name else ask(ROOT, server, ASK_S, "NS")
            except Failed as failed:
                failure = failed.failure
                continue
            seen = run.saw(fact, _ms(time.monotonic() - began))
            return seen, tuple(given) if name else ()
        return run.lost(fact, failure), ()

    return call


def observe_reach(target: Target, addresses: tuple[str, ...], run: Run) -> list[Observation]:
    """`reach.v4` and `reach.v6`: a TCP connection over each, at the same time."""
    if not addresses:
        return []
    calls = [_connecting(target, addresses, version, run) for version in (4, 6)]
    return list(at_once(calls, run.go_on))


def _connecting(target: Target, addresses: tuple[str, ...], version: Family, run: Run) -> Callable[[], Observation]:
    name = f"reach.v{version}"
    own = [address for address in addresses if (":" in address) == (version == 6)]

    def call() -> Observation:
        if not own:
            nothing = Failure(operation=Operation.RESOLVE, kind=Kind.NOT_FOUND)
            return run.lost(name, nothing, target.subject)
        began = time.monotonic()
        try:
            connect(own[0], target.port, CONNECT_S).close()
        except Failed as failed:
            return run.lost(name, failed.failure, target.subject)
        return run.saw(name, _ms(time.monotonic() - began), target.subject)

    return call


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
