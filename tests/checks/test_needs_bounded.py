"""Whatever a profile may ask for has an end: no list, text or number of it can be as large as its author likes."""

import math
from collections.abc import Iterator

import msgspec
import pytest
from msgspec import inspect

from checker.checks.registry import checks
from checker.model.profile import FirmContact, Profile

STRUCTS = [check.need for check in checks().values()]
LONGEST = 100_000
"""Letters: the certificates of a company's authorities."""


def fields() -> Iterator[tuple[str, inspect.Type]]:
    """Every value in every struct that a need is made of."""
    open_types: list[inspect.Type] = list(inspect.multi_type_info([*STRUCTS, FirmContact]))
    visited = set()
    while open_types:
        struct = open_types.pop()
        if not isinstance(struct, inspect.StructType) or struct.cls in visited:
            continue
        visited.add(struct.cls)
        for field in struct.fields:
            for part in _parts(field.type):
                if isinstance(part, inspect.StructType):
                    open_types.append(part)
                else:
                    yield f"{struct.cls.__name__}.{field.name}", part


def _parts(kind: inspect.Type) -> Iterator[inspect.Type]:
    if isinstance(kind, inspect.Metadata):
        yield from _parts(kind.type)
    elif isinstance(kind, inspect.UnionType):
        for part in kind.types:
            yield from _parts(part)
    else:
        yield kind
        if isinstance(kind, (inspect.ListType, inspect.VarTupleType)):
            yield from _parts(kind.item_type)


FIELDS = list(fields())


def test_fields_were_found() -> None:
    assert len(FIELDS) > 80
    assert "OpenVpnGateway.host" in dict(FIELDS)


def test_every_text_has_an_end() -> None:
    texts = [(name, kind) for name, kind in FIELDS if isinstance(kind, inspect.StrType)]
    assert [name for name, kind in texts if kind.max_length is None or kind.max_length > LONGEST] == []


def test_every_list_has_an_end() -> None:
    lists = [(name, kind) for name, kind in FIELDS if isinstance(kind, (inspect.ListType, inspect.VarTupleType))]
    assert [name for name, kind in lists if kind.max_length is None or kind.max_length > 100] == []


def test_every_number_has_an_end() -> None:
    numbers = [(name, kind) for name, kind in FIELDS if isinstance(kind, (inspect.FloatType, inspect.IntType))]
    assert [name for name, kind in numbers if kind.le is None and kind.lt is None] == []
    assert [name for name, kind in numbers if kind.ge is None and kind.gt is None] == []


@pytest.mark.parametrize("number", [math.inf, math.nan, -1.0])
def test_no_need_takes_a_number_that_is_none(number: float) -> None:
    for struct in STRUCTS:
        for field in inspect.type_info(struct).fields:  # type: ignore[attr-defined]
            if any(isinstance(part, inspect.FloatType) for part in _parts(field.type)):
                with pytest.raises(msgspec.ValidationError):
                    msgspec.convert({field.name: number}, struct)


def test_no_pattern_takes_a_line_break_at_its_end() -> None:
    """Python's `$` stands before one, too; in a header it would begin another."""
    assert [name for name, kind in FIELDS if _takes_line_break(kind)] == []


def _takes_line_break(kind: inspect.Type) -> bool:
    pattern = getattr(kind, "pattern", None)
    return pattern is not None and pattern.endswith("$")


def test_a_profile_is_as_bounded_as_its_parts() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"code": "ACME-7F3K\n", "customer": "ACME"}, Profile)
