"""What makes calls and remote work poor: answers that come late, unsteadily or not at all, and too long a queue."""

from collections.abc import Iterator

from checker.checks.line.diagnose import direction_words
from checker.checks.line.diagnose.figures import home_words, largest, lower_bound, rounded
from checker.checks.line.diagnose.queue_place import QueuePlace, queue_delay, queue_place
from checker.checks.line.diagnose.readiness import (
    LimitingFactor,
    ReadinessLevel,
    answers_late,
    assess,
    both_stutter,
    interruptions,
    jitters,
    limited_role_ids,
    limited_roles,
    losses,
    stuttering_directions,
)
from checker.checks.line.diagnose.thresholds import DROPOUT_MS, GAP_COUNT, GAP_MS, bloat_words
from checker.checks.line.direction import Direction
from checker.checks.line.need import LineNeed, Role
from checker.checks.line.roles import ROLES, role_names, roles_of
from checker.model.failure import FailureKind, Operation
from checker.model.finding import Finding
from checker.model.observation import Observations
from checker.model.text import Text

_BROKEN_BY_BOTH = {
    Role.PHONE: Text(
        de="Beim Telefonieren fallen Sie einander ins Wort.", en="On the phone you interrupt one another."
    ),
    Role.VIDEO: Text(
        de="In Videokonferenzen stockt das Bild, und der Ton setzt aus.",
        en="In video meetings the picture stutters and the sound drops out.",
    ),
    Role.REMOTE_DESKTOP: Text(
        de="Auf dem Firmenrechner folgt die Maus verspätet.", en="On the company's computer the mouse follows late."
    ),
}
"""What someone notices, a sentence a role; mail and files only take longer."""
_UDP_BLOCKED = (FailureKind.TIMEOUT, FailureKind.DENIED, FailureKind.UNREACHABLE, FailureKind.REFUSED)


