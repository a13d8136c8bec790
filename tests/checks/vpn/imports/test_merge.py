"""Several files, one profile."""

import pytest

from checker.checks.vpn.imports.importer import import_file
from checker.checks.vpn.imports.merge import merge, probe_peers
from checker.checks.vpn.imports.result import DroppedItem, RetainedSecret
from checker.model.codec import Unreadable
from tests.checks.vpn.imports.readings import gateways, networks, services
from tests.checks.vpn.imports.samples import RDP, SERVER_KEY, SOPHOS, SSWAN, fritzbox, wireguard_key


def test_all_together() -> None:
    several = [
        import_file(SOPHOS.encode(), "Zentrale.ovpn"),
        import_file(fritzbox(wireguard_key(), wireguard_key()).encode(), "Zentrale.conf"),
        import_file(RDP.encode("utf-16"), "Zentrale.rdp"),
        import_file(SSWAN.encode(), "vpn.sswan"),
    ]
    merged = merge(several)
    assert [table["id"] for table in gateways(merged)] == [
        *("zentrale", "zentrale-tcp-8443", "zentrale-2", "zentrale-3", "muster-gmbh-buero")
    ]
    assert networks(merged) == ["10.20.0.0/16", "172.16.5.0/24", "192.168.178.0/24"]
    assert services(merged) == [("10.20.0.10", 53), ("192.168.178.1", 53)]
    assert {DroppedItem.LOGIN, DroppedItem.WIREGUARD_KEY, DroppedItem.USER_KEY} <= set(merged.dropped)
    assert merged.retained == (RetainedSecret.PROBE_KEY,)


def test_the_same_file_twice_is_one_gateway_with_one_probe_peer() -> None:
    text = fritzbox(wireguard_key(), wireguard_key()).encode()
    first, second = import_file(text, "a.conf"), import_file(text, "b.conf")
    merged = merge([first, second])
    assert gateways(merged) == gateways(first)
    assert len(probe_peers(merged.table)) == 1


def test_what_only_the_second_knew_is_added() -> None:
    plain = import_file(f"[Peer]\nEndpoint=A.example:1\nPublicKey={SERVER_KEY}".encode(), "a.conf")
    first, two = (
        import_file(b"client\nremote a.example 1\n", "a.ovpn"),
        import_file(b"client\nremote A.example 1\nverify-x509-name n name", "b.ovpn"),
    )
    (table, other) = gateways(merge([first, two, plain]))
    assert (table["host"], table["server_name"], table["name"]) == ("a.example", "n", "a")
    assert other["kind"] == "wireguard"


def test_a_substitute_that_another_file_requires_is_required() -> None:
    both = import_file(b"client\nremote a.example 1\nremote b.example 1\n", "x.ovpn")
    single = import_file(b"client\nremote b.example 1\n", "y.ovpn")
    for several in ([both, single], [single, both]):
        assert all("required" not in table for table in gateways(merge(several)))
    assert [table.get("required") for table in gateways(merge([both, both]))] == [None, False]


def test_names_without_a_letter_still_get_ids() -> None:
    merged = merge([import_file(b"client\nremote %d.example\n" % n, "日本.ovpn") for n in range(3)])
    assert [table["id"] for table in gateways(merged)] == ["openvpn", "openvpn-2", "openvpn-3"]


def test_more_than_a_profile_holds_is_refused() -> None:
    several = [import_file(b"client\nremote %d.example\n" % n, "x.ovpn") for n in range(25)]
    with pytest.raises(Unreadable) as refused:
        merge(several)
    assert refused.value.refusal.kind == "import-too-many"
