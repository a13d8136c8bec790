"""Sections of `key=value`, as Windows' profile functions read them: `[name]`, a key once, capitals do not count."""

import re
from dataclasses import dataclass, field

_SECTION = re.compile(r"^[ \t]*\[([^\]\n]*)\]")


@dataclass
class IniSection:
    """Keys in small letters; the first one counts, as GetPrivateProfileString has it. `line`: where it begins."""

    name: str
    line: int
    values: dict[str, str] = field(default_factory=dict)

    def value(self, *keys: str) -> str:
        """The first of these keys that has a value; empty without one."""
        return next((text for key in keys if (text := self.values.get(key, ""))), "")


def parse_sections(text: str) -> list[IniSection]:
    """In their order; lines before the first one belong to a section without a name."""
    sections = [IniSection("", 1)]
    for number, line in enumerate(text.split("\n"), 1):
        if match := _SECTION.match(line):
            sections.append(IniSection(match[1].strip(), number))
        elif "=" in line and not line.lstrip().startswith(";"):
            key, _, value = line.partition("=")
            # Cisco writes an exclamation mark before what users may not change
            sections[-1].values.setdefault(key.strip().lstrip("!").lower(), value.strip().strip('"'))
    return sections
