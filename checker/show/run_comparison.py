"""Two runs beside each other: what goes now, what is no longer there, what is new, and how the figures moved.

What was not measured the second time is not called gone, and figures move only where both differ by more than a line
does by itself.
"""

from collections.abc import Iterable

from checker.model.finding import Finding, Level
from checker.model.measurement import Outcome
from checker.model.observation import Observation
from checker.model.record import Record
from checker.model.report import Report
from checker.model.text import Language
from checker.show.declarations import observation_label
from checker.show.findings import affected_check, describe_finding, root_findings
from checker.show.formatting import format_moment, format_observation
from checker.show.privacy_preview.value_words import plain_value
from checker.show.translations import translator
from checker.show.work_tasks.task_status import status_word, task_statuses, task_title
from checker.show.work_tasks.work_verdict import work_verdict

_PROBLEMS = (Level.BLOCKER, Level.WARNING)
_MEDIA = ("cable", "wifi", "mobile")
_MEDIUM = ("network", "link.medium")
_FIGURES = (
    ("line", "down.rate", True),
    ("line", "up.rate", True),
    ("line", "idle.latency", False),
    ("line", "bloat", False),
    ("line", "idle.loss", False),
    ("line", "idle.jitter", False),
    ("line", "router.latency", False),
    ("network", "wifi.signal", True),
)
"""Check, fact, and whether more of it is better."""
SAME_SHARE = 0.2
"""Two measurements of the same line may differ by so much without anything having changed."""
_SAME_UP_TO = {"Mbit/s": 1.0, "ms": 5.0, "%": 0.5, "dBm": 5.0}
"""And by so much where the figures are small."""


class ComparedLine(Record, frozen=True, kw_only=True):
    """A sentence; `level` is how good it is now."""

    level: Level
    text: str


class ComparisonSection(Record, frozen=True, kw_only=True):
    """What belongs together."""

    title: str
    lines: tuple[ComparedLine, ...]


class RunChanges(Record, frozen=True, kw_only=True):
    """`headline` says both verdicts, a line each; a section that would be empty is left out."""

    headline: str
    sections: tuple[ComparisonSection, ...]


def run_title(report: Report, language: Language) -> str:
    """When it was, and over what the PC was connected, where that was read."""
    medium = _observation(report, *_MEDIUM)
    moment = format_moment(report.created, language)
    return f"{moment}, {plain_value(medium, language)}" if medium is not None and medium.value in _MEDIA else moment


def compare_runs(before: Report, after: Report, language: Language) -> RunChanges:
    """`before` and `after` as the reader chose them."""
    tr = translator(language)
    headline = tr("Vorher: {before}", before=work_verdict(before, language).headline)
    current_headline = tr("Jetzt: {after}", after=work_verdict(after, language).headline)
    earlier, current = _problems(before), _problems(after)
    earlier_keys = {finding.key for finding in before.findings if finding.level in _PROBLEMS}
    left = [
        finding
        for finding in earlier
        if finding.key not in {other.key for other in after.findings if other.level in _PROBLEMS}
    ]
    gone = [finding for finding in left if _is_measured(after, affected_check(finding))]
    sections = (
        (tr("Was heute geht"), _task_lines(before, after, language)),
        (tr("Nicht mehr festgestellt"), _gone_lines(gone, Level.OK, language)),
        (
            tr("Diesmal nicht geprüft"),
            _gone_lines((item for item in left if item not in gone), Level.UNKNOWN, language),
        ),
        (tr("Neu festgestellt"), _finding_lines((item for item in current if item.key not in earlier_keys), language)),
        (tr("Noch wie vorher"), _finding_lines((item for item in current if item.key in earlier_keys), language)),
        (tr("Messwerte"), _figure_lines(before, after, language)),
    )
    return RunChanges(
        headline=f"{headline}\n{current_headline}",
        sections=tuple(ComparisonSection(title=title, lines=tuple(lines)) for title, lines in sections if lines),
    )


def _problems(report: Report) -> list[Finding]:
    """What somebody must act on; what only follows from something else is left to that."""
    return [root.finding for root in root_findings(report.findings) if root.finding.level in _PROBLEMS]


def _is_measured(report: Report, check: str) -> bool:
    """Whether the check came to its end, and left nothing open."""
    is_done = any(item.check == check and item.outcome is Outcome.DONE for item in report.measurements)
    return is_done and not any(
        finding.level is Level.UNKNOWN and affected_check(finding) == check for finding in report.findings
    )


def _finding_lines(findings: Iterable[Finding], language: Language) -> list[ComparedLine]:
    return [ComparedLine(level=finding.level, text=describe_finding(finding, language)) for finding in findings]


def _gone_lines(findings: Iterable[Finding], level: Level, language: Language) -> list[ComparedLine]:
    """What was, beside how it is now: a tick beside the bare sentence would read as if it still held."""
    tr = translator(language)
    texts = (tr("Vorher: {before}", before=describe_finding(finding, language)) for finding in findings)
    return [ComparedLine(level=level, text=text) for text in texts]


def _task_lines(before: Report, after: Report, language: Language) -> list[ComparedLine]:
    tr = translator(language)
    lines = []
    for earlier, current in zip(task_statuses(before), task_statuses(after), strict=True):
        words = {
            "task": task_title(current.task, language),
            "before": status_word(earlier.level, language),
            "after": status_word(current.level, language),
        }
        text = (
            tr("{task}: {after}, wie vorher", **words)
            if earlier.level is current.level
            else tr("{task}: jetzt {after}, vorher {before}", **words)
        )
        lines.append(ComparedLine(level=current.level, text=text))
    return lines


def _figure_lines(before: Report, after: Report, language: Language) -> list[ComparedLine]:
    tr = translator(language)
    lines = []
    for check, name, more_is_better in _FIGURES:
        earlier, current = _observation(before, check, name), _observation(after, check, name)
        if earlier is None or current is None:
            continue
        level, word = _movement(earlier, current, more_is_better, language)
        what = observation_label(check, name, "", language)
        values = {"before": format_observation(earlier, language), "after": format_observation(current, language)}
        text = tr("{what}: jetzt {after}, vorher {before}: {word}", what=what, word=word, **values)
        lines.append(ComparedLine(level=level, text=text))
    return lines


def _movement(
    earlier: Observation, current: Observation, more_is_better: bool, language: Language
) -> tuple[Level, str]:
    tr = translator(language)
    before, after = _number(earlier), _number(current)
    uncertainty = (earlier.uncertainty or 0.0) + (current.uncertainty or 0.0)
    same_up_to = max(SAME_SHARE * max(abs(before), abs(after)), _SAME_UP_TO.get(current.unit, 0.0), uncertainty)
    if current.unit == "dBm":  # a logarithm: a share of it says nothing
        same_up_to = max(_SAME_UP_TO["dBm"], uncertainty)
    if abs(after - before) <= same_up_to:
        return Level.NOTE, tr("etwa gleich")
    return (Level.OK, tr("besser")) if (after > before) is more_is_better else (Level.WARNING, tr("schlechter"))


def _number(observation: Observation) -> float:
    value = observation.value
    return float(value) if isinstance(value, (int, float)) else 0.0


def _observation(report: Report, check: str, name: str) -> Observation | None:
    """What was measured, the worst adapter's or nobody's: the first without a failure."""
    values = (
        entry
        for measurement in report.measurements
        if measurement.check == check
        for entry in measurement.observations
        if entry.name == name and entry.failure is None and entry.value is not None
    )
    return next(values, None)
