"""A home in two network namespaces: a PC and its router, joined by a cable; faults are added by nftables."""

import contextlib
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lab.root import is_root

ROOT = Path(__file__).parents[2]
needs_namespaces = [
    pytest.mark.netns,
    pytest.mark.skipif(
        not is_root() or not shutil.which("ip") or not shutil.which("nft"),
        reason="needs root, ip and nft",
    ),
]


class Home:
    """The namespaces `pc` and `router`; 192.168.178.0/24 and 2001:db8:178::/64 between them."""

    def __init__(self, mark: str) -> None:
        self.pc = f"hc-pc-{mark}"
        self.router = f"hc-ro-{mark}"
        self.provider = f"hc-isp-{mark}"
        self.outside = f"hc-out-{mark}"
        self._started: list[subprocess.Popen[str]] = []

    def on(self, namespace: str, *commands: str) -> None:
        """Runs each command there; raises when one fails."""
        for command in commands:
            subprocess.run(["ip", "netns", "exec", namespace, "sh", "-c", command], check=True, capture_output=True)

    def resolver(self, *servers: str) -> None:
        """Sets the PC's DNS servers, by the resolv.conf that `ip netns exec` lays over the machine's."""
        folder = Path("/etc/netns") / self.pc
        folder.mkdir(parents=True, exist_ok=True)
        options = "options timeout:1 attempts:1\n"
        (folder / "resolv.conf").write_text(options + "".join(f"nameserver {server}\n" for server in servers))

    def python(self, code: str, namespace: str = "", timeout_s: float = 40) -> str:
        """What this program prints on the PC. Raises with its traceback."""
        done = subprocess.run(
            self._command(namespace or self.pc, code),
            capture_output=True,
            text=True,
            timeout=timeout_s,
            cwd=ROOT,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def serve(self, namespace: str, code: str) -> None:
        """Starts this program there and waits for the line that it prints when it is ready."""
        program = subprocess.Popen(self._command(namespace, code), stdout=subprocess.PIPE, text=True, cwd=ROOT)
        self._started.append(program)
        assert program.stdout
        assert program.stdout.readline(), "the program ended before it was ready"

    def nft(self, namespace: str, *rules: str) -> None:
        """Adds rules to a chain `in` (input hook) or `way` (forward hook): "in icmp type echo-request drop"."""
        self.on(
            namespace,
            "nft add table inet t",
            "nft add chain inet t in '{ type filter hook input priority 0; }'",
            "nft add chain inet t way '{ type filter hook forward priority 0; }'",
            *(f"nft add rule inet t {rule}" for rule in rules),
        )

    def close(self) -> None:
        for program in self._started:
            program.kill()
            program.wait()
            if program.stdout:
                program.stdout.close()
        for namespace in (self.pc, self.router, self.provider, self.outside):
            subprocess.run(["ip", "netns", "del", namespace], capture_output=True, check=False)
        shutil.rmtree(Path("/etc/netns") / self.pc, ignore_errors=True)

    def _command(self, namespace: str, code: str) -> list[str]:
        return ["ip", "netns", "exec", namespace, sys.executable, "-c", code]


@contextlib.contextmanager
def home(addressed: bool = True, ipv6: bool = True) -> Iterator[Home]:
    """The namespaces, gone again at the end. Without `addressed` the PC's cable is plugged in and nothing more."""
    mark = uuid.uuid4().hex[:6]
    made = Home(mark)
    try:
        for namespace in (made.pc, made.router):
            add(made, namespace)
        cable = f"ip link add eth0 netns {made.pc} type veth peer name lan0 netns {made.router}"
        subprocess.run(cable.split(), check=True)
        for namespace, name in ((made.pc, "eth0"), (made.router, "lan0")):
            made.on(namespace, "ip link set lo up", f"ip link set {name} up")
        made.on(made.router, "ip addr add 192.168.178.1/24 dev lan0", "sysctl -qw net.ipv4.ip_forward=1")
        if ipv6:
            made.on(
                made.router,
                "ip addr add 2001:db8:178::1/64 dev lan0 nodad",
                "sysctl -qw net.ipv6.conf.all.forwarding=1",
            )
        made.on(made.pc, "sysctl -qw net.ipv4.ping_group_range='0 2147483647'")
        if addressed:
            made.on(made.pc, "ip addr add 192.168.178.20/24 dev eth0", "ip route add default via 192.168.178.1")
        if addressed and ipv6:
            made.on(
                made.pc, "ip addr add 2001:db8:178::20/64 dev eth0 nodad", "ip route add default via 2001:db8:178::1"
            )
        yield made
    finally:
        made.close()


def add(made: Home, namespace: str) -> None:
    """A namespace whose IPv6 addresses are ready at once (no duplicate address detection)."""
    subprocess.run(["ip", "netns", "add", namespace], check=True)
    made.on(namespace, "sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0")


def with_outside(made: Home) -> None:
    """Adds the internet: one host, 203.0.113.10 and 2001:db8:10::10, behind the router."""
    add(made, made.outside)
    wire = f"ip link add wan0 netns {made.router} type veth peer name eth0 netns {made.outside}"
    subprocess.run(wire.split(), check=True)
    made.on(
        made.router,
        "ip link set wan0 up",
        "ip addr add 203.0.113.1/24 dev wan0",
        "ip addr add 2001:db8:10::1/64 dev wan0 nodad",
    )
    made.on(
        made.outside,
        "ip link set lo up",
        "ip link set eth0 up",
        "ip addr add 203.0.113.10/24 dev eth0",
        "ip addr add 2001:db8:10::10/64 dev eth0 nodad",
        "ip route add default via 203.0.113.1",
        "ip -6 route add default via 2001:db8:10::1",
    )
