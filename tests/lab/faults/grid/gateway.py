"""At the company: hosts that are off, services that are stopped, hang, fail, are strange, or ban this home."""

import datetime
import socket
from collections.abc import Callable
from pathlib import Path

from tests.lab.faults import layout as at
from tests.lab.faults.grid.build import ADDED, ALL_GATEWAYS, GATEWAY_PORTS, Build, mechanism
from tests.lab.faults.kinds.identities import BAD, random_key
from tests.lab.faults.kinds.strangers import echoing, greets
from tests.lab.faults.truth.injected import Injected, Scope
from tests.net import servers

_HERE = ("it-firm", "company")


def _there(mechanism_name: str, kind: str, *targets: str, owner: str = "it-firm", **more: object) -> Injected:
    owners = tuple(word for word in _HERE if word != owner)
    return Injected(
        "gateway",
        mechanism_name,
        owner,
        kind,
        Scope(targets=targets),
        also=("company",),
        owners=owners,
        **more,  # type: ignore[arg-type]
    )


@mechanism("gateway host", excludes=("full tunnel", "split tunnel"))
def gateway_host_off(build: Build) -> Injected:
    """Its router may say so, or nobody."""
    action = build.random.choice(("drop", "reject with icmpx type host-unreachable"))
    build.town.rules("internet", f"ip daddr {at.GATEWAY} {action}")
    build.write(f"The gateway's host is off ({action}).")
    return _there("down", "host down", *ALL_GATEWAYS)


@mechanism("gateway", excludes=("split tunnel",), weight=3)
def service_stopped(build: Build) -> Injected:
    name = build.gateway("portal", "openvpn", "openvpn-tcp")
    silent = build.random.random() < 0.3
    build.town.company.stop(name)
    if silent:
        protocol, ports = GATEWAY_PORTS[name]
        build.town.rules("company", f"{protocol} dport {ports[0]} drop", hook="input")
    build.write(f"{name} does not run any more{', and its port is silent' if silent else ''}.")
    return _there("drops" if silent else "refuses", "service stopped", name, owner="company")


@mechanism("gateway", excludes=("split tunnel",), weight=2)
def gateway_port_silent(build: Build) -> Injected:
    name = build.gateway()
    protocol, ports = GATEWAY_PORTS[name]
    if name == "ipsec" and build.random.random() < 0.5:
        ports = (build.random.choice(ports),)
    build.town.rules("company", f"{protocol} dport {{ {', '.join(map(str, ports))} }} drop", hook="input")
    build.write(f"The company's firewall drops what comes to {name} ({protocol} {ports}).")
    return _there("drops", "port silent", name)


@mechanism("gateway", excludes=("split tunnel",), is_visible=False, weight=3)
def certificate_bad(build: Build) -> Injected:
    name = build.gateway("portal", "openvpn")
    bad = build.random.choice(list(BAD))
    build.town.company.stop(name)
    leaf = BAD[bad][0](build.town)
    if name == "portal":
        build.town.company.start_portal(leaf)
    else:
        build.town.company.start_openvpn(name, leaf)
        build.change("openvpn", server_name="vpn.example")
    build.write(f"The certificate of {name}: {bad}.")
    return _there("misconfigured", f"certificate {bad.replace('-', ' ')}", name, codes=(f"vpn.certificate-{bad}",))


def _listening(build: Build, answer: Callable[[socket.socket], None], name: str) -> None:
    build.town.company.stop(name)
    port = GATEWAY_PORTS[name][1][0]
    build.town.internet.hold("stranger", "company", servers.listening(answer, at.GATEWAY, port))


@mechanism("gateway", excludes=("split tunnel",), weight=2)
def stranger_answers(build: Build) -> Injected:
    name = build.gateway("portal", "openvpn-tcp", "openvpn")
    if name == "openvpn":
        build.town.company.stop(name)
        build.town.internet.hold("stranger", "company", echoing(at.GATEWAY, 1194))
        build.write("An echo service answers in place of openvpn.")
    else:
        kinds = {"SSH": greets, "mail": _greets_mail, "plain HTTP": _plain_http}
        kind = build.random.choice(list(kinds))
        _listening(build, kinds[kind], name)
        build.write(f"{kind} answers in place of {name}.")
    return _there("redirects", "stranger", name)


def _greets_mail(sock: socket.socket) -> None:
    sock.sendall(b"220 mail.example ESMTP Postfix\r\n")
    while sock.recv(4096):
        pass


def _plain_http(sock: socket.socket) -> None:
    sock.recv(4096)
    sock.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@mechanism("gateway", excludes=("split tunnel",), weight=2)
def service_hangs(build: Build) -> Injected:
    """It takes the connection and hangs up, or says nothing more."""
    name = build.gateway("portal", "openvpn-tcp")
    hangs_up = build.random.random() < 0.5
    _listening(build, (lambda sock: None) if hangs_up else _stalls, name)
    build.write(f"{name} takes the connection and {'hangs up' if hangs_up else 'says nothing'}.")
    return _there("sick", "service hangs", name)


def _stalls(sock: socket.socket) -> None:
    sock.settimeout(25)
    while sock.recv(4096):
        pass


