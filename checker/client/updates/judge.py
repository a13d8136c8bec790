"""What a manifest means for this program. Pure."""

import datetime

from checker.client.desk import presentable_line
from checker.model.manifest import Manifest, Offer, parse_version
from checker.model.protocol import is_version_accepted
from checker.model.record import Record
from checker.model.report import REPORT_VERSION
from checker.model.text import Text

SOON = datetime.timedelta(days=60)
"""So long before the desk no longer takes this version's reports it is said: time enough, even over holidays."""


class Here(Record, frozen=True, kw_only=True):
    """This program: its version, the system and processor that it runs on, and the version of its reports."""

    version: str
    system: str
    processor: str = ""
    report: int = REPORT_VERSION


class Update(Record, frozen=True, kw_only=True):
    """What to say, and where the newer program is; `too_old`: the desk no longer takes this one's reports."""

    said: Text
    page: str
    too_old: bool = False


def judge(manifest: Manifest, here: Here, page: str, today: datetime.date) -> Update | None:
    """None where this program is as good as any. Never raises."""
    newest = _newest(manifest, here)
    if _too_old(manifest, here, today):
        return Update(said=_TOO_OLD, page=page, too_old=True)
    until = _until(manifest, here)
    if until is not None and until - today <= SOON:
        return Update(said=_ends(until), page=page)
    if newest is None or newest.version is None or parse_version(newest.version) <= _own(here):
        return None
    return Update(said=_newer(newest.version, manifest.news), page=page)


def _newest(manifest: Manifest, here: Here) -> Offer | None:
    """The newest that runs here. On Windows, a program for x64 runs on every processor that we know."""
    fitting = [
        offer
        for offer in manifest.programs
        if offer.version is not None
        and offer.system == here.system
        and (offer.processor in ("", here.processor) or here.system == "windows")
    ]
    return max(fitting, key=lambda offer: parse_version(offer.version or "0"), default=None)


def _too_old(manifest: Manifest, here: Here, today: datetime.date) -> bool:
    if manifest.oldest is not None and _own(here) < parse_version(manifest.oldest):
        return True
    newest = max((one.number for one in manifest.reports), default=0)
    # A report newer than the desk is the desk's to catch up with, not the employee's.
    return here.report < newest and not is_version_accepted(here.report, today, manifest.reports)


def _until(manifest: Manifest, here: Here) -> datetime.date | None:
    return next((one.until for one in manifest.reports if one.number == here.report), None)


def _own(here: Here) -> tuple[int, ...]:
    try:
        return parse_version(here.version)
    except ValueError:
        return ()


def _newer(version: str, news: Text | None) -> Text:
    new_de = f" Neu darin: {presentable_line(news.de)}" if news is not None else ""
    new_en = f" What is new: {presentable_line(news.en)}" if news is not None else ""
    return Text(
        de=f"Es gibt eine neuere Version dieses Programms, {version}. Sie können auch mit dieser weitermachen.{new_de}",
        en=f"There is a newer version of this program, {version}. You can go on with this one as well.{new_en}",
    )


def _ends(until: datetime.date) -> Text:
    return Text(
        de=f"Ihre IT-Firma nimmt Berichte dieser Programmversion nur noch bis zum {until:%d.%m.%Y} an. Bitte laden Sie "
        "das Programm bald neu.",
        en=f"Your IT firm accepts reports of this version of the program only until {until}. Please download the "
        "program again soon.",
    )


_TOO_OLD = Text(
    de="Dieses Programm ist zu alt: Ihre IT-Firma nimmt seine Berichte nicht mehr an. Prüfen können Sie trotzdem. "
    "Bitte laden Sie das Programm neu, bevor Sie einen Bericht senden.",
    en="This program is too old: your IT firm no longer accepts its reports. You can check all the same. Please "
    "download the program again before you send a report.",
)
