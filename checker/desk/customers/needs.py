"""What a technician writes about a customer's workplaces: TOML, a table a check. Mistakes in the page's language."""

from collections.abc import Collection
from typing import Any

from checker.checks.profile_toml import InvalidProfileToml, parse_needs
from checker.desk.pages.language import page_language
from checker.model.record import Record

MAX_LENGTH = 100_000


class NeedsProblem(Record, frozen=True, kw_only=True):
    """What is wrong, in a sentence; `line` counts from 1; `detail` is what the reader of the format said."""

    message: str
    line: int | None = None
    detail: str = ""


class InvalidNeeds(Exception):  # noqa: N818 - carries a NeedsProblem
    """The text is not what a profile may hold."""

    def __init__(self, problem: NeedsProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def parse_customer_needs(toml: str) -> dict[str, dict[str, Any]]:
    """The tables by check. Raises InvalidNeeds."""
    try:
        return parse_needs(toml)
    except InvalidProfileToml as mistaken:
        mistake = mistaken.mistake
        problem = NeedsProblem(message=mistake.describe(page_language()), line=mistake.line, detail=mistake.detail)
        raise InvalidNeeds(problem) from mistaken


def gateway_names(needs: dict[str, dict[str, Any]]) -> dict[str, str]:
    """The gateways of the profile: the name of each by its id."""
    return {gateway["id"]: gateway["name"] for gateway in needs.get("vpn", {}).get("gateways", [])}


def with_gateways(needs: dict[str, dict[str, Any]], ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """The same with these gateways alone; with all where none of them is there: no way in would be left unchecked."""
    gateways = [gateway for gateway in needs.get("vpn", {}).get("gateways", []) if gateway["id"] in ids]
    return {**needs, "vpn": {**needs["vpn"], "gateways": gateways}} if gateways else needs
