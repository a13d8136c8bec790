"""A software bill of materials: CycloneDX 1.6 as JSON (ECMA-424), written by hand as a few objects suffice."""

import datetime
import json
import uuid
from collections.abc import Iterable
from typing import Any

from licences.found import Part
from recipe.product import NAME, epoch, version

_SPACE = uuid.UUID("6f9619ff-8b86-5011-b42d-00c04fc964ff")
"""Only there so that the same parts make the same serial number."""


def bill(found: Iterable[Part]) -> dict[str, Any]:
    """The document. Depends on nothing but the parts, the version and the sources' time."""
    components = [_component(part) for part in found]
    subject = {"type": "application", "bom-ref": NAME, "name": NAME, "version": version()}
    content = json.dumps([subject, components], sort_keys=True)
    when = datetime.datetime.fromtimestamp(epoch(), datetime.UTC)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_SPACE, content)}",
        "version": 1,
        "metadata": {"timestamp": when.strftime("%Y-%m-%dT%H:%M:%SZ"), "component": subject},
        "components": components,
        "dependencies": [{"ref": NAME, "dependsOn": [one["bom-ref"] for one in components]}],
    }


def _component(part: Part) -> dict[str, Any]:
    told: dict[str, Any] = {"type": "library", "bom-ref": f"part:{part.name}", "name": part.name}
    if part.version:
        told["version"] = part.version
    told["licenses"] = [_licence(part.licence)]
    if part.purl:
        told["purl"] = part.purl
    if part.source:
        told["externalReferences"] = [{"type": "website", "url": part.source}]
    return told


def _licence(said: str) -> dict[str, Any]:
    return {"expression": said}
