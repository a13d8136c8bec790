"""`profile try`: asks the gateways of a profile from this PC, and says of each what it did."""

import argparse
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from checker.checks.profile_toml import InvalidProfileToml, parse_profile
from checker.checks.registry import needs
from checker.checks.vpn.need import AnyGateway, VpnNeed
from checker.client.authoring.commands.check_profile import print_mistake
from checker.client.authoring.console import print_line
from checker.client.authoring.exit_codes import INVALID, NOT_DONE, CommandFailed
from checker.client.authoring.files import read_profile_toml
from checker.client.authoring.words import tr
from checker.client.session import Session, consent_groups
from checker.client.text import words as text_words
from checker.client.text.progress import run_checks
from checker.client.text.terminal import make_console
from checker.knowledge.causes import ACTOR_TITLES, cause_of
from checker.model.finding import Finding, Level
from checker.model.profile import Profile
from checker.model.report import Report
from checker.model.verdict import sort_by_severity, verdict
from checker.net.net import Net
from checker.show.findings import affected_check, describe_finding
from checker.show.formatting import format_number
from checker.show.level_symbols import SYMBOLS, level_word
from checker.show.plain_text import plain_text

CHECKS = ("network", "vpn")
_PROBLEM_LEVELS = (Level.BLOCKER, Level.WARNING)


def try_gateways(args: argparse.Namespace) -> int:
    """0 when every required gateway can be used from here, 1 when one cannot, 2 when that cannot be told."""
    console = make_console()
    _raw, text = read_profile_toml(args.file)
    try:
        profile = _with_selected_gateways(parse_profile(text).profile, args.only)
    except InvalidProfileToml as mistaken:
        print_mistake(console, mistaken.mistake, text, str(args.file), details=args.details)
        return INVALID
    text_words.tr.set_language(args.language)
    session = Session(profile, Net(reaches_near_side=True), language=args.language, only=CHECKS)
    session.allow(consent_groups(CHECKS))
    if not run_checks(session, console):
        return NOT_DONE
    report = session.report
    for line in _result_lines(report, _gateways(profile)):
        print_line(console, line)
    if args.details:
        console.print()
        console.print(plain_text(report, args.language, details=True), markup=False, soft_wrap=True)
    return verdict(finding for finding in report.findings if affected_check(finding) == "vpn").exit_code


def _with_selected_gateways(profile: Profile, only: Iterable[str]) -> Profile:
    """The profile with these gateways alone, and nothing behind the VPN; all of it where none is named."""
    gateways = _gateways(profile)
    selected = list(dict.fromkeys(name.strip() for option in only for name in option.split(",") if name.strip()))
    gateway_ids = [gateway.id for gateway in gateways]
    if not gateways:
        raise CommandFailed(tr("Das Profil nennt keinen Zugang (needs.vpn.gateways)."))
    for name in selected:
        if name not in gateway_ids:
            raise CommandFailed(
                tr(
                    "Einen Zugang {name} nennt das Profil nicht. Es nennt: {known}.",
                    name=name,
                    known=", ".join(gateway_ids),
                )
            )
    if not selected:
        return profile
    vpn: dict[str, Any] = {key: value for key, value in profile.needs["vpn"].items() if key != "services"}
    vpn["gateways"] = [gateway for gateway in vpn["gateways"] if gateway["id"] in selected]
    return msgspec.structs.replace(profile, needs={**profile.needs, "vpn": vpn})


def _gateways(profile: Profile) -> list[AnyGateway]:
    need = needs(profile)["vpn"]
    return need.gateways if isinstance(need, VpnNeed) else []


def _result_lines(report: Report, gateways: list[AnyGateway]) -> Iterator[str]:
    yield ""
    yield from _gateway_lines(report, gateways)
    yield from _network_lines(report)


def _gateway_lines(report: Report, gateways: list[AnyGateway]) -> Iterator[str]:
    """Gateway by gateway as the profile names them, then what concerns the VPN but none of them."""
    findings = sort_by_severity(finding for finding in report.findings if affected_check(finding) == "vpn")
    durations = _durations(report)
    for gateway in gateways:
        for finding in findings:
            if finding.subject == gateway.id:
                yield _finding_line(finding, durations.get(gateway.id, ""))
    gateway_ids = {gateway.id for gateway in gateways}
    yield from (_finding_line(finding) for finding in findings if finding.subject not in gateway_ids)


def _network_lines(report: Report) -> Iterator[str]:
    problems = [
        finding
        for finding in report.findings
        if affected_check(finding) == "network" and finding.level in _PROBLEM_LEVELS
    ]
    if problems:
        yield ""
        yield tr("Auf dem Weg dorthin:")
        yield from (_finding_line(finding) for finding in sort_by_severity(problems))


def _durations(report: Report) -> dict[str, str]:
    """How long each gateway took, by its id, as it stands behind the finding."""
    return {
        observation.subject: f" ({format_number(round(observation.at_s, 1), tr.language)} s)"
        for measurement in report.measurements
        for observation in measurement.observations
        if observation.name == "gateway.verdict"
    }


def _finding_line(finding: Finding, duration: str = "") -> str:
    level = level_word(finding.level, tr.language)
    line = f"[{SYMBOLS[finding.level]}] {level}: {describe_finding(finding, tr.language)}{duration}"
    if finding.level not in (Level.OK, Level.NOTE):
        line += f" → {ACTOR_TITLES[cause_of(finding).who].render(tr.language)}"
    return line
