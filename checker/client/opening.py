"""The profile of this start: looked for at the beginning, and again whenever the employee names another."""

import logging
import threading
from collections.abc import Callable

from checker.client.arguments import Options
from checker.client.places import Places
from checker.client.profiles.loaded import LoadedProfile, Origin
from checker.client.profiles.notes import joined
from checker.client.profiles.source import load
from checker.client.profiles.started import named, started_as
from checker.client.remote import NOTE as REMOTE
from checker.client.remote import is_remote
from checker.client.updates.judge import Update
from checker.client.updates.watch import Watch
from checker.client.window.seeker import ProfileFound, ProfileMissing
from checker.model.codec import Unreadable
from checker.model.failure import Refusal
from checker.model.profile import BUILT_IN, Profile
from checker.model.text import Text
from checker.net.net import Net

PATIENCE_S = 1.5
"""So long the window waits for the desk before it opens without the profile, and takes it in when it comes."""
log = logging.getLogger(__name__)


class Opening:
    """Used from the main thread; looks in threads of its own, and calls `adopted` with every profile whose signature
    was believed."""

    def __init__(self, options: Options, net: Net, places: Places, adopted: Callable[[Profile], None]) -> None:
        self._options = options
        self._net = net
        self._places = places
        self._adopted = adopted
        self._watch = Watch(net, places)
        self._told: Callable[[object], None] = lambda _event: None
        self._seeking = 0
        self._first: threading.Thread | None = None
        self._order = threading.Lock()
        self.loaded = LoadedProfile(profile=BUILT_IN, origin=Origin.BUILT_IN)
        self.trouble: Refusal | None = None

    @property
    def pending(self) -> bool:
        """Whether a profile is being looked for."""
        return self._seeking > 0

    @property
    def update(self) -> Update | None:
        """What is known of a newer program."""
        return self._watch.found

    @property
    def asked(self) -> str:
        """What was asked for at the start, by an option or by the program's own name."""
        handed = named(started_as(self._options.started_as))
        return self._options.profile or (handed.codes[0] if handed else "")

    @property
    def note(self) -> Text | None:
        """What to say before anything else: about the profile, and about where this program runs."""
        return joined([*([REMOTE] if is_remote() else []), *([self.loaded.note] if self.loaded.note else [])])

    def listen(self, told: Callable[[object], None]) -> None:
        """From now on `told` hears, and nobody else."""
        self._told = told

    def find(self, source: str | None) -> LoadedProfile:
        """The profile, now; without a source, the usual one. Raises Unreadable."""
        options = self._options
        found = load(
            source,
            places=self._places,
            net=self._net,
            trusted=options.keys,
            unsigned_allowed=options.unsigned_profile,
            started=started_as(options.started_as),
        )
        self._take(found)
        return found

    def begin(self) -> None:
        """Begins to look for the profile of this start, for a window. Never raises."""
        self._first = self._seek(self._options.profile)

    def wait(self) -> None:
        """Waits for it a little, and not for a slow desk."""
        if self._first is not None:
            self._first.join(PATIENCE_S)

    def seek(self, source: str) -> None:
        """Looks for another one, beside the window."""
        self._seek(source)

    def _seek(self, source: str | None) -> threading.Thread:
        with self._order:
            self._seeking += 1
        thread = threading.Thread(target=self._look, args=(source,), name="profile", daemon=True)
        thread.start()
        return thread

    def _look(self, source: str | None) -> None:
        event: ProfileFound | ProfileMissing
        try:
            event = ProfileFound(loaded=self.find(source))
        except Unreadable as refused:
            log.info("profile: %s %s", refused.refusal.kind, refused.where)
            self.trouble = refused.refusal
            event = ProfileMissing(refusal=refused.refusal)
        except Exception:  # a defect here must not leave the window waiting
            log.exception("profile")
            self.trouble = DEFECT
            event = ProfileMissing(refusal=DEFECT)
        with self._order:
            self._seeking -= 1
        self._told(event)

    def _take(self, found: LoadedProfile) -> None:
        found.phrase  # noqa: B018 - worked out here, so that the window need not wait for it
        self.loaded, self.trouble = found, None
        if found.trusted_key:
            self._adopted(found.profile)
        self._watch.start(found, self._tell)

    def _tell(self, event: object) -> None:
        """To whoever listens by then."""
        self._told(event)


DEFECT = Refusal(
    kind="profile-defect",
    de="Beim Laden des Profils hat das Programm einen Fehler gemacht. Prüfen können Sie trotzdem.",
    en="The program made an error while it loaded the profile. You can check all the same.",
)
