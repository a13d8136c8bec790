"""Every state of a report is a sentence in both languages, with what to do."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from checker.client.delivery.delivery_state import DeliveryState
from checker.client.delivery.delivery_text import delivery_words
from checker.client.delivery.queued_report import QueuedReport
from checker.client.delivery.upload_outcome import RetryReason
from checker.knowledge.translator import LOCALE
from checker.model.failure import Refusal
from checker.model.report import Receipt
from tests.client.loopback_desk import receipt

NOW = datetime.datetime(2025, 3, 1, 12, tzinfo=datetime.UTC)
ID = "0" * 32
PO = LOCALE / "en/LC_MESSAGES/delivery.po"
SOURCE = Path(__file__).parents[3] / "checker/client/delivery"
REFUSAL = Refusal(kind="no-consent", de="Es fehlt die Einwilligung.", en="Consent is missing.")


def letter(**state: object) -> QueuedReport:
    return QueuedReport(id=ID, state=msgspec.structs.replace(DeliveryState(queued=NOW), **state))


def german(queued: QueuedReport) -> str:
    return queued.status_text(NOW).render("de")


def test_waiting_for_internet_tried_twice() -> None:
    waiting = letter(tried=2, reason=RetryReason.INTERNET, next_try=NOW + datetime.timedelta(seconds=61))
    assert german(waiting).startswith("Wartet auf Internet, 2-mal versucht. Nächster Versuch in 1 Minute.")


@pytest.mark.parametrize("reason", RetryReason)
def test_every_reason_says_what_happens_next(reason: RetryReason) -> None:
    sentence = german(letter(tried=1, reason=reason))
    assert sentence.startswith("Wartet auf ")
    assert "1-mal versucht" in sentence
    assert any(word in sentence for word in ("von selbst", "rufen Sie", "Rufen Sie"))


def test_new_and_on_its_way() -> None:
    assert german(letter()) == "Der Bericht wartet auf den Versand."
    assert german(msgspec.structs.replace(letter(), is_sending=True)) == "Der Bericht wird gesendet …"


def test_arrived_with_the_reference_to_read_out() -> None:
    arrived = letter(receipt=receipt(ID))
    assert german(arrived) == "Der Bericht ist bei Muster IT angekommen. Ihr Kennzeichen: K7M-2QX."
    assert arrived.is_final


def test_arrived_at_a_firm_without_a_name() -> None:
    anonymous = Receipt(id=ID, reference="K7M-2QX", received=NOW)
    assert german(letter(receipt=anonymous)) == "Der Bericht ist angekommen. Ihr Kennzeichen: K7M-2QX."


def test_refused_says_why_and_that_it_stays() -> None:
    refused = letter(refusal=REFUSAL)
    assert german(refused) == "Es fehlt die Einwilligung. Der Bericht bleibt auf diesem Computer."
    assert refused.is_final
    assert refused.status_text(NOW).render("en").startswith("Consent is missing.")


def test_only_in_memory_is_said() -> None:
    unkept = Refusal(kind="home-full", de="Kein Platz.", en="No room.")
    assert german(msgspec.structs.replace(letter(), storage_refusal=unkept)).endswith("Kein Platz.")


@pytest.fixture
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The English words, compiled as the bootstrap compiles them."""
    folder = tmp_path / "en/LC_MESSAGES"
    folder.mkdir(parents=True)
    with PO.open("rb") as source, (folder / "delivery.mo").open("wb") as compiled:
        write_mo(compiled, read_po(source, "en"))
    monkeypatch.setattr("checker.knowledge.translator.LOCALE", tmp_path)
    delivery_words.cache_clear()
    yield
    delivery_words.cache_clear()


@pytest.mark.parametrize(("attempts", "sentence"), [(1, "tried once"), (2, "tried 2 times")])
def test_in_english(english: None, attempts: int, sentence: str) -> None:
    waiting = letter(tried=attempts, reason=RetryReason.INTERNET, next_try=NOW + datetime.timedelta(seconds=40))
    assert (
        waiting.status_text(NOW).render("en").startswith(f"Waiting for internet, {sentence}. Next try in 40 seconds.")
    )


def test_every_sentence_is_in_english_too() -> None:
    with PO.open("rb") as file:
        english = {message.id: message.string for message in read_po(file, "en") if message.id}
    extracted = extract_from_dir(
        SOURCE, [("**.py", "python")], keywords={"tr": None, "tr.plural": (1, 2), "plural": (1, 2)}, comment_tags=()
    )
    source = {message for _file, _line, message, _comments, _context in extracted}
    assert len(source) > 20
    assert set(english) == source
    for german_text, english_text in english.items():
        many = english_text if isinstance(english_text, tuple) else (english_text,)
        assert all(many)
        gaps = german_text[1] if isinstance(german_text, tuple) else german_text
        for text in many:
            assert _gaps(text) <= _gaps(gaps)


def _gaps(text: str) -> set[str]:
    return {part.partition("}")[0] for part in text.split("{")[1:]}
