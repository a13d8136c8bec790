"""Device names as they may leave the PC: the model, and never the person that a phone or headset was named after.

A name is read word by word, and only words of known_models.toml stay. What is cut cannot come back: behind an unknown
word also the numbers and the words of a model are cut, until a maker's word or a general one ("Camera") follows.

| device | what stays |
|---|---|
| one that people name after themselves (AirPods, iPhone ...) | its own words directly behind it, and general words |
| one of a known maker | the words of its products, one number of a model |
| any other | general words, numbers of two digits |
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from pathlib import Path

from checker.checks.devices.name_words import APOSTROPHES, NameWords, join_words, words_of
from checker.model.record import Record

LENGTH = 56
"""Leaves room for a counter within the 60 characters of an observation's subject."""
_LIST = Path(__file__).with_name("known_models.toml")
_Row = tuple[str, ...]
_LONGEST_ROW = 5
_MODEL_NUMBER = re.compile(r"[a-z]{0,4}\d{1,4}[a-z]{0,3}\d{0,2}")
"""As 85h, 7506, SC160, U2720Q; what has more digits may be a serial or a telephone number."""
_OWN_NUMBER = re.compile(r"[a-z]?\d{1,3}[a-z]?")
"""Directly behind a phone's name: 15, S23, 8a."""
_SHORT_NUMBER = re.compile(r"\d{1,2}")


class _State(Enum):
    """What came last: nothing of note, general words, a maker with its products, a personal device, or a cut."""

    START = "start"
    GENERAL = "general"
    MAKER = "maker"
    PERSONAL = "personal"
    CUT = "cut"


class KnownModels(Record, frozen=True, kw_only=True):
    """The list in small letters. A row is a word, or several that stand together; of some the rows that may follow."""

    personal: Mapping[_Row, frozenset[_Row]]
    makers: Mapping[_Row, frozenset[_Row]]
    also_names: frozenset[_Row]
    also_first_names: frozenset[_Row]
    products: Mapping[_Row, frozenset[_Row]]
    general: frozenset[_Row]
    before_bracket: frozenset[_Row]
    between: frozenset[_Row]
    numbers: re.Pattern[str]


def model_name(raw: str) -> str:
    """The name without an owner, an address or anything unprintable, at most `LENGTH` characters. Empty stays empty."""
    words = words_of(raw)
    return join_words(words, _Reader(words).is_kept)[:LENGTH].strip()


def model_names(raw: Iterable[str], unnamed: str) -> list[str]:
    """One name for each device; `unnamed` where there is none; equal ones are counted: „Webcam“, „Webcam (2)“."""
    names: list[str] = []
    used: dict[str, int] = {}
    for raw_name in raw:
        name = model_name(raw_name) or unnamed
        used[name] = used.get(name, 0) + 1
        names.append(name if used[name] == 1 else f"{name} ({used[name]})")
    return names


@cache
def known_models() -> KnownModels:
    """The list of words that may leave the PC."""
    lists = tomllib.loads(_LIST.read_text("utf-8"))
    makers = {_row(maker): _rows(own) for maker, own in lists["makers"].items()}
    return KnownModels(
        personal={_row(name): _rows(own) for name, own in lists["personal"].items()},
        makers=makers,
        also_names=_rows(lists["also_names"]["list"]),
        also_first_names=_rows(lists["first_names"]["list"]),
        products={
            product: frozenset().union(*(own for own in makers.values() if product in own))
            for product in _rows(lists["products"]["list"])
        },
        general=frozenset().union(*map(_rows, lists["words"].values())),
        before_bracket=_rows(lists["before_bracket"]["list"]),
        between=_rows(lists["between"]["list"]),
        numbers=re.compile("|".join(lists["numbers"]["patterns"]), re.IGNORECASE),
    )


def _row(text: str) -> _Row:
    return tuple(token.folded for token in words_of(text).tokens)


def _rows(text: str) -> frozenset[_Row]:
    return frozenset(filter(None, (_row(quoted or bare) for quoted, bare in re.findall(r'"([^"]*)"|(\S+)', text))))


