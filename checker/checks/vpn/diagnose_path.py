"""A gateway that answers, and what is wrong all the same: one thing at most. Pure."""

import math
from collections.abc import Iterator

from checker.checks.vpn.diagnose_words import disturbed, say, trouble, word
from checker.checks.vpn.gateways import Gateway
from checker.checks.vpn.gateways_tunnel import Pptp
from checker.model.finding import Finding, Level, Sureness
from checker.model.observation import Observations
from checker.model.text import Text

FULL_B = 1500
"""Bytes of a packet that every home's network carries (Ethernet, IEEE 802.3)."""
LEAST_B = 68
"""Bytes of a packet that every path carries (RFC 791)."""
ENDS_SOON_DAYS = 10.0
"""Renewal by itself comes at 15 to 30 days (Let's Encrypt, "integration guide"), so by then it has failed."""
ENDS_SOON_SHARE = 0.2
"""Certificates of six days are renewed after half of that: for short ones a share of their lifetime counts."""
_DIRECTIONS = {
    "up": Text(de="auf dem Weg dorthin", en="on the way there"),
    "down": Text(de="auf dem Weg zurück", en="on the way back"),
    "both": Text(de="in beiden Richtungen", en="in both directions"),
}


def also(observations: Observations, gateway: Gateway) -> Iterator[Finding]:
    """The first of these that fits."""
    subject = gateway.id
    if observations["path.told", subject].value is False and (_mtu(observations, gateway) or FULL_B) < FULL_B:
        yield narrow(observations, gateway, disturbed(gateway))
    elif isinstance(gateway, Pptp):
        yield say("vpn.pptp-unsafe", Level.WARNING, observations, gateway, Sureness.CERTAIN)
    elif observations["gateway.loaded", subject].value is True:
        yield say("vpn.overloaded", disturbed(gateway), observations, gateway, Sureness.CERTAIN)
    elif (days := _days_left(observations, gateway)) is not None:
        yield say("vpn.certificate-ends-soon", disturbed(gateway), observations, gateway, Sureness.CERTAIN, days=days)
    elif observations["path.fragments", subject].value is False:
        yield say("vpn.fragments-dropped", disturbed(gateway), observations, gateway)


def unusable(observations: Observations, gateway: Gateway) -> Finding:
    """It only works when it is asked for small packets, which no VPN program does."""
    return narrow(observations, gateway, trouble(gateway))


def narrow(observations: Observations, gateway: Gateway, level: Level) -> Finding:
    """`values`: the widest packet that gets through, bytes, and in which direction larger ones vanish."""
    direction = word(observations, "path.direction", gateway)
    said = _DIRECTIONS.get(direction, _DIRECTIONS["up"])
    known = {"mtu": _mtu(observations, gateway) or "?", "direction": direction if direction in _DIRECTIONS else "up"}
    sure = Sureness.CERTAIN
    return say(
        "vpn.path-narrow", level, observations, gateway, sure, **known, direction_de=said.de, direction_en=said.en
    )


def _mtu(observations: Observations, gateway: Gateway) -> int | None:
    number = observations.number("path.mtu", gateway.id)
    sound = number is not None and math.isfinite(number) and LEAST_B <= number <= FULL_B
    return int(number) if number is not None and sound else None


def _days_left(observations: Observations, gateway: Gateway) -> int | None:
    """Whole days, where the certificate ends soon."""
    left, lifetime = (observations.number(f"certificate.{name}", gateway.id) for name in ("days-left", "lifetime"))
    if left is None or lifetime is None or not left < min(ENDS_SOON_DAYS, lifetime * ENDS_SOON_SHARE):
        return None
    return int(max(0.0, left))
