"""Several files at once: what became of each of them."""

import pytest

from checker.checks.vpn.imports.batch import ItemState, SourceFile, import_files
from checker.model.codec import Unreadable
from tests.checks.vpn.imports.readings import gateways

FIRST = b"client\nremote 9.9.9.9 1194\n"


def _states(*files: tuple[str, bytes]) -> list[tuple[str, ItemState]]:
    batch = import_files([SourceFile(name=name, content=content) for name, content in files])
    return [(row.file, row.state) for row in batch.rows]


def test_each_thing_of_each_file_has_its_row() -> None:
    assert _states(
        ("Nord.ovpn", FIRST),
        ("Kopie.ovpn", FIRST),
        ("Brief.txt", b"Sehr geehrte Damen und Herren"),
        ("Platz.ovpn", b"client\nremote YOUR_SERVER_IP\n"),
        ("ta.ovpn", b"client\nremote 9.9.9.10\ntls-crypt ta.key\n"),
    ) == [
        ("Nord.ovpn", ItemState.IN_PROFILE),
        ("Kopie.ovpn", ItemState.DUPLICATE),
        ("Brief.txt", ItemState.LEFT_OUT),
        ("Platz.ovpn", ItemState.INCOMPLETE),
        ("ta.ovpn", ItemState.INCOMPLETE),
    ]


def test_nothing_that_can_be_read_is_no_profile() -> None:
    assert import_files([SourceFile(name="a", content=b"")]).result is None


def test_alternatives_make_room_for_what_is_required() -> None:
    many = b"client\n" + b"".join(b"remote 9.9.9.%d\n" % n for n in range(1, 25))
    batch = import_files(
        [SourceFile(name="Viele.ovpn", content=many), SourceFile(name="Nord.ovpn", content=b"client\nremote 9.9.8.8\n")]
    )
    assert batch.result is not None
    assert len(gateways(batch.result)) == 24
    assert gateways(batch.result)[-1]["host"] == "9.9.8.8"
    assert [row.state for row in batch.rows].count(ItemState.LEFT_OUT) == 1


def test_more_required_ones_than_a_profile_holds_are_refused() -> None:
    with pytest.raises(Unreadable):
        import_files([SourceFile(name=f"{n}.ovpn", content=b"client\nremote 9.9.9.%d\n" % n) for n in range(1, 27)])
