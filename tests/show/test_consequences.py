"""What follows from another finding names no culprit of its own."""

import pytest

from checker.checks.reasoning.rules import RULES
from checker.knowledge.causes import Actor, causes
from checker.model.finding import Finding, Level
from checker.show.consequences import CONSEQUENCES, describe_consequence
from checker.show.findings import describe_finding

CULPRITS = ("router", "anbieter", "lehnt", "sperrt", "hält", "gibt", "antwortet nicht", "schuld", "dieser computer")
EXPLAINED = sorted({code for rule in RULES for code in rule.consequences if code.startswith("vpn.")})


@pytest.mark.parametrize("code", CONSEQUENCES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_it_blames_nobody(code: str, language: str) -> None:
    finding = Finding(code=code, level=Level.BLOCKER, values={"name": "Zentrale"}, caused_by="network.no-internet")
    sentence = describe_consequence(finding, language)  # type: ignore[arg-type]
    assert code in causes()
    assert "{" not in sentence
    assert not [word for word in CULPRITS if word in sentence.lower()]


@pytest.mark.parametrize("code", EXPLAINED)
def test_what_accuses_somebody_when_it_stands_alone_has_a_sentence_for_this(code: str) -> None:
    accused = causes()[code].who in (Actor.COMPANY, Actor.IT_FIRM, Actor.PROVIDER, Actor.YOU)
    is_measured = code in ("vpn.not-measured", "vpn.key-missing", "vpn.service-silent", "vpn.udp-blocked")
    assert not accused or is_measured or code in CONSEQUENCES


def test_a_finding_without_its_name_keeps_its_sentence() -> None:
    finding = Finding(code="vpn.silent", level=Level.BLOCKER, values={})
    assert describe_consequence(finding, "de") == describe_finding(finding, "de")
