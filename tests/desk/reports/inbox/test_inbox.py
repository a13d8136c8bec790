"""The inbox as a technician works through it."""

import json
import re
from collections.abc import Callable, Iterator

import pytest

from checker.model.codec import profile_from_toml, to_json
from checker.model.measurement import Measurement
from tests.desk import example_reports
from tests.desk.sampled import Sampled
from tests.desk.visitor import Page


class Filled(Sampled):
    """With reports of two customers; `other` is no regular one."""

    other: str
    references: dict[str, str]

    def fill(self) -> None:
        """Each kind of report once, the calm ones first."""
        self.other = json.loads(self.run("customer", "add", "Zahnarzt Yıldız & Co").stdout)["code"]
        token = profile_from_toml(self.get(f"/api/v1/profiles/{self.other}").data).enrolment
        own = self.token
        self.references = {
            "fine": self.take(self.code, own, example_reports.WELL),
            "slow": self.take(self.code, own, example_reports.SLOW),
            "unknown": self.take(self.other, token, example_reports.CUT_OFF),
            "other broken": self.take(self.other, token, example_reports.WRONG_CLOCK),
            "broken": self.take(self.code, own, example_reports.WRONG_CLOCK),
        }

    def take(self, code: str, token: str, measured: tuple[Measurement, ...]) -> str:
        """Hands a report in; returns its reference."""
        report_id, raw = example_reports.raw(code, measured)
        answer = self.send(raw, token, report_id)
        assert answer.status == 201, answer.data
        return str(json.loads(answer.data)["reference"])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """The desk."""
    with Filled(tmp_path_factory.mktemp("inbox")) as served:
        served.meet()
        served.fill()
        yield served


def _order(page: Page) -> list[str]:
    return re.findall(r'class="reference mono"[^>]*>([^<]+)<', page.text)


def test_the_most_urgent_first_and_regular_customers_before_others(filled: Filled) -> None:
    references = filled.references
    expected = [references[name] for name in ("broken", "other broken", "unknown", "slow")]
    assert _order(filled.technician().get("/inbox/")) == expected


def test_each_line_says_what_is_wrong(filled: Filled) -> None:
    words = filled.technician().get("/inbox/").words
    assert "Geht nicht Muster GmbH (Beispiel)" in words
    assert "Computer, wahrscheinlich: Die Uhr Ihres Computers geht um 60 Minuten falsch." in words
    assert "Nichts gefunden, was jemand beheben muss." not in words


def test_where_all_is_right_nobody_waits(filled: Filled) -> None:
    technician = filled.technician()
    assert filled.references["fine"] in _order(technician.get("/inbox/?state=closed"))
    words = technician.get(f"/reports/{filled.references['fine']}/").words
    assert "in Ordnung, von selbst abgelegt" in words


@pytest.mark.parametrize("joint", ["-", "", "+", "+-+", "%E2%80%93"])
@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_a_reference_as_said_on_the_phone_leads_to_the_report(
    filled: Filled, joint: str, case: Callable[[str], str]
) -> None:
    reference = filled.references["slow"]
    page = filled.technician().get(f"/inbox/?q=+{case(reference).replace('-', joint)}+")
    assert page.path == f"/reports/{reference}/"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("zahnarzt", {"other broken", "unknown"}),
        ("ZAHN", {"other broken", "unknown"}),
        ("Muster", {"broken", "slow", "fine"}),
        ("ZAHNARZT-", {"other broken", "unknown"}),
        ("YILDIZ", {"other broken", "unknown"}),
        ("falsche+Uhrzeit", {"broken", "other broken"}),
        ("Uhr+geht+nach", {"broken", "other broken"}),
        ("%25", set()),
        ("xyzzy", set()),
        ("%00", {"broken", "slow", "fine", "other broken", "unknown"}),
    ],
)
def test_search(filled: Filled, words: str, expected: set[str]) -> None:
    page = filled.technician().get(f"/inbox/?state=all&q={words}")
    assert set(_order(page)) == {filled.references[name] for name in expected}


def test_either_half_of_a_reference_finds_it(filled: Filled) -> None:
    for half in filled.references["slow"].split("-"):
        assert filled.references["slow"] in _order(filled.technician().get(f"/inbox/?state=all&q={half.lower()}"))


def test_causes_and_periods_stand_in_the_address(filled: Filled) -> None:
    technician = filled.technician()
    page = technician.get("/inbox/")
    assert "cause=computer.clock-wrong" in page.text, "two have it: it stands above the list"
    clocks = {filled.references["broken"], filled.references["other broken"]}
    assert set(_order(technician.get("/inbox/?cause=computer.clock-wrong&period=today"))) == clocks
    own = technician.get(f"/inbox/?cause=computer.clock-wrong&customer={filled.code}")
    assert _order(own) == [filled.references["broken"]]
    assert f"customer={filled.code}" in own.text
    assert len(_order(technician.get("/inbox/?cause=no.such&period=ever&state=nothing"))) == 4


