"""Every witness that can be has a sentence in both languages, whatever remark its maker thinks of next."""

import importlib
import itertools
import pkgutil
import re
from collections.abc import Iterator

import pytest

from checker.checks.reasoning import witnesses
from checker.checks.reasoning.hypothesis import Mechanism
from checker.checks.reasoning.witness import PacketSize, Place, Protocol, Traffic, TrafficOutcome, Witness
from checker.model.text import LANGUAGES, Language
from checker.show.explanation.witness_sentences import SENTENCES, witness_sentence
from checker.show.explanation.wording import MECHANISMS, PLACES, PLACES_DATIVE, PLACES_SHORT, PROBES

UNKNOWN = "a-remark-of-tomorrow"


def documented_remarks() -> set[str]:
    """Those that the makers of witnesses name in their docstrings."""
    pages = (
        importlib.import_module(f"{witnesses.__name__}.{module.name}")
        for module in pkgutil.iter_modules(witnesses.__path__)
    )
    return {remark for page in pages for remark in re.findall(r"`([a-z0-9.-]+)`", page.__doc__ or "")}


REMARKS = sorted({"", UNKNOWN, *documented_remarks(), *(remark for row in SENTENCES for remark in row.remarks)})


def every_witness(outcome: TrafficOutcome) -> Iterator[Witness]:
    for protocol, end, remark in itertools.product(Protocol, Place, REMARKS):
        for reached in {None, end, Place.PC, Place.ROUTER}:
            yield witness(outcome, protocol, end, reached, remark)


def witness(
    outcome: TrafficOutcome,
    protocol: Protocol = Protocol.TCP,
    end: Place = Place.GATEWAY,
    reached: Place | None = None,
    remark: str = "",
    **traffic: object,
) -> Witness:
    kind = Traffic(**({"protocol": protocol, "end": end, "subject": "portal"} | traffic))  # type: ignore[arg-type]
    return Witness(outcome=outcome, traffic=kind, reached=reached, source="s", evidence=("e",), remark=remark)


@pytest.mark.parametrize("outcome", TrafficOutcome)
def test_every_witness_is_a_sentence_in_both_languages(outcome: TrafficOutcome) -> None:
    for recorded in every_witness(outcome):
        sentences = {language: witness_sentence(recorded, {"portal": "Portal"}, language) for language in LANGUAGES}
        assert sentences["de"] != sentences["en"], recorded
        for sentence in sentences.values():
            assert sentence[0].isupper() or sentence[0] in "„“", sentence
            assert sentence.endswith("."), sentence
            assert not re.search(r"[{}]|None|: :|  ", sentence), sentence


def test_no_row_of_the_table_is_dead() -> None:
    used = {
        id(next(row for row in SENTENCES if row.fits(recorded)))
        for outcome in TrafficOutcome
        for recorded in every_witness(outcome)
    }
    assert [row for row in SENTENCES if id(row) not in used] == []


@pytest.mark.parametrize("outcome", TrafficOutcome)
@pytest.mark.parametrize("protocol", Protocol)
def test_an_unknown_remark_has_the_general_sentence(outcome: TrafficOutcome, protocol: Protocol) -> None:
    general, unknown = (
        witness_sentence(witness(outcome, protocol, remark=remark), {}, "de") for remark in ("", UNKNOWN)
    )
    assert unknown == general
    assert UNKNOWN not in unknown


@pytest.mark.parametrize("table", [PLACES, PLACES_DATIVE, PLACES_SHORT, PROBES, MECHANISMS])
def test_every_word_of_the_vocabularies_has_its_words(table: dict[object, object]) -> None:
    vocabulary = type(next(iter(table)))
    assert vocabulary in (Place, Protocol, Mechanism)
    assert set(table) == set(vocabulary)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("recorded", "language", "sentence"),
    [
        (
            witness(TrafficOutcome.LOST, Protocol.UDP, reached=Place.ROUTER, remark="control-passed"),
            "de",
            "Die Verbindung zur Firma „Zentrale“ antwortete nicht auf einzelne Pakete (UDP); "
            "der Weg war bis zu Ihrem Router zu verfolgen, anderes kam weiter.",
        ),
        (
            witness(TrafficOutcome.REFUSED, reached=Place.GATEWAY),
            "de",
            "Die Verbindung zur Firma „Zentrale“ gab auf einen Verbindungsversuch (TCP) eine Absage.",
        ),
        (
            witness(TrafficOutcome.REFUSED, reached=Place.PROVIDER),
            "en",
            "The connection to the company “Zentrale”: a refusal of an attempt to connect (TCP) came "
            "from your internet provider.",
        ),
        (
            witness(TrafficOutcome.PASSED, Protocol.ICMP, Place.BEYOND, Place.PROVIDER, subject=""),
            "de",
            "Ihr Internetanbieter antwortete auf Prüfpakete (Ping).",
        ),
        (
            witness(TrafficOutcome.PASSED, Protocol.TCP, Place.BEYOND, Place.BEYOND, host="reach.example"),
            "en",
            "“reach.example” on the internet answered an attempt to connect (TCP).",
        ),
        (
            witness(TrafficOutcome.REFUSED, Protocol.DNS, Place.NAMES, Place.NAMES, "no-such-name", host="vpn.example"),
            "de",
            "Der Namensdienst (DNS) dieses Computers antwortete, dass es zu „vpn.example“ keine Adresse gibt.",
        ),
        (
            witness(TrafficOutcome.LOST, remark="full-packets", size=PacketSize.FULL),
            "de",
            "Die Verbindung zur Firma „Zentrale“: Große Datenpakete kamen nicht durch, kleine schon.",
        ),
        (
            witness(TrafficOutcome.ALTERED, Protocol.SYSTEM, Place.PC, Place.PC, "clock"),
            "de",
            "Die Uhr dieses Computers geht falsch, verglichen mit einem Server im Internet.",
        ),
    ],
)
def test_what_is_said(recorded: Witness, language: Language, sentence: str) -> None:
    assert witness_sentence(recorded, {"portal": "Zentrale"}, language) == sentence


def test_the_technician_reads_protocol_port_and_version() -> None:
    recorded = witness(TrafficOutcome.PASSED, Protocol.UDP, reached=Place.GATEWAY, port=1194, ip_version=6)
    assert witness_sentence(recorded, {}, "en", exact=True).endswith(" [UDP 1194 IPv6]")


def test_names_of_a_hostile_profile_are_no_templates() -> None:
    recorded = witness(TrafficOutcome.PASSED, reached=Place.GATEWAY)
    assert "„{probe} {0}“" in witness_sentence(recorded, {"portal": "{probe} {0}"}, "de")
