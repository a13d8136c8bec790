"""XML of a stranger, read safely: a document type ends it, so no entities; bounded in depth and in elements."""

from collections.abc import Iterator
from xml.parsers import expat

from checker.model.failure import FailureKind, Operation, OperationFailed

_MAX_DEPTH, _MAX_ELEMENTS = 20, 3000
"""A FRITZ!Box's description has 7 levels and some 300 elements."""
_MAX_TEXT = 4096


class XmlElement:
    """A name without its prefix, the text directly inside, and what lies inside."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.text = ""
        self.children: list[XmlElement] = []

    def descendants(self, name: str) -> Iterator["XmlElement"]:
        """Every element of this name inside, however deep, in their order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.descendants(name)

    def child_text(self, name: str) -> str:
        """The text of the first element of this name directly inside; empty without one."""
        return next((child.text.strip() for child in self.children if child.name == name), "")


def parse_xml(data: bytes) -> XmlElement:
    """The outermost element. Raises OperationFailed for anything else than plain, well-formed, small XML."""
    builder = _TreeBuilder()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.EntityDeclHandler = builder.refuse
    parser.StartElementHandler = builder.begin
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.write
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _bad_xml() from error
    if builder.outermost is None:
        raise _bad_xml()
    return builder.outermost


class _TreeBuilder:
    def __init__(self) -> None:
        self.outermost: XmlElement | None = None
        self._open: list[XmlElement] = []
        self._count = 0

    def refuse(self, *_: object) -> None:
        raise _bad_xml()

    def begin(self, name: str, _attributes: object) -> None:
        element = XmlElement(name.rpartition(":")[2])
        self._count += 1
        if len(self._open) >= _MAX_DEPTH or self._count > _MAX_ELEMENTS:
            raise _bad_xml()
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.outermost = element
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()

    def write(self, text: str) -> None:
        element = self._open[-1]
        if len(element.text) < _MAX_TEXT:
            element.text += text[:_MAX_TEXT]


def _bad_xml() -> OperationFailed:
    return OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "xml")
