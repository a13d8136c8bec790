"""Configurations in JSON: strongSwan's profiles and Sophos' provisioning files."""

import json

from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.readers import sophos, strongswan
from checker.checks.vpn.imports.recognition import unknown_file
from checker.checks.vpn.imports.refusals import damaged_file
from checker.model.codec import Unreadable


def is_json(text: str) -> bool:
    """Whether this is JSON at all: an object, or a list of something. Other texts begin with a bracket too (RTF)."""
    start = text.lstrip()
    inner = start[1:].lstrip()[:1]
    return (start.startswith("{") and inner in ('"', "}", "")) or (
        start.startswith("[") and inner in ("{", '"', "]", "[")
    )


def read(raw: bytes, text: str, file: str) -> ImportBuilder:
    """Raises Unreadable, with the line for what is damaged."""
    try:
        tree = json.loads(text)
    except json.JSONDecodeError as error:
        raise damaged_file("JSON", "json", line=error.lineno) from error
    except RecursionError as error:
        raise damaged_file("JSON", "too deep", line=1) from error
    if sophos.is_provisioning(tree):
        return sophos.read(tree, file)
    if strongswan.is_profile(tree):
        return strongswan.read(tree, file)
    raise Unreadable(unknown_file(raw, text))
