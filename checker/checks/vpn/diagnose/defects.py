"""A gateway that answers, and what is wrong all the same: one thing at most. Pure."""

import math
from collections.abc import Iterator

from checker.checks.vpn.diagnose.findings import degraded_level, failure_level, make_finding, text_fact
from checker.checks.vpn.gateways import VpnGateway
from checker.checks.vpn.gateways.tunnel import PptpGateway
from checker.model.finding import Finding, Level, Sureness
from checker.model.observation import Observations
from checker.model.text import Text

ETHERNET_MTU_B = 1500
"""Bytes of a packet that every home's network carries (Ethernet, IEEE 802.3)."""
MIN_SAME_WIDTH = 2
"""Gateways, each in a series of packets of its own."""
MIN_MTU_B = 68
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


def diagnose_defects(observations: Observations, gateway: VpnGateway) -> Iterator[Finding]:
    """The first of these that fits."""
    subject = gateway.id
    if (
        observations["path.told", subject].value is False
        and (_mtu(observations, gateway) or ETHERNET_MTU_B) < ETHERNET_MTU_B
    ):
        yield narrow_path_finding(observations, gateway, degraded_level(gateway))
    elif isinstance(gateway, PptpGateway):
        yield make_finding("vpn.pptp-unsafe", Level.WARNING, observations, gateway, Sureness.CERTAIN)
    elif observations["gateway.loaded", subject].value is True:
        yield make_finding("vpn.overloaded", degraded_level(gateway), observations, gateway)
    elif (days := _days_left(observations, gateway)) is not None:
        yield make_finding(
            "vpn.certificate-ends-soon", degraded_level(gateway), observations, gateway, Sureness.CERTAIN, days=days
        )
    elif observations["path.fragments", subject].value is False:
        yield make_finding("vpn.fragments-dropped", degraded_level(gateway), observations, gateway)


MIN_DEAD_FLOWS = 2
"""Of those that were attempted at once: one may be lost by chance."""
LOSSY_PERCENT = 8.0
"""Of thirty echo requests: three. A poor Wi-Fi loses less, and calls stutter from 2 % on (ITU-T G.1070)."""


def diagnose_unsteady_path(observations: Observations, gateway: VpnGateway) -> Finding | None:
    """It answers, and not always: some connections die, or some packets are lost on the way to it."""
    attempted, answered = (observations.number(f"gateway.flows-{name}", gateway.id) for name in ("tried", "answered"))
    if attempted is not None and answered is not None and attempted - 1 - answered >= MIN_DEAD_FLOWS:
        return make_finding(
            "vpn.flows-lost",
            failure_level(gateway),
            observations,
            gateway,
            tried=int(attempted),
            answered=int(answered),
        )
    echoes, lost_echoes = (observations.number(f"gateway.echoes{name}", gateway.id) for name in ("", "-lost"))
    if not echoes or lost_echoes is None or 100 * lost_echoes / echoes < LOSSY_PERCENT:
        return None
    loss = round(100 * lost_echoes / echoes)
    return make_finding("vpn.lossy", degraded_level(gateway), observations, gateway, loss=loss)


def diagnose_unusable_path(observations: Observations, gateway: VpnGateway) -> Finding:
    """It only works with small packets, which no VPN program asks for."""
    return narrow_path_finding(observations, gateway, failure_level(gateway))


def narrow_path_finding(observations: Observations, gateway: VpnGateway, level: Level) -> Finding:
    """`values`: the widest packet that gets through, bytes, and in which direction larger ones vanish."""
    direction = text_fact(observations, "path.direction", gateway)
    direction_text = _DIRECTIONS.get(direction, _DIRECTIONS["up"])
    values = {"mtu": _mtu(observations, gateway) or "?", "direction": direction if direction in _DIRECTIONS else "up"}
    # who limits packets per second loses large ones among others: then no two gateways find the same width
    same_width = [
        subject
        for subject in observations.subjects("path.mtu")
        if observations.number("path.mtu", subject) == values["mtu"]
        and observations["path.told", subject].value is False
    ]
    sure = Sureness.CERTAIN if len(same_width) >= MIN_SAME_WIDTH else Sureness.LIKELY
    if sure is Sureness.LIKELY and (observations.number("gateway.tries", gateway.id) or 1) > 1:
        sure = Sureness.POSSIBLE  # a small packet was lost as well
    return make_finding(
        "vpn.path-narrow",
        level,
        observations,
        gateway,
        sure,
        **values,
        direction_de=direction_text.de,
        direction_en=direction_text.en,
    )


def _mtu(observations: Observations, gateway: VpnGateway) -> int | None:
    number = observations.number("path.mtu", gateway.id)
    is_plausible = number is not None and math.isfinite(number) and MIN_MTU_B <= number <= ETHERNET_MTU_B
    return int(number) if number is not None and is_plausible else None


def _days_left(observations: Observations, gateway: VpnGateway) -> int | None:
    """Whole days, where the certificate ends soon."""
    left, lifetime = (observations.number(f"certificate.{name}", gateway.id) for name in ("days-left", "lifetime"))
    if left is None or lifetime is None or not left < min(ENDS_SOON_DAYS, lifetime * ENDS_SOON_SHARE):
        return None
    return int(max(0.0, left))
