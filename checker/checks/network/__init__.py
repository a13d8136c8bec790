"""The way from the PC through the home to the internet: adapter, router, names, IPv4 and IPv6, proxy, portal."""

from checker.checks.declaration import Check, Resource
from checker.checks.network.facts import FACTS
from checker.checks.network.need import NetworkNeed
from checker.model.privacy import DataGroup
from checker.model.text import Text

CHECK = Check(
    name="network",
    title=Text(de="Heimnetz", en="Home network"),
    about=Text(
        de="WLAN oder Kabel, Router, Namensauflösung, Weg ins Internet und zum Server Ihrer IT-Firma",
        en="Wi-Fi or cable, router, name resolution, the way to the internet and to your IT firm's server",
    ),
    groups=(DataGroup.NETWORK,),
    need=NetworkNeed,
    uses=(Resource.NETWORK,),
    deadline_s=20.0,
    facts=FACTS,
)
