"""Records against gold: precision, recall, F1, how far attributes agree; gains and losses between two runs.

A record and a gold row of one kind match where their spans overlap, initiatives where they start within a character of
each other, one to one. An optional row is neither asked for nor held against a run. What a field of the gold row
leaves open is not judged; a list of values means that any of them is right.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .records import KINDS, Kind

Row = dict[str, Any]

# Attributes that must be equal, and those that are words, of which most must agree.
EXACT: Mapping[Kind, tuple[str, ...]] = {
    "numbered_initiative": ("marker", "ordinal", "level", "role", "list_size", "list_declared", "parent_start"),
    "quantitative_target": ("value", "value_max", "unit", "bound", "change", "from_value", "status", "nature"),
    "first_claim": ("basis", "scope", "rank", "rank_within", "status"),
}
WORDS: Mapping[Kind, tuple[str, ...]] = {
    "numbered_initiative": ("title",),
    "quantitative_target": ("measures", "period"),
    "first_claim": ("object",),
}
# Attributes that are to be null where the gold row has none; of the other kinds only where it names them.
NULL_WHERE_ABSENT: Mapping[Kind, tuple[str, ...]] = {
    "numbered_initiative": ("ordinal", "parent_start"),
    "quantitative_target": ("change", "from_value", "value_max", "nature"),
    "first_claim": ("rank",),
}
SPAN_OVERLAP: Mapping[Kind, float] = {"quantitative_target": 0.8, "first_claim": 0.5}
END_TOLERANCE = 2  # characters by which an initiative's end may be off
WORDS_AGREE = 0.7  # character F1
FAR = 400  # characters apart, at which starts are never compared
RARE = 10  # a status that the gold has less often is left out of the mean
MARKS = re.compile("[,、。.;:“”\"'‘’()《》「」\\s]")


class EvaluateError(ValueError):
    """Folders that cannot be compared; says which and how to mend it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a run got wrong: a mention `missed` or `extra`, or an attribute by its name."""

    doc_id: str
    kind: Kind
    what: str
    start: int
    text: str
    want: str = ""
    got: str = field(default="", compare=False)


@dataclass(slots=True)
class Tally:
    """Counts of one kind; `right` and `asked` are by attribute, `statuses` are pairs of wanted and got."""

    found: int = 0
    missed: int = 0
    extra: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    statuses: list[tuple[str, str | None]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """1 where nothing was found."""
        return self.found / (self.found + self.extra) if self.found + self.extra else 1.0

    @property
    def recall(self) -> float:
        """1 where there was nothing to find."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        """1 where there was nothing to find and nothing was found."""
        wrong = self.missed + self.extra
        return 2 * self.found / (2 * self.found + wrong) if self.found + wrong else 1.0

    def add(self, other: Tally) -> None:
        """Adds the counts of another document."""
        self.found += other.found
        self.missed += other.missed
        self.extra += other.extra
        self.right.update(other.right)
        self.asked.update(other.asked)
        self.statuses += other.statuses


@dataclass(slots=True)
class Scores:
    """What the comparison of one document, or of many together, gave."""

    kinds: dict[Kind, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    faults: list[Fault] = field(default_factory=list)

    def add(self, other: Scores) -> None:
        """Adds those of another document."""
        for kind, tally in other.kinds.items():
            self.kinds[kind].add(tally)
        self.faults += other.faults

    def figures(self) -> dict[str, float]:
        """Every figure by its name, such as `quantitative_target.f1` or `first_claim.scope`."""
        out: dict[str, float] = {}
        for kind, tally in self.kinds.items():
            out |= {f"{kind}.{name}": getattr(tally, name) for name in ("precision", "recall", "f1")}
            out |= {f"{kind}.{name}": tally.right[name] / n for name, n in tally.asked.items()}
        out["quantitative_target.status_macro_f1"] = macro_f1(self.kinds["quantitative_target"].statuses)
        return out


@dataclass(slots=True)
class Matched:
    """The mentions of one kind in a document, gold beside found; `open` are found over optional gold."""

    pairs: list[tuple[Row, Row]]
    missed: list[Row]
    extra: list[Row]
    open: list[Row]


def evaluate(gold: Mapping[str, list[Row]], records: Mapping[str, list[Row]]) -> tuple[Scores, dict[str, Scores]]:
    """The scores of all documents together and of each, by `doc_id`; records are as in `records.jsonl`."""
    every = Scores()
    each = {doc_id: score(doc_id, rows, records.get(doc_id, [])) for doc_id, rows in sorted(gold.items())}
    for scores in each.values():
        every.add(scores)
    return every, each


def score(doc_id: str, gold: list[Row], records: list[Row]) -> Scores:
    """The scores of one document."""
    scores = Scores()
    for kind, matched in match(gold, records).items():
        tally = scores.kinds[kind]
        tally.found, tally.missed, tally.extra = len(matched.pairs), len(matched.missed), len(matched.extra)
        scores.faults += [Fault(doc_id, kind, "missed", row["start"], row["text"]) for row in matched.missed]
        scores.faults += [Fault(doc_id, kind, "extra", row["start"], row["text"]) for row in matched.extra]
        for want, got in matched.pairs:
            for name, right, wanted, given in judgements(kind, want, got):
                tally.asked[name] += 1
                tally.right[name] += right
                if not right:
                    scores.faults.append(Fault(doc_id, kind, name, want["start"], want["text"], wanted, given))
            if isinstance(want.get("status"), str) and not want.get("status_optional"):
                tally.statuses.append((want["status"], got.get("status")))
    return scores


def match(gold: list[Row], records: list[Row]) -> dict[Kind, Matched]:
    """The records of a document beside its gold rows, kind by kind."""
    rows = flat(records)
    return {kind: _match(kind, _of(kind, gold), _of(kind, rows)) for kind in KINDS}


def _of(kind: Kind, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row["kind"] == kind]


def flat(records: list[Row]) -> list[Row]:
    """Records in the form of gold rows: the span, change and period spread out, the parent by its start."""
    starts = {r["id"]: r["span"]["start"] for r in records if r["kind"] == "numbered_initiative"}
    out = []
    for record in records:
        row = record | record["span"]
        change, period = record.get("change"), record.get("period")
        if change:
            row |= {"change": change["direction"], "from_value": change["from_value"]}
        if period:
            row["period"] = period["text"]
        row["parent_start"] = starts.get(record.get("parent_id") or "")
        out.append(row)
    return out


def _match(kind: Kind, gold: list[Row], found: list[Row]) -> Matched:
    """Pairs off, the best fit first; of equal fits the required row, then the nearer start."""
    options = [
        (fit, not g.get("optional"), -abs(g["start"] - p["start"]), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(found)
        if abs(g["start"] - p["start"]) < FAR and (fit := _fit(kind, g, p)) > 0
    ]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(options, reverse=True):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    optional = [g for g in gold if g.get("optional")]
    rest = [p for j, p in enumerate(found) if j not in taken]
    over = [p for p in rest if any(_fit(kind, g, p) > 0 for g in optional)]
    return Matched(
        pairs=[(g, found[partner[i]]) for i, g in enumerate(gold) if i in partner and not g.get("optional")],
        missed=[g for i, g in enumerate(gold) if i not in partner and not g.get("optional")],
        extra=[p for p in rest if p not in over],
        open=over + [found[partner[i]] for i, g in enumerate(gold) if i in partner and g.get("optional")],
    )


def _fit(kind: Kind, a: Row, b: Row) -> int:
    """How well two mentions fit; 0 or less where they do not match."""
    if kind == "numbered_initiative":
        return max(0, 2 - abs(int(a["start"]) - int(b["start"])))
    return _shared(a, b)


def _shared(a: Row, b: Row) -> int:
    """How many characters two spans have in common; negative where a gap parts them."""
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def judgements(kind: Kind, want: Row, got: Row) -> Iterator[tuple[str, bool, str, str]]:
    """For each attribute that a gold row asks for: its name, whether the record agrees, what was wanted and got."""
    if not want.get("span_optional"):
        yield "span", _span_agrees(kind, want, got), _place(want), _place(got)
    for names, agree in ((EXACT[kind], equal), (WORDS[kind], alike)):
        for name in names:
            if want.get(f"{name}_optional") or not _is_asked(kind, name, want):
                continue
            wanted, given = want.get(name), got.get(name)
            yield name, agree(wanted, given), _shown(wanted), _shown(given)


def _is_asked(kind: Kind, name: str, want: Row) -> bool:
    if want.get(name) not in (None, "", []):
        return True
    return name in NULL_WHERE_ABSENT[kind] and (kind == "quantitative_target" or name in want)


def _span_agrees(kind: Kind, a: Row, b: Row) -> bool:
    if kind == "numbered_initiative":
        return abs(int(a["end"]) - int(b["end"])) <= END_TOLERANCE
    both = int(max(a["end"], b["end"]) - min(a["start"], b["start"]))
    return _shared(a, b) / both >= SPAN_OVERLAP[kind]


def _place(row: Row) -> str:
    return f"{row['start']}-{row['end']} …{row['text'][-12:]}"


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def equal(want: object, got: object) -> bool:
    """Whether a value is the wanted one, or one of those wanted; widths and white space aside.

    >>> equal([3, None], None), equal(0.1 + 0.2, 0.3), equal("（一）", "(一)"), equal(1, None)
    (True, True, True, False)
    """
    if isinstance(want, list):
        return any(equal(one, got) for one in want)
    if isinstance(want, str) and isinstance(got, str):
        return _folded(want) == _folded(got)
    if _is_number(want) and _is_number(got):
        assert isinstance(want, int | float)
        assert isinstance(got, int | float)
        return abs(got - want) <= 1e-9 * max(1.0, abs(want))
    return want == got


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def alike(want: object, got: object) -> bool:
    """Whether a text shares most of its characters with the wanted one, or with one of those wanted."""
    if isinstance(want, list):
        return any(alike(one, got) for one in want)
    return char_f1(str(want or ""), str(got or "")) >= WORDS_AGREE


def char_f1(a: str, b: str) -> float:
    """The share of characters that two texts have in common, marks aside.

    >>> char_f1("改革任务", "改革任务"), char_f1("改革", "任务"), char_f1("", "")
    (1.0, 0.0, 1.0)
    """
    a, b = MARKS.sub("", _folded(a)), MARKS.sub("", _folded(b))
    if not a or not b:
        return float(a == b)
    return 2 * sum((Counter(a) & Counter(b)).values()) / (len(a) + len(b))


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def macro_f1(statuses: list[tuple[str, str | None]]) -> float:
    """The mean F1 over the statuses that the gold has often enough."""
    count = Counter(want for want, _ in statuses)
    each = []
    for label in (name for name, n in count.items() if n >= RARE):
        hit = sum(want == got == label for want, got in statuses)
        off = sum((want == label) != (got == label) for want, got in statuses)
        each.append(2 * hit / (2 * hit + off))
    return sum(each) / len(each) if each else 1.0


def gains_and_losses(before: Scores, after: Scores) -> tuple[list[Fault], list[Fault]]:
    """The faults of an earlier run that a later one no longer has, and those that are new in it."""
    old, new = set(before.faults), set(after.faults)
    return [f for f in before.faults if f not in new], [f for f in after.faults if f not in old]


def read_gold(folder: str | Path) -> dict[str, list[Row]]:
    """The gold rows of a folder of `<doc_id>.gold.jsonl` files."""
    paths = sorted(Path(folder).rglob("*.gold.jsonl"))
    if not paths:
        raise EvaluateError(f"{folder}: no *.gold.jsonl in there")
    return {str(p.relative_to(folder)).removesuffix(".gold.jsonl"): _rows(p) for p in paths}


def read_run(folder: str | Path, gold: Iterable[str]) -> dict[str, list[Row]]:
    """The records of an output folder by document; raises where a document that has gold is not among them."""
    try:
        documents = {row["doc_id"] for row in _rows(Path(folder) / "documents.jsonl")}
        rows = _rows(Path(folder) / "records.jsonl")
    except OSError as error:
        raise EvaluateError(f"{error.filename}: {error.strerror}; name the --out folder of a run") from error
    absent = sorted(set(gold) - documents)
    if absent:
        raise EvaluateError(f"{folder}: the run left out documents that have gold: {', '.join(absent)}")
    out: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        out[row["doc_id"]].append(row)
    return out


def _rows(path: Path) -> list[Row]:
    with open(path, encoding="utf-8") as file:
        try:
            return [json.loads(line) for line in file if line.strip()]
        except ValueError as error:
            raise EvaluateError(f"{path}: a line is no JSON: {error}") from error
