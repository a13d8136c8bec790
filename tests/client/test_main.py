"""The client from its command line to its exit code: files, languages, and what it does not understand."""

from pathlib import Path

import pytest

from checker.model.codec import report_from_json
from checker.model.measurement import Outcome
from checker.model.verdict import verdict
from tests.client.program import output_text, start


def test_one_check_in_german_and_the_report_as_a_file(tmp_path: Path) -> None:
    file = tmp_path / "Bericht für Erna.json"
    done = start("--text", "--yes", "--only", "computer", "--report", file, home=tmp_path / "home")
    words = output_text(done)
    assert "Mit --yes erlaubt: Computer" in words
    assert "Der Bericht bleibt bei Ihnen" in words
    assert f"Der Bericht liegt hier: {file}" in words
    report = report_from_json(file.read_bytes())
    assert [(measurement.check, measurement.outcome) for measurement in report.measurements] == [
        ("computer", Outcome.DONE)
    ]
    assert done.returncode == verdict(report.findings).exit_code
    assert not report.consent.send


def test_english_has_no_german_left(tmp_path: Path) -> None:
    done = start("--text", "--yes", "--only", "computer", "--details", "--language", "en", home=tmp_path)
    words = output_text(done)
    assert "Allowed by --yes: Computer" in words
    assert not set("äöüßÄÖÜ„") & set(words)
    assert not {"und", "nicht", "ist", "der", "die", "das", "Sie", "Ihr", "wird"} & set(words.split())


def test_details_are_shown_only_when_asked_for(tmp_path: Path) -> None:
    words = ["--text", "--yes", "--only", "computer", "--language", "en"]
    plain, detailed = (output_text(start(*words, *more, home=tmp_path)) for more in ([], ["--details"]))
    assert "Built-in memory:" in detailed
    assert "Built-in memory:" not in plain


@pytest.mark.parametrize(
    "system, sentence",
    [
        ("de_AT.UTF-8", "Eine Prüfung „nonsense“ gibt es nicht."),
        ("en_GB.UTF-8", "There is no check “nonsense”."),
        ("C.UTF-8", "Eine Prüfung „nonsense“ gibt es nicht."),
    ],
)
def test_the_systems_language_is_spoken(tmp_path: Path, system: str, sentence: str) -> None:
    assert sentence in output_text(start("--text", "--yes", "--only", "nonsense", home=tmp_path, LANG=system))


@pytest.mark.parametrize(
    "words, sentence",
    [
        (["--yes", "--only", "nonsense"], "Eine Prüfung „nonsense“ gibt es nicht. Es gibt: computer, network,"),
        (["--yes", "--only", "computer,nonsense"], "Eine Prüfung „nonsense“ gibt es nicht"),
        (["--only", "computer"], "Niemand ist da, der zustimmen könnte. Mit --yes stimmen Sie allem zu."),
        (["--yes", "--profile", "/nonexistent/profil.toml"], "Diese Profildatei gibt es nicht."),
        (["--yes", "--profile", "AB-1"], "Link"),
    ],
)
def test_what_cannot_be_done_ends_in_a_sentence_and_2(tmp_path: Path, words: list[str], sentence: str) -> None:
    done = start("--text", *words, home=tmp_path)
    assert done.returncode == 2
    assert sentence in output_text(done)


def test_a_word_that_is_none_of_ours_is_a_usage_line_and_2(tmp_path: Path) -> None:
    done = start("--nonsense", home=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("usage:")
    assert "Traceback" not in done.stderr


def test_a_report_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    done = start("--text", "--yes", "--only", "computer", "--report", "/proc/no/report.json", home=tmp_path)
    assert done.returncode in (0, 1)
    assert "Bitte wählen Sie einen anderen Ort" in output_text(done)
