"""Five lines to have in front of oneself when the phone rings."""

from checker.knowledge.causes import ACTORS_TO_TECHNICIAN, Actor, cause_of
from checker.model.report import Report
from checker.model.text import Language
from checker.model.verdict import verdict
from checker.show.broken import how_sure, proof
from checker.show.findings import Root, say, sort, topic
from checker.show.path import name
from checker.show.places import place_of
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
        (tr("Es handelt:"), ACTORS_TO_TECHNICIAN[first.actor if first else Actor.NOBODY].say(language)),
        (tr("Erste Frage:"), _question(first, language)),
    ]


def _cause(first: Root | None, language: Language) -> str:
    """`Router, wahrscheinlich: Ihr Router …`: the link and how sure it is, where the trouble lies on the way."""
    tr = words(language)
    if first is None:
        return tr("keine gefunden")
    place, sure = place_of(topic(first.finding)), how_sure(first, language)
    head = ", ".join(part for part in (name(place, language) if place and sure else "", sure) if part)
    said = f"{head}: {say(first.finding, language)}" if head else say(first.finding, language)
    more = tr.some("Erklärt {n} weiteren Punkt.", "Erklärt {n} weitere Punkte.", len(first.consequences))
    return f"{said} {more}" if first.consequences else said


def _question(first: Root | None, language: Language) -> str:
    """What to ask first, and what the caller can try meanwhile."""
    tr = words(language)
    if first is None:
        return tr("Was genau klappt nicht, und seit wann?")
    asked, tried = cause_of(first.finding).question, proof(first, language)
    question = tr("Haben Sie die Schritte im Bericht schon versucht, und was ist dabei geschehen?")
    if asked is not None:
        question = asked.say(language, **first.finding.values)
    trial = tr("Gegenprobe, zum Vorlesen: „{proof}“", proof=tried)
    return f"{question} {trial}" if tried else question
