"""The whole check in a home of namespaces: what the PC reports, and the servers that it asks."""

import json
from pathlib import Path
from typing import Any

from tests.net.homes import Home

CHECK = """
import json, os, time
from checker.checks.context import ProbeContext
from checker.checks.network import CHECK
from checker.checks.network.local import gateway_ping
from checker.checks.network.need import NetworkNeed
from checker.checks.network.reach import desk, target
from checker.model.observation import Observations
from checker.model.profile import FirmContact, Profile
from checker.net.net import Net
from checker.net.routes import linux
from checker.net.routes.interface import Medium
media = linux.media
linux.media = lambda: {{**media(), "eth0": Medium.CABLE}}  # the cable between two namespaces is a virtual one
parameters = json.loads({parameters!r})
os.environ.update(parameters["variables"])
gateway_ping.COUNT = parameters["pings"]
target.CONNECT_S = desk.CONNECT_S = 1.2
need = NetworkNeed(**parameters["need"])
profile = Profile(code="AB", customer="x", firm=FirmContact(name="f", desk_url=parameters["desk"]))
context = ProbeContext(CHECK, profile, Net(extra_ca=parameters["extra_ca"]), "linux")
seen = Observations(list(CHECK.probe()(need, context)))
print(json.dumps({{
    "codes": [f"{{finding.code}} {{finding.level.value}}" for finding in CHECK.diagnose(seen, need)],
    "values": {{finding.code: finding.values for finding in CHECK.diagnose(seen, need)}},
    "seen": {{one.key: one.value if one.failure is None else one.failure.kind.value for one in seen}},
    "failures": repr([one.failure for one in seen]),
}}))
"""
SERVER = """
import time
from tests.net import servers
with {what}:
    print("ready", flush=True)
    time.sleep(60)
"""
OUTSIDE = {"A": "203.0.113.10", "AAAA": "2001:db8:10::10"}
ZONE = {"desk.example.": OUTSIDE, "mail.example.": OUTSIDE}
DESK = "http://desk.example:8080"
FINE = {"network.home-fine ok", "network.desk-reached ok"}
HOME = {"network.home-fine ok"}
PRIVATE = ("192.168.178.", "203.0.113.", "198.51.100.", "100.64.7.", "192.0.0.", "10.20.0.", "2001:db8", "eth0")
Page = tuple[int, dict[str, str], bytes]


def serve_dns(made: Home, namespace: str, host: str, answer: str = "", late_s: float = 0.0, **records: Any) -> None:
    """A DNS server for the two names; `answer` replaces their records (an rcode), `records` (desk, mail) one's A."""
    zone = {(name, kind): value for name, kinds in ZONE.items() for kind, value in kinds.items()}
    zone = {key: int(answer) if answer else value for key, value in zone.items()}
    for name, value in records.items():
        zone |= {(f"{name}.example.", "A"): value, (f"{name}.example.", "AAAA"): 0}
    what = f"servers.names({zone!r}, {host!r}, 53, late_s={late_s})"
    made.serve(namespace, SERVER.format(what=what))


def serve_pages(made: Home, namespace: str, port: int, page: Page, host: str = "::", leaf: Path | None = None) -> None:
    """A web server that answers /generate_204 so, and has the desk's large page."""
    pages = {"/generate_204": page, "/api/v1/openapi.json": (200, {}, b"{" + b" " * 20_000 + b"}")}
    made.serve(
        namespace, SERVER.format(what=f"servers.http({pages!r}, host={host!r}, port={port}, leaf={str(leaf or '')!r})")
    )


def serve_internet(made: Home) -> None:
    """The router's DNS, and the desk outside."""
    serve_dns(made, made.router, "192.168.178.1")
    serve_pages(made, made.outside, 8080, (204, {}, b""))


def run_check(
    made: Home, desk: str = DESK, pings: int = 10, extra_ca: str | None = None, **need: Any
) -> dict[str, Any]:
    """`codes`, `seen` and `values` of the check; no address and no name of a host may be among them."""
    variables = need.pop("variables", {})
    parameters = {"desk": desk, "pings": pings, "extra_ca": extra_ca, "need": need, "variables": variables}
    result: dict[str, Any] = json.loads(made.python(CHECK.format(parameters=json.dumps(parameters))))
    for private in (*PRIVATE, "desk.example"):
        assert private not in json.dumps(result["seen"]).replace("192.168.178.0/24", "")
        assert private not in result["failures"]
    result["codes"] = set(result["codes"])
    return result
