"""A call with everything in hand: number, sentence, reference."""

import datetime

import msgspec
import pytest
from hypothesis import given, settings

from checker.model.finding import Finding
from checker.model.profile import FirmContact
from checker.model.report import Receipt, Report, report_reference
from checker.model.text import LANGUAGES, Language
from checker.show.call_help import call_help, next_steps
from checker.show.findings import describe_finding
from checker.show.plain_text import call_text
from checker.show.report_html.document import report_page
from checker.show.spelling_alphabet import spell_out
from tests.show.hostile import LANGUAGES as ANY_LANGUAGE
from tests.show.hostile import REPORTS
from tests.show.samples import TROUBLE, WELL, report

RECEIVED = datetime.datetime(2026, 3, 9, 9, tzinfo=datetime.UTC)


def with_firm(example: Report, firm: FirmContact | None) -> Report:
    return msgspec.structs.replace(example, profile=msgspec.structs.replace(example.profile, firm=firm))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_is_there_before_anything_is_sent(language: Language) -> None:
    card = call_help(TROUBLE, language)
    assert card.reference == report_reference(TROUBLE.id)
    assert card.spelling == spell_out(card.reference, language)
    assert card.reference in card.spoken_sentence(language)
    assert "030 123456" in card.number_line(language)


def test_the_receipt_has_the_last_word() -> None:
    receipt = Receipt(id=TROUBLE.id, reference="K7M-4FX", received=RECEIVED)
    assert call_help(TROUBLE, "de", receipt).reference == "K7M-4FX"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_names_the_first_trouble(real_house: None, language: Language) -> None:
    camera, refused = Finding.blocker("camera.none"), Finding.blocker("vpn.refused", name="Zentrale")
    assert describe_finding(refused, language) in call_help(report(camera, refused), language).sentence
    assert call_help(WELL, language).sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_number_it_says_whom_to_ask(language: Language) -> None:
    assert call_help(with_firm(WELL, None), language).number_line(language)
    mail_only = with_firm(WELL, FirmContact(name="Beispiel IT", mail="hilfe@beispiel.example"))
    assert "hilfe@beispiel.example" in call_help(mail_only, language).number_line(language)
    assert call_help(with_firm(WELL, FirmContact(name="Beispiel IT")), language).number_line(language) == "Beispiel IT"


HOURS = FirmContact(
    name="Beispiel IT",
    phone="030 123456",
    office_hours="Montag bis Freitag, 8 bis 17 Uhr",
    promise="Wir melden uns bis zum nächsten Werktag um 12 Uhr.",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hours_and_promise_stand_in_print_and_in_the_terminal(language: Language) -> None:
    example = with_firm(TROUBLE, HOURS)
    receipt = Receipt(id=TROUBLE.id, reference="K7M-4FX", received=RECEIVED)
    for before, after in (
        (report_page(example, language), report_page(example, language, receipt=receipt)),
        (call_text(example, language), call_text(example, language, receipt)),
    ):
        assert "Montag bis Freitag, 8 bis 17 Uhr" in before and "Wir melden uns" not in before
        assert "Wir melden uns bis zum nächsten Werktag" in " ".join(after.split())
    assert call_help(with_firm(TROUBLE, None), language).hours_line(language) == ""


def test_without_a_promise_what_happens_next_is_said_all_the_same() -> None:
    assert next_steps(WELL, "de", is_received=True).startswith("So geht es weiter: Ihre IT-Firma")
    assert next_steps(WELL, "de", is_received=False) == ""


def test_the_steps_of_what_was_attempted_are_not_asked_for_again() -> None:
    finding = TROUBLE.findings[0]
    sentence = call_help(TROUBLE, "de", attempted=finding).sentence
    assert sentence.endswith("Die Schritte dazu haben nicht geholfen.")


@settings(max_examples=40)
@given(report=REPORTS, language=ANY_LANGUAGE)
def test_every_report_can_be_called_about(report: Report, language: Language) -> None:
    card = call_help(report, language)
    assert card.number_line(language) and card.spoken_sentence(language) and card.spelling
