"""Behind the router: how addresses are translated, what the provider loses, and large packets that vanish."""

from collections.abc import Iterator

from checker.checks.network.diagnose.evidence import home_packet_counts
from checker.checks.network.diagnose.home import LOSS_LIMIT, P95_LIMIT_MS
from checker.checks.network.diagnose.significance import SIGNIFICANCE, binomial_p_value, fisher_p_value
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observation, Observations

LATE_MS = 50.0
"""Variation of delay that speech and video are allowed between network ends (ITU-T Y.1541, table 1, class 0)."""
PROVIDER_SIGNIFICANCE = 0.01
"""How likely mere chance may be before a loss is located behind the home: people call the provider for it."""
_EVIDENCE = (
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


def address_translation(observations: Observations) -> Iterator[Finding]:
    """How addresses are translated on the path, by the kinds of address there. All of it works; some VPNs fail."""
    own, hops = observations["address.v4"], (observations["hop2.kind"], observations["hop3.kind"])
    if _any_is("ds-lite", *hops):
        yield Finding.note("network.ds-lite", evidence=hops)
    if _any_is("shared", own, *hops):
        sure = Sureness.CERTAIN if own.value == "shared" else Sureness.LIKELY
        yield Finding.note("network.cgnat", evidence=(own, *hops), sure=sure)
    if own.value == "private" and hops[0].value == "private":  # some providers number their own machines so
        yield Finding.note("network.double-nat", evidence=(own, hops[0]), sure=Sureness.POSSIBLE)
    if has_nat64(observations):
        yield Finding.note("network.nat64", evidence=(own, observations["nat64.offered"]), sure=Sureness.CERTAIN)
    if observations["nat.symmetric"].value is True:
        yield Finding.note("network.symmetric-nat", evidence=observations["nat.symmetric"], sure=Sureness.CERTAIN)


def has_nat64(observations: Observations) -> bool:
    """Whether this PC has IPv6 alone, and names of IPv4 hosts are translated (RFC 7050)."""
    return observations["nat64.offered"].value is True and observations["address.v4"].value in _NO_ADDRESS


def _any_is(kind: str, *observations: Observation) -> bool:
    return any(observation.value == kind for observation in observations)


def provider_loss(observations: Observations) -> Iterator[Finding]:
    """Lost or late behind the router, twice: as echo requests, and as TCP connections, which nobody limits so."""
    home, figures = home_packet_counts(observations), _provider_counts(observations)
    if home is None or figures is None:
        return
    sent, lost_packets, connects, failed_connects = figures
    proven = (
        binomial_p_value(sent, lost_packets, LOSS_LIMIT) < SIGNIFICANCE
        and binomial_p_value(connects, failed_connects, LOSS_LIMIT) < SIGNIFICANCE
        and fisher_p_value(sent + connects, lost_packets + failed_connects, *home) < PROVIDER_SIGNIFICANCE
    )
    if not proven and not _is_late(observations):
        return
    yield Finding.warning(
        "network.provider-loss",
        evidence=tuple(observations[name] for name in _EVIDENCE),
        sure=Sureness.LIKELY if proven else Sureness.POSSIBLE,
        loss=round(100 * max(0.0, lost_packets / sent - home[1] / home[0]), 1),
        p95=round(observations.number("provider.p95") or 0),
    )


def _provider_counts(observations: Observations) -> tuple[int, int, int, int] | None:
    """Echo requests sent and lost, connections tried and lost. A port that never opens proves nothing."""
    counts = [
        observations.number(name)
        for name in ("provider.sent", "provider.lost", "provider.connects", "provider.connects-lost")
    ]
    sent, lost_packets, connects, failed_connects = (0 if number is None else int(number) for number in counts)
    return (sent, lost_packets, connects, failed_connects) if sent > 0 and 0 <= failed_connects < connects else None


def _is_late(observations: Observations) -> bool:
    """The late answers lie far from the middle, both of echoes and of connections, and the home's own do not."""
    at_home = observations.number("gateway.p95")
    spread = _spread_ms(observations, "provider.median", "provider.p95")
    connects = _spread_ms(observations, "provider.connects-median", "provider.connects-p95")
    return at_home is not None and at_home <= P95_LIMIT_MS and min(spread, connects) > LATE_MS


def _spread_ms(observations: Observations, median_name: str, p95_name: str) -> float:
    median_ms, p95_ms = observations.number(median_name), observations.number(p95_name)
    return 0.0 if median_ms is None or p95_ms is None else p95_ms - median_ms


def large_packets(observations: Observations) -> Iterator[Finding]:
    """Shown by trial and counter-trial. `mtu` is for the technician: bytes, 0 where the desk answers no echoes."""
    narrow = observations["desk.narrow"]
    if not isinstance(narrow.value, str) or not narrow.value:
        return
    evidence = (narrow, observations["desk.mtu"], observations["desk.mtu-told"], observations["desk.status"])
    yield Finding.warning(
        "network.large-packets-lost",
        evidence=evidence,
        sure=Sureness.CERTAIN,
        direction=narrow.value,
        mtu=round(observations.number("desk.mtu") or 0),
    )
