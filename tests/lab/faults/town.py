"""The lab as a fault meets it: a home with its street and every server, and the ways to break it."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

import msgspec

from checker.model.profile import FirmContact, Profile
from checker.model.report import Report
from tests.lab.faults import layout as at
from tests.lab.faults.certificates import Certificates
from tests.lab.faults.company import Company
from tests.lab.faults.inside import Result, Task
from tests.lab.faults.internet import Internet
from tests.lab.faults.layout import Layout
from tests.lab.faults.street import street
from tests.lab.faults.visit import Visit
from tests.lab.line_spaces import Spaces, run
from tests.lab.programs import Programs
from tests.lab.windows.late_refusals import delay_refusals
from tests.lab.windows.sight import FLOORED, VARIABLE

ROOT = Path(__file__).parents[3]
DESK = "https://desk.example"
_RUN_S = 60.0
_NUMBERS = count()
_STOPS = re.compile(r"(?<!counter )\b(drop|reject)\b")
_COUNTED = re.compile(r"counter packets (\d+)")
_PRIORITIES = {
    ("filter", "prerouting"): -150,
    ("filter", "postrouting"): 150,
    ("nat", "prerouting"): -100,
    ("nat", "postrouting"): 90,
}
"""nft(8), standard priority names; a fault's translation comes before the home's own."""


class Town:
    """Everything that runs, made for one fault and gone with it."""

    def __init__(self, layout: Layout, spaces: Spaces, held: contextlib.ExitStack) -> None:
        self.layout, self.spaces = layout, spaces
        self.certificates = Certificates()
        held.callback(self.certificates.close)
        self._folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="lab-town-")))
        held.callback(shutil.rmtree, Path("/etc/netns") / spaces["pc"], ignore_errors=True)
        self._refuses_late = False
        self.experiments: list[str] = []
        """Names of the follow-up probes of the last visit."""
        self.tables: list[tuple[str, str, str]] = []
        """Namespace, family and name of each table of rules."""
        self.timed: list[tuple[float, Callable[[], object]]] = []
        """Seconds after the start of a visit, and what happens then."""
        self._router_dns, self._programs = Programs(), Programs()
        held.callback(self._programs.stop)
        held.callback(self._router_dns.stop)
        self.internet = Internet(spaces, self.certificates, layout.ipv6, held)
        self.company = Company(spaces, self.certificates, held)
        self.start_dns()
        self.resolver(at.ROUTER_LAN)
        if layout.first.loss and layout.neighbour:
            ports = ("iifname", "oifname")
            drops = [f"{port} pc0 numgen random mod 1000 < {round(layout.first.loss * 10)} drop" for port in ports]
            self.bridge_rules(*drops)
        elif layout.first.loss:
            share = f"numgen random mod 1000 < {round(layout.first.loss * 10)} drop"
            self.rules("router", f"iifname lan0 {share}", hook="prerouting")
            self.rules("router", f"oifname lan0 {share}", hook="postrouting")

    def on(self, where: str, *commands: str) -> None:
        """Runs each command there, as a shell would. Raises CalledProcessError."""
        for command in commands:
            run(self.spaces.inside(where, "sh", "-c", command))

    def rules(self, where: str, *rules: str, hook: str = "forward", kind: str = "filter") -> None:
        """nftables' rules in a chain of their own at this hook. What is dropped or refused is counted."""
        priority = _PRIORITIES.get((kind, hook), 0)
        self._add_table(where, "inet", f"type {kind} hook {hook} priority {priority};", *rules)

    def bridge_rules(self, *rules: str) -> None:
        """nftables' rules for what passes the home's switch, which a home with a neighbour has."""
        self._add_table("switch", "bridge", "type filter hook forward priority 0;", *rules)

    def _add_table(self, where: str, family: str, *lines: str) -> None:
        name = f"t{next(_NUMBERS)}"
        body = "\n".join(map(counting, lines))
        run(self.spaces.inside(where, "nft", f"table {family} {name} {{\nchain c {{\n{body}\n}}\n}}"))
        self.tables.append((where, family, name))

    def stopped_packets(self, tables: Sequence[tuple[str, str, str]]) -> int | None:
        """How many packets the rules of these tables have dropped or refused; None where none of them does that."""
        texts = [run(self.spaces.inside(where, "nft", "list", "table", *table)) for where, *table in tables]
        counts = [int(number) for text in texts for number in _COUNTED.findall(text)]
        return sum(counts) if counts else None

    def resolver(self, *servers: str, words: str = "") -> None:
        """The PC's DNS servers, by the resolv.conf that `ip netns exec` lays over the machine's."""
        folder = Path("/etc/netns") / self.spaces["pc"]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "resolv.conf").write_text("".join(f"nameserver {server}\n" for server in servers) + words)

    def hosts(self, *lines: str) -> None:
        """The PC's file of names, laid over the machine's as its resolv.conf is: these lines besides the usual ones."""
        usual = ("127.0.0.1 localhost", "::1 localhost")
        (Path("/etc/netns") / self.spaces["pc"] / "hosts").write_text("".join(f"{line}\n" for line in (*usual, *lines)))

    def start_dns(self, *options: str, upstream: str = at.PROVIDER_DNS) -> None:
        """The router's DNS: dnsmasq with these options, which asks the provider's server. Ends the one before."""
        self._router_dns.stop()
        log = self._folder / "dns.log"
        log.write_text("")
        # in its debug mode it wants no user of its own, which a namespace without root may lack
        words = ["dnsmasq", "--no-daemon", "--no-resolv", "--no-hosts", "--conf-file=/dev/null", "--cache-size=0"]
        words += ["--bind-interfaces", "--interface=lan0"]
        words += [f"--server={upstream}", *options]
        self._router_dns.start(self.spaces.inside("router", *words), log, lambda: "started" in log.read_text())

    def stop_dns(self) -> None:
        """The router's DNS is gone."""
        self._router_dns.stop()

    def start(self, where: str, *command: str, ready: Callable[[], bool]) -> None:
        """Starts a program there that ends with the town."""
        log = self._folder / f"program-{next(_NUMBERS)}.log"
        self._programs.start(self.spaces.inside(where, *command), log, ready)

    def listens(self, where: str, port: int) -> bool:
        """Whether something listens there on this TCP port."""
        return f":{port} " in run(self.spaces.inside(where, "ss", "-Hltn"))

    def folder(self, name: str) -> Path:
        """An empty one, gone with the town."""
        folder = self._folder / name
        folder.mkdir()
        return folder

    def key_file(self, text: str) -> Path:
        """A file with this text, gone with the town."""
        file = self._folder / f"key-{next(_NUMBERS)}"
        file.write_text(text)
        return file

    def visited(self, visit: Visit, program: "Program | None" = None) -> Report:
        """What the checks report from the PC. Raises AssertionError with what they complained of.

        `program`: who runs them there; None: this Python.
        """
        firm = FirmContact(name="IT-Firma", desk_url=DESK)
        profile = Profile(code="LAB", customer="Firma", firm=firm, needs=visit.needs(self.company))
        medium = "wifi" if self.layout.first.wifi else "cable"
        task = Task(profile, str(self.certificates.public.path), medium)
        timers = [threading.Timer(seconds, work) for seconds, work in self.timed]
        for timer in timers:
            timer.start()
        result = (program or _this_python)(self, visit, task)
        for timer in timers:
            timer.join(_RUN_S)
        self.experiments = result.experiments
        return result.report

    def refuse_late(self) -> None:
        """From now on a refusal takes its time to reach the PC, as on Windows."""
        if not self._refuses_late:
            delay_refusals(*self.spaces.inside("pc"))
            self._refuses_late = True


