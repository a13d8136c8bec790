"""A provider between a home's router and the internet: PC - router - provider - one host outside."""

import subprocess

from tests.net.homes import Home, add

PRIVATE, SHARED, DS_LITE, PUBLIC = ("10.20.0", "100.64.7", "192.0.0", "198.51.100")
"""What the line between router and provider may be addressed from; the provider has .1, the router .2."""


def with_provider(made: Home, line: str = PUBLIC, ipv6: bool = True) -> None:
    """Adds it, with 203.0.113.10 and 2001:db8:10::10 behind it. The router masquerades."""
    add(made, made.provider)
    add(made, made.outside)
    for wire in (
        f"ip link add wan0 netns {made.router} type veth peer name line0 netns {made.provider}",
        f"ip link add core0 netns {made.provider} type veth peer name eth0 netns {made.outside}",
    ):
        subprocess.run(wire.split(), check=True)
    made.on(
        made.provider,
        "ip link set lo up",
        "ip link set line0 up",
        "ip link set core0 up",
        f"ip addr add {line}.1/24 dev line0",
        "ip addr add 203.0.113.1/24 dev core0",
        "sysctl -qw net.ipv4.ip_forward=1",
    )
    made.on(
        made.router,
        "ip link set wan0 up",
        f"ip addr add {line}.2/24 dev wan0",
        f"ip route add default via {line}.1",
        "nft add table ip hidden",
        "nft add chain ip hidden post '{ type nat hook postrouting priority 100; }'",
        "nft add rule ip hidden post oifname wan0 masquerade",
    )
    made.on(
        made.outside,
        "ip link set lo up",
        "ip link set eth0 up",
        "ip addr add 203.0.113.10/24 dev eth0",
        "ip route add default via 203.0.113.1",
    )
    if ipv6:
        _ipv6(made)


def _ipv6(made: Home) -> None:
    made.on(
        made.provider,
        "ip addr add 2001:db8:9::1/64 dev line0 nodad",
        "ip addr add 2001:db8:10::1/64 dev core0 nodad",
        "ip route add 2001:db8:178::/64 via 2001:db8:9::2",
        "sysctl -qw net.ipv6.conf.all.forwarding=1",
    )
    made.on(made.router, "ip addr add 2001:db8:9::2/64 dev wan0 nodad", "ip -6 route add default via 2001:db8:9::1")
    made.on(made.outside, "ip addr add 2001:db8:10::10/64 dev eth0 nodad", "ip -6 route add default via 2001:db8:10::1")
