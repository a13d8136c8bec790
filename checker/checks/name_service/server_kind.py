"""Who a DNS server is that this PC is set to: by where it stands. Pure."""

from enum import Enum


class DnsServerKind(Enum):
    """`pc`: a program on this PC, which asks others; `home`: another machine with a private address."""

    ROUTER = "router"
    PC = "pc"
    VPN = "vpn"
    HOME = "home"
    PUBLIC = "public"
