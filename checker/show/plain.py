"""A report as plain text, for a terminal and for mail: at most 80 columns, no colour, no control characters."""

import textwrap
from collections.abc import Iterable, Iterator

from checker.knowledge.causes import ACTOR_TITLES, Actor, cause_of
from checker.model.finding import Finding
from checker.model.report import Report
from checker.model.text import Language
from checker.model.verdict import verdict
from checker.show import path, today
from checker.show.broken import sureness, trial, why_it_breaks
from checker.show.contact import contact
from checker.show.curves import courses, described
from checker.show.facts import facts, meaning, title
from checker.show.findings import Root, say, sort
from checker.show.safe import clean
from checker.show.signs import LEVEL_OF, SYMBOLS, headline, next_step, word
from checker.show.tables import ended
from checker.show.values import moment, observed, uncertainty
from checker.show.words import words

WIDTH = 80


def plain(report: Report, language: Language, *, details: bool = False) -> str:
    """The report; `details` adds every observation with its value."""
    tr = words(language)
    found = sort(report.findings)
    judged, broken = verdict(report.findings), why_it_breaks(report, language)
    blocks = [
        _said(f"[{SYMBOLS[LEVEL_OF[judged]]}] {headline(judged, language)}", "    "),
        _said(broken) if broken else [],
        _said(next_step(judged, language)),
        *_acting(found.acting, report, language),
        [*_head(tr("Was heute geht")), *_today(report, language)],
        [*_head(tr("Der Weg zur Firma")), *_said(path.line(report, language))],
        [*_head(tr("Gut zu wissen")), *(line for root in found.notes for line in _root(root, report, language))]
        if found.notes
        else [],
        [*_head(tr("In Ordnung")), *_list((root.finding for root in found.fine), language)] if found.fine else [],
        *(_details(report, language) if details else []),
        _said(tr("Geprüft am {moment}, Bericht {id}", moment=moment(report.created, language), id=report.id)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _acting(
    groups: Iterable[tuple[Actor, tuple[Root, ...]]], report: Report, language: Language
) -> Iterator[list[str]]:
    for actor, roots in groups:
        lines = _head(ACTOR_TITLES[actor].say(language))
        reached = contact(report, language)
        if reached and actor in (Actor.IT_FIRM, Actor.COMPANY):
            lines += _said(reached)
        yield lines + [line for root in roots for line in _root(root, report, language)]


def _root(root: Root, report: Report, language: Language) -> list[str]:
    tr = words(language)
    lines = _finding(root.finding, language)
    if sure := sureness(root, language):
        lines += _said(f"    {sure}", "    ")
    for n, step in enumerate(cause_of(root.finding).steps(report.system, language), 1):
        lines += _said(f"    {n}. {step}", "       ")
    if tried := trial(root, language):
        lines += _said(f"    {tried}", "    ")
    if root.consequences:
        lines += _said("    " + tr("Daraus folgt:"), "    ")
        lines += [line for one in root.consequences for line in _finding(one, language, "    ")]
    return lines


def _finding(finding: Finding, language: Language, indent: str = "") -> list[str]:
    level = f"[{SYMBOLS[finding.level]}] {word(finding.level, language)}: "
    return _said(f"{indent}{level}{say(finding, language)}", indent + "    ")


def _list(findings: Iterable[Finding], language: Language) -> list[str]:
    return [line for one in findings for line in _said(f"[{SYMBOLS[one.level]}] {say(one, language)}", "    ")]


def _today(report: Report, language: Language) -> list[str]:
    lines = []
    for doing, reason in today.reasons(report, language):
        told = f"[{SYMBOLS[doing.level]}] {today.name(doing.task, language)}: {today.word(doing.level, language)}"
        lines += _said(f"{told}. {reason}" if reason else told, "    ")
    return lines


def _details(report: Report, language: Language) -> Iterator[list[str]]:
    for measurement in report.measurements:
        declared = facts(measurement.check)
        lines = _head(f"{title(measurement.check, language)}: {ended(measurement, language)}")
        drawn = {one.name: described(one, language) for one in courses(measurement, language)}
        for one in measurement.observations:
            told = meaning(declared.get(one.name), one.name, one.subject, language)
            value = drawn.get(one.name) or f"{observed(one, language)} {uncertainty(one, language)}".rstrip()
            lines += _said(f"{told}: {value}", "    ")
        yield lines


def _head(text: str) -> list[str]:
    lines = _said(text)
    return [*lines, "-" * max(len(line) for line in lines)]


def _said(text: str, indent: str = "") -> list[str]:
    """Wrapped; `indent` goes before every line but the first."""
    kept = len(text) - len(text.lstrip(" "))
    return textwrap.wrap(clean(text[kept:]), WIDTH, initial_indent=" " * kept, subsequent_indent=indent) or [""]
