"""The broken link and its cause in sentences: where, why, how sure, and what would prove it."""

from checker.knowledge.causes import SURENESS_TITLES, cause_of
from checker.model.finding import Level, Sureness
from checker.model.report import Report
from checker.model.text import Language, Text
from checker.show.company_path.broken_link import BrokenLink, find_broken_link
from checker.show.company_path.segments import PathSegment, segment_index
from checker.show.explanation.place_names import other_place_names
from checker.show.findings import RootFinding, describe_finding, topic_code
from checker.show.translations import translator

_REPORTED_LEVELS = (Level.WARNING, Level.BLOCKER)
_PLACE_WORDS = {
    PathSegment.PC: Text(de="Computer", en="computer"),
    PathSegment.HOME: Text(de="WLAN", en="Wi-Fi"),
    PathSegment.ROUTER: Text(de="Router", en="router"),
    PathSegment.PROVIDER: Text(de="anbieter", en="provider"),
    PathSegment.GATEWAY: Text(de="Verbindung zur Firma", en="connection to the company"),
    PathSegment.COMPANY: Text(de="Firma", en="company"),
}
"""By which word a sentence is known to name its place already."""


def link_medium(report: Report) -> str:
    """How the PC is connected at home: wifi, cable, mobile ...; nothing where that is not known."""
    observations = (
        observation
        for measurement in report.measurements
        if measurement.check == "network"
        for observation in measurement.observations
    )
    return next((str(observation.value) for observation in observations if observation.name == "link.medium"), "")


def broken_link_cause(report: Report, language: Language) -> str:
    """`Der Weg zur Firma bricht an Ihrem Router ab: Ihr Router …`; empty where no link is broken."""
    link = find_broken_link(report.findings)
    if link is None:
        return ""
    location = _location_sentence(link, link_medium(report), language).removesuffix(".")
    sentence = describe_finding(link.root.finding, language)
    if link.level is Level.WARNING and _PLACE_WORDS[link.segment].render(language) in sentence:
        return sentence  # that the Wi-Fi is disturbed in the Wi-Fi is one half too many
    return f"{location}: {sentence}"


def sureness_word(root: RootFinding, language: Language) -> str:
    """`sicher`, `wahrscheinlich`, `möglich`: for a problem on the path; empty for any other."""
    finding = root.finding
    if (
        root.level not in _REPORTED_LEVELS
        or finding.level is Level.UNKNOWN
        or segment_index(topic_code(finding)) == len(PathSegment)
    ):
        return ""
    return SURENESS_TITLES[finding.sure].render(language)


def sureness_sentence(root: RootFinding, language: Language) -> str:
    """The same as a sentence; where two places are left, it names the other."""
    tr = translator(language)
    wording = sureness_word(root, language)
    if not wording:
        return ""
    sentence = tr("Dass es daran liegt, ist {sure}.", sure=wording)
    places = other_place_names(root.finding, language)
    return tr("{sentence} Auch möglich: {places}.", sentence=sentence, places=places) if places else sentence


def proof_text(root: RootFinding, language: Language) -> str:
    """The one trial that would confirm or refute the cause; nothing where all is well or no trial is known."""
    template = cause_of(root.finding).proof
    if template is None or root.level in (Level.OK, Level.NOTE):
        return ""
    return template.render(language, **root.finding.values)


def proof_sentence(root: RootFinding, language: Language) -> str:
    """The same as a sentence; nothing where the cause is certain: a counter-trial beside it would take that back."""
    tr = translator(language)
    is_certain = bool(sureness_word(root, language)) and root.finding.sure is Sureness.CERTAIN
    wording = "" if is_certain else proof_text(root, language)
    return tr("Gegenprobe: {proof}", proof=wording) if wording else ""


def _location_sentence(link: BrokenLink, home_medium: str, language: Language) -> str:
    tr = translator(language)
    if link.segment is PathSegment.GATEWAY:
        if link.level is Level.BLOCKER:
            return tr("Die Verbindung zur Firma kommt nicht zustande.")
        return tr("Die Verbindung zur Firma ist gestört.")
    at = _segment_phrases(home_medium, language)[link.segment]
    if link.level is Level.BLOCKER:
        return tr("Der Weg zur Firma bricht {at} ab.", at=at)
    return tr("Der Weg zur Firma ist {at} gestört.", at=at)


def _segment_phrases(home_medium: str, language: Language) -> dict[PathSegment, str]:
    tr = translator(language)
    at_home = {"wifi": tr("in Ihrem WLAN"), "cable": tr("am Netzwerkkabel"), "mobile": tr("im Mobilfunk")}
    return {
        PathSegment.PC: tr("an Ihrem Computer"),
        PathSegment.HOME: at_home.get(home_medium, tr("zwischen Computer und Router")),
        PathSegment.ROUTER: tr("an Ihrem Router"),
        PathSegment.PROVIDER: tr("bei Ihrem Internetanbieter"),
        PathSegment.COMPANY: tr("in der Firma"),
    }
