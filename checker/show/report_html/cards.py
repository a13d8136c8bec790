"""The findings as HTML: a card for each root, with its steps and what follows from it."""

from collections.abc import Iterable
from typing import Literal
from urllib.parse import quote

from checker.knowledge.causes import ACTOR_TITLES, Actor, cause_of, causes
from checker.model.finding import Finding, Level
from checker.model.record import Record
from checker.model.report import Report
from checker.model.text import Language
from checker.show.company_path.sentences import proof_sentence, sureness_sentence
from checker.show.consequences import describe_consequence
from checker.show.explanation.hypothesis_list import hypothesis_rows, separating_trial, two_places
from checker.show.explanation.lines import explanation_lines, explanation_title, measured_lines
from checker.show.explanation.report_witnesses import ReportWitnesses
from checker.show.findings import FindingGroups, RootFinding, describe_finding
from checker.show.first_step import reached_actor
from checker.show.formatting import format_observation
from checker.show.level_symbols import SYMBOLS, level_word
from checker.show.markup import Html, join, tag
from checker.show.translations import translator

Audience = Literal["employee", "technician"]


class RenderContext(Record, frozen=True, kw_only=True):
    """For whom a report is drawn; `guide_url` begins with http(s):// or /, and names the guide without language."""

    report: Report
    language: Language
    audience: Audience
    guide_url: str = ""
    witnesses: ReportWitnesses = ReportWitnesses()


def action_sections(groups: Iterable[tuple[Actor, tuple[RootFinding, ...]]], context: RenderContext) -> Html:
    """A section for each who must act, the worst first."""
    return join(_section(actor, roots, context) for actor, roots in groups)


def first_section(first: RootFinding | None, context: RenderContext) -> Html | None:
    """The one thing to do first, and who acts."""
    if first is None:
        return None
    tr = translator(context.language)
    title = tr("Das zuerst: {actor}", actor=ACTOR_TITLES[reached_actor(first.actor)].render(context.language))
    return tag("section", tag("h2", title), _card(first, context), class_="acting")


def notes_section(groups: FindingGroups, context: RenderContext) -> Html | None:
    """The notes."""
    if not groups.notes:
        return None
    tr = translator(context.language)
    return tag(
        "section", tag("h2", tr("Gut zu wissen")), *(_card(root, context) for root in groups.notes), class_="acting"
    )


def passed_section(groups: FindingGroups, context: RenderContext) -> Html | None:
    """What is in order, folded."""
    if not groups.passed:
        return None
    tr = translator(context.language)
    label = tr.plural("{n} Punkt ist in Ordnung", "{n} Punkte sind in Ordnung", len(groups.passed))
    return tag(
        "details",
        tag("summary", label),
        _finding_list((root.finding for root in groups.passed), context.language, with_word=False),
        class_="fine",
    )


def badge(level: Level, language: Language) -> Html:
    """Symbol and word."""
    return tag("p", level_symbol(level), level_word(level, language), class_="badge")


def level_symbol(level: Level) -> Html:
    """The symbol alone, next to a word that means the same."""
    return tag("span", SYMBOLS[level], class_="sign", aria_hidden="true")


def _section(actor: Actor, roots: Iterable[RootFinding], context: RenderContext) -> Html:
    return tag(
        "section",
        tag("h2", ACTOR_TITLES[actor].render(context.language)),
        *(_card(root, context) for root in roots),
        class_="acting",
    )


def _card(root: RootFinding, context: RenderContext) -> Html:
    steps = cause_of(root.finding).steps(context.report.system, context.language)
    consequences = root.consequences
    return tag(
        "article",
        badge(root.level, context.language),
        tag("h3", describe_finding(root.finding, context.language)),
        _aside(sureness_sentence(root, context.language)),
        tag("ol", *(tag("li", step) for step in steps), class_="steps") if steps else None,
        _aside(proof_sentence(root, context.language)),
        _guide_link(root.finding, context),
        tag(
            "details",
            tag("summary", _consequences_label(len(consequences), context.language)),
            _finding_list(consequences, context.language),
        )
        if consequences
        else None,
        _explanation(root, context),
        class_=f"card level-{root.level.value}",
    )


def _explanation(root: RootFinding, context: RenderContext) -> Html | None:
    """The witnesses in plain words; for the technician also the hypotheses, the code and its observations."""
    finding, language = root.finding, context.language
    is_technician = context.audience == "technician"
    lines = explanation_lines(finding, context.witnesses, language)
    if not lines and not is_technician:
        lines = measured_lines(finding, context.report, language)
    if not lines and not is_technician:
        return None
    return tag(
        "details",
        tag("summary", explanation_title(language)),
        tag("ul", *(tag("li", line) for line in lines), class_="plain-list") if lines else None,
        hypotheses(finding, context.witnesses, language) if is_technician else None,
        _evidence(root, context) if is_technician else None,
    )


def hypotheses(finding: Finding, witnesses: ReportWitnesses, language: Language) -> Html | None:
    """What is left and what contradicts the rest; None where nothing was weighed."""
    tr = translator(language)
    rows = hypothesis_rows(finding, witnesses, language)
    if not rows:
        return None
    places, trial = two_places(finding, witnesses, language), separating_trial(finding, witnesses, language)
    return tag(
        "section",
        tag("p", ": ".join(part for part in (places, trial) if part)) if places else None,
        tag("p", tag("strong", tr("Was in Frage kam"))),
        tag("ul", *(tag("li", tag("span", row.text, " ", tag("code", row.name))) for row in rows), class_="plain-list"),
        class_="hypotheses",
    )


def _aside(text: str) -> Html | None:
    return tag("p", text, class_="aside soft") if text else None


def _consequences_label(n: int, language: Language) -> str:
    tr = translator(language)
    return tr.plural("Daraus folgt noch {n} weiterer Punkt", "Daraus folgen noch {n} weitere Punkte", n)


def _finding_list(findings: Iterable[Finding], language: Language, *, with_word: bool = True) -> Html:
    """Without its word only where the line above has it for all of them."""
    return tag(
        "ul",
        *(
            tag(
                "li",
                level_symbol(finding.level),
                tag(
                    "span",
                    join([tag("b", level_word(finding.level, language)), ": "]) if with_word else None,
                    describe_consequence(finding, language)
                    if finding.caused_by
                    else describe_finding(finding, language),
                ),
                class_=f"level-{finding.level.value}",
            )
            for finding in findings
        ),
        class_="plain-list",
    )


def _guide_link(finding: Finding, context: RenderContext) -> Html | None:
    """A code of another version has no article here; an address that is none of the web is left out."""
    if not context.guide_url.startswith(("https://", "http://", "/")) or finding.code not in causes():
        return None
    tr = translator(context.language)
    address = f"{context.guide_url.rstrip('/')}/{context.language}/{quote(finding.code)}/"
    return tag("p", tag("a", tr("Ausführlich in der Anleitung"), href=address), class_="more")


def _evidence(root: RootFinding, context: RenderContext) -> Html:
    """Code and observations of the root and of what follows from it."""
    rows = []
    for finding in (root.finding, *root.consequences):
        observations = {
            observation.key: observation
            for measurement in context.report.measurements
            if measurement.check == finding.check
            for observation in measurement.observations
        }
        values = (
            f"{key} = {format_observation(observations[key], context.language)}"
            for key in finding.evidence
            if key in observations
        )
        rows.append(tag("li", tag("span", tag("code", finding.key), " ", ", ".join(values))))
    return tag("ul", *rows, class_="plain-list")
