"""One gateway from its name to its verdict, and what stands in the way where it does not answer."""

from dataclasses import replace

from checker.checks.vpn import stops, width
from checker.checks.vpn.beside import Beside
from checker.checks.vpn.kinds import KINDS
from checker.checks.vpn.naming import named
from checker.checks.vpn.need import AnyGateway
from checker.checks.vpn.refusals import WORDS
from checker.checks.vpn.transport import by_udp
from checker.checks.vpn.verdict import Seen, Verdict
from checker.checks.vpn.way import Way, one_of_each_family
from checker.model.failure import Operation, failure_of
from checker.net.tcp_refusal import locate_refusal

_QUIET = (Verdict.SILENT, Verdict.CANNOT_TELL)
_TURNED_AWAY = (Verdict.REFUSED, Verdict.UNREACHABLE, Verdict.BLOCKED_HERE)
_ITSELF = (Verdict.ANSWERS, Verdict.CERTIFICATE)


def look(gateway: AnyGateway, way: Way) -> Seen:
    """What the gateway did. `way` comes without addresses. Raises Cancelled."""
    name = named(gateway.host, way)
    if not name.addresses:
        return Seen(name.verdict or Verdict.NAME_UNKNOWN, name.facts)
    way = replace(way, addresses=one_of_each_family(name.addresses), said={}, answered={})
    seen = _followed_up(gateway, way, _heard_out(gateway, way))
    return replace(seen, verdict=name.verdict or seen.verdict, facts={**name.facts, **seen.facts})


def _heard_out(gateway: AnyGateway, way: Way) -> Seen:
    """Its answer; or its silence, with what other witnesses say of that."""
    with Beside(way, gateway.port) as beside:
        try:
            seen = KINDS[type(gateway)](gateway, way)
        except OSError as error:
            seen = Seen(Verdict.CANNOT_TELL, {"gateway.rtt": failure_of(Operation.OPEN, error)})
        if seen.verdict not in _QUIET:
            return seen
        host_answers, ends = beside.told()
    facts = {**seen.facts, "gateway.host-answers": host_answers}
    if ends.at:
        facts["gateway.stops-at"] = ends.at
    return Seen(seen.verdict, facts, udp_leaves=ends.leaves)


def _followed_up(gateway: AnyGateway, way: Way, seen: Seen) -> Seen:
    """What is only worth asking now that the verdict is known."""
    if by_udp(gateway):
        return _more_of_udp(gateway, way, seen) if seen.verdict in _ITSELF else seen
    if width.stalls(seen):
        return width.back(gateway, way, seen)
    if seen.verdict in _TURNED_AWAY:
        for address in way.addresses:
            origin = locate_refusal(address, gateway.port, way.go_on)
            if origin is not None:
                # Linux gives ICMPv6 "administratively prohibited" the number of what this PC's own firewall forbids
                verdict = Verdict.UNREACHABLE if seen.verdict is Verdict.BLOCKED_HERE else seen.verdict
                return Seen(verdict, {**seen.facts, "gateway.refused-by": WORDS[origin]})
    return seen


def _more_of_udp(gateway: AnyGateway, way: Way, seen: Seen) -> Seen:
    rtt_ms = seen.facts.get("gateway.rtt")
    facts = {**seen.facts, **width.towards(gateway, way, rtt_ms if isinstance(rtt_ms, float) else 0.0)}
    if seen.facts.get("ike.nat-port") == Verdict.SILENT.value:
        ends = stops.where(way, getattr(gateway, "nat_port", 0))
        if ends.at:
            facts["gateway.stops-at"] = ends.at
    return replace(seen, facts=facts)
