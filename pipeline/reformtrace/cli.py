"""The command line: one command a task, each a few lines over the package."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date as day
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from . import __version__
from .read import MAX_BYTES, MAX_PAGES, Document, ReadError, from_text, read
from .read.name import as_utf8

if TYPE_CHECKING:
    from .batch import Summary

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)
FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130


class SchemaName(StrEnum):
    """The files that have a schema."""

    records = "records"
    documents = "documents"


def _date(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        if day.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise typer.BadParameter(f"{value!r} is no date; write it as YYYY-MM-DD")


DateOption = Annotated[
    str | None, typer.Option("--date", callback=_date, help="The documents' date, YYYY-MM-DD, whatever they say.")
]
GoldOption = Annotated[str, typer.Option("--gold", help="The folder of gold rows, a file a document.")]
MaxBytesOption = Annotated[
    int, typer.Option("--max-bytes", min=1, help="The largest file that is read, and the most that it may unpack to.")
]
MaxPagesOption = Annotated[int, typer.Option("--max-pages", min=1, help="The most pages that a file may have.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[  # noqa: ARG001 - its callback acts
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    """Turns Chinese reform documents into linked JSON records."""
    for stream in (sys.stdout, sys.stderr):
        # Chinese goes out as UTF-8 under any locale; a path whose bytes are no UTF-8 as escapes.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@app.command()
def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, and folders that are read through.")],
    out: Annotated[str, typer.Option("--out", help="The folder to write to.")],
    doc_id: Annotated[str | None, typer.Option("--doc-id", help="The id of the one document given.")] = None,
    date: DateOption = None,
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="Documents read side by side; 0: one a core.")] = 1,
    fresh: Annotated[bool, typer.Option("--fresh", help="Take nothing over from earlier runs.")] = False,
    max_bytes: MaxBytesOption = MAX_BYTES,
    max_pages: MaxPagesOption = MAX_PAGES,
    max_seconds: Annotated[int, typer.Option("--max-seconds", min=1, help="The most time a document may take.")] = 120,
    max_memory: Annotated[int, typer.Option("--max-memory", min=1, help="The most memory it may take, in MB.")] = 2000,
) -> None:
    """Read files and folders and write their records to a folder."""
    from .batch import RunError, UsageError
    from .batch import run as run_batch
    from .outcomes import MEGABYTE
    from .worker import Bounds

    try:
        with _progress() as watch:
            summary = run_batch(
                paths,
                out,
                doc_id=doc_id,
                date=date,
                max_bytes=max_bytes,
                max_pages=max_pages,
                bounds=Bounds(max_seconds, max_memory * MEGABYTE),
                jobs=jobs,
                fresh=fresh,
                watch=watch,
            )
    except UsageError as error:
        _stop(str(error), WRONG_USAGE)
    except RunError as error:
        _stop(str(error), FAILED)
    except KeyboardInterrupt:
        _stop("interrupted; the same command goes on from here", INTERRUPTED)
    for failure in summary.failures:
        typer.echo(f"{failure.source}: {failure.reason}", err=True)
    if summary.kept:
        typer.echo(f"{summary.kept} of {summary.documents} documents had not changed since an earlier run", err=True)
    if summary.stale:
        typer.echo(f"{Path(as_utf8(out), 'texts')}: {summary.stale} texts of earlier runs were left there", err=True)
    typer.echo(closing(summary, as_utf8(out)))
    if summary.failures:
        raise typer.Exit(FAILED)


def closing(summary: Summary, out: str) -> str:
    """The table that ends a run; without rich, whose loading takes longer than a short document."""
    rows = [("documents", f"{summary.documents:,}")]
    rows += [(kind, f"{count:,}") for kind, count in summary.records.items()]
    rows += [("failures", f"{len(summary.failures):,}"), ("written to", out)]
    left, right = (max(len(row[i]) for row in rows) for i in (0, 1))
    lines = [f"{name:<{left}}  {figure:>{right}}" for name, figure in rows]
    if summary.failures:
        lines[-2] = typer.style(lines[-2], fg="red")
    return "\n".join(lines)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """What shows how far a run is; nothing where standard error is no terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("documents", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@app.command()
def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The document.")],
    date: DateOption = None,
    max_bytes: MaxBytesOption = MAX_BYTES,
    max_pages: MaxPagesOption = MAX_PAGES,
) -> None:
    """Print a document's initiatives as a tree, with their targets and claims."""
    from .chain import process
    from .display import console, tree

    console().print(tree(process(_document(file, date, max_bytes, max_pages))))


