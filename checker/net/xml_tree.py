"""XML of a stranger as a tree: a document type ends it, so no entities; bounded in depth, elements and text."""

from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.parsers import expat


class XmlElement:
    """A name without its prefix, the line that it begins in, the text directly inside, and what lies inside."""

    def __init__(self, name: str, line: int) -> None:
        self.name, self.line = name, line
        self.text = ""
        self.children: list[XmlElement] = []

    def find(self, *path: str) -> Iterator["XmlElement"]:
        """Every element along a path of names, each directly inside the one before."""
        if not path:
            yield self
            return
        for child in self.children:
            if child.name == path[0]:
                yield from child.find(*path[1:])

    def descendants(self, name: str) -> Iterator["XmlElement"]:
        """Every element of this name inside, however deep, in their order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.descendants(name)

    def value(self, *path: str) -> str:
        """The text of the first element along a path that has any; empty without one."""
        return next((text for item in self.find(*path) if (text := item.text.strip())), "")


class TreeLimits(NamedTuple):
    """Levels, elements in all, and characters of one element; further text is left out, anything else refused."""

    depth: int
    elements: int
    text: int


class RefusedXml(ValueError):  # noqa: N818 - a property of the document, not a defect
    """It is XML, but of a sort that is not read; with the line."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


def local_name(name: str) -> str:
    """Without the prefix of a name space."""
    return name.rpartition(":")[2]


def parse_tree(
    document: bytes, limits: TreeLimits, encoding: str | None = None, name_of: Callable[[str], str] = local_name
) -> XmlElement:
    """The outermost element; whatever follows it is passed over. `encoding` stands above the document's own word.

    Raises ExpatError; RefusedXml; ValueError and LookupError for an encoding that Python lacks.
    """
    builder = _TreeBuilder(limits, encoding, name_of)
    try:
        builder.parser.Parse(document, True)
    except expat.ExpatError:
        if not builder.is_complete:
            raise
    if builder.outermost is None:
        raise RefusedXml("xml", 1)
    return builder.outermost


class _TreeBuilder:
    def __init__(self, limits: TreeLimits, encoding: str | None, name_of: Callable[[str], str]) -> None:
        self.outermost: XmlElement | None = None
        self.is_complete = False
        self.parser = expat.ParserCreate(encoding)
        self.parser.buffer_text = True  # one piece an element, not one a line
        self.parser.StartDoctypeDeclHandler = self._refuse_type
        self.parser.EntityDeclHandler = self._refuse_type
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._write
        self._limits, self._name_of = limits, name_of
        self._open: list[XmlElement] = []
        self._count = 0

    def _refuse_type(self, *_: object) -> None:
        raise RefusedXml("document type", self.parser.CurrentLineNumber)

    def _begin(self, name: str, _attributes: object) -> None:
        element = XmlElement(self._name_of(name), self.parser.CurrentLineNumber)
        self._count += 1
        if len(self._open) >= self._limits.depth or self._count > self._limits.elements:
            raise RefusedXml("too large", element.line)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.outermost = element
        self._open.append(element)

    def _end(self, _name: str) -> None:
        self._open.pop()
        self.is_complete = not self._open

    def _write(self, text: str) -> None:
        element = self._open[-1]
        element.text += text[: self._limits.text - len(element.text)]
