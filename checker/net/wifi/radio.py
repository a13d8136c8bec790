"""What a Wi-Fi adapter tells of its radio link. No name of a Wi-Fi, no address of an access point, no neighbours."""

from checker.model.record import Record


class RadioLink(Record, frozen=True, kw_only=True):
    """`signal_dbm` as the adapter hears its access point; `band_ghz` 2.4, 5 or 6; `rate_mbit` the slower direction.

    What the system does not say is None.
    """

    signal_dbm: int | None = None
    band_ghz: float | None = None
    rate_mbit: float | None = None


BAND_MHZ = ((2400, 2500, 2.4), (4900, 5925, 5.0), (5925, 7125, 6.0))
"""MHz and GHz: IEEE 802.11-2024, annex E. 5925 MHz parts the two upper bands, channel 177 of 5 GHz lies below it."""
_SIGNALS = range(-110, 1)
"""dBm that an adapter can hear: below is its own noise, and drivers that know nothing say 0 or positive numbers."""
FAST_FOR_2G4 = 574.0
"""Mbit/s: the most that 802.11ax gives two antennas and 40 MHz, all that the 2.4 GHz band has room for."""


def band_of_mhz(mhz: int) -> float | None:
    """The band that a frequency lies in."""
    return next((band for low, high, band in BAND_MHZ if low <= mhz < high), None)


def band_of_channel(channel: int, rate_mbit: float | None) -> float | None:
    """The band of a channel's number (IEEE 802.11, annex E), where its frequency is not told.

    6 GHz counts from 1 again in steps of four: a rate that 2.4 GHz cannot give tells such a channel apart. From 149
    to 177 both upper bands have the same numbers; there it is called 5 GHz, since Europe's 6 GHz ends at 93.
    """
    if channel in range(1, 15):
        fast = rate_mbit is not None and rate_mbit > FAST_FOR_2G4
        return 6.0 if fast and channel % 4 == 1 else 2.4
    if channel in range(32, 145, 4) or channel in range(149, 178, 4):
        return 5.0
    return 6.0 if channel in range(17, 234, 4) else None


def valid_signal_dbm(dbm: float) -> int | None:
    """A signal strength that can be one, dBm."""
    return round(dbm) if round(dbm) in _SIGNALS and dbm != 0 else None
