import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from checker.model.finding import Finding
from checker.model.report import Receipt, Report, report_reference
from checker.model.text import LANGUAGES, Language
from checker.show.call_help import call_help
from checker.show.report_html.document import report_fragment, report_page
from checker.show.report_html.stylesheet import STYLE
from tests.show.hostile import LANGUAGES as ANY_LANGUAGE
from tests.show.hostile import REPORTS
from tests.show.samples import EMPTY, TROUBLE, TROUBLED, WELL, WHEN, report

RECEIPT = Receipt(id=TROUBLE.id, reference="MUS-4F7K", received=WHEN, firm="Beispiel IT")
VOID = {"meta", "br", "hr"}
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "article", "section", "div"),
    *("h1", "h2", "h3", "p", "span", "strong", "b", "code", "a", "details", "summary"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
    *("svg", "desc", "g", "path", "circle", "rect", "text"),
}
ATTRIBUTES = {
    *("class", "lang", "href", "role", "aria-label", "aria-hidden", "scope", "xmlns", "viewbox", "fill", "stroke"),
    *("stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "font-family", "font-size"),
    *("text-anchor", "cx", "cy", "r", "x", "y", "d", "transform", "width", "height"),
}
HEAD_ATTRIBUTES = {"charset", "http-equiv", "content", "name"}


class MarkupParser(HTMLParser):
    """What a browser would make of it: tags in order, their attributes, and all text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


@settings(max_examples=60, deadline=None)
@given(report=REPORTS, language=ANY_LANGUAGE)
@pytest.mark.parametrize("audience", ["employee", "technician"])
def test_no_report_puts_markup_into_the_page(report: Report, language: Language, audience: str) -> None:
    markup = MarkupParser(report_fragment(report, language, audience=audience, guide_url="https://desk.example/guide"))
    assert set(markup.tags) <= TAGS - {"style", "meta", "head", "html", "body"}
    assert {name for _, name, _ in markup.attributes} <= ATTRIBUTES
    addresses = [value for _, name, value in markup.attributes if name == "href"]
    assert all(
        re.fullmatch(r"https://desk\.example/guide/(de|en)/[a-z]+\.[a-z0-9-]+/", address) for address in addresses
    )


@settings(max_examples=40, deadline=None)
@given(report=REPORTS, language=ANY_LANGUAGE)
def test_a_whole_page_is_one_document_with_one_style_and_no_script(report: Report, language: Language) -> None:
    receipt = Receipt(id=report.id, reference="<b>", received=report.created, firm="</footer>")
    markup = MarkupParser(report_page(report, language, receipt=receipt))
    assert set(markup.tags) <= TAGS
    assert [tag for tag in markup.tags if tag in ("html", "head", "body", "style", "main", "h1")] == [
        "html",
        "head",
        "style",
        "body",
        "h1",
        "main",
    ]
    assert {name for _, name, _ in markup.attributes} <= ATTRIBUTES | HEAD_ATTRIBUTES


def test_the_policy_allows_the_style_alone() -> None:
    made = report_page(TROUBLE, "de", receipt=RECEIPT)
    style = re.search("<style>(.*)</style>", made, re.DOTALL)
    policy = re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', made)
    assert style and policy
    hashed = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src &#x27;sha256-{hashed}&#x27;" in policy[1]
    assert policy[1].startswith("default-src &#x27;none&#x27;")
    assert style[1] == STYLE
    assert "</" not in STYLE and "url(" not in STYLE and "@import" not in STYLE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("report", [TROUBLE, WELL, EMPTY])
def test_the_page_needs_nothing_from_elsewhere(report: Report, language: Language) -> None:
    made = report_page(report, language, audience="technician")
    assert " style=" not in made
    assert not re.search(r'\b(src|srcset|href|action|data|on\w+)="', made)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg|desk\.example)", made)


def test_says_the_verdict_who_must_act_and_the_steps() -> None:
    text = MarkupParser(report_fragment(TROUBLE, "de")).text
    order = [
        "✕",
        "E-Mail: ja. Videogespräche, Arbeiten auf dem Firmenrechner",
        "Die Verbindung zur Firma kommt nicht zustande: Der Firmenzugang",
        "Was heute geht",
        "Das zuerst: Ihre IT-Firma muss handeln",
        "Der Firmenzugang „Zentrale“ weist Verbindungen ab.Dass es daran liegt, ist wahrscheinlich.",
        "Rufen Sie Ihre IT-Firma an.",
        "Gegenprobe: Klappt es über den Hotspot",
        "Das können Sie selbst beheben",
        "Stellen Sie den Computer näher an den Router.",
        "Daraus folgt noch 1 weiterer Punkt",
        "Hochladen geht mit 1,84 Mbit/s",
        "Gut zu wissen",
        "Einzelheiten",
        "Eingebauter Arbeitsspeicher",
        "15,8",
        "Verbinden: abgelehnt (ECONNREFUSED)",
    ]
    positions = [text.find(sentence) for sentence in order]
    assert -1 not in positions and positions == sorted(positions)


def test_only_the_technician_sees_the_call_sheet_and_the_codes() -> None:
    employee, technician = (
        report_fragment(TROUBLE, "de"),
        report_fragment(TROUBLE, "de", audience="technician", reference="MUS-4F7K"),
    )
    assert "Erste Frage:" in technician and "MUS-4F7K" in technician and "vpn.refused" in technician
    assert "Erste Frage:" not in employee and "vpn.refused" not in employee


def test_evidence_is_shown_with_its_value() -> None:
    loss = Finding(code="network.home-loss", level=TROUBLED[0].level, evidence=("gateway.loss", "gone"))
    text = MarkupParser(
        report_fragment(report(loss, measurements=TROUBLE.measurements), "en", audience="technician")
    ).text
    assert "gateway.loss = 8.3\N{NO-BREAK SPACE}%" in text


@pytest.mark.parametrize(
    ("guide", "links"),
    [
        ("https://desk.example/guide", 5),
        ("/guide/", 5),
        ("", 0),
        ("javascript:alert(1)", 0),
    ],
)
def test_links_to_the_guide_for_known_codes(guide: str, links: int) -> None:
    unknown = Finding.blocker("later.thing")
    markup = MarkupParser(report_fragment(report(*TROUBLED, unknown), "en", guide_url=guide))
    hrefs = [value for _, name, value in markup.attributes if name == "href"]
    assert len(hrefs) == links
    assert all(href.startswith(guide.rstrip("/") + "/en/") and "later" not in href for href in hrefs)


def test_an_unknown_code_is_still_told() -> None:
    assert (
        "Unbekannter Befund (later.thing)"
        in MarkupParser(report_fragment(report(Finding.blocker("later.thing")), "de")).text
    )


def test_the_reference_stands_large_on_the_page() -> None:
    assert "<strong>MUS-4F7K</strong>" in report_page(TROUBLE, "de", receipt=RECEIPT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_page_has_everything_for_a_call_before_anything_is_sent(language: Language) -> None:
    unsent, sent = (MarkupParser(report_page(TROUBLE, language, receipt=receipt)).text for receipt in (None, RECEIPT))
    assert report_reference(TROUBLE.id) in unsent
    assert RECEIPT.reference in sent and report_reference(TROUBLE.id) not in sent
    for text in (unsent, sent):
        assert "030 123456" in text and call_help(TROUBLE, language).sentence in text
