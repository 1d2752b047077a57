"""Scores: what matches, what is judged, gains and losses, and the folders that cannot be compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import called
from reformtrace.evaluate import (
    EvaluateError,
    Fault,
    Row,
    Scores,
    Tally,
    alike,
    char_f1,
    equal,
    evaluate,
    flat,
    gains_and_losses,
    macro_f1,
    match,
    read_gold,
    read_run,
    score,
)

TEXT = "全市完成改革任务132项,覆盖率达到96%,在全国率先推行联办。" * 40


def gold_target(start: int, end: int, **fields: Any) -> Row:
    row = {"value": 132, "unit": "项", "measures": "改革任务", "bound": "exact", "status": "achieved"}
    return {"kind": "quantitative_target", "start": start, "end": end, "text": TEXT[start:end], **row, **fields}


def target(start: int, end: int, change: Row | None = None, period: str | None = None, **fields: Any) -> Row:
    row = {"value": 132, "value_max": None, "unit": "项", "measures": "改革任务", "bound": "exact", "nature": None}
    return {
        "kind": "quantitative_target",
        "id": f"q-{start}-{end}",
        "span": {"start": start, "end": end, "text": TEXT[start:end]},
        "status": "achieved",
        "change": change,
        "period": period and {"text": period, "start": None, "end": None},
        **row,
        **fields,
    }


def item(start: int, end: int, parent: str | None = None, **fields: Any) -> Row:
    span = {"start": start, "end": end, "text": TEXT[start:end]}
    row = {"kind": "numbered_initiative", "id": f"n-{start}", "span": span, "parent_id": parent}
    return {**row, "marker": "一、", "title": "改革", **fields}


def faults(gold: list[Row], found: list[Row]) -> list[str]:
    return [fault.what for fault in score("d", gold, found).faults]


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        ([(8, 12)], [(8, 12)], (1, 0, 0)),
        ([(8, 12)], [(11, 20)], (1, 0, 0)),
        ([(8, 12)], [(12, 20)], (0, 1, 1)),
        ([(8, 12)], [], (0, 1, 0)),
        ([], [(8, 12)], (0, 0, 1)),
        ([], [], (0, 0, 0)),
        # One to one, the longer overlap first.
        ([(8, 12)], [(8, 10), (10, 12), (9, 13)], (1, 0, 2)),
        ([(8, 12), (12, 16)], [(8, 16)], (1, 1, 0)),
    ],
)
def test_mentions_match_one_to_one(
    gold: list[tuple[int, int]], found: list[tuple[int, int]], expected: tuple[int, int, int]
) -> None:
    tally = score("d", [gold_target(*x) for x in gold], [target(*x) for x in found]).kinds["quantitative_target"]
    assert (tally.found, tally.missed, tally.extra) == expected


def test_kinds_do_not_match_each_other() -> None:
    assert faults([gold_target(0, 5)], [item(0, 5)]) == ["extra", "missed"]


@pytest.mark.parametrize(("start", "matches"), [(9, True), (10, True), (11, True), (12, False), (8, False)])
def test_initiatives_match_by_their_start(start: int, matches: bool) -> None:
    gold = [{"kind": "numbered_initiative", "start": 10, "end": 40, "text": ""}]
    assert bool(match(gold, [item(start, 40)])["numbered_initiative"].pairs) is matches


def test_an_optional_row_counts_neither_way() -> None:
    optional = gold_target(8, 12, optional=True)
    for found in ([], [target(8, 12)], [target(8, 10), target(10, 12)]):
        tally = score("d", [optional], found).kinds["quantitative_target"]
        assert (tally.found, tally.missed, tally.extra, tally.asked) == (0, 0, 0, {})
    assert len(match([optional], [target(8, 10), target(10, 12)])["quantitative_target"].open) == 2


def test_a_required_row_matches_before_an_optional_one_of_equal_fit() -> None:
    rows = [gold_target(8, 12, optional=True), gold_target(8, 12)]
    assert score("d", rows, [target(8, 12)]).kinds["quantitative_target"].found == 1


@pytest.mark.parametrize(
    ("want", "got", "wrong"),
    [
        ({}, {}, []),
        ({"value": 133}, {}, ["value"]),
        ({"value": [131, 132]}, {}, []),
        ({"value": 133, "value_optional": True}, {}, []),
        ({"unit": ""}, {"unit": "件"}, []),  # not asked
        ({"bound": "over"}, {}, ["bound"]),
        ({"status": None}, {}, []),  # not asked
        ({"status": ["planned", "ongoing"]}, {}, ["status"]),
        ({"change": "increase"}, {"change": {"direction": "increase", "from_value": None}}, []),
        ({"change": "increase"}, {}, ["change"]),
        # Absent from the gold row: to be null.
        ({}, {"change": {"direction": "increase", "from_value": 3}}, ["change", "from_value"]),
        ({"change_optional": True}, {"change": {"direction": "none", "from_value": None}}, []),
        ({}, {"value_max": 140}, ["value_max"]),
        ({}, {"nature": "binding"}, ["nature"]),
        ({"nature": [None, "binding"]}, {"nature": "binding"}, []),
        ({"period": "2030年"}, {"period": "到2030年"}, []),
        ({"period": "2030年"}, {}, ["period"]),
        ({}, {"period": "2030年"}, []),  # not asked
        ({"measures": "改革任务数"}, {}, []),
        ({"measures": ["学校", "任务"]}, {}, ["measures"]),
    ],
)
def test_attributes_of_targets(want: Row, got: Row, wrong: list[str]) -> None:
    assert faults([gold_target(8, 12, **want)], [target(8, 12, **got)]) == wrong


@pytest.mark.parametrize(("end", "wrong"), [(12, []), (13, []), (14, ["span"])])
def test_a_targets_span_must_overlap_by_four_fifths(end: int, wrong: list[str]) -> None:
    assert faults([gold_target(8, 12)], [target(8, end)]) == wrong


@pytest.mark.parametrize(("end", "wrong"), [(42, []), (38, []), (43, ["span"])])
def test_an_initiatives_end_may_be_two_off(end: int, wrong: list[str]) -> None:
    gold = {"kind": "numbered_initiative", "start": 10, "end": 40, "text": ""}
    assert faults([gold], [item(10, end)]) == wrong
    assert faults([{**gold, "span_optional": True}], [item(10, end)]) == []


def test_a_parent_is_compared_by_its_start() -> None:
    found = [item(10, 90), item(20, 40, "n-10")]
    assert [row["parent_start"] for row in flat(found)] == [None, 10]
    base = {"kind": "numbered_initiative", "end": 40, "text": ""}
    assert faults([{**base, "start": 10, "end": 90}, {**base, "start": 20, "parent_start": 10}], found) == []
    assert faults([{**base, "start": 10, "end": 90}, {**base, "start": 20, "parent_start": None}], found) == [
        "parent_start"
    ]


def test_values_and_words() -> None:
    assert equal("（一）", "(一)")
    assert equal(200 / 3, 66.66666666666667)
    assert not equal(True, 1.5)
    assert equal(False, False)
    assert not equal(3, "3")
    assert alike("改革任务", "具体改革任务")
    assert not alike("任务", "改革")
    assert alike(None, None)
    assert char_f1("绿道", "新增绿道") == pytest.approx(2 / 3)
    assert char_f1("“甲”、乙", "甲乙") == 1


def test_precision_recall_and_f1() -> None:
    tally = Tally(found=6, missed=2, extra=4)
    assert (tally.precision, tally.recall) == (0.6, 0.75)
    assert tally.f1 == pytest.approx(2 / 3)
    assert (Tally().precision, Tally().recall, Tally().f1) == (1, 1, 1)
    assert Tally(missed=3).f1 == Tally(extra=3).f1 == 0


def test_the_mean_over_statuses_leaves_out_rare_ones() -> None:
    pairs: list[tuple[str, str | None]] = [("planned", "planned") for _ in range(10)]
    pairs += [("achieved", "achieved") for _ in range(9)]
    assert macro_f1([*pairs, ("achieved", "planned")]) == pytest.approx((20 / 21 + 18 / 19) / 2)
    assert macro_f1([*pairs, ("ongoing", "achieved")]) == 1
    assert macro_f1([]) == 1


def test_documents_add_up() -> None:
    gold = {"a": [gold_target(8, 12)], "b": [gold_target(8, 12), gold_target(20, 24)]}
    every, each = evaluate(gold, {"a": [target(8, 12)], "b": [target(8, 12, unit="件")]})
    figures = every.figures()
    assert figures["quantitative_target.recall"] == pytest.approx(2 / 3)
    assert figures["quantitative_target.unit"] == 0.5
    assert figures["first_claim.f1"] == 1
    assert each["b"].kinds["quantitative_target"].missed == 1
    assert [(f.doc_id, f.what) for f in every.faults] == [("b", "missed"), ("b", "unit")]


def test_gains_and_losses() -> None:
    gold = [gold_target(8, 12), gold_target(20, 24)]

    def run(*found: Row) -> Scores:
        return score("d", gold, list(found))

    before, after = run(target(8, 12, unit="件"), target(40, 44)), run(target(8, 12), target(20, 24, unit="件"))
    gained, lost = gains_and_losses(before, after)
    assert [(f.what, f.start) for f in gained] == [("missed", 20), ("extra", 40), ("unit", 8)]
    assert [(f.what, f.start) for f in lost] == [("unit", 20)]
    # Wrong in another way is neither.
    other = run(target(8, 12, unit="个"), target(40, 44))
    assert gains_and_losses(before, other) == ([], [])
    assert Fault("d", "first_claim", "rank", 1, "甲", "1", "2") == Fault("d", "first_claim", "rank", 1, "甲", "1", "3")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of gold and one of a run, both of one document `a`."""
    gold, run = tmp_path / "gold", tmp_path / "run"
    gold.mkdir()
    run.mkdir()
    write(gold / "a.gold.jsonl", [gold_target(8, 12), gold_target(20, 24)])
    write(run / "documents.jsonl", [{"doc_id": "a"}, {"doc_id": "b"}])
    write(run / "records.jsonl", [{"doc_id": "a", **target(8, 12)}, {"doc_id": "b", **target(8, 12)}])
    return gold, run


