"""What the employee writes about the trouble. All of it is optional, and leaves the PC as it was typed."""

import re
from typing import Annotated

import msgspec

from checker.model.employee.task import Task
from checker.model.privacy import DataGroup, Purpose, privacy_meta
from checker.model.record import Record

_LETTERS = r"^[^\x00-\x1f\x7f]*$(?!\n)"
_LINES = r"^[^\x00-\x09\x0b-\x1f\x7f]*$(?!\n)"
_NO_LETTER = re.compile(r"[\x00-\x1f\x7f]+")
_NO_LINE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
MAX_TROUBLE = 1000
MAX_ANSWER = 120
MAX_NUMBER = 40
"""Letters."""
_LIMITS = {"callback_number": MAX_NUMBER}


class OwnWords(Record, frozen=True, kw_only=True):
    """Free text but for `needed`: what the employee must be able to do today."""

    trouble: Annotated[
        str,
        privacy_meta(
            DataGroup.OWN_WORDS,
            Purpose.DIAGNOSIS,
            de="Was nicht geht",
            en="What does not work",
            max_length=MAX_TROUBLE,
            pattern=_LINES,
        ),
    ] = ""
    since: Annotated[
        str,
        privacy_meta(
            DataGroup.OWN_WORDS,
            Purpose.DIAGNOSIS,
            de="Seit wann",
            en="Since when",
            max_length=MAX_ANSWER,
            pattern=_LETTERS,
        ),
    ] = ""
    program: Annotated[
        str,
        privacy_meta(
            DataGroup.OWN_WORDS,
            Purpose.DIAGNOSIS,
            de="In welchem Programm",
            en="In which program",
            max_length=MAX_ANSWER,
            pattern=_LETTERS,
        ),
    ] = ""
    needed: Annotated[
        tuple[Task, ...],
        privacy_meta(
            DataGroup.OWN_WORDS, Purpose.DIAGNOSIS, de="Was heute gehen muss", en="What has to work today", max_length=5
        ),
    ] = ()
    name: Annotated[
        str,
        privacy_meta(
            DataGroup.OWN_WORDS,
            Purpose.DELIVERY,
            de="Name",
            en="Name",
            max_length=MAX_ANSWER,
            pattern=_LETTERS,
        ),
    ] = ""
    callback_number: Annotated[
        str,
        privacy_meta(
            DataGroup.OWN_WORDS,
            Purpose.DELIVERY,
            de="Nummer für den Rückruf",
            en="Number to call back",
            max_length=MAX_NUMBER,
            pattern=_LETTERS,
        ),
    ] = ""
    callback_time: Annotated[
        str,
        privacy_meta(
            DataGroup.OWN_WORDS,
            Purpose.DELIVERY,
            de="Wann der Rückruf passt",
            en="When to call back",
            max_length=MAX_ANSWER,
            pattern=_LETTERS,
        ),
    ] = ""


def typed_words(words: OwnWords) -> OwnWords | None:
    """The words as a report can carry them; None where nothing is written.

    Taken off are blanks at both ends, what no screen shows (control characters), and what is longer than a field takes:
    the fields of the window and the terminal let nobody type it, and the preview shows what is left.
    """
    texts = {name: _clean(getattr(words, name), name) for name in OwnWords.__struct_fields__ if name != "needed"}
    cleaned = msgspec.structs.replace(words, **texts, needed=tuple(task for task in Task if task in words.needed))
    return None if cleaned == OwnWords() else cleaned


def _clean(text: str, field: str) -> str:
    limit, invisible = (MAX_TROUBLE, _NO_LINE) if field == "trouble" else (_LIMITS.get(field, MAX_ANSWER), _NO_LETTER)
    return invisible.sub(" ", _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n"))).strip()[:limit].strip()
