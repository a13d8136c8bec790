"""A line of known rate: three network namespaces, tbf in both directions, and a relay that adds the delay.

client (10.66.1.2) -- router (10.66.1.1 | 10.66.2.1) == delay == server (10.66.2.2). Needs root and /dev/net/tun.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SERVER = "10.66.2.2"
ROOT = Path(__file__).parents[2]
_DOWN_SHARE, _UP_SHARE = 1448 / 1514, 1448 / 1500
"""Of the shaped rate, what TCP carries: the download is shaped with its Ethernet header, the upload without."""


@dataclass
class Shape:
    down_mbit: float
    up_mbit: float
    rtt_ms: float
    queue_down_ms: float
    queue_up_ms: float

    @property
    def goodput(self) -> tuple[float, float]:
        """What TCP can carry, Mbit/s, down and up."""
        return self.down_mbit * _DOWN_SHARE, self.up_mbit * _UP_SHARE


@dataclass
class Line:
    """A line that stands. `inside` makes a command run at one of its ends."""

    shape: Shape
    names: dict[str, str] = field(default_factory=dict)

    def inside(self, end: str, *command: str) -> list[str]:
        return ["ip", "netns", "exec", self.names[end], *command]


def why_not() -> str:
    """Why no line can be built here, or nothing."""
    if os.geteuid() != 0:
        return "needs root"
    return "" if Path("/dev/net/tun").exists() else "needs /dev/net/tun"


@contextlib.contextmanager
def shaped(shape: Shape) -> Iterator[Line]:
    with contextlib.ExitStack() as stack:
        line = Line(shape)
        for end in ("client", "router", "server"):
            name = line.names[end] = f"line-{end[0]}-{os.getpid()}"
            _do("ip", "netns", "add", name)
            stack.callback(_do, "ip", "netns", "del", name)
            _do("ip", "-n", name, "link", "set", "lo", "up")
        _wire(line)
        relay = subprocess.Popen(
            [
                sys.executable,
                str(Path(__file__).with_name("line_relay.py")),
                *(line.names["router"], "rt0", line.names["server"], "st0", str(shape.rtt_ms / 2)),
            ],
            stdout=subprocess.PIPE,
        )
        stack.callback(_end, relay)
        assert relay.stdout
        assert relay.stdout.readline() == b"ready\n"
        _shape(line)
        yield line


@contextlib.contextmanager
def serving(line: Line, *arguments: str) -> Iterator[str]:
    """The measuring endpoints at the far end; yields their address."""
    command = (sys.executable, "-m", "checker.desk.measure", "--listen", f"{SERVER}:8989", *arguments)
    process = subprocess.Popen(line.inside("server", *command), stdout=subprocess.PIPE, cwd=ROOT)
    try:
        assert process.stdout
        assert process.stdout.readline().startswith(b"listening on ")
        yield f"http://{SERVER}:8989"
    finally:
        _end(process)


def _wire(line: Line) -> None:
    client, router = line.names["client"], line.names["router"]
    _do("ip", "link", "add", "c0", "netns", client, "type", "veth", "peer", "name", "r0", "netns", router)
    for name, device, address in ((client, "c0", "10.66.1.2/24"), (router, "r0", "10.66.1.1/24")):
        _do("ip", "-n", name, "addr", "add", address, "dev", device)
        # One packet a time, or the queue would see packets that no line carries.
        _do("ip", "-n", name, "link", "set", device, "up", "gso_max_segs", "1")
    _do("ip", "-n", client, "route", "add", "default", "via", "10.66.1.1")
    _do("ip", "netns", "exec", router, "sysctl", "-qw", "net.ipv4.ip_forward=1")


def _shape(line: Line) -> None:
    shape, names = line.shape, line.names
    for end, device, address in (("router", "rt0", "10.66.2.1/24"), ("server", "st0", "10.66.2.2/24")):
        _do("ip", "-n", names[end], "addr", "add", address, "dev", device)
        _do("ip", "-n", names[end], "link", "set", device, "up", "mtu", "1500", "gso_max_segs", "1")
        _do("ip", "-n", names[end], "link", "set", device, "txqueuelen", "5000")
    _do("ip", "-n", names["server"], "route", "add", "default", "via", "10.66.2.1")
    for device, mbit, queue_ms in (
        ("r0", shape.down_mbit, shape.queue_down_ms),
        ("rt0", shape.up_mbit, shape.queue_up_ms),
    ):
        burst = max(3100, int(mbit * 1e6 / 8 * 0.0005))
        limit = max(8000, int(mbit * 1e6 / 8 * queue_ms / 1000))
        shaping = ("tbf", "rate", f"{mbit}mbit", "burst", str(burst), "limit", str(limit))
        _do("ip", "netns", "exec", names["router"], "tc", "qdisc", "replace", "dev", device, "root", *shaping)


def _do(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(5)
    if process.stdout:
        process.stdout.close()
