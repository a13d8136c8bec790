"""What the figures mean for a day's work. A test that failed says nothing of the line, good or bad."""

from collections.abc import Iterator

from checker.checks.line.diagnose.calls import both_at_once, latency, loss, quiet_jitter, stutters, udp
from checker.checks.line.diagnose.calls import gaps as gaps_at_rest
from checker.checks.line.diagnose.compared import slower_version, tunnel
from checker.checks.line.diagnose.figures import bufferbloat_ms, measured_part, rate_words
from checker.checks.line.diagnose.gaps import gaps, nothing_measured
from checker.checks.line.diagnose.rates import collected, contract, rates, starts_faster
from checker.checks.line.diagnose.thresholds import bloat_words
from checker.checks.line.diagnose.validity import find_invalidity, replace_by_reasons
from checker.checks.line.direction import Direction
from checker.checks.line.need import LineNeed
from checker.checks.line.roles import role_names, roles_of
from checker.model.finding import Finding, Level
from checker.model.observation import Observations


def diagnose(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Gaps first, then troubles; `line.fine` only where everything was measured and enough."""
    gap = nothing_measured(observations, need)
    if gap is not None:
        yield gap
        return
    missing = [*gaps(observations)]
    lossy = [*loss(observations, need)]
    troubles = [*rates(observations, need), *latency(observations, need), *lossy]
    # a gap is what breaks a voice; losses leave gaps, and gaps make the mean jitter large as well
    broken = [] if lossy else [*gaps_at_rest(observations, need)]
    troubles += broken or [*quiet_jitter(observations, need)]
    troubles += stutters(observations, need)
    troubles += both_at_once(observations, need)
    if missing or troubles:
        invalid = find_invalidity(observations, poor=bool(troubles))
        if invalid is not None:
            yield invalid
            return
    troubles = replace_by_reasons(observations, troubles)
    is_elsewhere_enough = any(finding.code == "line.point-slow" for finding in troubles)
    yield from missing
    yield from troubles
    yield from collected(observations, troubles)
    yield from udp(observations, need)
    yield from starts_faster(observations)
    yield from slower_version(observations, need, troubles)
    yield from tunnel(observations, need)
    if not missing:
        yield from contract(observations, need)
    if not missing and all(finding.level is Level.NOTE for finding in troubles) and not is_elsewhere_enough:
        yield from _fine(observations, need)


def _fine(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    roles_de, roles_en = role_names(roles_of(need))
    down_de, down_en = rate_words(observations, Direction.DOWN)
    up_de, up_en = rate_words(observations, Direction.UP)
    bufferbloat = bufferbloat_ms(observations)
    loaded_de, loaded_en = "", ""
    if bufferbloat is not None:
        de, en = bloat_words(bufferbloat)
        loaded_de, loaded_en = (
            f" Ist sie voll, antwortet sie {de} langsamer.",
            f" While full, it answers {en} more slowly.",
        )
    part_de, part_en = measured_part(observations)
    yield Finding.ok(
        "line.fine",
        evidence=tuple(observations[name] for name in ("down.rate", "up.rate", "idle.latency")),
        down_de=down_de,
        down_en=down_en,
        up_de=up_de,
        up_en=up_en,
        roles_de=roles_de,
        roles_en=roles_en,
        loaded_de=loaded_de + part_de,
        loaded_en=loaded_en + part_en,
    )
