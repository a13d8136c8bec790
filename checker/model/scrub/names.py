"""Names of this PC and its user in a text: whole, in parts, and as people and systems bend them. Pure."""

import functools
import re
import unicodedata

from checker.model.scrub.common_words import COMMON_WORDS
from checker.model.scrub.marks import MARKS, NAME

_WORD = r"[^\W_]"
MIN_PART = 3
"""Letters: a shorter part of a name is a part of too many words."""
MIN_INSIDE = 6
"""Letters: so long a part is taken out inside a word, too (`PCMustermann`, `emustermann`)."""

_FOLDED = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"))


def scrub_names(text: str, names: tuple[str, ...]) -> str:
    """`text` with a mark for each of these names, as a word of any case, and for each part that can name somebody.

    `names`: as the system has them, such as `erika.mustermann`, `Erika Mustermann`, `ERIKA-PC`.
    """
    pattern = _pattern(names)
    return text if pattern is None else pattern.sub(lambda match: match["mark"] or NAME, text)


@functools.lru_cache(maxsize=32)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    whole = {form for name in names if name.strip() for form in _forms(name.strip())}
    parts = {form for name in names for part in _parts(name) for form in _forms(part)}
    if not whole:
        return None
    inside = {form for form in parts if len(form) >= MIN_INSIDE}
    words = rf"(?<!{_WORD})(?:{_either(whole | parts)})(?:['’]?s)?(?!{_WORD})"
    return re.compile(rf"(?P<mark>{MARKS})|{words}" + (f"|{_either(inside)}" if inside else ""), re.IGNORECASE)


def _either(forms: set[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def _parts(name: str) -> list[str]:
    """`Erika`, `Mustermann` of `erika.mustermann`, `Erika Mustermann`, or `ErikaMustermann`."""
    spaced = re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])", " ", unicodedata.normalize("NFC", name))
    words = re.split(r"[\W_]+", spaced)
    trimmed = [word.strip("0123456789") if not re.search(r"\d\D+\d", word) else word for word in words]
    return [word for word in trimmed if len(word) >= MIN_PART and word.casefold() not in COMMON_WORDS]


def _forms(name: str) -> set[str]:
    """As written, with an umlaut as two characters (macOS), without, and as the other spelling of one."""
    composed = unicodedata.normalize("NFC", name)
    forms = {name, composed, unicodedata.normalize("NFD", name)}
    lowered = composed.lower()
    folded, unfolded = lowered, lowered
    for umlaut, letters in _FOLDED:
        folded, unfolded = folded.replace(umlaut, letters), unfolded.replace(letters, umlaut)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(letter))
    for other in (folded, unfolded, plain):
        forms |= {other, unicodedata.normalize("NFD", other)}
    return {form for form in forms if form.strip()}
