"""What a probe leaves behind at real servers: lines of their log, sessions that they keep, packets that follow.

A home and a company in network namespaces; each server is probed once, as the window does it, and watched for a while.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.checks.vpn.gateway_probe import probe_gateway
from checker.demo.gateways.certificate_authority import CertificateAuthority
from checker.model.record import Record
from tests.bench.options import progress
from tests.checks.vpn.gateway_probes import make_context, make_gateway
from tests.lab import vpn_servers_web as web
from tests.lab.libreswan import Libreswan
from tests.lab.line import why_not
from tests.lab.test_vpn_web import Files
from tests.lab.vpn_home import GATEWAY, Home
from tests.lab.vpn_servers import StrongSwan, WireGuard, openvpn
from tests.lab.vpn_servers_tunnel import SoftEther, pptpd, xl2tpd
from tests.net.certificates import Authority

CANNOT = 2
WATCHED_S = 60.0
SETTLE_S = 3.0


class Server(Record, frozen=True, kw_only=True):
    """`ports`: where it answers from; `log`: what it writes; `sessions`: how many it keeps, where it tells."""

    name: str
    kind: str
    port: int
    fields: dict[str, Any]
    ports: tuple[int, ...]
    log: Path | None = None
    sessions: Callable[[], int] | None = None


def register(benches: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command's words."""
    parser = benches.add_parser("traces", help="what a probe leaves behind at real servers")
    parser.add_argument("--seconds", type=float, default=WATCHED_S, help=f"how long each is watched ({WATCHED_S:g})")
    parser.set_defaults(bench=bench)


def bench(words: argparse.Namespace) -> int:
    """0, or 2 without a lab."""
    if reason := why_not():
        print(f"The benchmark builds a home of its own, and that {reason}.", file=sys.stderr)
        return CANNOT
    print("| server | kind | verdict | lines in its log | sessions kept at once | then | packets from it later |")
    print("|---|---|---|---|---|---|---|")
    for start in (_several, _libreswan):
        with tempfile.TemporaryDirectory() as folder:
            home = Home()
            try:
                for row in _watched(home, list(start(home, Path(folder))), words.seconds):
                    print(f"| {' | '.join(map(str, row))} |")
            finally:
                home.close()
    return 0


def _watched(home: Home, servers: list[Server], seconds: float) -> Iterator[tuple[object, ...]]:
    rules = [
        f"ip saddr {GATEWAY} th sport {{ {', '.join(map(str, server.ports))} }} counter # {number}"
        for number, server in enumerate(servers)
    ]
    home.rules(*(rule.partition(" #")[0] for rule in rules))
    time.sleep(SETTLE_S)
    lines, verdicts, at_once, packets = [], [], [], []
    for number, server in enumerate(servers):
        progress(server.name)
        lines.append(_lines(server))
        gateway = make_gateway(server.kind, server.port, host=GATEWAY, **server.fields)
        verdicts.append(home.at_the_pc(lambda gateway=gateway: probe_gateway(gateway, make_context())).verdict.value)
        time.sleep(1)
        at_once.append(server.sessions() if server.sessions else "")
        counted = _packets(home)
        # What a server answers to the next probe at the same port is no trace of the one before.
        packets = [counted[n] if servers[n].ports == server.ports else before for n, before in enumerate(packets)]
        packets.append(counted[number])
    time.sleep(seconds)
    afterwards = _packets(home)
    for number, server in enumerate(servers):
        written = "" if server.log is None else _lines(server) - lines[number]
        remaining = server.sessions() if server.sessions else ""
        yield (
            *(server.name, server.kind, verdicts[number], written, at_once[number], remaining),
            afterwards[number] - packets[number],
        )


def _lines(server: Server) -> int:
    return 0 if server.log is None else len(server.log.read_bytes().splitlines())


def _packets(home: Home) -> list[int]:
    """Of each rule that counts, in their order."""
    ruleset = json.loads(home.inside("router", "nft", "-j", "list", "ruleset"))["nftables"]
    expressions = [item["rule"]["expr"] for item in ruleset if "rule" in item]
    return [part["counter"]["packets"] for rule in expressions for part in rule if "counter" in part]


def _several(home: Home, folder: Path) -> Iterator[Server]:
    authority = CertificateAuthority(folder)
    signer = Authority.make(folder)
    leaf = signer.leaf(names=(GATEWAY, "vpn.muster.example"))
    files = Files(signer.path, leaf, leaf)
    starters = (_openvpn, _wireguard, _strongswan, _web, _older)
    for starter in starters:
        try:
            yield from starter(home, folder, authority, files)
        except pytest.skip.Exception as missing:
            progress(f"left out: {missing}")


