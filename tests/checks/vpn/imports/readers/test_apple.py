"""Apple's configuration files: plain, binary, and signed by several tools."""

import plistlib
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.importer import import_file
from checker.checks.vpn.imports.readers.plist import is_plist
from checker.checks.vpn.imports.result import DroppedItem, RetainedSecret
from checker.model.codec import Unreadable
from tests.checks.vpn.imports.readings import gateway, gateways, import_text, note_texts, services
from tests.checks.vpn.imports.samples import (
    ANYCONNECT,
    CISCO,
    IKEV2,
    L2TP,
    PASSWORD,
    SHARED,
    USER,
    fritzbox,
    mobileconfig,
    openvpn_key,
    vpn,
    wireguard_key,
)
from tests.net.certificates import Authority


def test_every_usual_kind(company: Authority) -> None:
    imported = import_text(mobileconfig(company, IKEV2, L2TP, CISCO, ANYCONNECT), "muster.mobileconfig")
    assert [(table["kind"], table["name"], table["host"], table["port"]) for table in gateways(imported)] == [
        ("ikev2", "Büro IKEv2", "ike.muster.example", 500),
        ("l2tp", "Büro L2TP", "l2tp.muster.example", 500),
        ("ikev1", "Büro IPSec", "ipsec.muster.example", 500),
        ("anyconnect", "Büro VPN", "asa.muster.example", 8443),
    ]
    assert gateways(imported)[3]["ca"] == company.path.read_text()
    assert services(imported) == [("10.20.0.10", 53)]
    assert set(imported.dropped) == {
        DroppedItem.LOGIN,
        DroppedItem.SHARED_SECRET,
        DroppedItem.USER_CERTIFICATE,
        DroppedItem.USER_KEY,
        DroppedItem.OTHER_SETTINGS,
    }


@pytest.mark.parametrize(
    ("app", "kind"),
    [
        ("com.cisco.anyconnect.applevpn.plugin", "anyconnect"),
        ("com.paloaltonetworks.GlobalProtect.vpnplugin", "globalprotect"),
        ("com.fortinet.forticlient.macos.vpn", "fortinet"),
        ("net.juniper.sslvpn", "pulse"),
        ("net.pulsesecure.pulsesecure", "pulse"),
        ("com.f5.F5-Edge-Client.vpnplugin", "f5"),
        ("com.sonicwall.SonicWALL-SSLVPN.vpnplugin", "https"),
    ],
)
def test_apps_of_makers(company: Authority, app: str, kind: str) -> None:
    imported = import_text(
        mobileconfig(company, vpn("VPN", VPNSubType=app, VPN={"RemoteAddress": "a.example"})), "a.mobileconfig"
    )
    assert gateway(imported)["kind"] == kind
    assert (notes.OTHER_MAKER in note_texts(imported)) is (kind == "https")


def test_wireguard_inside(company: Authority) -> None:
    private, preshared = wireguard_key(), wireguard_key()
    payload = vpn("VPN", VPNSubType="com.wireguard.macos", VendorConfig={"WgQuickConfig": fritzbox(private, preshared)})
    imported = import_text(mobileconfig(company, payload), "a.mobileconfig")
    assert gateway(imported)["kind"] == "wireguard"
    assert gateway(imported)["name"] == "Büro VPN"
    assert private not in repr(imported)
    assert RetainedSecret.PROBE_KEY in imported.retained


def test_openvpn_inside(company: Authority, keys: Path) -> None:
    key = openvpn_key("secret", folder=keys)
    vendor = {
        "remote.1": "vpn.muster.example 1194 udp",
        "remote.2": "vpn.muster.example 443 tcp",
        "client": "NOARGS",
        "tls-auth": key.replace("\n", "\\n"),
        "key-direction": "1",
        "auth": "SHA256",
        "auth-user-pass": f"{USER}\\n{PASSWORD}",
    }
    payload = vpn("VPN", VPNSubType="net.openvpn.connect.app", VPN={"RemoteAddress": "DEFAULT"}, VendorConfig=vendor)
    imported = import_text(mobileconfig(company, payload), "a.mobileconfig")
    first, second = gateways(imported)
    assert (first["port"], second["transport"]) == (1194, "tcp")
    assert (first["wrap"], first["key_direction"], first["auth"]) == ("tls-auth", 1, "SHA256")
    assert first["ca"] == company.path.read_text()
    assert DroppedItem.LOGIN in imported.dropped


def test_always_on_and_what_is_left_out(company: Authority) -> None:
    tunnel = {"ProtocolType": "IKEv2", "RemoteAddress": "on.example", "SharedSecret": SHARED}
    always = vpn("AlwaysOn", AlwaysOn={"TunnelConfigurations": [tunnel, {**tunnel, "Interfaces": ["WiFi"]}]})
    imported = import_text(mobileconfig(company, always, vpn("SSL"), vpn("IKEv2", IKEv2={"RemoteAddress": ""})), "a")
    assert gateway(imported)["host"] == "on.example"
    assert DroppedItem.SHARED_SECRET in imported.dropped
    assert {notes.OTHER_VPN, notes.NO_ADDRESS} <= set(note_texts(imported))


def test_binary_and_one_payload_alone() -> None:
    assert gateway(import_text(plistlib.dumps(IKEV2, fmt=plistlib.FMT_BINARY), "a.mobileconfig"))["kind"] == "ikev2"


