"""The hosts that the profile names, and a TCP connection to each over IPv4 and over IPv6."""

from collections.abc import Callable
from urllib.parse import urlsplit

from checker.checks.context import ProbeContext
from checker.checks.network.concurrency import run_concurrently
from checker.checks.network.need import DESK, NetworkNeed
from checker.checks.network.reach.addresses import MAX_ADDRESSES, AddressConnects, connect_each
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Observation
from checker.model.record import Record
from checker.net.dns.resolve import Family
from checker.net.http1.proxy import is_loopback

CONNECT_S = 3.0
"""TCP sends a lost first packet again after 1 s (RFC 6298, 2.1); twice that, a slow answer, and Windows' refusals."""


class ReachTarget(Record, frozen=True, kw_only=True):
    """A host and port of the profile; `subject`: that of its observations."""

    subject: str
    host: str
    port: int

    @property
    def is_local(self) -> bool:
        """On this very PC: reaching it proves nothing of the internet."""
        return is_loopback(self.host)


def targets(need: NetworkNeed, context: ProbeContext) -> list[ReachTarget]:
    """The desk first, then what the profile wants reached."""
    reach_targets = [_split(address) for address in need.reach]
    firm = context.profile.firm
    if firm and firm.desk_url:
        parts = urlsplit(firm.desk_url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        reach_targets.insert(0, ReachTarget(subject=DESK, host=parts.hostname or "", port=port))
    return reach_targets


def _split(address: str) -> ReachTarget:
    host, _, port = address.rpartition(":")
    return ReachTarget(subject=address, host=host.strip("[]"), port=int(port))


def observe_reach(target: ReachTarget, addresses: tuple[str, ...], context: ProbeContext) -> list[Observation]:
    """`reach.v4` and `reach.v6`: a TCP connection over each, at the same time, and to several addresses at once.

    None of a host that leads to this PC or its router, but for the desk: `dns.kind` tells.
    Where there are several of one IP version, `reach.addresses` and how many of them are dead beside living ones.
    """
    allowed = addresses if target.subject == DESK else tuple(context.remote_addresses(addresses))
    if not allowed:
        return []
    calls = [_connect_task(target, allowed, version, context) for version in (4, 6)]
    replies = list(run_concurrently(calls, context.raise_if_cancelled))
    observations = [observation for observation, _ in replies]
    connects = [connect for _, connect in replies if connect.count > 1]
    if connects:
        count, dead = sum(connect.count for connect in connects), sum(connect.dead for connect in connects)
        observations.append(context.observation("reach.addresses", count, target.subject))
        observations.append(context.observation("reach.addresses-dead", dead, target.subject))
    return observations


def _connect_task(
    target: ReachTarget, addresses: tuple[str, ...], version: Family, context: ProbeContext
) -> Callable[[], tuple[Observation, AddressConnects]]:
    name = f"reach.v{version}"
    version_addresses = [address for address in addresses if (":" in address) == (version == 6)][:MAX_ADDRESSES]

    def call() -> tuple[Observation, AddressConnects]:
        if not version_addresses:
            nothing = Failure(operation=Operation.RESOLVE, kind=FailureKind.NOT_FOUND)
            return context.failed_observation(name, nothing, target.subject), AddressConnects()
        connects = connect_each(version_addresses, target.port, CONNECT_S)
        if connects.failure is not None:
            return context.failed_observation(name, connects.failure, target.subject), connects
        return context.observation(name, round(connects.seconds * 1000, 1), target.subject), connects

    return call
