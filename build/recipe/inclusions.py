"""What goes into the executable: modules that are only imported by name, files that are read at run time."""

import datetime
import re
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from recipe.exclusions import DISTRIBUTIONS, MODULES
from recipe.product import ROOT, epoch

IMPORTED_BY_NAME = (
    "checker.client.main",
    "checker.client.authoring.main",
    "checker.client.history.main",
    "checker.client.removal.main",
    "checker.client.window.app.removal_dialog",
    "checker.client.window.app.start",
    "checker.net.receiver_process",
    "checker.run.worker",
)
"""Imported late by checker.__main__ and the client."""
LINUX_MODULES = ("checker.net.pac.evaluation.script_process", "quickjs")
"""Run proxy scripts, which Windows and macOS run themselves."""
DATA_PATTERNS = (
    "glossary.toml",
    "step_aids.toml",
    "spoken_codes.txt",
    "causes/*.toml",
    "articles/*/*.md",
    "locale/*/LC_MESSAGES/*.mo",
)


def hidden(system: str) -> list[str]:
    """The registries' own lists among them: no check and no experiment can be forgotten."""
    from checker.checks.reasoning.experiments.registry import EXPERIMENTS
    from checker.checks.registry import modules

    return [
        *modules(),
        *(experiment.probe for experiment in EXPERIMENTS),
        *IMPORTED_BY_NAME,
        *(LINUX_MODULES if system == "linux" else ()),
    ]


def data(system: str) -> list[tuple[str, str]]:
    """Files that are read at run time, each with its folder in the package."""
    knowledge = ROOT / "checker" / "knowledge"
    files = [file for pattern in DATA_PATTERNS for file in sorted(knowledge.glob(pattern))]
    files += sorted((ROOT / "checker" / "checks" / "speaker" / "voices").glob("*/*.wav"))
    files.append(ROOT / "checker" / "checks" / "devices" / "known_models.toml")
    files.append(ROOT / "checker" / "checks" / "camera" / "capture" / "camera_kinds.toml")
    files.append(ROOT / "checker" / "checks" / "camera" / "picture" / "face_model.tflite")
    files.append(ROOT / "checker" / "checks" / "microphone" / "analysis" / "speech_model.npz")
    if system == "linux":
        files += sorted((ROOT / "checker" / "net" / "pac" / "evaluation").glob("*.js"))
    return [(str(file), file.parent.relative_to(ROOT).as_posix()) for file in files]


def excluded() -> list[str]:
    """The slimming list, and every package of this environment that the client does not need: tests', the build's."""
    needed = distributions()
    makers_by_module = metadata.packages_distributions()
    foreign = [
        top for top, makers in makers_by_module.items() if not {canonicalize_name(maker) for maker in makers} & needed
    ]
    return sorted({*MODULES, *(top for top in foreign if re.fullmatch(r"\w+", top) and top != "checker")})


def distributions() -> set[str]:
    """Canonical names of the packages that the client needs here: those of program.in, and what they ask for."""
    lines = (ROOT / "build" / "requirements" / "program.in").read_text("utf-8").splitlines()
    requirements = [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]
    open_names = [canonicalize_name(requirement.name) for requirement in requirements]
    names: set[str] = set()
    while open_names:
        name = open_names.pop()
        if name in names or name in DISTRIBUTIONS:
            continue
        try:
            required = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # another system's
        names.add(name)
        needed = [Requirement(line) for line in required]
        open_names += [
            canonicalize_name(requirement.name)
            for requirement in needed
            if requirement.marker is None or _applies(requirement)
        ]
    return names


def _applies(requirement: Requirement) -> bool:
    return requirement.marker is not None and requirement.marker.evaluate({"extra": ""})


def compile_catalogues(root: Path = ROOT) -> None:
    """Every .po beside its .mo. What is packaged has no Babel."""
    from babel.messages import mofile, pofile

    when = datetime.datetime.fromtimestamp(epoch(), datetime.UTC)
    for page in sorted((root / "checker").rglob("*.po")):
        with page.open("rb") as source, page.with_suffix(".mo").open("wb") as made:
            catalogue = pofile.read_po(source)
            catalogue.creation_date = catalogue.revision_date = when  # Babel would write the time of the build
            mofile.write_mo(made, catalogue)


def make_voices() -> None:
    """The digits that the speaker's check plays. Without espeak-ng the program plays tones to be counted instead."""
    from voices import VOICES_FOLDER, synthesize_all

    if not synthesize_all(VOICES_FOLDER) and not VOICES_FOLDER.exists():
        print("No espeak-ng here: the speaker's check will play tones instead of spoken digits.")
