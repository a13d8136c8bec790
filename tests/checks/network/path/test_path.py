"""The whole check behind the router: a provider in a namespace of its own, its addresses, its loss, its width."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checks.network.network_run import FINE, HOME, SERVER, ZONE, run_check, serve_dns, serve_internet, serve_pages
from tests.net.certificates import Authority
from tests.net.homes import Home, home, needs_namespaces
from tests.net.provider import DS_LITE, PRIVATE, PUBLIC, SHARED, with_provider
from tests.net.stun.test_nat_mapping import SERVER as STUN

pytestmark = needs_namespaces
LOSS = {"network.provider-loss warning"}
NARROW = {"network.large-packets-lost warning"}


@pytest.fixture
def a_home() -> Iterator[Home]:
    with home() as made:
        with_provider(made)
        made.resolver("192.168.178.1")
        yield made


def set_rules(made: Home, *rules: str) -> None:
    """What the provider does with what it forwards."""
    made.nft(made.provider, *rules)


def test_all_is_well(a_home: Home) -> None:
    serve_internet(a_home)
    result = run_check(a_home, pings=50)
    assert result["codes"] == FINE
    assert (result["seen"]["hop2.kind"], result["seen"]["hop3.kind"]) == ("public", "public")
    assert (result["seen"]["provider.sent"], result["seen"]["provider.lost"]) == (80, 0)
    assert result["seen"]["desk.mtu"] == 1500
    assert not [name for name in result["seen"] if name.startswith(("provider.connects", "desk.narrow", "dns.again"))]


@pytest.mark.parametrize(
    ("line", "kind", "expected"),
    [
        (PUBLIC, "public", set()),
        (PRIVATE, "private", {"network.double-nat note"}),
        (SHARED, "shared", {"network.cgnat note"}),
        (DS_LITE, "ds-lite", {"network.ds-lite note"}),
    ],
)
def test_what_the_line_is_addressed_from(line: str, kind: str, expected: set[str]) -> None:
    with home() as made:
        with_provider(made, line)
        made.resolver("192.168.178.1")
        serve_internet(made)
        result = run_check(made)
        assert result["seen"]["hop2.kind"] == kind
        assert result["codes"] == FINE | expected


def test_machines_that_do_not_answer_for_expired_packets(a_home: Home) -> None:
    serve_internet(a_home)
    a_home.on(
        a_home.provider,
        "nft add table inet q",
        "nft add chain inet q o '{ type filter hook output priority 0; }'",
        "nft add rule inet q o icmp type time-exceeded drop",
    )
    result = run_check(a_home)
    assert (result["seen"]["hop2.kind"], result["codes"]) == ("none", FINE)


def test_the_provider_loses_packets(a_home: Home) -> None:
    serve_internet(a_home)
    set_rules(a_home, "way oifname line0 numgen inc mod 8 == 0 drop")
    result = run_check(a_home, pings=50)
    assert result["codes"] == LOSS | FINE
    assert 5 < result["values"]["network.provider-loss"]["loss"] < 20


@pytest.mark.parametrize(
    "rule",
    [
        "icmp type echo-request limit rate over 20/second burst 5 packets drop",
        "icmp type echo-request numgen inc mod 8 == 0 drop",
        "icmp type echo-request drop",
    ],
)
def test_a_host_outside_that_limits_or_ignores_pings_does_not_alarm(a_home: Home, rule: str) -> None:
    serve_internet(a_home)
    a_home.nft(a_home.outside, f"in {rule}")
    assert run_check(a_home, pings=50)["codes"] == FINE


def test_what_the_home_loses_is_not_the_providers(a_home: Home) -> None:
    serve_internet(a_home)
    for hook in ("in", "way"):
        a_home.nft(a_home.router, f"{hook} iifname lan0 numgen inc mod 8 == 0 drop")
    codes = run_check(a_home, pings=50)["codes"]
    assert "network.link-disturbed warning" in codes
    assert not codes & (LOSS | HOME), "names and connections suffer too, by chance"


def narrow(made: Home, mtu: int, with_icmp: bool) -> None:
    """The line carries no larger packets, either way; without `with_icmp` nobody says so."""
    made.on(made.router, f"ip link set wan0 mtu {mtu}")
    made.on(made.provider, f"ip link set line0 mtu {mtu}")
    if not with_icmp:
        untold(made, made.router, made.provider)


def untold(made: Home, *namespaces: str) -> None:
    for namespace in namespaces:
        made.on(
            namespace,
            "nft add table inet q",
            "nft add chain inet q o '{ type filter hook output priority 0; }'",
            "nft add rule inet q o icmp type destination-unreachable drop",
            "nft add rule inet q o icmpv6 type packet-too-big drop",
        )


@pytest.mark.parametrize("mtu", [1492, 1460, 1400])
def test_a_narrow_line_that_says_so_does_not_alarm(a_home: Home, mtu: int) -> None:
    serve_internet(a_home)
    narrow(a_home, mtu, with_icmp=True)
    result = run_check(a_home)
    assert result["codes"] == FINE
    assert (result["seen"]["desk.mtu"], result["seen"]["desk.mtu-told"]) == (mtu, True)


def test_a_narrow_line_whose_router_corrects_tcp_does_not_alarm(a_home: Home) -> None:
    serve_internet(a_home)
    narrow(a_home, 1492, with_icmp=False)
    a_home.nft(a_home.router, "way tcp flags syn tcp option maxseg size set 1400")
    result = run_check(a_home)
    assert result["codes"] == FINE
    assert (result["seen"]["desk.mtu"], result["seen"]["desk.mtu-told"]) == (1492, False)


@pytest.mark.parametrize("mtu", [1492, 1396])
def test_large_packets_vanish_both_ways(a_home: Home, mtu: int) -> None:
    serve_internet(a_home)
    narrow(a_home, mtu, with_icmp=False)
    result = run_check(a_home)
    assert result["codes"] == NARROW | HOME
    assert result["values"]["network.large-packets-lost"] == {"direction": "both", "mtu": mtu}


def narrow_one_way(made: Home, direction: str, mtu: int = 1400) -> None:
    """By the width of a route: only whole packets of TCP count, not what the kernel hands on in one piece."""
    if direction == "up":
        made.on(made.router, f"ip route replace default via {PUBLIC}.1 mtu {mtu}")
        made.on(made.router, f"ip -6 route replace default via 2001:db8:9::1 mtu {mtu}")
        untold(made, made.router)
    else:
        made.on(made.provider, f"ip route replace {PUBLIC}.0/24 dev line0 mtu {mtu}")
        made.on(made.provider, f"ip -6 route replace 2001:db8:178::/64 via 2001:db8:9::2 mtu {mtu}")
        untold(made, made.provider)


@pytest.mark.parametrize("direction", ["up", "down"])
def test_large_packets_vanish_one_way(a_home: Home, direction: str) -> None:
    serve_internet(a_home)
    narrow_one_way(a_home, direction)
    result = run_check(a_home)
    assert result["codes"] == NARROW | HOME
    assert result["values"]["network.large-packets-lost"] == {"direction": direction, "mtu": 1400}


@pytest.mark.parametrize("both", [False, True])
def test_the_desks_certificate_is_too_large_for_the_way(a_home: Home, tmp_path: Path, both: bool) -> None:
    serve_dns(a_home, a_home.router, "192.168.178.1")
    authority = Authority.make(tmp_path)
    many = tuple(f"name-{number}.desk.example" for number in range(90))
    serve_pages(a_home, a_home.outside, 443, (204, {}, b""), leaf=authority.leaf(("desk.example", *many)))
    narrow_one_way(a_home, "down")
    if both:
        narrow_one_way(a_home, "up")
    result = run_check(a_home, desk="https://desk.example", extra_ca=str(authority.path))
    assert result["codes"] == NARROW | HOME
    assert result["values"]["network.large-packets-lost"]["direction"] == ("both" if both else "down")


def test_a_desk_that_hangs_is_no_narrow_way(a_home: Home) -> None:
    serve_dns(a_home, a_home.router, "192.168.178.1")
    a_home.serve(
        a_home.outside,
        "import socket, time\nsock = socket.create_server(('::', 8080), family=socket.AF_INET6, dualstack_ipv6=True)\n"
        "print('ready', flush=True)\ntime.sleep(60)\n",
    )
    result = run_check(a_home)
    assert result["codes"] == {"network.desk-silent unknown", *HOME}
    assert "desk.narrow" not in result["seen"]


@pytest.mark.parametrize("symmetric", [False, True])
def test_how_the_router_translates(a_home: Home, symmetric: bool) -> None:
    serve_internet(a_home)
    if symmetric:
        a_home.on(
            a_home.router,
            "nft flush chain ip hidden post",
            "nft add rule ip hidden post oifname wan0 masquerade fully-random",
        )
    a_home.serve(a_home.outside, STUN)
    result = run_check(a_home, stun=["desk.example:3478", "mail.example:3479"])
    assert result["seen"]["nat.symmetric"] is symmetric
    assert result["codes"] == FINE | ({"network.symmetric-nat note"} if symmetric else set())


def test_ipv6_alone_with_a_translator(a_home: Home) -> None:
    zone = {(name, "AAAA"): "2001:db8:10::10" for name in ("desk.example.", "ipv4only.arpa.")}
    zone |= {("desk.example.", "A"): 0, ("ipv4only.arpa.", "A"): "192.0.0.170"}
    a_home.serve(a_home.router, SERVER.format(what=f"servers.names({zone!r}, '192.168.178.1', 53)"))
    # the home's IPv4 is taken away; its DNS is asked by IPv6
    serve_pages(a_home, a_home.outside, 8080, (204, {}, b""))
    a_home.on(a_home.router, "ip -6 addr add fd00::53/128 dev lo nodad")
    a_home.serve(a_home.router, SERVER.format(what=f"servers.names({zone!r}, 'fd00::53', 53)"))
    a_home.on(a_home.pc, "ip -4 addr flush dev eth0")
    a_home.resolver("fd00::53")
    result = run_check(a_home)
    assert (result["seen"]["address.v4"], result["seen"]["nat64.offered"]) == ("none", True)
    assert result["codes"] == FINE | {"network.nat64 note"}


LATE_AT_FIRST = """
import itertools, time
real, waits = time.sleep, itertools.chain([1.4, 1.4], itertools.repeat(0.0))
time.sleep = lambda seconds: real(next(waits) if seconds < 0 else seconds)
"""
"""The first two answers (IPv4, IPv6) come late."""


class TestNames:
    def test_a_lookup_that_is_late_once_does_not_alarm(self, a_home: Home) -> None:
        serve_pages(a_home, a_home.outside, 8080, (204, {}, b""))
        slow_resolver(a_home, "192.168.178.1")
        zone = {(name, kind): value for name, kinds in ZONE.items() for kind, value in kinds.items()}
        serving = SERVER.format(what=f"servers.names({zone!r}, '192.168.178.1', 53, late_s=-1)")
        a_home.serve(a_home.router, LATE_AT_FIRST + serving)
        result = run_check(a_home)
        assert result["seen"]["dns.system@desk"] > 1000
        assert result["seen"]["dns.again"] < 1000
        assert result["codes"] == FINE

    def test_every_lookup_is_late(self, a_home: Home) -> None:
        serve_dns(a_home, a_home.router, "192.168.178.1", late_s=1.3)
        slow_resolver(a_home, "192.168.178.1")
        serve_dns(a_home, a_home.outside, "203.0.113.10")
        serve_pages(a_home, a_home.outside, 8080, (204, {}, b""))
        result = run_check(a_home, dns_servers=["203.0.113.10"])
        assert result["codes"] == FINE | {"network.dns-slow warning"}
        assert result["values"]["network.dns-slow"]["seconds"] >= 1.3

    def test_the_first_server_is_dead_and_the_second_answers(self, a_home: Home) -> None:
        serve_internet(a_home)
        slow_resolver(a_home, "192.168.178.250", "192.168.178.1")
        result = run_check(a_home)
        assert result["codes"] == HOME | {"network.dns-server-dead warning"}
        assert result["seen"]["dns.system@desk"] > 3000

    def test_names_of_which_the_servers_themselves_are_late(self, a_home: Home) -> None:
        serve_dns(a_home, a_home.router, "192.168.178.1", late_s=1.3)
        slow_resolver(a_home, "192.168.178.1")
        serve_dns(a_home, a_home.outside, "203.0.113.10", late_s=1.3)
        serve_pages(a_home, a_home.outside, 8080, (204, {}, b""))
        result = run_check(a_home, dns_servers=["203.0.113.10"])
        assert result["seen"]["dns.independent"] > 1000
        assert result["codes"] == FINE

    @pytest.mark.parametrize(
        ("address", "kind"),
        [("0.0.0.0", "nothing"), ("127.0.0.1", "loopback"), ("192.168.178.1", "router"), ("192.168.178.99", "private")],
    )
    def test_the_router_lies(self, a_home: Home, address: str, kind: str) -> None:
        serve_dns(a_home, a_home.router, "192.168.178.1", desk=address)
        serve_dns(a_home, a_home.outside, "203.0.113.10")
        serve_pages(a_home, a_home.outside, 8080, (204, {}, b""))
        result = run_check(a_home, dns_servers=["203.0.113.10"], reach=["mail.example:8080"])
        assert result["codes"] == HOME | {"network.dns-lies warning"}
        assert (result["seen"]["dns.kind@desk"], result["seen"]["dns.kind-outside@desk"]) == (kind, "public")

    def test_an_inner_address_that_answers_is_no_lie(self, a_home: Home) -> None:
        """The company's own DNS shows its own people the inner address."""
        serve_dns(a_home, a_home.router, "192.168.178.1", desk="10.99.0.1")
        serve_dns(a_home, a_home.outside, "203.0.113.10")
        a_home.on(a_home.router, "ip addr add 10.99.0.1/32 dev lo")
        serve_pages(a_home, a_home.router, 8080, (204, {}, b""))
        result = run_check(a_home, dns_servers=["203.0.113.10"])
        assert result["codes"] == FINE

    def test_the_router_hides_a_private_address(self, a_home: Home) -> None:
        serve_dns(a_home, a_home.router, "192.168.178.1", mail=0)
        serve_dns(a_home, a_home.outside, "203.0.113.10", mail="10.1.0.10")
        serve_pages(a_home, a_home.outside, 8080, (204, {}, b""))
        result = run_check(a_home, dns_servers=["203.0.113.10"], reach=["mail.example:445"])
        assert result["codes"] == HOME | {"network.dns-lies warning"}
        assert result["seen"]["dns.hidden@mail.example:445"] is True
        assert result["values"]["network.dns-lies"] == {"how": "hidden"}