Program = Callable[[Town, Visit, Task], Result]
"""Runs the checks in the PC's namespace."""


def _this_python(town: Town, visit: Visit, task: Task) -> Result:
    sight = os.environ.get(VARIABLE, "")
    if sight == "windows":
        town.refuse_late()
    clock = ["faketime", "-f", visit.clock] if visit.clock else []
    done = subprocess.run(
        town.spaces.inside("pc", *clock, sys.executable, "-m", "tests.lab.faults.inside"),
        input=msgspec.json.encode(task),
        capture_output=True,
        timeout=_RUN_S,
        cwd=ROOT,
        env={**_environment(sight), "FAKETIME_DONT_FAKE_MONOTONIC": "1", **visit.variables},
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return msgspec.json.decode(done.stdout, type=Result)


def counting(rule: str) -> str:
    """The rule of nftables, so that what it drops or refuses is counted."""
    return _STOPS.sub(r"counter \1", rule)


def _environment(sight: str) -> dict[str, str]:
    """This process's, without a proxy of this machine."""
    own = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    path = os.pathsep.join(filter(None, (str(FLOORED), own.get("PYTHONPATH"))))
    return own | ({"PYTHONPATH": path} if sight == "windows" else {})


@contextlib.contextmanager
def town(layout: Layout) -> Iterator[Town]:
    """Built within a second or two, and gone again with everything in it, whatever happens."""
    with street(layout) as spaces, contextlib.ExitStack() as held:
        yield Town(layout, spaces, held)
