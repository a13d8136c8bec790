from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.report import Report
from checker.model.text import LANGUAGES, Language
from checker.show.company_path.broken_link import segment_levels
from checker.show.company_path.diagram import path_svg, path_text
from checker.show.company_path.segments import PathSegment, segment_of
from tests.show.hostile import LANGUAGES as ANY_LANGUAGE
from tests.show.hostile import REPORTS
from tests.show.samples import MEASUREMENTS, TROUBLE, report

SVG = "{http://www.w3.org/2000/svg}"
LETTERS = {Level.OK: "o", Level.WARNING: "w", Level.UNKNOWN: "?", Level.BLOCKER: "b"}


def diagram(*findings: Finding) -> str:
    """A letter for each place: PC, home, router, provider, gateway, company."""
    return "".join(LETTERS[level] for level in segment_levels(report(*findings)).values())


def caused(code: str, level: Level, by: str) -> Finding:
    return Finding(code=code, level=level, caused_by=by)


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], "??????"),
        ([Finding.ok("computer.fine")], "o?????"),
        ([Finding.ok("vpn.answers")], "ooooo?"),
        ([Finding.warning("line.slow")], "ooow??"),
        ([Finding.ok("vpn.answers"), Finding.warning("line.slow")], "ooowo?"),
        ([Finding.blocker("vpn.refused")], "????b?"),
        ([Finding.unknown("vpn.silent"), Finding.ok("line.fine")], "oooo??"),
        ([Finding.ok("computer.fine"), Finding.unknown("computer.not-measured")], "??????"),
        ([Finding.note("computer.restart-due"), Finding.ok("computer.fine")], "o?????"),
        ([Finding.blocker("camera.none"), Finding.warning("microphone.quiet")], "??????"),
        ([Finding.unknown("run.timed-out", subject="vpn"), Finding.ok("line.fine")], "oooo??"),
        ([Finding.blocker("line.dead"), caused("vpn.silent", Level.BLOCKER, "line.dead")], "???b??"),
        (
            [
                Finding.warning("network.wifi-disturbed"),
                Finding.ok("line.fine"),
                caused("line.stutters", Level.WARNING, "network.wifi-disturbed"),
            ],
            "owoo??",
        ),
        ([Finding.blocker("later.thing")], "??????"),
    ],
)
def test_marks_the_place_where_it_fails(findings: list[Finding], expected: str) -> None:
    assert diagram(*findings) == expected


def test_a_longer_beginning_of_a_code_decides() -> None:
    assert segment_of("vpn.anything") is PathSegment.GATEWAY
    assert segment_of("network.dns-of-router") is PathSegment.ROUTER
    assert segment_of("network.dns-of-pc") is PathSegment.PC
    assert segment_of("network.desk-reached") is PathSegment.PROVIDER
    assert segment_of("network.desk-down") is None
    assert segment_of("microphone.none") is None


def test_the_same_as_one_line_of_text() -> None:
    shown_report = report(Finding.ok("line.fine"), Finding.blocker("vpn.refused"))
    assert path_text(shown_report, "de") == (
        "Computer ✓ – WLAN, Kabel ✓ – Router ✓ – Anbieter ✓ – Verbindung zur Firma ✕ unterbrochen – "
        "Firma ? nicht geprüft"
    )


@pytest.mark.parametrize(
    ("medium", "german", "english"),
    [
        ("wifi", "WLAN", "Wi-Fi"),
        ("cable", "Kabel", "Cable"),
        ("mobile", "Mobilfunk", "Mobile"),
        ("virtual", "WLAN, Kabel", "Wi-Fi, cable"),
    ],
)
def test_says_how_the_pc_is_connected(medium: str, german: str, english: str) -> None:
    network = Measurement(
        check="network", outcome=Outcome.DONE, observations=(Observation(name="link.medium", value=medium),)
    )
    shown_report = report(measurements=(*MEASUREMENTS[:1], network))
    assert [path_text(shown_report, language).split(" – ")[1].rpartition(" ? ")[0] for language in LANGUAGES] == [
        german,
        english,
    ]


@pytest.mark.parametrize("tall", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_read_out_as_words(language: Language, tall: bool) -> None:
    drawn = ElementTree.fromstring(path_svg(TROUBLE, language, tall=tall))
    title, description = drawn.findtext(f"{SVG}title"), drawn.findtext(f"{SVG}desc")
    assert title and description
    assert drawn.get("role") == "img" and drawn.get("aria-label") == f"{title}. {description}"
    words = " ".join(element.text or "" for element in drawn.iter(f"{SVG}text"))
    expected = {"de": "Verbindung zur Firma unterbrochen", "en": "Connection to the company broken"}
    assert expected[language] in words
    assert len(drawn.findall(f"{SVG}g")) == len(PathSegment)


@settings(max_examples=40)
@given(report=REPORTS, language=ANY_LANGUAGE)
def test_any_report_makes_a_well_formed_picture(report: Report, language: Language) -> None:
    allowed = {SVG + name for name in ("svg", "title", "desc", "g", "path", "circle", "text")}
    for tall in (False, True):
        drawn = ElementTree.fromstring(path_svg(report, language, tall=tall))
        assert {element.tag for element in drawn.iter()} <= allowed
        assert not any("style" in element.attrib for element in drawn.iter())
