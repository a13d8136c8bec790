"""What the look across checks may ask: all findings of a run, the gateways that were asked, and what was observed."""

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from checker.checks.declaration import Need
from checker.checks.vpn.gateways import Certified
from checker.checks.vpn.need import AnyGateway, VpnNeed
from checker.checks.vpn.transport import by_udp
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement
from checker.model.observation import Observations


@dataclass(frozen=True)
class Scene:
    """One run as a whole. `gateways` by their id, `seen` by the name of the check."""

    findings: tuple[Finding, ...] = ()
    gateways: Mapping[str, AnyGateway] = field(default_factory=dict)
    seen: Mapping[str, Observations] = field(default_factory=dict)

    @classmethod
    def of(cls, findings: Iterable[Finding], needs: Mapping[str, Need], measurements: Iterable[Measurement]) -> "Scene":
        """The scene of a run."""
        vpn = needs.get("vpn")
        gateways = {one.id: one for one in vpn.gateways} if isinstance(vpn, VpnNeed) else {}
        return cls(tuple(findings), gateways, {one.check: one.seen for one in measurements})

    def number(self, check: str, name: str, subject: str = "") -> float | None:
        """An observed number, or None where it was not observed."""
        seen = self.seen.get(check)
        return seen.number(name, subject) if seen else None

    def found(self, *codes: str) -> list[Finding]:
        """The findings of these codes, whatever their level."""
        return [one for one in self.findings if one.code in codes]

    def well(self, *codes: str) -> bool:
        """Whether one of these says that something is in order."""
        return any(one.level is Level.OK for one in self.found(*codes))

    def over_udp(self, finding: Finding) -> bool:
        """Whether the finding is of a gateway that is asked by UDP; of one that nobody knows, it is not said."""
        gateway = self.gateways.get(finding.subject)
        return gateway is not None and by_udp(gateway)

    def behind_tls(self, finding: Finding) -> bool:
        """Whether the finding is of a gateway that speaks TLS from its first byte; OpenVPN hides it in its own."""
        return isinstance(self.gateways.get(finding.subject), Certified)

    def ip_version(self, finding: Finding) -> int:
        """4 or 6 where the profile names the gateway by an address; 0 where by a name, or where it is unknown."""
        gateway = self.gateways.get(finding.subject)
        try:
            return ipaddress.ip_address(gateway.host.strip("[]")).version if gateway else 0
        except ValueError:
            return 0
