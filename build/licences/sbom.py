"""A software bill of materials: CycloneDX 1.6 as JSON (ECMA-424), written by hand as a few objects suffice."""

import datetime
import json
import uuid
from collections.abc import Iterable
from typing import Any

from licences.parts import ThirdPartyPart
from recipe.product import NAME, epoch, version

_SPACE = uuid.UUID("6f9619ff-8b86-5011-b42d-00c04fc964ff")
"""Only there so that the same parts make the same serial number."""


def make_sbom(parts: Iterable[ThirdPartyPart]) -> dict[str, Any]:
    """The document. Depends on nothing but the parts, the version and the sources' time."""
    components = [_component(part) for part in parts]
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
        "dependencies": [{"ref": NAME, "dependsOn": [component["bom-ref"] for component in components]}],
    }


def _component(part: ThirdPartyPart) -> dict[str, Any]:
    component: dict[str, Any] = {"type": "library", "bom-ref": f"part:{part.name}", "name": part.name}
    if part.version:
        component["version"] = part.version
    component["licenses"] = [_licence(part.licence)]
    if part.purl:
        component["purl"] = part.purl
    if part.source:
        component["externalReferences"] = [{"type": "website", "url": part.source}]
    return component


def _licence(expression: str) -> dict[str, Any]:
    return {"expression": expression}
