"""What a profile can ask of a check, as TOML with the usual values: to copy from. Made from the check's own structs."""

from collections.abc import Iterable

import msgspec
import tomli_w
from msgspec import inspect as shapes

from checker.checks.declaration import Check
from checker.checks.registry import checks
from checker.model.record import Record
from checker.model.text import Language


class NeedsTemplate(Record, frozen=True, kw_only=True):
    """One check: its name, what it is about, and its tables with the usual values."""

    name: str
    about: str
    toml: str


def needs_templates(language: Language) -> list[NeedsTemplate]:
    """Every check's."""
    return [_needs_template(check, language) for check in checks().values()]


def _needs_template(check: Check, language: Language) -> NeedsTemplate:
    shape = shapes.type_info(check.need)
    filled = {filled_key.key for filled_key in check.filled_keys} if check.on_request else set()
    fields = [
        field
        for field in (shape.fields if isinstance(shape, shapes.StructType) else ())
        if field.encode_name not in filled  # nobody writes what the other checks' needs already say
    ]
    tables = [(field.encode_name, kind) for field in fields for kind in _structs(field.type)]
    plain = [field for field in fields if not _structs(field.type)]
    parts = [f"[needs.{check.name}]\n{_lines(plain)}"] if plain else []
    parts += [f"[[needs.{check.name}.{name}]]\n{_tag(kind)}{_lines(kind.fields)}" for name, kind in tables]
    return NeedsTemplate(
        name=check.name,
        about=check.about.render(language),
        toml="\n".join(parts),
    )


def _lines(fields: Iterable[shapes.Field]) -> str:
    """A line for each key: what is needed with a stand-in, what may be left out as a comment with its usual value."""
    return "".join(line for field in fields if (line := _line(field)))


def _line(field: shapes.Field) -> str:
    if field.required:
        return tomli_w.dumps({field.encode_name: _placeholder(field)})
    default = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
    if default is None:
        return f"# {field.encode_name} =\n"
    return "# " + tomli_w.dumps({field.encode_name: msgspec.to_builtins(default)})


def _placeholder(field: shapes.Field) -> str | int:
    return 1 if isinstance(_without_metadata(field.type), shapes.IntType | shapes.FloatType) else field.encode_name


def _tag(shape: shapes.StructType) -> str:
    return tomli_w.dumps({shape.tag_field: shape.tag}) if shape.tag_field else ""


def _structs(shape: shapes.Type) -> list[shapes.StructType]:
    """The structs that a list holds; none for anything else."""
    list_type = _without_metadata(shape)
    if not isinstance(list_type, shapes.ListType | shapes.VarTupleType):
        return []
    item = list_type.item_type
    kinds = item.types if isinstance(item, shapes.UnionType) else (item,)
    return [kind for kind in kinds if isinstance(kind, shapes.StructType)]


def _without_metadata(shape: shapes.Type) -> shapes.Type:
    while isinstance(shape, shapes.Metadata):
        shape = shape.type
    return shape
