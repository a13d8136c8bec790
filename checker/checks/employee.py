"""What a check declares for the employee: a request while it runs, a device to choose, a part to try, a question first.

Records only. Session, window and text mode read them, and know no check by its name.
"""

from enum import Enum

from checker.model.record import Record
from checker.model.text import Text


class Prompt(Record, frozen=True, kw_only=True):
    """What a check needs of the employee while it runs.

    `before`: the same before any check runs, for a terminal, where nothing can be said in between; None: not said.
    `follows_progress`: the check's own words while it runs take the prompt's place.
    """

    text: Text
    before: Text | None = None
    follows_progress: bool = False


class DeviceSelection(Record, frozen=True, kw_only=True):
    """The device of a check that the employee may choose; the choice goes into the need's `device`.

    `names_fact` lists the devices. The one in use is the value of `used_fact`, or else the last subject of the first
    of `subject_facts` that was observed, or else the first in the list. `hotplug_part` watches what is plugged in.
    """

    names_fact: str
    used_fact: str = ""
    subject_facts: tuple[str, ...] = ()
    hotplug_part: str = ""


class TrialKind(Enum):
    """How a trial goes: it shows something until it is ended, records and plays back, or asks what was heard."""

    LIVE = "live"
    PLAYBACK = "playback"
    QUESTION = "question"


class Trial(Record, frozen=True, kw_only=True):
    """A part that the employee may run to see, hear or answer something.

    `button` (`&` before the key that presses it), `button_again` once it has run, and `instruction` are the window's;
    `choice` and `text_instruction` the terminal's. `useless_codes`: findings that it cannot help with, such as a
    device that is not there. `answer_fact`: of a question, the fact that holds `right`, `wrong` or `none`.
    """

    part: str
    kind: TrialKind
    button: Text
    instruction: Text
    choice: Text
    text_instruction: Text
    button_again: Text | None = None
    useless_codes: tuple[str, ...] = ()
    answer_fact: str = ""


class KeySource(Enum):
    """Who fills in a key of the need that the profile leaves open."""

    LANGUAGE = "language"
    """The client: the language that the employee reads."""
    EARLIER_OUTAGES = "earlier-outages"
    """The client: when outages were in the runs that lie on this PC, seconds since 1970."""
    MEASURING_ADDRESS = "measuring-address"
    """The desk: the address of the firm's own measuring endpoint, if it has one."""


class OtherNeed(Record, frozen=True, kw_only=True):
    """The same as a key of another check's need, once everything else in that is filled in."""

    check: str
    key: str


class FilledKey(Record, frozen=True, kw_only=True):
    """A key of the check's need that is filled in when the need is made."""

    key: str
    source: KeySource | OtherNeed


class VolumeQuestion(Record, frozen=True, kw_only=True):
    """On a metered connection the employee is asked first, as the check moves much data where `need_key` is set.

    `explanation` says how much. Where the answer is no, the report holds `metered_fact`, and `facts` without consent.
    """

    need_key: str
    explanation: Text
    metered_fact: str
    facts: tuple[str, ...]
