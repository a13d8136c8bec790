"""A page in between that shows itself in one form only: by one IP version, without a redirection, by names alone."""

from tests.lab.faults import layout as at
from tests.lab.faults.kinds.fault import fault
from tests.lab.faults.layout import Layout
from tests.lab.faults.town import Town
from tests.lab.faults.truth.injected import Injected
from tests.net import servers

PORTAL = ("network.captive-portal", "provider", "you")
LOCK = ("network.router-blocks", "router", "you")
IPV4_ONLY = Layout(ipv6=False)
REDIRECT: servers.Reply = (302, {"Location": "http://portal.example/login"}, b"")
SIGN_IN: servers.Reply = (200, {}, b"<html><title>Welcome</title></html>")
TO_ROUTER: servers.Reply = (302, {"Location": f"http://{at.ROUTER_LAN}/blocked"}, b"")


def _paged(town: Town, reply: servers.Reply, *versions: int, rest: str = "drop") -> None:
    for version in versions:
        address = at.ROUTER_LAN if version == 4 else f"{at.HOME6}::1"
        pages = dict.fromkeys(("/generate_204", "/"), reply)
        town.internet.hold("page", "router", servers.http(pages, host=address, port=8080))
        family = f"iifname lan0 meta nfproto ipv{version}"
        town.rules("router", f"{family} tcp dport 80 redirect to :8080", hook="prerouting", kind="nat")
        town.rules("router", f"{family} {rest}")


@fault("A portal wants a sign-in by IPv4; IPv6 is open.", *PORTAL)
def portal_on_ipv4(town: Town) -> None:
    _paged(town, REDIRECT, 4)


@fault("A portal wants a sign-in by IPv6; IPv4 is open.", *PORTAL)
def portal_on_ipv6(town: Town) -> None:
    _paged(town, REDIRECT, 6)


@fault("A portal answers everything with a page of its own, without a redirection.", *PORTAL, layout=IPV4_ONLY)
def portal_without_redirection(town: Town) -> None:
    _paged(town, SIGN_IN, 4)


@fault(
    "A portal resets all but its page.",
    *PORTAL,
    # the machine that resets is the router
    truth=Injected("provider", "redirects", "you", "portal", codes=(PORTAL[0], "vpn.refused-by-router")),
)
def portal_that_resets(town: Town) -> None:
    _paged(town, REDIRECT, 4, 6, rest="meta l4proto tcp reject with tcp reset")


@fault("A portal answers every name with its own address, and shows its page there.", *PORTAL, layout=IPV4_ONLY)
def portal_by_names(town: Town) -> None:
    town.start_dns(f"--address=/#/{at.ROUTER_LAN}")
    town.internet.hold("page", "router", servers.http({"/generate_204": SIGN_IN}, host=at.ROUTER_LAN, port=80))
    town.rules("router", "iifname lan0 drop")


@fault("The router shows its own lock page, and lets nothing else out.", *LOCK)
def lock_page_of_the_router(town: Town) -> None:
    _paged(town, TO_ROUTER, 4, 6)


@fault("The router shows its own lock page by IPv4 only.", *LOCK)
def lock_page_on_ipv4(town: Town) -> None:
    _paged(town, TO_ROUTER, 4)
