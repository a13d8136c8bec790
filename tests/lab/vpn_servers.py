"""Real VPN servers at a company, in its network namespace: OpenVPN, wireguard-go, strongSwan."""

import base64
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tests.lab.vpn_home import GATEWAY

CHARON = "/usr/lib/ipsec/charon"
HALF_OPEN_LIMIT = 30
"""Half-open sessions from which on it throws new ones away, as many as it asks for cookies from (strongswan.conf(5):
init_limit_half_open, cookie_threshold)."""
PLUGINS = "aes sha1 sha2 md5 hmac kdf nonce random drbg gmp mgf1 x509 pem pkcs1 pubkey constraints"


class Site(Protocol):
    """Where servers run: `inside` works in a namespace by its name, `serve` starts one at the company."""

    def inside(self, name: str, *command: str) -> str: ...
    def serve(self, *command: str, folder: Path, ready: Callable[[], bool], log: str = "server.log") -> Path: ...


class Identity(Protocol):
    """Files in PEM: who signed, the certificate, its key."""

    ca: Path
    certificate: Path
    key: Path


def need_program(name: str) -> None:
    """Skips where a program of a Debian package is missing."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")


def openvpn(home: Site, folder: Path, authority: Identity, port: int, *options: str) -> None:
    """`openvpn --server`, as a company runs it: one instance per client."""
    need_program("openvpn")
    command = ["openvpn", "--dev", f"tun{port % 100}", "--server", f"10.94.{port % 100}.0", "255.255.255.0"]
    command += ["--topology", "subnet", "--ca", str(authority.ca), "--cert", str(authority.certificate)]
    command += ["--key", str(authority.key), "--dh", "none", "--data-ciphers", "AES-256-GCM", "--port", str(port)]
    log = folder / f"{port}.log"

    def ready() -> bool:
        return "Initialization Sequence Completed" in log.read_text(errors="replace")

    home.serve(*command, *options, folder=folder, ready=ready, log=log.name)


class WireGuard:
    """wireguard-go with one peer: the probe's."""

    def __init__(self, home: Site, folder: Path, port: int = 51820) -> None:
        need_program("wireguard-go")
        need_program("wg")
        # its socket lies in a folder that all namespaces share
        self.device = device = f"hocwg{os.getpid()}"
        server, peer = X25519PrivateKey.generate(), X25519PrivateKey.generate()
        self.preshared = base64.b64encode(secrets.token_bytes(32)).decode()
        control_socket = Path(f"/var/run/wireguard/{device}.sock")
        home.serve("wireguard-go", "-f", device, folder=folder, ready=control_socket.exists, log="wireguard.log")
        for name, key in (("own", private_text(server)), ("psk", self.preshared)):
            (folder / name).write_text(key)
        home.inside("company", "wg", "set", device, "listen-port", str(port), "private-key", str(folder / "own"))
        peer_options = ["preshared-key", str(folder / "psk"), "allowed-ips", "10.93.0.2/32"]
        home.inside("company", "wg", "set", device, "peer", public_text(peer), *peer_options)
        home.inside("company", "ip", "link", "set", device, "up")
        self.fields = {
            "server_public_key": public_text(server),
            "probe_private_key_secret": private_text(peer),
            "preshared_key_secret": self.preshared,
        }


def private_text(key: X25519PrivateKey) -> str:
    """As wg(8) writes it."""
    return base64.b64encode(key.private_bytes_raw()).decode()


def public_text(key: X25519PrivateKey) -> str:
    """Its public half, as wg(8) writes it."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


class StrongSwan:
    """charon with one connection for anyone; `half_open` counts the sessions that a probe left behind."""

    def __init__(self, home: Site, folder: Path, address: str = GATEWAY, version: int = 2) -> None:
        if not Path(CHARON).exists():
            pytest.skip("strongSwan is not installed")
        need_program("swanctl")
        self._home = home
        # a path of at most 108 bytes, whatever the test's folder is called
        self._short = tempfile.TemporaryDirectory(prefix="hoc")
        self._uri = f"unix://{self._short.name}/vici"
        (folder / "strongswan.conf").write_text(
            f"charon {{\n load_modular = no\n load = {PLUGINS} kernel-netlink socket-default vici\n"
            f" plugins {{ vici {{ socket = {self._uri} }} }}\n"
            f" init_limit_half_open = {HALF_OPEN_LIMIT}\n filelog {{ stderr {{ default = 1\n ike = 2 }} }}\n}}\n"
        )
        # /run of its own: charon's process file must not meet that of a strongSwan of this machine
        own_run = f"mount -t tmpfs none /run && STRONGSWAN_CONF={folder}/strongswan.conf exec {CHARON}"
        self.log = home.serve("unshare", "-m", "sh", "-c", own_run, folder=folder, ready=self._listens)
        (folder / "swanctl.conf").write_text(
            f"connections {{ office {{ version = {version}\n proposals = aes256-sha256-modp2048\n"
            f" local_addrs = {address}\n local {{ auth = psk }}\n remote {{ auth = psk }} }} }}\n"
        )
        self.swanctl(folder, "--load-all", "--file", str(folder / "swanctl.conf"))

    def half_open(self, folder: Path) -> int:
        listing = self.swanctl(folder, "--list-sas")
        return listing.count("CONNECTING")

    def close(self) -> None:
        self._short.cleanup()

    def _listens(self) -> bool:
        """Its socket is there a moment before it takes a connection."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sock:
            return sock.connect_ex(f"{self._short.name}/vici") == 0

    def swanctl(self, folder: Path, *options: str) -> str:
        """What it prints with these options. Raises AssertionError where it fails."""
        command = ["env", f"STRONGSWAN_CONF={folder}/strongswan.conf", "swanctl", *options, "--uri", self._uri]
        try:
            return self._home.inside("company", *command)
        except subprocess.CalledProcessError as error:
            raise AssertionError(f"{error} {error.stdout or ''} {error.stderr or ''}") from error
