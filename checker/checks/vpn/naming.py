"""A gateway's name to its addresses, as the PC's resolver says; where it does not, as servers outside the home say."""

import ipaddress
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from checker.checks.vpn.verdict import Verdict, of_naming
from checker.checks.vpn.way import Way
from checker.model.failure import Failure, FailureKind, OperationFailed
from checker.model.observation import Value
from checker.net.ask import configured_servers, query_dns
from checker.net.resolve import resolve

NAME_S = 6.0
"""A question that got lost is asked again after 5 s (resolv.conf(5), `timeout`): then the name is late, not gone."""
OUTSIDE_S = 1.2
KINDS = ("A", "AAAA")
_INSIDE = tuple(
    ipaddress.ip_network(one) for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7")
)
"""RFC 1918, RFC 3927, RFC 4193: what routers with rebind protection keep out of answers."""
_LIVES = (FailureKind.NOT_FOUND, FailureKind.REFUSED, FailureKind.BAD_ANSWER)


@dataclass(frozen=True)
class Named:
    """`addresses`: where to ask on, none where that makes no sense. `verdict`: what the name says, None for nothing."""

    addresses: list[str]
    verdict: Verdict | None = None
    facts: Mapping[str, Value | Failure] = field(default_factory=dict)


def named(host: str, way: Way) -> Named:
    """Asks the system, and only if that fails the profile's independent servers. Raises Cancelled."""
    began = time.monotonic()
    try:
        addresses = resolve(host, min(NAME_S, way.left_s))
    except OperationFailed as failed:
        way.go_on()
        return _outside(host, failed.failure, way)
    return Named(addresses, facts={"gateway.name": round((time.monotonic() - began) * 1000, 1)})


def _outside(host: str, failure: Failure, way: Way) -> Named:
    verdict, facts = of_naming(failure), {"gateway.name": failure}
    found = _asked(host, way.dns_servers, min(OUTSIDE_S, way.left_s))
    if found is None:
        return Named([], verdict, facts)
    if not found:
        return Named([], verdict, {**facts, "gateway.name-outside": False})
    usable = [address for address in found if not _inside(address)]
    hidden = verdict is Verdict.NAME_UNKNOWN or (not usable and _home_lives(host))
    return Named(usable, Verdict.NAME_HIDDEN if hidden else verdict, {**facts, "gateway.name-outside": True})


def _asked(host: str, whom: tuple[str, ...], wait_s: float) -> list[str] | None:
    """The addresses that these servers know; none where one of them says that there are none; None for no answer."""
    questions = [(server, kind) for server in whom for kind in KINDS]
    if not questions:
        return None

    def one(question: tuple[str, str]) -> list[str] | None:
        try:
            return query_dns(host, question[0], wait_s, question[1])
        except OperationFailed as failed:
            return [] if failed.failure.kind is FailureKind.NOT_FOUND else None

    with ThreadPoolExecutor(len(questions), "name-outside") as pool:
        answers = list(pool.map(one, questions))
    found = [address for answer in answers for address in answer or () if _is_an_address(address)]
    answered = any(None not in answers[start : start + len(KINDS)] for start in range(0, len(answers), len(KINDS)))
    return found if found or answered else None


def _home_lives(host: str) -> bool:
    """Whether the PC's own server answers at all: then it was this name that it did not want to tell."""
    for server in configured_servers()[:2]:
        try:
            query_dns(host, server, OUTSIDE_S / 2)
        except OperationFailed as failed:
            if failed.failure.kind in _LIVES:
                return True
        else:
            return True
    return False


def _is_an_address(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified or address.is_multicast)


def _inside(text: str) -> bool:
    address = ipaddress.ip_address(text)
    return any(address in network for network in _INSIDE if network.version == address.version)
