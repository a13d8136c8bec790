"""The JSON Schema of report and profile, made from the structs; with every fact that a check may observe.

`python3 -m checker.checks.schema` writes schemas/*.json anew; a test fails where they lag behind.
"""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # before what a bare Python lacks is imported
    from checker.bootstrap import ensure_environment

    ensure_environment("program", "checker.checks.schema", [])

import msgspec

from checker.checks.registry import checks
from checker.model.profile import Profile
from checker.model.report import Report

BASE = "https://json-schema.org/draft/2020-12/schema"


def report_schema() -> dict[str, Any]:
    """The schema of a report. `x-facts` tells for each check what may stand in its observations, and why."""
    schema = {"$schema": BASE, "title": "Homeoffice-Check report", **msgspec.json.schema(Report)}
    schema["x-facts"] = {name: [msgspec.to_builtins(fact) for fact in check.facts] for name, check in checks().items()}
    return schema


def profile_schema() -> dict[str, Any]:
    """The schema of a profile, each check's needs included."""
    checks_by_name = checks()
    types = [Profile, *(check.need for check in checks_by_name.values())]
    references, components = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    needs = dict(zip(checks_by_name, references[1:], strict=True))
    components["Profile"]["properties"]["needs"] |= {"properties": needs, "additionalProperties": False}
    return {"$schema": BASE, "title": "Homeoffice-Check profile", **references[0], "$defs": components}


SCHEMAS = {"report": report_schema, "profile": profile_schema}


def schema_text(name: str) -> str:
    """The schema as it is kept: sorted, indented, ending in a newline."""
    return json.dumps(SCHEMAS[name](), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def stored_schema(name: str) -> str:
    """The schema as it stands in the repository, or nothing."""
    page = files("checker.checks").joinpath("schemas", f"{name}.json")
    return page.read_text("utf-8") if page.is_file() else ""


def main() -> None:
    """Writes what has changed."""
    folder = Path(__file__).parent / "schemas"
    folder.mkdir(exist_ok=True)
    for name in SCHEMAS:
        if stored_schema(name) != schema_text(name):
            (folder / f"{name}.json").write_text(schema_text(name), "utf-8")


if __name__ == "__main__":
    main()
