"""What each use of a line needs. The only place of these figures; readiness.py judges by them."""

from collections.abc import Iterable

from checker.checks.line.direction import Direction
from checker.checks.line.need import LineNeed, Role
from checker.model.record import Record
from checker.model.text import Text


class RoleRequirements(Record, frozen=True, kw_only=True):
    """Mbit/s; ms of round trip; ms and % of jitter and loss, each way. `least`: below it, it does not work; beyond the
    others, it is disturbed. `live`: it suffers while the line is full.

    0 stands for: it does not matter, or nobody has published a figure.
    """

    name: Text
    down: float
    up: float
    least_down: float
    least_up: float
    latency: float = 0.0
    jitter: float = 0.0
    loss: float = 0.0
    live: bool = False

    def mbit(self, direction: Direction) -> float:
        """What it needs in one direction."""
        return self.down if direction is Direction.DOWN else self.up

    def least_mbit(self, direction: Direction) -> float:
        """Below it, it does not work."""
        return self.least_down if direction is Direction.DOWN else self.least_up


ROLES: dict[Role, RoleRequirements] = {
    # No published figure: an attachment of 5 MB in 20 s down and 40 s up, and a page of 2 MB in 8 s.
    Role.MAIL: RoleRequirements(name=Text(de="E-Mail", en="mail"), down=2.0, up=1.0, least_down=0.25, least_up=0.1),
    # G.711 with its headers takes 0.09 Mbit/s each way (RFC 3551, 4.5.14); 8x8 asks for a round trip below 120 ms.
    # Microsoft Teams: jitter below 30 ms, loss below 1 % (8x8: 20 ms, 0.3 %; Meet bears 3 %).
    Role.PHONE: RoleRequirements(
        name=Text(de="Telefonieren", en="phone calls"),
        down=0.2,
        up=0.2,
        least_down=0.09,
        least_up=0.09,
        latency=120.0,
        jitter=30.0,
        loss=1.0,
        live=True,
    ),
    # Zoom: groups in 720p 1.5/1.5, in 1080p 2.5/3.0. Microsoft Teams: meetings 6/1.5 at best, round trip below 100 ms,
    # jitter below 30 ms, loss below 1 % in 15 s.
    Role.VIDEO: RoleRequirements(
        name=Text(de="Videokonferenzen", en="video meetings"),
        down=4.0,
        up=3.0,
        least_down=1.5,
        least_up=1.0,
        latency=100.0,
        jitter=30.0,
        loss=1.0,
        live=True,
    ),
    # Microsoft: 0.02 to 1 Mbit/s, round trip ideally below 100 ms, poor above 150 ms.
    Role.REMOTE_DESKTOP: RoleRequirements(
        name=Text(de="Arbeiten auf dem Firmenrechner", en="remote desktop"),
        down=1.0,
        up=0.2,
        least_down=0.1,
        least_up=0.02,
        latency=150.0,
        live=True,
    ),
    # No published figure: 100 MB in 40 s down and 160 s up.
    Role.FILES: RoleRequirements(
        name=Text(de="große Dateien", en="large files"), down=20.0, up=5.0, least_down=1.0, least_up=0.5
    ),
}

DEFAULT_ROLES = (Role.MAIL, Role.PHONE, Role.VIDEO)
"""Where a profile names none."""


def roles_of(need: LineNeed) -> tuple[Role, ...]:
    """The roles that the line is judged for."""
    return need.roles or DEFAULT_ROLES


def required_mbit(need: LineNeed, direction: Direction, contract_share: float = 1.0) -> float:
    """What the profile's roles, the profile itself and this share of the contract ask of one direction."""
    by_role = [ROLES[role].mbit(direction) for role in roles_of(need)]
    return max([*by_role, need.mbit(direction), contract_share * need.contract_mbit(direction)])


def role_names(roles: Iterable[Role]) -> tuple[str, str]:
    """Their names in German and English, as a list in a sentence."""
    names = [ROLES[role].name for role in roles]
    return _join_words([text.de for text in names], "und"), _join_words([text.en for text in names], "and")


def _join_words(names: list[str], last: str) -> str:
    return f" {last} ".join(part for part in (", ".join(names[:-1]), names[-1] if names else "") if part)
