"""Without --self-test-network no packet leaves the PC: counted at the one adapter of a namespace of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.net.homes import needs_namespaces

pytestmark = needs_namespaces
ROOT = Path(__file__).resolve().parents[3]
INSIDE = """
set -e
ip link set lo up
ip link add e0 type veth peer name e1
sysctl -qw net.ipv6.conf.e0.disable_ipv6=1 net.ipv6.conf.e1.disable_ipv6=1
ip address add 192.0.2.9/24 dev e0
ip link set e0 up
ip link set e1 up
ip neigh add 192.0.2.1 lladdr 02:00:00:00:00:01 dev e0
ip route add default via 192.0.2.1
"$@" >/dev/null 2>&1 || true
ip -s -j link show e0
"""


def _packets_sent(file: Path, *options: str) -> int:
    command = [sys.executable, "-m", "checker", "--self-test", str(file), *options]
    inside = ["unshare", "--net", "sh", "-c", INSIDE, "sh", *command]
    done = subprocess.run(inside, cwd=ROOT, capture_output=True, text=True, check=True, timeout=110)
    return int(json.loads(done.stdout)[0]["stats64"]["tx"]["packets"])


def test_nothing_leaves_unless_asked(tmp_path: Path) -> None:
    assert _packets_sent(tmp_path / "quiet.json") == 0
    assert len(json.loads((tmp_path / "quiet.json").read_text("utf-8"))["results"]) > 50


@pytest.mark.timeout(200)
def test_the_adapter_would_have_counted_it(tmp_path: Path) -> None:
    assert _packets_sent(tmp_path / "loud.json", "--self-test-network") > 0
