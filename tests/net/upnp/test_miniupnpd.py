"""A real router's UPnP (miniupnpd) in a home of namespaces: found by SSDP, described, asked."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.net.homes import Home, home, needs_namespaces, with_outside

PROGRAM = shutil.which("miniupnpd", path="/usr/sbin:/usr/bin:/usr/local/sbin")
pytestmark = [*needs_namespaces, pytest.mark.skipif(not PROGRAM, reason="needs miniupnpd")]
SETTINGS = """ext_ifname=wan0
listening_ip=lan0
http_port=0
enable_upnp=yes
enable_natpmp=no
uuid=75802409-bccb-40e7-8e6c-000000000001
friendly_name=Somebody's router
serial=12345678
bitrate_up=40000000
bitrate_down=100000000
notify_interval=60
"""
CHECK = """
import json
from checker.checks.context import ProbeContext
from checker.checks.router import CHECK
from checker.checks.router.need import RouterNeed
from checker.model.observation import Observations
from checker.model.profile import BUILT_IN
from checker.net.net import Net
seen = Observations(list(CHECK.probe()(RouterNeed(), ProbeContext(CHECK, BUILT_IN, Net(), "linux"))))
print(json.dumps({
    "codes": [f"{finding.code} {finding.level.value}" for finding in CHECK.diagnose(seen, RouterNeed())],
    "seen": {one.key: one.value if one.failure is None else one.failure.kind.value for one in seen},
}))
"""


@pytest.fixture(scope="module")
def lan() -> Iterator[Home]:
    with home(ipv6=False) as made:
        with_outside(made)
        made.on(made.router, "ip route add 239.0.0.0/8 dev lan0")
        yield made


def checked(made: Home, folder: Path, settings: str) -> dict[str, Any]:
    """What the whole check says while this router runs."""
    page = folder / "miniupnpd.conf"
    page.write_text(SETTINGS + settings)
    command = ["ip", "netns", "exec", made.router, str(PROGRAM), "-d", "-f", str(page), "-P", str(folder / "pid")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as daemon:
        try:
            for _ in range(20):
                result = json.loads(made.python(CHECK))
                if result["seen"]["told"] is True:
                    break
                assert daemon.poll() is None, "miniupnpd ended"
                time.sleep(0.2)
            return result
        finally:
            daemon.terminate()


def test_a_router_just_started(lan: Home, tmp_path: Path) -> None:
    result = checked(lan, tmp_path, "ext_ip=9.9.9.9\nmodel_name=FRITZ!Box 7590\nmodel_number=1\nsystem_uptime=no\n")
    assert result["codes"] == ["router.restarted note", "router.connected ok"]
    uptime = result["seen"].pop("uptime")
    assert 0 <= uptime < 2
    assert result["seen"] == {
        "told": True,
        "model": "fritzbox",
        "model.number": "7590",
        "line.access": "cable",
        "line.up": True,
        "sync.down": 100.0,
        "sync.up": 40.0,
        "connected": True,
        "wan.v4": "public",
    }


def test_nothing_that_names_the_router_or_its_owner_is_kept(lan: Home, tmp_path: Path) -> None:
    text = json.dumps(checked(lan, tmp_path, "ext_ip=9.9.9.9\nmodel_name=Somebody's 12345\n"))
    for secret in ("Somebody", "12345", "9.9.9.9", "192.168", "75802409"):
        assert secret not in text


def test_a_router_without_its_line(lan: Home, tmp_path: Path) -> None:
    lan.on(lan.router, "ip link set wan0 down", "ip addr del 203.0.113.1/24 dev wan0")
    try:
        result = checked(lan, tmp_path, "")
    finally:
        lan.on(lan.router, "ip link set wan0 up", "ip addr add 203.0.113.1/24 dev wan0")
    assert result["codes"] == ["router.offline blocker"]


def test_a_router_without_upnp(lan: Home) -> None:
    result = json.loads(lan.python(CHECK))
    assert (result["codes"], result["seen"]) == (["router.not-told note"], {"told": "not-found"})


def test_another_device_at_home_is_not_asked(lan: Home, tmp_path: Path) -> None:
    """A media server in the same network answers the search in the router's place."""
    stranger = """
import socket
from tests.net.upnp.routers import ANSWERS, FRITZBOX, ssdp_reply, router
requests = []
with router({"/d.xml": FRITZBOX}, ANSWERS, requests, "192.168.178.30") as port, socket.socket(socket.AF_INET,
        socket.SOCK_DGRAM) as sock:
    sock.bind(("", 1900))
    group = socket.inet_aton("239.255.255.250") + socket.inet_aton("192.168.178.30")
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)
    out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    out.bind(("192.168.178.30", 0))
    print("ready", flush=True)
    while True:
        asker = sock.recvfrom(2000)[1]
        out.sendto(ssdp_reply(f"http://192.168.178.30:{port}/d.xml"), asker)
"""
    lan.on(lan.router, "ip addr add 192.168.178.30/24 dev lan0")
    lan.serve(lan.router, stranger)
    result = json.loads(lan.python(CHECK))
    assert result["seen"] == {"told": "not-found"}
