"""Front ends that serve certain names alone: asked by the other names that the profile has for the gateway."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from checker.checks.vpn.controls.restriction import other_names
from checker.checks.vpn.gateway_probe import probe_gateway
from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.gateway_probes import make_context, make_gateway
from tests.checks.vpn.kinds.web_servers import Request, Served, anyconnect, http
from tests.net.certificates import Authority
from tests.net.servers import listening

NAME = "vpn.muster.example"


@contextlib.contextmanager
def strict(authority: Authority, alert: ssl.AlertDescription | None) -> Iterator[tuple[int, list[str | None]]]:
    """An AnyConnect gateway behind a front end that serves `NAME` alone: port, and the names it was asked for.

    `alert`: by which it turns away any other; None for hanging up.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority.leaf(names=(NAME,)))
    names: list[str | None] = []
    local = threading.local()

    def choose(_tls: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> int | None:
        names.append(name)
        if name == NAME:
            return None
        if alert is None:
            local.twin.shutdown(socket.SHUT_RDWR)
        return alert or ssl.AlertDescription.ALERT_DESCRIPTION_INTERNAL_ERROR

    context.sni_callback = choose  # type: ignore[assignment]

    def serve(sock: socket.socket) -> None:
        with (
            contextlib.suppress(OSError),
            sock.dup() as local.twin,
            context.wrap_socket(sock, server_side=True) as safe,
        ):
            Served(anyconnect)(safe)

    with listening(serve) as port:
        yield port, names


ALERTS = {
    "by its own alert": ssl.AlertDescription.ALERT_DESCRIPTION_UNRECOGNIZED_NAME,
    "by any alert": ssl.AlertDescription.ALERT_DESCRIPTION_HANDSHAKE_FAILURE,
    "by another alert": ssl.AlertDescription.ALERT_DESCRIPTION_INTERNAL_ERROR,
    "by hanging up": None,
}


@pytest.mark.parametrize("how", ALERTS)
def test_the_profile_has_another_name_that_it_knows(how: str, authority: Authority) -> None:
    gateway = make_gateway("anyconnect", 1, ca=authority.path.read_text())
    with strict(authority, ALERTS[how]) as (port, names):
        context = replace(make_context(), profile_names=("other.muster.example", NAME))
        result = probe_gateway(replace_port(gateway, port), context)
    assert result.verdict is GatewayVerdict.ANSWERS
    assert names[-1] == NAME


def test_none_of_its_names_is_known_there(authority: Authority) -> None:
    gateway = make_gateway("anyconnect", 1, ca=authority.path.read_text(), server_name="vpn.andere.example")
    with strict(authority, ALERTS["by its own alert"]) as (port, names):
        result = probe_gateway(replace_port(gateway, port), replace(make_context(), profile_names=(NAME,)))
    assert (result.verdict, result.facts["gateway.restriction"]) == (GatewayVerdict.RESTRICTED, "server-name")
    assert NAME not in names, "another gateway's name proves nothing for one that has its own"


@pytest.mark.parametrize("kind", ["https", "anyconnect"])
def test_a_site_that_is_not_served_there(kind: str, authority: Authority) -> None:
    """The status of RFC 9110, 15.5.20, for whoever does not name the right host."""

    def by_host(request: Request) -> bytes:
        is_right = request.headers["host"].startswith(NAME)
        return anyconnect(request) if is_right else http("421 Misdirected Request")

    gateway = make_gateway(kind, 1, ca=authority.path.read_text())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority.leaf(names=("127.0.0.1", NAME)))

    def serve(sock: socket.socket) -> None:
        with contextlib.suppress(OSError), context.wrap_socket(sock, server_side=True) as safe:
            Served(by_host)(safe)

    with listening(serve) as port:
        nameless = probe_gateway(replace_port(gateway, port), make_context())
        named = probe_gateway(replace_port(gateway, port), replace(make_context(), profile_names=(NAME,)))
    assert (nameless.verdict, nameless.facts["gateway.restriction"]) == (GatewayVerdict.RESTRICTED, "server-name")
    assert named.verdict is GatewayVerdict.ANSWERS


def test_which_names_may_be_asked_for() -> None:
    context = replace(make_context(), profile_names=("a.example", "b.example", "c.example"))

    def names(host: str, server_name: str = "") -> list[str]:
        return list(other_names(make_gateway("https", 443, host=host, server_name=server_name), context))

    assert names("203.0.113.5") == ["a.example", "b.example"], "an address has no name of its own"
    assert names("203.0.113.5", "d.example") == []
    assert names("vpn.example") == []
    assert names("vpn.example", "d.example") == ["vpn.example"]


def replace_port(gateway, port: int):
    return type(gateway)(**{name: getattr(gateway, name) for name in gateway.__struct_fields__} | {"port": port})
