"""A firm's name as people see it: two that nobody can tell apart on a screen are the same."""

import unicodedata

from checker.client.profiles.lookalikes import LOOKALIKES

_INVISIBLE_CATEGORIES = ("Cc", "Cf", "Co", "Cn", "Zl", "Zp")
_INVISIBLE_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u180e")
"""Letters and symbols by their category, and empty on every screen: fillers of Hangul and Khmer, blank Braille."""
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_LETTERS = str.maketrans({"1": "l", "i": "l", "|": "l", "0": "o", "j": "l"})


def visible_text(text: str) -> str:
    """`text` without what has no shape of its own: joiners, marks of direction, fillers, selectors of a variant."""
    return "".join(
        letter
        for letter in text
        if unicodedata.category(letter) not in _INVISIBLE_CATEGORIES
        and letter not in _INVISIBLE_LETTERS
        and not 0xFE00 <= ord(letter) <= 0xFE0F
        and not 0xE0100 <= ord(letter) <= 0xE01EF
    )


def name_skeleton(name: str) -> str:
    """What is compared (after UTS 39, 4): letters and digits alone, in one case, each as the Latin one it looks like.

    Blanks, punctuation and accents do not count. Empty for a name without a letter or digit.
    """
    plain = unicodedata.normalize("NFKD", visible_text(name).translate(LOOKALIKES))
    folded = unicodedata.normalize("NFKD", plain.casefold().translate(LOOKALIKES)).casefold()
    letters = "".join(letter for letter in folded if letter.isalnum() and not unicodedata.combining(letter))
    for pair, letter in _PAIRS:
        letters = letters.replace(pair, letter)
    return letters.translate(_LETTERS)


def is_same_name(first: str, second: str) -> bool:
    """Whether people would take one for the other; false for two that are empty."""
    skeleton = name_skeleton(first)
    return bool(skeleton) and skeleton == name_skeleton(second)
