"""What the window needs of whoever finds profiles: to name another source, and to hear what came of it."""

from collections.abc import Callable
from typing import Protocol

from checker.client.profiles.firm_logo import FirmLogo
from checker.client.profiles.loaded_profile import LoadedProfile
from checker.client.updates.incident_check import IncidentNotice
from checker.client.updates.version_comparison import ProgramUpdate
from checker.model.failure import Refusal
from checker.model.record import Record
from checker.model.text import Text


class ProfileLoaded(Record, frozen=True, kw_only=True):
    """A profile that may be used."""

    loaded: LoadedProfile


class ProfileUnavailable(Record, frozen=True, kw_only=True):
    """There is none to be had there, and why."""

    refusal: Refusal


class ProfileSource(Protocol):
    """Finds profiles beside the window, newer programs, and what is broken at the company."""

    @property
    def loaded(self) -> LoadedProfile:
        """The profile of this moment."""

    @property
    def trouble(self) -> Refusal | None:
        """Why the usual profile is not there."""

    @property
    def pending(self) -> bool:
        """Whether one is being looked for."""

    @property
    def update(self) -> ProgramUpdate | None:
        """What is known of a newer program."""

    @property
    def incidents(self) -> IncidentNotice | None:
        """What is known to be broken at the company."""

    @property
    def logo(self) -> FirmLogo | None:
        """The firm's logo, as far as it has come."""

    @property
    def initial_source(self) -> str:
        """The code, address or file that was asked for at the start; else empty."""

    @property
    def note(self) -> Text | None:
        """What to say above the first page."""

    def listen(self, listener: Callable[[object], None]) -> None:
        """From now on `listener` alone gets what comes, on another thread.

        ProfileLoaded, ProfileUnavailable, ProgramUpdate, IncidentNotice and FirmLogo.
        """

    def request(self, source: str) -> None:
        """Begins to look: a code, an address or a file. ProfileLoaded or ProfileUnavailable follows."""
