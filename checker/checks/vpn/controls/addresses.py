"""A name with several addresses of one IP version: each is probed by itself, so that a dead one cannot hide a living.

A VPN program tries them in turn, or the first alone: a dead one beside living ones costs it time or the connection.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from checker.checks.vpn.gateway_context import GatewayContext, UdpTrace
from checker.checks.vpn.need import AnyGateway
from checker.checks.vpn.verdict import SHOWN_VERDICTS, GatewayResult, GatewayVerdict

_BEST_FIRST = (
    *SHOWN_VERDICTS,
    GatewayVerdict.WRONG_KEY,
    GatewayVerdict.PATH_NARROW,
    GatewayVerdict.OTHER,
    GatewayVerdict.STALLS,
    GatewayVerdict.HANGS_UP,
    GatewayVerdict.REFUSED,
    GatewayVerdict.CANNOT_TELL,
    GatewayVerdict.SILENT,
)
"""The more it did, the more it tells."""
AddressProbe = Callable[[AnyGateway, GatewayContext], GatewayResult]


def has_alternatives(addresses: tuple[str, ...]) -> bool:
    """Whether there are several of one IP version."""
    versions = [":" in address for address in addresses]
    return len(versions) > len(set(versions))


def probe_each_address(
    gateway: AnyGateway, context: GatewayContext, probe: AddressProbe
) -> tuple[GatewayContext, GatewayResult]:
    """The best result with the context of its address, and how many of the others are dead. Raises Cancelled."""
    contexts = [replace(context, addresses=(address,), udp_trace=UdpTrace()) for address in context.addresses]
    with ThreadPoolExecutor(len(contexts), "address") as pool:
        results = list(pool.map(lambda attempt: probe(gateway, attempt), contexts))
    best = min(range(len(results)), key=lambda index: (_rank(results[index]), not _is_stopped_near(results[index])))
    facts = {**results[best].facts, **_address_facts(context.addresses, results)}
    return contexts[best], replace(results[best], facts=facts)


def _is_stopped_near(result: GatewayResult) -> bool:
    """Whether packets to it were seen to end before the internet: that keeps a living address silent, too."""
    return result.facts.get("gateway.stops-at") in ("home", "provider")


def _rank(result: GatewayResult) -> int:
    return _BEST_FIRST.index(result.verdict) if result.verdict in _BEST_FIRST else len(_BEST_FIRST)


def _address_facts(addresses: tuple[str, ...], results: list[GatewayResult]) -> dict[str, int]:
    """Dead are those beside which another of the same IP version shows the gateway itself."""
    dead = 0
    for version in (False, True):
        verdicts = [
            result.verdict for address, result in zip(addresses, results, strict=True) if (":" in address) is version
        ]
        if GatewayVerdict.ANSWERS in verdicts:
            dead += sum(verdict is not GatewayVerdict.ANSWERS for verdict in verdicts)
    return {"gateway.addresses": len(addresses), "gateway.addresses-dead": dead}