def test_whoever_closes_says_whether_the_cause_was_right(filled: Filled) -> None:
    technician = filled.technician()
    broken, other = filled.references["broken"], filled.references["other broken"]
    page = technician.get(f"/reports/{broken}/")
    assert "War es das: „Die Uhr Ihres Computers geht falsch“?" in page.words
    done = technician.submit(page, f"/reports/{broken}/state/", {"cause": "right"})
    assert "Ursache stimmte" in done.words
    assert "Weiter: Zahnarzt Yıldız & Co" in done.words
    refuted = {"cause": "wrong", "actual": "network.wifi-weak"}
    assert "es war: Ihr WLAN ist schwach" in technician.submit(done, f"/reports/{other}/state/", refuted).words
    table = technician.get("/inbox/hit-rate/").words
    assert "Die Uhr Ihres Computers geht falsch wahrscheinlich 1 1 0 50 %" in table
    rows = technician.get("/inbox/hit-rate.csv").text.splitlines()
    assert rows == ["cause,sureness,right,wrong,unknown", "computer.clock-wrong,likely,1,1,0"]
    for reference in (broken, other):
        technician.submit(page, f"/reports/{reference}/state/", {"do": "open"})
    assert "Noch nichts gezählt" in technician.get("/inbox/hit-rate/").words


def test_several_are_closed_at_once_and_the_list_stays(filled: Filled) -> None:
    technician = filled.technician()
    clocks = [filled.references["broken"], filled.references["other broken"]]
    page = technician.get("/inbox/?cause=computer.clock-wrong")
    fields = {"reference": clocks, "filters": "cause=computer.clock-wrong&state=open"}
    after = technician.submit(page, "/inbox/close/", fields)
    assert after.path.startswith("/inbox/")
    assert _order(after) == []
    assert not set(clocks) & set(_order(technician.get("/inbox/")))
    for reference in clocks:
        technician.submit(page, f"/reports/{reference}/state/", {"do": "open"})


def test_a_report_page_has_the_call_sheet_the_findings_and_the_values(filled: Filled) -> None:
    page = filled.technician().get(f"/reports/{filled.references['broken']}/")
    words = page.words
    order = [
        words.index(part)
        for part in (
            filled.references["broken"],
            "Der Arbeitsplatz ist noch nicht bereit",
            "Fürs Telefon",
            "Erste Frage: Zeigt die Uhr unten rechts",
            "Klicken Sie mit der rechten Maustaste auf die Uhr",
            "Einzelheiten",
        )
    ]
    assert order == sorted(order)
    assert 'href="/guide/de/computer.clock-wrong/"' in page.text
    assert "style=" not in page.text
    assert filled.get("/guide/de/computer.clock-wrong/").status == 200


def test_in_english_all_of_it_is_english(filled: Filled) -> None:
    words = filled.technician("en").get(f"/reports/{filled.references['broken']}/").words
    assert "First question: Does the clock" in words
    assert "Eingegangen" not in words


def test_what_is_done_leaves_the_open_ones_and_can_come_back(filled: Filled) -> None:
    technician = filled.technician()
    reference = filled.references["slow"]
    page = technician.get(f"/reports/{reference}/")
    done = technician.submit(page, f"/reports/{reference}/state/", {"do": "close"})
    assert "erledigt am" in done.words
    assert "von technik" in done.words
    assert reference not in _order(technician.get("/inbox/"))
    assert _order(technician.get("/inbox/?state=closed"))[0] == reference
    technician.submit(done, f"/reports/{reference}/state/", {"do": "open"})
    assert reference in _order(technician.get("/inbox/"))


def test_a_report_of_older_rules_shows_what_today_s_say(filled: Filled) -> None:
    made = example_reports.report(
        filled.code, example_reports.WRONG_CLOCK, findings=example_reports.report(filled.code).findings
    )
    answer = filled.send(to_json(made), filled.token, made.id)
    reference = json.loads(answer.data)["reference"]
    words = filled.technician().get(f"/reports/{reference}/").words
    assert "Nach den heutigen Regeln" in words
    assert "neu ✕ Geht nicht Die Uhr Ihres Computers geht um 60 Minuten falsch." in words
    assert "Was in Frage kam Computer ist falsch eingestellt:" in words, "made from an old report's measurements"
    assert "Nach den heutigen Regeln" not in filled.technician().get(f"/reports/{filled.references['slow']}/").words


@pytest.mark.parametrize("path", ["/reports/ZZZ-ZZZ/", "/reports/abc/", "/reports/ABC-DE%00/", "/inbox/nothing/"])
def test_what_is_not_there_is_said_to_be_missing(filled: Filled, path: str) -> None:
    page = filled.technician().get(path)
    assert page.status == 404
    assert "Diese Seite gibt es nicht" in page.words


def test_many_reports_come_in_pages(filled: Filled) -> None:
    for _ in range(28):
        filled.take(filled.code, filled.token, example_reports.SLOW)
    technician = filled.technician()
    first, second = technician.get("/inbox/"), technician.get("/inbox/?page=2")
    assert len(_order(first)) == 25
    assert not set(_order(first)) & set(_order(second))
    assert "Seite 1" in first.words
    assert technician.get("/inbox/?page=99").status == technician.get("/inbox/?page=x").status == 200
