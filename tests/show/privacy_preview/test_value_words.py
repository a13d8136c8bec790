"""No code word of the program stands where the employee reads what would leave."""

import re
from collections.abc import Iterable
from enum import Enum

import msgspec
import pytest

from checker.checks.line.measurement.load_generator import CountingMethod
from checker.checks.line.measurement.stop_rule import LoadStopReason
from checker.checks.name_service.answer import AnswerState
from checker.checks.name_service.comparison import WrongAnswerOrigin
from checker.checks.name_service.server_kind import DnsServerKind
from checker.checks.vpn.verdict import GatewayVerdict, Restriction
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.net.routes.interface import Medium
from checker.show.privacy_preview.preview_rows import plain_sections, preview_sections
from checker.show.privacy_preview.value_words import BY_FACT, WORDS, plain_value
from tests.show.samples import TROUBLE

CODED = (
    CountingMethod,
    LoadStopReason,
    AnswerState,
    WrongAnswerOrigin,
    DnsServerKind,
    GatewayVerdict,
    Restriction,
    Medium,
)
CODE_WORD = re.compile(r"[a-z]+(-[a-z0-9]+)+")


@pytest.mark.parametrize("coded", CODED, ids=lambda coded: coded.__name__)
def test_every_word_of_these_has_its_words(coded: Iterable[Enum]) -> None:
    assert {member.value for member in coded} <= set(WORDS)


@pytest.mark.parametrize("word", WORDS)
def test_the_words_are_no_code_words(word: str) -> None:
    for text in (WORDS[word], *(words[word] for words in BY_FACT.values() if word in words)):
        assert text.de and text.en
        assert not CODE_WORD.fullmatch(text.de) and not CODE_WORD.fullmatch(text.en)


def test_numbers_names_and_failures_stay_what_they_are() -> None:
    assert (
        plain_value(Observation(name="gateway.rtt", value=3.0, unit="ms"), "de") == "3\N{NO-BREAK SPACE}Millisekunden"
    )
    assert plain_value(Observation(name="device.default", value="Headset H390"), "de") == "Headset H390"
    assert plain_value(Observation(name="device.names", value=["Brio", "C270"]), "de") == "Brio, C270"
    assert plain_value(Observation(name="tunnel.up", value=True), "de") == "ja"


def test_a_fact_may_have_words_of_its_own() -> None:
    assert plain_value(Observation(name="up.counted", value="here"), "de") == "dieses Programm"
    assert plain_value(Observation(name="gateway.answer", value="if-t"), "en") == "as from a server of this kind"


def test_the_plain_view_has_the_words_and_the_exact_one_the_code() -> None:
    observed = (
        Observation(name="gateway.verdict", subject="main", value="hangs-up"),
        Observation(name="gateway.refused-by", subject="main", value="router-no-route"),
    )
    measurement = Measurement(check="vpn", outcome=Outcome.DONE, observations=observed)
    report = msgspec.structs.replace(TROUBLE, measurements=(measurement,), findings=())
    plain = {row.value for section in plain_sections(report, "de") for row in section.rows}
    exact = {part.value for section in preview_sections(report, "de") for row in section.rows for part in row.details}
    assert {"hangs-up", "router-no-route"} <= exact
    assert {"legt sofort wieder auf", "der Router kennt keinen Weg"} <= plain
    assert not [value for value in plain if CODE_WORD.fullmatch(value)]
