"""How likely it is that mere chance made a difference. Pure."""

import math

DOUBT = 0.05
"""How likely mere chance may be before a loss is spoken of: one lost packet of fifty proves nothing."""

MOST = 1000
"""More packets than any series has; a report that claims more is not reckoned with."""


def by_chance(sent: int, lost: int, rate: float) -> float:
    """How likely a way that loses `rate` on average loses `lost` or more of `sent` (binomial)."""
    if not _sound(sent, lost):
        return 1.0
    fewer = sum(math.comb(sent, few) * rate**few * (1 - rate) ** (sent - few) for few in range(lost))
    return max(0.0, 1 - fewer)


def no_worse_by_chance(sent: int, lost: int, other_sent: int, other_lost: int) -> float:
    """How likely `lost` or more of all the lost ones fell on this series, if both ways lose alike (Fisher, 1935)."""
    if not (_sound(sent, lost) and _sound(other_sent, other_lost)):
        return 1.0
    together, all_lost = sent + other_sent, lost + other_lost
    ways = math.comb(together, all_lost)
    most = min(sent, all_lost)
    return sum(math.comb(sent, own) * math.comb(other_sent, all_lost - own) for own in range(lost, most + 1)) / ways


def _sound(sent: int, lost: int) -> bool:
    return 0 <= lost <= sent <= MOST
