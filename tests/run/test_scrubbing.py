"""Private strings planted in every text of a measurement: none is left, wherever the report goes."""

import random
from pathlib import Path

import pytest

from checker.checks.registry import check, checks
from checker.model.codec import report_from_json, to_json
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.scrub.text import scrub
from checker.run.scrubbing import MeasurementScrubber
from tests.run.leftovers import left_in_log, left_in_outputs, report_with
from tests.run.planted import NAMES, PATTERNS, planted


@pytest.mark.parametrize("name", list(checks()))
def test_no_planted_string_is_left_in_a_report(name: str, tmp_path: Path) -> None:
    plants = list(planted(random.Random(), 25 * len(PATTERNS)))
    report = report_with(name, plants)
    assert not left_in_outputs(report, plants, tmp_path)
    assert len(report.measurements[0].observations) > len(plants) / 2, "the facts themselves are still there"
    assert report_from_json(to_json(report)) == report


def test_no_planted_string_is_left_in_the_log_or_in_what_a_crash_leaves() -> None:
    assert not left_in_log(list(planted(random.Random(), 60 * len(PATTERNS))))


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
