"""The findings as HTML: a card for each root, with its steps and what follows from it."""

from collections.abc import Iterable
from typing import Literal
from urllib.parse import quote

from checker.knowledge.causes import ACTOR_TITLES, Actor, cause_of, causes
from checker.model.finding import Finding, Level
from checker.model.record import Record
from checker.model.report import Report
from checker.model.text import Language
from checker.show.broken import sureness, trial
from checker.show.contact import contact
from checker.show.findings import Root, Sorted, say
from checker.show.markup import Html, join, tag
from checker.show.signs import SYMBOLS, word
from checker.show.values import observed
from checker.show.words import words

Audience = Literal["employee", "technician"]


class Reader(Record, frozen=True, kw_only=True):
    """For whom a report is drawn; `guide_url` begins with http(s):// or /, and names the guide without language."""

    report: Report
    language: Language
    audience: Audience
    guide_url: str = ""


def to_do(found: Sorted, reader: Reader) -> Html:
    """A section for each who must act, the worst first."""
    return join(_section(actor, roots, reader) for actor, roots in found.acting)


def good_to_know(found: Sorted, reader: Reader) -> Html | None:
    """The notes."""
    if not found.notes:
        return None
    tr = words(reader.language)
    return tag(
        "section", tag("h2", tr("Gut zu wissen")), *(_card(root, reader) for root in found.notes), class_="acting"
    )


def fine(found: Sorted, reader: Reader) -> Html | None:
    """What is in order, folded."""
    if not found.fine:
        return None
    tr = words(reader.language)
    said = tr.some("{n} Punkt ist in Ordnung", "{n} Punkte sind in Ordnung", len(found.fine))
    return tag(
        "details",
        tag("summary", said),
        _list((root.finding for root in found.fine), reader.language, worded=False),
        class_="fine",
    )


def badge(level: Level, language: Language) -> Html:
    """Symbol and word."""
    return tag("p", sign(level), word(level, language), class_="badge")


def sign(level: Level) -> Html:
    """The symbol alone, beside a word that says the same."""
    return tag("span", SYMBOLS[level], class_="sign", aria_hidden="true")


def _section(actor: Actor, roots: Iterable[Root], reader: Reader) -> Html:
    reached = contact(reader.report, reader.language) if actor in (Actor.IT_FIRM, Actor.COMPANY) else ""
    return tag(
        "section",
        tag("h2", ACTOR_TITLES[actor].say(reader.language)),
        tag("p", reached, class_="who soft") if reached and reader.audience == "employee" else None,
        *(_card(root, reader) for root in roots),
        class_="acting",
    )


def _card(root: Root, reader: Reader) -> Html:
    tr = words(reader.language)
    steps = cause_of(root.finding).steps(reader.report.system, reader.language)
    behind = root.consequences
    return tag(
        "article",
        badge(root.level, reader.language),
        tag("h3", say(root.finding, reader.language)),
        _aside(sureness(root, reader.language)),
        tag("ol", *(tag("li", step) for step in steps), class_="steps") if steps else None,
        _aside(trial(root, reader.language)),
        _guide(root.finding, reader),
        tag("details", tag("summary", _follows(len(behind), reader.language)), _list(behind, reader.language))
        if behind
        else None,
        tag("details", tag("summary", tr("Worauf das beruht")), _evidence(root, reader))
        if reader.audience == "technician"
        else None,
        class_=f"card level-{root.level.value}",
    )


def _aside(said: str) -> Html | None:
    return tag("p", said, class_="aside soft") if said else None


def _follows(n: int, language: Language) -> str:
    tr = words(language)
    return tr.some("Daraus folgt noch {n} weiterer Punkt", "Daraus folgen noch {n} weitere Punkte", n)


def _list(findings: Iterable[Finding], language: Language, *, worded: bool = True) -> Html:
    """Without its word only where the line above says it of all of them."""
    return tag(
        "ul",
        *(
            tag(
                "li",
                sign(one.level),
                tag("span", join([tag("b", word(one.level, language)), ": "]) if worded else None, say(one, language)),
                class_=f"level-{one.level.value}",
            )
            for one in findings
        ),
        class_="plain-list",
    )


def _guide(finding: Finding, reader: Reader) -> Html | None:
    """A code of another version has no article here; an address that is none of the web is left out."""
    if not reader.guide_url.startswith(("https://", "http://", "/")) or finding.code not in causes():
        return None
    tr = words(reader.language)
    address = f"{reader.guide_url.rstrip('/')}/{reader.language}/{quote(finding.code)}/"
    return tag("p", tag("a", tr("Ausführlich in der Anleitung"), href=address), class_="more")


def _evidence(root: Root, reader: Reader) -> Html:
    """Code and observations of the root and of what follows from it."""
    rows = []
    for finding in (root.finding, *root.consequences):
        seen = {
            one.key: one
            for each in reader.report.measurements
            if each.check == finding.check
            for one in each.observations
        }
        told = (f"{key} = {observed(seen[key], reader.language)}" for key in finding.evidence if key in seen)
        rows.append(tag("li", tag("span", tag("code", finding.key), " ", ", ".join(told))))
    return tag("ul", *rows, class_="plain-list")
