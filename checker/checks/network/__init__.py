"""The way from the PC through the home to the internet: adapter, router, names, IPv4 and IPv6, proxy, portal."""

from checker.checks.declaration import Check, Resource
from checker.checks.icons import WIFI
from checker.checks.network.facts import FACTS
from checker.checks.network.need import NetworkNeed
from checker.checks.work_tasks import ALL_TASKS, COMPANY_TASKS, Effect, TaskEffect, disturbs_line
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
    icon=WIFI,
    needed_for=ALL_TASKS,
    task_effects=(
        TaskEffect(codes=("network.",), tasks=ALL_TASKS),
        *disturbs_line("network.wifi-", "network.link-disturbed", "network.cable-", "network.provider-loss"),
        TaskEffect(codes=("network.same-as-company",), tasks=COMPANY_TASKS),
        TaskEffect(codes=("network.no-desk",), tasks=ALL_TASKS, effect=Effect.NOTE_UNKNOWN),
        TaskEffect(
            codes=("network.desk-down", "network.desk-certificate")
        ),  # the firm's own server: nobody works with it
    ),
    facts=FACTS,
)
