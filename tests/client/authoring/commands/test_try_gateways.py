"""`profile try` against real servers on loopback: imported, checked, signed, tried."""

import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.checks.vpn.imports.readers.wireguard import public_key_of
from checker.demo.gateways.certificate_authority import CertificateAuthority
from tests.checks.vpn.conftest import Openvpn
from tests.checks.vpn.imports.samples import wireguard_key
from tests.checks.vpn.loopback_services import closed_port
from tests.client.authoring.conftest import Profile
from tests.client.program import ROOT
from tests.lab.root import is_root

GATEWAY = '[[needs.vpn.gateways]]\nid = "{id}"\nname = "{id}"\nkind = "{kind}"\nhost = "127.0.0.1"\nport = {port}\n'


def test_from_an_ovpn_file_to_an_answer(
    openvpn: Openvpn, sample: CertificateAuthority, static_key: str, tmp_path: Path, profile: Profile
) -> None:
    """The whole way of a technician, with a server that answers nobody without its key."""
    port = openvpn("--tls-crypt", "static.key")
    ovpn, toml, key = (tmp_path / name for name in ("Büro.ovpn", "profile.toml", "firm.key"))
    ovpn.write_text(
        f"client\nremote 127.0.0.1 {port} udp4\nverify-x509-name vpn.muster.example name\nauth-user-pass\n"
        f"<ca>\n{sample.pem}</ca>\n<tls-crypt>\n{static_key}</tls-crypt>\n"
    )
    assert profile("import", ovpn, "--out", toml, "--customer", "Muster GmbH", "--code", "MUSTER").code == 0
    assert profile("check", toml).code == 0
    assert profile("key", key).code == 0
    assert profile("sign", toml, "--key", key).code == 0
    result = profile("try", toml)
    assert (result.code, result.err) == (0, "")
    (line,) = [line for line in result.out.splitlines() if "Büro" in line]
    assert line.startswith("[✓] ")
    assert line.endswith(" s)")


@pytest.fixture
def wireguard(tmp_path: Path) -> Iterator[tuple[str, int, str]]:
    """The real wireguard-go on loopback, without a peer: its device, its port, its public key."""
    if shutil.which("wireguard-go") is None or shutil.which("wg") is None:
        pytest.skip("wireguard-go or wg is not installed")
    if not is_root() or not Path("/dev/net/tun").exists():
        pytest.skip("wireguard-go needs root and /dev/net/tun")
    device, port, own = f"hocp{os.getpid()}", closed_port(socket.SOCK_DGRAM), tmp_path / "own"
    ready = Path(f"/var/run/wireguard/{device}.sock")
    private = wireguard_key()
    own.write_text(private)
    with subprocess.Popen(
        ["wireguard-go", "-f", device], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            ends = time.monotonic() + 10
            while not ready.exists():
                assert server.poll() is None and time.monotonic() < ends
                time.sleep(0.02)
            subprocess.run(["wg", "set", device, "listen-port", str(port), "private-key", str(own)], check=True)
            subprocess.run(["ip", "link", "set", device, "up"], check=True)
            yield device, port, public_key_of(private)
        finally:
            server.terminate()


@pytest.mark.netns
def test_the_command_that_is_printed_for_wireguard_is_all_that_the_server_needs(
    wireguard: tuple[str, int, str], tmp_path: Path, profile: Profile
) -> None:
    device, port, public = wireguard
    conf, toml = tmp_path / "wg.conf", tmp_path / "profile.toml"
    conf.write_text(
        f"[Interface]\nPrivateKey = {wireguard_key()}\nAddress = 10.9.0.7/32\n\n[Peer]\nPublicKey = {public}\n"
        f"PresharedKey = {wireguard_key()}\nAllowedIPs = 10.9.0.0/24\nEndpoint = 127.0.0.1:{port}\n"
    )
    imported = profile("import", conf, "--out", toml)
    (printed,) = [line.strip() for line in imported.out.splitlines() if line.strip().startswith("wg set ")]
    words = shlex.split(printed)
    words[words.index("wg0")] = device
    subprocess.run(words, check=True)
    result = profile("try", toml)
    assert result.code == 0, result.out
    assert "[✓] " in result.out


def test_a_closed_door_and_one_that_is_only_a_substitute(tmp_path: Path, profile: Profile) -> None:
    toml = tmp_path / "needs.toml"
    first = GATEWAY.format(id="office", kind="tcp", port=closed_port())
    second = GATEWAY.format(id="spare", kind="tcp", port=closed_port()) + "required = false\n"
    toml.write_text(first + second)
    result = profile("try", toml, language="en")
    assert result.code == 1
    assert "[✕] " in result.out
    assert "office" in result.out and "spare" in result.out
    result = profile("try", toml, "--only", "spare", language="en")
    assert result.code == 0
    assert "office" not in result.out
    assert "[!] " in result.out


def test_a_key_that_is_missing_cannot_be_judged(tmp_path: Path, profile: Profile) -> None:
    toml = tmp_path / "needs.toml"
    toml.write_text(GATEWAY.format(id="office", kind="openvpn", port=closed_port()) + 'wrap = "tls-crypt"\n')
    result = profile("try", toml, "--details")
    assert result.code in (1, 2)
    assert "office" in result.out
    assert "Der Weg zur Firma" in result.out


@pytest.mark.parametrize(
    ("toml", "words", "code", "sentence"),
    [
        ("", [], 2, "nennt keinen Zugang"),
        (GATEWAY.format(id="office", kind="tcp", port=1), ["--only", "büro"], 2, "Es nennt: office."),
        ("[needs.vpn]\ngateways = 3\n", [], 1, "Zeile 2"),
    ],
)
def test_what_cannot_be_tried(
    tmp_path: Path, profile: Profile, toml: str, words: list[str], code: int, sentence: str
) -> None:
    file = tmp_path / "needs.toml"
    file.write_text(toml)
    result = profile("try", file, *words)
    assert result.code == code
    assert sentence in result.out + result.err


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(30)
        yield server


@pytest.mark.skipif(sys.platform == "win32", reason="by a signal")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows: no other process can be sent SIGINT")
def test_ctrl_c_ends_it_with_a_sentence(tmp_path: Path, silent: socket.socket) -> None:
    toml = tmp_path / "needs.toml"
    toml.write_text(GATEWAY.format(id="office", kind="openvpn", port=silent.getsockname()[1]))
    command = [sys.executable, "-m", "checker", "profile", "try", str(toml), "--language", "de"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONWARNINGS": "default"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        silent.recv(2048)  # it asks, so it is under way
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "Abgebrochen" in out
    assert "Traceback" not in out + err
