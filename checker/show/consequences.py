"""What follows from another finding, said without a culprit of its own: its cause stands above it.

A finding's usual sentence is written for the case that it stands alone ("the gateway refuses", "your router blocks").
"""

from collections.abc import Mapping

from checker.model.finding import Finding
from checker.model.text import Language, Text
from checker.show.findings import describe_finding

_OUT_OF_REACH = Text(
    de="Die Verbindung zur Firma „{name}“ kam deshalb nicht zustande.",
    en="So the connection to the company “{name}” did not come about.",
)
_AFFECTED = Text(
    de="Auch die Verbindung zur Firma „{name}“ ist davon betroffen.",
    en="The connection to the company “{name}” is affected as well.",
)
_NAMES = Text(
    de="Namen im Internet wurden deshalb nicht oder nur langsam gefunden.",
    en="So names on the internet were not found, or found slowly.",
)
_DESK = Text(
    de="Der Server Ihrer IT-Firma war deshalb nicht richtig zu erreichen.",
    en="So your IT firm's server could not be reached properly.",
)
_INTERNET = Text(
    de="Rechner im Internet waren deshalb nicht zu erreichen.", en="So hosts on the internet could not be reached."
)
_LOSS = Text(de="Auch weiter draußen fehlen deshalb Daten.", en="So data is missing farther out as well.")

_OUT_OF_REACH_CODES = (
    "blocked-here",
    "cannot-tell",
    "filtered",
    "flows-lost",
    "hangs-up",
    "name-hidden",
    "name-leads-home",
    "name-unanswered",
    "name-unconfirmed",
    "name-unknown",
    "name-wrong-at-home",
    "name-wrong-here",
    "nat-port-silent",
    "port-blocked-at-home",
    "port-blocked-by-provider",
    "port-silent",
    "refused",
    "refused-by-router",
    "refused-on-the-way",
    "session-cut",
    "silent",
    "silent-or-key",
    "stalls",
    "unreachable",
)
_AFFECTED_CODES = (
    "restricted",
    "certificate-changed",
    "certificate-expired",
    "certificate-not-yet-valid",
    "certificate-refused",
    "certificate-unknown-issuer",
    "certificate-wrong-name",
    "lossy",
    "other-answers",
    "path-narrow",
)
CONSEQUENCES: Mapping[str, Text] = {
    **{f"vpn.{code}": _OUT_OF_REACH for code in _OUT_OF_REACH_CODES},
    **{f"vpn.{code}": _AFFECTED for code in _AFFECTED_CODES},
    **dict.fromkeys(
        ("network.dns-of-pc", "network.dns-of-router", "network.dns-server-dead", "network.dns-slow"), _NAMES
    ),
    **dict.fromkeys(("network.desk-down", "network.desk-silent", "network.desk-certificate"), _DESK),
    **dict.fromkeys(("network.no-internet", "network.router-or-line", "network.web-blocked"), _INTERNET),
    "network.provider-loss": _LOSS,
}
"""By code; every other sentence names no culprit."""


def describe_consequence(finding: Finding, language: Language) -> str:
    """The sentence of a finding that another one explains."""
    text = CONSEQUENCES.get(finding.code)
    if text is None or (text in (_OUT_OF_REACH, _AFFECTED) and "name" not in finding.values):
        return describe_finding(finding, language)
    return text.render(language, **finding.values)