def latency(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """The idle line answers too slowly."""
    ms, bound = observations.number("idle.latency"), lower_bound(observations, "idle.latency")
    if ms is None or bound is None:
        return
    short = limited_roles(LimitingFactor.LATENCY, observations, need)
    limits = [ROLES[role].latency for role in short]
    if need.latency_ms and bound > need.latency_ms:
        limits.append(need.latency_ms)
    if limits:
        de, en = role_names(short or roles_of(need))
        yield Finding.warning(
            "line.latency-high",
            evidence=observations["idle.latency"],
            have=round(ms),
            want=round(min(limits)),
            roles_de=de,
            roles_en=en,
            roles=limited_role_ids(LimitingFactor.LATENCY, observations),
        )


def loss(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Packets get lost although nobody fills the line."""
    yield from _small_packets(
        "line.loss", LimitingFactor.LOSS, largest(observations, *losses(observations)), observations, need
    )


def quiet_jitter(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Packets arrive unsteadily although nobody fills the line."""
    yield from _small_packets(
        "line.jitter", LimitingFactor.JITTER, largest(observations, *jitters(observations)), observations, need
    )


def gaps(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """A voice breaks off although nobody fills the line: again and again, or once for long."""
    roles = [role for role in roles_of(need) if ROLES[role].live]
    broken = [name for name in interruptions(observations) if _interrupts(observations, name)]
    if not roles or not broken:
        return
    worst = max(broken, key=lambda name: observations.number(name) or 0.0)
    de, en = role_names(roles)
    yield Finding.warning(
        "line.gaps",
        evidence=tuple(observations[name] for name in (worst, worst.replace("gap", "gaps"))),
        gap=round(observations.number(worst) or 0.0),
        roles_de=de,
        roles_en=en,
        roles=" ".join(role.value for role in ROLES if ROLES[role].live),
    )


def _interrupts(observations: Observations, name: str) -> bool:
    longest, count = observations.number(name) or 0.0, observations.number(name.replace("gap", "gaps")) or 0
    return longest >= DROPOUT_MS or (longest >= GAP_MS and count >= GAP_COUNT)


def stutters(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Calls that work on a quiet line and break while it is used: the queue in the router is too long (bufferbloat)."""
    directions = stuttering_directions(observations) if any(ROLES[role].live for role in roles_of(need)) else []
    at_home = [direction for direction in directions if queue_place(observations, direction) is QueuePlace.HOME]
    if at_home:
        yield _home_queue_finding(observations, need, at_home)
    directions = [direction for direction in directions if direction not in at_home]
    if not directions:
        return
    way_de, way_en = direction_words.SOMEONE[tuple(directions)]
    but_de, but_en = _enough_otherwise(observations, need)
    why_de, why_en = _reason_words(observations, directions)
    evidence = [f"{direction}.latency" for direction in directions] + [
        f"call.{direction}.mos" for direction in directions
    ]
    yield Finding.warning(
        "line.stutters",
        evidence=tuple(observations[name] for name in ("idle.latency", *evidence) if observations.has(name)),
        but_de=but_de,
        but_en=but_en,
        way_de=way_de,
        way_en=way_en,
        why_de=why_de,
        why_en=why_en,
    )


def _home_queue_finding(observations: Observations, need: LineNeed, directions: list[Direction]) -> Finding:
    way_de, way_en = direction_words.SOMEONE[tuple(directions)]
    but_de, but_en = _enough_otherwise(observations, need)
    where_de, where_en = home_words(observations)
    delays = [delay for direction in directions if (delay := queue_delay(observations, direction)) is not None]
    worst = max(delays, key=lambda delay: delay.total_ms)
    names = ["idle.latency", "router.latency"]
    names += [f"{direction}.{name}" for direction in directions for name in ("latency", "router.latency")]
    return Finding.warning(
        "line.home-queue",
        evidence=tuple(observations[name] for name in names),
        but_de=but_de,
        but_en=but_en,
        way_de=way_de,
        way_en=way_en,
        where_de=where_de,
        where_en=where_en,
        home=round(min(worst.home_ms, worst.total_ms)),
        total=round(worst.total_ms),
    )


def both_at_once(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Calls that bear either direction, and break while both are full: a meeting during a backup."""
    roles = [role for role in roles_of(need) if role in _BROKEN_BY_BOTH]
    if not roles or not both_stutter(observations):
        return
    evidence = ("idle.latency", "both.latency", "both.loss", "call.both.mos")
    yield Finding.warning(
        "line.both-stutter",
        evidence=tuple(observations[name] for name in evidence if observations.has(name)),
        idle=round(observations.number("idle.latency") or 0.0),
        busy=round(observations.number("both.latency") or 0.0),
        loss=rounded(observations.number("both.loss") or 0.0),
        roles_de=" ".join(_BROKEN_BY_BOTH[role].de for role in roles),
        roles_en=" ".join(_BROKEN_BY_BOTH[role].en for role in roles),
        roles=" ".join(role.value for role in ROLES if ROLES[role].live),
    )


def udp(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Calls travel by UDP; it did not come back although the measuring point answers otherwise."""
    failure = observations["udp"].failure
    is_blocked = (
        failure is not None
        and failure.operation in (Operation.SEND, Operation.RECEIVE)
        and failure.kind in _UDP_BLOCKED
    )
    if is_blocked and any(ROLES[role].live for role in roles_of(need)):
        yield Finding.note("line.udp-blocked", evidence=observations["udp"])


def _small_packets(
    code: str, limit: LimitingFactor, name: str, observations: Observations, need: LineNeed
) -> Iterator[Finding]:
    short = limited_roles(limit, observations, need)
    if not short or not name:
        return
    de, en = role_names(short)
    want = min(ROLES[role].loss if limit is LimitingFactor.LOSS else ROLES[role].jitter for role in short)
    have = rounded(observations.number(name) or 0.0)
    roles = limited_role_ids(limit, observations)
    yield Finding.warning(
        code, evidence=observations[name], have=have, want=rounded(want), roles_de=de, roles_en=en, roles=roles
    )


def _enough_otherwise(observations: Observations, need: LineNeed) -> tuple[str, str]:
    """The beginning of the sentence: for what the line is enough as long as it is quiet."""
    quiet = (LimitingFactor.DOWN, LimitingFactor.UP, LimitingFactor.LATENCY, LimitingFactor.JITTER, LimitingFactor.LOSS)
    enough: list[Role] = [
        role
        for role in roles_of(need)
        if all(assess(role, limit, observations) is ReadinessLevel.READY for limit in quiet)
    ]
    if not enough:
        return "Gespräche", "Calls"
    de, en = role_names(enough)
    return f"Genug für {de}, aber Gespräche", f"Enough for {en}, but calls"


def _reason_words(observations: Observations, directions: list[Direction]) -> tuple[str, str]:
    idle_ms = observations.number("idle.latency")
    busy_ms = max(((observations.number(f"{direction}.latency") or 0.0) for direction in directions), default=0.0)
    loss_percent = max(((observations.number(f"{direction}.loss") or 0.0) for direction in directions), default=0.0)
    if idle_ms is None or (loss_percent and not any(answers_late(observations, direction) for direction in directions)):
        percent = str(rounded(loss_percent))
        return f"Dabei gehen {percent.replace('.', ',')} % der Pakete verloren", f"{percent} % of the packets get lost"
    de, en = bloat_words(busy_ms - idle_ms)
    where_de, where_en = _place_words(observations, directions)
    busy, idle = round(busy_ms), round(idle_ms)
    return (
        f"Die volle Leitung antwortet {de} langsamer, in {busy} statt {idle} Millisekunden{where_de}",
        f"The full line answers {en} more slowly, in {busy} instead of {idle} milliseconds{where_en}",
    )


def _place_words(observations: Observations, directions: list[Direction]) -> tuple[str, str]:
    """Where that is, as the end of a sentence; nothing where the directions differ, or it is not known."""
    places = {queue_place(observations, direction) for direction in directions}
    if places == {QueuePlace.BEYOND}:
        return "; der Router selbst antwortet schnell", "; the router itself answers fast"
    if places == {QueuePlace.BOTH}:
        delays = [delay for direction in directions if (delay := queue_delay(observations, direction)) is not None]
        percent = round(100 * max(delay.home_ms / delay.total_ms for delay in delays), -1)
        where_de, where_en = home_words(observations, of=True)
        return (
            f"; etwa {percent:.0f}\u00a0% davon kosten {where_de}",
            f"; some {percent:.0f}\u00a0% of that are due to {where_en}",
        )
    return "", ""
