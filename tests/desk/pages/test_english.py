"""The desk speaks English in full: every sentence has its own, and its gaps are the same."""

import re

from babel.messages.pofile import read_po

from tests.desk.sentences import DESK, sentences

PO = DESK / "locale" / "en" / "LC_MESSAGES" / "django.po"
_GAP = re.compile(r"%\((\w+)\)[sd]|<[^>]+>")


def test_every_sentence_has_its_english_and_none_is_left_over() -> None:
    with PO.open("rb") as file:
        catalogue = {_key(message.id): message for message in read_po(file) if message.id}
    used = sentences()
    assert not {where for sentence, where in used.items() if sentence not in catalogue}
    assert not set(catalogue) - set(used)
    for sentence, message in catalogue.items():
        assert not message.fuzzy
        forms = message.string if isinstance(message.string, tuple | list) else [message.string]
        source = sentence if isinstance(sentence, tuple) else (sentence,)
        for german, english in zip(source, forms, strict=True):
            assert english.strip(), german
            assert sorted(_GAP.findall(german)) == sorted(_GAP.findall(english)), german


def _key(text: str | list[str] | tuple[str, ...]) -> str | tuple[str, ...]:
    return text if isinstance(text, str) else tuple(text)
