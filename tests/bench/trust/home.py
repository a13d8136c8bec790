"""A PC at home with a DNS server, a desk and the firm's hosts behind its router; each packet that it sends is noted.

The network offers a proxy script by the name `wpad`, and there is one more for whoever is told its address.
"""

import contextlib
import datetime
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from checker.model.codec import with_sealing_key
from checker.model.secrecy.sealing import new_sealing_key, sealing_key_text
from checker.model.signature import (
    fingerprint,
    new_key,
    public_key,
    sign_announcements,
    sign_manifest,
    sign_profile,
)
from tests.bench.trust.packets import PacketRecorder
from tests.client.loopback_desk import Desk, desk_open
from tests.lab.faults.internet import stun
from tests.lab.line_spaces import running
from tests.lab.programs import enter_namespace
from tests.lab.root import is_root
from tests.net.certificates import Authority
from tests.net.homes import Home, home, with_outside
from tests.net.servers import connected, http, listening, names

T = TypeVar("T")
ROOT = Path(__file__).parents[3]
CODE = "ACME-7F3K"
ROUTER = "192.168.178.1"
HOSTS = {
    "desk.muster.example": "203.0.113.10",
    "reach.muster.example": "203.0.113.20",
    "stun.muster.example": "203.0.113.30",
    "line.muster.example": "203.0.113.40",
    "vpn.muster.example": "203.0.113.50",
    "pac.muster.example": "203.0.113.70",
    "proxy.muster.example": "203.0.113.80",
    "inside.muster.example": "203.0.113.90",
    "wpad.heim.example": "203.0.113.100",
}
OUTSIDE_DNS = "203.0.113.60"
DESK, LINE, PROXY = "desk.muster.example", "line.muster.example", "proxy.muster.example"
PROXY_PORT = 3128
SEARCH_DOMAIN = "heim.example"
SCRIPT_URL = "http://pac.muster.example/proxy.pac"
_SCRIPT = f"""function FindProxyForURL(url, host) {{
    dnsResolve("inside.muster.example");
    return host == "{DESK}" ? "PROXY {PROXY}:{PROXY_PORT}" : "DIRECT";
}}"""
NEEDS = """
[needs.network]
reach = ["reach.muster.example:443"]
stun = ["stun.muster.example:3478"]
dns_servers = ["203.0.113.60"]
[needs.line]
endpoint = "http://line.muster.example:8989"
[needs.vpn]
stun = "stun.muster.example:3478"
dns_servers = ["203.0.113.60"]
[[needs.vpn.gateways]]
id = "office"
name = "VPN Büro"
kind = "https"
host = "vpn.muster.example"
port = 443
"""
PROGRAMS = ("gsettings", "nmcli", "iw", "nft", "ping", "resolvectl", "xrandr", "pactl", "xdg-open", "arp", "lspci")
"""What a PC may have and this program could start. Here each answers nothing, and ends with 1."""


def why_not() -> str:
    """Why no such home can be built here, or nothing."""
    if not is_root():
        return "needs root"
    return ", ".join(f"needs {name}" for name in ("ip", "nft", "strace") if not shutil.which(name))


@dataclass
class TrustHome:
    """`packets`: what the PC has sent. `source` and `key`: the words by which the client is given the profile."""

    folder: Path
    namespaces: Home
    desk: Desk
    packets: PacketRecorder
    secret: bytes
    further_variables: dict[str, str] = field(default_factory=dict)

    @property
    def source(self) -> str:
        return f"{self.desk.url}/d/{CODE}/"

    @property
    def key(self) -> str:
        return fingerprint(public_key(self.secret))

    def within(self, trace: Path) -> tuple[str, ...]:
        """A command that starts a program on the PC, each file that it opens and program that it starts noted."""
        strace = [shutil.which("strace") or "strace", "-f", "-qq", "--seccomp-bpf", "-s", "400", "-o", str(trace)]
        strace += ["-e", "trace=execve,open,openat,clone,clone3,fork,vfork"]
        return (shutil.which("ip") or "ip", "netns", "exec", self.namespaces.pc, *strace)

    @property
    def variables(self) -> dict[str, str]:
        return {
            "PATH": str(self.folder / "programs"),
            "SSL_CERT_FILE": str(self.folder / "ca.pem"),
            "PYTHONDONTWRITEBYTECODE": "1",
            **self.further_variables,
        }

    @contextlib.contextmanager
    def having(self, **variables: str) -> Iterator[None]:
        """These variables are set on the PC meanwhile."""
        self.further_variables = variables
        try:
            yield
        finally:
            self.further_variables = {}

    @contextlib.contextmanager
    def program(self, name: str, script: str) -> Iterator[None]:
        """A program of the system that does this meanwhile."""
        _write_program(self.folder / "programs" / name, script)
        try:
            yield
        finally:
            _write_program(self.folder / "programs" / name, _NO_ANSWER)

    @contextlib.contextmanager
    def cut_off(self) -> Iterator[None]:
        """The router lets nothing pass meanwhile, and says so."""
        router, rule = self.namespaces.router, "forward reject with icmpx type no-route"
        self.namespaces.on(
            router,
            "nft add table inet cut",
            "nft add chain inet cut forward '{ type filter hook forward priority 0; }'",
            f"nft add rule inet cut {rule}",
        )
        try:
            yield
        finally:
            self.namespaces.on(router, "nft delete table inet cut")

    def forget(self) -> None:
        """Empties the records."""
        self.packets.clear()
        desk = self.desk
        for entries in (desk.gets, desk.heads, desk.deletes, desk.posts, desk.headers):
            entries.clear()


