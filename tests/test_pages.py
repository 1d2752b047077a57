"""The generated pages: kept current, and true to what they count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from called import call
from reformtrace import batch
from reformtrace.chain import process
from reformtrace.evaluate import EvaluateError
from reformtrace.pages import Use, bundled, escaped, outcomes, rules_page, shown, table, uses
from reformtrace.read import from_text
from reformtrace.rules import all_rules

ROOT = Path(__file__).parents[1]
REPORTS, GOLD, DOCS = ROOT / "corpora" / "reports", ROOT / "annotations" / "gold", ROOT / "docs"


def printed(*args: str | Path) -> str:
    code, out, err = call(*args)
    assert code == 0, err
    return out


def test_the_page_of_rules_is_current() -> None:
    page = printed("rules", "--reports", REPORTS, "--gold", GOLD)
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == page, "run: make docs"


def test_the_page_of_scores_is_current(tmp_path: Path) -> None:
    batch.run([str(REPORTS)], tmp_path)
    page = printed("evaluate", tmp_path, "--gold", GOLD, "--markdown")
    assert (DOCS / "scores.md").read_text(encoding="utf-8") == page, "run: make docs"


def test_every_rule_is_on_the_page_and_without_reports_there_are_no_counts() -> None:
    page = printed("rules")
    lines = page.splitlines()
    for rule in all_rules():
        assert f"### {rule.id}" in lines
        assert all(f"- {shown(example)}" in lines for example in rule.examples)
        assert all(f"- not: {escaped(example)}" in lines for example in rule.counterexamples)
    assert "Found" not in page
    assert page == rules_page()


def test_gold_without_its_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluateError, match="no such report"):
        list(bundled(tmp_path, GOLD))
    assert call("rules", "--reports", tmp_path, "--gold", GOLD)[0] == 2


def gold(text: str, mention: str, **fields: object) -> dict[str, object]:
    start = text.index(mention)
    row = {"kind": "quantitative_target", "start": start, "end": start + len(mention), "text": mention}
    return {**row, "status": "achieved", **fields}


def fired(text: str, *rows: dict[str, object]) -> Iterator[tuple[str, bool]]:
    return outcomes(process(from_text(text)), list(rows))


def test_a_rule_is_right_where_the_gold_has_its_mention() -> None:
    text = "新建学校12所,道路30公里。"
    assert set(fired(text, gold(text, "12所"))) == {("target.count", True), ("target.measure", False)}
    assert set(fired(text, gold(text, "12所"), gold(text, "30公里", optional=True))) == {("target.count", True)}


def test_a_suppressor_is_wrong_where_the_gold_has_a_target() -> None:
    text = "召开第3次会议。"
    assert list(fired(text)) == [("not.ordinal", True)]
    assert list(fired(text, gold(text, "3次"))) == [("not.ordinal", False)]
    assert list(fired(text, gold(text, "3次", optional=True))) == [("not.ordinal", True)]


def test_furniture_is_wrong_where_the_gold_has_anything() -> None:
    text = "№\n责任编辑:周晓岚\n"
    assert list(fired(text)) == [("furniture.editor", True)]
    assert list(fired(text, gold(text, "周晓岚"))) == [("furniture.editor", False)]


def test_a_lead_is_right_where_the_gold_has_its_status() -> None:
    text = "过去五年,新建学校12所。"
    assert ("status.done_lead", True) in list(fired(text, gold(text, "12所")))
    assert ("status.done_lead", False) in list(fired(text, gold(text, "12所", status="planned")))


def test_uses_add_up() -> None:
    text = "新建学校12所、医院3所。"
    used = uses([(process(from_text(text)), [gold(text, "12所")])])
    assert used["target.count"] == Use(fired=2, right=1)
    assert used["target.count"].wrong == 1


def test_marks_are_shown_literally() -> None:
    assert escaped("[1]*a*_b|<c>") == r"\[1\]\*a\*\_b\|\<c\>"
    assert shown("建成<hit>12座</hit>桥[1]。") == r"建成**12座**桥\[1\]。"
    assert table(("a", "b"), [("x", 1), ("y", 2.5)]) == "| a | b |\n| --- | ---: |\n| x | 1 |\n| y | 2.5 |"
