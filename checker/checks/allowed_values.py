"""What may stand at a place of a profile's needs, in a sentence: read off the structs themselves. Pure."""

import re
from collections.abc import Sequence
from enum import Enum
from typing import Any

from msgspec import inspect as shapes

from checker.model.text import Text

_STEP = re.compile(r"\[(?P<index>\d+|\.\.\.)\]|\.?(?P<key>[^.\[\]]+)")


def allowed_values(need: type, path: str, table: object) -> Text | None:
    """`path` as msgspec names it, such as `.gateways[0].port`; `table` is what was written, for the kind of a gateway.

    None where there is nothing to list.
    """
    place = _shape_at(shapes.type_info(need), _steps(path), table)
    return _describe(place) if place is not None else None


def allowed_keys(need: type, path: str, table: object) -> tuple[str, ...]:
    """The keys of the table at `path`; none where it is no table."""
    place = _shape_at(shapes.type_info(need), _steps(path), table)
    if isinstance(place, shapes.StructType):
        tag = (place.tag_field,) if place.tag_field else ()
        return (*tag, *(field.encode_name for field in place.fields))
    return ()


def plain_shape(shape: shapes.Type) -> shapes.Type:
    """Without what only documents it; of something that may be missing, what it is otherwise."""
    while isinstance(shape, shapes.Metadata):
        shape = shape.type
    if isinstance(shape, shapes.UnionType):
        present = [inner for inner in shape.types if not isinstance(plain_shape(inner), shapes.NoneType)]
        if len(present) == 1:
            return plain_shape(present[0])
    return shape


def choices_of(shape: shapes.Type) -> tuple[str, ...]:
    """The words of which one is allowed; none where any text or number is."""
    shape = plain_shape(shape)
    if isinstance(shape, shapes.LiteralType):
        return tuple(str(value) for value in shape.values)
    if isinstance(shape, shapes.EnumType):
        return tuple(str(member.value) for member in shape.cls if isinstance(member, Enum))
    return ()


def describe_shape(shape: shapes.Type) -> Text | None:
    """The sentence for one value of this type."""
    return _describe(plain_shape(shape))


def _steps(path: str) -> list[str | int]:
    return [
        match["key"] if match["key"] else int(match["index"]) if match["index"].isdigit() else 0
        for match in _STEP.finditer(path)
    ]


def _shape_at(shape: shapes.Type, steps: Sequence[str | int], value: object) -> shapes.Type | None:
    shape = plain_shape(shape)
    if isinstance(shape, shapes.UnionType):
        shape = _tagged(shape, steps, value)
    if not steps:
        return shape
    step, rest = steps[0], steps[1:]
    if isinstance(shape, shapes.StructType):
        if step == shape.tag_field:
            return None
        field = next((field for field in shape.fields if field.encode_name == step), None)
        inner = value.get(step) if isinstance(value, dict) else None
        return _shape_at(field.type, rest, inner) if field is not None else None
    if isinstance(shape, shapes.ListType | shapes.VarTupleType):
        inner = value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None
        return _shape_at(shape.item_type, rest, inner)
    if isinstance(shape, shapes.UnionType) and rest == []:
        return _tags(shape)
    return None


def _tagged(union: shapes.UnionType, steps: Sequence[str | int], value: object) -> shapes.Type:
    """Of several structs the one that the written tag means; the union itself where the tag is what is wrong."""
    structs = [inner for inner in map(plain_shape, union.types) if isinstance(inner, shapes.StructType)]
    written: Any = value if isinstance(value, dict) else {}
    for struct in structs:
        if struct.tag_field and written.get(struct.tag_field) == struct.tag and list(steps) != [struct.tag_field]:
            return struct
    return union


def _tags(union: shapes.UnionType) -> shapes.Type:
    structs = [inner for inner in map(plain_shape, union.types) if isinstance(inner, shapes.StructType)]
    return shapes.LiteralType(values=tuple(str(struct.tag) for struct in structs))


def _describe(shape: shapes.Type) -> Text | None:
    choices = choices_of(shape)
    if choices:
        joined = ", ".join(choices)
        return Text(de=f"Erlaubt ist: {joined}.", en=f"Allowed is: {joined}.")
    if isinstance(shape, shapes.UnionType):
        return _describe(_tags(shape))
    if isinstance(shape, shapes.BoolType):
        return Text(de="Erlaubt ist true oder false.", en="Allowed is true or false.")
    if isinstance(shape, shapes.IntType | shapes.FloatType):
        return _describe_number(shape)
    if isinstance(shape, shapes.StrType):
        return _describe_text(shape)
    if isinstance(shape, shapes.ListType | shapes.VarTupleType):
        return Text(
            de=f"Erlaubt ist eine Liste mit höchstens {shape.max_length} Einträgen.",
            en=f"Allowed is a list of {shape.max_length} entries at most.",
        )
    return None


def _describe_number(shape: shapes.IntType | shapes.FloatType) -> Text:
    least, most = shape.ge if shape.ge is not None else shape.gt, shape.le if shape.le is not None else shape.lt
    whole = isinstance(shape, shapes.IntType)
    kind_de, kind_en = ("eine ganze Zahl", "a whole number") if whole else ("eine Zahl", "a number")
    above_de, above_en = ("über", "above") if shape.ge is None and shape.gt is not None else ("von", "from")
    range_de = f" {above_de} {least} bis {most}" if least is not None and most is not None else ""
    range_en = f" {above_en} {least} to {most}" if least is not None and most is not None else ""
    return Text(de=f"Erlaubt ist {kind_de}{range_de}.", en=f"Allowed is {kind_en}{range_en}.")


def _describe_text(shape: shapes.StrType) -> Text:
    most_de = f" mit höchstens {shape.max_length} Zeichen" if shape.max_length else ""
    most_en = f" of {shape.max_length} characters at most" if shape.max_length else ""
    form = _FORMS.get(_form_of(shape.pattern or ""))
    if form is not None:
        return Text(de=f"Erlaubt ist {form.de}{most_de}.", en=f"Allowed is {form.en}{most_en}.")
    return Text(de=f"Erlaubt ist ein Text{most_de}.", en=f"Allowed is a text{most_en}.")


def _form_of(pattern: str) -> str:
    """Which form a pattern stands for, by what it matches: the patterns themselves may change."""
    matches = [example for example in _FORMS if pattern and re.search(pattern, example)]
    if _HOST in matches and not re.search(pattern, "two words"):
        return _HOST
    return matches[0] if len(matches) == 1 else ""


_HOST = "vpn.example"
_FORMS = {
    _HOST: Text(
        de="ein Name oder eine Adresse ohne Leerzeichen und Schrägstrich",
        en="a name or an address without blanks and slashes",
    ),
    "vpn.example:3478": Text(
        de="Name:Port, zum Beispiel vpn.firma.de:3478,", en="name:port, such as vpn.firm.com:3478,"
    ),
    "https://vpn.example/": Text(
        de="eine Adresse, die mit http:// oder https:// beginnt,", en="an address that begins with http:// or https://,"
    ),
    ":".join(["ab"] * 32): Text(de="ein SHA-256 in 64 Hexadezimalziffern", en="a SHA-256 in 64 hexadecimal digits"),
    "buero": Text(
        de="ein Wort aus kleinen Buchstaben, Ziffern, Punkten und Bindestrichen",
        en="a word of small letters, digits, dots and hyphens",
    ),
}
