"""Faults from a folder that is not the project's: what they may import, and how they are taken in. README.md tells how.

Nothing here changes its name or its arguments: files that others have written rest on it.
"""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from tests.lab.faults import layout as at
from tests.lab.faults.kinds.every import FAULTS
from tests.lab.faults.kinds.fault import broken_by
from tests.lab.faults.layout import CGNAT, DS_LITE, PUBLIC, FirstLink, Layout
from tests.lab.faults.town import Town
from tests.lab.faults.truth.injected import Injected, Scope
from tests.lab.faults.tunnel import tunnel
from tests.lab.faults.visit import Visit
from tests.net import servers

__all__ = [
    "CGNAT",
    "DS_LITE",
    "PUBLIC",
    "FirstLink",
    "Injected",
    "Layout",
    "Scope",
    "Town",
    "Visit",
    "at",
    "broken_by",
    "outside_faults",
    "servers",
    "tunnel",
]


def outside_faults(folder: Path) -> list[str]:
    """The names of the faults that the folder's files enter, in the order of the files.

    Raises FileNotFoundError for a folder without any file, and whatever a file raises.
    """
    files = sorted(folder.glob("*.py"))
    if not files:
        raise FileNotFoundError(folder)
    before = set(FAULTS)
    sys.path.insert(0, str(folder))
    try:
        for file in files:
            name = f"outside_faults_{file.stem}"
            spec = spec_from_file_location(name, file)
            if name in sys.modules or spec is None or spec.loader is None:
                continue
            sys.modules[name] = module = module_from_spec(spec)
            spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(folder))
    return [name for name in FAULTS if name not in before]
