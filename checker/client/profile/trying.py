"""`profile try`: asks the gateways of a profile from this PC, and says of each what it did."""

import argparse
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from checker.checks.registry import needs
from checker.checks.vpn.need import AnyGateway, VpnNeed
from checker.checks.written import InvalidProfileToml, parse_profile
from checker.client.profile.checking import tell
from checker.client.profile.codes import NOT_DONE, NOT_RIGHT, Sorry
from checker.client.profile.files import toml_of
from checker.client.profile.screen import show
from checker.client.profile.words import tr
from checker.client.session import Session, groups_asked
from checker.client.text import words as text_words
from checker.client.text.progress import run_checks
from checker.client.text.terminal import terminal
from checker.knowledge.causes import ACTOR_TITLES, cause_of
from checker.model.finding import Finding, Level
from checker.model.profile import Profile
from checker.model.report import Report
from checker.model.verdict import sort_by_severity, verdict
from checker.net.net import Net
from checker.show.findings import describe_finding
from checker.show.plain import plain_text
from checker.show.signs import SYMBOLS, level_word
from checker.show.values import format_number

CHECKS = ("network", "vpn")
_TROUBLE = (Level.BLOCKER, Level.WARNING)


def run(told: argparse.Namespace) -> int:
    """0 when every required gateway can be used from here, 1 when one cannot, 2 when that cannot be told."""
    console = terminal()
    _raw, text = toml_of(told.file)
    try:
        profile = _narrowed(parse_profile(text).profile, told.only)
    except InvalidProfileToml as mistaken:
        tell(console, mistaken.mistake, text, str(told.file), details=told.details)
        return NOT_RIGHT
    text_words.tr.set_language(told.language)
    session = Session(profile, Net(), language=told.language, only=CHECKS)
    session.allow(groups_asked(CHECKS))
    if not run_checks(session, console):
        return NOT_DONE
    report = session.report
    for line in _lines(report, _gateways(profile)):
        show(console, line)
    if told.details:
        console.print()
        console.print(plain_text(report, told.language, details=True), markup=False, soft_wrap=True)
    return verdict(one for one in report.findings if _is_of(one, "vpn")).exit_code


def _narrowed(profile: Profile, only: Iterable[str]) -> Profile:
    """The profile with these gateways alone, and nothing behind the VPN; all of it where none is named."""
    gateways = _gateways(profile)
    wanted = list(dict.fromkeys(name.strip() for given in only for name in given.split(",") if name.strip()))
    known = [one.id for one in gateways]
    if not gateways:
        raise Sorry(tr("Das Profil nennt keinen Zugang (needs.vpn.gateways)."))
    for name in wanted:
        if name not in known:
            raise Sorry(
                tr(
                    "Einen Zugang {name} nennt das Profil nicht. Es nennt: {known}.",
                    name=name,
                    known=", ".join(known),
                )
            )
    if not wanted:
        return profile
    vpn: dict[str, Any] = {key: value for key, value in profile.needs["vpn"].items() if key != "services"}
    vpn["gateways"] = [one for one in vpn["gateways"] if one["id"] in wanted]
    return msgspec.structs.replace(profile, needs={**profile.needs, "vpn": vpn})


def _gateways(profile: Profile) -> list[AnyGateway]:
    need = needs(profile)["vpn"]
    return need.gateways if isinstance(need, VpnNeed) else []


def _lines(report: Report, gateways: list[AnyGateway]) -> Iterator[str]:
    seconds = {
        one.subject: one.at_s
        for measurement in report.measurements
        for one in measurement.observations
        if one.name == "gateway.verdict"
    }
    yield ""
    for gateway in gateways:
        for finding in sort_by_severity(
            one for one in report.findings if one.subject == gateway.id and _is_of(one, "vpn")
        ):
            after = f" ({format_number(round(seconds[gateway.id], 1), tr.language)} s)" if gateway.id in seconds else ""
            yield _line(finding, after)
    known = {one.id for one in gateways}
    for finding in sort_by_severity(one for one in report.findings if _is_of(one, "vpn") and one.subject not in known):
        yield _line(finding)
    on_the_way = [one for one in report.findings if _is_of(one, "network") and one.level in _TROUBLE]
    if on_the_way:
        yield ""
        yield tr("Auf dem Weg dorthin:")
        yield from (_line(one) for one in sort_by_severity(on_the_way))


def _line(finding: Finding, after: str = "") -> str:
    level = level_word(finding.level, tr.language)
    line = f"[{SYMBOLS[finding.level]}] {level}: {describe_finding(finding, tr.language)}{after}"
    if finding.level not in (Level.OK, Level.NOTE):
        line += f" → {ACTOR_TITLES[cause_of(finding).who].render(tr.language)}"
    return line


def _is_of(finding: Finding, check: str) -> bool:
    """Of this check's codes, or about its being cut off."""
    return finding.check == check or (finding.check == "run" and finding.subject == check)
