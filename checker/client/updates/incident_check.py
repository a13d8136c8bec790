"""Asks the desk once at each start what is broken at the company, so that nobody looks for it at home.

Whatever is wrong with the answer, the program goes on, with a line in the log.
"""

import datetime
import logging
import threading
from collections.abc import Callable

from checker.client.profiles.loaded_profile import LoadedProfile
from checker.client.updates.signed_document import fetch_document, read_signed
from checker.model.codec import announcements_from_toml
from checker.model.employee.announcement import MAX_WORDS, Announcement, Announcements
from checker.model.record import Record
from checker.model.signature import announcements_signer
from checker.model.text import Language, Text
from checker.net.net import Net
from checker.show.sanitizer import sanitize

log = logging.getLogger(__name__)

INCIDENTS_PATH = "/api/v1/incidents/"
MAX_BYTES = 50_000
MAX_AGE = datetime.timedelta(hours=1)
"""By this PC's clock: what was announced once is not told again for as long as it is signed."""
MAX_INCIDENTS = 3
"""Sentences above the first page."""


class IncidentNotice(Record, frozen=True, kw_only=True):
    """What is known to be broken, a sentence each."""

    messages: tuple[Text, ...]


def fetch_announcements(net: Net, desk_url: str, code: str, key: str) -> Announcements | None:
    """Those that the firm's `key` (a fingerprint) signed for this code just now; None where none are to be believed."""
    raw = fetch_document(net, desk_url, f"{INCIDENTS_PATH}{code}", MAX_BYTES, "incidents") if key else None
    return verify_announcements(raw, code, key, datetime.datetime.now(datetime.UTC)) if raw is not None else None


def verify_announcements(raw: bytes, code: str, key: str, now: datetime.datetime) -> Announcements | None:
    """The announcements, if the firm signed them, for this code, and not long ago."""
    announcements = read_signed(raw, key, announcements_signer, announcements_from_toml, "incidents")
    if announcements is None:
        return None
    if announcements.code != code or abs(now - announcements.made) > MAX_AGE:
        log.warning("incidents ignored: of another customer or another time")
        return None
    return announcements


def incident_sentence(announcement: Announcement, today: datetime.date) -> Text:
    """What does not work, since when, and whether somebody works on it; times in this PC's zone."""
    return Text(de=_sentence(announcement, today, "de"), en=_sentence(announcement, today, "en"))


def _sentence(announcement: Announcement, today: datetime.date, language: Language) -> str:
    began = announcement.began.astimezone()
    what = f": {sanitize(announcement.what.render(language))[:MAX_WORDS]}" if announcement.what else ""
    words = sanitize(announcement.words).strip()
    words = f" {words}" if words else ""
    day = "" if began.date() == today else f"{began:%d.%m.}, " if language == "de" else f"{began:%d %b}, "
    if language == "de":
        ends = "Ihre IT-Firma arbeitet daran." if announcement.in_work else "Mehrere haben sie gemeldet."
        return f"Bekannte Störung seit {day}{began:%H:%M} Uhr{what}.{words} {ends}"
    ends = "Your IT firm is working on it." if announcement.in_work else "Several people have reported it."
    return f"Known incident since {day}{began:%H:%M}{what}.{words} {ends}"


class IncidentCheck:
    """One look, in a thread that holds nothing up: neither a start nor an end waits for it."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self._notice: IncidentNotice | None = None

    @property
    def notice(self) -> IncidentNotice | None:
        """What is known by now; None where nothing is."""
        return self._notice

    def start(self, loaded: LoadedProfile, on_notice: Callable[[IncidentNotice], None]) -> None:
        """Asks this profile's firm; `on_notice` hears from the thread what there is to say, if anything."""
        firm = loaded.profile.firm
        if firm is None or not firm.desk_url or not loaded.trusted_key:
            return
        arguments = (firm.desk_url, loaded.profile.code, loaded.trusted_key, on_notice)
        threading.Thread(target=self._run, args=arguments, name="incidents", daemon=True).start()

    def _run(self, desk_url: str, code: str, key: str, on_notice: Callable[[IncidentNotice], None]) -> None:
        try:
            announcements = fetch_announcements(self._net, desk_url, code, key)
            if announcements is None:
                return
            today = datetime.datetime.now(datetime.UTC).astimezone().date()
            incidents = announcements.incidents[:MAX_INCIDENTS]
            notice = IncidentNotice(messages=tuple(incident_sentence(incident, today) for incident in incidents))
            if notice.messages:
                self._notice = notice
                on_notice(notice)
        except Exception:  # a defect here must not cost anybody the checks
            log.exception("incidents")
