"""Private strings planted in every text of a measurement: none is left, wherever the report goes."""

import datetime
import logging
import random
from pathlib import Path

import pytest

from checker.checks.registry import check, checks
from checker.client.delivery.storage.report_file import save_report
from checker.client.environment.program_log import ScrubbingFormatter
from checker.model.codec import report_from_json, to_json
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.privacy import DataGroup
from checker.model.profile import BUILT_IN
from checker.model.report import Consent
from checker.model.scrub.text import scrub
from checker.run import report as report_module
from checker.run.report import assemble_report
from checker.run.scrubbing import MeasurementScrubber
from checker.show.plain_text import plain_text
from checker.show.qr_code.payload import pack_summary, summarize, unpack_summary
from tests.run.planted import NAMES, PATTERNS, planted

EVERYTHING = Consent(groups=tuple(DataGroup), given=datetime.datetime(2026, 11, 29, tzinfo=datetime.UTC))


def _failure(detail: str) -> Failure:
    return Failure(operation=Operation.OPEN, kind=FailureKind.DENIED, detail=detail[:200])


def _measurement(check_name: str, texts: list[str]) -> Measurement:
    """Every text field of every struct, with these in turn: declared and undeclared facts, values, lists, details."""
    facts = [*checks()[check_name].facts]
    observations: list[Observation] = []
    for number, text in enumerate(texts):
        name, unit = facts[number % len(facts)].name, facts[number % len(facts)].unit
        match number % 5:
            case 0:
                observations.append(Observation(name=name, subject=text[:60], value=text, unit=unit))
            case 1:
                observations.append(Observation(name="device.extra", value=[text, number, text], unit=unit))
            case 2:
                observations.append(Observation(name=name, subject=f"{number}", unit=unit, failure=_failure(text)))
            case 3:
                observations.append(Observation(name=name, subject=text[:60], unit=text, failure=_failure(text)))
            case _:
                observations.append(Observation(name=text, value=text, unit=unit))
    return Measurement(
        check=check_name, outcome=Outcome.DONE, failure=_failure(texts[0]), observations=tuple(observations)
    )


@pytest.mark.parametrize("name", list(checks()))
def test_no_planted_string_is_left_in_a_report(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(report_module, "private_names", lambda: NAMES)
    plants = list(planted(random.Random(), 25 * len(PATTERNS)))
    measurement = _measurement(name, [text for _, text, _ in plants])
    report = assemble_report(BUILT_IN, [measurement], EVERYTHING)
    page = tmp_path / "report.html"
    save_report(report, page, "de")
    outputs = {
        "report": to_json(report).decode(),
        "html": page.read_text("utf-8"),
        "terminal": plain_text(report, "de", details=True),
        "qr": str(unpack_summary(pack_summary(summarize(report), 1000))),
    }
    left = {
        (kind, text, where)
        for kind, text, private in plants
        for where, output in outputs.items()
        if private.casefold() in output.casefold()
    }
    assert not left
    assert len(report.measurements[0].observations) > len(plants) / 2, "the facts themselves are still there"
    assert report_from_json(to_json(report)) == report


def test_no_planted_string_is_left_in_the_log_or_in_what_a_crash_leaves() -> None:
    formatter = ScrubbingFormatter(NAMES)
    for kind, text, private in planted(random.Random(), 60 * len(PATTERNS)):
        try:
            raise ValueError(text)
        except ValueError as error:
            record = logging.LogRecord("checker", logging.ERROR, __file__, 1, "failed: %s", (text,), None)
            record.exc_info = (ValueError, error, error.__traceback__)
        line = formatter.format(record).replace("planted(random", "").casefold()
        assert private.casefold() not in line, (kind, text, line)


def test_texts_that_products_and_systems_write_stay() -> None:
    for text in _PLAIN:
        assert scrub(text, NAMES) == text


def test_devices_that_differ_only_in_what_is_taken_out_stay_two() -> None:
    observations = (
        Observation(name="device.names", value=["Mic 192.168.1.5", "Mic 192.168.1.6", "Jabra"]),
        Observation(name="open.seconds", subject="Mic 192.168.1.5", value=1.0),
        Observation(name="open.seconds", subject="Mic 192.168.1.6", value=2.0),
    )
    scrubber = MeasurementScrubber(())
    (clean,) = scrubber.scrub_all([Measurement(check="camera", outcome=Outcome.DONE, observations=observations)])
    assert clean.observations[0].value == ["Mic [ip]", "Mic [ip] 2", "Jabra"]
    assert [entry.subject for entry in clean.observations[1:]] == ["Mic [ip]", "Mic [ip] 2"]
    assert scrubber.original("Mic [ip] 2") == "Mic 192.168.1.6"
    assert scrubber.original("Jabra") == "Jabra"


def test_what_the_profile_says_itself_stays_where_facts_are_found_by_it() -> None:
    observation = Observation(name="reach.v4", subject="198.51.100.7:443", value=12.0, unit="ms")
    measurement = Measurement(check="network", outcome=Outcome.DONE, observations=(observation,))
    (clean,) = MeasurementScrubber((), ("198.51.100.7:443",)).scrub_all([measurement])
    assert clean.observations == (observation,)


@pytest.mark.parametrize("length", [31, 60, 200, 300])
def test_a_name_that_was_cut_off_at_the_end_goes_with_its_word(length: int) -> None:
    text = ("Mikrofon " * 40)[: length - 9] + " Beispiel"
    observation = Observation(name="output.names", value=text)
    measurement = Measurement(check="speaker", outcome=Outcome.DONE, observations=(observation,))
    (clean,) = MeasurementScrubber(NAMES).scrub_all([measurement])
    assert "Beispiel" not in str(clean)


def test_a_user_who_is_called_like_a_fact_costs_no_fact() -> None:
    observation = Observation(name="disk.free", value=7.0, unit=check("computer").fact("disk.free").unit)
    measurement = Measurement(check="computer", outcome=Outcome.DONE, observations=(observation,))
    (clean,) = MeasurementScrubber(("disk", "computer", "free", "gib", "GiB", "GB")).scrub_all([measurement])
    assert clean.observations == (observation,)


_PLAIN = (
    "Microsoft Basic Display Adapter",
    "HD Pro Webcam C920",
    "Logitech BRIO (046d:085e)",
    "Intel(R) Wi-Fi 6 AX201 160MHz",
    "11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz",
    "USB-Audio-CODEC-PCM2902-Adapter",
    "Windows 11 Pro 23H2 (22631.4460)",
    "TLS_AES_256_GCM_SHA384",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "CERTIFICATE_VERIFY_FAILED",
    "verify 20",
    "vpn.firma.example:443",
    "HTTP 200, 4711 bytes",
    "Poly Blackwire 5220 Series",
    "Serial port",
    "login page",
    "7.5 Mbit/s, 20:15 - 20:16",
    "2026-11-29T12:34:56+01:00",
    "hop2.kind",
    "1280x720",
)
