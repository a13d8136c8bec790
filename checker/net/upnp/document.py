"""XML of a stranger, read safely: a document type ends it, so no entities; bounded in depth and in elements."""

from collections.abc import Iterator
from xml.parsers import expat

from checker.model.failure import FailureKind, Operation, OperationFailed

_DEEPEST, _MOST = 20, 3000
"""A FRITZ!Box's description has 7 levels and some 300 elements."""
_LONGEST_TEXT = 4096


class Element:
    """A name without its prefix, the text directly inside, and what lies inside."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.text = ""
        self.inside: list[Element] = []

    def all(self, name: str) -> Iterator["Element"]:
        """Every element of this name inside, however deep, in their order."""
        for one in self.inside:
            if one.name == name:
                yield one
            yield from one.all(name)

    def said(self, name: str) -> str:
        """The text of the first element of this name directly inside; empty without one."""
        return next((one.text.strip() for one in self.inside if one.name == name), "")


def parsed(data: bytes) -> Element:
    """The outermost element. Raises OperationFailed for anything else than plain, well-formed, small XML."""
    reading = _Reading()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = reading.refuse
    parser.EntityDeclHandler = reading.refuse
    parser.StartElementHandler = reading.begin
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.write
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _bad() from error
    if reading.outermost is None:
        raise _bad()
    return reading.outermost


class _Reading:
    def __init__(self) -> None:
        self.outermost: Element | None = None
        self._open: list[Element] = []
        self._count = 0

    def refuse(self, *_: object) -> None:
        raise _bad()

    def begin(self, name: str, _attributes: object) -> None:
        made = Element(name.rpartition(":")[2])
        self._count += 1
        if len(self._open) >= _DEEPEST or self._count > _MOST:
            raise _bad()
        if self._open:
            self._open[-1].inside.append(made)
        else:
            self.outermost = made
        self._open.append(made)

    def end(self, _name: str) -> None:
        self._open.pop()

    def write(self, text: str) -> None:
        own = self._open[-1]
        if len(own.text) < _LONGEST_TEXT:
            own.text += text[:_LONGEST_TEXT]


def _bad() -> OperationFailed:
    return OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "xml")
