"""What goes in, what stays out, and that nobody forgets either."""

import re
from pathlib import Path

import pytest

from checker.checks.reasoning.experiments.registry import EXPERIMENTS
from checker.checks.registry import NAMES
from recipe import exclusions, icons, inclusions, product, pruning
from recipe.completeness import path_faults
from systems import debian_depends, macos, version_resource
from tests.lab.new_check import added

REQUIREMENTS = product.ROOT / "build" / "requirements" / "program.txt"
LISTS = ("DISTRIBUTIONS", "MODULES", "FILES", "EXEMPTIONS", "SYSTEM_LIBRARIES", "STRIPPED")


@pytest.mark.parametrize("name", LISTS)
def test_every_line_of_the_slimming_list_has_its_reason(name: str) -> None:
    lines = getattr(exclusions, name)
    assert lines
    assert all(len(reason) > 5 for reason in lines.values())


def test_a_path_that_windows_might_not_open_ends_the_build(tmp_path: Path) -> None:
    folder = tmp_path / "_internal" / ("d" * 60)
    folder.mkdir(parents=True)
    (folder / ("x" * 49)).touch()
    assert list(path_faults(tmp_path)) == []
    (folder / ("x" * 50)).touch()
    assert len(list(path_faults(tmp_path))) == 1


def test_every_check_is_named_to_the_packager() -> None:
    hidden = inclusions.hidden("windows")
    for name in NAMES:
        module = f"checker.checks.{name}"
        assert {module, f"{module}.probe", f"{module}.diagnose"} <= {*hidden}


def test_every_experiment_is_named_to_the_packager() -> None:
    assert EXPERIMENTS
    assert {experiment.probe for experiment in EXPERIMENTS} <= {*inclusions.hidden("windows")}


def test_only_linux_has_the_engine_of_proxy_scripts() -> None:
    for system, inside in (("linux", True), ("windows", False), ("macos", False)):
        assert ("quickjs" in inclusions.hidden(system)) is inside
        names = {Path(file).name for file, _ in inclusions.data(system)}
        assert "known_models.toml" in names
        assert ({"environment.js", "functions.js"} <= names) is inside
    line = next(text for text in REQUIREMENTS.read_text("utf-8").splitlines() if text.startswith("quickjs-ng"))
    assert line.endswith("; sys_platform == 'linux' \\")


def test_a_new_check_is_named_to_the_packager_without_a_line_here() -> None:
    with added():
        hidden = {*inclusions.hidden("windows")}
    assert {"tests.lab.new_check", "tests.lab.new_check.probe", "tests.lab.new_check.flicker"} <= hidden


def test_what_only_tests_or_the_desk_need_is_left_out() -> None:
    pytest.importorskip("PyInstaller", reason="the build's own packages are not here")
    excluded = inclusions.excluded()
    assert {"pytest", "django", "hypothesis", "babel", "checker.desk", "PyInstaller"} <= {*excluded}
    assert not {"numpy", "cv2", "nacl", "checker", "PySide6", "urllib3", "cryptography"} & {*excluded}


def test_no_package_that_the_client_imports_is_left_out() -> None:
    own = inclusions.distributions()
    assert {"pyside6-essentials", "shiboken6", "cffi", "msgspec", "numpy", "sounddevice", "rich"} <= own
    assert not set(exclusions.DISTRIBUTIONS) & own


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/plugins/platforms/qminimal.dll", False),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", False),
        ("cv2/opencv_videoio_ffmpeg500_64.dll", False),
        ("cv2/cv2.pyd", True),
        ("libX11.so.6", False),
        ("libxcb-cursor.so.0", True),
        ("checker/knowledge/articles/de/vpn.answers.md", True),
    ],
)
def test_the_list_takes_what_it_names(name: str, stays: bool) -> None:
    assert pruning.stays(name) is stays


def test_a_library_that_only_a_removed_plug_in_linked_goes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    links = {"/gtk3": ["libgtk-3.so.0"], "/xcb": ["libQt6Gui.so.6"], "/gui": ["libz.so.1"], "/gtk": ["libatk.so.0"]}
    monkeypatch.setattr(pruning, "_needs", lambda file: links.get(file, []))
    binaries = [
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", "/gtk3", "BINARY"),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/xcb", "BINARY"),
        ("PySide6/Qt/lib/libQt6Gui.so.6", "/gui", "BINARY"),
        ("libgtk-3.so.0", "/gtk", "BINARY"),
        ("libatk.so.0", "/atk", "BINARY"),
        ("libz.so.1", "/z", "BINARY"),
        ("libportaudio.so.2", "/portaudio", "BINARY"),
    ]
    data = [("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK"), ("libgtk.so", "libgtk-3.so.0", "SYMLINK")]
    entries, files = pruning.prune(binaries, data)
    assert [entry[1] for entry in entries] == ["/gui", "/xcb", "/portaudio", "/z"]
    assert [entry[0] for entry in files] == ["libQt6Gui.so.6"]


def test_every_library_left_to_the_system_has_its_debian_package() -> None:
    assert set(exclusions.SYSTEM_LIBRARIES) <= set(debian_depends.PACKAGE_BY_LIBRARY)


def test_the_icon_is_one_that_windows_and_apple_know(tmp_path: Path) -> None:
    icons.write_icons(tmp_path)
    assert (tmp_path / "icon.ico").read_bytes()[:6] == b"\0\0\1\0\4\0"
    apple = (tmp_path / "icon.icns").read_bytes()
    assert apple[:4] == b"icns"
    assert int.from_bytes(apple[4:8], "big") == len(apple)
    assert (tmp_path / "icon.png").read_bytes()[:4] == b"\x89PNG"


def test_windows_is_told_of_screens_paths_and_rights() -> None:
    text = version_resource.manifest()
    for word in ("PerMonitorV2", "<longPathAware", 'level="asInvoker"', "8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a"):
        assert word in text
    assert "@" not in text
    assert product.version() in version_resource.version_info()


def test_macos_is_told_why_in_both_languages() -> None:
    info = macos.info()
    for key in ("NSCameraUsageDescription", "NSMicrophoneUsageDescription", "NSLocalNetworkUsageDescription"):
        assert key in info
    assert set(macos.USAGE) == set(macos.USAGE_EN)


def test_the_files_time_is_the_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert product.epoch() == 1_700_000_000
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert product.epoch() > 1_700_000_000


def test_every_requirement_of_a_build_carries_its_hash() -> None:
    folder = product.ROOT / "build" / "requirements"
    for page in folder.glob("*.txt"):
        for entry in re.split(r"\n(?=\S)", page.read_text("utf-8").replace("\\\n", " ").strip()):
            assert "--hash=sha256:" in entry, f"{page.name}: {entry}"
            assert "://" not in entry, f"{page.name}: {entry}"


WORKFLOWS = sorted((product.ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("page", WORKFLOWS, ids=lambda page: page.stem)
def test_every_action_is_pinned_by_its_commit(page: Path) -> None:
    actions = re.findall(r"uses: (\S+)", page.read_text("utf-8"))
    assert actions
    assert not [action for action in actions if not re.search(r"@[0-9a-f]{40}$", action)]
