"""A report as plain text, for a terminal and for mail: at most 80 columns, no colour, no control characters."""

import textwrap
from collections.abc import Iterable, Iterator

from checker.knowledge.causes import ACTOR_TITLES, Actor, cause_of
from checker.model.finding import Finding
from checker.model.report import Receipt, Report
from checker.model.text import Language
from checker.model.verdict import verdict
from checker.show.call_help import call_help, next_steps
from checker.show.company_path import diagram
from checker.show.company_path.sentences import proof_sentence, sureness_sentence
from checker.show.consequences import describe_consequence
from checker.show.curves import ROUTER_CURVES, describe_curve, measurement_curves
from checker.show.declarations import check_title, observation_label
from checker.show.explanation.lines import explanation_lines, explanation_title, measured_lines
from checker.show.explanation.report_witnesses import ReportWitnesses, witnesses_of_report
from checker.show.findings import RootFinding, describe_finding, group_findings
from checker.show.first_step import employee_order, first_sentence, reached_actor
from checker.show.formatting import format_moment, format_observation, format_uncertainty
from checker.show.level_symbols import SYMBOLS, level_word, next_step
from checker.show.outages.report import outage_lines
from checker.show.report_html.tables import outcome_line
from checker.show.sanitizer import sanitize
from checker.show.translations import translator
from checker.show.work_tasks import task_status
from checker.show.work_tasks.work_verdict import work_verdict

WIDTH = 80


