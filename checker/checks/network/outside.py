"""Everything beyond the router that the profile names: names first, then every host, and the way to them, at once."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.at_once import Look, at_once
from checker.checks.network.beyond import observe_hops, observe_provider
from checker.checks.network.direct import observe_outside, observe_servers
from checker.checks.network.hosts import observe_host
from checker.checks.network.kinds import kind_of
from checker.checks.network.names import LATE_S, RESOLVE_S, Found, Lookup, observe_again, observe_name
from checker.checks.network.need import NetworkNeed
from checker.checks.network.pc import Pc, kind_of_v4
from checker.checks.network.targets import targets
from checker.checks.network.translation import observe_nat64, observe_symmetric
from checker.model.observation import Observation
from checker.net.routes import source_address_towards


def observe_beyond(pc: Pc | None, need: NetworkNeed, context: ProbeContext) -> Iterator[Observation]:
    """Names, direct queries, doors, the desk's answer, and the way there: hops, loss, width, address translation."""
    router = pc.gateway.address if pc and pc.gateway else ""
    lookups = [Lookup(target) for target in targets(need, context)]
    found = [lookup.found(RESOLVE_S, context.raise_if_cancelled) for lookup in lookups]
    for one in found:
        if not one.overdue:
            yield from observe_name(one, router, context)
    looks: list[Look] = [
        lambda: list(observe_again(found, context)),
        lambda: list(observe_outside(found, router, need, context)),
        lambda: list(observe_symmetric(need, context)),
        *_way(found, pc, context),
    ]
    if pc is not None:
        looks.append(lambda: list(observe_nat64(kind_of_v4(pc.link), context)))
    if pc is not None and pc.gateway is not None:
        if any(one.failure for one in found):
            asked, addresses = observe_servers(found, router, need, context)
            yield from asked
            found = [_helped(one, found, addresses) for one in found]
        else:
            looks.append(lambda: observe_servers(found, router, need, context)[0])
    looks += [_looking(one, lookup, router, context) for one, lookup in zip(found, lookups, strict=True)]
    for seen in at_once(looks, context.raise_if_cancelled):
        yield from seen


def _way(found: list[Found], pc: Pc | None, context: ProbeContext) -> list[Look]:
    """The first host that lies behind the provider shows the way there."""
    hosts = [(one.target.port, address) for one in found for address in one.addresses if _beyond(address, pc)]
    if not hosts:
        return []
    port, address = min(hosts, key=lambda host: ":" in host[1])  # IPv4 where there is both, as to the router
    looks: list[Look] = [lambda: list(observe_provider(address, port, context))]
    if ":" not in address:
        looks.append(lambda: list(observe_hops(address, context)))
    return looks


def _beyond(address: str, pc: Pc | None) -> bool:
    """A public address that no VPN leads to: what is lost in a tunnel says nothing of the provider."""
    source = source_address_towards(address)
    if kind_of(address) != "public" or source is None or pc is None:
        return False
    return not any(vpn.has_address(source) for vpn in pc.vpns)


def _helped(one: Found, found: list[Found], addresses: tuple[str, ...]) -> Found:
    """The target whose name a direct query resolved where the system could not: its doors are tried all the same."""
    first = next((other for other in found if other.failure), None)
    if one is not first:
        return one
    return Found(target=one.target, addresses=addresses, failure=one.failure)


def _looking(one: Found, lookup: Lookup, router: str, context: ProbeContext) -> Look:
    def call() -> list[Observation]:
        if not one.overdue:
            return list(observe_host(one, context))
        if one.addresses:
            seen = list(observe_host(one, context))
            return [*seen, *observe_name(lookup.found(LATE_S, context.raise_if_cancelled), router, context)]
        late = lookup.found(LATE_S, context.raise_if_cancelled)
        return [*observe_name(late, router, context), *observe_host(late, context)]

    return call
