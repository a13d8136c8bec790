"""How likely it is that mere chance made a difference. Pure."""

import math

SIGNIFICANCE = 0.05
"""How likely mere chance may be before a difference counts: one lost packet of fifty proves nothing."""

MAX_PACKETS = 1000
"""More packets than any series has; a report that claims more is not evaluated."""


def binomial_p_value(sent: int, lost_packets: int, rate: float) -> float:
    """How likely a path that loses `rate` on average loses `lost_packets` or more of `sent` (binomial)."""
    if not _is_plausible(sent, lost_packets):
        return 1.0
    fewer = sum(math.comb(sent, few) * rate**few * (1 - rate) ** (sent - few) for few in range(lost_packets))
    return max(0.0, 1 - fewer)


def fisher_p_value(sent: int, lost_packets: int, other_sent: int, other_lost_packets: int) -> float:
    """How likely `lost_packets` or more of all lost fell on this series if both lose alike (Fisher, 1935)."""
    if not (_is_plausible(sent, lost_packets) and _is_plausible(other_sent, other_lost_packets)):
        return 1.0
    together, all_lost = sent + other_sent, lost_packets + other_lost_packets
    combinations = math.comb(together, all_lost)
    most = min(sent, all_lost)
    return (
        sum(math.comb(sent, own) * math.comb(other_sent, all_lost - own) for own in range(lost_packets, most + 1))
        / combinations
    )


def _is_plausible(sent: int, lost_packets: int) -> bool:
    return 0 <= lost_packets <= sent <= MAX_PACKETS