@contextlib.contextmanager
def trust_home(folder: Path) -> Iterator[TrustHome]:
    """The whole of it, for as long as the context is open. What the source sets up for itself is done before."""
    subprocess.run([sys.executable, "-m", "checker", "--version"], cwd=ROOT, check=True, capture_output=True)
    _write_programs(folder / "programs")
    leaf = Authority.make(folder).leaf((DESK,))
    secret = new_key()
    with home(ipv6=False) as namespaces, contextlib.ExitStack() as stack:
        with_outside(namespaces)
        namespaces.on(namespaces.pc, "sysctl -qw net.ipv6.conf.all.disable_ipv6=1")
        namespaces.on(
            namespaces.outside,
            *(f"ip addr add {a}/32 dev lo" for a in (*HOSTS.values(), OUTSIDE_DNS) if a != HOSTS[DESK]),
        )
        for address in (*HOSTS.values(), OUTSIDE_DNS):
            namespaces.on(namespaces.router, f"ip route replace {address}/32 via 203.0.113.10 dev wan0 onlink")
        namespaces.resolver(ROUTER)
        with Path("/etc/netns", namespaces.pc, "resolv.conf").open("a") as file:
            file.write(f"search {SEARCH_DOMAIN}\n")
        at_router = stack.enter_context(_serving_in(namespaces.router))
        outside = stack.enter_context(_serving_in(namespaces.outside))
        zone = {(f"{name}.", "A"): address for name, address in HOSTS.items()}
        at_router(names(zone, ROUTER, 53, tcp=True))
        outside(names(zone, OUTSIDE_DNS, 53, tcp=True))
        desk = outside(desk_open(leaf, HOSTS[DESK], 443, DESK))
        for name in ("reach.muster.example", "vpn.muster.example"):
            outside(listening(lambda sock: sock.close(), HOSTS[name], 443))
        outside(stun(HOSTS["stun.muster.example"]))
        outside(listening(_proxy, HOSTS[PROXY], PROXY_PORT))
        script = (200, {"Content-Type": "application/x-ns-proxy-autoconfig"}, _SCRIPT.encode())
        for name, path in (("pac.muster.example", "/proxy.pac"), (f"wpad.{SEARCH_DOMAIN}", "/wpad.dat")):
            outside(http({path: script}, host=HOSTS[name], port=80))
        measure = [sys.executable, "-m", "checker.desk.measure", "--listen", f"{HOSTS[LINE]}:8989"]
        command = ["ip", "netns", "exec", namespaces.outside, *measure]
        stack.enter_context(running(command, cwd=ROOT, ready="listening on "))
        firm = f'[firm]\nname = "Muster IT"\nphone = "069 1234"\ndesk_url = "{desk.url}"\n'
        toml = f'code = "{CODE}"\ncustomer = "ACME"\nenrolment = "v1:token"\n{firm}{NEEDS}'
        sealing_key = sealing_key_text(new_sealing_key())
        desk.profiles[CODE] = sign_profile(with_sealing_key(toml.encode(), sealing_key), secret)
        packets = stack.enter_context(PacketRecorder(namespaces.pc))
        yield TrustHome(folder, namespaces, desk, packets, secret)


@contextlib.contextmanager
def _serving_in(namespace: str) -> Iterator[Callable[[AbstractContextManager[T]], T]]:
    """Enters servers in this namespace, and leaves them all at the end."""
    with (
        ThreadPoolExecutor(1, initializer=enter_namespace, initargs=(namespace,)) as pool,
        contextlib.ExitStack() as stack,
    ):
        yield lambda context: pool.submit(stack.enter_context, context).result()


def _proxy(sock: socket.socket) -> None:
    """Whatever name is asked for, by CONNECT alone, and only those of this home."""
    host, _, port = sock.recv(5000).split()[1].decode().rpartition(":")
    connected(sock, (HOSTS[host], int(port)))


_NO_ANSWER = "exit 1"


def _write_programs(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in PROGRAMS:
        _write_program(folder / name, _NO_ANSWER)


def _write_program(file: Path, script: str) -> None:
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def signed_manifest(version: str, secret: bytes) -> bytes:
    """That the desk offers a program of this version."""
    offer = f'system = "linux"\nname = "x.deb"\nversion = "{version}"\nsize = 1\nsha256 = "{"0" * 64}"\n'
    return sign_manifest(f"made = 2026-11-25T09:00:00Z\n[[programs]]\n{offer}".encode(), secret)


def signed_incident(secret: bytes) -> bytes:
    """That something is known to be broken."""
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0).isoformat()
    toml = f'code = "{CODE}"\nmade = {now}\n[[incidents]]\nbegan = {now}\nwords = "Das VPN steht."\nin_work = true\n'
    return sign_announcements(toml.encode(), secret)
