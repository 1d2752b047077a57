"""Mentions -> records: ids, sentences, enclosing initiatives, sections, confidence."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from .context import Context
from .mentions import Claim, Item, Target
from .periods import resolve
from .read.extracted import Place
from .records import SCHEMA_VERSION, Locator, Period, Sentence
from .segment import Reading
from .tables import Tables

Row = dict[str, Any]
PLAIN = 50  # the level of a heading without a number of its own: below any chapter
BLANKS = "\n \t\u3000\xa0"


def digest(*parts: str) -> str:
    """A short stable hash of texts."""
    return blake2b("\x1f".join(parts).encode(errors="surrogatepass"), digest_size=8).hexdigest()


def _parents(levels: list[int]) -> list[int | None]:
    """For each heading the index of the one it stands under, by their levels in order."""
    out: list[int | None] = []
    open_: list[int] = []
    for i, level in enumerate(levels):
        while open_ and levels[open_[-1]] >= level:
            open_.pop()
        out.append(open_[-1] if open_ else None)
        open_.append(i)
    return out


class Linker:
    """Builds the plain rows of one document's records; offsets are turned to the original here and only here."""

    def __init__(
        self,
        doc_id: str,
        original: str,
        reading: Reading,
        items: list[Item],
        context: Context,
        tables: Tables,
        places: Sequence[Place] = (),
    ) -> None:
        self.doc_id = doc_id
        self.original = original
        self.reading = reading
        self.items = items
        self.context = context
        self.tables = tables
        self.places = places
        self.place_starts = [place.start for place in places]
        self.item_starts = [item.start for item in items]
        self.heading_starts = [h.start for h in reading.headings]
        self.heading_parents = _parents([h.level or PLAIN for h in reading.headings])
        self.sections: dict[tuple[int, int | None], tuple[str, ...]] = {}
        self.sentences: dict[int, Sentence] = {}
        self.seen_mentions: Counter[tuple[str, str, str]] = Counter()
        self.hashes: dict[int, str] = {}
        self.locators: dict[int, Locator] = {}
        self.periods: dict[tuple[str, str | None, str | None], Period] = {}
        self.occurrence = self._occurrences()

    def _occurrences(self) -> list[int]:
        """Which occurrence of its text each sentence is; counted over all, so that finding more changes no id."""
        seen: Counter[str] = Counter()
        out = []
        for cut in self.reading.sentences:
            text = self.reading.text[cut.start : cut.end]
            out.append(seen[text])
            seen[text] += 1
        return out

    def hash(self, index: int) -> str:
        """The hash of a sentence's text, made once."""
        if index not in self.hashes:
            cut = self.reading.sentences[index]
            self.hashes[index] = digest(self.reading.text[cut.start : cut.end])
        return self.hashes[index]

    def span(self, start: int, end: int) -> Row:
        """The span of the original text for offsets of the reading text."""
        a, b = self.reading.origin(start, end)
        return {"start": a, "end": b, "text": self.original[a:b]}

    def locator(self, start: int) -> Locator:
        """The page, table and row at an offset of the original text; made once for all records that stand there."""
        i = bisect_right(self.place_starts, start) - 1
        if i not in self.locators:
            place = self.places[i] if i >= 0 else Place(0)
            self.locators[i] = Locator(page=place.page, table=place.table, row=place.row)
        return self.locators[i]

    def sentence(self, index: int) -> Sentence:
        """The sentence, made once for all its records."""
        found = self.sentences.get(index)
        if found is None:
            cut = self.reading.sentences[index]
            simplified = self.reading.text[cut.start : cut.end]
            note = self.reading.paragraphs[cut.paragraph].role == "note"
            found = Sentence(
                id="s-" + digest(self.doc_id, self.hash(index), str(self.occurrence[index])),
                **self._with_odd_space(self.span(cut.start, cut.end)),
                simplified=simplified,
                footnote=note,
            )
            self.sentences[index] = found
        return found

    def _with_odd_space(self, span: Row) -> Row:
        """The span with the white space beside it that is neither blank nor tab, such as em spaces as indents.

        Only blanks and tabs may stand between a line's edge and its sentence.
        """
        text, start, end = self.original, span["start"], span["end"]
        first, last = start, end
        while first > 0 and text[first - 1].isspace() and text[first - 1] != "\n":
            first -= 1
        while last < len(text) and text[last].isspace() and text[last] != "\n":
            last += 1
        if first == 0 or text[first - 1] == "\n":
            start = next((i for i in range(first, start) if text[i] not in BLANKS), start)
        if last == len(text) or text[last] == "\n":
            end = next((i + 1 for i in range(last - 1, end - 1, -1) if text[i] not in BLANKS), end)
        return {"start": start, "end": end, "text": text[start:end]}

    def enclosing(self, start: int, end: int) -> int | None:
        """The index of the innermost item that holds a span, or None."""
        i: int | None = bisect_right(self.item_starts, start) - 1
        if i is None or i < 0:
            return None
        while i is not None and self.items[i].end < end:
            i = self.items[i].parent
        return i

    def section(self, start: int, item: int | None) -> tuple[str, ...]:
        """Headings above a place, outermost first, numbered ones included."""
        last = bisect_right(self.heading_starts, start) - 1
        key = (last, item)
        if key not in self.sections:
            self.sections[key] = self._section(last, item, start)
        return self.sections[key]

    def _section(self, last: int, item: int | None, start: int) -> tuple[str, ...]:
        plain: list[tuple[int, str]] = []
        above: int | None = last if last >= 0 else None
        while above is not None:
            heading = self.reading.headings[above]
            if heading.start != start:
                plain.append((heading.start, heading.title))
            above = self.heading_parents[above]
        numbered: list[tuple[int, str]] = []
        at = item
        while at is not None:
            it = self.items[at]
            if it.role == "heading":
                numbered.append((it.start, it.marker + it.title))
            at = it.parent
        outer = numbered[-1][0] if numbered else -1
        # A plain heading from before the outermost numbered one is above it only where it is a chapter.
        kept = [(a, t) for a, t in plain if a > outer or self._is_chapter(a)]
        return tuple(t for _, t in sorted(kept + numbered))

    def _is_chapter(self, start: int) -> bool:
        i = bisect_right(self.heading_starts, start) - 1
        return self.reading.headings[i].level > 0

    def _id(self, kind: str, index: int, mention: str) -> str:
        sentence = self.hash(index)
        key = (kind, sentence, mention)
        n = self.seen_mentions[key]
        self.seen_mentions[key] += 1
        return f"{kind[0]}-" + digest(self.doc_id, kind, sentence, mention, str(n))

    def _common(self, kind: str, start: int, end: int, mention: str, rule: str, item: int | None, index: int) -> Row:
        span = self.span(start, end)
        return {
            "schema_version": SCHEMA_VERSION,
            "id": self._id(kind, index, mention),
            "kind": kind,
            "doc_id": self.doc_id,
            "span": span,
            "sentence": self.sentence(index),
            "locator": self.locator(span["start"]),
            "section": self.section(start, item),
            "extractor": rule,
        }

    def _status(self, start: int, end: int, index: int) -> str | None:
        today = self.context.date
        return self.tables.status(start, today) or self.context.status(start, end, index)

    def _actor(self, start: int, index: int) -> str | None:
        return self.tables.actor(start) or self.context.actors.of(start, index)

    def _period(self, start: int, end: int, index: int) -> Period | None:
        stated = self.tables.period(start)
        if stated:
            first, last = resolve(stated, self.context.today)
        else:
            row = self.context.period(start, end, index) if stated is None else None
            if row is None:
                return None
            stated, first, last = row["text"], row["start"], row["end"]
        key = stated, first, last
        if key not in self.periods:
            self.periods[key] = Period(text=stated, start=first, end=last)
        return self.periods[key]

    def initiatives(self) -> list[Row]:
        """The rows of the items, in order; a parent's row stands before its children's."""
        rows: list[Row] = []
        lists: dict[int, str] = {}
        for item in self.items:
            index = self.reading.sentence_at(item.start)
            row = self._common(
                "numbered_initiative", item.start, item.end, item.marker + item.title, item.rule, item.parent, index
            )
            parent = None if item.parent is None else rows[item.parent]["id"]
            if item.list not in lists:
                lists[item.list] = "l-" + digest(row["id"])
            row |= {
                "initiative_id": parent,
                "status": self.context.title_status(item),
                "actor": self._actor(item.start, index),
                "period": self._period(item.start, item.start + len(item.marker) + len(item.title), index),
                "confidence": 0.98,
                "marker": item.marker,
                "ordinal": item.ordinal,
                "title": item.title,
                "level": item.level,
                "parent_id": parent,
                "role": item.role,
                "list_id": lists[item.list],
                "list_size": item.list_size,
                "list_declared": item.list_declared,
            }
            rows.append(row)
        return rows

    def target(self, target: Target, initiatives: list[Row]) -> Row:
        """The row of a target."""
        index = self.reading.sentence_at(target.start)
        item = self.enclosing(target.start, target.end)
        mention = self.reading.text[target.start : target.end]
        row = self._common("quantitative_target", target.start, target.end, mention, target.rule, item, index)
        change = None
        if target.direction is not None:
            change = {"direction": target.direction, "from_value": target.from_value, "basis": target.basis}
        row |= {
            "initiative_id": None if item is None else initiatives[item]["id"],
            "status": self._status(target.start, target.end, index),
            "actor": self._actor(target.start, index),
            "period": self._period(target.start, target.end, index),
            "confidence": 0.93,
            "value": target.value,
            "value_max": target.value_max,
            "unit": target.unit,
            "bound": target.bound,
            "measures": target.measures,
            "change": change,
            "nature": target.nature,
        }
        return row

    def claim(self, claim: Claim, initiatives: list[Row]) -> Row:
        """The row of a claim."""
        index = self.reading.sentence_at(claim.start)
        item = self.enclosing(claim.start, claim.end)
        mention = self.reading.text[claim.start : claim.end]
        row = self._common("first_claim", claim.start, claim.end, mention, claim.rule, item, index)
        row |= {
            "initiative_id": None if item is None else initiatives[item]["id"],
            "status": self._status(claim.start, claim.end, index),
            "actor": self._actor(claim.start, index),
            "period": self._period(claim.start, claim.end, index),
            "confidence": 0.93,
            "basis": claim.basis,
            "scope": claim.scope,
            "scope_text": claim.scope_text,
            "rank": claim.rank,
            "rank_within": claim.rank_within,
            "object": claim.object,
        }
        return row
