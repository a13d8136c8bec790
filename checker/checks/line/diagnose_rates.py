"""Speed in both directions against the roles, the profile and the contract."""

from collections.abc import Iterator, Sequence

from checker.checks.line.diagnose_validity import has_excuse
from checker.checks.line.figures import WAYS, figure, more_is_possible, most, rate_words, trickles
from checker.checks.line.need import LineNeed, Role
from checker.checks.line.readiness import Limit, Ready, hit, judged, short_of
from checker.checks.line.roles import ROLES, named, roles_of
from checker.checks.line.thresholds import CONTRACT_SHARE
from checker.model.finding import Finding
from checker.model.observation import Observations

_LIMITS = {"down": Limit.DOWN, "up": Limit.UP}
_CODES = {"down": "line.down-slow", "up": "line.up-slow"}
_WAY_WORDS = {"down": ("Herunterladen", "downloading"), "up": ("Hochladen", "uploading")}


def rates(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Each direction that may be too slow; unknown where the figure is only a lower bound, or was collected."""
    bounded = False
    for way in WAYS:
        rate, mbit, best = (
            observations[f"{way}.rate"],
            observations.number(f"{way}.rate"),
            most(observations, f"{way}.rate"),
        )
        if mbit is None or best is None or trickles(observations, way):
            continue
        own = need.down_mbit if way == "down" else need.up_mbit
        wants = {role: ROLES[role].down if way == "down" else ROLES[role].up for role in roles_of(need)}
        wanted = max([own, *wants.values()])
        if more_is_possible(observations, way):
            if best < wanted and not bounded:
                bounded = True
                yield _only_a_bound(observations, way, wanted)
            continue
        short = short_of(_LIMITS[way], observations, need)
        if not short and best >= own:
            continue
        if observations[f"{way}.collected"].value is True:
            yield Finding.unknown("line.up-collected", because=(rate, observations[f"{way}.collected"]))
            continue
        wanted = max([own, *(wants[role] for role in short)])
        de, en = named(short or roles_of(need))
        make = Finding.blocker if _hopeless(observations, way, short, own) else Finding.warning
        yield make(
            _CODES[way],
            because=rate,
            have=figure(mbit),
            want=figure(wanted),
            roles_de=de,
            roles_en=en,
            roles=hit(_LIMITS[way], observations),
        )


def collected(observations: Observations, troubles: Sequence[Finding]) -> Iterator[Finding]:
    """Worth knowing although the upload is fast enough."""
    if observations["up.collected"].value is True and not any(one.code == "line.up-collected" for one in troubles):
        yield Finding.note("line.up-collected", because=observations["up.collected"])


def contract(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Said only of a figure that nothing but the line can have held down, and that is no lower bound."""
    short = []
    for way, written in (("down", need.contract_down_mbit), ("up", need.contract_up_mbit)):
        best, told = most(observations, f"{way}.rate"), observations.number(f"contract.{way}")
        promised = written if told is None else told
        if (
            best is None
            or has_excuse(observations, way)
            or more_is_possible(observations, way)
            or trickles(observations, way)
        ):
            continue
        if best < promised * CONTRACT_SHARE:
            short.append((observations[f"{way}.rate"], observations.number(f"{way}.rate") or 0.0, promised))
    if short:
        because, have, want = min(short, key=lambda one: one[1] / one[2])
        yield Finding.note("line.below-contract", because=because, have=figure(have), want=figure(want))


def _only_a_bound(observations: Observations, way: str, wanted: float) -> Finding:
    have_de, have_en = rate_words(observations, way)
    way_de, way_en = _WAY_WORDS[way]
    return Finding.unknown(
        "line.lower-bound",
        because=(observations[f"{way}.rate"], observations["server.capacity"])
        if observations.has("server.capacity")
        else (observations[f"{way}.rate"], observations[f"{way}.ended"]),
        have_de=have_de,
        have_en=have_en,
        way_de=way_de,
        way_en=way_en,
        want=figure(wanted),
    )


def _hopeless(observations: Observations, way: str, short: Sequence[Role], own: float) -> bool:
    """Below what a role needs at the very least, or a quarter of what the profile asks for."""
    best = most(observations, f"{way}.rate") or 0.0
    return best < own / 4 or any(judged(role, _LIMITS[way], observations) is Ready.NOT_READY for role in short)
