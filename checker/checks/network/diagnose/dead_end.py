"""Nothing outside answers by an IP version: who is to blame, by what was seen and not by what is left over. Pure.

From the PC outwards: what it forbids itself, its netmask, its VPN, its router's choice, the router, and what lies
behind. Without anything seen behind the router, router and line stay two.
"""

from checker.checks.network.diagnose.evidence import NEAR_REFUSERS, NOT_ATTEMPTED, remote_targets
from checker.model.failure import FailureKind
from checker.model.finding import Sureness
from checker.model.observation import Observation, Observations
from checker.model.record import Record

_BEHIND_ROUTER_KINDS = ("public", "shared", "ds-lite")
_SERVERS_AT_HOME = ("router", "home", "this-pc")
_EVIDENCE = ("gateway.median", "dns.fresh", "dns.server", "gateway.neighbour", "gateway.gives-addresses")


class DeadEnd(Record, frozen=True, kw_only=True):
    """What is said of it. `how`: by what the router keeps this PC in (refused, silent, page)."""

    code: str
    sure: Sureness
    evidence: tuple[Observation, ...]
    how: str = ""

    @property
    def values(self) -> dict[str, str]:
        """The finding's values."""
        return {"how": self.how} if self.how else {}


def dead_end(observations: Observations, version: int) -> DeadEnd:
    """Where this IP version ends."""
    specific = specific_dead_end(observations, version)
    if specific is not None:
        return specific
    if _is_behind_router_reached(observations, version):
        sure = Sureness.POSSIBLE if version == 4 and _is_ipv6_untried(observations) else Sureness.LIKELY
        return _made("network.no-internet", sure, observations, version)
    return _made("network.router-or-line", Sureness.LIKELY, observations, version)


def _is_ipv6_untried(observations: Observations) -> bool:
    """Whether this PC has IPv6 and dialled nobody by it, as where names are only answered by IPv4."""
    attempts = [observations["reach.v6", target].failure for target in remote_targets(observations)]
    was_tried = observations.has("path.v6") or any(item is None or item.kind not in NOT_ATTEMPTED for item in attempts)
    return observations["address.v6"].value == "global" and not was_tried


def specific_dead_end(observations: Observations, version: int) -> DeadEnd | None:
    """The same where this PC or its router was seen to keep it in; None else."""
    page = observations[f"page.v{version}"].value
    if page in ("sign-in", "page"):
        sure = Sureness.LIKELY if page == "sign-in" else Sureness.POSSIBLE
        return _made("network.captive-portal", sure, observations, version)
    if page == "router":
        return _made("network.router-blocks", Sureness.LIKELY, observations, version, "page")
    if _is_forbidden_here(observations, version):
        return _made("network.blocked-here", Sureness.LIKELY, observations, version)
    if version == 4 and observations["route.on-link"].value is True:
        return _made("network.netmask-wrong", Sureness.LIKELY, observations, version)
    if is_vpn_hung(observations):
        return _made("network.vpn-hangs", Sureness.LIKELY, observations, version)
    if version == 6 and observations.has("reach.v6-other"):
        return _made("network.ipv6-address-stale", Sureness.LIKELY, observations, version)
    if version == 6 and observations["path.v6"].value == "nobody" and observations["sends.v6"].value == "yes":
        return _made("network.ipv6-address-stale", Sureness.POSSIBLE, observations, version)
    if version == 4 and _is_adapter_wrong(observations):
        return _made("network.wrong-adapter", Sureness.LIKELY, observations, version)
    if version == 4 and _is_router_wrong(observations):
        return _made("network.wrong-router", Sureness.LIKELY, observations, version)
    return _router_lock(observations, version)


def is_vpn_hung(observations: Observations) -> bool:
    """The same host that is silent through the VPN answers past it, and no other answers through it."""
    if not observations.has("vpn.bypass"):
        return False
    answered = observations["vpn.answered"].value
    if isinstance(answered, bool):
        return not answered
    return not any(observations.has("reach.v4", target) for target in remote_targets(observations))