def plain_text(report: Report, language: Language, *, details: bool = False) -> str:
    """The report; `details` adds how each finding is known, and every observation with its value."""
    tr = translator(language)
    witnesses = witnesses_of_report(report) if details else None
    groups, order = group_findings(report.findings), employee_order(report.findings)
    overall, cause = work_verdict(report, language), first_sentence(report, language)
    blocks = [
        _wrap(f"[{SYMBOLS[overall.level]}] {overall.headline}", "    "),
        _wrap(cause) if cause else [],
        _wrap(next_step(verdict(report.findings), language)),
        [*_heading(tr("Was heute geht")), *_today(report, language)],
        _first_block(order.first, report, witnesses, language) if order.first is not None else [],
        _outages(report, language),
        [*_heading(tr("Der Weg zur Firma")), *_wrap(diagram.path_text(report, language))],
        *_action_blocks(order.rest, report, witnesses, language),
        [*_heading(tr("Gut zu wissen")), *(line for root in groups.notes for line in _root(root, report, language))]
        if groups.notes
        else [],
        [*_heading(tr("In Ordnung")), *_finding_list((root.finding for root in groups.passed), language)]
        if groups.passed
        else [],
        *(_details(report, language) if details else []),
        _wrap(tr("Geprüft am {moment}, Bericht {id}", moment=format_moment(report.created, language), id=report.id)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _outages(report: Report, language: Language) -> list[str]:
    tr, lines = translator(language), outage_lines(report, language)
    return [*_heading(tr("Abbrüche")), *(part for line in lines for part in _wrap(line, "    "))] if lines else []


def call_text(report: Report, language: Language, receipt: Receipt | None = None) -> str:
    """Whom to call, what to say, and the reference to read out."""
    tr = translator(language)
    needed = call_help(report, language, receipt)
    invitation = tr("Sagen Sie zum Beispiel:")
    reference = tr(
        "Kennzeichen zum Vorlesen: {reference} ({spelling})", reference=needed.reference, spelling=needed.spelling
    )
    hours = needed.hours_line(language)
    following = next_steps(report, language, is_received=receipt is not None)
    lines = [
        *_heading(tr("Anrufen: {number}", number=needed.number_line(language))),
        *(_wrap(hours) if hours else []),
        *_wrap(f"{invitation} {needed.sentence}"),
        *_wrap(reference),
        *(_wrap(following) if following else []),
    ]
    return "\n".join(lines) + "\n"


def _first_block(
    first: RootFinding, report: Report, witnesses: ReportWitnesses | None, language: Language
) -> list[str]:
    tr = translator(language)
    title = tr("Das zuerst: {actor}", actor=ACTOR_TITLES[reached_actor(first.actor)].render(language))
    return [*_heading(title), *_root(first, report, language, witnesses)]


def _action_blocks(
    groups: Iterable[tuple[Actor, tuple[RootFinding, ...]]],
    report: Report,
    witnesses: ReportWitnesses | None,
    language: Language,
) -> Iterator[list[str]]:
    for actor, roots in groups:
        lines = _heading(ACTOR_TITLES[actor].render(language))
        yield lines + [line for root in roots for line in _root(root, report, language, witnesses)]


def _root(root: RootFinding, report: Report, language: Language, witnesses: ReportWitnesses | None = None) -> list[str]:
    tr = translator(language)
    lines = _finding(root.finding, language)
    if sure := sureness_sentence(root, language):
        lines += _wrap(f"    {sure}", "    ")
    for n, step in enumerate(cause_of(root.finding).steps(report.system, language), 1):
        lines += _wrap(f"    {n}. {step}", "       ")
    if proof_line := proof_sentence(root, language):
        lines += _wrap(f"    {proof_line}", "    ")
    if witnesses is not None:
        lines += _explanation(root.finding, report, witnesses, language)
    if root.consequences:
        lines += _wrap("    " + tr("Daraus folgt:"), "    ")
        lines += [line for consequence in root.consequences for line in _consequence(consequence, language)]
    return lines


def _explanation(finding: Finding, report: Report, witnesses: ReportWitnesses, language: Language) -> list[str]:
    reasons = explanation_lines(finding, witnesses, language) or measured_lines(finding, report, language)
    heading = _wrap(f"    {explanation_title(language)}:", "    ") if reasons else []
    return [*heading, *(line for reason in reasons for line in _wrap(f"    - {reason}", "      "))]


def _finding(finding: Finding, language: Language) -> list[str]:
    return _wrap(f"{_level(finding, language)}{describe_finding(finding, language)}", "    ")


def _consequence(finding: Finding, language: Language) -> list[str]:
    return _wrap(f"    {_level(finding, language)}{describe_consequence(finding, language)}", "        ")


def _level(finding: Finding, language: Language) -> str:
    return f"[{SYMBOLS[finding.level]}] {level_word(finding.level, language)}: "


def _finding_list(findings: Iterable[Finding], language: Language) -> list[str]:
    return [
        line
        for finding in findings
        for line in _wrap(f"[{SYMBOLS[finding.level]}] {describe_finding(finding, language)}", "    ")
    ]


def _today(report: Report, language: Language) -> list[str]:
    lines = []
    for status, reason in task_status.statuses_with_reasons(report, language):
        title, word = task_status.task_title(status.task, language), task_status.status_word(status.level, language)
        text = f"[{SYMBOLS[status.level]}] {title}: {word}"
        lines += _wrap(f"{text}. {reason}" if reason else text, "    ")
    return lines


def _details(report: Report, language: Language) -> Iterator[list[str]]:
    for measurement in report.measurements:
        lines = _heading(f"{check_title(measurement.check, language)}: {outcome_line(measurement, language)}")
        drawn = {
            name: describe_curve(curve, language)
            for curve in measurement_curves(measurement, language)
            for name in curve.drawn_names
        }
        second_lines = set(ROUTER_CURVES.values()) & set(drawn)
        for observation in measurement.observations:
            if observation.name in second_lines:
                continue
            label = observation_label(measurement.check, observation.name, observation.subject, language)
            value = (
                drawn.get(observation.name)
                or f"{format_observation(observation, language)} {format_uncertainty(observation, language)}".rstrip()
            )
            lines += _wrap(f"{label}: {value}", "    ")
        yield lines


def _heading(text: str) -> list[str]:
    lines = _wrap(text)
    return [*lines, "-" * max(len(line) for line in lines)]


def _wrap(text: str, indent: str = "") -> list[str]:
    """Wrapped; `indent` goes before every line but the first."""
    indent_width = len(text) - len(text.lstrip(" "))
    return textwrap.wrap(
        sanitize(text[indent_width:]), WIDTH, initial_indent=" " * indent_width, subsequent_indent=indent
    ) or [""]
