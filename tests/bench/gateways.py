"""How long the way to the company takes to judge: a profile whose gateways answer, and others where some do not.

A home, a provider of two machines and a company in network namespaces; everything is asked as the window asks it.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from checker.demo.gateways.certificate_authority import CertificateAuthority
from checker.demo.gateways.openvpn import new_static_key
from tests.bench.options import progress
from tests.checks.vpn.gateway_probes import Table, gateway_table, observe_gateways
from tests.lab.line import why_not
from tests.lab.vpn_home import GATEWAY
from tests.lab.vpn_servers import StrongSwan, WireGuard, openvpn
from tests.lab.vpn_way import LongWay

CANNOT = 2
ANSWERING_S, SILENT_S = 5.0, 8.0
"""What people are to wait at most."""


def register(benches: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command's words."""
    parser = benches.add_parser("gateways", help="how long the way to the company takes to judge")
    parser.add_argument("--runs", type=int, default=5, help="of each case (5)")
    parser.set_defaults(bench=bench)


def bench(words: argparse.Namespace) -> int:
    """0 where every case stays within its time, 1 else, 2 without a lab."""
    if reason := why_not():
        print(f"The benchmark builds a home of its own, and that {reason}.", file=sys.stderr)
        return CANNOT
    with tempfile.TemporaryDirectory() as folder:
        home = LongWay()
        try:
            return _measured(home, Path(folder), words.runs)
        finally:
            home.close()


def _measured(home: LongWay, folder: Path, runs: int) -> int:
    ike, tables = _served(home, folder)
    silent = [
        *tables,
        gateway_table("openvpn", 1999, host=GATEWAY, id="gone"),
        gateway_table("tcp", 1998, host="10.99.0.9", id="dead"),
    ]
    cases: dict[str, tuple[float, list[Table], Callable[[], None]]] = {
        "all answer": (ANSWERING_S, tables, home.rules),
        "two of six are silent": (
            SILENT_S,
            silent,
            lambda: home.rules("udp dport 1999 drop", "ip daddr 10.99.0.9 drop"),
        ),
        "the router swallows UDP": (SILENT_S, tables, lambda: home.rules("meta l4proto udp drop")),
        "everything is swallowed": (SILENT_S, tables, lambda: home.rules("drop")),
        "the provider swallows IPsec": (
            SILENT_S,
            tables,
            lambda: home.rules("udp dport { 500, 4500 } drop", at="access"),
        ),
        "a narrow way that nobody tells of": (SILENT_S, tables, lambda: home.width(1400, with_icmp=False)),
    }
    print("| case | median s | worst s | at most |\n|---|---|---|---|")
    in_time = True
    for case, (most_s, probed, breaks) in cases.items():
        home.rules()
        home.width(1500)
        breaks()
        took = []
        for run in range(runs):
            progress(f"{case}: {run + 1} of {runs}")
            began = time.monotonic()
            home.at_the_pc(lambda probed=probed: observe_gateways(probed))
            took.append(time.monotonic() - began)
        in_time &= max(took) <= most_s
        print(f"| {case} | {statistics.median(took):.1f} | {max(took):.1f} | {most_s:.0f} |", flush=True)
    ike.close()
    return 0 if in_time else 1


def _served(home: LongWay, folder: Path) -> tuple[StrongSwan, list[Table]]:
    authority, key = CertificateAuthority(folder), new_static_key()
    (folder / "static.key").write_text(key)
    openvpn(home, folder, authority, 1194, "--proto", "udp4", "--tls-crypt", "static.key")
    openvpn(home, folder, authority, 1195, "--proto", "tcp4-server")
    guard, ike = WireGuard(home, folder), StrongSwan(home, folder)
    at = {"host": GATEWAY}
    return ike, [
        gateway_table("openvpn", 1194, **at, wrap="tls-crypt", key_secret=key, ca=authority.pem),
        gateway_table("openvpn", 1195, **at, transport="tcp", ca=authority.pem, id="openvpn-tcp"),
        gateway_table("wireguard", 51820, **at, **guard.fields),
        gateway_table("ikev2", 500, **at),
    ]
