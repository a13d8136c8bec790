"""The causes that a finding can name: who must act, and what to do, per system. Data: causes/<check>.toml."""

import functools
from enum import Enum
from typing import Annotated

import msgspec

from checker.knowledge.entries import read_entries
from checker.model.finding import Finding, Sureness
from checker.model.record import Record
from checker.model.systems import System
from checker.model.text import Language, Text


class Actor(Enum):
    """Who must act so that it works."""

    NOBODY = "nobody"
    YOU = "you"
    PROVIDER = "provider"
    IT_FIRM = "it-firm"
    COMPANY = "company"
    EMPLOYER = "employer"


ACTOR_TITLES: dict[Actor, Text] = {
    Actor.NOBODY: Text(de="Niemand muss etwas tun", en="Nobody needs to act"),
    Actor.YOU: Text(de="Das können Sie selbst beheben", en="You can solve this yourself"),
    Actor.PROVIDER: Text(de="Ihr Internetanbieter muss handeln", en="Your internet provider must act"),
    Actor.IT_FIRM: Text(de="Ihre IT-Firma muss handeln", en="Your IT firm must act"),
    Actor.COMPANY: Text(
        de="Die Verbindung zur Firma muss geprüft werden", en="The connection to the company must be looked at"
    ),
    Actor.EMPLOYER: Text(de="Ihr Arbeitgeber muss etwas anschaffen", en="Your employer must buy something"),
}


ACTORS_TO_TECHNICIAN: dict[Actor, Text] = {
    Actor.NOBODY: Text(de="niemand", en="nobody"),
    Actor.YOU: Text(de="die anrufende Person selbst", en="the caller"),
    Actor.PROVIDER: Text(de="der Internetanbieter", en="the internet provider"),
    Actor.IT_FIRM: Text(de="wir, die IT-Firma", en="we, the IT firm"),
    Actor.COMPANY: Text(de="wer den Zugang der Firma betreut", en="whoever runs the company's gateway"),
    Actor.EMPLOYER: Text(de="der Arbeitgeber, durch eine Anschaffung", en="the employer, by buying something"),
}
"""The same for the call sheet, whose reader is not the employee."""


SURENESS_TITLES: dict[Sureness, Text] = {
    Sureness.CERTAIN: Text(de="sicher", en="certain"),
    Sureness.LIKELY: Text(de="wahrscheinlich", en="likely"),
    Sureness.POSSIBLE: Text(de="möglich", en="possible"),
}
"""How sure a finding's cause is, in words."""


class Remedy(Record, frozen=True, kw_only=True):
    """Steps in their order, for one system or for every one. Each step can be tried on its own."""

    system: System | None = None
    de: Annotated[list[str], msgspec.Meta(min_length=1)]
    en: Annotated[list[str], msgspec.Meta(min_length=1)]


class Cause(Record, frozen=True, kw_only=True):
    """An entry of the knowledge base. `title` is the finding's sentence; `{name}` is one of its values.

    `question`: the technician's first on the phone; `proof` the one trial that confirms or refutes the cause.
    """

    who: Actor
    title: Text
    remedies: list[Remedy] = []
    question: Text | None = None
    proof: Text | None = None

    def steps(self, system: str, language: Language) -> list[str]:
        """The steps for this system: its own, then those for every system."""
        own = [remedy for remedy in self.remedies if remedy.system == system]
        every = [remedy for remedy in self.remedies if remedy.system is None]
        return [step for remedy in own + every for step in (remedy.de if language == "de" else remedy.en)]


@functools.cache
def causes() -> dict[str, Cause]:
    """All causes by code. Raises ValueError for a code that stands twice or in another check's file."""
    return read_entries("causes", Cause)


def cause_of(finding: Finding) -> Cause:
    """The cause of a finding. For a code of another version of the program one that says so, never an error."""
    return causes().get(finding.code) or Cause(
        who=Actor.IT_FIRM,
        title=Text(de=f"Unbekannter Befund ({finding.code})", en=f"Unknown finding ({finding.code})"),
    )


def finding_sentence(finding: Finding, language: Language) -> str:
    """The sentence of a finding, its values filled in."""
    return cause_of(finding).title.render(language, **finding.values)
