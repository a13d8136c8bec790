"""What the figures mean for a day's work. A test that failed says nothing of the line, good or bad."""

from collections.abc import Iterator

from checker.checks.line.diagnose_calls import latency, loss, quiet_jitter, stutters, udp
from checker.checks.line.diagnose_gaps import gaps, nothing
from checker.checks.line.diagnose_rates import collected, contract, rates
from checker.checks.line.diagnose_validity import explained, not_valid
from checker.checks.line.figures import bloat, rate_words
from checker.checks.line.need import LineNeed
from checker.checks.line.roles import named, roles_of
from checker.checks.line.thresholds import bloat_words
from checker.model.finding import Finding, Level
from checker.model.observation import Observations


def diagnose(seen: Observations, need: LineNeed) -> Iterator[Finding]:
    """Gaps first, then troubles; `line.fine` only where everything was measured and enough."""
    gap = nothing(seen, need)
    if gap is not None:
        yield gap
        return
    missing = [*gaps(seen)]
    troubles = [*rates(seen, need), *latency(seen, need), *loss(seen, need), *quiet_jitter(seen, need)]
    troubles += stutters(seen, need)
    if missing or troubles:
        invalid = not_valid(seen, poor=bool(troubles))
        if invalid is not None:
            yield invalid
            return
    troubles = explained(seen, troubles)
    yield from missing
    yield from troubles
    yield from collected(seen, troubles)
    yield from udp(seen, need)
    if not missing:
        yield from contract(seen, need)
    if not missing and all(one.level is Level.NOTE for one in troubles):
        yield from _fine(seen, need)


def _fine(seen: Observations, need: LineNeed) -> Iterator[Finding]:
    roles_de, roles_en = named(roles_of(need))
    down_de, down_en = rate_words(seen, "down")
    up_de, up_en = rate_words(seen, "up")
    more = bloat(seen)
    loaded_de, loaded_en = "", ""
    if more is not None:
        de, en = bloat_words(more)
        loaded_de, loaded_en = (
            f" Ist sie voll, antwortet sie {de} langsamer.",
            f" While full, it answers {en} more slowly.",
        )
    yield Finding.ok(
        "line.fine",
        because=tuple(seen[name] for name in ("down.rate", "up.rate", "idle.latency")),
        down_de=down_de,
        down_en=down_en,
        up_de=up_de,
        up_en=up_en,
        roles_de=roles_de,
        roles_en=roles_en,
        loaded_de=loaded_de,
        loaded_en=loaded_en,
    )