def _openvpn(home: Home, folder: Path, authority: CertificateAuthority, _files: Files) -> Iterator[Server]:
    anyone = (
        "--verify-client-cert",
        "none",
        "--script-security",
        "2",
        "--auth-user-pass-verify",
        "/bin/true",
        "via-env",
    )
    for port, transport, name, more in (
        (1294, "udp", "OpenVPN", ()),
        (1295, "tcp", "OpenVPN by TCP", ()),
        (1296, "udp", "OpenVPN without client certificates", anyone),
    ):
        openvpn(home, folder, authority, port, "--proto", "udp4" if transport == "udp" else "tcp4-server", *more)
        fields = {"transport": transport, "ca": authority.pem}
        log = folder / f"{port}.log"
        yield Server(name=name, kind="openvpn", port=port, fields=fields, ports=(port,), log=log)


def _wireguard(home: Home, folder: Path, _authority: CertificateAuthority, _files: Files) -> Iterator[Server]:
    server = WireGuard(home, folder)

    def sessions() -> int:
        listing = home.inside("company", "wg", "show", server.device, "latest-handshakes")
        return sum(line.split()[-1] != "0" for line in listing.splitlines())

    yield Server(
        name="wireguard-go",
        kind="wireguard",
        port=51820,
        fields=server.fields,
        ports=(51820,),
        log=folder / "wireguard.log",
        sessions=sessions,
    )


def _strongswan(home: Home, folder: Path, _authority: CertificateAuthority, _files: Files) -> Iterator[Server]:
    own = folder / "strongswan"
    own.mkdir()
    server = StrongSwan(home, own, version=0)
    for kind in ("ikev2", "ikev1"):
        yield Server(
            name="strongSwan",
            kind=kind,
            port=500,
            fields={},
            ports=(500, 4500),
            log=server.log,
            sessions=lambda: server.half_open(own),
        )


def _web(home: Home, folder: Path, _authority: CertificateAuthority, files: Files) -> Iterator[Server]:
    pem = {"ca": files.ca.read_text()}
    for name, kind, port, fields, program, start in (
        ("ocserv", "anyconnect", 8443, pem, "ocserv", lambda: web.ocserv(home, folder, files, 8443)),
        ("nginx", "https", 9443, pem, "nginx", lambda: web.nginx(home, folder, files, 9443)),
        ("coturn", "stun", 3478, {}, "turnserver", lambda: web.coturn(home, folder, 3478)),
        ("coturn", "turn", 3478, {}, "turnserver", lambda: None),
        ("xrdp", "rdp", 3389, {}, "xrdp", lambda: web.xrdp(home, folder, files, 3389)),
        ("Weston", "rdp", 3390, {}, "env", lambda: web.weston(home, folder, files, 3390)),
        ("OpenSSH", "ssh", 22, {}, "sshd", lambda: web.openssh(home, folder, 22)),
        ("Dropbear", "ssh", 2222, {}, "dropbear", lambda: web.dropbear(home, folder, 2222)),
        ("Kamailio", "sip", 5060, {"transport": "udp"}, "kamailio", lambda: web.kamailio(home, folder, files, 5060)),
        ("SIPp", "sip", 5070, {"transport": "udp"}, "sipp", lambda: web.sipp(home, folder, 5070, answers=True)),
    ):
        start()
        log = next(iter(folder.glob(f"{program}-{port}*.log")), None) or next(folder.glob(f"{program}-*.log"), None)
        yield Server(name=name, kind=kind, port=port, fields=fields, ports=(port,), log=log)


def _older(home: Home, folder: Path, _authority: CertificateAuthority, _files: Files) -> Iterator[Server]:
    log = xl2tpd(home, folder)
    yield Server(name="xl2tpd", kind="l2tp", port=1701, fields={"ipsec": False}, ports=(1701,), log=log)
    log = pptpd(home, folder)
    yield Server(name="pptpd", kind="pptp", port=1723, fields={}, ports=(1723,), log=log)
    SoftEther(home, folder)
    yield Server(name="SoftEther", kind="softether", port=5555, fields={}, ports=(5555,))


def _libreswan(home: Home, folder: Path) -> Iterator[Server]:
    try:
        server = Libreswan(home, folder, "ikev2=no", "authby=secret")
    except pytest.skip.Exception as missing:
        progress(f"left out: {missing}")
        return
    for kind in ("ikev1", "l2tp"):
        yield Server(
            name="libreswan",
            kind=kind,
            port=500,
            fields={},
            ports=(500, 4500),
            log=server.log,
            sessions=server.states,
        )
