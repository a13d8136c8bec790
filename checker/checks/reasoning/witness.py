"""What the observations of a run say about one kind of traffic between this PC and one place. Pure."""

from collections.abc import Iterable
from enum import Enum

from checker.model.record import Record


class Place(Enum):
    """Where something can be broken, in the order of the way from the PC to the company.

    `names` is the name service: its server stands at the router as often as behind it, so it counts as no farther.
    `desk` is the IT firm's server; `beyond` the internet behind the provider and whatever hosts stand there.
    """

    PC = "pc"
    HOME = "home"
    ROUTER = "router"
    PROVIDER = "provider"
    BEYOND = "beyond"
    GATEWAY = "gateway"
    DESK = "desk"
    COMPANY = "company"
    NAMES = "names"

    @property
    def distance(self) -> int:
        """How far it lies from the PC; what stands behind the internet is equally far, whoever it is."""
        return _DISTANCES[self]


_DISTANCES = {
    Place.PC: 0,
    Place.HOME: 1,
    Place.ROUTER: 2,
    Place.NAMES: 2,
    Place.PROVIDER: 3,
    Place.BEYOND: 4,
    Place.GATEWAY: 5,
    Place.DESK: 5,
    Place.COMPANY: 6,
}


class TrafficOutcome(Enum):
    """What became of it. `altered`: it came back other than it was sent; `redirected`: it was led to somebody else."""

    PASSED = "passed"
    LOST = "lost"
    REFUSED = "refused"
    ALTERED = "altered"
    REDIRECTED = "redirected"
    SLOW = "slow"


class Protocol(Enum):
    """The outermost protocol that was tested; what stands within counts as the protocol of its own port."""

    ICMP = "icmp"
    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"
    HTTP = "http"
    DNS = "dns"
    SYSTEM = "system"
    """No packet: what the operating system says of itself (adapters, routes, refusals of its own firewall)."""


class PacketSize(Enum):
    """Full packets are those near the path's limit (1500 bytes on Ethernet)."""

    SMALL = "small"
    FULL = "full"


class Traffic(Record, frozen=True, kw_only=True):
    """A kind of traffic. `end`: the place that it was sent to; `subject`: the observation's (a gateway's id, `desk`,
    `host:port`), empty where there is none. `host`: the name or address as the profile writes it, in lower case.
    `ip_version` and `port` are 0 where they are not known or make no difference.
    """

    protocol: Protocol
    end: Place
    subject: str = ""
    host: str = ""
    ip_version: int = 0
    port: int = 0
    size: PacketSize = PacketSize.SMALL


class Witness(Record, frozen=True, kw_only=True):
    """One statement that was seen to be so.

    `reached`: the farthest place that is seen to have handled the traffic; of a refusal, an alteration or a redirection
    who did it; None where nobody knows. `source`: the measurement that it comes from: two readings of one exchange of
    packets share it, and count once. `evidence`: keys of its observations. `remark`: what more is known, from a closed
    vocabulary that the maker of the witness documents.
    """

    outcome: TrafficOutcome
    traffic: Traffic
    source: str
    evidence: tuple[str, ...]
    reached: Place | None = None
    remark: str = ""

    @property
    def is_failure(self) -> bool:
        """Whether something went wrong."""
        return self.outcome is not TrafficOutcome.PASSED


def make_witness(
    outcome: TrafficOutcome, traffic: Traffic, reached: Place | None, source: str, *evidence: str, remark: str = ""
) -> Witness:
    """One witness, by its parts."""
    return Witness(outcome=outcome, traffic=traffic, reached=reached, source=source, evidence=evidence, remark=remark)


def independent_sources(witnesses: Iterable[Witness]) -> int:
    """How many measurements stand behind them."""
    return len({witness.source for witness in witnesses})


def is_same_version(witness: Witness, other: Witness) -> bool:
    """Whether both may be of one IP version; 0 stands for either."""
    versions = (witness.traffic.ip_version, other.traffic.ip_version)
    return len(set(versions)) == 1 or 0 in versions
