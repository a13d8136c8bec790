"""Behind the router: how addresses are translated, what the provider loses, and large packets that vanish."""

from collections.abc import Iterator

from checker.checks.network.chance import DOUBT, by_chance, no_worse_by_chance
from checker.checks.network.diagnose_home import LOSS_LIMIT, P95_LIMIT_MS
from checker.checks.network.evidence import home_series
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observation, Observations

LATE_MS = 50.0
"""Variation of delay that speech and video are allowed between network ends (ITU-T Y.1541, table 1, class 0)."""
ELSEWHERE_DOUBT = 0.01
"""How likely mere chance may be before a loss is put behind the home: the provider is called for it."""
_WITNESSES = (
    "gateway.sent",
    "gateway.lost",
    "gateway.p95",
    "provider.sent",
    "provider.lost",
    "provider.p95",
    "provider.connects",
    "provider.connects-lost",
)
_NO_ADDRESS = ("none", "self-assigned")


def translation(observations: Observations) -> Iterator[Finding]:
    """How addresses are translated on the way, by the kinds of address there. All of it works; some VPNs mind."""
    own, hops = observations["address.v4"], (observations["hop2.kind"], observations["hop3.kind"])
    if _one_is("ds-lite", *hops):
        yield Finding.note("network.ds-lite", because=hops)
    if _one_is("shared", own, *hops):
        sure = Sureness.CERTAIN if own.value == "shared" else Sureness.LIKELY
        yield Finding.note("network.cgnat", because=(own, *hops), sure=sure)
    if own.value == "private" and hops[0].value == "private":  # some providers number their own machines so
        yield Finding.note("network.double-nat", because=(own, hops[0]), sure=Sureness.POSSIBLE)
    if nat64(observations):
        yield Finding.note("network.nat64", because=(own, observations["nat64.offered"]), sure=Sureness.CERTAIN)
    if observations["nat.symmetric"].value is True:
        yield Finding.note("network.symmetric-nat", because=observations["nat.symmetric"], sure=Sureness.CERTAIN)


def nat64(observations: Observations) -> bool:
    """Whether this PC has IPv6 alone, and names of IPv4 hosts are translated (RFC 7050)."""
    return observations["nat64.offered"].value is True and observations["address.v4"].value in _NO_ADDRESS


def _one_is(kind: str, *observations: Observation) -> bool:
    return any(one.value == kind for one in observations)


def provider(observations: Observations) -> Iterator[Finding]:
    """Lost or late behind the router, twice: as echo requests, and as TCP connections, which nobody limits so."""
    home, figures = home_series(observations), _figures(observations)
    if home is None or figures is None:
        return
    sent, lost, tried, failed = figures
    proven = (
        by_chance(sent, lost, LOSS_LIMIT) < DOUBT
        and by_chance(tried, failed, LOSS_LIMIT) < DOUBT
        and no_worse_by_chance(sent + tried, lost + failed, *home) < ELSEWHERE_DOUBT
    )
    if not proven and not _late(observations):
        return
    yield Finding.warning(
        "network.provider-loss",
        because=tuple(observations[name] for name in _WITNESSES),
        sure=Sureness.LIKELY if proven else Sureness.POSSIBLE,
        loss=round(100 * max(0.0, lost / sent - home[1] / home[0]), 1),
        p95=round(observations.number("provider.p95") or 0),
    )


def _figures(observations: Observations) -> tuple[int, int, int, int] | None:
    """Echo requests sent and lost, connections tried and lost. A door that never opens proves nothing."""
    found = [
        observations.number(name)
        for name in ("provider.sent", "provider.lost", "provider.connects", "provider.connects-lost")
    ]
    sent, lost, tried, failed = (0 if number is None else int(number) for number in found)
    return (sent, lost, tried, failed) if sent > 0 and 0 <= failed < tried else None


def _late(observations: Observations) -> bool:
    """The late answers lie far from the middle, both of echoes and of connections, and the home's own do not."""
    at_home = observations.number("gateway.p95")
    spread = _spread(observations, "provider.median", "provider.p95")
    connects = _spread(observations, "provider.connects-median", "provider.connects-p95")
    return at_home is not None and at_home <= P95_LIMIT_MS and min(spread, connects) > LATE_MS


def _spread(observations: Observations, middle: str, late: str) -> float:
    one, other = observations.number(middle), observations.number(late)
    return 0.0 if one is None or other is None else other - one


def large_packets(observations: Observations) -> Iterator[Finding]:
    """Shown by trial and counter-trial. `mtu` is for the technician: bytes, 0 where the desk answers no echoes."""
    narrow = observations["desk.narrow"]
    if not isinstance(narrow.value, str) or not narrow.value:
        return
    because = (narrow, observations["desk.mtu"], observations["desk.mtu-told"], observations["desk.status"])
    yield Finding.warning(
        "network.large-packets-lost",
        because=because,
        sure=Sureness.CERTAIN,
        direction=narrow.value,
        mtu=round(observations.number("desk.mtu") or 0),
    )