def _is_forbidden_here(observations: Observations, version: int) -> bool:
    # Linux gives ICMPv6 "administratively prohibited", whoever sent it, the number of what this PC forbids itself
    is_denied = version == 4 and any(
        failure is not None and failure.kind is FailureKind.DENIED
        for failure in (observations[f"reach.v{version}", target].failure for target in remote_targets(observations))
    )
    sends, refused_by = observations[f"sends.v{version}"].value, observations[f"refused.v{version}"].value
    return is_denied or sends == "forbidden" or refused_by == "pc"


def _is_adapter_wrong(observations: Observations) -> bool:
    """Nobody is met by the adapter of the way out, and the network of another one answers."""
    return (
        observations["path.v4"].value == "nobody"
        and observations["dns.server"].value == "other-adapter"
        and observations.has("dns.fresh")
        and not observations.has("dns.fresh-kind")
    )


def _is_router_wrong(observations: Observations) -> bool:
    """The device that is set as router forwards nothing, and another one of this home shows that it is not it."""
    if observations["path.v4"].value != "nobody":
        return False  # a machine that answers for packets that ran out is a router
    return observations["gateway.gives-addresses"].value is False or (
        observations.has("dns.fresh") and observations["dns.server"].value == "home"
    )


def _router_lock(observations: Observations, version: int) -> DeadEnd | None:
    """The router refuses; or it is silent though names get answered by the very line.

    Where IPv6 works the answers may have come by it (a dead tunnel of DS-Lite): then they prove nothing for IPv4.
    """
    if observations[f"refused.v{version}"].value in ("router", "near"):
        return _made("network.router-blocks", Sureness.LIKELY, observations, version, "refused")
    is_line_alive = (
        observations.has("dns.fresh")
        and observations["dns.fresh-kind"].value is None
        and observations["dns.server"].value != "other-adapter"  # another network's line is none of this router's
    )
    is_v6_alive = any(observations.has("reach.v6", target) for target in remote_targets(observations))
    if version == 6 or is_v6_alive or not is_line_alive or _is_behind_router_reached(observations, version):
        return None
    if observations[f"path.v{version}"].value not in ("nobody", "router", "home"):
        return None
    is_at_home = observations["dns.server"].value in _SERVERS_AT_HOME
    sure = Sureness.LIKELY if is_at_home else Sureness.POSSIBLE
    return _made("network.router-blocks", sure, observations, version, "silent")


def _is_behind_router_reached(observations: Observations, version: int) -> bool:
    """A machine behind the home answered for packets that ran out there."""
    hop_kinds = [observations[name].value for name in ("hop2.kind", "hop3.kind")] if version == 4 else []
    return observations[f"path.v{version}"].value in ("provider", "target") or any(
        kind in _BEHIND_ROUTER_KINDS for kind in hop_kinds
    )


def _made(code: str, sure: Sureness, observations: Observations, version: int, how: str = "") -> DeadEnd:
    names = (f"path.v{version}", f"sends.v{version}", f"refused.v{version}", *_EVIDENCE)
    more = {
        "network.captive-portal": (f"page.v{version}",),
        "network.router-blocks": (f"page.v{version}",),
        "network.netmask-wrong": ("route.on-link",),
        "network.vpn-hangs": ("vpn.active", "vpn.carries-all", "vpn.bypass", "vpn.answered"),
        "network.ipv6-address-stale": ("reach.v6-other",),
    }
    observed = tuple(observations[name] for name in (*more.get(code, ()), *names) if _was_measured(observations[name]))
    return DeadEnd(code=code, sure=sure, evidence=observed, how=how)


def has_near_refuser(observations: Observations) -> bool:
    """Whether connections are refused before the internet begins, by either IP version."""
    return any(observations[f"refused.v{version}"].value in NEAR_REFUSERS for version in (4, 6))


def _was_measured(observation: Observation) -> bool:
    return observation.failure is None or observation.failure.kind is not FailureKind.NOT_MEASURED
