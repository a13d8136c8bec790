"""Any bytes are read or refused with a sentence; never anything else."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import example, given
from hypothesis import strategies as st

from checker.checks.registry import needs
from checker.checks.vpn.imports.certificates import certificate_of
from checker.checks.vpn.imports.gateway_names import gateway_name
from checker.checks.vpn.imports.importer import MAX_FILE_B, import_file
from checker.checks.vpn.imports.readers.cms import SIGNED_DATA, signed_content
from checker.checks.vpn.imports.result import (
    DROPPED_ITEM_TEXTS,
    RETAINED_SECRET_TEXTS,
    DroppedItem,
    ImportResult,
    RetainedSecret,
)
from checker.checks.vpn.imports.text_fields import (
    clean_name,
    decode_text,
    id_from_name,
    parse_host_and_port,
)
from checker.model.codec import Unreadable
from checker.model.profile import Profile
from tests.checks.vpn.imports import samples
from tests.checks.vpn.imports.readers.test_other_formats import OTHER_FORMATS
from tests.checks.vpn.imports.samples import RDP, SOPHOS, SSWAN, fritzbox, mobileconfig, pfsense
from tests.net.certificates import Authority


def taken_or_refused(raw: bytes) -> None:
    try:
        imported = import_file(raw, "datei.bin")
    except Unreadable as refused:
        assert refused.refusal.de and refused.refusal.en
        return
    assert isinstance(imported, ImportResult)
    needs(Profile(code="XX", customer="", needs=imported.table))
    for note in imported.notes:
        assert "{" not in note.render("de") + note.render("en")


@given(st.binary(max_size=400))
@example(b"\0")
@example(b"{}")
@example(b"\xff\xfe\x00\xd8")
@example(b"client\nremote \xff 1194")
def test_any_bytes(raw: bytes) -> None:
    taken_or_refused(raw)


LINES = """
client
remote a 1
remote
<connection>
</connection>
<ca>
</ca>
<tls-crypt>
</tls-crypt>
tls-auth x 1
tls-auth [inline]
auth
auth -
key-direction 9
route
route 1 2 3
dns server 0 address
dhcp-option DNS
verify-x509-name
verify-x509-name "
setenv FRIENDLY_NAME
proto
secret x
pkcs12
[Interface]
[Peer]
Endpoint =
Endpoint = [::1]:5
Endpoint=a:1
PublicKey=
AllowedIPs = ,,/
DNS = x
full address:s:
full address:s:a:b:c
[main]
Host=
Host=a b
AuthType=1
n:network-ike-port:x
s:network-host:
s:network-host:a
[PROFILE1]
Gateway=a
ExchMode=
vpncfg {
connections {
remotehostname = "a";
}
[ApplicationServers]
[WFClient]
SSLProxyHost=*:443
Address=;40;STA
PhoneNumber=
PhoneNumber=a
VpnStrategy=99
Type=2
<AnyConnectProfile>
<HostEntry>
<HostAddress>
<VPNProfile>
<Servers>;,
gatewayhostname:s:g
gatewayusagemethod:i:
server port:i:x
{
}
""".strip().splitlines()
"""What readers of several formats know."""


@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=20)), max_size=12))
@example(["[Peer]", "Endpoint ="])
def test_lines_of_every_format_in_any_order(lines: list[str]) -> None:
    taken_or_refused("\n".join(lines).encode("utf-8", "replace"))


@pytest.fixture(scope="module")
def wholes(company: Authority) -> list[bytes]:
    """One of each format."""
    key = samples.openvpn_key("secret", folder=company.folder)
    texts = [pfsense(company, key), SOPHOS, fritzbox("x", "y"), SSWAN, *OTHER_FORMATS]
    return [
        *(text.encode() for text in texts),
        RDP.encode("utf-16"),
        mobileconfig(company, samples.IKEV2, samples.ANYCONNECT),
    ]


@given(data=st.data())
def test_damaged_files(wholes: list[bytes], data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from(wholes)))
    for _ in range(data.draw(st.integers(0, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    begin = data.draw(st.integers(0, 40))
    taken_or_refused(bytes(raw[begin : data.draw(st.integers(begin, len(raw)))]))


@given(st.binary(max_size=200))
def test_any_signature(raw: bytes) -> None:
    assert signed_content(raw) is None or isinstance(signed_content(raw), bytes)
    signed_content(b"\x30\x80" + SIGNED_DATA + raw)


def test_nested_signature_does_not_go_on_for_ever() -> None:
    assert signed_content(b"\x30\x80" * 200_000) is None
    head = (
        b"\x30\x80"
        + SIGNED_DATA
        + b"\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80"
        + b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
    )
    assert signed_content(head + b"\xa0\x80" + b"\x24\x80" * 5000) is None


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", "import-empty"),
        (b" \r\n\t", "import-empty"),
        (b"x" * (MAX_FILE_B + 1), "import-too-large"),
        (b"\0" * 10_000_000, "import-too-large"),
        (b"PK\x03\x04" + bytes(100), "import-archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "import-unknown"),
        (b"MZ\x90\x00" + bytes(range(256)), "import-unknown"),
        (b"Hallo, ich bin ein Brief.", "import-unknown"),
        (b"<html><body>404</body></html>", "import-unknown"),
        (b"client\nremote a\n<ca>\n", "import-damaged"),
    ],
)
def test_what_cannot_become_a_profile_says_why(raw: bytes, kind: str) -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(raw, "datei")
    assert refused.value.refusal.kind == kind


HALF = MAX_FILE_B // 2


@pytest.mark.parametrize(
    "raw",
    [
        b"\n" * HALF + b"x",
        b" " * HALF + b"[peer",
        b"client\n" + b"remote a.example 1\n" * 40_000,
        b"client\nremote a\n" + b"pkcs12 x\n" * 80_000,
        b"client\n" + b"<connection>\nremote a 1\n</connection>\n" * 15_000,
        b"[Peer]\nEndpoint=a:1\n"
        + b"[Interface]\n"
        + b"".join(b"DNS=10.1.%d.%d\n" % (n >> 8, n & 255) for n in range(50_000)),
        b"[Peer]\nEndpoint=" + b"[" * HALF,
        b"[Peer]\nEndpoint=a:1\n" * 5_000,
        b"full address:s:" + b"a" * HALF,
        b"vpncfg {" + b"} {" * (HALF // 4),
        b"<?xml version='1.0'?>" + b" " * HALF + b"<x",
        b"<AnyConnectProfile>" + b"<a/>" * (HALF // 8),
        b"{" + b" " * HALF + b"x",
        b"[main]\n" + b"Host=a\n" * 50_000,
        b"n:network-ike-port:500\n" + b"s:policy-list-include:10.0.0.0 / 8\n" * 20_000,
        b"connections {" + b"\n" * HALF,
        b"client\nremote a\n<ca>\n" + b"-----BEGIN CERTIFICATE-----\n" * 20_000 + b"</ca>\n",
        b"client\nremote a\n<tls-crypt>\n" + b"-----BEGIN OpenVPN Static key V1-----\n" * 15_000 + b"</tls-crypt>\n",
        b'client\nremote a\nsetenv FRIENDLY_NAME "' + b"a" * HALF,
        b"{" + b'"a":' * 100_000,
        b"0\x80" * HALF,
    ],
    ids=range(21),
)
def test_long_ones_do_not_take_long(raw: bytes) -> None:
    """Whatever grows faster than the file would meet this test's time limit."""
    taken_or_refused(raw[:MAX_FILE_B])


def test_a_certificate_of_a_version_that_is_none_is_left_out(company: Authority) -> None:
    der = bytearray(company.certificate.public_bytes(Encoding.DER))
    at = der.index(b"\xa0\x03\x02\x01\x02")
    der[at + 4] = 28
    assert certificate_of(bytes(der)) == ""


def test_every_word_has_its_sentence() -> None:
    assert set(DROPPED_ITEM_TEXTS) == set(DroppedItem)
    assert set(RETAINED_SECRET_TEXTS) == set(RetainedSecret)


@given(st.text(), st.text())
def test_names_and_ids_fit_a_profile(text: str, file: str) -> None:
    for name in (clean_name(text, "x"), gateway_name("", file, "", "x")):
        assert 1 <= len(name) <= 60
        assert name.isprintable()
    identifier = id_from_name(text, "x")
    assert 1 <= len(identifier) <= 36 and identifier.isascii() and identifier[0].isalnum()


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("a.example", ("a.example", 7)),
        ("a.example:8", ("a.example", 8)),
        ("[2001:db8::1]:8", ("2001:db8::1", 8)),
        ("[2001:db8::1]", ("2001:db8::1", 7)),
        ("2001:db8::1", ("2001:db8::1", 7)),
        ("https://a.example/gruppe?x#y", ("a.example", 7)),
        ("https://name:wort@a.example:8443/", ("a.example", 8443)),
        ("a.example:", ("a.example", 7)),
        ("a.example:99999", None),
        ("a.example:x", None),
        ("[2001:db8::1", None),
        ("", None),
        ("a b", None),
    ],
)
def test_hosts(written: str, address: tuple[str, int] | None) -> None:
    assert parse_host_and_port(written, 7) == address


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    raw = "Köln\r\nx\ry".encode(encoding)
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    assert decode_text(mark + raw) == "Köln\nx\ny"


def test_nothing_is_read_beside_unless_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "ta.key").write_text("x")
    assert (
        "key_secret"
        not in import_file(f"client\nremote a\ntls-crypt {tmp_path}/ta.key\n".encode(), "x").table["vpn"]["gateways"][0]
    )
