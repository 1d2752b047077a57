"""Numbered initiatives: the markers of a document -> the tree of its items."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

from ..mentions import Item
from ..patterns import pattern
from ..segment import Heading, Reading
from .leads import TITLE_LIMIT, promised_in, title_of
from .markers import LAST, UNNUMBERED, Marker, find_markers

# From the outside in; a marker of an outer style closes the lists of inner ones.
RANK = {"legal": 0, "han": 1, "han_bracket": 2, "digit": 3, "digit_bracket": 4, "circled": 5}
# Lists of these styles end with their paragraphs; the others reach over the unmarked paragraphs below.
BY_PARAGRAPH = {"dash", "bullet", "is", "must", "ordinal", "circled"}
SENTENCE_END = pattern("[。!?]")
LONGEST_TITLE = 200
SIGNATURE = pattern(r"(?:\d{4}|[〇零○一二三四五六七八九]{4})年.{1,3}月.{1,3}日$")
ANNEX = pattern(r"\s*\(?附\s?[件录表]")


class Entry(Struct, gc=False):
    """An item while its document is read."""

    marker: Marker
    parent: int | None
    level: int
    list: int
    end: int = -1


class Open(Struct, gc=False):
    """A list that may go on; `entry` is the index of its last item."""

    style: str
    list: int
    entry: int
    last: int | None
    inline: bool
    first: int  # where its first item starts
    spaced: bool | None = None  # whether each item but the last heads several paragraphs; None where there is but one


def find_initiatives(reading: Reading, passes_over: Callable[[int], bool] = lambda _: False) -> list[Item]:
    """The numbered initiatives of a document, in the order of the text; no marker at a place passed over is one."""
    return _Tree(reading, find_markers(reading, passes_over), passes_over).items()


@dataclass(slots=True)
class _Tree:
    """Reads the markers in order and keeps the lists that are open."""

    reading: Reading
    markers: list[Marker]
    passes_over: Callable[[int], bool]
    entries: list[Entry] = field(default_factory=list)
    stack: list[Open] = field(default_factory=list)
    lists: int = 0
    nested: set[tuple[str, str]] = field(default_factory=set)
    by_style: dict[str, list[int]] = field(default_factory=dict)  # style -> indices of its markers
    latest: dict[str, tuple[int, int | None]] = field(default_factory=dict)  # style -> depth and last number

    def items(self) -> list[Item]:
        """Builds the tree and turns it into items."""
        by_paragraph: dict[int, list[int]] = {}
        for i, m in enumerate(self.markers):
            by_paragraph.setdefault(m.paragraph, []).append(i)
            self.by_style.setdefault(m.style, []).append(i)
        headings = {h.start: h for h in self.reading.headings if not self.passes_over(h.start)}
        seen = 0
        for number, p in enumerate(self.reading.paragraphs):
            if p.role == "note":
                self._close(0, p.start)
                break
            here = by_paragraph.get(number, ())
            if self.stack and not (here and self.markers[here[0]].at_head):
                self._unmarked(number, headings.get(p.start), seen)
            for i in here:
                self._marker(self.markers[i])
                seen = i + 1
            if self.stack and self.stack[-1].inline:
                self._end_inline(number, self._marker_behind(seen))
        self._close(0, len(self.reading.text))
        return self._finished()

    def _marker_behind(self, seen: int) -> Marker | None:
        """The marker that follows those seen so far."""
        return self.markers[seen] if seen < len(self.markers) else None

    def _close(self, depth: int, at: int) -> None:
        """Closes the open lists from a depth on; their last items end before `at`."""
        while len(self.stack) > depth:
            closed = self.stack.pop()
            self.latest[closed.style] = (len(self.stack), closed.last)
            entry = self.entries[closed.entry]
            if entry.end < 0:
                entry.end = at

    def _marker(self, m: Marker) -> None:
        if m.text[:2] == LAST:
            # 最后 closes a list; on its own it opens none.
            m = self._numbered_last(m)
            if m.ordinal is None:
                return
        same = [k for k, open_list in enumerate(self.stack) if open_list.style == m.style]
        on = [k for k in same if self._continues(self.stack[k], m)]
        if on:
            going_on = on[0] if len(on) > 1 and self._is_bare(m) else on[-1]
            self._close(going_on + 1, m.start)
            self._next(self.stack[going_on], m)
            return
        depth = same[-1] if same else None
        if depth is not None and (self._restarts_inside(depth, m) or depth < len(self.stack) - 1 and self._leads_on(m)):
            self._push(m)
            return
        if depth is not None:
            self._close(depth, m.start)
        else:
            self._close(self._depth_for(m), m.start)
        self._push(m)

    def _numbered_last(self, m: Marker) -> Marker:
        last = next((o.last for o in reversed(self.stack) if o.style == m.style), None)
        return m if last is None else m._replace(ordinal=last + 1, through=last + 1)

    def _continues(self, open_list: Open, m: Marker) -> bool:
        if m.ordinal is None or open_list.last is None:
            return True
        return open_list.last < m.ordinal <= open_list.last + 3

    def _restarts_inside(self, depth: int, m: Marker) -> bool:
        """Whether a list of the same style starts anew inside the last item of an outer one."""
        return m.ordinal == 1 and not m.at_head and not self.stack[depth].inline and m.style in BY_PARAGRAPH

    def _is_bare(self, m: Marker) -> bool:
        """Whether a marker's line holds no sentence."""
        return m.at_head and not SENTENCE_END.search(self.reading.text, m.end, self.reading.paragraphs[m.paragraph].end)

    def _leads_on(self, m: Marker) -> bool:
        """Whether a first marker stands right below the bare line of the last open item, which it then belongs to."""
        if not self.stack or m.ordinal != 1 or not m.at_head:
            return False
        above = self.entries[self.stack[-1].entry].marker
        return above.paragraph == m.paragraph - 1 and self._is_bare(above)

    def _depth_for(self, m: Marker) -> int:
        """How many of the open lists stay open around a new list of this style."""
        if m.style not in RANK:
            # A list by paragraphs stands in whatever is open; another such list of whole paragraphs it replaces.
            depth = len(self.stack)
            while (
                depth and m.at_head and self.stack[depth - 1].style in BY_PARAGRAPH and not self._heads_text(depth - 1)
            ):
                depth -= 1
            return depth
        if self._leads_on(m):
            return len(self.stack)
        before = self.latest.get(m.style)
        if (
            before
            and m.ordinal != 1
            and m.ordinal is not None
            and before[1] is not None
            and 0 < m.ordinal - before[1] <= 3
        ):
            # Numbers that run on from a list already closed stand as deep as it did.
            return min(before[0], len(self.stack))
        depth = 0
        for k, open_list in enumerate(self.stack):
            outer = open_list.style
            if outer in RANK and RANK[outer] > RANK[m.style] and not self._may_nest(outer, m, k):
                break
            if outer not in RANK and m.at_head and not self._heads_text(k):
                break
            if m.ordinal != 1 and m.at_head and outer in RANK and RANK[outer] > RANK[m.style]:
                break
            depth = k + 1
        return depth

    def _heads_text(self, k: int) -> bool:
        """Whether the last item of an open list is a heading: its line holds no sentence, its text stands below."""
        m = self.entries[self.stack[k].entry].marker
        end = self.reading.paragraphs[m.paragraph].end
        text = self.reading.text
        return m.at_head and (m.end < end and text[end - 1] in ":;" or not SENTENCE_END.search(text, m.end, end))

    def _may_nest(self, outer: str, m: Marker, k: int) -> bool:
        """Whether a style that mostly stands outside may open a list inside this one."""
        if (m.style, outer) in self.nested:
            return False
        return m.ordinal == 1 and (k == 0 or (outer, m.style) in self.nested) and self._opens(k)

    def _opens(self, k: int) -> bool:
        """Whether the last item of a list leads on to a list: it is a heading, or its text so far ends with a colon."""
        start = self.entries[self.stack[k].entry].marker.start
        return self._heads_text(k) or self.reading.text.find(":\n", start, start + 2000) > start

    def _push(self, m: Marker) -> None:
        parent = self.stack[-1].entry if self.stack else None
        level = self.entries[parent].level + 1 if parent is not None else 1
        if self.stack:
            self.nested.add((self.stack[-1].style, m.style))
        self.entries.append(Entry(m, parent, level, self.lists))
        self.stack.append(Open(m.style, self.lists, len(self.entries) - 1, m.through, not m.at_head, m.start))
        self.lists += 1

    def _next(self, open_list: Open, m: Marker) -> None:
        last = self.entries[open_list.entry]
        if last.end < 0:
            last.end = m.start
        open_list.spaced = open_list.spaced is not False and m.paragraph - last.marker.paragraph > 1
        self.entries.append(Entry(m, last.parent, last.level, open_list.list))
        open_list.entry = len(self.entries) - 1
        open_list.last = m.through
        open_list.inline = open_list.inline and not m.at_head

    def _unmarked(self, number: int, heading: Heading | None, seen: int) -> None:
        """What an unmarked paragraph closes: lists by paragraphs, and at a heading the lists of its section."""
        p = self.reading.paragraphs[number]
        if heading and heading.level or ANNEX.match(self.reading.text, p.start, p.end) or self._is_signature(number):
            self._close(0, p.start)
            return
        for k, open_list in enumerate(self.stack):
            ends = self._ends_above(open_list, number, heading)
            if ends and not self._will_continue(k, seen):
                self._close(k, p.start)
                return

    def _ends_above(self, open_list: Open, number: int, heading: Heading | None) -> bool:
        """Whether a list ends above an unmarked paragraph unless it goes on below."""
        last = self.entries[open_list.entry].marker
        if not last.at_head and last.paragraph < number:
            # 另一件;及(三)…: an item inside a paragraph ends with it.
            return True
        if open_list.style in BY_PARAGRAPH:
            return heading is not None and last.paragraph != number - 1 or not self._covers(open_list, number)
        return heading is not None and open_list.style not in ("han", "legal") and last.paragraph != number - 1

    def _will_continue(self, k: int, seen: int) -> bool:
        """Whether the next marker is the next item of an open list whose items head several paragraphs."""
        open_list, following = self.stack[k], self._marker_behind(seen)
        if following is None:
            return False
        if following.style != open_list.style:
            # Markers of inner styles may come first; the list goes on if its own next one comes before an outer one.
            return open_list.style not in BY_PARAGRAPH and self._later(k, seen)
        if open_list.style in UNNUMBERED:
            return self._heads_text(k)
        return open_list.last is not None and following.ordinal == open_list.last + 1

    def _later(self, k: int, seen: int) -> bool:
        """Whether the next marker of an open list's style goes on in it and comes before one of an outer style."""
        open_list = self.stack[k]
        own = self._next_of(open_list.style, seen)
        if own == len(self.markers) or any(self._next_of(o.style, seen) <= own for o in self.stack[:k]):
            return False
        return open_list.last is not None and self.markers[own].ordinal == open_list.last + 1

    def _next_of(self, style: str, seen: int) -> int:
        """The index of the first marker of a style behind those seen so far, or how many markers there are."""
        indices = self.by_style[style]
        i = bisect_left(indices, seen)
        return indices[i] if i < len(indices) else len(self.markers)

    def _covers(self, open_list: Open, number: int) -> bool:
        """Whether an unmarked paragraph belongs to the last item of a list by paragraphs."""
        entry = self.entries[open_list.entry]
        if entry.marker.style in UNNUMBERED or open_list.inline:
            k = self.stack.index(open_list)
            return self._heads_text(k) and number == entry.marker.paragraph + 1
        # Where every earlier item heads several paragraphs, the last one does too.
        return self._heads_text(self.stack.index(open_list)) if open_list.spaced is None else open_list.spaced

    def _is_signature(self, number: int) -> bool:
        """Whether a short line and the date below it sign the document."""
        paragraphs = self.reading.paragraphs
        p = paragraphs[number]
        if p.end - p.start > 30 or SENTENCE_END.search(self.reading.text, p.start, p.end):
            return False
        lines = paragraphs[number : number + 2]
        return any(SIGNATURE.match(self.reading.text, line.start, line.end) for line in lines)

    def _end_inline(self, number: int, following: Marker | None) -> None:
        """Lists that stand inside a paragraph end with it, or with their sentence where `;` parts them."""
        p = self.reading.paragraphs[number]
        sentences, at = self.reading.sentences, self.reading.sentence_at
        reach = 0
        for k in range(len(self.stack) - 1, -1, -1):
            open_list = self.stack[k]
            last = self.entries[open_list.entry].marker
            goes_on = following is not None and following.style == open_list.style
            if not open_list.inline or last.paragraph != number or goes_on and self._is_next(open_list, following):
                return
            one = at(open_list.first) == at(last.start)
            # A list holds those inside it, however far they reach.
            reach = max(reach, sentences[at(last.start)].end if one else p.end)
            self._close(k, reach)

    def _is_next(self, open_list: Open, m: Marker | None) -> bool:
        return m is not None and open_list.last is not None and m.ordinal == open_list.last + 1

    def _finished(self) -> list[Item]:
        text = self.reading.text
        sizes = Counter([e.list for e in self.entries])
        declared: dict[int, int | None] = {}
        titled = self._titled_lists()
        parents = {e.parent for e in self.entries}
        items: list[Item] = []
        for i, e in enumerate(self.entries):
            if e.list not in declared:
                declared[e.list] = self._declared(e, sizes[e.list])
            m, end = e.marker, e.end
            while end > m.end and text[end - 1].isspace():
                end -= 1
            items.append(
                Item(
                    m.start,
                    end,
                    m.text,
                    m.ordinal,
                    self._title(m),
                    e.level,
                    e.parent,
                    self._role(e, end, titled, has_items=i in parents),
                    e.list,
                    sizes[e.list],
                    declared[e.list],
                    m.rule,
                )
            )
        return items

    def _title(self, m: Marker) -> str:
        p = self.reading.paragraphs[m.paragraph]
        line = self.reading.text[m.end : min(p.end, m.end + LONGEST_TITLE)]
        if not line.strip() and m.paragraph + 1 < len(self.reading.paragraphs):
            # The marker stands on a line of its own; what it is called comes below.
            below = self.reading.paragraphs[m.paragraph + 1]
            line = self.reading.text[below.start : below.end]
        return title_of(line)

    def _titled_lists(self) -> set[int]:
        """The lists whose items' lines are each one short sentence: titles that end with a full stop."""
        short: dict[int, bool] = {}
        for e in self.entries:
            short[e.list] = short.get(e.list, True) and e.marker.at_head and self._one_short_sentence(e.marker)
        return {name for name, one in short.items() if one}

    def _role(self, e: Entry, end: int, titled: set[int], *, has_items: bool) -> Literal["heading", "item"]:
        """A heading's line holds nothing but its title, and text of its own stands below it."""
        m = e.marker
        p = self.reading.paragraphs[m.paragraph]
        if not m.at_head or end <= p.end:
            return "item"
        line = self.reading.text[m.end : p.end].strip()
        if "\t" in line or line.endswith(";"):
            return "item"
        if not SENTENCE_END.search(line):
            return "heading"
        return "heading" if self._one_short_sentence(m) and (has_items or e.list in titled) else "item"

    def _one_short_sentence(self, m: Marker) -> bool:
        """Whether a marker's line is one sentence no longer than a title."""
        p = self.reading.paragraphs[m.paragraph]
        if p.end - m.end > 2 * TITLE_LIMIT:
            return False
        line = self.reading.text[m.end : p.end].strip()
        return len(line) <= TITLE_LIMIT + 1 and not SENTENCE_END.search(line[:-1])

    def _declared(self, e: Entry, size: int) -> int | None:
        """The number that the words before a list promise: in its paragraph, the one above, or its parent's line."""
        text = self.reading.text
        p = self.reading.paragraphs[e.marker.paragraph]
        leads = [text[p.start : e.marker.start]] if not e.marker.at_head else []
        if e.marker.at_head:
            for above in range(e.marker.paragraph - 1, max(-1, e.marker.paragraph - 3), -1):
                q = self.reading.paragraphs[above]
                leads.append(text[q.start : q.end])
                if e.parent is not None and self.entries[e.parent].marker.paragraph == above:
                    break
        elif e.parent is not None and self.entries[e.parent].marker.paragraph == e.marker.paragraph:
            leads = [text[self.entries[e.parent].marker.start : e.marker.start]]
        for lead in leads:
            promised = promised_in(lead, size)
            if promised is not None:
                return promised
        return None
