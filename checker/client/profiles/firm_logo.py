"""The firm's logo: a file at its desk, believed by the digest in the signed profile, and a copy beside the profile."""

import hashlib
import logging
import threading
from collections.abc import Callable
from pathlib import Path

from checker.client.environment.atomic_files import read_file, write_atomically
from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles.loaded_profile import LoadedProfile
from checker.client.updates.signed_document import fetch_document
from checker.model.failure import OperationFailed
from checker.model.firm.logo import MAX_LOGO_BYTES, InvalidLogo, clean_logo
from checker.model.record import Record
from checker.net.net import Net

LOGO_PATH = "/logo"
MAX_COPIES = 4
"""Of as many firms; the oldest go first."""
log = logging.getLogger(__name__)


class FirmLogo(Record, frozen=True, kw_only=True):
    """`png`: of the chunks alone that it is drawn from; small enough to be decoded."""

    png: bytes


class LogoCheck:
    """The logo of the profile that counts: from this PC at once, else from the desk in a thread that nobody waits for.

    Whatever is wrong with it, the window shows the firm's name alone, with a line in the log.
    """

    def __init__(self, net: Net, data_directory: DataDirectory) -> None:
        self._net = net
        self._data_directory = data_directory
        self._logo: FirmLogo | None = None

    @property
    def logo(self) -> FirmLogo | None:
        """What is there by now; None where the firm has none, or it did not come."""
        return self._logo

    def start(self, loaded: LoadedProfile, on_logo: Callable[[FirmLogo], None]) -> None:
        """Looks for it; `on_logo` hears from the thread what came from the desk. Never raises."""
        digest, firm = loaded.appearance.logo_digest, loaded.profile.firm
        self._logo = None
        if not digest or firm is None or not loaded.trusted_key:
            return
        try:
            self._logo = _verified(read_file(self._copy(digest), MAX_LOGO_BYTES), digest)
        except OperationFailed:
            self._logo = None
        if self._logo is None:
            arguments = (firm.desk_url, digest, on_logo)
            threading.Thread(target=self._fetch, args=arguments, name="logo", daemon=True).start()

    def _fetch(self, desk_url: str, digest: str, on_logo: Callable[[FirmLogo], None]) -> None:
        try:
            raw = fetch_document(self._net, desk_url, f"{LOGO_PATH}?{digest[:12]}", MAX_LOGO_BYTES, "logo", "image/png")
            logo = _verified(raw, digest) if raw is not None else None
            if raw is None or logo is None:
                return
            self._logo = logo
            self._store(raw, digest)
            on_logo(logo)
        except Exception:  # a defect here must not cost anybody the checks
            log.exception("logo")

    def _store(self, raw: bytes, digest: str) -> None:
        try:
            self._data_directory.make_folder(self._data_directory.profiles)
            write_atomically(self._copy(digest), raw)
            copies = sorted(self._data_directory.profiles.glob("*.png"), key=lambda copy: copy.stat().st_mtime_ns)
            for copy in copies[:-MAX_COPIES]:
                copy.unlink()
        except (OSError, OperationFailed) as error:
            log.info("logo not kept: %s", type(error).__name__)

    def _copy(self, digest: str) -> Path:
        return self._data_directory.profiles / f"{digest}.png"


def _verified(raw: bytes, digest: str) -> FirmLogo | None:
    """The logo, if these are the bytes that the firm signed for, and nothing but a small picture."""
    if hashlib.sha256(raw).hexdigest() != digest:
        log.warning("logo ignored: not the one of the profile")
        return None
    try:
        return FirmLogo(png=clean_logo(raw))
    except InvalidLogo as invalid:
        log.warning("logo ignored: %s", invalid)
        return None
