"""What helps with a step besides its words: a settings page, the router's page, a small guide. Data: step_aids.toml."""

import functools
import re
import tomllib
from importlib.resources import files

import msgspec

from checker.knowledge import __name__ as package
from checker.knowledge.causes import Cause
from checker.model.record import Record
from checker.model.text import Language

_ONLY_RECHECK = re.compile(
    r"(?:Prüfen Sie(?: die Kamera| das Mikrofon)? erneut|Wählen Sie „Erneut prüfen“|Prüfen Sie noch zweimal"
    r"|Prüfen Sie den Lautsprecher erneut|Probieren Sie den Lautsprecher noch einmal)\."
)
"""A step that says no more than the button does."""


class StepAid(Record, frozen=True, kw_only=True):
    """One thing that a button beside a step can do.

    `windows`, `macos`: the address of a settings page; `linux`: commands, of which the first that exists is run;
    `guide`: the code of an article.
    """

    find: str
    de: str
    en: str
    windows: str = ""
    macos: str = ""
    linux: tuple[str, ...] = ()
    guide: str = ""
    opens_router: bool = False
    copies_for_provider: bool = False

    def label(self, language: Language) -> str:
        """What the button says."""
        return self.de if language == "de" else self.en

    def settings_address(self, system: str) -> str:
        """The settings page on Windows and macOS; empty elsewhere, or where there is none."""
        return {"windows": self.windows, "macos": self.macos}.get(system, "")

    def is_for(self, system: str) -> bool:
        """Whether it does anything on this system."""
        is_settings = bool(self.windows or self.macos or self.linux)
        return not is_settings or bool(self.settings_address(system) or (system == "linux" and self.linux))


class GuidedStep(Record, frozen=True, kw_only=True):
    """A step and what helps with it, the page that it speaks of before the guide."""

    text: str
    aids: tuple[StepAid, ...] = ()


@functools.cache
def step_aids() -> dict[str, StepAid]:
    """All aids by their name."""
    text = files(package).joinpath("step_aids.toml").read_text("utf-8")
    return {name: msgspec.convert(fields, StepAid) for name, fields in tomllib.loads(text).items()}


def guided_steps(cause: Cause, system: str, language: Language) -> tuple[GuidedStep, ...]:
    """The steps of a cause for this system with their aids, without those that only say to check again."""
    pairs = zip(cause.steps(system, "de"), cause.steps(system, language), strict=True)
    return tuple(
        GuidedStep(text=text, aids=_aids(german, system))
        for german, text in pairs
        if not _ONLY_RECHECK.fullmatch(german)
    )


def _aids(german: str, system: str) -> tuple[StepAid, ...]:
    fitting = [aid for aid in step_aids().values() if aid.is_for(system) and re.search(aid.find, german)]
    return tuple(sorted(fitting, key=lambda aid: bool(aid.guide)))
