"""A gateway that does not answer: who drops the packets, or why silence proves nothing. Pure."""

from checker.checks.vpn.diagnose.findings import failure_level, make_finding, text_fact, unknown_level, verdict_of
from checker.checks.vpn.gateways import VpnGateway
from checker.checks.vpn.gateways.tunnel import OpenVpnGateway, WireGuardGateway
from checker.checks.vpn.gateways.udp import uses_udp
from checker.checks.vpn.gateways.web import SipGateway
from checker.checks.vpn.verdict import AT_HOME, GatewayVerdict
from checker.model.failure import FailureKind
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observations

_ANSWERED = (GatewayVerdict.ANSWERS, GatewayVerdict.REFUSED, GatewayVerdict.OTHER)
_BLOCKED = {"home": "vpn.port-blocked-at-home", "provider": "vpn.port-blocked-by-provider"}


def diagnose_block(observations: Observations, gateway: VpnGateway) -> Finding | None:
    """Its packets end at the home router or at the provider, while others pass.

    Never certain: the machine behind may throw them away before it looks at their time to live.
    """
    if was_refused_then(observations, gateway) or is_led_past_the_router(observations, gateway):
        return make_finding("vpn.unreachable", failure_level(gateway), observations, gateway, Sureness.POSSIBLE)
    code = _BLOCKED.get(text_fact(observations, "gateway.stops-at", gateway))
    if not uses_udp(gateway) and text_fact(observations, "gateway.stops-behind", gateway) == "pc":
        code = "vpn.blocked-here"  # a firewall of this PC refuses UDP, and swallows TCP
    what = text_fact(observations, "gateway.stops-what", gateway)
    return make_finding(code, failure_level(gateway), observations, gateway, what=what) if code else None


def was_refused_then(observations: Observations, gateway: VpnGateway) -> bool:
    """Silent first and refused at the second look: by a machine that limits its messages, so silence shows no place.

    Linux sends six at once and one a second (net.ipv4.icmp_ratelimit); what a PC forbids itself it says each time.
    """
    return verdict_of(observations, gateway, "gateway.again") is GatewayVerdict.UNREACHABLE


def is_led_past_the_router(observations: Observations, gateway: VpnGateway) -> bool:
    """This PC's own table sends its packets to another device at home, and nothing of its host answers."""
    return observations["gateway.own-route", gateway.id].value is True and not is_host_alive(observations, gateway)


def diagnose_silence(observations: Observations, gateway: VpnGateway) -> Finding:
    """It was probed, and nothing came."""
    block = diagnose_block(observations, gateway)
    if block is not None:
        return block
    is_alive = is_host_alive(observations, gateway)
    if is_alive and uses_udp(gateway) and _is_udp_stopped_outside(observations):
        return make_finding(_BLOCKED["provider"], failure_level(gateway), observations, gateway)
    is_reachable = (
        is_alive
        or observations["udp.answers"].value is True
        or text_fact(observations, "gateway.stops-at", gateway) == "beyond"
    )
    if is_reachable and may_lack_key(gateway, GatewayVerdict.SILENT):
        return silent_or_key_finding(observations, gateway)
    if is_reachable and _ignores_strangers(gateway):
        return make_finding("vpn.cannot-tell", unknown_level(gateway), observations, gateway, Sureness.POSSIBLE)
    code = "vpn.port-silent" if is_alive else "vpn.silent"
    return make_finding(code, failure_level(gateway), observations, gateway, Sureness.POSSIBLE)


def _is_udp_stopped_outside(observations: Observations) -> bool:
    """It leaves the home, and nobody of several answers it."""
    return observations["udp.answers"].value is False and observations["udp.leaves-home"].value is True


def diagnose_unclear(observations: Observations, gateway: VpnGateway) -> Finding:
    """Its silence may be on purpose, or it could not even be probed."""
    block = diagnose_block(observations, gateway)
    if block is not None:
        return block
    if _is_key_missing(observations, gateway):
        return make_finding("vpn.key-missing", unknown_level(gateway), observations, gateway, Sureness.CERTAIN)
    if text_fact(observations, "gateway.name-kind", gateway) == AT_HOME:
        return make_finding("vpn.name-leads-home", unknown_level(gateway), observations, gateway, Sureness.CERTAIN)
    return make_finding("vpn.cannot-tell", unknown_level(gateway), observations, gateway, Sureness.POSSIBLE)


def is_host_alive(observations: Observations, gateway: VpnGateway) -> bool:
    """Whether its machine answers anything else."""
    answers = observations["gateway.host-answers", gateway.id].value is True
    return answers or verdict_of(observations, gateway, "ike.nat-port") in _ANSWERED


def may_lack_key(gateway: VpnGateway, verdict: GatewayVerdict) -> bool:
    """Whether it would do so to a key that it does not know, or to none where it has one that the profile lacks.

    OpenVPN with tls-auth or tls-crypt is silent then by UDP and hangs up by TCP.
    """
    if isinstance(gateway, OpenVpnGateway):
        return verdict is (GatewayVerdict.SILENT if uses_udp(gateway) else GatewayVerdict.HANGS_UP)
    return isinstance(gateway, WireGuardGateway) and verdict is GatewayVerdict.SILENT


def _ignores_strangers(gateway: VpnGateway) -> bool:
    """SIP servers that are searched for day and night often let requests of strangers fall, if they come by UDP."""
    return isinstance(gateway, SipGateway) and gateway.transport == "udp"


def silent_or_key_finding(observations: Observations, gateway: VpnGateway) -> Finding:
    """It gives us no answer, which a key may be the reason of."""
    return make_finding("vpn.silent-or-key", unknown_level(gateway), observations, gateway, Sureness.POSSIBLE)


def _is_key_missing(observations: Observations, gateway: VpnGateway) -> bool:
    """Whether the profile lacks the key without which it answers nobody: by the facts, since reports carry no keys."""
    failure = observations["gateway.rtt", gateway.id].failure
    if failure is None:
        return False
    if isinstance(gateway, OpenVpnGateway):
        return gateway.wrap != "none" and failure.kind is FailureKind.MISSING
    return isinstance(gateway, WireGuardGateway) and failure.kind is FailureKind.TIMEOUT
