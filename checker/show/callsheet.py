"""Five lines to have in front of oneself when the phone rings."""

from checker.knowledge.causes import ACTORS_TO_TECHNICIAN, Actor, cause_of
from checker.model.report import Report
from checker.model.text import Language
from checker.model.verdict import verdict
from checker.show.findings import Root, say, sort
from checker.show.signs import LEVEL_OF, SYMBOLS, headline
from checker.show.words import words


def call_sheet(report: Report, language: Language, reference: str = "") -> list[str]:
    """Customer and reference; verdict; likely cause; who acts; the first question to ask."""
    return [f"{head} {said}" for head, said in entries(report, language, reference)]


def entries(report: Report, language: Language, reference: str = "") -> list[tuple[str, str]]:
    """The same five, the heads apart."""
    tr = words(language)
    found = sort(report.findings)
    first = found.troubles[0] if found.troubles else None
    customer = f"{report.profile.customer} ({report.profile.code})" if report.profile.customer else tr("ohne Profil")
    named = tr("{customer}, Kennzeichen {reference}", customer=customer, reference=reference)
    judged = verdict(report.findings)
    return [
        (tr("Kunde:"), named if reference else customer),
        (tr("Ergebnis:"), f"{SYMBOLS[LEVEL_OF[judged]]} {headline(judged, language)}"),
        (tr("Ursache:"), _cause(first, language)),
        (tr("Es handelt:"), ACTORS_TO_TECHNICIAN[_actor(first)].say(language)),
        (tr("Erste Frage:"), _question(first, language)),
    ]


def _cause(first: Root | None, language: Language) -> str:
    tr = words(language)
    if first is None:
        return tr("keine gefunden")
    said = say(first.finding, language)
    more = tr.some("Erklärt {n} weiteren Punkt.", "Erklärt {n} weitere Punkte.", len(first.consequences))
    return f"{said} {more}" if first.consequences else said


def _actor(first: Root | None) -> Actor:
    return cause_of(first.finding).who if first else Actor.NOBODY


def _question(first: Root | None, language: Language) -> str:
    tr = words(language)
    asked = cause_of(first.finding).question if first else None
    if asked is not None and first is not None:
        return asked.say(language, **first.finding.values)
    if first is None:
        return tr("Was genau klappt nicht, und seit wann?")
    return tr("Haben Sie die Schritte im Bericht schon versucht, und was ist dabei geschehen?")
