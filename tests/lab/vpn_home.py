"""A home, its router and a company's gateway, each in a network namespace of its own; real VPN servers at the end.

PC 10.91.0.2 - router - gateway 10.92.0.2. The probe runs in this process, in a thread that enters the PC's namespace.
"""

import os
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pytest

from tests.lab.programs import Programs, work_in
from tests.lab.root import is_root

T = TypeVar("T")
GATEWAY = "10.92.0.2"
_LAYOUT = """
netns add {pc}
netns add {router}
netns add {company}
link add pc0 netns {pc} type veth peer name home0 netns {router}
link add wan0 netns {router} type veth peer name gw0 netns {company}
-n {pc} addr add 10.91.0.2/24 dev pc0
-n {router} addr add 10.91.0.1/24 dev home0
-n {router} addr add 10.92.0.1/24 dev wan0
-n {company} addr add 10.92.0.2/24 dev gw0
-n {pc} link set pc0 up
-n {router} link set home0 up
-n {router} link set wan0 up
-n {company} link set gw0 up
-n {pc} link set lo up
-n {company} link set lo up
-n {pc} route add default via 10.91.0.1
-n {company} route add default via 10.92.0.1
"""


class Home:
    """Built when made; `close` takes everything away, servers too."""

    def __init__(self) -> None:
        mark = os.getpid()
        self._names = {name: f"hoc-{name}-{mark}" for name in ("pc", "router", "company")}
        self._programs = Programs()
        try:
            for line in _LAYOUT.format(**self._names).strip().splitlines():
                run_command("ip", *line.split())
            # Linux refuses to one neighbour six datagrams, then one a second: tests in a row would use that up.
            self.inside("router", "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv4.icmp_ratelimit=0")
            self.rules()
        except BaseException:
            self.close()
            raise

    def inside(self, name: str, *command: str) -> str:
        """Runs a command to its end in the namespace `pc`, `router` or `company`; its output."""
        return run_command("ip", "netns", "exec", self._names[name], *command)

    def serve(self, *command: str, folder: Path, ready: Callable[[], bool], log: str = "server.log") -> Path:
        """Starts a server at the company and waits until it is `ready`; where it writes."""
        file = folder / log
        self._programs.start(["ip", "netns", "exec", self._names["company"], *command], file, ready)
        return file

    def rules(self, *rules: str) -> None:
        """What the router does with what it forwards, in nftables' words; without any, nothing."""
        chain = "\n".join(("type filter hook forward priority 0", *rules))
        self.inside("router", "nft", f"flush ruleset\ntable ip home {{\nchain forward {{\n{chain}\n}}\n}}")

    def at_the_pc(self, work: Callable[[], T]) -> T:
        """Runs `work` in the PC's network; threads that it starts are there too."""
        return work_in(self._names["pc"], work)

    def stop_servers(self) -> None:
        """Ends every server and waits for it."""
        self._programs.stop()

    def close(self) -> None:
        self.stop_servers()
        for name in self._names.values():
            with suppress(subprocess.CalledProcessError):
                run_command("ip", "netns", "del", name)


def home_or_skip() -> Home:
    """Skips with the reason where namespaces are not to be had."""
    if not is_root():
        pytest.skip("network namespaces need root")
    name = f"hoc-try-{os.getpid()}"
    try:
        run_command("ip", "netns", "add", name)
        run_command("ip", "netns", "del", name)
        run_command("nft", "--version")
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        pytest.skip(f"no network namespaces here: {getattr(error, 'stderr', error)}")
    return Home()


def run_command(*command: str) -> str:
    """What it prints. Raises CalledProcessError, TimeoutExpired."""
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=20).stdout
