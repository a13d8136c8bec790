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
        import_file(SOPHOS.encode(), "vpn.ovpn"),
        import_file(fritzbox(wireguard_key(), wireguard_key()).encode(), "vpn.conf"),
        import_file(RDP.encode("utf-16"), "vpn.rdp"),
        import_file(SSWAN.encode(), "vpn.sswan"),
    ]
    found = merge(several)
    assert [one["id"] for one in gateways(found)] == ["vpn", "vpn-tcp-8443", "vpn-2", "vpn-3", "muster-gmbh-buero"]
    assert networks(found) == ["10.20.0.0/16", "172.16.5.0/24", "192.168.178.0/24"]
    assert services(found) == [("10.20.0.10", 53), ("192.168.178.1", 53)]
    assert {DroppedItem.LOGIN, DroppedItem.WIREGUARD_KEY, DroppedItem.USER_KEY} <= set(found.dropped)
    assert found.retained == (RetainedSecret.PROBE_KEY,)


def test_the_same_file_twice_is_one_gateway_with_one_probe_peer() -> None:
    text = fritzbox(wireguard_key(), wireguard_key()).encode()
    first, second = import_file(text, "a.conf"), import_file(text, "b.conf")
    found = merge([first, second])
    assert gateways(found) == gateways(first)
    assert len(probe_peers(found.table)) == 1


def test_what_only_the_second_knew_is_added() -> None:
    plain = import_file(f"[Peer]\nEndpoint=A.example:1\nPublicKey={SERVER_KEY}".encode(), "a.conf")
    one, two = (
        import_file(b"client\nremote a.example 1\n", "a.ovpn"),
        import_file(b"client\nremote A.example 1\nverify-x509-name n name", "b.ovpn"),
    )
    (door, other) = gateways(merge([one, two, plain]))
    assert (door["host"], door["server_name"], door["name"]) == ("a.example", "n", "a")
    assert other["kind"] == "wireguard"


def test_a_substitute_that_another_file_requires_is_required() -> None:
    both = import_file(b"client\nremote a.example 1\nremote b.example 1\n", "x.ovpn")
    alone = import_file(b"client\nremote b.example 1\n", "y.ovpn")
    for several in ([both, alone], [alone, both]):
        assert all("required" not in one for one in gateways(merge(several)))
    assert [one.get("required") for one in gateways(merge([both, both]))] == [None, False]


def test_names_without_a_letter_still_get_ids() -> None:
    found = merge([import_file(b"client\nremote %d.example\n" % n, "日本.ovpn") for n in range(3)])
    assert [one["id"] for one in gateways(found)] == ["openvpn", "openvpn-2", "openvpn-3"]


def test_more_than_a_profile_holds_is_refused() -> None:
    several = [import_file(b"client\nremote %d.example\n" % n, "x.ovpn") for n in range(25)]
    with pytest.raises(Unreadable) as refused:
        merge(several)
    assert refused.value.refusal.kind == "import-too-many"
