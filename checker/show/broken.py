"""The broken link and its cause in sentences: where, why, how sure, and what would prove it."""

from checker.knowledge.causes import SURENESS_TITLES, cause_of
from checker.model.finding import Level
from checker.model.report import Report
from checker.model.text import Language
from checker.show.findings import Root, say, topic
from checker.show.link import Link, broken_link
from checker.show.places import Place, step
from checker.show.words import words

_SAID_OF = (Level.WARNING, Level.BLOCKER)


def medium(report: Report) -> str:
    """How the PC is connected at home: wifi, cable, mobile ...; nothing where that is not known."""
    seen = (one for each in report.measurements if each.check == "network" for one in each.observations)
    return next((str(one.value) for one in seen if one.name == "link.medium"), "")


def where_it_breaks(report: Report, language: Language) -> str:
    """`Der Weg zur Firma bricht an Ihrem Router ab.`; nothing where the way holds."""
    link = broken_link(report.findings)
    return _where(link, medium(report), language) if link else ""


def why_it_breaks(report: Report, language: Language) -> str:
    """The same, with the cause in place of the full stop."""
    link = broken_link(report.findings)
    if link is None:
        return ""
    return f"{_where(link, medium(report), language).removesuffix('.')}: {say(link.root.finding, language)}"


def how_sure(root: Root, language: Language) -> str:
    """`sicher`, `wahrscheinlich`, `möglich`: of what troubles the way; nothing of anything else."""
    finding = root.finding
    if root.level not in _SAID_OF or finding.level is Level.UNKNOWN or step(topic(finding)) == len(Place):
        return ""
    return SURENESS_TITLES[finding.sure].say(language)


def sureness(root: Root, language: Language) -> str:
    """The same as a sentence."""
    tr = words(language)
    said = how_sure(root, language)
    return tr("Dass es daran liegt, ist {sure}.", sure=said) if said else ""


def proof(root: Root, language: Language) -> str:
    """The one trial that would confirm or refute the cause; nothing where all is well or no trial is known."""
    known = cause_of(root.finding).proof
    if known is None or root.level in (Level.OK, Level.NOTE):
        return ""
    return known.say(language, **root.finding.values)


def trial(root: Root, language: Language) -> str:
    """The same, said to be what it is."""
    tr = words(language)
    said = proof(root, language)
    return tr("Gegenprobe: {proof}", proof=said) if said else ""


def _where(link: Link, connected: str, language: Language) -> str:
    tr = words(language)
    at = _places(connected, language)[link.place]
    if link.level is Level.BLOCKER:
        return tr("Der Weg zur Firma bricht {at} ab.", at=at)
    return tr("Der Weg zur Firma ist {at} gestört.", at=at)


def _places(connected: str, language: Language) -> dict[Place, str]:
    tr = words(language)
    at_home = {"wifi": tr("in Ihrem WLAN"), "cable": tr("am Netzwerkkabel"), "mobile": tr("im Mobilfunk")}
    return {
        Place.PC: tr("an Ihrem Computer"),
        Place.HOME: at_home.get(connected, tr("zwischen Computer und Router")),
        Place.ROUTER: tr("an Ihrem Router"),
        Place.PROVIDER: tr("bei Ihrem Internetanbieter"),
        Place.GATEWAY: tr("am Zugang der Firma"),
        Place.COMPANY: tr("in der Firma"),
    }
