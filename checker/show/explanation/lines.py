"""Under "Woher wir das wissen": a few lines for the employee, the most telling first."""

from collections.abc import Iterator

from checker.checks.reasoning.explanation import Acquittal, Explanation
from checker.model.finding import Finding, Level
from checker.model.report import Report
from checker.model.text import Language
from checker.show.declarations import observation_label
from checker.show.explanation.place_names import place_list
from checker.show.explanation.report_witnesses import ReportWitnesses
from checker.show.explanation.witness_sentences import witness_sentence
from checker.show.findings import affected_check
from checker.show.formatting import format_observation
from checker.show.translations import translator

MAX_LINES = 5
_IN_OWN_WORDS = ("vpn",)
"""Checks whose values are words of the program's own: they stand in the tables, where they are explained."""
_MAX_SUPPORTING = 3
"""So many at first, so that what rules other places out has room."""


def explanation_title(language: Language) -> str:
    """The heading above the lines."""
    tr = translator(language)
    return tr("Woher wir das wissen")


def explanation_lines(finding: Finding, witnesses: ReportWitnesses, language: Language) -> list[str]:
    """Five at most: what speaks for it, what takes the blame off others, what else may be. Without a witness none."""
    explanation = witnesses.explain(finding)
    if explanation is None:
        return []
    tr = translator(language)
    supporting = _unique(_sentences(explanation, witnesses, language))
    against = [
        tr("Dagegen spricht: {reason}", reason=witness_sentence(witness, witnesses.titles, language))
        for witness in explanation.opposing[:1]
    ]
    cleared = _unique(_acquittal_line(item, witnesses, language) for item in explanation.acquittals)
    open_line = _alternatives_line(explanation, language)
    room = MAX_LINES - len(against) - len(open_line)
    first = supporting[: max(min(_MAX_SUPPORTING, room), room - len(cleared))]
    return [*first, *against, *cleared[: room - len(first)], *open_line]


def measured_lines(finding: Finding, report: Report, language: Language) -> list[str]:
    """The values that it rests on, where no witness speaks of it; five at most."""
    if finding.level in (Level.OK, Level.NOTE) or finding.check in _IN_OWN_WORDS:
        return []
    lines = []
    for measurement in report.measurements:
        if measurement.check != affected_check(finding):
            continue
        for observation in measurement.observations:
            if observation.key in finding.evidence:
                label = observation_label(measurement.check, observation.name, observation.subject, language)
                lines.append(f"{label}: {format_observation(observation, language)}")
    return lines[:MAX_LINES]


def _sentences(explanation: Explanation, witnesses: ReportWitnesses, language: Language) -> Iterator[str]:
    for witness in explanation.supporting:
        yield witness_sentence(witness, witnesses.titles, language)


def _acquittal_line(acquittal: Acquittal, witnesses: ReportWitnesses, language: Language) -> str:
    """`Ihr Router lässt Daten durch: Der Server Ihrer IT-Firma antwortete auf …`."""
    tr = translator(language)
    reason = witness_sentence(acquittal.witness, witnesses.titles, language)
    places, n = place_list(acquittal.places, language), len(acquittal.places)
    if acquittal.carried:
        line = tr.plural(
            "{places} lässt Daten durch: {reason}",
            "{places} lassen Daten durch: {reason}",
            n,
            places=places,
            reason=reason,
        )
    else:
        line = tr.plural(
            "{places} scheidet als Ursache aus: {reason}",
            "{places} scheiden als Ursache aus: {reason}",
            n,
            places=places,
            reason=reason,
        )
    return line[:1].upper() + line[1:]


def _alternatives_line(explanation: Explanation, language: Language) -> list[str]:
    """What may be as well, so that nobody takes it for settled."""
    if not explanation.alternatives:
        return []
    tr = translator(language)
    places = place_list(explanation.alternatives, language)
    return [tr("Nicht auszuschließen als Ursache: {places}.", places=places)]


def _unique(lines: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(lines))
