"""The XML of a file → elements that know their line, and what nobody asked of them.

Nothing outside the file is ever read: a DTD or an entity is refused by `defusedxml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from neodes.fpoc.model import Remark


class Left(NamedTuple):
    """What nobody asked for: an attribute, an element or a text, and a second element where one is expected."""

    reason: str
    where: str
    value: str
    line: int


class Node:
    """An element. Names are compared without regard to case, and without their namespaces."""

    def __init__(self, element: Element, lines: Mapping[Element, int], path: str = "", line: int = 0) -> None:
        self.name = _local(element.tag)
        self.path = f"{path}/{self.name}" if path else self.name
        self.line = lines.get(element, line)
        self._text = " ".join(filter(None, ((part or "").strip() for part in _texts(element))))
        self._attributes = {_local(name).lower(): (_local(name), value.strip()) for name, value in _own(element)}
        self._children = [Node(child, lines, self.path) for child in element if isinstance(child.tag, str)]
        self._asked: set[str] = set()
        self._repeated: list[str] = []
        self._is_text_asked = self._is_put_aside = False

    @property
    def text(self) -> str:
        """What stands between its tags."""
        self._is_text_asked = True
        return self._text

    def get(self, name: str) -> str:
        """An attribute; empty when it is absent."""
        self._asked.add(f"@{name.lower()}")
        return self._attributes.get(name.lower(), ("", ""))[1]

    def all(self, *names: str) -> list[Node]:
        """The elements of these names, in the order of the file."""
        wanted = {name.lower() for name in names}
        self._asked |= wanted
        return [child for child in self._children if child.name.lower() in wanted]

    def one(self, name: str) -> Node:
        """The first element of that name, or an empty one."""
        found = self.all(name)
        for child in found[1:]:
            self._repeated.append(name)
            child.put_aside()
        return found[0] if found else Node(Element(name), {}, self.path, self.line)

    def everything(self) -> list[Node]:
        """All the elements below."""
        return self.all(*{child.name for child in self._children})

    def value(self, name: str) -> str:
        """What is given as an attribute, or as an element of that name."""
        return self.get(name) or self.one(name).text

    def put_aside(self) -> None:
        """Told already: nothing more is to be said of what it holds."""
        self._is_put_aside = True

    def left(self) -> Iterator[Left]:
        """What nobody asked for, here and below."""
        if self._is_put_aside:
            return
        for name, (written, value) in self._attributes.items():
            if f"@{name}" not in self._asked:
                yield Left("inconnu", f"{self.path}/@{written}", value, self.line)
        if self._text and not self._is_text_asked:
            yield Left("texte", self.path, self._text, self.line)
        for name in dict.fromkeys(self._repeated):
            yield Left("repete", f"{self.path}/{name}", "", self.line)
        for child in self._children:
            if child.name.lower() in self._asked:
                yield from child.left()
            else:
                yield Left("inconnu", child.path, child.in_short(), child.line)

    def in_short(self) -> str:
        """Its text, or its attributes."""
        return self._text or " ".join(f"{name}={value}" for name, value in self._attributes.values())


class _Document(TreeBuilder):
    """The tree, and the line where each element opens."""

    def __init__(self) -> None:
        super().__init__()
        self.line: Callable[[], int] = lambda: 0
        self.lines: dict[Element, int] = {}

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """An element opens."""
        element = super().start(tag, attrs)
        self.lines[element] = self.line()
        return element


def parse(data: bytes) -> Node | Remark:
    """The root of a document, or why there is none. Raises `RecursionError` when it is too deep to be walked."""
    # Needed by this command alone, and the only library that neodes asks for: see the decision record.
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    document = _Document()
    parser = DefusedXMLParser(target=document, forbid_dtd=True)
    document.line = lambda: int(parser.parser.CurrentLineNumber)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException:
        return Remark("interdit", line=document.line())
    except ParseError as error:
        return Remark("xml", line=error.position[0])
    except (LookupError, ValueError, RecursionError, MemoryError):
        return Remark("encodage")
    return Node(root, document.lines)


def _local(name: object) -> str:
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def _own(element: Element) -> Iterator[tuple[str, str]]:
    """Attributes but those by which XML itself says where its schema is."""
    return ((name, value) for name, value in element.attrib.items() if not name.startswith("{"))


def _texts(element: Element) -> Iterator[str | None]:
    yield element.text
    for child in element:
        yield child.tail
