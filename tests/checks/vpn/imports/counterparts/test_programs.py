"""The import beside the programs whose files it reads: the same host, port, transport and keys out of the same file.

A few files here; `python3 -m tests.bench imports` makes and compares thousands.
"""

import os
import shutil
import sys
from pathlib import Path

import pytest

from checker.checks.vpn.imports.importer import import_file
from checker.checks.vpn.imports.notes import LINES_REJECTED
from checker.checks.vpn.imports.readers.openvpn.options import OPTIONS, Bearing
from checker.model.codec import Unreadable
from tests.checks.vpn.imports.counterparts import openvpn_program, swanctl_program, wireguard_program
from tests.checks.vpn.imports.counterparts.openvpn_grammar import make_openvpn_file
from tests.checks.vpn.imports.counterparts.openvpn_lines import CONTEXTS, LINES
from tests.checks.vpn.imports.counterparts.swanctl_grammar import make_swanctl_file
from tests.checks.vpn.imports.counterparts.wireguard_grammar import make_wireguard_file
from tests.net.certificates import Authority

FILES = 40
_PASSED_OVER = (Bearing.NO_BEARING, Bearing.SERVER, Bearing.STATIC_KEY)
needs_openvpn = pytest.mark.skipif(shutil.which("openvpn") is None, reason="openvpn is not installed")
needs_wireguard = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not all(map(shutil.which, wireguard_program.PROGRAMS)),
    reason="wireguard-go needs root, a namespace and the programs",
)


@needs_openvpn
def test_openvpn_reads_the_same(company: Authority, tmp_path: Path) -> None:
    authority = company.path.read_text()
    for seed in range(FILES):
        file = make_openvpn_file(seed, authority)
        program = openvpn_program.connections_of_program(file, tmp_path)
        assert openvpn_program.difference(file, program) == "", seed


@needs_wireguard
def test_wireguard_reads_the_same(tmp_path: Path) -> None:
    with wireguard_program.wireguard_interface(tmp_path) as name:
        for seed in range(FILES):
            content, _ = make_wireguard_file(seed)
            program = wireguard_program.peers_of_program(content, name, tmp_path)
            assert wireguard_program.difference(content, program) == "", seed


@pytest.mark.netns
def test_swanctl_reads_the_same(tmp_path: Path) -> None:
    with swanctl_program.charon(tmp_path) as swanctl:
        for seed in range(FILES):
            content = make_swanctl_file(seed)
            program = swanctl_program.gateways_of_program(content, tmp_path / "made.conf", swanctl)
            assert swanctl_program.difference(content, program) == "", seed


@needs_openvpn
def test_every_option_of_openvpn_is_known() -> None:
    """What `openvpn --help` lists has a bearing; nothing of it is dropped unseen."""
    assert openvpn_program.options_of_program() <= set(OPTIONS)


def test_every_option_that_has_a_bearing_is_acted_on() -> None:
    """An option may be passed over in silence only because it changes nothing that a stranger could see."""
    for name, option in OPTIONS.items():
        if option.bearing in _PASSED_OVER or name == "ignore-unknown-option":
            continue
        line = LINES.get(name, " ".join([name, *("7" for _ in range(max(option.least, 1)))]))
        context = f"client\nremote a.muster.example\n{CONTEXTS.get(name, '')}"
        plain, changed = (import_file(f"{context}{more}\n".encode(), "x.ovpn") for more in ("", line))
        assert changed != plain, name


@pytest.mark.parametrize("name", [name for name, option in OPTIONS.items() if option.bearing is Bearing.SERVER])
def test_a_servers_options_make_it_a_servers_file(name: str) -> None:
    words = "server" if name == "mode" else " ".join("7" for _ in range(OPTIONS[name].least))
    with pytest.raises(Unreadable) as refused:
        import_file(f"dev tun\nport 1194\n{name} {words}\n".encode(), "server.conf")
    assert refused.value.refusal.kind == "import-nothing"


def test_an_unknown_option_may_be_ignored_by_name() -> None:
    ignored = import_file(
        b"client\nignore-unknown-option neu --neuer\nneu 7\nneuer\nremote a.muster.example\n", "x.ovpn"
    )
    unknown = import_file(b"client\nneu 7\nremote a.muster.example\n", "x.ovpn")
    assert [note.text for note in ignored.notes] == []
    assert [note.render("en") for note in unknown.notes] == [LINES_REJECTED.render("en", lines="2")]
