"""What an employee types fits into a report, and stays what was typed."""

import msgspec
import pytest

from checker.model.codec import Unreadable, report_from_json, to_json
from checker.model.employee.own_words import MAX_ANSWER, MAX_NUMBER, MAX_TROUBLE, OwnWords, typed_words
from checker.model.employee.task import Task
from checker.model.report import Report
from tests.show.samples import EMPTY


def carried(words: OwnWords) -> Report:
    return report_from_json(to_json(msgspec.structs.replace(EMPTY, own_words=words)))


def test_nothing_written_is_nothing() -> None:
    assert typed_words(OwnWords()) is None
    assert typed_words(OwnWords(trouble=" \n ", name="\t")) is None


@pytest.mark.parametrize(
    "text", ["Bild fällt aus 😀, seit 9 Uhr", "a\nb", "x" * 5000, "tab\there", "\ud800 half", "nul\x00"]
)
def test_whatever_is_typed_arrives(text: str) -> None:
    words = typed_words(OwnWords(trouble=text, since=text, callback_number=text, needed=(Task.VIDEO, Task.MAIL)))
    assert words is not None
    assert carried(words).own_words == words
    assert len(words.trouble) <= MAX_TROUBLE and len(words.since) <= MAX_ANSWER
    assert len(words.callback_number) <= MAX_NUMBER
    assert words.needed == (Task.MAIL, Task.VIDEO), "in the order of the tasks"


def test_lines_stay_lines() -> None:
    words = typed_words(OwnWords(trouble="eins\r\nzwei"))
    assert words is not None and words.trouble == "eins\nzwei"


@pytest.mark.parametrize(
    "words",
    [
        OwnWords(trouble="x" * (MAX_TROUBLE + 1)),
        OwnWords(name="a\nb"),
        OwnWords(trouble="a\x1b[2J"),
        OwnWords(callback_number="0" * (MAX_NUMBER + 1)),
        OwnWords(needed=(Task.MAIL,) * 6),
    ],
)
def test_what_no_program_of_ours_sends_is_refused(words: OwnWords) -> None:
    with pytest.raises(Unreadable):
        carried(words)
