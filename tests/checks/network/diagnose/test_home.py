"""The whole check, probe and diagnosis, in a real home of namespaces: a PC, a router, and the internet behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checks.network.network_run import FINE, HOME, run_check, serve_dns, serve_internet, serve_pages
from tests.net.certificates import DAY, Authority
from tests.net.homes import Home, home, needs_namespaces, with_outside

pytestmark = needs_namespaces

VPN = """
import fcntl, struct, time
held = open("/dev/net/tun", "r+b", buffering=0)
fcntl.ioctl(held, 0x400454CA, struct.pack("16sH22x", b"tun0", 0x1001))  # TUNSETIFF, IFF_TUN | IFF_NO_PI
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture
def a_home() -> Iterator[Home]:
    with home() as made:
        with_outside(made)
        made.resolver("192.168.178.1")
        yield made


def test_all_is_well(a_home: Home) -> None:
    serve_internet(a_home)
    result = run_check(a_home, pings=50, reach=["mail.example:8080"], company_networks=["10.1.0.0/16"])
    assert result["codes"] == FINE
    assert (result["seen"]["gateway.sent"], result["seen"]["gateway.lost"]) == (50, 0)
    assert result["seen"]["reach.v6@desk"] > 0
    assert result["seen"]["overlap@10.1.0.0/16"] == ""


def test_the_way_to_the_router_loses_packets(a_home: Home) -> None:
    serve_internet(a_home)
    a_home.nft(a_home.router, "in icmp type echo-request numgen inc mod 10 == 0 drop")
    result = run_check(a_home, pings=50)
    assert result["codes"] == {"network.link-disturbed warning", "network.desk-reached ok"}
    assert (result["seen"]["gateway.lost"], result["seen"]["gateway.slow-lost"]) == (5, 2)


def test_a_router_that_limits_pings_does_not_alarm(a_home: Home) -> None:
    serve_internet(a_home)
    rule = "in icmp type echo-request limit rate over 9/second burst 4 packets drop"
    a_home.nft(a_home.router, rule)
    assert run_check(a_home, pings=50)["codes"] == {"network.gateway-not-measured note", "network.desk-reached ok"}


def test_a_router_that_never_answers_pings_does_not_alarm(a_home: Home) -> None:
    serve_internet(a_home)
    a_home.nft(a_home.router, "in icmp type echo-request drop")
    assert run_check(a_home)["codes"] == {"network.gateway-not-measured note", "network.desk-reached ok"}


def test_a_dead_router(a_home: Home) -> None:
    a_home.nft(a_home.router, "in drop", "way drop")
    assert run_check(a_home)["codes"] == {"network.gateway-silent blocker"}


def test_a_dead_line(a_home: Home) -> None:
    a_home.nft(a_home.router, "in udp dport 53 drop", "way drop")
    assert run_check(a_home)["codes"] == {"network.router-or-line blocker", *HOME}


def test_a_router_that_lets_nothing_through_and_answers_fresh_names(a_home: Home) -> None:
    serve_internet(a_home)
    a_home.nft(a_home.router, "way drop")
    result = run_check(a_home, reach=["mail.example:8080"])
    assert result["codes"] == {"network.router-blocks blocker", *HOME}
    assert result["values"]["network.router-blocks"] == {"how": "silent"}
    assert (result["seen"]["path.v4"], result["seen"]["dns.server"]) == ("router", "router")


def test_a_router_that_refuses(a_home: Home) -> None:
    serve_internet(a_home)
    a_home.nft(a_home.router, "way meta l4proto tcp reject with tcp reset", "way reject")
    result = run_check(a_home)
    assert result["codes"] == {"network.router-blocks blocker", *HOME}
    assert result["values"]["network.router-blocks"] == {"how": "refused"}


def test_a_computer_that_lets_nothing_out(a_home: Home) -> None:
    serve_internet(a_home)
    a_home.on(a_home.pc, "ip route add prohibit 203.0.113.0/24")
    assert run_check(a_home)["seen"]["sends.v4"] == "forbidden"


def test_no_default_route(a_home: Home) -> None:
    a_home.on(a_home.pc, "ip route del default", "ip -6 route del default")
    assert run_check(a_home)["codes"] == {"network.no-gateway blocker"}


def test_no_address_but_one_that_it_gave_itself() -> None:
    with home(addressed=False) as made:
        made.on(made.pc, "ip addr add 169.254.7.7/16 dev eth0")
        made.resolver("192.168.178.1")
        result = run_check(made)
    assert result["seen"]["address.v4"] == "self-assigned"
    assert result["codes"] == {"network.no-address blocker"}


def test_the_pc_asks_a_dns_server_that_is_gone(a_home: Home) -> None:
    serve_internet(a_home)
    a_home.resolver("192.168.178.250")
    result = run_check(a_home)
    assert result["codes"] == {"network.dns-of-pc blocker", *HOME}
    assert result["seen"]["dns.gateway"] > 0
    assert result["seen"]["reach.v4@desk"] > 0


def test_the_routers_dns_is_broken(a_home: Home) -> None:
    serve_dns(a_home, a_home.router, "192.168.178.1", answer="2")
    serve_dns(a_home, a_home.outside, "203.0.113.10")
    serve_pages(a_home, a_home.outside, 8080, (204, {}, b""))
    result = run_check(a_home, dns_servers=["203.0.113.10"])
    assert result["codes"] == {"network.dns-of-router blocker", *HOME}


