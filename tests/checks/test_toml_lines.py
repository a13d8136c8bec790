"""Finding the line of a mistake."""

import pytest

from checker.checks.toml_lines import line_number

TOML = '''# first
[needs.computer]
memory_gib = 8
'quoted' = 1

[[needs.vpn.gateways]]
id = "a"
ca = """
[needs.fake]
port = 1
"""
port = 443
[needs.vpn.gateways.more]
deep = true

[[needs.vpn.gateways]]
port = 99
[needs.vpn.gateways.more]
deep = false
[needs."line"]
roles = ["mail", "cook"]
limits = { down = 3 }
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("needs.computer", 2),
        ("needs.computer.memory_gib", 3),
        ("needs.computer.quoted", 4),
        ("needs.computer.absent", 2),
        ("needs.vpn.gateways", 6),
        ("needs.vpn.gateways[0]", 6),
        ("needs.vpn.gateways[0].port", 12),
        ("needs.vpn.gateways[0].more.deep", 14),
        ("needs.vpn.gateways[1].port", 17),
        ("needs.vpn.gateways[1].more.deep", 19),
        ("needs.vpn.gateways[7].port", 6),
        ("needs.line.roles[1]", 21),
        ("needs.line.limits.down", 22),
        ("needs.fake", None),
        ("elsewhere", None),
        ("", None),
    ],
)
def test_line_of(path: str, line: int | None) -> None:
    assert line_number(TOML, path) == line
