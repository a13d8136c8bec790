"""Looks for a newer program once at each start, beside everything else."""

import datetime
import logging
import platform
import threading
from collections.abc import Callable

from checker import __version__
from checker.client.places import Places
from checker.client.profiles.loaded import LoadedProfile
from checker.client.updates.judge import Here, Update, judge
from checker.client.updates.look import look
from checker.client.updates.seen import Seen
from checker.net.net import Net
from checker.run.system import this_system

log = logging.getLogger(__name__)
_PROCESSORS = {"amd64": "x64", "x86_64": "x64", "arm64": "arm64", "aarch64": "arm64"}


class Watch:
    """One look, in a thread that holds nothing up: neither a start nor an end waits for it."""

    def __init__(self, net: Net, places: Places, here: Here | None = None) -> None:
        self._net = net
        self._seen = Seen(places)
        self._here = here
        self._found: Update | None = None

    @property
    def found(self) -> Update | None:
        """What is known by now."""
        return self._found

    def start(self, loaded: LoadedProfile, told: Callable[[Update], None] = lambda _: None) -> None:
        """Looks for this profile's firm; `told` hears from the thread what there is to say. Once per profile."""
        firm = loaded.profile.firm
        if firm is None or not firm.desk_url or not loaded.trusted_key:
            return
        page = f"{firm.desk_url.rstrip('/')}/d/{loaded.profile.code}/"
        arguments = (firm.desk_url, loaded.trusted_key, page, told)
        threading.Thread(target=self._look, args=arguments, name="updates", daemon=True).start()

    def _look(self, desk_url: str, key: str, page: str, told: Callable[[Update], None]) -> None:
        try:
            manifest = look(self._net, desk_url, key, self._seen)
            if manifest is None:
                return
            today = datetime.datetime.now(datetime.UTC).astimezone().date()
            self._found = judge(manifest, self._here or here(), page, today)
            if self._found is not None:
                told(self._found)
        except Exception:  # a defect here must not cost anybody the checks
            log.exception("updates")


def here() -> Here:
    """This program on this computer."""
    machine = platform.machine().lower()
    return Here(version=__version__, system=this_system(), processor=_PROCESSORS.get(machine, machine))
