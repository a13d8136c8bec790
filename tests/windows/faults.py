"""Homes of the fault lab, where the Windows program checks from the PC's namespace: does it say what Linux says there?

Linux says it with Windows' sight (tests/lab/windows/sight.py): what a program without rights is shown there.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import msgspec

from checker.model.finding import Level
from checker.model.report import Report
from tests.bench.table import markdown
from tests.lab.faults.inside import Result, Task
from tests.lab.faults.kinds.every import FAULTS
from tests.lab.faults.layout import Layout
from tests.lab.faults.running import with_neighbour
from tests.lab.faults.town import Town, town
from tests.lab.faults.verdict import of_the_home
from tests.lab.faults.visit import Visit
from tests.lab.windows.sight import VARIABLE
from tests.windows.checkout import Checkout
from wine.wine_environment import WineEnvironment

HEALTHY = "healthy"
"""The name of the home in which nothing is broken."""
NAMES = (HEALTHY, "no-cable", "no-default-route", "router-dead", "router-dns-dead", "gateway-tcp-port-closed")
"""Those that run without a name on the command line."""
_NO_RESET = "recvfrom: no WSAECONNRESET for a datagram's port unreachable"
_NO_EXPIRY = "recvfrom: no WSAENETRESET for a datagram whose time to live ran out"
GAPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "gateway-port-closed": (_NO_RESET, ("vpn.refused@openvpn blocker", "vpn.silent-or-key@openvpn unknown")),
    "openvpn-blocked-at-the-router": (
        _NO_EXPIRY,
        ("vpn.port-blocked-at-home@openvpn blocker", "vpn.silent-or-key@openvpn unknown"),
    ),
    "prohibited-by-the-provider": (_NO_RESET, ("vpn.unreachable@openvpn blocker", "vpn.silent-or-key@openvpn unknown")),
    "router-resets-this-pc": (
        _NO_RESET,
        ("vpn.refused@openvpn blocker", "vpn.silent-or-key@openvpn unknown", "vpn.udp-blocked blocker"),
    ),
    "portal-certificate-expired": (
        "CertCreateCertificateChainEngine takes no exclusive root",
        ("vpn.certificate-expired@portal blocker", "vpn.cannot-tell@portal unknown"),
    ),
    "tls-inspected": (
        "CertVerifyCertificateChainPolicy lets a chain without its issuer pass",
        (
            "network.tls-intercepted warning",
            "vpn.certificate-unknown-issuer@portal blocker",
            "network.desk-silent unknown",
        ),
    ),
    "desk-down": (
        "IcmpSendEcho is late on a busy machine: nobody is cleared while the home seems disturbed",
        ("network.desk-down note", "network.desk-silent unknown"),
    ),
}
"""By home: what Wine itself cannot do, and the findings that only one of the two says for it."""
_BUSY = ("network.link-disturbed warning", "network.home-fine ok")
"""Under Wine an echo waits for Wine's own server: on a busy machine beyond the limit."""
_LIMIT_S = 150.0
_START = """
import os, runpy, sys
os.chdir(sys.argv[1])
sys.path[0] = sys.argv[1]
runpy.run_module("tests.lab.faults.inside", run_name="__main__")
"""
_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
"""Wine's crypt32 reads its roots there."""


class WindowsPc:
    """A Windows in Wine whose network is the PC's in a town. Constructing it does nothing."""

    def __init__(self) -> None:
        self._wine = WineEnvironment(prefix="prefix-faults")
        self._checkout = Checkout(self._wine, self._wine.lab / "faults")

    def set_up(self) -> None:
        """Brings what is missing, and this checkout as it is now."""
        self._wine.set_up()
        self._wine.kill_all()
        self._checkout.set_up(for_tests=False)

    def run_checks(self, made: Town, visit: Visit, task: Task) -> Result:
        """The checks in this town's PC. Wine ends with them: its server keeps the network that it began with."""
        assert not visit.clock, "faketime does not reach a Windows program"
        process = self._wine.start(
            [self._checkout.program, "-c", _START, self._checkout.path],
            variables={"PYTHONDONTWRITEBYTECODE": "", **visit.variables},
            inside=made.spaces.inside("pc"),
            files={
                "/etc/resolv.conf": Path("/etc/resolv.conf"),
                "/etc/hosts": Path("/etc/hosts"),
                _AUTHORITIES: made.certificates.public.path,
            },
        )
        trusting_the_system = msgspec.structs.replace(task, extra_ca="")
        try:
            printed, _ = process.communicate(msgspec.json.encode(trusting_the_system).decode(), timeout=_LIMIT_S)
        finally:
            self._wine.kill_all()
            process.kill()
        results = [line for line in printed.splitlines() if line.startswith('{"report":')]
        assert results, printed
        return msgspec.json.decode(results[-1], type=Result)


@dataclass(frozen=True)
class Comparison:
    """What was said in one home and is no all-clear, as finding and level; nothing of the lab's own machine."""

    name: str
    on_linux: frozenset[str] = frozenset()
    on_windows: frozenset[str] = frozenset()
    error: str = ""

    @property
    def gap(self) -> str:
        """What Wine itself cannot do, where that alone makes the difference."""
        part, findings = GAPS.get(self.name, ("", ()))
        return part if self._difference and self._difference <= {*findings} else ""

    @property
    def is_explained(self) -> bool:
        return not self.error and (not self._difference or bool(self.gap))

    @property
    def _difference(self) -> frozenset[str]:
        return (self.on_linux ^ self.on_windows) - {*_BUSY}

    @property
    def reason(self) -> str:
        """Why the two differ, or that they do not."""
        if any(line.startswith("run.timed-out") for line in self._difference):
            return "NOT COMPARED: a check ran out of time"
        return self.error or self.gap or ("the same" if self.is_explained else "NOT EXPLAINED")

    def row(self) -> tuple[str, ...]:
        """Home, what both say, what Linux alone and the Windows program alone, and why."""
        both, linux = self.on_linux & self.on_windows, self.on_linux - self.on_windows
        texts = (", ".join(sorted(group)) for group in (both, linux, self.on_windows - self.on_linux))
        return (self.name, *(text or "-" for text in texts), self.reason)


def compare(names: Iterable[str], pc: WindowsPc) -> Iterator[Comparison]:
    """Each home is built once, and looked at twice."""
    for name in names:
        try:
            yield _compared(name, pc)
        except Exception as error:  # noqa: BLE001 - a row of its own, so that the others are not lost
            yield Comparison(name, error=f"{type(error).__name__}: {error}")


def _compared(name: str, pc: WindowsPc) -> Comparison:
    fault = FAULTS.get(name)
    with town(with_neighbour(fault.layout if fault else Layout())) as made:
        visit = (fault.breaks(made) if fault else None) or Visit()
        with patch.dict(os.environ, {VARIABLE: "windows"}):
            on_linux = made.visited(visit)
        on_windows = made.visited(visit, pc.run_checks)
        return Comparison(name, _lines(on_linux), _lines(on_windows))


def _lines(report: Report) -> frozenset[str]:
    return frozenset(f"{item.key} {item.level.value}" for item in of_the_home(report) if item.level is not Level.OK)


def fault_table(comparisons: Sequence[Comparison]) -> str:
    """Markdown, a row a home."""
    columns = ("home", "both say", "Linux alone", "the Windows program alone", "")
    return markdown("The Windows program in homes of the fault lab", columns, [made.row() for made in comparisons])
