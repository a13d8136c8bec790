"""A call with everything in hand: number, sentence, reference."""

import datetime

import msgspec
import pytest
from hypothesis import given, settings

from checker.model.finding import Finding
from checker.model.profile import FirmContact
from checker.model.report import Receipt, Report, report_reference
from checker.model.text import LANGUAGES, Language
from checker.show.call_help import call_help
from checker.show.findings import describe_finding
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


@settings(max_examples=40)
@given(report=REPORTS, language=ANY_LANGUAGE)
def test_every_report_can_be_called_about(report: Report, language: Language) -> None:
    card = call_help(report, language)
    assert card.number_line(language) and card.spoken_sentence(language) and card.spelling