def slow_resolver(made: Home, *servers: str) -> None:
    """As systems set it: 5 s for each server (resolv.conf(5))."""
    made.resolver(*servers)
    page = Path("/etc/netns") / made.pc / "resolv.conf"
    page.write_text(page.read_text().replace("timeout:1", "timeout:5"))


class TestProxies:
    def test_one_that_asks_for_a_password(self, a_home: Home) -> None:
        serve_dns(a_home, a_home.router, "192.168.178.1")
        serve_pages(a_home, a_home.router, 3128, (407, {"Proxy-Authenticate": "Basic realm=x"}, b""))
        plain = run_check(a_home, variables={"http_proxy": "http://192.168.178.1:3128"})
        assert plain["seen"]["proxy.asks-password"] is False  # the proxy's page is asked for by its whole address
        refusing = (
            "import socket\nsock = socket.create_server(('192.168.178.1', 3129))\nprint('ready', flush=True)\n"
            "while True:\n    one, _ = sock.accept(); one.recv(5000)\n"
            "    one.sendall(b'HTTP/1.1 407 No\\r\\nContent-Length: 0\\r\\n\\r\\n'); one.close()\n"
        )
        a_home.serve(a_home.router, refusing)
        for scheme, desk in (("http_proxy", "http://desk.example:8080"), ("https_proxy", "https://desk.example")):
            result = run_check(a_home, desk=desk, variables={scheme: "http://192.168.178.1:3129"})
            assert result["codes"] == {"network.proxy-password blocker", *HOME}

    def test_a_script_that_is_gone_while_there_is_a_direct_way(self, a_home: Home) -> None:
        serve_internet(a_home)
        result = run_check(a_home, variables={"auto_proxy": "http://192.168.178.1:8081/proxy.pac"})
        assert result["codes"] == FINE | {"network.proxy-script-broken warning"}

    def test_a_script_that_is_gone_and_no_direct_way(self, a_home: Home) -> None:
        serve_internet(a_home)
        a_home.nft(a_home.router, "way tcp dport 8080 drop")
        result = run_check(a_home, variables={"auto_proxy": "http://192.168.178.1:8081/proxy.pac"})
        assert result["codes"] == {"network.proxy-script-broken blocker", *HOME}
