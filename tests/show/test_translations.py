"""The English catalogue is complete, and says nothing that no longer is asked for."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from checker import show
from checker.knowledge.translator import LOCALE

FOLDER = Path(show.__file__).parent


def extract_sentences() -> dict[str, object]:
    keywords = {"tr": None, "plural": (1, 2)}
    extracted = extract_from_dir(FOLDER, [("**.py", "python")], keywords=keywords)
    return {entry[2][0] if isinstance(entry[2], tuple) else entry[2]: entry[2] for entry in extracted}


def catalogue() -> Catalog:
    with (LOCALE / "en" / "LC_MESSAGES" / "show.po").open("rb") as po:
        return read_po(po, locale="en")


def test_every_sentence_has_its_english_and_none_is_left_over() -> None:
    translated = {entry.id[0] if isinstance(entry.id, tuple) else entry.id: entry for entry in catalogue() if entry.id}
    assert set(translated) == set(extract_sentences())
    for entry in translated.values():
        assert all(entry.string if isinstance(entry.string, tuple) else (entry.string,)), entry.id
        assert not entry.fuzzy


def test_places_for_values_are_the_same_in_both() -> None:
    for entry in catalogue():
        if entry.id:
            assert not list(entry.check(catalogue())), entry.id


def test_no_sentence_hides_from_the_extraction() -> None:
    """Babel does not look into f-strings, and knows `tr` only by its name."""
    for page in FOLDER.rglob("*.py"):
        text = page.read_text("utf-8")
        assert "{tr(" not in text and "{tr.plural(" not in text and ')("' not in text, page.name
