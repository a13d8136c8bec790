"""The Wi-Fi's own figures: too weak a signal, and the slow band where the fast one would help."""

from collections.abc import Iterator

from checker.model.finding import Finding, Sureness
from checker.model.observation import Observations

WEAK_DBM = -70.0
"""Below it speech breaks up: Cisco's design guide for voice asks for -67 dBm at the edge of a cell; 3 dB in doubt."""
STRONG_DBM = -60.0
"""Above it a low rate is not for want of signal: an idle adapter agrees on a low one to save power."""
SLOW_MBIT = 50.0
"""802.11n at one stream and half its rate: what is left of it, about the half, no longer carries a usual line."""
SLOW_BAND_GHZ = 3.0
"""Below it lies 2.4 GHz: three channels for the whole house (IEEE 802.11, 2.4 GHz band)."""


def wifi_signal(observations: Observations, is_disturbed: bool) -> Iterator[Finding]:
    """`is_disturbed`: whether packets to the router are lost or late."""
    signal, rate, band = (
        observations.number("wifi.signal"),
        observations.number("wifi.rate"),
        observations.number("wifi.band"),
    )
    evidence = (observations["wifi.signal"], observations["wifi.rate"], observations["wifi.band"])
    is_faint = signal is not None and signal < WEAK_DBM
    is_slow = rate is not None and rate < SLOW_MBIT
    is_weak = is_faint or (is_slow and (signal is None or signal < STRONG_DBM))
    if is_weak:
        sure = (
            Sureness.CERTAIN
            if is_faint and (is_slow or is_disturbed)
            else Sureness.LIKELY
            if is_faint
            else Sureness.POSSIBLE
        )
        yield Finding.warning("network.wifi-weak", evidence=evidence, sure=sure)
    if band is not None and band < SLOW_BAND_GHZ and (is_weak or is_slow or is_disturbed):
        yield Finding.note("network.wifi-band", evidence=evidence)
