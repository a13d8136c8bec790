"""Four words by which an employee sees that the program and the firm's page mean the same firm and the same customer.

They follow from the fingerprint of the firm's public key and the customer's code, and from nothing secret; whoever has
both can work them out, and the program does so only after the profile's signature held. So they stay the same while the
profile is renewed, and are others for every other key.

Strength: four words out of 1024 are 40 bits. A forger looks for a key whose words are the same; each try costs him a
new key and one scrypt of 16 MiB (RFC 7914, N = 2^14, r = 8, p = 1; some 50 ms of a processor core), and what he found
holds for one customer only: 2^40 tries are about 1,700 core-years.
"""

import functools
import hashlib

from checker.model.text import Language, Text
from checker.model.wordlists.english import WORDS as ENGLISH
from checker.model.wordlists.german import WORDS as GERMAN

COUNT = 4
BITS = 10
"""Of each word."""

_SALT = b"Homeoffice-Check phrase v1"
_COST = 1 << 14
_BLOCK = 8


@functools.lru_cache(maxsize=512)
def phrase(fingerprint: str, code: str) -> Text:
    """The words for this firm's key and this customer, the same four numbers in each language's own words."""
    return Text(de=_words_in(fingerprint, code, "de"), en=_words_in(fingerprint, code, "en"))


def _words_in(fingerprint: str, code: str, language: Language) -> str:
    words = GERMAN if language == "de" else ENGLISH
    return " ".join(words[number] for number in _word_indexes(fingerprint, code))


@functools.lru_cache(maxsize=8)
def _word_indexes(fingerprint: str, code: str) -> tuple[int, ...]:
    about = f"{fingerprint}\n{code}".encode()
    drawn = hashlib.scrypt(about, salt=_SALT, n=_COST, r=_BLOCK, p=1, dklen=COUNT * BITS // 8)
    whole = int.from_bytes(drawn, "big")
    return tuple(whole >> BITS * at & (1 << BITS) - 1 for at in reversed(range(COUNT)))
