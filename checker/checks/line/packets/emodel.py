"""How a phone call would sound over this line: the E-model (ITU-T G.107, 06/2015) for G.711 that conceals losses.

It predicts what an average listener says of a narrow-band call. A conference program with a better codec sounds better;
its delay is the same.
"""

import math

from checker.model.record import Record

BEST_R = 93.2
"""R with every parameter at its default and no delay (G.107, 7.7)."""
IE, BPL, PLAIN_BPL = 0.0, 25.1, 4.3
"""Equipment impairment and robustness against loss of G.711 with concealment, and the latter without (G.113 Appendix I,
table I.3)."""
PACKET_MS = 20.0
"""A packet is sent when its last sample was spoken: 20 ms of speech each (G.114, Annex A)."""
BUFFER_JITTERS = 2.0
"""The receiver holds packets back by twice the mean step between neighbours, as PingPlotter and NetBeez reckon it: it
brings 98.8 % of packets in time where the delay varies normally (a step is 1.13 standard deviations), 93 % where its
tail is exponential. WebRTC's NetEq aims at 95 to 97 %."""

PERCEPTIBLE_MS = 100.0
"""Mean one-way delay below which nobody notices it (mT, G.107 table 1, default class)."""
_RO, _ROE = 94.77, 94.76
"""Signal to noise, seen from listener and talker, at the defaults (G.107, 7.2 and 7.4: No = -61.17 dBm0p)."""
_TELR, _WEPL = 65.0, 110.0
"""Loudness of talker's echo, loss of the echo's path, dB: the defaults (G.107 table 2)."""


class CallQuality(Record, frozen=True, kw_only=True):
    """R from 0 to 93.2; the mean opinion from 1 (bad) to 4.4 (the best that G.711 reaches)."""

    r: float
    mos: float


def predict_call(
    round_trip_ms: float, jitter_ms: float, loss_percent: float, burst_ratio: float = 1.0, *, conceals: bool = True
) -> CallQuality:
    """The call of the worse direction: hand in its jitter and its loss. One way is half of the round trip.

    `burst_ratio`: how much longer runs of losses are than by chance; `conceals`: the program fills what is missing.
    """
    one_way = round_trip_ms / 2 + PACKET_MS + BUFFER_JITTERS * jitter_ms
    r = (
        BEST_R
        - (delay_impairment(one_way) - delay_impairment(0.0))
        - equipment_impairment(loss_percent, burst_ratio, BPL if conceals else PLAIN_BPL)
    )
    r = min(BEST_R, max(0.0, r))
    return CallQuality(r=round(r, 1), mos=round(mean_opinion(r), 2))


def mean_opinion(r: float) -> float:
    """MOS of an R value (G.107 Annex B, equation B-4)."""
    if r <= 0:
        return 1.0
    if r >= 100:
        return 4.5
    return max(1.0, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6)  # below R 6.5 the cubic dips under 1


def equipment_impairment(loss_percent: float, burst_ratio: float = 1.0, robustness: float = BPL) -> float:
    """Ie,eff (G.107, 7.5, equation 7-29)."""
    return IE + (95 - IE) * loss_percent / (loss_percent / burst_ratio + robustness)


def delay_impairment(one_way_ms: float) -> float:
    """Id: echo of one's own voice, echo of the other's, and delay as such (G.107, 7.4)."""
    return _talker_echo(one_way_ms) + _listener_echo(2 * one_way_ms) + _pure_delay(one_way_ms)


def _talker_echo(one_way_ms: float) -> float:
    masked = 6 * math.exp(-0.3 * one_way_ms**2)
    loudness = _TELR - 40 * math.log10((1 + one_way_ms / 10) / (1 + one_way_ms / 150)) + masked
    half_gap = (_ROE - (80 + 2.5 * (loudness - 14))) / 2
    return (half_gap + math.hypot(half_gap, 10) - 1) * (1 - math.exp(-one_way_ms))


def _listener_echo(round_trip_ms: float) -> float:
    half_gap = (_RO - 10.5 * (_WEPL + 7) * math.pow(round_trip_ms + 1, -0.25)) / 2
    return half_gap + math.hypot(half_gap, 13)


def _pure_delay(one_way_ms: float) -> float:
    if one_way_ms <= PERCEPTIBLE_MS:
        return 0.0
    x = math.log2(one_way_ms / PERCEPTIBLE_MS)
    return 25 * (math.pow(1 + x**6, 1 / 6) - 3 * math.pow(1 + (x / 3) ** 6, 1 / 6) + 2)
