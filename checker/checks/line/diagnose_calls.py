"""What makes calls and remote work poor: answers that come late, unsteadily or not at all, and too long a queue."""

from collections.abc import Iterator

from checker.checks.line.figures import figure, larger, least
from checker.checks.line.need import LineNeed, Role
from checker.checks.line.readiness import (
    Limit,
    Ready,
    answers_late,
    hit,
    jitters,
    judged,
    losses,
    short_of,
    stuttering,
)
from checker.checks.line.roles import ROLES, named, roles_of
from checker.checks.line.thresholds import bloat_words
from checker.model.failure import FailureKind, Operation
from checker.model.finding import Finding
from checker.model.observation import Observations

_WAYS = {
    ("down",): ("herunterlädt", "downloads something"),
    ("up",): ("hochlädt", "uploads something"),
    ("down", "up"): ("herunter- oder hochlädt", "downloads or uploads something"),
}
_UDP_LOST = (FailureKind.TIMEOUT, FailureKind.DENIED, FailureKind.UNREACHABLE, FailureKind.REFUSED)


def latency(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """The idle line answers too slowly."""
    ms, bound = observations.number("idle.latency"), least(observations, "idle.latency")
    if ms is None or bound is None:
        return
    short = short_of(Limit.LATENCY, observations, need)
    limits = [ROLES[role].latency for role in short]
    if need.latency_ms and bound > need.latency_ms:
        limits.append(need.latency_ms)
    if limits:
        de, en = named(short or roles_of(need))
        yield Finding.warning(
            "line.latency-high",
            because=observations["idle.latency"],
            have=round(ms),
            want=round(min(limits)),
            roles_de=de,
            roles_en=en,
            roles=hit(Limit.LATENCY, observations),
        )


def loss(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Packets get lost although nobody fills the line."""
    yield from _small_packets("line.loss", Limit.LOSS, larger(observations, *losses(observations)), observations, need)


def quiet_jitter(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Packets arrive unsteadily although nobody fills the line."""
    yield from _small_packets(
        "line.jitter", Limit.JITTER, larger(observations, *jitters(observations)), observations, need
    )


def stutters(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Calls that work on a quiet line and break while it is used: the queue in the router is too long (bufferbloat)."""
    full = stuttering(observations) if any(ROLES[role].live for role in roles_of(need)) else []
    if not full:
        return
    way_de, way_en = _WAYS[tuple(full)]
    but_de, but_en = _enough_otherwise(observations, need)
    why_de, why_en = _why(observations, full)
    evidence = [f"{way}.latency" for way in full] + [f"call.{way}.mos" for way in full]
    yield Finding.warning(
        "line.stutters",
        because=tuple(observations[name] for name in ("idle.latency", *evidence) if observations.has(name)),
        but_de=but_de,
        but_en=but_en,
        way_de=way_de,
        way_en=way_en,
        why_de=why_de,
        why_en=why_en,
    )


def udp(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Calls travel by UDP; it did not come back although the measuring point answers otherwise."""
    failure = observations["udp"].failure
    lost = (
        failure is not None and failure.operation in (Operation.SEND, Operation.RECEIVE) and failure.kind in _UDP_LOST
    )
    if lost and any(ROLES[role].live for role in roles_of(need)):
        yield Finding.note("line.udp-blocked", because=observations["udp"])


def _small_packets(code: str, limit: Limit, name: str, observations: Observations, need: LineNeed) -> Iterator[Finding]:
    short = short_of(limit, observations, need)
    if not short or not name:
        return
    de, en = named(short)
    want = min(ROLES[role].loss if limit is Limit.LOSS else ROLES[role].jitter for role in short)
    have = figure(observations.number(name) or 0.0)
    roles = hit(limit, observations)
    yield Finding.warning(
        code, because=observations[name], have=have, want=figure(want), roles_de=de, roles_en=en, roles=roles
    )


def _enough_otherwise(observations: Observations, need: LineNeed) -> tuple[str, str]:
    """The beginning of the sentence: for what the line is enough as long as it is quiet."""
    quiet = (Limit.DOWN, Limit.UP, Limit.LATENCY, Limit.JITTER, Limit.LOSS)
    enough: list[Role] = [
        role for role in roles_of(need) if all(judged(role, limit, observations) is Ready.READY for limit in quiet)
    ]
    if not enough:
        return "Gespräche", "Calls"
    de, en = named(enough)
    return f"Genug für {de}, aber Gespräche", f"Enough for {en}, but calls"


def _why(observations: Observations, full: list[str]) -> tuple[str, str]:
    idle = observations.number("idle.latency")
    busy = max(((observations.number(f"{way}.latency") or 0.0) for way in full), default=0.0)
    lost = max(((observations.number(f"{way}.loss") or 0.0) for way in full), default=0.0)
    if idle is None or (lost and not any(answers_late(observations, way) for way in full)):
        percent = str(figure(lost))
        return f"Dabei gehen {percent.replace('.', ',')} % der Pakete verloren", f"{percent} % of the packets get lost"
    de, en = bloat_words(busy - idle)
    return (
        f"Die volle Leitung antwortet {de} langsamer, in {round(busy)} statt {round(idle)} Millisekunden",
        f"The full line answers {en} more slowly, in {round(busy)} instead of {round(idle)} milliseconds",
    )
