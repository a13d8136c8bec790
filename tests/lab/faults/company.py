"""The company's gateway with real VPN servers, and what a profile says of each."""

import contextlib
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from checker.demo.gateways.openvpn import new_static_key
from tests.lab import vpn_servers
from tests.lab.faults import layout as at
from tests.lab.faults.certificates import Certificates, Leaf
from tests.lab.line_spaces import Spaces, run
from tests.lab.programs import Programs, work_in
from tests.net import servers

NAMES = ("portal", "openvpn", "openvpn-tcp", "wireguard", "ipsec")
Table = dict[str, Any]
PAGE: dict[str, servers.Reply] = {"/": (200, {}, b"<!doctype html><title>Portal</title>")}


class Site:
    """One server's place at the company: vpn_servers starts it there, `stop` ends it."""

    def __init__(self, spaces: Spaces) -> None:
        self._spaces = spaces
        self._programs = Programs()

    def inside(self, name: str, *command: str) -> str:
        return run(self._spaces.inside(name, *command))

    def serve(self, *command: str, folder: Path, ready: Callable[[], bool], log: str = "server.log") -> Path:
        self._programs.start(self._spaces.inside("company", *command), folder / log, ready)
        return folder / log

    def stop(self) -> None:
        self._programs.stop()


class Company:
    """Five gateways at vpn.example: https, OpenVPN by UDP and by TCP, WireGuard, IPsec with IKEv2."""

    def __init__(self, spaces: Spaces, certificates: Certificates, held: contextlib.ExitStack) -> None:
        held.callback(self.close)
        self._spaces, self._certificates = spaces, certificates
        self._temporary = tempfile.TemporaryDirectory(prefix="lab-company-")
        self._sites: dict[str, Site] = {}
        self._portal = contextlib.ExitStack()
        self.key = new_static_key()
        self.leaf = certificates.leaf(certificates.company, "vpn.example")
        self.start_portal()
        self.start_openvpn("openvpn")
        self.start_openvpn("openvpn-tcp")
        self.wireguard = vpn_servers.WireGuard(self._site("wireguard"), self.folder("wireguard"))
        self.ipsec = vpn_servers.StrongSwan(self._site("ipsec"), self.folder("ipsec"), at.GATEWAY)

    def folder(self, name: str) -> Path:
        """An empty one."""
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self._temporary.name))

    def stop(self, *names: str) -> None:
        """Ends these gateways' servers."""
        for name in names:
            if name == "portal":
                self._portal.close()
            else:
                self._sites.pop(name).stop()

    def start_portal(self, leaf: Leaf | None = None, port: int = 443) -> None:
        """The gateway behind https, with this certificate."""
        certificate = (leaf or self.leaf).certificate
        server = servers.http(PAGE, host=at.GATEWAY, port=port, leaf=certificate)
        work_in(self._spaces["company"], partial(self._portal.enter_context, server))

    def start_openvpn(self, name: str, leaf: Leaf | None = None, *options: str) -> None:
        """OpenVPN by UDP (behind tls-crypt) or by TCP (plain), with this certificate."""
        folder = self.folder(name)
        (folder / "static.key").write_text(self.key)
        own = ("--proto", "tcp4-server") if name.endswith("tcp") else ("--proto", "udp4", "--tls-crypt", "static.key")
        device = ("--dev", "tun1") if name.endswith("tcp") else ("--dev", "tun0")
        vpn_servers.openvpn(self._site(name), folder, leaf or self.leaf, 1194, *own, *device, *options)

    def tables(self, names: tuple[str, ...] = NAMES) -> list[Table]:
        """What the profile says of them."""
        ca = {"ca": self._certificates.company.path.read_text("ascii")}
        by_kind: dict[str, Table] = {
            "portal": {"kind": "https", **ca},
            "openvpn": {"kind": "openvpn", "wrap": "tls-crypt", "key_secret": self.key, **ca},
            "openvpn-tcp": {"kind": "openvpn", "transport": "tcp", **ca},
            "wireguard": {"kind": "wireguard", **self.wireguard.fields},
            "ipsec": {"kind": "ikev2"},
        }
        return [{"id": name, "name": f"Zugang {name}", "host": "vpn.example", **by_kind[name]} for name in names]

    def close(self) -> None:
        self.stop(*list(self._sites))
        self._portal.close()
        if hasattr(self, "ipsec"):
            self.ipsec.close()
        self._temporary.cleanup()

    def _site(self, name: str) -> Site:
        self._sites[name] = site = Site(self._spaces)
        return site
