"""Mentions -> records: ids, sentences, enclosing initiatives, sections, confidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from hashlib import blake2b

from .context import Context
from .mentions import Claim, Item, Target
from .periods import resolve
from .read.extracted import Place
from .records import (
    SCHEMA_VERSION,
    AnyRecord,
    Change,
    FirstClaim,
    Kind,
    Locator,
    NumberedInitiative,
    Period,
    QuantitativeTarget,
    Sentence,
    Span,
    Status,
)
from .segment import Reading
from .setting import Setting
from .tables import Tables

Mention = Item | Target | Claim
# The fields of `records.Record`, in their order.
Common = tuple[
    str, str, str, Span, Sentence, Locator, tuple[str, ...], str | None, Status | None, str | None, Period | None, float, str,
]  # fmt: skip
PLAIN = 50  # the level of a heading without a number of its own: below any chapter
BLANKS = "\n \t\u3000\xa0"
CONFIDENCE: dict[Kind, float] = {"numbered_initiative": 0.98, "quantitative_target": 0.93, "first_claim": 0.93}
SEPARATOR = "\x1f"  # of the parts of what is hashed
EMPTY = blake2b(digest_size=8)


def digest(*parts: str) -> str:
    """A short stable hash of texts."""
    state = EMPTY.copy()  # in less time than a new one is made
    state.update(SEPARATOR.join(parts).encode("utf-8", "surrogatepass"))
    return state.hexdigest()


def _occurrences(texts: list[str]) -> list[int]:
    """Which occurrence of its text each sentence is; counted over all, so that finding more changes no id."""
    seen: dict[str, int] = {}
    out = []
    for text in texts:
        earlier = seen.get(text, 0)
        out.append(earlier)
        seen[text] = earlier + 1
    return out


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
    """Builds one document's records; offsets are turned to the original here and only here."""

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
        self.tabled = bool(tables.found)
        self.places = places
        self.place_starts = [place.start for place in places]
        self.item_starts = [item.start for item in items]
        self.heading_starts = [h.start for h in reading.headings]
        self.heading_parents = _parents([h.level or PLAIN for h in reading.headings])
        self.sections: dict[tuple[int, int | None], tuple[str, ...]] = {}
        self.texts = [reading.text[start:end] for start, end, _ in reading.sentences]
        self.occurrence = _occurrences(self.texts)
        self.hashes: dict[int, str] = {}
        self.made: dict[int, Sentence] = {}
        self.ids: list[str] = []  # of the items, as their records are made
        self.lists: dict[int, str] = {}
        self.seen_mentions: dict[str, int] = {}
        self.locators: dict[int, Locator] = {}

    def span(self, start: int, end: int) -> Span:
        """The span of the original text for offsets of the reading text."""
        a, b = self.reading.origin(start, end)
        return Span(a, b, self.original[a:b])

    def locator(self, start: int) -> Locator:
        """The page, table and row at an offset of the original text; made once for all records that stand there."""
        i = bisect_right(self.place_starts, start) - 1
        found = self.locators.get(i)
        if found is None:
            place = self.places[i] if i >= 0 else Place(0)
            found = self.locators[i] = Locator(page=place.page, table=place.table, row=place.row)
        return found

    def sentence(self, index: int) -> Sentence:
        """A sentence, made once for all its records."""
        found = self.made.get(index)
        if found is None:
            found = self.made[index] = self._sentence(index)
        return found

    def _sentence(self, index: int) -> Sentence:
        cut, text = self.reading.sentences[index], self.texts[index]
        said = self.hashes[index] = digest(text)
        start, end = self._with_odd_space(*self.reading.origin(cut.start, cut.end))
        return Sentence(
            start=start,
            end=end,
            text=self.original[start:end],
            id="s-" + digest(self.doc_id, said, str(self.occurrence[index])),
            simplified=text,
            footnote=self.reading.paragraphs[cut.paragraph].role == "note",
        )

    def _with_odd_space(self, start: int, end: int) -> tuple[int, int]:
        """A span and the white space beside it that is neither blank nor tab, such as em spaces as indents.

        Only blanks and tabs may stand between a line's edge and its sentence.
        """
        text = self.original
        first, last = start, end
        while first > 0 and text[first - 1].isspace() and text[first - 1] != "\n":
            first -= 1
        while last < len(text) and text[last].isspace() and text[last] != "\n":
            last += 1
        if first < start and (first == 0 or text[first - 1] == "\n"):
            start = next((i for i in range(first, start) if text[i] not in BLANKS), start)
        if last > end and (last == len(text) or text[last] == "\n"):
            end = next((i + 1 for i in range(last - 1, end - 1, -1) if text[i] not in BLANKS), end)
        return start, end

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
        key = bisect_right(self.heading_starts, start) - 1, item
        found = self.sections.get(key)
        if found is None:
            found = self.sections[key] = self._section(*key, start)
        return found

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

    def records(self, targets: list[Target], claims: list[Claim]) -> list[AnyRecord]:
        """All records of the document, kind by kind in the order of the text."""
        mentions: tuple[Mention, ...] = (*self.items, *targets, *claims)
        indices = [self.reading.sentence_at(mention.start) for mention in mentions]
        made = {index: self.context.setting(index) for index in set(indices)}
        settings = [made[index] for index in indices]
        stated = zip(indices, settings, [self.sentence(index) for index in indices], strict=True)
        # Initiatives first, for the others name the one that they stand in.
        records: list[AnyRecord] = [self._initiative(item, *next(stated)) for item in self.items]
        records += [self._target(target, *next(stated)) for target in targets]
        records += [self._claim(claim, *next(stated)) for claim in claims]
        return records

    def _id(self, kind: Kind, index: int, mention: str) -> str:
        told = SEPARATOR.join((self.doc_id, kind, self.hashes[index], mention))
        n = self.seen_mentions.get(told, 0)
        self.seen_mentions[told] = n + 1
        return f"{kind[0]}-{digest(told, str(n))}"

    def _common(
        self, kind: Kind, mention: Mention, told: str, item: int | None, index: int, setting: Setting,
        sentence: Sentence, status: Status | None, period: Period | None,
    ) -> Common:  # fmt: skip
        """What records of all kinds have, in its order; `told` is what tells a mention from others of its sentence."""
        start = mention.start
        span = self.span(start, mention.end)
        return (
            SCHEMA_VERSION,
            self._id(kind, index, told),
            self.doc_id,
            span,
            sentence,
            self.locator(span.start),
            self.section(start, item),
            None if item is None else self.ids[item],
            status,
            self.tabled and self.tables.actor(start) or self.context.actors.of(start, setting),
            period,
            CONFIDENCE[kind],
            mention.rule,
        )

    def _stated(self, kind: Kind, mention: Target | Claim, index: int, setting: Setting, sentence: Sentence) -> Common:
        """What the records of targets and claims have."""
        start, end = mention.start, mention.end
        told = self.reading.text[start:end]
        period = self.context.timing.period(start, end, setting)
        by_table = self.tables.status(start, self.context.date) if self.tabled else None
        status = by_table or self.context.status(start, end, setting, period)
        item = self.enclosing(start, end)
        return self._common(kind, mention, told, item, index, setting, sentence, status, self._period(start, period))

    def _period(self, start: int, period: Period | None) -> Period | None:
        """The period that a table states for a place, else one that the context does."""
        stated = self.tables.period(start) if self.tabled else None
        if stated is None:
            return period
        if not stated:
            return None
        first, last = resolve(stated, self.context.today)
        return Period(text=stated, start=first, end=last)

    def _initiative(self, item: Item, index: int, setting: Setting, sentence: Sentence) -> NumberedInitiative:
        told = item.marker + item.title
        status = self.context.chapters.title_status(item)
        period = self._period(item.start, self.context.timing.period(item.start, item.start + len(told), setting))
        common = self._common("numbered_initiative", item, told, item.parent, index, setting, sentence, status, period)
        own_id = common[1]
        self.ids.append(own_id)
        if item.list not in self.lists:
            self.lists[item.list] = "l-" + digest(own_id)
        return NumberedInitiative(
            *common,
            marker=item.marker,
            ordinal=item.ordinal,
            title=item.title,
            level=item.level,
            parent_id=None if item.parent is None else self.ids[item.parent],
            role=item.role,
            list_id=self.lists[item.list],
            list_size=item.list_size,
            list_declared=item.list_declared,
        )

    def _target(self, target: Target, index: int, setting: Setting, sentence: Sentence) -> QuantitativeTarget:
        change = None if target.direction is None else Change(target.direction, target.from_value, target.basis)
        return QuantitativeTarget(
            *self._stated("quantitative_target", target, index, setting, sentence),
            value=target.value,
            value_max=target.value_max,
            unit=target.unit,
            bound=target.bound,
            measures=target.measures,
            change=change,
            nature=target.nature,
        )

    def _claim(self, claim: Claim, index: int, setting: Setting, sentence: Sentence) -> FirstClaim:
        return FirstClaim(
            *self._stated("first_claim", claim, index, setting, sentence),
            basis=claim.basis,
            scope=claim.scope,
            scope_text=claim.scope_text,
            rank=claim.rank,
            rank_within=claim.rank_within,
            object=claim.object,
        )
