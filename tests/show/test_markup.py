import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checker.show.markup import Html, escape, join, tag
from checker.show.sanitizer import sanitize

DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
DIRECTION_MARKS = {"LEFT-TO-RIGHT MARK", "RIGHT-TO-LEFT MARK", "ARABIC LETTER MARK"}
"""UAX 9, 2: what turns the direction of reading."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain – „ä“", "plain – „ä“"),
        ("a\nb\tc\u2028d", "a b c d"),
        ("\x1b[31mred", "�[31mred"),
        ("a\u202eb", "a�b"),
        ("a\x00\x7f\x9b", "a���"),
        ("\ud800", "�"),
    ],
)
def test_cleans(text: str, expected: str) -> None:
    assert sanitize(text) == expected


@given(st.text())
@example("".join(map(chr, range(0x11000))))
def test_nothing_is_left_that_a_terminal_or_a_reader_would_obey(text: str) -> None:
    """Judged by Unicode's own tables: controls, surrogates, line breaks, and characters that turn the direction."""
    cleaned = sanitize(text)
    assert not {unicodedata.category(character) for character in cleaned} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(character) for character in cleaned} & DIRECTIONS
    assert not {unicodedata.name(character, "") for character in cleaned} & DIRECTION_MARKS
    cleaned.encode()
    assert sanitize(cleaned) == cleaned


@pytest.mark.parametrize(
    ("made", "html"),
    [
        (tag("p", "a<b"), "<p>a&lt;b</p>"),
        (tag("p", tag("b", "x"), None, "&"), "<p><b>x</b>&amp;</p>"),
        (tag("a", "x", href='"><b>'), '<a href="&quot;&gt;&lt;b&gt;">x</a>'),
        (tag("td", class_=None, scope="row"), '<td scope="row"></td>'),
        (tag("details", open=True, hidden=False), "<details open></details>"),
        (tag("meta", name="a", http_equiv="b"), '<meta name="a" http-equiv="b">'),
        (tag("svg", viewBox="0 0 1 1", stroke_width=2), '<svg viewBox="0 0 1 1" stroke-width="2"></svg>'),
        (join(["<", Html("<i>")], " "), "&lt; <i>"),
    ],
)
def test_escapes_every_string_and_passes_markup(made: Html, html: str) -> None:
    assert made == html


@given(st.text())
def test_text_never_opens_a_tag_or_ends_an_attribute(text: str) -> None:
    assert not set(escape(text)) & set("<>\"'")
