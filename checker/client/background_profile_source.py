"""The profile of this start: looked for at the beginning, and again whenever the employee names another."""

import logging
import threading
from collections.abc import Callable

from checker.client.arguments import ClientOptions
from checker.client.environment.data_directory import DataDirectory
from checker.client.environment.elevation import ELEVATED_NOTE, is_elevated
from checker.client.environment.remote_session import REMOTE_NOTE as REMOTE
from checker.client.environment.remote_session import is_remote_session
from checker.client.ports.profile_source import ProfileLoaded, ProfileUnavailable
from checker.client.profiles.firm_logo import FirmLogo, LogoCheck
from checker.client.profiles.loaded_profile import LoadedProfile, ProfileOrigin
from checker.client.profiles.loader import LoadOptions, load_profile
from checker.client.profiles.notes import join_notes
from checker.client.profiles.sources.program_name import parse_program_path, program_path
from checker.client.updates.incident_check import IncidentCheck, IncidentNotice
from checker.client.updates.update_check import UpdateCheck
from checker.client.updates.version_comparison import ProgramUpdate
from checker.model.codec import Unreadable
from checker.model.failure import Refusal
from checker.model.profile import BUILT_IN, Profile
from checker.model.text import Text
from checker.net.net import Net

FIRST_PROFILE_WAIT_S = 1.5
"""So long the window waits for the desk before it opens without the profile, and takes it in when it comes."""
log = logging.getLogger(__name__)


class BackgroundProfileSource:
    """Used from the main thread; looks in threads of its own, and calls `on_adopted` with every profile whose signature
    was believed."""

    def __init__(
        self, options: ClientOptions, net: Net, data_directory: DataDirectory, on_adopted: Callable[[Profile], None]
    ) -> None:
        self._options = options
        self._net = net
        self._data_directory = data_directory
        self._on_adopted = on_adopted
        self._update_check = UpdateCheck(net, data_directory)
        self._incident_check = IncidentCheck(net)
        self._logo_check = LogoCheck(net, data_directory)
        self._listener: Callable[[object], None] = lambda _event: None
        self._pending_searches = 0
        self._first_search: threading.Thread | None = None
        self._lock = threading.Lock()
        self.loaded = LoadedProfile(profile=BUILT_IN, origin=ProfileOrigin.BUILT_IN)
        self.trouble: Refusal | None = None

    @property
    def pending(self) -> bool:
        """Whether a profile is being looked for."""
        return self._pending_searches > 0

    @property
    def update(self) -> ProgramUpdate | None:
        """What is known of a newer program."""
        return self._update_check.update

    @property
    def incidents(self) -> IncidentNotice | None:
        """What is known to be broken at the company."""
        return self._incident_check.notice

    @property
    def logo(self) -> FirmLogo | None:
        """The firm's logo, as far as it has come."""
        return self._logo_check.logo

    @property
    def initial_source(self) -> str:
        """What was asked for at the start, by an option or by the program's own name."""
        name_hint = parse_program_path(program_path(self._options.started_as))
        return self._options.profile or (name_hint.codes[0] if name_hint else "")

    @property
    def note(self) -> Text | None:
        """What to say before anything else: about the profile, and about where this program runs."""
        notes = [
            *([REMOTE] if is_remote_session() else []),
            *([ELEVATED_NOTE] if is_elevated() else []),
            *([self.loaded.note] if self.loaded.note else []),
        ]
        return join_notes(notes)

    def listen(self, listener: Callable[[object], None]) -> None:
        """From now on `listener` hears, and nobody else."""
        self._listener = listener

    def load(self, source: str | None) -> LoadedProfile:
        """The profile, now; without a source, the usual one. Raises Unreadable."""
        options = self._options
        load_options = LoadOptions(
            data_directory=self._data_directory,
            net=self._net,
            trusted_fingerprints=options.keys,
            allow_unsigned=options.unsigned_profile,
            program_path=program_path(options.started_as),
        )
        loaded_profile = load_profile(source, load_options)
        self._adopt(loaded_profile)
        return loaded_profile

    def start(self) -> None:
        """Begins to look for the profile of this start, for a window. Never raises."""
        self._first_search = self._start_thread(self._options.profile)

    def wait_briefly(self) -> None:
        """Waits for it a little, and not for a slow desk."""
        if self._first_search is not None:
            self._first_search.join(FIRST_PROFILE_WAIT_S)

    def request(self, source: str) -> None:
        """Looks for another one, beside the window."""
        self._start_thread(source)

    def _start_thread(self, source: str | None) -> threading.Thread:
        with self._lock:
            self._pending_searches += 1
        thread = threading.Thread(target=self._search, args=(source,), name="profile", daemon=True)
        thread.start()
        return thread

    def _search(self, source: str | None) -> None:
        event: ProfileLoaded | ProfileUnavailable
        try:
            loaded_profile = self.load(source)
            self._logo_check.start(loaded_profile, self._notify)  # only a window shows it
            event = ProfileLoaded(loaded=loaded_profile)
        except Unreadable as refused:
            log.info("profile: %s %s", refused.refusal.kind, refused.where)
            self.trouble = refused.refusal
            event = ProfileUnavailable(refusal=refused.refusal)
        except Exception:  # a defect here must not leave the window waiting
            log.exception("profile")
            self.trouble = PROFILE_DEFECT
            event = ProfileUnavailable(refusal=PROFILE_DEFECT)
        with self._lock:
            self._pending_searches -= 1
        self._listener(event)

    def _adopt(self, loaded_profile: LoadedProfile) -> None:
        loaded_profile.phrase  # noqa: B018 - worked out here, so that the window need not wait for it
        self.loaded, self.trouble = loaded_profile, None
        if loaded_profile.trusted_key:
            self._on_adopted(loaded_profile.profile)
        self._update_check.start(loaded_profile, self._notify)
        self._incident_check.start(loaded_profile, self._notify)

    def _notify(self, event: object) -> None:
        """To whoever listens by then."""
        self._listener(event)


PROFILE_DEFECT = Refusal(
    kind="profile-defect",
    de="Beim Laden des Profils hat das Programm einen Fehler gemacht. Prüfen können Sie trotzdem.",
    en="The program made an error while it loaded the profile. You can check all the same.",
)
