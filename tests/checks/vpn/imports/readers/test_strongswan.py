"""Profiles of strongSwan's Android client."""

import json

import pytest

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.importer import import_file
from checker.checks.vpn.imports.result import DroppedItem
from checker.model.codec import Unreadable
from tests.checks.vpn.imports.readings import gateway, import_text, networks, note_texts, services
from tests.checks.vpn.imports.samples import SSWAN


def test_a_profile() -> None:
    imported = import_text(SSWAN, "muster.sswan")
    table = gateway(imported)
    assert (table["kind"], table["name"], table["host"], table["port"]) == (
        "ikev2",
        "Muster GmbH Büro",
        "vpn.muster.example",
        500,
    )
    assert networks(imported) == ["10.20.0.0/16", "172.16.5.0/24"]
    assert services(imported) == [("10.20.0.10", 53)]
    assert set(imported.dropped) == {DroppedItem.LOGIN, DroppedItem.USER_CERTIFICATE, DroppedItem.USER_KEY}


@pytest.mark.parametrize(("port", "nat"), [(500, None), (4500, None), (10500, 10500), ("7", None), (True, None)])
def test_a_port_of_its_own_is_that_behind_a_nat(port: object, nat: int | None) -> None:
    imported = import_text(json.dumps({"type": "ikev2-cert", "remote": {"addr": "a.example", "port": port}}), "a.sswan")
    assert gateway(imported).get("nat_port") == nat
    assert (notes.OWN_PORT in note_texts(imported)) is (nat is not None)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('{"type": "ikev2-eap", "remote": {}}', "import-nothing"),
        ('{"type": "ikev2-eap", "remote": {"addr": 7, "port": {}}}', "import-nothing"),
        ('{"name": "x"}', "import-unknown"),
        ("{", "import-damaged"),
        ('{"remote":' * 20_000 + "1" + "}" * 20_000, "import-damaged"),
        ('{"remote": {"addr": "a b"}}', "import-nothing"),
    ],
)
def test_what_is_none(content: str, kind: str) -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(content.encode(), "a.sswan")
    assert refused.value.refusal.kind == kind


def test_a_damaged_one_names_its_line() -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(b'{"type": "ikev2-eap",\n"remote": {"addr": \n}', "a.sswan")
    assert "Zeile 3" in refused.value.refusal.de


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert gateway(import_text(SSWAN.encode(encoding), "a.sswan"))["name"] == "Muster GmbH Büro"


SWANCTL = """
include conf.d/*.conf
connections {
  buero {  # the office
    version = 1
    remote_addrs = vpn.muster.example, b.muster.example, %any
    local { auth = psk }
    children { net { remote_ts = 10.20.0.0/16, 192.168.7.0/24[tcp/443] } }
  }
  nord
  {
    remote_addrs = "north.muster.example"
    remote_port = 10500
    local-1 { certs = anna.pem }
  }
  all { local_addrs = %any }
}
connections { buero { version = 2 } }
secrets { ike-1 { secret = "a # secret" } }
"""


def test_swanctl() -> None:
    imported = import_text(SWANCTL, "swanctl.conf")
    tables = imported.table["vpn"]["gateways"]
    assert [(table["kind"], table["name"], table["host"], table["port"]) for table in tables] == [
        ("ikev2", "buero", "vpn.muster.example", 500),
        ("ikev2", "buero", "b.muster.example", 500),
        ("ikev2", "nord", "north.muster.example", 500),
    ]
    assert [table.get("required", True) for table in tables] == [True, False, True]
    assert tables[2]["nat_port"] == 10500
    assert networks(imported) == ["10.20.0.0/16", "192.168.7.0/24"]
    assert set(imported.dropped) == {DroppedItem.SHARED_SECRET, DroppedItem.USER_CERTIFICATE}
    assert {notes.CHOOSES, notes.OWN_PORT, notes.INCLUDE} <= set(note_texts(imported))


@pytest.mark.parametrize(
    ("content", "kind", "line"),
    [
        ("connections { a { remote_addrs = %any } }", "import-nothing", ""),
        ("connections {\n a {\n remote_addrs = a.example }\n", "import-damaged", "4"),
        ("connections {\n a { = 7 } }", "import-damaged", "2"),
        ('connections {\n a { "x" } }', "import-damaged", "2"),
        ("connections { }\n}", "import-damaged", "2"),
        ("connections " + "{ a " * 30_000, "import-damaged", "1"),
    ],
)
def test_a_swanctl_that_is_none(content: str, kind: str, line: str) -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(content.encode(), "swanctl.conf")
    assert refused.value.refusal.kind == kind
    assert f"line {line}" in refused.value.refusal.en or not line
