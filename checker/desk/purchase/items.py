"""What can be bought, and which findings call for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from checker.model.record import Record


class Item(models.TextChoices):
    """A kind of thing. The values stand in the table."""

    WEBCAM = "webcam", _("Webcam")
    HEADSET = "headset", _("Headset")
    CABLE = "cable", _("Netzwerkkabel")
    MEMORY = "memory", _("Arbeitsspeicher")
    NOTEBOOK = "notebook", _("Computer")
    SCREEN = "screen", _("Bildschirm")
    LINE = "line", _("Schnellerer Anschluss")


class ItemRule(Record, frozen=True, kw_only=True):
    """Codes that call for an item, the one that says most first; and the checks that must have run to see it gone."""

    item: Item
    codes: tuple[str, ...]
    checks: tuple[str, ...]


WHY = {
    Item.WEBCAM: _("Eine Kamera fehlt oder reicht nicht."),
    Item.HEADSET: _("Die Stimme ist ohne Headset schwer zu verstehen."),
    Item.CABLE: _("Das WLAN ist zu schwach oder gestört."),
    Item.MEMORY: _("Der Arbeitsspeicher ist zu klein."),
    Item.NOTEBOOK: _("Der Prozessor ist zu schwach."),
    Item.SCREEN: _("Der Bildschirm ist zu klein."),
    Item.LINE: _("Die Internetleitung ist zu langsam."),
}
"""For whoever decides: a sentence without any figure of anybody's computer."""

RULES = (
    ItemRule(item=Item.WEBCAM, codes=("camera.webcam-advice", "camera.none"), checks=("camera",)),
    ItemRule(item=Item.HEADSET, codes=("microphone.headset-advice", "microphone.none"), checks=("microphone",)),
    ItemRule(
        item=Item.CABLE, codes=("line.wifi-limits", "network.wifi-disturbed", "network.wifi-weak"), checks=("network",)
    ),
    ItemRule(item=Item.MEMORY, codes=("computer.memory-small",), checks=("computer",)),
    ItemRule(item=Item.NOTEBOOK, codes=("computer.cpu-weak",), checks=("computer",)),
    ItemRule(item=Item.SCREEN, codes=("computer.screen-small",), checks=("computer",)),
    ItemRule(item=Item.LINE, codes=("line.down-slow", "line.up-slow"), checks=("line",)),
)
"""Only what money mends. Of what steps mend as well, `free_fix_tried` says whether these were tried first."""
