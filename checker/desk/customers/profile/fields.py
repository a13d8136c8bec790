"""Fields of the form: made from the checks' own structs, so that they ask for what a check takes, and no more."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

import msgspec
from msgspec import inspect as shapes

from checker.checks.allowed_values import choices_of, describe_shape, plain_shape
from checker.checks.profile_toml import InvalidProfileToml, ProfileMistake, parse_needs
from checker.checks.registry import check
from checker.desk.customers.profile.labels import CHOICE_TITLES, ROLE_TITLES, NeedLabel
from checker.desk.customers.profile.toml_text import write_needs
from checker.desk.pages.language import page_language
from checker.model.record import Record
from checker.model.text import Text

_LONG_TEXT = 500
"""Characters from which on a text has several lines: keys and certificates."""
_NUMBERS = (shapes.IntType, shapes.FloatType)
Table = dict[str, Any]


class FieldKind(Enum):
    """How a field looks."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    CHOICE = "choice"
    TICK = "tick"
    TICKS = "ticks"
    LINES = "lines"


class FieldChoice(Record, frozen=True, kw_only=True):
    """One of several values."""

    value: str
    title: str
    is_chosen: bool


class ProfileField(Record, frozen=True, kw_only=True):
    """One field as the page shows it. `allowed` is said where the browser or the desk finds something else."""

    name: str
    key: str
    label: str
    kind: FieldKind
    value: str = ""
    is_ticked: bool = False
    choices: tuple[FieldChoice, ...] = ()
    placeholder: str = ""
    hint: str = ""
    unit: str = ""
    allowed: str = ""
    error: str = ""
    required: bool = False
    least: str = ""
    most: str = ""
    max_length: int | None = None

    @property
    def template(self) -> str:
        """The piece of a page that draws this kind."""
        return f"customers/profile/{self.kind.value}.html"


class FieldShape(Record, frozen=True, kw_only=True):
    """A key of a struct: its type and its usual value, which is None for what must be given."""

    key: str
    type: shapes.Type
    default: Any

    @property
    def kind(self) -> FieldKind:
        """How it is asked for."""
        plain = plain_shape(self.type)
        if isinstance(plain, shapes.BoolType):
            return FieldKind.TICK
        if isinstance(plain, shapes.ListType | shapes.VarTupleType):
            return FieldKind.TICKS if choices_of(plain.item_type) else FieldKind.LINES
        if choices_of(plain):
            return FieldKind.CHOICE
        if isinstance(plain, shapes.IntType | shapes.FloatType):
            return FieldKind.NUMBER
        return (
            FieldKind.LONG
            if isinstance(plain, shapes.StrType) and (plain.max_length or 0) > _LONG_TEXT
            else FieldKind.TEXT
        )


def struct_fields(struct: type | shapes.Type) -> dict[str, FieldShape]:
    """Every key of a struct."""
    shape = struct if isinstance(struct, shapes.Type) else shapes.type_info(struct)
    if not isinstance(shape, shapes.StructType):
        return {}
    return {
        field.encode_name: FieldShape(key=field.encode_name, type=field.type, default=_default(field))
        for field in shape.fields
    }


def need_field(label: NeedLabel, tables: Mapping[str, Table], errors: Mapping[str, str]) -> ProfileField:
    """The field of one key of a check's need."""
    shape = struct_fields(check(label.check).need)[label.key]
    language, name = page_language(), f"{label.check}.{label.key}"
    return show_field(
        name,
        shape,
        tables.get(label.check, {}),
        label.label.render(language),
        hint=label.hint.render(language) if label.hint else "",
        unit=label.unit,
        error=errors.get(name, ""),
    )


def show_field(
    name: str,
    shape: FieldShape,
    table: Mapping[str, Any],
    label: str,
    *,
    hint: str = "",
    unit: str = "",
    error: str = "",
) -> ProfileField:
    """As the page shows it, with what is written in `table` or else the usual value as a stand-in."""
    kind, value, language = shape.kind, table.get(shape.key), page_language()
    plain = plain_shape(shape.type)
    allowed = describe_shape(
        plain.item_type if isinstance(plain, shapes.ListType) and kind is FieldKind.LINES else plain
    )
    return ProfileField(
        name=name,
        key=shape.key,
        label=label,
        kind=kind,
        value=_written(value, kind),
        is_ticked=bool(shape.default if value is None else value) if kind is FieldKind.TICK else False,
        choices=_choices(shape, value),
        placeholder=_written(shape.default, kind) if kind is FieldKind.NUMBER else "",
        hint=hint,
        unit=unit,
        allowed=allowed.render(language) if allowed else "",
        error=error,
        least=_bound(plain.ge if plain.ge is not None else plain.gt) if isinstance(plain, _NUMBERS) else "",
        most=_bound(plain.le) if isinstance(plain, _NUMBERS) else "",
        max_length=plain.max_length if isinstance(plain, shapes.StrType) else None,
    )


