"""Something stands between the home and the internet: a portal, a proxy, a script for one."""

import socket

from tests.lab.faults import layout as at
from tests.lab.faults.kinds.fault import fault
from tests.lab.faults.town import Town
from tests.lab.faults.visit import Visit
from tests.net import servers

PROXY_PORT = 3128
PROXY = f"http://{at.ROUTER_LAN}:{PROXY_PORT}"
DOMAIN = "hotel.example"
SCRIPT = f'function FindProxyForURL(url, host) {{ return "PROXY {at.ROUTER_LAN}:{PROXY_PORT}"; }}'.encode()
OFFER: dict[str, servers.Reply] = {
    "/wpad.dat": (200, {"Content-Type": "application/x-ns-proxy-autoconfig"}, SCRIPT),
}


@fault("A portal wants a sign-in before anything gets out, as in a hotel.", "network.captive-portal", "provider", "you")
def captive_portal(town: Town) -> None:
    redirect = (302, {"Location": "http://portal.example/login"}, b"")
    pages = {"/generate_204": redirect, "/": redirect}
    for address in (at.ROUTER_LAN, f"{at.HOME6}::1"):
        town.internet.hold("portal", "router", servers.http(pages, host=address, port=8080))
    town.rules("router", "iifname lan0 tcp dport 80 redirect to :8080", hook="prerouting", kind="nat")
    town.rules("router", "iifname lan0 drop")


@fault(
    "Nothing gets out but through a proxy, which the network offers and nobody has set.",
    "network.proxy-needed",
    "router",
    "it-firm",
)
def proxy_needed(town: Town) -> None:
    proxied(town)
    town.rules("router", "iifname lan0 drop")
    town.internet.hold("wpad", "router", servers.http(OFFER, host=at.ROUTER_LAN, port=80))
    town.start_dns(f"--address=/wpad.{DOMAIN}/{at.ROUTER_LAN}")
    town.resolver(at.ROUTER_LAN, words=f"search {DOMAIN}\n")


@fault("The proxy that is set demands a sign-in.", "network.proxy-password", "pc", "it-firm")
def proxy_with_password(town: Town) -> Visit:
    proxied(town, refuses=b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x\r\n\r\n")
    town.rules("router", "iifname lan0 tcp dport { 80, 443 } drop")
    return Visit(variables={"https_proxy": PROXY, "http_proxy": PROXY})


@fault("A proxy is set that nobody runs any more.", "network.proxy-broken", "pc", "it-firm")
def proxy_is_gone(town: Town) -> Visit:
    return Visit(variables={"https_proxy": PROXY, "http_proxy": PROXY})


@fault("A script for the proxy is set that cannot be had.", "network.proxy-script-broken", "pc", "it-firm")
def proxy_script_is_gone(town: Town) -> Visit:
    town.rules("router", "iifname lan0 tcp dport { 80, 443 } drop")
    return Visit(variables={"auto_proxy": f"http://{at.ROUTER_LAN}:8081/proxy.pac"})


def proxied(town: Town, refuses: bytes = b"") -> None:
    """An HTTP proxy on the router (RFC 9110, 9.3.6), which answers CONNECT with `refuses` where that is given."""

    def answer(sock: socket.socket) -> None:
        words = sock.recv(5000).split()
        if refuses or len(words) < 2 or words[0] != b"CONNECT":
            sock.sendall(refuses or b"HTTP/1.1 405 Method Not Allowed\r\n\r\n")
            return
        host, _, port = words[1].decode("ascii").rpartition(":")
        address = town.internet.zone.get((f"{host}.", "A"), host)
        servers.connected(sock, (str(address), int(port)))

    town.internet.hold("proxy", "router", servers.listening(answer, at.ROUTER_LAN, PROXY_PORT))
