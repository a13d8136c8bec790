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


def diagnose(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Gaps first, then troubles; `line.fine` only where everything was measured and enough."""
    gap = nothing(observations, need)
    if gap is not None:
        yield gap
        return
    missing = [*gaps(observations)]
    troubles = [
        *rates(observations, need),
        *latency(observations, need),
        *loss(observations, need),
        *quiet_jitter(observations, need),
    ]
    troubles += stutters(observations, need)
    if missing or troubles:
        invalid = not_valid(observations, poor=bool(troubles))
        if invalid is not None:
            yield invalid
            return
    troubles = explained(observations, troubles)
    yield from missing
    yield from troubles
    yield from collected(observations, troubles)
    yield from udp(observations, need)
    if not missing:
        yield from contract(observations, need)
    if not missing and all(one.level is Level.NOTE for one in troubles):
        yield from _fine(observations, need)


def _fine(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    roles_de, roles_en = named(roles_of(need))
    down_de, down_en = rate_words(observations, "down")
    up_de, up_en = rate_words(observations, "up")
    more = bloat(observations)
    loaded_de, loaded_en = "", ""
    if more is not None:
        de, en = bloat_words(more)
        loaded_de, loaded_en = (
            f" Ist sie voll, antwortet sie {de} langsamer.",
            f" While full, it answers {en} more slowly.",
        )
    yield Finding.ok(
        "line.fine",
        because=tuple(observations[name] for name in ("down.rate", "up.rate", "idle.latency")),
        down_de=down_de,
        down_en=down_en,
        up_de=up_de,
        up_en=up_en,
        roles_de=roles_de,
        roles_en=roles_en,
        loaded_de=loaded_de,
        loaded_en=loaded_en,
    )