def _document(file: str, date: str | None, max_bytes: int, max_pages: int) -> Document:
    if not Path(file).exists():
        _stop(f"{as_utf8(file)}: there is no such file", WRONG_USAGE)
    try:
        return read(file, date=date, max_bytes=max_bytes, max_pages=max_pages)
    except ReadError as error:
        _stop(str(error), FAILED)


@app.command()
def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence, in quotes.")],
    date: DateOption = None,
) -> None:
    """Say why a sentence gives its records: words, rules that fired, rules that were suppressed."""
    from .chain import process
    from .display import console, explanation

    console().print(explanation(process(from_text(as_utf8(sentence), date=date))))


@app.command()
def schema(
    name: Annotated[SchemaName, typer.Argument(help="Whose lines.")] = SchemaName.records,
) -> None:
    """Print the JSON Schema of an output file's lines."""
    from .schema import schema as text_of

    typer.echo(text_of(name.value), nl=False)


@app.command()
def evaluate(
    records: Annotated[str, typer.Argument(metavar="RECORDS_DIR", help="The --out folder of a run.")],
    gold: GoldOption = "annotations/gold",
    before: Annotated[str | None, typer.Option("--before", help="An earlier run: tell gains and losses.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List what is wrong.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the page docs/scores.md.")] = False,
) -> None:
    """Score the records of a run against gold: F1 by kind, and how far attributes agree."""
    from . import evaluate as scoring
    from .display import changes, console, faults, scores

    try:
        rows = scoring.read_gold(gold)
        every, each = scoring.evaluate(rows, scoring.read_run(records, rows))
        earlier = scoring.evaluate(rows, scoring.read_run(before, rows))[0] if before else None
    except scoring.EvaluateError as error:
        _stop(str(error), WRONG_USAGE)
    if as_json:
        typer.echo(json.dumps(every.figures()))
    elif markdown:
        from .pages import scores_page

        typer.echo(scores_page(every, each), nl=False)
    else:
        if listed:
            console().print(faults(every.faults))
        if earlier:
            console().print(changes(*scoring.gains_and_losses(earlier, every)))
        console().print(scores(every))


@app.command()
def rules(
    reports: Annotated[str | None, typer.Option("--reports", help="Reports to count on how each rule did.")] = None,
    gold: GoldOption = "annotations/gold",
) -> None:
    """Print every rule with its examples as Markdown: the page docs/rules.md."""
    from .evaluate import EvaluateError
    from .pages import bundled, rules_page, uses

    try:
        typer.echo(rules_page(uses(bundled(reports, gold)) if reports else None), nl=False)
    except EvaluateError as error:
        _stop(str(error), WRONG_USAGE)


def _stop(message: str, code: int) -> NoReturn:
    typer.echo(f"Error: {message}", err=True)
    raise typer.Exit(code)


def command() -> NoReturn:
    """What a shell starts: runs the command and ends the process."""
    code = 0
    try:
        app(prog_name="reformtrace")
    except SystemExit as end:
        if not isinstance(end.code, int):
            raise
        code = end.code
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # as where a shell closed it
            stream.flush()
    # Everything is written. Taking the dictionaries apart piece by piece, as an ordinary end does, would take a good
    # part of the time of a short document.
    os._exit(code)
