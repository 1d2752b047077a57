"""How results look on a terminal: the tree of a document, and why a sentence gave its records."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rich.console import Console, Group
from rich.json import JSON
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from .chain import Result
from .evaluate import Fault, Scores
from .records import AnyRecord, FirstClaim, NumberedInitiative, QuantitativeTarget
from .words import words

# So wide that nothing wraps where no terminal sets a width.
UNBOUND = 100_000
STATUS_STYLE = {"achieved": "green", "ongoing": "yellow", "planned": "blue"}
BOUND_SIGN = {"exact": "", "about": "≈", "nearly": "↗", "over": ">", "at_least": "≥", "at_most": "≤", "under": "<"}
CHANGE_SIGN = {"increase": "↑", "decrease": "↓", "none": "→"}


def console() -> Console:
    """The console of standard output: in colour on a terminal, plain and without wrapping in a pipe."""
    return Console(width=None if sys.stdout.isatty() else UNBOUND, highlight=False, markup=False, emoji=False)


def tree(result: Result) -> Tree:
    """A document's initiatives as a tree, each with its targets and claims; what stands in none comes in its place."""
    row = result.document
    facts = " · ".join(str(row[key]) for key in ("date", "issuer") if row[key])
    root = Tree(Text.assemble((row["title"] or row["doc_id"], "bold"), (f"  {facts}" if facts else "", "dim")))
    below: dict[str | None, list[AnyRecord]] = defaultdict(list)
    for record in result.records:
        below[record.initiative_id].append(record)
    todo: list[tuple[Tree, str | None]] = [(root, None)]
    while todo:
        branch, parent = todo.pop()
        for record in below[parent]:
            grown = branch.add(label(record))
            if record.kind == "numbered_initiative":
                todo.append((grown, record.id))
    return root


def label(record: AnyRecord) -> Text:
    """One line that tells a record."""
    if isinstance(record, NumberedInitiative):
        text = Text.assemble((record.marker, "bold cyan"), " ", (record.title, "bold"))
        if record.list_declared not in (None, record.list_size):
            text.append(f"  {record.list_declared} promised, {record.list_size} found", "red")
    elif isinstance(record, QuantitativeTarget):
        text = _target(record)
    else:
        text = _claim(record)
    if record.status:
        text.append(f"  {record.status}", STATUS_STYLE[record.status])
    if record.period:
        text.append(f"  {record.period.text}", "dim")
    return text


def _target(record: QuantitativeTarget) -> Text:
    value = f"{record.value:,}" + (f"–{record.value_max:,}" if record.value_max is not None else "")
    sign = CHANGE_SIGN[record.change.direction] + " " if record.change else ""
    return Text.assemble(
        (f"{sign}{BOUND_SIGN[record.bound]}{value}{record.unit}", "yellow"),
        f"  {record.measures}  ",
        (f"“{record.span.text}”", "dim"),
    )


def _claim(record: FirstClaim) -> Text:
    rank = "" if record.rank is None else f" {'≤' if record.rank_within else ''}{record.rank}"
    return Text.assemble(
        (f"★ {record.scope} {record.basis}{rank}", "magenta"),
        f"  {record.object}  ",
        (f"“{record.span.text}”", "dim"),
    )


def explanation(result: Result) -> Group:
    """Why a text gave its records: its words, the rules that fired, those that others suppressed, the records."""
    return Group(*_explained(result))


def _explained(result: Result) -> Iterator[Text | JSON]:
    reading = result.reading
    for cut in result.reading.sentences:
        found = words(reading.text[cut.start : cut.end])
        yield Text(" ".join(f"{word.text}/{word.tag}" for word in found))
    yield Text("fired", "bold")
    for record in result.records:
        yield Text.assemble("  ", (record.extractor, "green"), f"  “{record.span.text}”")
    yield Text("suppressed", "bold")
    for hit in result.suppressed:
        yield Text.assemble("  ", (hit.rule, "red"), f"  “{reading.text[hit.start : hit.end]}” by ", (hit.by, "yellow"))
    yield Text("records", "bold")
    rows = [record.as_dict() for record in result.records]
    yield JSON(json.dumps(rows, ensure_ascii=False), ensure_ascii=False)


def scores(every: Scores) -> Table:
    """The figures of an evaluation, a line each, with how many mentions it was asked of."""
    table = Table(box=None, pad_edge=False)
    table.add_column("figure")
    for name in ("share", "right", "of"):
        table.add_column(name, justify="right")
    for kind, tally in every.kinds.items():
        gold, found = tally.found + tally.missed, tally.found + tally.extra
        table.add_row(f"{kind} precision", f"{tally.precision:.3f}", f"{tally.found:,}", f"{found:,}")
        table.add_row(f"{kind} recall", f"{tally.recall:.3f}", f"{tally.found:,}", f"{gold:,}")
        table.add_row(f"{kind} F1", f"{tally.f1:.3f}", style="bold")
        for name, n in tally.asked.items():
            table.add_row(f"  {name}", f"{tally.right[name] / n:.3f}", f"{tally.right[name]:,}", f"{n:,}")
    macro = every.figures()["quantitative_target.status_macro_f1"]
    table.add_row("mean F1 of target statuses", f"{macro:.3f}")
    return table


def faults(listed: Iterable[Fault]) -> Group:
    """What a run got wrong, a line each."""
    return Group(*(_fault(fault) for fault in listed))


def _fault(fault: Fault) -> Text:
    text = Text.assemble(
        (fault.doc_id, "cyan"), f" {fault.start} {fault.kind} ", (fault.what, "red"), f" “{fault.text[:24]}”"
    )
    if fault.want or fault.got:
        text.append(f" want {fault.want} got {fault.got}")
    return text


def changes(gains: list[Fault], losses: list[Fault]) -> Group:
    """What a run gained and lost against an earlier one."""
    return Group(
        Text(f"gained {len(gains)}", "green"), faults(gains), Text(f"lost {len(losses)}", "red"), faults(losses)
    )
