"""What the frame of every page needs."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.http import HttpRequest

from checker.desk.firm.current import firm_of
from checker.desk.pages.language import page_language
from checker.desk.pages.style import report_style

STATIC = Path(__file__).parent.parent / "static"


def page(request: HttpRequest) -> dict[str, Any]:
    """The firm, the language, and a mark of the style's version so that a browser fetches a newer one."""
    return {
        "firm": firm_of(request),
        "language": page_language(),
        "style": style_version(),
        "here": request.get_full_path(),
    }


@cache
def style_version() -> str:
    """Changes with the stylesheets."""
    stylesheets = b"".join(sheet.read_bytes() for sheet in sorted(STATIC.rglob("*.css")))
    return sha256(stylesheets + report_style().encode()).hexdigest()[:12]
