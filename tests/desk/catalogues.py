"""The catalogues of all parts of the program, compiled as the bootstrap does it."""

import uuid
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CHECKER = Path(__file__).parents[2] / "checker"


def compile_catalogues() -> None:
    """Those that are older than their source. Put in place at once, since other tests may be reading them."""
    for po in CHECKER.rglob("locale/*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            fresh = mo.with_suffix(f".{uuid.uuid4().hex}")
            with po.open("rb") as source, fresh.open("wb") as target:
                write_mo(target, read_po(source))
            fresh.replace(mo)
