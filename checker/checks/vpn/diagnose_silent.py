"""A gateway that says nothing: who swallows the question, or why silence says nothing. Pure."""

from checker.checks.vpn.diagnose_words import gap, say, trouble, verdict_of, word
from checker.checks.vpn.gateways import Gateway
from checker.checks.vpn.gateways_tunnel import OpenVpn, WireGuard
from checker.checks.vpn.transport import by_udp
from checker.checks.vpn.verdict import Verdict
from checker.model.failure import FailureKind
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observations

_ALIVE = (Verdict.ANSWERS, Verdict.REFUSED, Verdict.OTHER)
_BLOCKED = {"home": "vpn.port-blocked-at-home", "provider": "vpn.port-blocked-by-provider"}


def blocked(observations: Observations, gateway: Gateway) -> Finding | None:
    """Its packets end at the home router or at the provider, while others to the same machine pass."""
    code = _BLOCKED.get(word(observations, "gateway.stops-at", gateway))
    return say(code, trouble(gateway), observations, gateway, Sureness.CERTAIN) if code else None


def silent(observations: Observations, gateway: Gateway) -> Finding:
    """It was asked, and nothing came."""
    found = blocked(observations, gateway)
    if found is not None:
        return found
    alive = host_alive(observations, gateway)
    reached = (
        alive
        or observations["udp.answers"].value is True
        or word(observations, "gateway.stops-at", gateway) == "beyond"
    )
    if reached and _keyed(gateway):
        return say("vpn.silent-or-key", gap(gateway), observations, gateway, Sureness.POSSIBLE)
    code = "vpn.port-silent" if alive else "vpn.silent"
    return say(code, trouble(gateway), observations, gateway, Sureness.POSSIBLE)


def cannot_tell(observations: Observations, gateway: Gateway) -> Finding:
    """Its silence may be on purpose, or it could not even be asked."""
    found = blocked(observations, gateway)
    if found is not None:
        return found
    if _keyless(observations, gateway):
        return say("vpn.key-missing", gap(gateway), observations, gateway, Sureness.CERTAIN)
    return say("vpn.cannot-tell", gap(gateway), observations, gateway, Sureness.POSSIBLE)


def host_alive(observations: Observations, gateway: Gateway) -> bool:
    """Whether its machine answers anything else."""
    answers = observations["gateway.host-answers", gateway.id].value is True
    return answers or verdict_of(observations, gateway, "ike.nat-port") in _ALIVE


def _keyed(gateway: Gateway) -> bool:
    """Whether it would be silent to a key that it does not know."""
    if isinstance(gateway, OpenVpn):
        return gateway.wrap != "none" and by_udp(gateway)
    return isinstance(gateway, WireGuard)


def _keyless(observations: Observations, gateway: Gateway) -> bool:
    """Whether the profile lacks the key without which it answers nobody. Reports carry no keys: facts tell it."""
    failure = observations["gateway.rtt", gateway.id].failure
    if failure is None:
        return False
    if isinstance(gateway, OpenVpn):
        return gateway.wrap != "none" and failure.kind is FailureKind.MISSING
    return isinstance(gateway, WireGuard) and failure.kind is FailureKind.TIMEOUT