@mechanism("gateway", excludes=("split tunnel", "NAT64"), is_visible=False, weight=2)
def front_end_fails(build: Build) -> Injected:
    """The certificate is good, and what stands behind it is down: 5xx for everything."""
    status = build.random.choice((500, 502, 503, 504))
    leaf = build.town.certificates.leaf(build.town.certificates.public, "vpn.example").certificate
    page: servers.Reply = (status, {}, b"<html><title>Bad Gateway</title></html>")
    build.town.company.stop("portal")
    pages = EveryPage(page)
    build.town.internet.hold("front", "company", servers.http(pages, host=at.GATEWAY, port=443, leaf=leaf))
    if build.random.random() < 0.6:
        build.visit.added.append({"id": ADDED, "name": "RD-Gateway", "kind": "rdgateway", "host": "vpn.example"})
        build.visit.gateways = tuple(name for name in build.gateways if name != "portal")
        targets: tuple[str, ...] = (ADDED,)
    else:
        build.gateway("portal")
        targets = ("portal",)
    build.write(f"The front end of {targets[0]} says {status}.")
    return _there("sick", "front end fails", *targets, owner="company")


class EveryPage(dict[str, servers.Reply]):
    """The same answer whatever is asked for."""

    def __init__(self, reply: servers.Reply) -> None:
        super().__init__()
        self._reply = reply

    def get(self, key: object, default: object = None) -> servers.Reply:  # type: ignore[override]
        """Always this one."""
        return self._reply


@mechanism("gateway", excludes=("split tunnel",), is_visible=False, weight=2)
def key_changed(build: Build) -> Injected:
    """The profile still has the old one."""
    name = build.gateway("openvpn", "wireguard")
    if name == "openvpn":
        build.change(name, key_secret=_static_key())
    else:
        build.change(name, probe_private_key_secret=random_key())
    build.write(f"The profile's key for {name} is an old one.")
    return _there("misconfigured", "key", name)


def _static_key() -> str:
    from checker.demo.gateways.openvpn import new_static_key  # noqa: PLC0415 - with its cryptography

    return new_static_key()


@mechanism("gateway", excludes=("split tunnel",), is_visible=False, weight=2)
def profile_names_wrong_port(build: Build) -> Injected:
    """The company has moved it, and the profile was not changed."""
    name = build.gateway("portal", "openvpn", "openvpn-tcp", "wireguard")
    port = build.random.choice((1195, 8443, 4443))
    build.change(name, port=port)
    if name == "wireguard":
        port = build.random.choice((51821, 51000))
        build.change(name, port=port)
    build.write(f"The profile has port {port} for {name}.")
    return _there("misconfigured", "wrong port", name, is_by_name=True)


@mechanism("gateway host", requires=("IPv4",), excludes=("full tunnel", "split tunnel", "NAT64"), weight=2)
def company_bans_this_home(build: Build) -> Injected:
    """After wrong passwords the company's firewall lets this home's address in no more."""
    outer = "192.88.99.1" if build.traits & {"CGNAT", "DS-Lite"} else "192.52.193.0/24"
    action = build.random.choice(("drop", "reject with icmpx type port-unreachable"))
    names = build.gateways if build.random.random() < 0.6 else (build.gateway(),)
    for name in names:
        protocol, ports = GATEWAY_PORTS[name]
        listed = ", ".join(map(str, ports))
        build.town.rules("company", f"ip saddr {outer} {protocol} dport {{ {listed} }} {action}", hook="input")
    build.write(f"The company bans this home's address for {', '.join(names)} ({action}).")
    mechanism_name = "drops" if action == "drop" else "refuses"
    return _there(mechanism_name, "home banned", *names)


@mechanism("desk", excludes=("full tunnel",), weight=2)
def desk_fails(build: Build) -> Injected:
    """The IT firm's own server; the employee's way to the company is well."""
    kind = build.random.choice(("closed", "silent", "5xx", "expired", "hangs"))
    build.town.internet.drop("desk")
    hosts = (at.DESK, *((at.DESK6,) if build.town.layout.ipv6 else ()))
    leaf = build.town.certificates.leaf(build.town.certificates.public, "desk.example").certificate
    for host in hosts:
        match kind:
            case "silent":
                build.town.rules("internet", f"{'ip6' if ':' in host else 'ip'} daddr {host} drop", hook="input")
            case "5xx":
                pages = EveryPage((502, {}, b""))
                build.town.internet.hold("desk", "internet", servers.http(pages, host=host, port=443, leaf=leaf))
            case "expired":
                old = _expired_desk(build)
                build.town.internet.hold("desk", "internet", servers.http({}, host=host, port=443, leaf=old))
            case "hangs":
                build.town.internet.hold("desk", "internet", servers.listening(_stalls, host, 443))
            case _:
                pass
    build.write(f"The firm's desk: {kind}.")
    mechanism_name = {"closed": "refuses", "silent": "drops", "expired": "misconfigured"}.get(kind, "sick")
    owners = ("nobody", "company")
    codes = ("network.desk-certificate",) if kind == "expired" else ()
    return Injected(
        "desk", mechanism_name, "it-firm", f"desk {kind}", Scope(targets=("desk",)), owners=owners, codes=codes
    )


def _expired_desk(build: Build) -> Path:
    certificates = build.town.certificates
    begins = datetime.timedelta(days=-30)
    return certificates.leaf(certificates.public, "desk.example", begins=begins, days=-2).certificate


@mechanism("service", requires=("split tunnel",), is_visible=False, weight=3)
def company_service_down(build: Build) -> Injected:
    """Behind the VPN, which is up."""
    action = build.random.choice(("drop", "reject with tcp reset"))
    build.town.rules("office", f"tcp dport 445 {action}", hook="input")
    build.write(f"The file server behind the VPN is down ({action}).")
    return Injected(
        "company",
        "drops" if action == "drop" else "refuses",
        "company",
        "service",
        Scope(targets=("files",)),
        owners=("it-firm",),
    )
