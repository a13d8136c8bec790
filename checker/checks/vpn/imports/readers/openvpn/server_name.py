"""The common name that the server's certificate must have, out of an .ovpn's rules for it.

Source: openvpn(8), --verify-x509-name; --tls-remote of OpenVPN 2.3. A subject is written either as `/C=DE/CN=name`,
the way of before, or as `C=DE, CN=name`; a value may hold commas and slashes itself.
"""

import re

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.readers.openvpn.settings import OpenVpnSettings

_ATTRIBUTE = r"[A-Za-z][A-Za-z0-9.-]*="
_OLD_PART = re.compile(rf"/(?={_ATTRIBUTE})")
_PART = re.compile(rf"(?:, ?|/|\s\+\s)(?=\s*{_ATTRIBUTE})")
_REWRITTEN = "_"
"""--compat-names wrote this for blanks and others, so that a name with it may be another."""


def common_name(settings: OpenVpnSettings, builder: ImportBuilder) -> str:
    """Empty where there is no rule; a rule for anything else has no place in a profile, which a note says."""
    directive = settings.last("verify-x509-name", "tls-remote")
    if directive is None or not directive.words or not directive.words[0]:
        return ""
    name = _name_of(directive.name, directive.words)
    field = settings.last("x509-username-field")
    if not name or (field is not None and field.words[:1] not in ((), ("CN",), ("cn",))):
        builder.add_note(notes.NAME_RULE, name=directive.name, line=str(directive.line))
        return ""
    return name


def _name_of(rule: str, words: tuple[str, ...]) -> str:
    written = words[0]
    if rule == "tls-remote":
        # a name alone is a prefix there
        name = subject_common_name(written) if "=" in written else ""
        return "" if _REWRITTEN in name else name
    kind = words[1] if len(words) > 1 else "subject"
    return written if kind == "name" else subject_common_name(written) if kind == "subject" else ""


def subject_common_name(subject: str) -> str:
    """The last common name of a subject in one line; empty for none."""
    parts = (_OLD_PART if subject.startswith("/") else _PART).split(subject)
    names = [value.strip() for part in parts for key, _, value in [part.partition("=")] if key.strip(" /") == "CN"]
    return names[-1] if names else ""
