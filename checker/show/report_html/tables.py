"""What each check saw, as HTML: a folded table a check, every observation with its meaning."""

from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.report import Report
from checker.model.text import Language
from checker.show.curves import curve_figures, measurement_curves
from checker.show.declarations import check_title, observation_label
from checker.show.failures import failure_text, outcome_text
from checker.show.formatting import format_duration, format_observation, format_uncertainty
from checker.show.markup import Html, tag
from checker.show.translations import translator


def measurement_tables(report: Report, language: Language, *, names: bool = False) -> Html | None:
    """All observations of a report; `names` adds the name by which a diagnosis knows each."""
    if not report.measurements:
        return None
    tr = translator(language)
    tables = (_check(measurement, language, names) for measurement in report.measurements)
    return tag("section", tag("h2", tr("Einzelheiten")), *tables, class_="checks")


def outcome_line(measurement: Measurement, language: Language) -> str:
    """How a check ended, how long it took, and why it did not come to its end."""
    parts = [outcome_text(measurement.outcome, language)]
    if measurement.outcome is not Outcome.SKIPPED:
        parts.append(format_duration(measurement.seconds, language))
    if measurement.failure is not None:
        parts.append(failure_text(measurement.failure, language))
    return ", ".join(parts)


def _check(measurement: Measurement, language: Language, names: bool) -> Html:
    label = outcome_line(measurement, language)
    summary = (tag("strong", check_title(measurement.check, language)), " – ", tag("span", label, class_="soft"))
    if not measurement.observations:
        return tag("p", *summary, class_="check")
    drawn = curve_figures(measurement, language)
    return tag("details", tag("summary", *summary), drawn, _table(measurement, language, names), class_="check")


def _table(measurement: Measurement, language: Language, names: bool) -> Html:
    tr = translator(language)
    drawn = {name for curve in measurement_curves(measurement, language) for name in curve.drawn_names}
    exact = any(observation.uncertainty is not None for observation in measurement.observations)
    heads = [tr("Was"), tr("Wert"), *([tr("Genauigkeit")] if exact else [])]
    rows = []
    for observation in measurement.observations:
        if observation.name in drawn:
            continue
        label = observation_label(measurement.check, observation.name, observation.subject, language)
        rows.append(
            tag(
                "tr",
                tag("th", label, tag("code", observation.key) if names else None, scope="row"),
                _value(observation, language),
                tag("td", format_uncertainty(observation, language)) if exact else None,
            )
        )
    return tag(
        "table",
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
        tag("tbody", *rows),
    )


def _value(observation: Observation, language: Language) -> Html:
    return tag("td", format_observation(observation, language), class_="lost" if observation.failure else None)
