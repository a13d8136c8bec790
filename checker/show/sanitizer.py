"""Text of a report made harmless to display: a report is written by a PC that is not trusted."""

import re

_BREAKS = re.compile(r"[\t\n\r\u2028\u2029]+")
_HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls: a terminal obeys them (ECMA-48)
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # reading direction: can make text read as another (UAX 9)
    "\ufeff\ufffe\uffff\ud800-\udfff]"  # no characters at all
)


def sanitize(text: str) -> str:
    """One line without control characters, turned reading directions and lone surrogates; each leaves a mark."""
    return _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", _BREAKS.sub(" ", text))
