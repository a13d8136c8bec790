"""Every sentence of the program has its English, with the same values in it."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2] / "checker"
DOMAINS = {
    "text": ["client/text", "client/main.py"],
    "show": ["show"],
    "window": ["client/window"],
    "delivery": ["client/delivery", "client/profiles"],
    "profile": ["client/profile"],
}


def extract_messages(paths: list[str]) -> set[str]:
    pages = [
        page for path in paths for page in ([ROOT / path] if path.endswith(".py") else (ROOT / path).rglob("*.py"))
    ]
    messages: set[str] = set()
    for page in pages:
        for _, message, _, _ in extract_from_file("python", str(page), keywords={"tr": None, "plural": (1, 2)}):
            messages.add(message if isinstance(message, str) else message[0])
    return messages


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_sentence_has_its_english(domain: str) -> None:
    with (ROOT / "knowledge" / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        catalogue = read_po(file)
    for german in extract_messages(DOMAINS[domain]):
        entry = catalogue.get(german)
        assert entry is not None and not entry.fuzzy, german
        texts = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        originals = [german] if isinstance(entry.id, str) else list(entry.id)
        assert all(texts), german
        assert values(texts[-1]) == values(originals[-1]), german
        assert values(texts[0]) <= values(originals[-1]) | values(originals[0]), "a singular may say once instead of 1"


def values(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))
