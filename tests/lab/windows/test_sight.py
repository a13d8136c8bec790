"""With Windows' sight a probe sees less, and echo requests as much as before."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="hides what only Linux shows")
REFUSED = """
import socket, select
from checker.net.icmp import error_queue, datagram, traceroute
from checker.net.tcp import refusal
from checker.net import receive_time
{sight}
free = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
free.bind(("127.0.0.1", 0))
port = free.getsockname()[1]
free.close()
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
datagram.error_queue.enable_icmp_errors(sock)
sock.connect(("127.0.0.1", port))
sock.send(b"x")
select.select([], [], [sock], 0.5)
print(len(error_queue.read_icmp_errors(sock)), len(datagram.error_queue.read_icmp_errors(sock)))
print(refusal.locate_refusal("127.0.0.1", port), receive_time.HAS_KERNEL_STAMPS)
from checker.checks.vpn import follow_up
from checker.checks.vpn.connection import refusals
print(follow_up.locate_refusal is refusal.locate_refusal)
print(refusals.read_icmp_errors is error_queue.read_icmp_errors)
"""
SIGHT = "from tests.lab.windows.sight import see_as_windows; see_as_windows()"


def lines(sight: str) -> list[str]:
    code = REFUSED.format(sight=sight)
    return subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True).splitlines()


def test_linux_shows_who_refused() -> None:
    first, second, *_ = lines("")
    assert first == "1 0"
    assert second == "ErrorOrigin.PC True" or second.startswith("ErrorOrigin.")


def test_windows_does_not() -> None:
    queues, refused, *same = lines(SIGHT)
    assert queues == "0 1"
    assert refused == "None False"
    assert same == ["True", "True"]