def write(path: Path, rows: list[Row]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def test_folders_are_read(folders: tuple[Path, Path]) -> None:
    gold, run = folders
    assert list(read_gold(gold)) == ["a"]
    assert {doc_id: len(rows) for doc_id, rows in read_run(run, ["a"]).items()} == {"a": 1, "b": 1}


def test_folders_that_cannot_be_compared_are_refused(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, run = folders
    with pytest.raises(EvaluateError, match=r"gold\.jsonl"):
        read_gold(run)
    with pytest.raises(EvaluateError, match="documents that have gold: c"):
        read_run(run, ["a", "c"])
    with pytest.raises(EvaluateError, match="--out"):
        read_run(tmp_path / "nothing", ["a"])
    (gold / "a.gold.jsonl").write_text("no JSON\n", encoding="utf-8")
    with pytest.raises(EvaluateError, match="no JSON"):
        read_gold(gold)


def call(*args: str | Path) -> tuple[int, str, str]:
    return called.call("evaluate", *args)


def test_the_command_prints_a_table_or_json(folders: tuple[Path, Path]) -> None:
    gold, run = folders
    code, out, _ = call(run, "--gold", gold, "--list")
    assert code == 0
    assert "missed" in out
    assert "quantitative_target recall" in out
    code, out, _ = call(run, "--gold", gold, "--json")
    assert json.loads(out)["quantitative_target.recall"] == 0.5


def test_the_command_tells_gains_and_losses(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, run = folders
    worse = tmp_path / "worse"
    worse.mkdir()
    write(worse / "documents.jsonl", [{"doc_id": "a"}])
    write(worse / "records.jsonl", [])
    code, out, _ = call(run, "--gold", gold, "--before", worse)
    assert code == 0
    assert "gained 1" in out
    assert "lost 0" in out


def test_the_command_refuses_what_is_no_run(tmp_path: Path) -> None:
    code, _, err = call(tmp_path, "--gold", tmp_path)
    assert code == 2
    assert "gold" in err
