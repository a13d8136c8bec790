"""In the terminal: the profile of this start, asked for where nothing tells it; its check phrase; a newer program."""

from typing import TYPE_CHECKING

from checker.client.arguments import ClientOptions
from checker.client.background_profile_source import BackgroundProfileSource
from checker.client.profiles.loaded_profile import LoadedProfile
from checker.client.text.prompt import NotInteractive, is_interactive, read_line
from checker.client.text.words import tr
from checker.client.updates.incident_check import IncidentNotice
from checker.client.updates.version_comparison import ProgramUpdate
from checker.model.codec import Unreadable
from checker.model.text import Language

if TYPE_CHECKING:
    from rich.console import Console  # every start imports this module, and a window needs no terminal


def prompt_profile(
    profile_source: BackgroundProfileSource, console: "Console", options: ClientOptions
) -> LoadedProfile:
    """The profile that was asked for. Where nobody asked for one and none is known, somebody at the terminal is asked.

    Raises Unreadable where it cannot be had and nobody is there to ask.
    """
    try:
        loaded = profile_source.load(options.profile)
    except Unreadable as refused:
        if options.profile is not None or not _is_interactive(options):
            raise
        console.print(refused.refusal.render(options.language), markup=False)
        loaded = profile_source.loaded
    if loaded.profile.firm is not None or options.profile is not None or not _is_interactive(options):
        return loaded
    console.print(tr("Hat Ihre IT-Firma Ihnen eine Kennung oder eine Profildatei gegeben?"))
    while True:
        source = _read_source(console)
        if not source:
            return loaded
        try:
            return profile_source.load(source)
        except Unreadable as refused:
            console.print(refused.refusal.render(options.language), markup=False)


def print_profile(profile_source: BackgroundProfileSource, console: "Console", language: Language) -> None:
    """What there is to know before, and the four words."""
    if profile_source.note is not None:
        console.print(profile_source.note.render(language), markup=False)
    if profile_source.loaded.phrase is not None:
        console.print(
            tr(
                "Prüfwörter: {words}. Dieselben vier stehen auf der Seite Ihrer IT-Firma. "
                "Sind es andere, brechen Sie ab.",
                words=profile_source.loaded.phrase.render(language),
            ),
            markup=False,
        )


def print_update(update: ProgramUpdate | None, console: "Console", language: Language) -> None:
    """What is known of a newer program by now."""
    if update is not None:
        console.print(update.message.render(language), markup=False)
        console.print(update.page, markup=False, soft_wrap=True)


def print_incidents(notice: IncidentNotice | None, console: "Console", language: Language) -> None:
    """What is known to be broken at the company by now."""
    for message in notice.messages if notice is not None else ():
        console.print(message.render(language), markup=False)


def _is_interactive(options: ClientOptions) -> bool:
    return not options.yes and is_interactive()


def _read_source(console: "Console") -> str:
    try:
        return read_line(tr("Kennung, Adresse oder Datei (leer: ohne weiter):"), console)
    except NotInteractive:
        return ""
