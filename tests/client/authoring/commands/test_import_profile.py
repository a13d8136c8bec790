"""`profile import`: what is written, what is said, and where each of them goes."""

import os
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from checker.checks.vpn.imports.readers.wireguard import public_key_of
from tests.checks.vpn.imports.samples import PASSWORD, RDP, USER, fritzbox, wireguard_key
from tests.client.authoring.conftest import OVPN, Profile


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = {
        "Büro.ovpn": OVPN.encode(),
        "wg.conf": fritzbox(wireguard_key(), wireguard_key()).encode(),
        "Terminal.rdp": RDP.encode("utf-16"),
    }
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in made]


def test_only_the_needs_on_standard_output_and_what_is_said_beside(files: list[Path], profile: Profile) -> None:
    result = profile("import", *files)
    assert result.code == 0
    fields = tomllib.loads(result.out)
    assert set(fields) == {"needs"}
    assert [gateway["kind"] for gateway in fields["needs"]["vpn"]["gateways"]] == ["openvpn", "wireguard", "rdgateway"]
    assert "Nicht übernommen: privater WireGuard-Schlüssel des Benutzers;" in result.err
    assert "Benutzername oder Passwort" in result.err
    assert "Übernommen, weil die Prüfung es braucht: ein neuer WireGuard-Schlüssel" in result.err
    for secret in (PASSWORD, USER, "01000000D08C9DDF"):
        assert secret not in result.out + result.err


def test_a_whole_profile_in_a_file_of_its_own(files: list[Path], tmp_path: Path, profile: Profile) -> None:
    out = tmp_path / "profile.toml"
    result = profile("import", *files, "--out", out, "--customer", "Müller & Söhne", "--code", "mueller-1")
    assert (result.code, result.err) == (0, "")
    fields = tomllib.loads(out.read_text("utf-8"))
    assert (fields["code"], fields["customer"]) == ("MUELLER-1", "Müller & Söhne")
    assert f"Geschrieben: {out}" in result.out
    if sys.platform != "win32":
        assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_the_command_for_the_wireguard_server_is_said_and_kept(files: list[Path], profile: Profile) -> None:
    result = profile("import", files[1])
    (gateway,) = tomllib.loads(result.out)["needs"]["vpn"]["gateways"]
    public = public_key_of(gateway["probe_private_key_secret"])
    command = f'wg set wg0 peer {public} allowed-ips ""'
    assert f"    {command}\n" in result.err
    assert f"#     {command}\n" in result.out
    assert f"    PublicKey = {public}\n" in result.err
    assert gateway["probe_private_key_secret"] not in result.err


def test_a_bad_file_is_left_out_and_the_table_says_so(files: list[Path], tmp_path: Path, profile: Profile) -> None:
    (tmp_path / "brief.txt").write_text("Sehr geehrte Damen und Herren")
    (tmp_path / "leer.ovpn").touch()
    out = tmp_path / "profile.toml"
    result = profile("import", *files, tmp_path / "brief.txt", tmp_path / "leer.ovpn", "--out", out)
    assert result.code == 0
    assert len(tomllib.loads(out.read_text("utf-8"))["needs"]["vpn"]["gateways"]) == 3
    assert "brief.txt: Das ist keine Datei, die hier gelesen wird." in result.out
    assert "leer.ovpn: Die Datei ist leer." in result.out
    table = [line for line in result.out.splitlines() if "[✕] weggelassen" in line]
    assert [line.split()[0] for line in table] == ["brief.txt", "leer.ovpn"]


def test_bad_files_alone_mean_no_profile(tmp_path: Path, profile: Profile) -> None:
    (tmp_path / "leer.ovpn").touch()
    result = profile("import", tmp_path / "leer.ovpn", "--out", tmp_path / "profile.toml")
    assert result.code == 2
    assert not (tmp_path / "profile.toml").exists()
    assert result.out.endswith("Es wurde kein Profil gemacht.\n")


def test_an_address_that_is_none_has_no_tick(tmp_path: Path, profile: Profile) -> None:
    (tmp_path / "VPNConfig.ovpn").write_text("client\nremote YOUR_SERVER_IP 1194\n")
    result = profile("import", tmp_path / "VPNConfig.ovpn", language="en")
    assert "[!] VPN: openvpn, YOUR_SERVER_IP, 1194\n    This is no address yet but a placeholder." in result.err
    assert "[✓]" not in result.err


def test_what_is_written_to_a_pipe_is_utf_8(tmp_path: Path) -> None:
    """Whatever encoding somebody chose for the console: TOML is UTF-8."""
    file = tmp_path / "Büro.ovpn"
    file.write_text("client\nremote 9.9.9.9\n")
    command = [sys.executable, "-m", "checker", "profile", "import", str(file), "--language", "en"]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    written = subprocess.run(command, env=environment, capture_output=True, check=True).stdout
    assert 'name = "Büro"' in written.decode("utf-8")


def test_in_english(files: list[Path], profile: Profile) -> None:
    result = profile("import", files[2], language="en")
    assert "Left behind: user name or password." in result.err
    assert "# Made from: Terminal.rdp\n" in result.out
    assert not set("äöüßÄÖÜ") & set(result.err)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--customer", "Muster"], "--customer und --code zusammen"),
        (["--customer", "Muster", "--code", "a b"], "Die Kennung besteht aus"),
        (["--customer", "M" * 121, "--code", "AB"], "höchstens 120 Zeichen"),
        (["--out", "."], "gibt es schon"),
        (["--out", "/nirgends/profile.toml"], "Diesen Ordner gibt es nicht"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    files: list[Path], profile: Profile, words: list[str], sentence: str
) -> None:
    result = profile("import", files[0], *words)
    assert result.code == 2
    assert sentence in result.err


def test_keys_beside_the_file_are_found_and_those_elsewhere_are_not(
    tmp_path: Path, static_key: str, profile: Profile
) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    for path in (tmp_path / "fremd.key", folder / "ta.key"):
        path.write_text(static_key)
    near, windows, far = folder / "nah.ovpn", folder / "windows.ovpn", folder / "fern.ovpn"
    near.write_text(OVPN + "tls-crypt ta.key\n")
    windows.write_text(OVPN.replace("1194", "1195") + 'tls-crypt "C:\\\\Program Files\\\\OpenVPN\\\\ta.key"\n')
    far.write_text(OVPN.replace("1194", "1196") + "tls-crypt ../fremd.key\n")
    result = profile("import", near, windows, far)
    gateways = tomllib.loads(result.out)["needs"]["vpn"]["gateways"]
    assert ["key_secret" in table for table in gateways] == [True, True, False]
    assert "(../fremd.key), die nicht neben dieser liegt" in result.err


@pytest.mark.skipif(sys.platform == "win32", reason="no name on Windows holds a line break")
def test_a_file_name_cannot_break_out_of_its_comment(tmp_path: Path, profile: Profile) -> None:
    file = tmp_path / "a\ncode = 1\x1b[31m.ovpn"
    file.write_text(OVPN)
    result = profile("import", file)
    assert set(tomllib.loads(result.out)) == {"needs"}
    assert "\x1b" not in result.out + result.err
