"""What the follow-ups of the home network's check say where nothing got out. Pure.

Remarks: `expired` of a machine that answered for a packet that ran out there; `forbidden` of this PC's own refusal;
`no-route` of a router's; `near` of a refusal from two routers away at most; `fresh-name`, `past-vpn`, `other-prefix`,
`other-adapter` of what passed another way; `netmask`.
"""

from collections.abc import Iterator

from checker.checks.network.diagnose.evidence import remote_targets
from checker.checks.reasoning.witness import Place, Protocol, Traffic, TrafficOutcome, Witness
from checker.model.observation import Observations

_PATH_ENDS = {"router": Place.ROUTER, "home": Place.ROUTER, "provider": Place.PROVIDER, "target": Place.BEYOND}
_REFUSED_AT = {"pc": Place.PC, "router": Place.ROUTER, "no-route": Place.ROUTER}


def dead_end_witnesses(observations: Observations) -> Iterator[Witness]:
    """By IP version, then what holds for both."""
    for version in (4, 6):
        yield from _path(observations, version)
        yield from _refusals(observations, version)
    yield from _other_paths(observations)
    if observations["route.on-link"].value is True:
        yield _witness(TrafficOutcome.REDIRECTED, Protocol.SYSTEM, 4, Place.PC, "route.on-link", "netmask")


def _witness(
    outcome: TrafficOutcome, protocol: Protocol, version: int, reached: Place | None, key: str, remark: str = ""
) -> Witness:
    return Witness(
        outcome=outcome,
        traffic=Traffic(protocol=protocol, end=Place.BEYOND, ip_version=version),
        reached=reached,
        source=key,
        evidence=(key,),
        remark=remark,
    )


def _path(observations: Observations, version: int) -> Iterator[Witness]:
    """Small times to live: who answered, and that whole packets were lost, there or later."""
    key = f"path.v{version}"
    value = observations[key].value
    place = _PATH_ENDS.get(str(value))
    if place is not None:
        yield _witness(TrafficOutcome.PASSED, Protocol.ICMP, version, place, key, "expired")
    if value is not None and value != "target":
        yield _witness(TrafficOutcome.LOST, Protocol.ICMP, version, place, key)


def _refusals(observations: Observations, version: int) -> Iterator[Witness]:
    if observations[f"sends.v{version}"].value == "forbidden":
        yield _witness(TrafficOutcome.REFUSED, Protocol.UDP, version, Place.PC, f"sends.v{version}", "forbidden")
    key = f"refused.v{version}"
    refuser = observations[key].value
    if refuser in _REFUSED_AT:
        remark = "no-route" if refuser == "no-route" else ""
        yield _witness(TrafficOutcome.REFUSED, Protocol.TCP, version, _REFUSED_AT[str(refuser)], key, remark)
    elif refuser == "near":
        yield _witness(TrafficOutcome.REFUSED, Protocol.TCP, version, None, key, "near")


def _other_paths(observations: Observations) -> Iterator[Witness]:
    """What came through while the usual did not."""
    is_usual_path = observations["dns.server"].value != "other-adapter"
    is_fresh = observations.has("dns.fresh") and not observations.has("dns.fresh-kind")
    if is_usual_path and is_fresh:
        is_v6_alive = any(observations.has("reach.v6", target) for target in remote_targets(observations))
        version = 6 if is_v6_alive else 0  # it may have come by the version that works
        yield _witness(TrafficOutcome.PASSED, Protocol.DNS, version, Place.BEYOND, "dns.fresh", "fresh-name")
    if is_fresh and not is_usual_path:  # of how far it came by the usual path that says nothing
        yield _witness(TrafficOutcome.PASSED, Protocol.DNS, 0, None, "dns.fresh", "other-adapter")
    if observations.has("vpn.bypass"):
        yield _witness(TrafficOutcome.PASSED, Protocol.TCP, 0, Place.BEYOND, "vpn.bypass", "past-vpn")
    if observations.has("reach.v6-other"):
        yield _witness(TrafficOutcome.PASSED, Protocol.TCP, 6, Place.BEYOND, "reach.v6-other", "other-prefix")
