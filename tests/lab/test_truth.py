"""What the fault lab looks up from its other ends is what was built: in one town, before and after it is broken."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.faults import lacking
from tests.lab.faults.rights import prefix, why_not

ROOT = Path(__file__).parents[2]
CODE = """
import json, msgspec
from tests.lab.faults.layout import Layout
from tests.lab.faults.town import town
from tests.lab.faults.truth.examined import examined
from tests.lab.faults.visit import Visit
with town(Layout(neighbour=True)) as made:
    visit = Visit()
    truths = [examined(made, visit, ())]
    made.rules("router", "udp dport 51820 drop")
    made.company.stop("openvpn")
    made.internet.drop("desk")
    made.internet.zone["vpn.example.", "A"] = 2
    before = len(made.tables)
    made.rules("provider", "meta nfproto ipv6 drop")
    truths.append(examined(made, visit, ()))
    print(json.dumps([msgspec.to_builtins(truths), made.stopped_packets(made.tables[before:])]))
"""
pytestmark = [
    pytest.mark.netns,
    pytest.mark.skipif(bool(why_not()), reason=f"the fault lab {why_not()}"),
    pytest.mark.skipif(bool(lacking()), reason=f"the fault lab needs {', '.join(lacking())}"),
]


def test_what_the_other_ends_see() -> None:
    done = subprocess.run(
        [*prefix(), sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stderr
    (well, broken), stopped = json.loads(done.stdout)
    assert all(well["answered"].values())
    assert {gateway[end] for gateway in well["gateways"].values() for end in ("outside", "neighbour", "pc")} == {
        "answers"
    }
    assert well["names"]["pc:names:vpn.example:A"] == well["names"]["outside:names:vpn.example:A"]
    wireguard, openvpn = broken["gateways"]["wireguard"], broken["gateways"]["openvpn"]
    assert (wireguard["outside"], wireguard["neighbour"], wireguard["pc"]) == ("answers", "silent", "silent")
    assert (openvpn["outside"], openvpn["pc"]) == ("refused", "refused")
    assert not broken["answered"]["outside.desk"] and not broken["answered"]["neighbour.line-v6"]
    assert broken["answered"]["neighbour.line-v4"] and broken["answered"]["outside.line-v6"]
    assert broken["names"]["outside:names:vpn.example:A"] == ["rcode:SERVFAIL"]
    assert stopped > 0
