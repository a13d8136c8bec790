"""What each check saw, as HTML: a folded table a check, every observation with its meaning."""

from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.report import Report
from checker.model.text import Language
from checker.show.curves import courses, pictures
from checker.show.facts import facts, meaning, title
from checker.show.failures import failure, outcome
from checker.show.markup import Html, tag
from checker.show.values import duration, observed, uncertainty
from checker.show.words import words


def details(report: Report, language: Language, *, names: bool = False) -> Html | None:
    """All observations of a report; `names` adds the name by which a diagnosis knows each."""
    if not report.measurements:
        return None
    tr = words(language)
    tables = (_check(one, language, names) for one in report.measurements)
    return tag("section", tag("h2", tr("Einzelheiten")), *tables, class_="checks")


def ended(measurement: Measurement, language: Language) -> str:
    """How a check ended, how long it took, and why it did not come to its end."""
    parts = [outcome(measurement.outcome, language)]
    if measurement.outcome is not Outcome.SKIPPED:
        parts.append(duration(measurement.seconds, language))
    if measurement.failure is not None:
        parts.append(failure(measurement.failure, language))
    return ", ".join(parts)


def _check(measurement: Measurement, language: Language, names: bool) -> Html:
    said = ended(measurement, language)
    summary = (tag("strong", title(measurement.check, language)), " – ", tag("span", said, class_="soft"))
    if not measurement.observations:
        return tag("p", *summary, class_="check")
    drawn = pictures(measurement, language)
    return tag("details", tag("summary", *summary), drawn, _table(measurement, language, names), class_="check")


def _table(measurement: Measurement, language: Language, names: bool) -> Html:
    tr = words(language)
    declared = facts(measurement.check)
    drawn = {one.name for one in courses(measurement, language)}
    exact = any(one.uncertainty is not None for one in measurement.observations)
    heads = [tr("Was"), tr("Wert"), *([tr("Genauigkeit")] if exact else [])]
    rows = []
    for one in measurement.observations:
        if one.name in drawn:
            continue
        told = meaning(declared.get(one.name), one.name, one.subject, language)
        rows.append(
            tag(
                "tr",
                tag("th", told, tag("code", one.key) if names else None, scope="row"),
                _value(one, language),
                tag("td", uncertainty(one, language)) if exact else None,
            )
        )
    return tag(
        "table",
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
        tag("tbody", *rows),
    )


def _value(one: Observation, language: Language) -> Html:
    return tag("td", observed(one, language), class_="lost" if one.failure else None)
