"""What goes into the executable: modules that are only imported by name, files that are read at run time."""

import datetime
import re
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from recipe.left_out import DISTRIBUTIONS, MODULES
from recipe.product import ROOT, epoch

BY_NAME = (
    "checker.client.main",
    "checker.client.profile.main",
    "checker.client.window.start",
    "checker.run.worker",
)
"""Imported late by checker.__main__ and the client."""
KINDS = ("causes/*.toml", "articles/*/*.md", "locale/*/LC_MESSAGES/*.mo")


def hidden() -> list[str]:
    """The registry's own list among them: a check cannot be forgotten."""
    from checker.checks.registry import modules

    return [*modules(), *BY_NAME]


def data() -> list[tuple[str, str]]:
    """Files that are read at run time, each with its folder in the package."""
    knowledge = ROOT / "checker" / "knowledge"
    found = [page for kind in KINDS for page in sorted(knowledge.glob(kind))]
    found += sorted((ROOT / "checker" / "checks" / "speaker" / "voices").glob("*/*.wav"))
    return [(str(page), page.parent.relative_to(ROOT).as_posix()) for page in found]


def excluded() -> list[str]:
    """The slimming list, and every package of this environment that the client does not need: tests', the build's."""
    ours = distributions()
    named = metadata.packages_distributions()
    foreign = [top for top, makers in named.items() if not {canonicalize_name(maker) for maker in makers} & ours]
    return sorted({*MODULES, *(top for top in foreign if re.fullmatch(r"\w+", top) and top != "checker")})


def distributions() -> set[str]:
    """Canonical names of the packages that the client needs here: those of program.in, and what they ask for."""
    lines = (ROOT / "build" / "requirements" / "program.in").read_text("utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]
    open_names = [canonicalize_name(one.name) for one in wanted]
    found: set[str] = set()
    while open_names:
        name = open_names.pop()
        if name in found or name in DISTRIBUTIONS:
            continue
        try:
            asked = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # another system's
        found.add(name)
        needed = [Requirement(line) for line in asked]
        open_names += [canonicalize_name(one.name) for one in needed if one.marker is None or _holds(one)]
    return found


def _holds(one: Requirement) -> bool:
    return one.marker is not None and one.marker.evaluate({"extra": ""})


def compile_catalogues() -> None:
    """Every .po beside its .mo. The packaged program has no Babel."""
    from babel.messages import mofile, pofile

    when = datetime.datetime.fromtimestamp(epoch(), datetime.UTC)
    for page in sorted((ROOT / "checker").rglob("*.po")):
        with page.open("rb") as source, page.with_suffix(".mo").open("wb") as made:
            catalogue = pofile.read_po(source)
            catalogue.creation_date = catalogue.revision_date = when  # Babel would write the time of the build
            mofile.write_mo(made, catalogue)


def make_voices() -> None:
    """The digits that the speaker's check plays. Without espeak-ng the program plays tones to be counted instead."""
    from voices import PLACE, make

    if not make(PLACE) and not PLACE.exists():
        print("No espeak-ng here: the speaker's check will play tones instead of spoken digits.")
