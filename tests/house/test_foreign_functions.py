"""Every function of a system library is declared with what it takes and returns, and called with as many arguments.

A pointer that passes undeclared loses its upper half on a 64-bit system, on some PCs and some days only.
"""

import ast
import ctypes
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from checker.net.foreign_library import Functions, Signature, load_library

CHECKER = Path(__file__).resolve().parents[2] / "checker"
LOADER = "net/foreign_library.py"
BEFORE_PACKAGES = ("bootstrap/standard_streams.py", "bootstrap/system_libraries.py")
"""Run with the standard library alone, and declare in place or only look whether a library is there."""
CLASSES, SHELVES = {"CDLL", "WinDLL", "OleDLL", "PyDLL"}, {"windll", "cdll", "oledll", "pydll"}
FOREIGN_NAME = re.compile(r"(?:[A-Z][a-z0-9]+[A-Z_]|CF[A-Z]|CM_)\w*|(?:objc|sel|mach|xcb)_\w+")
"""How Windows, CoreFoundation, Objective-C, Mach and XCB name their functions; no method of ours is named so."""
FILES = [file for file in sorted(CHECKER.rglob("*.py")) if "ctypes" in file.read_text("utf-8")]


def name_of(file: Path) -> str:
    return file.relative_to(CHECKER).as_posix()


def tables() -> dict[str, Functions]:
    """Every declaration, by its module."""
    functions = {}
    for file in sorted(CHECKER.rglob("*.py")):
        if re.search(r"^\w*FUNCTIONS: Functions = ", file.read_text("utf-8"), re.MULTILINE):
            module = importlib.import_module(f"checker.{name_of(file)[:-3].replace('/', '.')}")
            functions |= {
                f"{module.__name__}.{name}": value for name, value in vars(module).items() if name.endswith("FUNCTIONS")
            }
    return functions


DECLARED: dict[str, Signature] = {name: signature for table in tables().values() for name, signature in table.items()}


def imported_names(tree: ast.Module) -> set[str]:
    return {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def foreign_calls(tree: ast.Module) -> Iterator[ast.Call]:
    """Calls of an attribute that is named like a foreign function, of anything but an imported module or class."""
    imported = imported_names(tree)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and FOREIGN_NAME.fullmatch(node.func.attr)
        ):
            root = node.func.value
            while isinstance(root, ast.Attribute):
                root = root.value
            if not (isinstance(root, ast.Name) and root.id in imported):
                yield cast(ast.Call, node)


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_calls_are_declared_and_complete(file: Path) -> None:
    if name_of(file) in BEFORE_PACKAGES:
        pytest.skip("declares in place: the test below")
    for call in foreign_calls(ast.parse(file.read_text("utf-8"))):
        assert isinstance(call.func, ast.Attribute)
        name = call.func.attr
        assert name in DECLARED, f"line {call.lineno}: {name} has no declaration in a FUNCTIONS"
        if not any(isinstance(argument, ast.Starred) for argument in call.args):
            assert len(call.args) == len(DECLARED[name].arguments), f"line {call.lineno}: {name}"
        assert not call.keywords


def loads(tree: ast.Module) -> Iterator[int]:
    """Lines that load a library; `library: ctypes.CDLL` is a type."""
    for node in ast.walk(tree):
        function = node.func if isinstance(node, ast.Call) else None
        if isinstance(function, ast.Attribute) and function.attr in CLASSES:
            yield function.lineno
        if isinstance(node, ast.Attribute) and node.attr in SHELVES:
            yield node.lineno


def test_only_the_loader_loads() -> None:
    loading = [
        f"{name_of(file)}:{line}"
        for file in FILES
        if name_of(file) not in (LOADER, *BEFORE_PACKAGES)
        for line in loads(ast.parse(file.read_text("utf-8")))
    ]
    assert loading == []


def test_what_runs_before_the_packages_declares_in_place() -> None:
    for name in BEFORE_PACKAGES:
        source = (CHECKER / name).read_text("utf-8")
        for call in foreign_calls(ast.parse(source)):
            assert isinstance(call.func, ast.Attribute)
            for part in ("argtypes", "restype"):
                assert f"{call.func.attr}.{part}" in source, f"{name}: {call.func.attr} has no {part}"


@pytest.mark.parametrize("name", DECLARED)
def test_declarations_are_types(name: str) -> None:
    signature = DECLARED[name]
    assert isinstance(signature, Signature)
    assert signature.result is None or hasattr(signature.result, "from_param")
    for argument in signature.arguments:
        assert hasattr(argument, "from_param")


def test_a_function_has_the_same_types_everywhere() -> None:
    declarations = [item for table in tables().values() for item in table.items()]
    assert [name for name, signature in declarations if DECLARED[name] != signature] == []
    assert len(declarations) > 40


def test_a_library_without_the_function_is_no_library() -> None:
    libc = load_library("libc.so.6", {"strlen": Signature(ctypes.c_size_t, (ctypes.c_char_p,))})
    assert libc.strlen(b"four") == 4
    with pytest.raises(ctypes.ArgumentError):
        libc.strlen(4)
    with pytest.raises(OSError, match="has no no_such_function"):
        load_library("libc.so.6", {"no_such_function": Signature(None)})


def test_the_reader_sees_an_undeclared_call() -> None:
    lines = ("import ctypes", "x = ctypes.CDLL('x')", "x.GetTickCount64()", "ctypes.CFUNCTYPE(int)", "x.xcb_connect(1)")
    tree = ast.parse("\n".join(lines))
    assert [call.lineno for call in foreign_calls(tree)] == [3, 5]
    assert list(loads(tree)) == [2]
