"""The ways into the guide by what somebody sets out to do, before anybody knows the name of a fault."""

from checker.desk.guide.article import Article, system_title
from checker.model.record import Record
from checker.model.systems import SYSTEM_TITLES
from checker.model.text import Text


class GuideTask(Record, frozen=True, kw_only=True):
    """`set_up`: guides in the order of doing them; `troubles`: the articles that most people need then."""

    slug: str
    title: Text
    lead: Text
    set_up: tuple[str, ...]
    troubles: tuple[str, ...]


GUIDE_TASKS = (
    GuideTask(
        slug="start",
        title=Text(de="Ich fange im Homeoffice an", en="I start working from home"),
        lead=Text(
            de="Was am Tag davor zu tun ist, und wie der Arbeitsplatz gut wird.",
            en="What to do the day before, and how to make the workplace a good one.",
        ),
        set_up=(
            "guide.first-day",
            "guide.workplace",
            "guide.cable",
            "guide.safe-wifi",
            "guide.headset",
            "guide.ergonomics",
        ),
        troubles=("network.wifi-weak", "vpn.silent", "microphone.silent", "camera.black", "line.down-slow"),
    ),
    GuideTask(
        slug="video-call",
        title=Text(de="Videogespräch", en="Video call"),
        lead=Text(de="Bild, Ton und eine Leitung, die nicht stockt.", en="Picture, sound, and a line without stops."),
        set_up=("guide.headset", "guide.camera-and-microphone", "guide.cable"),
        troubles=(
            "camera.none",
            "camera.busy",
            "camera.access-denied",
            "camera.dark",
            "microphone.silent",
            "microphone.echo",
            "speaker.not-heard",
            "line.stutters",
            "line.up-slow",
        ),
    ),
    GuideTask(
        slug="vpn",
        title=Text(de="Verbindung zur Firma (VPN)", en="Connection to the company (VPN)"),
        lead=Text(
            de="Sie kommen nicht in die Firma hinein, oder die Verbindung reißt ab.",
            en="You cannot get into the company, or the connection breaks.",
        ),
        set_up=("guide.restart-router", "guide.hotspot"),
        troubles=(
            "vpn.silent",
            "vpn.name-unknown",
            "vpn.refused",
            "vpn.udp-blocked",
            "vpn.certificate-expired",
            "vpn.lossy",
            "vpn.stalls",
            "network.same-as-company",
        ),
    ),
    GuideTask(
        slug="slow",
        title=Text(de="Alles ist langsam", en="Everything is slow"),
        lead=Text(
            de="Liegt es am WLAN, am Anschluss oder am Computer? Der Versuch mit dem Kabel trennt das.",
            en="Is it the Wi-Fi, the line or the computer? The trial by cable tells them apart.",
        ),
        set_up=("guide.cable", "guide.restart-router"),
        troubles=(
            "network.wifi-weak",
            "line.down-slow",
            "line.up-slow",
            "line.latency-high",
            "line.in-use",
            "computer.busy",
            "computer.memory-full",
            "computer.disk-full",
        ),
    ),
    GuideTask(
        slug="new-laptop",
        title=Text(de="Neuer Laptop", en="New laptop"),
        lead=Text(de="Damit der neue kann, was der alte konnte.", en="So that the new one does what the old one did."),
        set_up=("guide.new-laptop", "guide.headset", "guide.cable", "guide.workplace"),
        troubles=(
            "program.blocked",
            "camera.access-denied",
            "microphone.wrong-default",
            "network.no-adapter",
            "vpn.key-missing",
            "computer.restart-due",
        ),
    ),
)


def checklist_steps(article: Article, system: str) -> tuple[str, ...]:
    """What can be ticked: the steps for every system and for this one; all of them where no system is known."""
    titles = {system_title(system), ""} if system else {*SYSTEM_TITLES.values(), ""}
    return tuple(step for remedy in article.remedies if remedy.system in titles for step in remedy.steps)
