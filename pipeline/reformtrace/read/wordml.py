"""WordprocessingML: the names of its elements, and what of them is read where it says the same thing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
P, TBL, R, T, TR, TC, SDT = (W + name for name in ("p", "tbl", "r", "t", "tr", "tc", "sdt"))
ALTERNATE, FALLBACK, BOX = MC + "AlternateContent", MC + "Fallback", W + "txbxContent"
# Elements that hold nothing of the text as it is once all changes are accepted.
LEFT_OUT = frozenset(
    W + name
    for name in (
        "del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "tblPr",
        "tblGrid", "trPr", "tcPr", "annotationRef", "footnoteRef", "endnoteRef", "commentReference", "smartTagPr",
    )
)  # fmt: skip
HOLDERS = frozenset([MC + "AlternateContent", W + "drawing", W + "pict", W + "object"])
BODY = W + "body"
CHOICE = MC + "Choice"


def span(properties: _Element | None, name: str, default: int) -> int:
    """How many columns a cell spans; Word has no more than 63."""
    found = None if properties is None else properties.find(W + name)
    value = (found.get(VAL) or "") if found is not None else ""
    return min(int(value), 63) if re.fullmatch(r"\d{1,4}", value) and int(value) >= default else default


def inside(parent: _Element, tag: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, also where a content control or a choice stands around them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == ALTERNATE:
            yield from inside(chosen(child), tag)
        elif child.tag not in LEFT_OUT and len(child) and child.tag not in (P, TBL):
            yield from inside(child, tag)


def is_deleted(row: _Element) -> bool:
    """Whether a row of a table was deleted."""
    properties = row.find(W + "trPr")
    return properties is not None and properties.find(W + "del") is not None


def is_on(element: _Element | None) -> bool:
    """Whether a switch such as `<w:vanish/>` is there and not turned off."""
    return element is not None and element.get(VAL) not in ("0", "false", "off")


def is_placeholder(element: _Element) -> bool:
    """Whether an element is a content control that shows only its prompt."""
    return element.tag == SDT and is_on(element.find(f"{W}sdtPr/{W}showingPlcHdr"))


def chosen(alternate: _Element) -> _Element:
    """The one of several ways to write the same that is read: the newer, else the older."""
    choice = alternate.find(CHOICE)
    if choice is not None and len(choice):
        return choice
    fallback = alternate.find(FALLBACK)
    return alternate[0] if fallback is None and len(alternate) else alternate if fallback is None else fallback


def is_inside(element: _Element) -> bool:
    """Whether a block stands in another: in a table or in a text box of a paragraph."""
    return any(above.tag in (P, TBL) for above in element.iterancestors())


def is_replaced(element: _Element) -> bool:
    """Whether a block stands in an older way to write what a newer one says, or is the prompt of a control."""
    for above in element.iterancestors():
        if above.tag == FALLBACK:
            parent = above.getparent()
            if parent is not None and parent.find(CHOICE) is not None:
                return True
        if above.tag == SDT and (is_placeholder(above) or is_contents(above)):
            return True
    return False


def is_contents(control: _Element) -> bool:
    """Whether a content control holds the table of contents."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == "Table of Contents"


def text_boxes(parent: _Element) -> list[_Element]:
    """The text boxes of a drawing, each once."""
    if parent.tag == BOX:
        return [parent]
    if parent.tag == ALTERNATE:
        parent = chosen(parent)
    return [box for child in parent for box in text_boxes(child)]


def value_of(parent: _Element | None, name: str) -> str | None:
    """The value of a child element such as `<w:start w:val="3"/>`."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(VAL)
