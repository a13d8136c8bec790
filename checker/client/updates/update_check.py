"""Looks for a newer program once at each start, beside everything else.

Asks the desk for its manifest. Whatever is wrong with it, the program goes on, with a line in the log.
"""

import datetime
import logging
import threading
from collections.abc import Callable

from checker import __version__
from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles.loaded_profile import LoadedProfile
from checker.client.updates.manifest_history import ManifestHistory
from checker.client.updates.signed_document import fetch_document, read_signed
from checker.client.updates.version_comparison import InstalledProgram, ProgramUpdate, compare_versions
from checker.model.codec import manifest_from_toml
from checker.model.manifest import Manifest
from checker.model.signature import manifest_signer
from checker.model.systems import this_processor, this_system
from checker.net.net import Net

MANIFEST_PATH = "/api/v1/programs"
MAX_MANIFEST_BYTES = 200_000  # bytes; a manifest of eight programs has 3,000


def fetch_manifest(net: Net, desk_url: str, key: str, history: ManifestHistory) -> Manifest | None:
    """The manifest that the firm's `key` (a fingerprint) signed; None where there is none to be believed."""
    raw = fetch_document(net, desk_url, MANIFEST_PATH, MAX_MANIFEST_BYTES, "manifest") if key else None
    return verify_manifest(raw, key, history) if raw is not None else None


def verify_manifest(raw: bytes, key: str, history: ManifestHistory) -> Manifest | None:
    """The manifest, if the firm signed it and it is not older than one that was here before."""
    manifest = read_signed(raw, key, manifest_signer, manifest_from_toml, "manifest")
    if manifest is None:
        return None
    if not history.accept_if_newer(key, manifest.made):
        log.warning("manifest ignored: older than the one seen before")
        return None
    return manifest


log = logging.getLogger(__name__)


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
    return InstalledProgram(version=__version__, system=this_system(), processor=this_processor())