SIGNERS = {
    "der": ["openssl", "smime", "-sign", "-nodetach", "-binary", "-outform", "der"],
    "ber": ["openssl", "cms", "-sign", "-nodetach", "-binary", "-stream", "-outform", "der"],
}


@pytest.mark.parametrize("form", SIGNERS)
@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_signed_by_openssl(company: Authority, tmp_path: Path, form: str) -> None:
    """`-stream` writes lengths that are not known before, and chunks, as Apple's own signer does."""
    leaf = company.leaf()
    file = tmp_path / "plain.mobileconfig"
    # longer than openssl's buffer, so that there are several chunks
    file.write_bytes(mobileconfig(company, IKEV2, vpn("SSL", Remark="x" * 20_000)))
    signed = subprocess.run(
        [*SIGNERS[form], "-signer", str(leaf), "-in", str(file)], capture_output=True, check=True
    ).stdout
    imported = import_text(signed, "signed.mobileconfig")
    assert gateway(imported)["host"] == "ike.muster.example"
    assert notes.SIGNATURE in note_texts(imported)


def test_signed_by_another(company: Authority) -> None:
    key = load_pem_private_key(company.leaf().read_bytes(), None)
    builder = PKCS7SignatureBuilder().set_data(mobileconfig(company, IKEV2))
    builder = builder.add_signer(company.certificate, key, hashes.SHA256())  # type: ignore[arg-type]
    imported = import_text(builder.sign(Encoding.DER, [PKCS7Options.Binary]), "signed.mobileconfig")
    assert gateway(imported)["host"] == "ike.muster.example"


BOMB = b"""<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<plist version="1.0"><dict><key>a</key><string>&c;</string></dict></plist>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<plist version="1.0"><dict><key>PayloadDisplayName</key><string>&a;</string></dict></plist>"""
HEAD, TAIL = b'<?xml version="1.0"?><plist version="1.0">', b"</plist>"


@pytest.mark.parametrize(
    "raw",
    [
        BOMB,
        OUTSIDE,
        HEAD + b"<dict>" * 50_000,
        HEAD + b"<dict><key>a</key>" * 20_000 + b"<true/>" + b"</dict>" * 20_000 + TAIL,
        HEAD + b"<array/>" + TAIL,
        HEAD + b"<dict><key>a</key><date>gestern</date></dict>" + TAIL,
        HEAD + b"<dict><key>a</key><integer>" + b"9" * 5000 + b"</integer></dict>" + TAIL,
        HEAD + b"<dict><key>a</key><data>?</data></dict>" + TAIL,
        HEAD + b"<dict><string>x</string></dict>" + TAIL,
        HEAD + b"\xff\xfe" + TAIL,
        b"bplist00" + bytes(64),
        b"bplist00\xd1\x01\x00\x00" + bytes(30),
        HEAD,
    ],
)
def test_hostile_ones_are_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(raw, "a.mobileconfig")
    assert refused.value.refusal.kind in ("import-damaged", "import-nothing")


def test_wrong_types_everywhere(company: Authority) -> None:
    strange = [vpn("IKEv2", IKEv2=7), vpn("VPN", VPNSubType=7, VPN=[1], VendorConfig="x"), vpn("AlwaysOn", AlwaysOn=[])]
    with pytest.raises(Unreadable) as refused:
        import_file(mobileconfig(company, *strange, {"PayloadType": 7}), "a.mobileconfig")
    assert refused.value.refusal.kind == "import-nothing"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings_of_a_property_list(company: Authority, encoding: str) -> None:
    raw = mobileconfig(company, IKEV2).decode().replace("UTF-8", encoding.upper()).encode(encoding)
    assert gateway(import_text(raw, "a.mobileconfig"))["name"] == "Büro IKEv2"


@pytest.mark.parametrize("tail", [b"\0" * 16, b"\r\n", b"\n\0"])
def test_bytes_behind_a_property_list_do_no_harm(company: Authority, tail: bytes) -> None:
    assert gateway(import_text(mobileconfig(company, IKEV2) + tail, "a.mobileconfig"))["kind"] == "ikev2"


def test_a_broken_property_list_names_its_line(company: Authority) -> None:
    lines = mobileconfig(company, IKEV2).splitlines(keepends=True)
    with pytest.raises(Unreadable) as refused:
        import_file(b"".join(lines[:9]) + b"<dict></array>\n", "a.mobileconfig")
    assert "Apple-Datei" in refused.value.refusal.de and "Zeile 10" in refused.value.refusal.de


def test_addresses_of_openvpn_connect_stay_in_their_order() -> None:
    pairs = {f"remote.{n}": f"vpn{n}.muster.example 443" for n in range(1, 12)} | {"client": "NOARGS"}
    payload = vpn("VPN", VPNSubType="net.openvpn.connect.app", VPN={"RemoteAddress": "DEFAULT"}, VendorConfig=pairs)
    imported = import_text(plistlib.dumps({"PayloadContent": [payload]}), "a.mobileconfig")
    assert [table["host"] for table in gateways(imported)] == [f"vpn{n}.muster.example" for n in range(1, 12)]


def test_many_empty_declarations_are_no_riddle() -> None:
    """A pattern that could read each of them in several ways took for ever over sixty."""
    assert not is_plist(b'<?xml version="1.0"?>' + b"<?>" * 60 + b"<!---->" * 60)
    assert is_plist(b'<?xml version="1.0"?><?x?><!-- a --> <plist version="1.0"><dict/></plist>')