def read_field(posted: Mapping[str, Any], name: str, shape: FieldShape, table: Table) -> None:
    """Writes what was posted into `table`. What cannot be read stands there as it came, for the check to refuse.

    The usual value is written only where it stood there before.
    """
    value = _posted_value(posted, name, shape)
    before = table.get(shape.key)
    if value in ("", [], None) and before in ("", []):
        return
    if value in ("", None) or (value == [] and not before) or (value == shape.default and shape.key not in table):
        table.pop(shape.key, None)
    elif value == []:
        table.pop(shape.key)
    elif value != before:
        table[shape.key] = value


def mistake_in(tables: dict[str, Table]) -> ProfileMistake | None:
    """What the checks refuse in these tables."""
    try:
        parse_needs(write_needs(tables))
    except InvalidProfileToml as invalid:
        return invalid.mistake
    return None


def error_sentence(mistake: ProfileMistake) -> str:
    """What is allowed here; where that cannot be said, what is wrong."""
    language = page_language()
    return mistake.allowed.render(language) if mistake.allowed else mistake.describe(language)


def _default(field: shapes.Field) -> Any:
    if field.default is not msgspec.NODEFAULT:
        return msgspec.to_builtins(field.default)
    if field.default_factory is not msgspec.NODEFAULT:
        return msgspec.to_builtins(field.default_factory())
    return None


def _posted_value(posted: Mapping[str, Any], name: str, shape: FieldShape) -> Any:
    kind = shape.kind
    if kind is FieldKind.TICK:
        return name in posted
    if kind is FieldKind.TICKS:
        return list(posted.getlist(name)) if hasattr(posted, "getlist") else []
    text = str(posted.get(name, "")).replace("\r\n", "\n")
    if kind is FieldKind.LINES:
        return [line.strip() for line in text.replace(",", "\n").split("\n") if line.strip()]
    if kind is FieldKind.NUMBER or _is_number_choice(shape):
        return _number(text.strip(), shape)
    return text if kind is FieldKind.LONG and text.strip() else text.strip()


def _is_number_choice(shape: FieldShape) -> bool:
    plain = plain_shape(shape.type)
    return isinstance(plain, shapes.LiteralType) and all(isinstance(value, int) for value in plain.values)


def _number(text: str, shape: FieldShape) -> Any:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def _written(value: Any, kind: FieldKind) -> str:
    if value is None:
        return ""
    if kind is FieldKind.LINES:
        return "\n".join(map(str, value)) if isinstance(value, list) else str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _bound(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if value < 1_000_000 else str(int(value))


def _choices(shape: FieldShape, value: Any) -> tuple[FieldChoice, ...]:
    plain = plain_shape(shape.type)
    if shape.kind is FieldKind.TICKS and isinstance(plain, shapes.ListType | shapes.VarTupleType):
        chosen = value if isinstance(value, list) else []
        return tuple(
            FieldChoice(value=word, title=_title(word), is_chosen=word in chosen)
            for word in choices_of(plain.item_type)
        )
    if shape.kind is not FieldKind.CHOICE:
        return ()
    words = list(choices_of(plain))
    if value is not None and str(value) not in words:
        words.append(str(value))
    usual = "" if shape.default is None else str(shape.default)
    blank = [FieldChoice(value="", title="–", is_chosen=value is None)] if usual == "" else []
    return (
        *blank,
        *(
            FieldChoice(
                value=word, title=_title(word), is_chosen=str(value) == word or (value is None and word == usual)
            )
            for word in words
        ),
    )


def _title(word: str) -> str:
    text: Text | None = {**ROLE_TITLES, **CHOICE_TITLES}.get(word)
    return text.render(page_language()) if text else word
