"""How hard a text is to read: the LIX of C.-H. Björnsson (Läsbarhet, 1968). 30 is a children's book, 40 a newspaper."""

import re

LONG_WORD_LETTERS = 6
"""A word with more letters is a long one."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;]+[“”\"')]*(?=\s|\Z)")
_LIST_ITEM = re.compile(r"^\s*(?:\d+\.|[-*+])\s+")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[#*_`|>]")


def lix(text: str) -> float:
    """Words per sentence, and long words per hundred. A text without words is 0."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    long_words = sum(len(word) > LONG_WORD_LETTERS for word in words)
    return len(words) / sentences + 100 * long_words / len(words)


def plain_sentences(markdown: str) -> str:
    """The text without its marks; a heading, a paragraph and an item of a list end a sentence each."""
    blocks: list[list[str]] = [[]]
    for line in _LINK.sub(r"\1", markdown).splitlines():
        if line.startswith("#") or _LIST_ITEM.match(line) or not line.strip():
            blocks.append([])
        blocks[-1].append(_MARKS.sub(" ", _LIST_ITEM.sub("", line)).strip())
        if line.startswith("#"):
            blocks.append([])
    sentences = (" ".join(part for part in block if part) for block in blocks)
    return "\n".join(text if _SENTENCE_END.search(text[-3:]) else f"{text}." for text in sentences if text)
