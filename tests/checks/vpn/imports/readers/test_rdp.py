"""Remote desktop files as mstsc writes them."""

import pytest

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.gaps import gaps_of_gateway
from checker.checks.vpn.imports.importer import import_file
from checker.checks.vpn.imports.result import DroppedItem
from checker.model.codec import Unreadable
from tests.checks.vpn.imports.readings import gateway, gateways, import_text, note_texts, services
from tests.checks.vpn.imports.samples import RDP

GATEWAY = "gatewayhostname:s:gw.example\ngatewayusagemethod:i:{}\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8", "utf-8-sig", "cp1252"])
def test_a_gateway_before_the_desktop(encoding: str) -> None:
    imported = import_text(RDP.replace("\n", "\r\n").encode(encoding), "Terminalserver Köln.rdp")
    table = gateway(imported)
    assert (table["kind"], table["name"], table["host"], table["port"]) == (
        "rdgateway",
        "Terminalserver Köln",
        "rdgw.muster.example",
        443,
    )
    assert services(imported) == []
    assert imported.dropped == (DroppedItem.LOGIN,)


@pytest.mark.parametrize(
    ("text", "kinds", "expected"),
    [
        ("full address:s:ts.example\n" + GATEWAY.format(0), [("rdp", "ts.example", 3389)], []),
        ("full address:s:ts.example:3390\n" + GATEWAY.format(4), [("rdp", "ts.example", 3390)], []),
        ("full address:s:ts.example\n" + GATEWAY.format(1), [("rdgateway", "gw.example", 443)], []),
        ("full address:s:ts01\n" + GATEWAY.format(2), [("rdgateway", "gw.example", 443)], [("ts01", 3389)]),
        ("full address:s:ts.example\n" + GATEWAY.format(2), [("rdgateway", "gw.example", 443)], []),
        ("full address:s:10.1.0.5\nserver port:i:3390", [], [("10.1.0.5", 3390)]),
        ("full address:s:ts.firma.local", [], [("ts.firma.local", 3389)]),
        ("full address:s:2001:db8::5", [("rdp", "2001:db8::5", 3389)], []),
        ("alternate full address:s:ts.example\nfull address:s:", [("rdp", "ts.example", 3389)], []),
        ("gatewayhostname:s:gw.example:4443\ngatewayusagemethod:i:1", [("rdgateway", "gw.example", 4443)], []),
    ],
)
def test_which_door_counts(text: str, kinds: list[object], expected: list[object]) -> None:
    imported = import_text(text, "a.rdp")
    assert [(table["kind"], table["host"], table["port"]) for table in gateways(imported)] == kinds
    assert services(imported) == expected


def test_what_a_technician_is_told() -> None:
    assert note_texts(import_text("full address:s:ts01\n", "a.rdp")) == [notes.BEHIND_VPN]
    assert note_texts(import_text("full address:s:ts.example\n", "a.rdp")) == [notes.MAYBE_BEHIND_VPN]
    assert note_texts(import_text("full address:s:a\n" + GATEWAY.format(3), "a.rdp")) == [notes.SYSTEM_GATEWAY]


def test_a_program_is_called_by_its_name() -> None:
    text = "full address:s:ts.example\nremoteapplicationname:s:Warenwirtschaft\n"
    assert gateway(import_text(text, "cpub-QuickSessionCollection.rdp"))["name"] == "Warenwirtschaft"


def test_one_without_an_address_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(b"screen mode id:i:2\nfull address:s:\n", "Default.rdp")
    assert refused.value.refusal.kind == "import-nothing"


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("FULL ADDRESS:S:ts.nordlicht-technik.de\n", "ts.nordlicht-technik.de"),
        ("full address :s: ts.nordlicht-technik.de \n", "ts.nordlicht-technik.de"),
        ("full address:s:a.example\nfull address:s:b.example\n", "b.example"),
        ("full address:s:[2001:db8::5]:3390\n", "2001:db8::5"),
        ("full address:s:a.example\0versteckt\n", "a.example"),
        ("full address:i:7\nfull address:s:a.example:3390\n", "a.example"),
    ],
)
def test_lines_as_mstsc_writes_them(text: str, host: str) -> None:
    assert gateway(import_text(text, "a.rdp"))["host"] == host


@pytest.mark.parametrize("host", ["127.0.0.1:14792", "localhost", "224.0.0.1", "<SERVER>.de"])
def test_this_pc_is_not_reachable_from_the_internet(host: str) -> None:
    imported = import_text(f"full address:s:{host}\n", "Default.rdp")
    assert notes.MAYBE_BEHIND_VPN not in note_texts(imported)
    assert gaps_of_gateway(gateway(imported)) != []


def test_an_address_that_is_none_names_its_line() -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(b"screen mode id:i:2\nfull address:s:ts.example:99999\n", "a.rdp")
    assert "Zeile 2" in refused.value.refusal.de


def test_another_alternate_address_is_one_more_of_which_one_is_enough() -> None:
    imported = import_text("full address:s:a.example\nalternate full address:s:b.example:3390\n", "Muster.rdp")
    first, other = imported.table["vpn"]["gateways"]
    assert (first["host"], other["host"], other["port"], other["required"]) == ("a.example", "b.example", 3390, False)
    assert notes.CHOOSES in note_texts(imported)
    same = import_text("full address:s:a.example\nalternate full address:s:a.example\n", "Muster.rdp")
    assert len(same.table["vpn"]["gateways"]) == 1
