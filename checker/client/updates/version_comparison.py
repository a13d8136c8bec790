"""What a manifest means for this program. Pure."""

import datetime

from checker.client.desk_api import sanitize_line
from checker.model.manifest import Manifest, Offer, parse_version
from checker.model.record import Record
from checker.model.report import REPORT_VERSION
from checker.model.report_versions import is_version_accepted
from checker.model.text import Text

EXPIRY_NOTICE = datetime.timedelta(days=60)
"""So long before the desk no longer takes this version's reports it is said: time enough, even over holidays."""


class InstalledProgram(Record, frozen=True, kw_only=True):
    """This program: its version, the system and processor that it runs on, and the version of its reports."""

    version: str
    system: str
    processor: str = ""
    report: int = REPORT_VERSION


class ProgramUpdate(Record, frozen=True, kw_only=True):
    """What to say, and where the newer program is; `is_too_old`: the desk no longer takes this one's reports."""

    message: Text
    page: str
    is_too_old: bool = False


def compare_versions(
    manifest: Manifest, installed: InstalledProgram, page: str, today: datetime.date
) -> ProgramUpdate | None:
    """None where this program is as good as any. Never raises."""
    newest = _newest(manifest, installed)
    if _is_too_old(manifest, installed, today):
        return ProgramUpdate(message=_TOO_OLD_TEXT, page=page, is_too_old=True)
    until = _accepted_until(manifest, installed)
    if until is not None and until - today <= EXPIRY_NOTICE:
        return ProgramUpdate(message=_expiry_text(until), page=page)
    if newest is None or newest.version is None or parse_version(newest.version) <= _installed_numbers(installed):
        return None
    return ProgramUpdate(message=_newer_text(newest.version, manifest.news), page=page)


def _newest(manifest: Manifest, installed: InstalledProgram) -> Offer | None:
    """The newest that runs here. On Windows, a program for x64 runs on every processor that we know."""
    offers = [
        offer
        for offer in manifest.programs
        if offer.version is not None
        and offer.system == installed.system
        and (offer.processor in ("", installed.processor) or installed.system == "windows")
    ]
    return max(offers, key=lambda offer: parse_version(offer.version or "0"), default=None)


def _is_too_old(manifest: Manifest, installed: InstalledProgram, today: datetime.date) -> bool:
    if manifest.oldest is not None and _installed_numbers(installed) < parse_version(manifest.oldest):
        return True
    newest = max((report_version.number for report_version in manifest.reports), default=0)
    # A report newer than the desk is the desk's to catch up with, not the employee's.
    return installed.report < newest and not is_version_accepted(installed.report, today, manifest.reports)


def _accepted_until(manifest: Manifest, installed: InstalledProgram) -> datetime.date | None:
    return next(
        (report_version.until for report_version in manifest.reports if report_version.number == installed.report), None
    )


def _installed_numbers(installed: InstalledProgram) -> tuple[int, ...]:
    try:
        return parse_version(installed.version)
    except ValueError:
        return ()


def _newer_text(version: str, news: Text | None) -> Text:
    new_de = f" Neu darin: {sanitize_line(news.de)}" if news is not None else ""
    new_en = f" What is new: {sanitize_line(news.en)}" if news is not None else ""
    return Text(
        de=f"Es gibt eine neuere Version dieses Programms, {version}. Sie können auch mit dieser weitermachen.{new_de}",
        en=f"There is a newer version of this program, {version}. You can go on with this one as well.{new_en}",
    )


def _expiry_text(until: datetime.date) -> Text:
    return Text(
        de=f"Ihre IT-Firma nimmt Berichte dieser Programmversion nur noch bis zum {until:%d.%m.%Y} an. Bitte laden Sie "
        "das Programm bald neu.",
        en=f"Your IT firm accepts reports of this version of the program only until {until}. Please download the "
        "program again soon.",
    )


_TOO_OLD_TEXT = Text(
    de="Dieses Programm ist zu alt: Ihre IT-Firma nimmt seine Berichte nicht mehr an. Prüfen können Sie trotzdem. "
    "Bitte laden Sie das Programm neu, bevor Sie einen Bericht senden.",
    en="This program is too old: your IT firm no longer accepts its reports. You can check all the same. Please "
    "download the program again before you send a report.",
)
