"""Until when each operating system gets security updates, by its maker's own calendar. Update it with each release."""

import datetime
import re

D = datetime.date

WINDOWS = {
    "Windows 10": D(2025, 10, 14),
    "Windows 11 21H2": D(2023, 10, 10),
    "Windows 11 22H2": D(2024, 10, 8),
    "Windows 11 23H2": D(2025, 11, 11),
    "Windows 11 24H2": D(2026, 10, 13),
    "Windows 11 25H2": D(2027, 10, 12),
    "Windows 10 LTSC": D(2025, 10, 14),
    "Windows 10 LTSC 1607": D(2026, 10, 13),
    "Windows 10 LTSC 1809": D(2029, 1, 9),
    "Windows 10 LTSC 21H2": D(2027, 1, 12),
    "Windows 11 LTSC 24H2": D(2029, 10, 9),
    "Windows Server 2016": D(2027, 1, 12),
    "Windows Server 2019": D(2029, 1, 9),
    "Windows Server 2022": D(2031, 10, 14),
    "Windows Server 2025": D(2034, 11, 14),
}
"""Home and Pro, the Long-Term Servicing Channel, and servers as terminal servers have them (Microsoft Lifecycle).
Enterprise runs longer, so an end is a warning, never a blocker."""

MACOS = {"11": D(2023, 9, 26), "12": D(2024, 9, 16), "13": D(2025, 9, 15)}
"""Apple names no date: the day the third-newer release appeared (Apple security releases)."""

LINUX = {
    "Debian GNU/Linux 11": D(2026, 8, 31),
    "Debian GNU/Linux 12": D(2028, 6, 30),
    "Debian GNU/Linux 13": D(2030, 6, 30),
    "Ubuntu 20.04": D(2025, 5, 31),
    "Ubuntu 22.04": D(2027, 4, 30),
    "Ubuntu 24.04": D(2029, 4, 30),
    "Fedora Linux 42": D(2026, 5, 13),
}
"""Debian wiki LTS, Ubuntu release cycle, Fedora schedule."""


def last_support_day(name: str) -> datetime.date | None:
    """The last day of security updates for `name` as probe.py writes it; None where this table has none."""
    if match := re.match(r"macOS (\d+)", name):
        return MACOS.get(match[1])
    if name.startswith("Windows 10") and "LTSC" not in name:
        return WINDOWS["Windows 10"]
    return WINDOWS.get(name) or LINUX.get(name)
