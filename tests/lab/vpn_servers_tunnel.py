"""Real servers of older tunnels at a company: xl2tpd, pptpd, SoftEther."""

import hashlib
import shutil
import ssl
import time
from pathlib import Path

import pytest

from tests.lab.vpn_servers import Site, need_program

SOFTETHER = Path("/usr/libexec/softether/vpnserver/vpnserver")
L2TP, PPTP = 1701, 1723


def xl2tpd(home: Site, folder: Path) -> Path:
    """L2TP without IPsec on its own port; where it writes what it does."""
    need_program("xl2tpd")
    (folder / "xl2tpd.conf").write_text(
        f"[global]\nport = {L2TP}\ndebug tunnel = yes\ndebug state = yes\n"
        "[lns default]\nip range = 10.96.1.10-10.96.1.20\nlocal ip = 10.96.1.1\n"
    )
    command = ["xl2tpd", "-D", "-c", str(folder / "xl2tpd.conf")]
    command += ["-p", str(folder / "xl2tpd.pid"), "-C", str(folder / "xl2tpd.control")]
    return home.serve(*command, folder=folder, ready=lambda: listens(home, "udp", L2TP), log="xl2tpd.log")


def pptpd(home: Site, folder: Path) -> Path:
    """PPTP on its own port, without anybody who may sign in."""
    need_program("pptpd")
    (folder / "options").write_text("name pptpd\n")
    (folder / "pptpd.conf").write_text(
        f"option {folder}/options\nnoipparam\nlocalip 10.96.2.1\nremoteip 10.96.2.10-20\ndebug\n"
    )
    command = ["pptpd", "-f", "-c", str(folder / "pptpd.conf"), "-p", str(folder / "pptpd.pid")]
    return home.serve(*command, folder=folder, ready=lambda: listens(home, "tcp", PPTP), log="pptpd.log")


class SoftEther:
    """SoftEther with its own self-signed certificate: on 443, 992, 1194 and 5555, by its own protocol and OpenVPN's."""

    def __init__(self, home: Site, folder: Path) -> None:
        if not SOFTETHER.exists():
            pytest.skip("softether-vpnserver is not installed")
        self._home = home
        own = folder / "softether"
        own.mkdir()
        # it keeps its settings and logs beside itself
        for file in (SOFTETHER, SOFTETHER.parent / "hamcore.se2"):
            shutil.copy(file, own)
        # it forks, and its child outlives it: the whole group is ended
        line = "mount -t tmpfs none /run && mkdir /run/softether && trap 'kill -9 0' TERM; ./vpnserver execsvc & wait"
        command = ["unshare", "-m", "setsid", "sh", "-c", line]
        home.serve(*command, folder=own, ready=lambda: listens(home, "tcp", 5555), log="softether.log")

    def serve_ipsec(self) -> None:
        """Turns on L2TP, within IPsec and without, as a fresh installation allows anybody on the machine."""
        need_program("vpncmd")
        words = ("IPsecEnable", "/L2TP:yes", "/L2TPRAW:yes", "/ETHERIP:no", "/PSK:muster", "/DEFAULTHUB:DEFAULT")
        self._home.inside("company", "vpncmd", "localhost:5555", "/SERVER", "/CMD", *words)
        ends = time.monotonic() + 10
        while not (listens(self._home, "udp", 4500) and listens(self._home, "udp", L2TP)):
            assert time.monotonic() < ends
            time.sleep(0.05)

    def fingerprint(self) -> str:
        """SHA-256 of the certificate that it made for itself."""
        read = "import ssl; print(ssl.get_server_certificate(('127.0.0.1', 5555)), end='')"
        pem = self._home.inside("company", "python3", "-c", read)
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


def listens(home: Site, by: str, port: int) -> bool:
    """Whether a program at the company has this port, by `udp` or `tcp`."""
    return f":{port} " in home.inside("company", "ss", "-Hlnu" if by == "udp" else "-Hlnt")
