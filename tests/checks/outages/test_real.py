"""A home of namespaces in which something breaks for seconds: what is told is what was broken, and when."""

import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from checker.checks.outages.outage import OutagePlace, find_outages
from checker.model.codec import report_from_json
from checker.model.profile import FirmContact, Profile
from tests.bench.faults import lacking
from tests.checks.outages.inside import WatchTask
from tests.lab.faults import layout as at
from tests.lab.faults.layout import Layout
from tests.lab.faults.rights import why_not
from tests.lab.faults.town import DESK, ROOT, Town, town
from tests.lab.faults.visit import Visit
from tests.lab.root import is_root

PLACES = {
    OutagePlace.HOME: ("router", "iifname lan0 drop", "prerouting"),
    OutagePlace.LINE: ("provider", "iifname acc0 drop", "prerouting"),
    OutagePlace.INTERNET: ("provider", "drop", "forward"),
    OutagePlace.DESK: ("internet", f"ip daddr {at.DESK} drop", "input"),
}
"""Where each is broken, by which rule."""
FIRST_S, EACH_S, LENGTH_S = 6.0, 14.0, 8.0
pytestmark = [
    pytest.mark.slow,
    pytest.mark.netns,
    pytest.mark.skipif(bool(why_not()) or not is_root(), reason=f"the fault lab {why_not() or 'needs root'}"),
    pytest.mark.skipif(bool(lacking()), reason=f"the fault lab needs {', '.join(lacking())}"),
]


def break_for_a_while(home: Town, place: OutagePlace) -> None:
    where, rule, hook = PLACES[place]
    home.rules(where, rule, hook=hook)
    table = home.tables[-1]

    def heal() -> None:
        home.on(table[0], f"nft delete table {table[1]} {table[2]}")

    threading.Timer(LENGTH_S, heal).start()


@contextlib.contextmanager
def started(home: Town, seconds: float) -> Iterator[subprocess.Popen[bytes]]:
    """A watch in the PC's namespace, which runs by now."""
    needs = Visit(gateways=("portal",)).needs(home.company)
    profile = Profile(code="LAB", customer="Firma", firm=FirmContact(name="IT-Firma", desk_url=DESK), needs=needs)
    task = WatchTask(profile=profile, extra_ca=str(home.certificates.public.path))
    command = home.spaces.inside("pc", sys.executable, "-m", "tests.checks.outages.inside", str(seconds))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as child:
        assert child.stdin and child.stdout
        child.stdin.write(msgspec.json.encode(task))
        child.stdin.close()
        assert child.stdout.readline() == b"watching\n"
        yield child


def watched(home: Town, seconds: float) -> bytes:
    with started(home, seconds) as child:
        for number, place in enumerate(PLACES):
            threading.Timer(FIRST_S + EACH_S * number, break_for_a_while, (home, place)).start()
        assert child.stdout
        return child.stdout.read()


def test_a_watch_that_is_killed_leaves_nothing_running() -> None:
    with town(Layout(ipv6=False)) as home:
        with started(home, 60) as child:
            child.kill()
            child.wait()
        pids = subprocess.run(["ip", "netns", "pids", home.spaces["pc"]], capture_output=True, text=True, check=True)
    assert pids.stdout == ""


def test_each_place_is_told_by_its_name(tmp_path: Path) -> None:
    with town(Layout(ipv6=False)) as home:
        raw = watched(home, FIRST_S + EACH_S * len(PLACES) + 2)
    (tmp_path / "report.json").write_bytes(raw)
    report = report_from_json(raw)
    observed = report.measurements[0].observations_by_key
    outages = find_outages(observed)
    assert [outage.place for outage in outages] == list(PLACES), raw.decode()
    for number, outage in enumerate(outages):
        assert outage.from_s == pytest.approx(FIRST_S + EACH_S * number, abs=2.5)
        assert outage.seconds == pytest.approx(LENGTH_S, abs=2.5)
    codes = [finding.code for finding in report.findings]
    assert {"outages.home", "outages.line", "outages.internet", "outages.desk"} <= set(codes)
    assert "192." not in raw.decode().partition('"measurements"')[2].partition('"findings"')[0]
