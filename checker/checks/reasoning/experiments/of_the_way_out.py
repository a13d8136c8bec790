"""Experiments of the home network's check, where nobody outside answers by an IP version. Data."""

from checker.checks.reasoning.experiments.declaration import Experiment, alike
from checker.checks.reasoning.experiments.groups import KEPT_IN, NAME, WHOLE_WAY
from checker.checks.reasoning.hypothesis import Pattern
from checker.checks.reasoning.witness import Place, Protocol, TrafficOutcome

_UNANSWERED = (TrafficOutcome.LOST,)
_FAILED = (TrafficOutcome.LOST, TrafficOutcome.REFUSED)
_OUTSIDE = (Place.BEYOND, Place.DESK)
_NOBODY_OUTSIDE = Pattern(outcomes=_FAILED, protocols=(Protocol.TCP,), ends=_OUTSIDE)

FIRST_LOOK = (
    Experiment(
        name="fresh-name",
        check="network",
        probe="checker.checks.network.experiments.fresh_name",
        asks_about=_NOBODY_OUTSIDE,
        separates=("provider-fails", "router-keeps-this-pc-in", "adapter-leads-nowhere"),
        facts=("dns.fresh", "dns.fresh-kind", "dns.server"),
        seconds=1.5,
        packets=2,
        shows=alike("whether a name that nobody has stored is looked up, and where the server stands"),
    ),
    Experiment(
        name="how-far",
        check="network",
        probe="checker.checks.network.experiments.path_end",
        asks_about=_NOBODY_OUTSIDE,
        separates=WHOLE_WAY,
        facts=("path.v4", "path.v6"),
        seconds=0.7,
        packets=2,
        shows=alike("who answers for echo requests that run out on the way"),
    ),
    Experiment(
        name="page-without-tls",
        check="network",
        probe="checker.checks.network.experiments.page",
        asks_about=_NOBODY_OUTSIDE,
        separates=("provider-fails", "router-fails", "router-keeps-this-pc-in"),
        facts=("page.v4", "page.v6"),
        seconds=3.0,
        packets=3,
        shows=alike("what answers on port 80, and whether from two routers away at most"),
    ),
    Experiment(
        name="datagrams-of-this-pc",
        check="network",
        probe="checker.checks.network.experiments.sending",
        asks_about=_NOBODY_OUTSIDE,
        separates=KEPT_IN,
        facts=("sends.v4", "sends.v6", "refused.v4", "refused.v6"),
        seconds=1.8,
        packets=0,
        shows={
            **alike("what this PC forbids itself"),
            "linux": "the same, and who refuses on the first metres",
        },
    ),
    Experiment(
        name="where-a-reset-comes-from",
        check="network",
        probe="checker.checks.network.experiments.refusal",
        asks_about=Pattern(outcomes=(TrafficOutcome.REFUSED,), protocols=(Protocol.TCP,), ends=_OUTSIDE),
        separates=("router-refuses-this-pc", "host-does-not-answer"),
        facts=("refused.v4", "refused.v6"),
        seconds=5.0,
        packets=9,
        shows={
            **alike("whether a packet that cannot have come past the second router is reset"),
            "linux": "the same, and which of the two it was",
        },
    ),
    Experiment(
        name="past-the-vpn",
        check="network",
        probe="checker.checks.network.experiments.past_vpn",
        asks_about=_NOBODY_OUTSIDE,
        separates=("vpn-takes-everything-and-hangs", "other-vpn-takes-everything", *WHOLE_WAY),
        facts=("vpn.bypass",),
        seconds=2.0,
        packets=3,
        shows=alike("whether the same host answers by the home's own adapter"),
    ),
    Experiment(
        name="other-prefix",
        check="network",
        probe="checker.checks.network.experiments.other_prefix",
        asks_about=_NOBODY_OUTSIDE,
        separates=("ipv6-address-left-over", "provider-fails"),
        facts=("reach.v6-other",),
        seconds=2.0,
        packets=6,
        shows=alike("whether IPv6 works from another address of this PC"),
    ),
    Experiment(
        name="tables-of-this-pc",
        check="network",
        probe="checker.checks.network.experiments.home_routing",
        asks_about=_NOBODY_OUTSIDE,
        separates=("netmask-too-wide", "router-fails"),
        facts=("route.on-link", "gateway.neighbour", "gateway.gives-addresses"),
        seconds=0.5,
        packets=0,
        shows={
            **alike("routes and netmask, and who gave out the address"),
            "linux": "routes, netmask and neighbours; who gave out the address where a service tells",
        },
    ),
    Experiment(
        name="names-of-hosts-at-other-servers",
        check="network",
        probe="checker.checks.network.dns.name_comparison",
        asks_about=Pattern(outcomes=_FAILED, ends=(Place.NAMES, *_OUTSIDE)),
        separates=NAME,
        facts=("dns.state", "dns.sick", "dns.wrong-at", "dns.other-answers"),
        seconds=3.0,
        packets=6,
        shows=alike("what the set servers and those of the profile answer, and what answers at the other address"),
    ),
)
