"""UDP as a whole: one block explains the silence of every gateway that is asked by it. Pure."""

from collections.abc import Iterator

from checker.checks.vpn.diagnose_words import verdict_of
from checker.checks.vpn.need import VpnNeed
from checker.checks.vpn.transport import by_udp
from checker.checks.vpn.verdict import Verdict
from checker.model.finding import Finding, Level, Sureness
from checker.model.observation import Observations

_QUIET = (Verdict.SILENT, Verdict.CANNOT_TELL)


def udp_blocked(observations: Observations, need: VpnNeed) -> Iterator[Finding]:
    """No UDP is answered though several were asked, while TCP gets out: not the gateways, but UDP is the trouble."""
    silent = [one for one in need.gateways if by_udp(one) and verdict_of(observations, one) in _QUIET]
    if not silent or observations["udp.answers"].value is not False or not _tcp_gets_out(observations, need):
        return
    level = Level.BLOCKER if any(one.required for one in silent) else Level.WARNING
    evidence = (observations["udp.answers"].key, *(observations["gateway.verdict", one.id].key for one in silent))
    yield Finding(code="vpn.udp-blocked", level=level, evidence=evidence, sure=Sureness.LIKELY)


def _tcp_gets_out(observations: Observations, need: VpnNeed) -> bool:
    return any(
        observations.number("gateway.tcp", one.id) is not None
        or observations["gateway.host-answers", one.id].value is True
        for one in need.gateways
    )
