"""What a result needs is read beside Qt's thread; what cannot be read is told where it is used."""

import logging
import sys

import msgspec
import pytest

from checker.checks.registry import check
from checker.client.window.app.result_loader import load_in_background
from checker.knowledge.causes import causes


def test_knowledge_and_diagnoses_are_there_when_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    causes.cache_clear()
    monkeypatch.delitem(sys.modules, "checker.checks.computer.diagnose", raising=False)
    load_in_background([check("computer")]).join(30)
    assert causes.cache_info().currsize == 1
    assert "checker.checks.computer.diagnose" in sys.modules


def test_a_broken_part_ends_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    broken = msgspec.structs.replace(check("computer"), advice="not_there")
    with caplog.at_level(logging.WARNING):
        load_in_background([broken]).join(30)
    assert "result loader" in caplog.text