def test_a_name_that_nobody_knows(a_home: Home) -> None:
    serve_internet(a_home)
    result = run_check(a_home, desk="http://gone.example:8080")
    assert result["codes"] == {"network.name-unknown warning", *HOME}


def test_a_captive_portal_in_front_of_a_desk_without_tls(a_home: Home) -> None:
    serve_internet(a_home)
    serve_pages(a_home, a_home.router, 8000, (302, {"Location": "http://login.hotel.example/"}, b""))
    redirect(a_home, 8080, 8000)
    assert run_check(a_home)["codes"] == {"network.captive-portal blocker", *HOME}


def test_a_captive_portal_in_front_of_a_desk_with_tls(a_home: Home) -> None:
    serve_dns(a_home, a_home.router, "192.168.178.1")
    serve_pages(a_home, a_home.router, 8000, (302, {"Location": "http://login.hotel.example/"}, b""))
    a_home.nft(a_home.router, "way tcp dport 443 drop")
    redirect(a_home, 80, 8000)
    result = run_check(a_home, desk="https://desk.example")
    assert result["codes"] == {"network.captive-portal blocker", *HOME}


def test_another_certificate_than_the_desks(a_home: Home, tmp_path: Path) -> None:
    serve_dns(a_home, a_home.router, "192.168.178.1")
    stranger = Authority.make(tmp_path).leaf(("desk.example",))
    serve_pages(a_home, a_home.outside, 443, (204, {}, b""), leaf=stranger)
    result = run_check(a_home, desk="https://desk.example")
    assert result["codes"] == {"network.tls-intercepted warning", *HOME}
    assert result["seen"]["desk.certificate"] == "unknown-issuer"


@pytest.mark.parametrize("expired", [True, False])
def test_the_desks_own_certificate(a_home: Home, tmp_path: Path, expired: bool) -> None:
    serve_dns(a_home, a_home.router, "192.168.178.1")
    authority = Authority.make(tmp_path)
    leaf = authority.leaf(("desk.example",), begins=-9 * DAY, ends=-DAY if expired else DAY)
    serve_pages(a_home, a_home.outside, 443, (204, {}, b""), leaf=leaf)
    result = run_check(a_home, desk="https://desk.example", extra_ca=str(authority.path))
    expected = {"network.desk-certificate unknown", *HOME} if expired else FINE
    assert result["codes"] == expected


def test_a_desk_that_is_ill(a_home: Home) -> None:
    serve_dns(a_home, a_home.router, "192.168.178.1")
    serve_pages(a_home, a_home.outside, 8080, (500, {}, b"oops"))
    assert run_check(a_home)["codes"] == {"network.desk-down unknown", *HOME}


def test_a_desk_that_is_off(a_home: Home) -> None:
    serve_dns(a_home, a_home.router, "192.168.178.1")
    result = run_check(a_home)
    assert result["seen"]["reach.v4@desk"] == "refused"
    assert result["codes"] == {"network.desk-down unknown", *HOME}


@pytest.mark.parametrize("version", [4, 6])
def test_one_ip_version_is_dead(a_home: Home, version: int) -> None:
    serve_internet(a_home)
    a_home.nft(a_home.router, "way meta nfproto ipv6 drop" if version == 6 else "way meta nfproto ipv4 drop")
    assert run_check(a_home)["codes"] == {f"network.ipv{version}-broken note", *FINE}


def test_home_and_company_share_a_network(a_home: Home) -> None:
    serve_internet(a_home)
    result = run_check(a_home, company_networks=["192.168.178.0/24", "192.168.0.0/16", "10.0.0.0/8"])
    assert result["codes"] == {
        "network.same-as-company blocker",
        "network.same-as-company warning",
        *FINE,
    }


def test_a_strange_vpn_takes_everything(a_home: Home) -> None:
    serve_internet(a_home)
    a_home.serve(a_home.pc, VPN)
    a_home.on(
        a_home.pc,
        "ip addr add 10.8.0.2/24 dev tun0",
        "ip link set tun0 up",
        "ip route add 0.0.0.0/1 dev tun0",
        "ip route add 128.0.0.0/1 dev tun0",
        "ip route add 10.1.0.0/16 via 192.168.178.1",
    )
    result = run_check(a_home, company_networks=["10.1.0.0/16"])
    assert (result["seen"]["vpn.carries-all"], result["seen"]["vpn.carries-company"]) == (True, False)
    assert "network.vpn-active warning" in result["codes"]


def test_a_proxy_left_over_from_the_office(a_home: Home) -> None:
    serve_internet(a_home)
    result = run_check(a_home, variables={"http_proxy": "http://192.168.178.1:3128"})
    assert result["codes"] == {"network.proxy-broken blocker", *HOME}


def test_everything_is_unplugged(a_home: Home) -> None:
    a_home.on(a_home.pc, "ip link del eth0")
    result = run_check(a_home, company_networks=["10.0.0.0/8"], reach=["mail.example:8080"])
    assert result["codes"] == {"network.no-adapter blocker"}


def redirect(made: Home, port: int, to: int) -> None:
    """The router answers itself what was meant for that port outside."""
    made.on(
        made.router,
        "nft add table inet n",
        "nft add chain inet n pre '{ type nat hook prerouting priority -100; }'",
        f"nft add rule inet n pre iifname lan0 tcp dport {port} redirect to :{to}",
    )
