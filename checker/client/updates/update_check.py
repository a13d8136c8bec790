"""Looks for a newer program once at each start, beside everything else."""

import datetime
import logging
import platform
import threading
from collections.abc import Callable

from checker import __version__
from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles.loaded_profile import LoadedProfile
from checker.client.updates.manifest import fetch_manifest
from checker.client.updates.manifest_history import ManifestHistory
from checker.client.updates.version_comparison import InstalledProgram, ProgramUpdate, compare_versions
from checker.model.systems import this_system
from checker.net.net import Net

log = logging.getLogger(__name__)
_PROCESSORS = {"amd64": "x64", "x86_64": "x64", "arm64": "arm64", "aarch64": "arm64"}


class UpdateCheck:
    """One look, in a thread that holds nothing up: neither a start nor an end waits for it."""

    def __init__(self, net: Net, data_directory: DataDirectory, installed: InstalledProgram | None = None) -> None:
        self._net = net
        self._history = ManifestHistory(data_directory)
        self._installed = installed
        self._update: ProgramUpdate | None = None

    @property
    def update(self) -> ProgramUpdate | None:
        """What is known by now."""
        return self._update

    def start(self, loaded: LoadedProfile, on_update: Callable[[ProgramUpdate], None] = lambda _: None) -> None:
        """Looks for this profile's firm; `on_update` hears from the thread what there is to say. Once per profile."""
        firm = loaded.profile.firm
        if firm is None or not firm.desk_url or not loaded.trusted_key:
            return
        page = f"{firm.desk_url.rstrip('/')}/d/{loaded.profile.code}/"
        arguments = (firm.desk_url, loaded.trusted_key, page, on_update)
        threading.Thread(target=self._run, args=arguments, name="updates", daemon=True).start()

    def _run(self, desk_url: str, key: str, page: str, on_update: Callable[[ProgramUpdate], None]) -> None:
        try:
            manifest = fetch_manifest(self._net, desk_url, key, self._history)
            if manifest is None:
                return
            today = datetime.datetime.now(datetime.UTC).astimezone().date()
            self._update = compare_versions(manifest, self._installed or installed_program(), page, today)
            if self._update is not None:
                on_update(self._update)
        except Exception:  # a defect here must not cost anybody the checks
            log.exception("updates")


def installed_program() -> InstalledProgram:
    """This program on this computer."""
    machine = platform.machine().lower()
    return InstalledProgram(version=__version__, system=this_system(), processor=_PROCESSORS.get(machine, machine))
