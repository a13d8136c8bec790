"""A profile whose names lead to this PC or its router: no check sends anything there, and says so.

The names are right as names: `localhost` stands for whatever a foreign DNS server lets lead here.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec
import pytest

from checker.checks.context import ProbeContext
from checker.checks.registry import check, needs
from checker.checks.vpn.need import VpnNeed
from checker.model.observation import Observations
from checker.model.profile import FirmContact, Profile
from checker.net.net import Net
from tests.checks.vpn.loopback_services import UDP_KINDS
from tests.net.servers import listening

NAME = "localhost"
TCP_KINDS = ("https", "anyconnect", "fortinet", "globalprotect", "juniper", "pulse", "f5", "rdg", "rdp", "ssh", "tcp")
TCP_KINDS += ("sstp", "softether", "pptp")


@dataclass
class Home:
    """One port of this PC, by TCP and by UDP. `visits`: of whom anything came."""

    port: int = 0
    visits: list[str] = field(default_factory=list)


@pytest.fixture
def home() -> Iterator[Home]:
    made, ended = Home(), threading.Event()

    def visited(sock: socket.socket) -> None:
        made.visits.append("tcp")
        sock.close()

    def receive(sock: socket.socket) -> None:
        while not ended.is_set():
            with contextlib.suppress(TimeoutError):
                sock.recvfrom(2048)
                made.visits.append("udp")

    with listening(visited) as made.port, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.bind(("127.0.0.1", made.port))
        datagrams.settimeout(0.2)
        thread = threading.Thread(target=receive, args=(datagrams,))
        thread.start()
        yield made
        ended.set()
        thread.join()


def run(name: str, table: dict[str, object], desk_url: str = "https://desk.invalid") -> dict[str, str]:
    """The codes of the check's findings by their subjects."""
    firm = FirmContact(name="Muster IT", desk_url=desk_url)
    profile = Profile(code="ACME-7F3K", customer="ACME", firm=firm, needs={name: table})
    need, declaration = needs(profile)[name], check(name)
    context = ProbeContext(declaration, profile, Net(), "linux")
    observations = Observations(list(declaration.probe()(need, context)))
    return {finding.subject: finding.code for finding in declaration.diagnose(observations, need)}


def gateways(port: int) -> list[dict[str, object]]:
    kinds = {**{kind: {} for kind in TCP_KINDS}, **UDP_KINDS}
    usual = {"name": "Zugang", "host": NAME, "port": port}
    tables = [{"id": kind, "kind": kind.partition("-")[0], **usual, **more} for kind, more in kinds.items()]
    return [table for table in tables if _is_kind(table)]


def _is_kind(table: dict[str, object]) -> bool:
    try:
        msgspec.convert({"gateways": [table]}, VpnNeed)
    except msgspec.ValidationError:
        return False
    return True


def test_no_gateway_of_any_kind_is_looked_for_here(home: Home) -> None:
    tables = gateways(home.port)
    assert len(tables) >= 20
    for first in range(0, len(tables), 24):
        some = tables[first : first + 24]
        stun = f"{NAME}:{home.port}"
        codes = run("vpn", {"gateways": some, "stun": stun})
        named = {codes[str(table["id"])] for table in some}
        assert "vpn.name-leads-home" in named
        assert named <= {"vpn.name-leads-home", "vpn.key-missing", "vpn.restricted"}, "restricted: spared, as a twin"
    assert home.visits == []


def test_no_host_of_the_network_is_reached_here(home: Home) -> None:
    place = f"{NAME}:{home.port}"
    run("network", {"reach": [place], "stun": [place]})
    assert home.visits == []


def test_no_line_is_measured_here(home: Home) -> None:
    endpoint = f"http://{NAME}:{home.port}/"
    assert "line.server-failed" in run("line", {"endpoint": endpoint, "stun": f"{NAME}:{home.port}"}).values()
    assert home.visits == []


def test_a_trial_on_this_very_pc_is_none_of_these(home: Home) -> None:
    run("vpn", {"gateways": gateways(home.port)[:1]}, desk_url="http://127.0.0.1:8000")
    assert "tcp" in home.visits
