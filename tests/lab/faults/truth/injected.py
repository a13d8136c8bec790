"""One thing that is broken: where, by which mechanism, for which traffic, who must act. Pure data."""

import msgspec

PLACES = ("pc", "home", "router", "names", "provider", "beyond", "gateway", "desk", "company")
"""In the order of the way. `home` is the link to the router, `names` the name service wherever its server stands,
`beyond` the internet behind the provider."""
MECHANISMS = (
    "down",
    "drops",
    "refuses",
    "alters",
    "redirects",
    "stale",
    "lossy",
    "slow",
    "overloaded",
    "misconfigured",
    "sick",
    "translates",
)
"""`translates` breaks nothing by itself: addresses are translated once too often or unevenly."""
OWNERS = ("you", "provider", "it-firm", "company", "employer", "nobody")
TOTAL = ("down", "drops", "refuses", "redirects", "stale", "misconfigured", "sick")
"""Mechanisms after which the traffic in their scope does not work at all, unless only a share of it is touched."""


class Scope(msgspec.Struct, frozen=True, omit_defaults=True):
    """The traffic that is touched; what is empty does not narrow it.

    `versions` of IP; `protocols`: tcp, udp, icmp; `ports` at the far end; `targets`: ids of gateways, `desk`, `reach`,
    `dns`, `service`. `size`: large or fragments. `flow`: first, new or after (some packets). `when`: a part of the run.
    `share`: of the packets, 0 to 1.
    """

    versions: tuple[int, ...] = ()
    protocols: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    targets: tuple[str, ...] = ()
    size: str = ""
    flow: str = ""
    when: str = ""
    share: float = 1.0

    @property
    def is_whole(self) -> bool:
        """Whether all of the traffic that it touches is touched."""
        return not (self.size or self.flow or self.when) and self.share >= 1.0

    def touches(self, version: int, protocol: str, ports: tuple[int, ...], target: str) -> bool:
        """Whether traffic of this kind to one of these ports is touched."""
        return (
            (not self.versions or version in self.versions)
            and (not self.protocols or protocol in self.protocols)
            and (not self.ports or bool(set(ports) & set(self.ports)))
            and (not self.targets or target in self.targets)
        )


class Injected(msgspec.Struct, frozen=True, omit_defaults=True):
    """`also`: places that may be named as well, because nobody at the PC could tell them apart; `owners` likewise.

    `codes`: codes of the knowledge base whose sentence is true of it by construction. `is_harmless`: worth a note.
    `is_by_name`: whoever has the true address and port gets through all the same.
    """

    place: str
    mechanism: str
    owner: str
    kind: str = ""
    scope: Scope = Scope()
    also: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    is_harmless: bool = False
    is_by_name: bool = False

    def __post_init__(self) -> None:
        """Raises ValueError for a word that is none of the lab's."""
        for word, words in ((self.place, PLACES), (self.mechanism, MECHANISMS), (self.owner, OWNERS)):
            if word not in words:
                raise ValueError(f"{word} is none of {', '.join(words)}")
        for word in self.also:
            if word not in PLACES:
                raise ValueError(f"{word} is none of {', '.join(PLACES)}")

    @property
    def places(self) -> frozenset[str]:
        """Every place that may be named for it."""
        return frozenset((self.place, *self.also))

    @property
    def all_owners(self) -> frozenset[str]:
        """Everyone who may be sent to act."""
        return frozenset((self.owner, *self.owners))

    @property
    def is_total(self) -> bool:
        """Whether what it touches does not work at all."""
        return self.mechanism in TOTAL and self.scope.is_whole and not self.is_harmless
