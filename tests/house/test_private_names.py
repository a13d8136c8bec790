"""Tests touch no private name of the product, but for those listed here: a test that does ties the product's hands."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OWN = {"self", "cls"}
LENT = {"_obj", "_meta", "_replace", "_asdict", "_base_executable", "_MEIPASS", "_exit"}
"""Of others, and without a public name: ctypes.byref's, Django's and namedtuple's documented ones, Python's own."""
PACKAGES = {"checker", "recipe", "systems", "sign", "licences", "wine"}
EXCEPTIONS = {
    # the border to the system, replaced for the test: rights, clock, files, locks, who is asked
    "bootstrap/test_virtual_environment.py": 2,
    "build/test_recipe.py": 1,
    "checks/devices/audio/streams/test_stream.py": 1,
    "client/delivery/storage/test_file_lock.py": 1,
    "client/delivery/test_upload_worker.py": 2,
    "net/icmp/test_error_origin.py": 1,
    "net/icmp/test_path_mtu.py": 2,
    "net/metered/test_others.py": 1,
    "net/pac/test_finding.py": 2,
    "net/pac/test_systems.py": 1,
    "net/wifi/test_radio.py": 1,
    # parts of a format or an answer, any bytes of which the public function would need a whole network for
    "build/test_archive.py": 2,
    "build/test_licences.py": 1,
    "desk/reports/inbox/test_new_check.py": 1,
    "net/icmp/test_traceroute.py": 1,
    "net/icmp/test_windows.py": 1,
    "net/stun/test_nat_mapping.py": 1,
    # what nobody else may reach: a script's process and its limits, a digit that only the speaker says
    "client/window/controllers/test_real_sound.py": 1,
    "net/pac/test_evaluation.py": 4,
    # what happens when time is over, without waiting; and what a window or a language left behind
    "client/window/controllers/test_profile_controller.py": 1,
    "client/window/controllers/test_self_test_controller.py": 1,
    "client/window/controllers/test_trials.py": 4,
}
"""How often each file may, by the reason. Fewer is fine: then the figure goes down too."""


def private_names(tree: ast.AST) -> Iterator[str]:
    """Every private attribute, import and patched name that is not the test's own."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in OWN:
                continue
            case ast.Attribute(attr=name) if _is_private(name):
                yield name
            case ast.ImportFrom(module=str(module), names=names) if module.partition(".")[0] in PACKAGES:
                yield from (alias.name for alias in names if _is_private(alias.name))
            case ast.Call(func=ast.Attribute(attr="setattr" | "delattr" | "object"), args=[*arguments]):
                for argument in arguments[:2]:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        name = argument.value.rpartition(".")[2]
                        if _is_private(name):
                            yield name


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__") and name not in LENT


def test_private_names_are_touched_only_where_it_is_said() -> None:
    touched = {
        file.relative_to(ROOT / "tests").as_posix(): [*private_names(ast.parse(file.read_text("utf-8")))]
        for file in sorted((ROOT / "tests").rglob("*.py"))
    }
    assert {file: names for file, names in touched.items() if len(names) != EXCEPTIONS.get(file, 0)} == {}


def test_the_rule_sees_each_way_to_touch_one() -> None:
    source = """
from checker.net import _hidden
from tests.lab import _own
monkeypatch.setattr(module, "_seam", 1)
monkeypatch.setattr("checker.net.clock._now", 2)
page._bar.text()
self._mine = structure._replace(x=1)
"""
    assert sorted(private_names(ast.parse(source))) == ["_bar", "_hidden", "_now", "_seam"]
