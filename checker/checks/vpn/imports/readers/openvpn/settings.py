"""The directives of a whole .ovpn file with all it includes, and the lines at which OpenVPN itself would end."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from checker.checks.vpn.imports.readers.openvpn.lines import OpenVpnDirective, OpenVpnLines, parse_block, parse_lines
from checker.checks.vpn.imports.readers.openvpn.options import IN_CONNECTION, INLINE, OPTIONS, REMOVED

SiblingReader = Callable[[str], bytes | None]
"""The bytes of a file in the same folder, by the name that the imported one mentions; None where there is none."""
MAX_INCLUDE_DEPTH = 10
"""As OpenVPN's max_recursive_levels."""
MAX_INCLUDES = 20
INLINE_WORD = "[inline]"
"""`ca [inline]` only points to a block."""


_PROTOCOL = re.compile(r"(?:udp[46]?|tcp[46]?(?:-client|-server)?)$")
_DIRECTION = re.compile(r"[01]$")
_KNOWN_WORDS = {
    "remote": (2, _PROTOCOL),
    "proto": (0, _PROTOCOL),
    "proto-force": (0, _PROTOCOL),
    "key-direction": (0, _DIRECTION),
    "tls-auth": (1, _DIRECTION),
    "remote-cert-tls": (0, re.compile(r"(?:server|client)$")),
    "verify-x509-name": (1, re.compile(r"(?:subject|name|name-prefix)$")),
}
"""Which word of an option must be of which kind."""


@dataclass
class OpenVpnSettings:
    """`directives` in the order in which OpenVPN applies them; `unreadable`: lines at which it ends with an error."""

    directives: list[OpenVpnDirective] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    missing_includes: list[str] = field(default_factory=list)

    def last(self, *names: str) -> OpenVpnDirective | None:
        """What counts where it is written twice; words that only point to a block do not."""
        matches = [item for item in self.directives if item.name in names and item.words[:1] != (INLINE_WORD,)]
        return matches[-1] if matches else None

    def has(self, *names: str) -> bool:
        """Whether one of them is there."""
        return any(item.name in names for item in self.directives)


def read_settings(content: bytes, read_sibling: SiblingReader) -> OpenVpnSettings:
    """Raises Unreadable for a block that does not end."""
    reader = _SettingsReader(read_sibling)
    reader.add(parse_lines(content), depth=1)
    return reader.settings


def read_connection(block: OpenVpnDirective) -> OpenVpnSettings:
    """The directives of a <connection> block; its lines count on from the block's own. Raises Unreadable."""
    reader = _SettingsReader(lambda _name: None, allowed=IN_CONNECTION, first_line=block.line)
    reader.add(parse_block(block.block or ""), depth=1)
    return reader.settings


class _SettingsReader:
    def __init__(
        self, read_sibling: SiblingReader, *, allowed: Iterable[str] | None = None, first_line: int = 0
    ) -> None:
        self.settings = OpenVpnSettings()
        self._read_sibling = read_sibling
        self._allowed = allowed
        self._first_line = first_line
        self._tolerated: set[str] = set()
        self._includes = 0

    def add(self, lines: OpenVpnLines, depth: int) -> None:
        self.settings.unreadable += [self._first_line + line for line in lines.rejected]
        for written in lines.directives:
            directive, is_optional = _without_setenv_opt(written)
            directive = directive._replace(line=self._first_line + directive.line)
            if not self._is_accepted(directive):
                if not is_optional and directive.name not in self._tolerated:
                    self.settings.unreadable.append(directive.line)
                if not _is_legible(directive):
                    continue
            if directive.name == "ignore-unknown-option":
                self._tolerated.update(word.removeprefix("--") for word in directive.words)
            if directive.name == "config" and directive.words:
                self._include(directive.words[0], depth)
            else:
                self.settings.directives.append(directive)

    def _include(self, name: str, depth: int) -> None:
        self._includes += 1
        has_room = depth < MAX_INCLUDE_DEPTH and self._includes <= MAX_INCLUDES
        content = self._read_sibling(name) if has_room else None
        if content is None:
            self.settings.missing_includes.append(name)
            return
        before = len(self.settings.unreadable)
        self.add(parse_lines(content), depth + 1)
        del self.settings.unreadable[before:]  # their numbers are those of another file

    def _is_accepted(self, directive: OpenVpnDirective) -> bool:
        """Whether OpenVPN 2.6 knows it here, with so many words, and as a block if it is one."""
        option = OPTIONS.get(directive.name)
        if option is None or directive.name in REMOVED:
            return False
        if self._allowed is not None and directive.name not in self._allowed:
            return False
        if directive.block is not None:
            return directive.name in INLINE
        return option.least <= len(directive.words) <= option.most and _has_known_words(directive)


def _has_known_words(directive: OpenVpnDirective) -> bool:
    """Whether OpenVPN takes the words that it has a list of; which ones those are, stands in add_option."""
    at, pattern = _KNOWN_WORDS.get(directive.name, (0, None))
    return pattern is None or all(pattern.match(word) for word in directive.words[at : at + 1])


def _is_legible(directive: OpenVpnDirective) -> bool:
    """What a release of before took is read all the same; a word too many or too few makes a line another."""
    option = OPTIONS.get(directive.name)
    if option is None or (directive.block is not None and directive.name not in INLINE):
        return False
    return directive.block is not None or option.least <= len(directive.words) <= option.most


def _without_setenv_opt(directive: OpenVpnDirective) -> tuple[OpenVpnDirective, bool]:
    """`setenv opt X`: X, if the program knows it (openvpn(8), --setenv)."""
    if directive.name == "setenv" and directive.words[:1] == ("opt",) and len(directive.words) > 1:
        return directive._replace(name=directive.words[1], words=directive.words[2:]), True
    return directive, False
