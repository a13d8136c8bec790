"""Zip files: opened where they hold a configuration, and bounded in every way."""

import io
import zipfile

import pytest

from checker.checks.vpn.imports import archive
from checker.checks.vpn.imports.importer import import_file
from checker.model.codec import Unreadable
from tests.checks.vpn.imports.readings import gateways
from tests.checks.vpn.imports.samples import openvpn_key
from tests.net.certificates import Authority

OVPN = b"client\nremote 9.9.9.9\n"


def _zip(*members: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", compression) as made:
        for name, content in members:
            made.writestr(name, content)
    return raw.getvalue()


def test_one_configuration_with_its_keys_beside_it(company: Authority) -> None:
    key = openvpn_key("secret", folder=company.folder)
    raw = _zip(
        ("vpn/Nord.ovpn", OVPN + b"ca ca.crt\ntls-crypt ta.key\n"),
        ("vpn/ca.crt", company.path.read_bytes()),
        ("vpn/ta.key", key.encode()),
        ("vpn/README.txt", b"Bitte lesen"),
        ("__MACOSX/vpn/._Nord.ovpn", b"\0\5\x16\7"),
        ("setup.exe", b"MZ"),
    )
    (table,) = gateways(import_file(raw, "vpn.zip"))
    assert table["ca"] == company.path.read_text()
    assert table["key_secret"]


def test_azures_download_has_several_ways_to_one_gateway() -> None:
    host = "azuregateway-0000.vpn.azure.com"
    settings = f"<VpnProfile><VpnServer>{host}</VpnServer><VpnType>IkeV2</VpnType></VpnProfile>"
    raw = _zip(
        ("Generic/VpnSettings.xml", settings.encode()),
        ("OpenVPN/vpnconfig.ovpn", f"client\nremote {host} 443 tcp\n".encode()),
    )
    assert {(table["kind"], table["host"]) for table in gateways(import_file(raw, "a.zip"))} == {
        ("ikev2", host),
        ("openvpn", host),
    }


def test_a_path_in_it_leads_nowhere() -> None:
    raw = _zip(("../../../etc/Nord.ovpn", OVPN + b"tls-crypt ../../../etc/passwd\n"))
    assert "key_secret" not in gateways(import_file(raw, "a.zip"))[0]


@pytest.mark.parametrize(
    "raw",
    [
        _zip(("a.txt", b"Bitte lesen")),
        _zip(("Nord.ovpn", OVPN + b"#" * (archive.MAX_MEMBER_B + 1))),
        _zip(("Nord.ovpn", OVPN + b"\n" * 900_000)),
        _zip(*((f"{n}.ovpn", OVPN) for n in range(archive.MAX_ENTRIES + 1))),
        _zip(*((f"{n}.ovpn", bytes(range(256)) * 3900) for n in range(9)), compression=zipfile.ZIP_STORED),
        _zip(("Nord.ovpn", OVPN))[:60],
        _zip(("innen.zip", _zip(("Nord.ovpn", OVPN)))),
        archive.MARK + bytes(100),
    ],
    ids=["nothing", "large", "bomb", "many", "total", "cut", "nested", "zeros"],
)
def test_what_is_not_opened_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(raw, "a.zip")
    assert refused.value.refusal.kind == "import-archive"


def test_a_password_is_asked_of_nobody() -> None:
    raw = bytearray(_zip(("Nord.ovpn", OVPN)))
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1
    with pytest.raises(Unreadable) as refused:
        import_file(bytes(raw), "a.zip")
    assert "Passwort" in refused.value.refusal.de


def test_a_damaged_configuration_in_it_is_said() -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(_zip(("Nord.ovpn", OVPN + b"<ca>\n")), "a.zip")
    assert refused.value.refusal.kind == "import-damaged"
