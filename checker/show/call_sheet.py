"""Five lines to have in front of oneself when the phone rings."""

from checker.knowledge.causes import ACTORS_TO_TECHNICIAN, Actor, cause_of
from checker.model.privacy import GROUP_TITLES
from checker.model.report import Report
from checker.model.text import Language
from checker.model.verdict import verdict
from checker.show.company_path.diagram import segment_name
from checker.show.company_path.segments import segment_of
from checker.show.company_path.sentences import proof_text, sureness_word
from checker.show.explanation.hypothesis_list import separating_trial, two_places
from checker.show.explanation.report_witnesses import ReportWitnesses, witnesses_of_report
from checker.show.findings import RootFinding, describe_finding, group_findings, topic_code
from checker.show.level_symbols import SYMBOLS, VERDICT_LEVELS, technician_headline
from checker.show.outages.report import call_sheet_text
from checker.show.translations import translator


def call_sheet_entries(report: Report, language: Language, reference: str = "") -> list[tuple[str, str]]:
    """Label and text of each: customer and reference; verdict; likely cause; who acts; the first question to ask.

    Further ones say when the connection broke, where that was watched, and what the employee held back.
    """
    tr = translator(language)
    groups = group_findings(report.findings)
    first = groups.problems[0] if groups.problems else None
    customer = f"{report.profile.customer} ({report.profile.code})" if report.profile.customer else tr("ohne Profil")
    customer_line = tr("{customer}, Kennzeichen {reference}", customer=customer, reference=reference)
    overall = verdict(report.findings)
    held_back = ", ".join(GROUP_TITLES[group].render(language) for group in report.consent.held_back)
    return [
        (tr("Kunde:"), customer_line if reference else customer),
        (tr("Ergebnis:"), f"{SYMBOLS[VERDICT_LEVELS[overall]]} {technician_headline(overall, language)}"),
        (tr("Ursache:"), _cause(first, language)),
        (tr("Es handelt:"), ACTORS_TO_TECHNICIAN[first.actor if first else Actor.NOBODY].render(language)),
        (tr("Erste Frage:"), _question(first, witnesses_of_report(report), language)),
        *([(tr("Abbrüche:"), outages)] if (outages := call_sheet_text(report, language)) else []),
        *([(tr("Zurückgehalten:"), held_back)] if held_back else []),
    ]


def _cause(first: RootFinding | None, language: Language) -> str:
    """`Router, wahrscheinlich: Ihr Router …`: the link and how sure it is, where the trouble lies on the path."""
    tr = translator(language)
    if first is None:
        return tr("keine gefunden")
    segment, sure = segment_of(topic_code(first.finding)), sureness_word(first, language)
    head = ", ".join(part for part in (segment_name(segment, language) if segment and sure else "", sure) if part)
    text = f"{head}: {describe_finding(first.finding, language)}" if head else describe_finding(first.finding, language)
    more = tr.plural("Erklärt {n} weiteren Punkt.", "Erklärt {n} weitere Punkte.", len(first.consequences))
    return f"{text} {more}" if first.consequences else text


def _question(first: RootFinding | None, witnesses: ReportWitnesses, language: Language) -> str:
    """What to ask first, and what the caller can try meanwhile: what separates the places that are left."""
    tr = translator(language)
    if first is None:
        return tr("Was genau klappt nicht, und seit wann?")
    template, proof_line = cause_of(first.finding).question, proof_text(first, language)
    places = two_places(first.finding, witnesses, language)
    question = tr("Haben Sie die Schritte im Bericht schon versucht, und was ist dabei geschehen?")
    if template is not None:
        question = template.render(language, **first.finding.values)
    proof_line = proof_line or (separating_trial(first.finding, witnesses, language) if places else "")
    if not proof_line:
        return tr("{question} Offen: {places}.", question=question, places=places) if places else question
    if places:
        trial = tr("{places}, zum Vorlesen: „{proof}“", places=places, proof=proof_line)
    else:
        trial = tr("Gegenprobe, zum Vorlesen: „{proof}“", proof=proof_line)
    return f"{question} {trial}"
