"""These tests see the sample checks and causes, and both languages."""

from collections.abc import Iterator

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from checker.knowledge.translator import LOCALE
from checker.show.declarations import check_positions, declared_facts
from checker.show.translations import translator
from tests.show import samples


@pytest.fixture(scope="session", autouse=True)
def english() -> None:
    """The catalogue as it would be compiled for users."""
    source = LOCALE / "en" / "LC_MESSAGES" / "show.po"
    with source.open("rb") as reads, source.with_suffix(".mo").open("wb") as writes:
        write_mo(writes, read_po(reads, locale="en"))
    translator.cache_clear()


@pytest.fixture(autouse=True)
def sample_house(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The sample checks and causes instead of the product's, except where a test asks for the real ones."""
    if "real_house" in request.fixturenames:
        yield
        return
    _forget_declarations()
    monkeypatch.setattr("checker.checks.registry.checks", lambda: samples.CHECKS)
    monkeypatch.setattr("checker.checks.registry.check", samples.CHECKS.__getitem__)
    monkeypatch.setattr("checker.checks.registry.PACKAGES", dict.fromkeys(samples.CHECKS, ""))
    monkeypatch.setattr("checker.knowledge.causes.causes", lambda: samples.CAUSES)
    monkeypatch.setattr("checker.show.report_html.cards.causes", lambda: samples.CAUSES)
    yield
    _forget_declarations()


def _forget_declarations() -> None:
    declared_facts.cache_clear()
    check_positions.cache_clear()


@pytest.fixture
def real_house() -> None:
    """Asks for the product's own checks and causes."""
