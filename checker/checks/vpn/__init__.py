"""The company's gateways: each of the profile, probed in its own protocol."""

from checker.checks.declaration import Check, Resource
from checker.checks.icons import SHIELD
from checker.checks.vpn.facts import FACTS
from checker.checks.vpn.need import VpnNeed
from checker.checks.work_tasks import CALL_TASKS, COMPANY_TASKS, Effect, TaskEffect
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
    icon=SHIELD,
    needed_for=COMPANY_TASKS,
    task_effects=(
        TaskEffect(codes=("vpn.", "vpn.udp-blocked"), tasks=COMPANY_TASKS),
        TaskEffect(codes=("vpn.udp-blocked",), tasks=CALL_TASKS, effect=Effect.BLOCKER_DISTURBS),  # TCP, and stutter
        TaskEffect(codes=("vpn.no-gateways",), tasks=COMPANY_TASKS, effect=Effect.NOTE_UNKNOWN),
        TaskEffect(codes=("vpn.certificate-ends-soon", "vpn.pptp-unsafe")),
    ),
)
