"""The company's gateways: each of the profile, probed in its own protocol."""

from checker.checks.declaration import Check, Resource
from checker.checks.vpn.facts import FACTS
from checker.checks.vpn.need import VpnNeed
from checker.model.privacy import DataGroup
from checker.model.text import Text

CHECK = Check(
    name="vpn",
    title=Text(de="Weg zur Firma", en="Way to the company"),
    about=Text(
        de="Ob die Zugänge Ihrer Firma (VPN) von hier aus antworten. Es werden keine Kennwörter benutzt.",
        en="Whether your company's gateways (VPN) answer from here. No passwords are used.",
    ),
    groups=(DataGroup.NETWORK,),
    facts=FACTS,
    need=VpnNeed,
    uses=(Resource.NETWORK,),
    deadline_s=10.0,
)
