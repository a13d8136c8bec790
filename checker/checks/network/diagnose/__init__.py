"""What is wrong between the PC and the internet, nearest first. A gap near the PC explains all that lies behind it."""

from collections.abc import Iterator

from checker.checks.network.diagnose.evidence import is_internet_reached
from checker.checks.network.diagnose.home import adapters, company_networks, link_quality, vpn
from checker.checks.network.diagnose.internet import internet_access
from checker.checks.network.diagnose.provider import address_translation
from checker.checks.network.need import ROUTE_CHANGED, NetworkNeed
from checker.model.finding import Finding, Level, Sureness
from checker.model.observation import Observations


def diagnose(observations: Observations, need: NetworkNeed) -> Iterator[Finding]:
    """Findings of the home, then of the internet; without a connection out of the home the rest is not judged."""
    if observations[ROUTE_CHANGED].value is True:
        yield Finding.note("network.route-changed", evidence=observations[ROUTE_CHANGED], sure=Sureness.CERTAIN)
    if observations["gateway.known"].failure and not is_internet_reached(observations):
        yield Finding.unknown("network.not-measured", evidence=observations["gateway.known"])
        return
    home_findings = list(adapters(observations))
    yield from home_findings
    yield from company_networks(observations, need)
    if any(finding.level is Level.BLOCKER for finding in home_findings):
        return
    yield from vpn(observations)
    yield from link_quality(observations)
    yield from address_translation(observations)
    yield from internet_access(observations, need)
