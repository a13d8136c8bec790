"""A device's name in words: runs of letters and digits of one script, with what stands between them.

Names in Chinese, Japanese and Korean have no blank before a model: 安娜的AirPods, AnnaのiPhone.
"""

import re
import unicodedata
from collections.abc import Sequence

from checker.model.record import Record

APOSTROPHES = "'’`´ʼ‘′"
_ADDRESS = re.compile(
    r"""
      \S+@\S+                                            # e-mail, user@host
    | [a-z]+://\S+ | [a-z]:\\\S* | \\\\\S+ | ~?(?:/[\w.~-]+){2,}   # address, path of Windows, share, path of Unix
    | \{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?  # identifier
    | \b[0-9a-f]{2}(?:[:_-][0-9a-f]{2}){5,7}\b           # hardware address
    | (?<![\w:])(?=[0-9a-f:]*[0-9a-f]{2})(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])   # IPv6
    | \b\d+(?:[./-]\d+){2,}\b                            # IPv4, date, telephone number
    | (?:\+|\b00)\d[\d ()/-]{6,}\d                       # telephone number
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TRADEMARK = re.compile(r"\((?:R|TM|C)\)", re.IGNORECASE)
_BRACKETS = "()[]{}<>"
_KEPT_SIGNS = frozenset(" .,:;-/+&®©™#_|=" + _BRACKETS)


class Token(Record, frozen=True, kw_only=True):
    """`before`: what stands between it and the one before; `folded`: in small letters; `is_address`: never kept."""

    text: str
    before: str
    folded: str
    is_address: bool = False

    @property
    def starts_segment(self) -> bool:
        """A bracket stands before it."""
        return any(sign in _BRACKETS for sign in _TRADEMARK.sub("", self.before))

    @property
    def is_number(self) -> bool:
        """It has a digit."""
        return any(character.isdigit() for character in self.text)


class NameWords(Record, frozen=True, kw_only=True):
    """The words of one name, and what stands behind the last."""

    tokens: tuple[Token, ...]
    tail: str = ""

    def after(self, place: int) -> str:
        """What stands behind this word."""
        return self.tokens[place + 1].before if place + 1 < len(self.tokens) else self.tail


def words_of(raw: str) -> NameWords:
    """The words of this name, in one way of writing letters (NFKC), without what is not printable."""
    text = "".join(
        character if character.isprintable() else " " for character in unicodedata.normalize("NFKC", raw)
    ).replace("¨", "")
    tokens: list[Token] = []
    start = 0
    for begin, end, is_address in _spans(text):
        word = text[begin:end]
        tokens.append(Token(text=word, before=text[start:begin], folded=word.casefold(), is_address=is_address))
        start = end
    return NameWords(tokens=tuple(tokens), tail=text[start:])


def join_words(words: NameWords, is_kept: Sequence[bool]) -> str:
    """The kept words with the signs between them; of what stood around a cut word only brackets stay."""
    text, between, is_whole = "", "", True
    for token, keep in zip(words.tokens, is_kept, strict=True):
        between += token.before
        if keep:
            text += (_signs(between) if is_whole else _around_cut(between)) + token.text
            between, is_whole = "", True
        else:
            is_whole = False
    if text:
        text += _signs(between + words.tail) if is_whole else _around_cut(between + words.tail).rstrip()
    return _tidy(text)


def _spans(text: str) -> list[tuple[int, int, bool]]:
    """Begin and end of each word, and whether it is an address."""
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    trademarks = [match.span() for match in _TRADEMARK.finditer(text)]
    spans: list[tuple[int, int, bool]] = []
    at = 0
    while at < len(text):
        address_end = next((end for begin, end in addresses if begin == at), None)
        trademark_end = next((end for begin, end in trademarks if begin == at), None)
        if address_end is not None:
            spans.append((at, address_end, True))
            at = address_end
        elif trademark_end is not None:
            at = trademark_end
        elif text[at].isalnum():
            end = _word_end(text, at)
            spans.append((at, end, False))
            at = end
        else:
            at += 1
    return spans


def _word_end(text: str, begin: int) -> int:
    script, at = _script(text[begin]), begin + 1
    while at < len(text) and (unicodedata.category(text[at])[0] == "M" or _script(text[at]) == script):
        at += 1
    return at


def _script(character: str) -> str:
    """The first word of its Unicode name: LATIN, CYRILLIC, CJK ...; digits go with Latin letters."""
    if not character.isalnum():
        return ""
    if character.isascii() or character.isdigit():
        return "LATIN"
    return re.split("[ -]", unicodedata.name(character, "UNKNOWN"))[0]


def _signs(between: str) -> str:
    return "".join(
        part if _TRADEMARK.fullmatch(part) else "".join(sign if sign in _KEPT_SIGNS else " " for sign in part)
        for part in re.split(rf"({_TRADEMARK.pattern})", between, flags=re.IGNORECASE)
    )


def _around_cut(between: str) -> str:
    brackets = "".join(sign for sign in _TRADEMARK.sub("", between) if sign in _BRACKETS)
    pairs = re.compile(r"\(\)|\[\]|\{\}|<>")
    while (shorter := pairs.sub("", brackets)) != brackets:
        brackets = shorter
    return re.sub(r"(?<=[)\]}>]) (?=[)\]}>])|(?<=[(\[{<]) (?=[(\[{<])", "", f" {' '.join(brackets)}").rstrip() + (
        "" if brackets and brackets[-1] in "([{<" else " "
    )


def _tidy(text: str) -> str:
    text = re.sub(r"\(\s*\)|\[\s*\]|\{\s*\}|<\s*>", "", text)
    text = " ".join(text.split())
    text = re.sub(r"([(\[{<]) ", r"\1", re.sub(r" ([)\]}>])", r"\1", text))
    if text.count("(") < text.count(")"):
        text = text.replace(")", "", text.count(")") - text.count("("))
    return text.strip(" -–—_,;:|/&=.+#").removesuffix("(").rstrip(" -–—_,;:|/&=")