class _Reader:
    """Goes through the words once; `is_kept` says of each whether it stays."""

    def __init__(self, words: NameWords) -> None:
        self._models = known_models()
        self._words = words
        self._folded = [token.folded for token in words.tokens]
        self.is_kept = [False] * len(words.tokens)
        self._is_general = [False] * len(words.tokens)
        self._state = _State.START
        self._own: frozenset[_Row] = frozenset()
        self._has_number = False
        self._segment_start = 0
        place = 0
        while place < len(words.tokens):
            place += self._read(place)

    def _read(self, place: int) -> int:
        """How many words are done with."""
        token = self._words.tokens[place]
        if token.starts_segment:
            self._segment_start = place
            if self._state is not _State.PERSONAL:
                self._state, self._has_number = _State.START, False
        if self._state is not _State.PERSONAL and (row := self._row_in(self._models.personal, place)):
            return self._read_personal(row, place)
        if not token.is_address and not self._is_possessive(place):
            count = self._read_known(place) or (token.is_number and self._read_number(place))
            if count:
                return int(count)
        if self._state is not _State.PERSONAL:
            self._state = _State.CUT
        return 1

    def _read_personal(self, row: _Row, place: int) -> int:
        """Before it only general words stay, directly behind it its own."""
        for earlier in range(self._segment_start, place):
            self.is_kept[earlier] = self._is_general[earlier]
        end = self._keep(place, len(row))
        own, has_number = self._models.personal[row], False
        while end < len(self._folded) and not self._words.tokens[end].before.strip(" -_"):
            if following := self._row_in(own, end):
                end = self._keep(end, len(following))
            elif not has_number and _OWN_NUMBER.fullmatch(self._folded[end]):
                end, has_number = self._keep(end, 1), True
            else:
                break
        self._state = _State.PERSONAL
        return end - place

    def _read_known(self, place: int) -> int:
        """A word of the list that may stand here; 0 where there is none."""
        candidates: list[tuple[int, str, _Row]] = []
        for kind, rows in self._rows_here().items():
            if row := self._row_in(rows, place):
                candidates.append((len(row), kind, row))
        if not candidates:
            return self._read_between(place)
        length, kind, row = max(candidates, key=lambda candidate: candidate[0])
        if kind == "maker":
            own = self._models.makers[row]
            if self._is_rather_a_name(row, place, own):
                return 0
            self._state, self._own, self._has_number = _State.MAKER, own, False
        elif kind == "product":
            own = self._models.products[row]
            if self._state is not _State.MAKER or own:
                self._own = own | (self._own if self._state is _State.MAKER else frozenset())
            self._state, self._has_number = _State.MAKER, False
        elif kind == "own":
            self._has_number = False
        elif self._state is not _State.PERSONAL:
            self._state = self._state if self._state is _State.MAKER else _State.GENERAL
        if kind == "general":
            for number in range(place, place + length):
                self._is_general[number] = True
        self._keep(place, length)
        return length

    def _rows_here(self) -> Mapping[str, Iterable[_Row]]:
        """In the order in which they count where several are as long."""
        if self._state is _State.PERSONAL:
            return {"general": self._models.general}
        own = {"own": self._own} if self._state is _State.MAKER else {}
        return {**own, "general": self._models.general, "product": self._models.products, "maker": self._models.makers}

    def _read_between(self, place: int) -> int:
        """A small word between two general ones; a socket's before a bracket."""
        if place == 0 and (self._folded[0],) in self._models.before_bracket and "(" in self._words.after(0):
            return self._keep(place, 1)
        is_between = (
            (self._folded[place],) in self._models.between
            and place > 0
            and self._is_general[place - 1]
            and self.is_kept[place - 1]
            and place + 1 < len(self._folded)
            and self._row_in(self._models.general, place + 1) is not None
            and not self._words.tokens[place + 1].starts_segment
        )
        return self._keep(place, 1) - place if is_between else 0

    def _read_number(self, place: int) -> int:
        number = self._folded[place]
        if self._state in (_State.CUT, _State.PERSONAL):
            return 0
        if self._models.numbers.fullmatch(number):
            self._keep(place, 1)
            return 1
        if self._state is _State.MAKER and not self._has_number and _MODEL_NUMBER.fullmatch(number):
            self._has_number = True
        elif not _SHORT_NUMBER.fullmatch(number):
            return 0
        self._keep(place, 1)
        return 1

    def _is_rather_a_name(self, row: _Row, place: int, own: frozenset[_Row]) -> bool:
        is_first = self._state is _State.START and row in self._models.also_first_names
        is_name = row in self._models.also_names or row in self._models.also_first_names
        return is_name and not is_first and not self._is_followed(place + len(row), own)

    def _is_followed(self, place: int, own: frozenset[_Row]) -> bool:
        """A word of its products, or a number, stands directly behind the maker."""
        if place >= len(self._folded) or self._words.tokens[place].starts_segment:
            return False
        return self._row_in(own, place) is not None or bool(_MODEL_NUMBER.fullmatch(self._folded[place]))

    def _is_possessive(self, place: int) -> bool:
        """Max's, Philips': an apostrophe makes a maker's word an owner's."""
        after = self._words.after(place)
        if not after or after[0] not in APOSTROPHES:
            return False
        next_word = self._folded[place + 1] if place + 1 < len(self._folded) else ""
        return (next_word == "s" and len(after) == 1) or self._folded[place].endswith(("s", "x", "z"))

    def _row_in(self, rows: Iterable[_Row], place: int) -> _Row | None:
        """The longest row of the list that begins here; no bracket lies within it."""
        for length in range(min(_LONGEST_ROW, len(self._folded) - place), 0, -1):
            row = tuple(self._folded[place : place + length])
            tokens = self._words.tokens[place + 1 : place + length]
            if row in rows and not any(token.starts_segment or token.is_address for token in tokens):
                return row
        return None

    def _keep(self, place: int, count: int) -> int:
        """The place behind them."""
        for number in range(place, place + count):
            self.is_kept[number] = True
        return place + count
