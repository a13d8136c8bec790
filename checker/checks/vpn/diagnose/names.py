"""A gateway that is not found, or not where its name leads: who is to blame for the name. Pure."""

from checker.checks.name_service.answer import AnswerState
from checker.checks.name_service.comparison import ON_THIS_PC, WrongAnswerOrigin
from checker.checks.name_service.literal import is_literal
from checker.checks.vpn.diagnose.findings import failure_level, make_finding, text_fact, verdict_of
from checker.checks.vpn.gateways import VpnGateway
from checker.checks.vpn.verdict import SHOWN_VERDICTS, GatewayVerdict
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observations

_DEAD_ENDS = ("nothing", "loopback")
"""Kinds of address at which no gateway can be, whatever is known of another one."""
_ELSEWHERE = (*ON_THIS_PC, WrongAnswerOrigin.RESOLVER.value, WrongAnswerOrigin.HERE.value)
_TURNED_AWAY_BEFORE = ("pc", "router", "way")
"""Values of `gateway.refused-by`."""
_PROVEN_VALUES = (*(verdict.value for verdict in SHOWN_VERDICTS), GatewayVerdict.WRONG_KEY.value)
_PROVEN = (GatewayVerdict.ANSWERS, GatewayVerdict.WRONG_KEY, GatewayVerdict.PATH_NARROW)


def diagnose_name(observations: Observations, gateway: VpnGateway) -> Finding | None:
    """What is wrong with its name, where that explains what the gateway did."""
    verdict = verdict_of(observations, gateway)
    if verdict in _PROVEN or verdict is None:
        return None
    if verdict is GatewayVerdict.NAME_UNANSWERED:
        return _sick_name(observations, gateway)
    return (
        _misled(observations, gateway, verdict)
        or _unconfirmed(observations, gateway)
        or _unknown_outside(observations, gateway, verdict)
    )


def is_address_confirmed(observations: Observations, gateway: VpnGateway) -> bool:
    """Whether the profile names the address, or a DNS server outside the home gives the same."""
    return is_literal(gateway.host) or _origin(observations, gateway) == WrongAnswerOrigin.NOWHERE.value


def is_led_elsewhere(observations: Observations, gateway: VpnGateway) -> bool:
    """Whether its name leads to another address here than outside."""
    return _origin(observations, gateway) in _ELSEWHERE


def _origin(observations: Observations, gateway: VpnGateway) -> str:
    return text_fact(observations, "gateway.name-wrong-at", gateway)


def _sick_name(observations: Observations, gateway: VpnGateway) -> Finding | None:
    """Nobody finds it, and servers outside fail on it while they answer for another name."""
    if not observations.number("gateway.name-sick", gateway.id):
        return None
    return make_finding("vpn.name-broken", failure_level(gateway), observations, gateway)


def _misled(observations: Observations, gateway: VpnGateway, verdict: GatewayVerdict) -> Finding | None:
    """Somebody gives another address than the internet does; what answers there decides."""
    origin, level = _origin(observations, gateway), failure_level(gateway)
    has_shown = text_fact(observations, "gateway.other-address", gateway) in _PROVEN_VALUES
    is_denied = verdict is GatewayVerdict.NAME_HIDDEN
    if origin in ON_THIS_PC:
        is_dead_end = text_fact(observations, "gateway.name-kind", gateway) in _DEAD_ENDS
        sure = Sureness.LIKELY if has_shown or is_denied or is_dead_end else Sureness.POSSIBLE
        return make_finding("vpn.name-wrong-here", level, observations, gateway, sure)
    if origin in _ELSEWHERE and has_shown:
        return make_finding("vpn.name-wrong-at-home", level, observations, gateway)
    return None


def _unconfirmed(observations: Observations, gateway: VpnGateway) -> Finding | None:
    """Whoever is asked, somebody on the way answers: nobody can say whether it is the gateway that was met there.

    A router or provider that turns away what goes to a public address is blamed for that first.
    """
    if _origin(observations, gateway) != WrongAnswerOrigin.INTERCEPTED.value:
        return None
    is_public = text_fact(observations, "gateway.name-kind", gateway) == "public"
    if is_public and text_fact(observations, "gateway.refused-by", gateway) in _TURNED_AWAY_BEFORE:
        return None
    level = failure_level(gateway)
    return make_finding("vpn.name-unconfirmed", level, observations, gateway, Sureness.POSSIBLE)


def _unknown_outside(observations: Observations, gateway: VpnGateway, verdict: GatewayVerdict) -> Finding | None:
    """The internet knows no such name: whoever gives an address for it sends people elsewhere (advertising)."""
    is_unknown = text_fact(observations, "gateway.name-state", gateway) == AnswerState.UNKNOWN.value
    is_public = text_fact(observations, "gateway.name-kind", gateway) == "public"
    if verdict is GatewayVerdict.NAME_UNKNOWN or not (is_unknown and is_public):
        return None
    return make_finding("vpn.name-unknown", failure_level(gateway), observations, gateway)
