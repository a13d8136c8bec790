"""The list as a table: every behaviour of a system that the code assumes, who says so, and where it was confirmed.

`python3 -m checker.client.self_test.table` writes it anew into README.md; a test fails where that lags behind.
"""

from importlib.resources import files
from pathlib import Path

if __name__ == "__main__":  # before what a bare Python lacks is imported
    from checker.bootstrap import ensure_environment

    ensure_environment("program", "checker.client.self_test.table", [])

from checker.client.self_test.assumption import Assumption, Confirmation, Reach
from checker.client.self_test.assumptions import ASSUMPTIONS
from checker.model.systems import SYSTEM_TITLES, SYSTEMS

_BEGIN, _END = "<!-- begin of the table -->\n", "<!-- end of the table -->\n"
_PAGE = "README.md"


def markdown_table() -> str:
    """The whole list, each assumption a row."""
    rows = ["| assumption | systems | what is assumed | matters in | source | confirmed |", "|---|---|---|---|---|---|"]
    rows += [_row(assumption) for assumption in ASSUMPTIONS]
    unconfirmed = [f"`{item.id}`" for item in ASSUMPTIONS if Confirmation.NOWHERE in item.confirmed]
    count = f"{len(ASSUMPTIONS)} assumptions. No machine and no page has confirmed: {', '.join(unconfirmed)}."
    return "\n".join([*rows, "", count, ""])


def _row(assumption: Assumption) -> str:
    is_everywhere = assumption.systems == SYSTEMS
    systems = "all" if is_everywhere else ", ".join(SYSTEM_TITLES[system] for system in assumption.systems)
    mark = " (network)" if assumption.reach is Reach.NETWORK else ""
    confirmed = ", ".join(confirmation.value for confirmation in assumption.confirmed)
    where = ", ".join(assumption.where)
    cells = (f"`{assumption.id}`{mark}", systems, assumption.expected, where, assumption.source, confirmed)
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def stored_page() -> str:
    """The README as it stands in the repository."""
    return files("checker.client.self_test").joinpath(_PAGE).read_text("utf-8")


def page_with_table(page: str) -> str:
    """The README with today's table."""
    before, _, rest = page.partition(_BEGIN)
    return f"{before}{_BEGIN}{markdown_table()}{_END}{rest.partition(_END)[2]}"


def main() -> None:
    """Writes what has changed."""
    page = stored_page()
    if page != page_with_table(page):
        Path(__file__).with_name(_PAGE).write_text(page_with_table(page), "utf-8")


if __name__ == "__main__":
    main()
