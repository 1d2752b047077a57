"""Every rule of every file against its own examples and counterexamples, and the strictness of the loader."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from reformtrace.chain import Result, process
from reformtrace.find.targets import suppressors
from reformtrace.read import from_text
from reformtrace.reflow import furniture_rule
from reformtrace.rules import FILES, FOLDER, HIT, Covers, Rule, RuleError, Scanner, all_rules, load
from reformtrace.rules.keep import kept
from reformtrace.rules.parse import parse


def marked(example: str) -> tuple[str, int, int]:
    """The text of an example and where its hit stands."""
    m = HIT.search(example)
    assert m
    return example[: m.start()] + m[1] + example[m.end() :], m.start(), m.start() + len(m[1])


def run(text: str) -> Result:
    return process(from_text(text))


def hits(rule: Rule, text: str) -> Iterator[tuple[int, int]]:
    """Where a rule hits a text, as its kind of rule counts hits."""
    if rule.kind == "furniture":
        if furniture_rule(text) == rule.id:
            yield 0, len(text)
    elif rule.kind == "context":
        yield from (m.span() for m in re.finditer(rule.pattern, text))
    elif rule.kind == "suppressor":
        yield from ((a, b) for a, b, hit, off in suppressors().hits(text) if hit.id == rule.id and not off)
    else:
        for record in run(text).records:
            if record.extractor == rule.id:
                end = record.span.end
                if record.kind == "numbered_initiative":
                    end = record.span.start + len(written(record.span.text, record.marker))
                yield record.span.start, end


def written(text: str, marker: str) -> str:
    """The marker as it stands at the head of an item, its spaces included."""
    end = 0
    for char in marker:
        end = text.index(char, end) + 1
    return text[:end]


def ids(rules: Iterator[Rule]) -> list[object]:
    return [pytest.param(rule, id=f"{rule.file.removesuffix('.yaml')}:{rule.id}") for rule in rules]


@pytest.mark.parametrize("name", FILES)
def test_the_json_of_a_rules_file_is_current_and_says_the_same(name: str) -> None:
    text = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert text == kept(name), "run: python -m reformtrace.rules.keep"
    assert load(name) == parse(name, (FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("rule", ids(all_rules()))
def test_a_rule_hits_its_examples_and_no_counterexample(rule: Rule) -> None:
    for example in rule.examples:
        text, start, end = marked(example)
        assert (start, end) in list(hits(rule, text)), example
        if rule.kind == "suppressor":
            assert not numbers(text, start, end), f"{example}: a number in there is a target all the same"
    for text in rule.counterexamples:
        assert list(hits(rule, text)) == [], text


def numbers(text: str, start: int, end: int) -> list[str]:
    """The targets that start inside a stretch."""
    return [r.span.text for r in run(text).records if r.kind == "quantitative_target" and start <= r.span.start < end]


@pytest.mark.parametrize("rule", ids(all_rules()))
def test_a_rule_has_examples_enough(rule: Rule) -> None:
    assert len(rule.examples) >= 2
    assert len(set(rule.examples)) == len(rule.examples)
    assert rule.about
    if rule.kind == "suppressor" or rule.unless:
        assert rule.counterexamples


@pytest.mark.parametrize("name", FILES)
def test_a_file_says_what_it_is_about(name: str) -> None:
    assert load(name).about
    assert load(name).rules


def test_ids_are_unique_over_all_files() -> None:
    every = [rule.id for rule in all_rules()]
    assert len(every) == len(set(every))


GOOD = """kind: first_claim
about: Nothing.
fragments:
  far: '遥远'
rules:
  - id: one
    pattern: '$far的?'
    examples: ['这里<hit>遥远的</hit>路。']
  - id: two
    pattern: '近'
"""


def test_a_sound_file_is_read() -> None:
    one, two = parse("x", GOOD).rules
    assert (one.pattern, one.file, one.line) == ("(?:遥远)的?", "x.yaml", 6)
    assert (two.id, two.line, two.examples) == ("two", 9, ())


@pytest.mark.parametrize(
    ("old", "new", "where", "says"),
    [
        ("    pattern: '近'", "    pattern: '近'\n    colour: red", "x.yaml:9", "colour"),
        ("about: Nothing.", "about: Nothing.\ncolour: red", "x.yaml", "colour"),
        ("'近'", "'近$farr'", "x.yaml:9", "$farr"),
        ("far: '遥远'", "far: '$far'", "x.yaml:6", "contain each other"),
        ("id: two", "id: one", "x.yaml:9", "stands twice"),
        ("    pattern: '近'", "    pattern: '近'\n    pattern: '远'", "x.yaml", "stands twice"),
        ("    pattern: '近'", "    pattern: '近'\n    pattern: '远'", "line 9", "stands twice"),
        ("'近'", "'近('", "x.yaml:9", "RE2 cannot compile"),
        ("'近'", "'(?<=远)近'", "x.yaml:9", "RE2 cannot compile"),
        ("'近'", "''", "x.yaml:9", "needs pattern"),
        ("id: two", "id: 2", "x.yaml:9", "needs id"),
        ("<hit>", "<hitt>", "x.yaml:6", "mark one stretch"),
        ("</hit>", "", "x.yaml:6", "mark one stretch"),
        ("遥远的</hit>", "遥远的</hit><hit>路</hit>", "x.yaml:6", "mark one stretch"),
        ("<hit>遥远的</hit>", "<hit></hit>", "x.yaml:6", "mark one stretch"),
        ("'近'", "'近'\n    examples: 近", "x.yaml:9", "examples must be a list"),
        ("'近'", "'近'\n    counterexamples: ['<hit>近</hit>']", "x.yaml:9", "holds no <hit>"),
        ("'近'", "'近'\n    unless: ['(']", "x.yaml:9", "RE2 cannot compile"),
        ("'近'", "'近'\n    fields: 3", "x.yaml:9", "fields must be a mapping"),
        ("about: Nothing.", "about: Nothing.\nwords: {a: [近, 近]}", "x.yaml", "stand twice"),
        ("about: Nothing.", "about: [", "x.yaml", "not YAML"),
    ],
)
def test_a_bad_file_is_refused_with_file_and_line(old: str, new: str, where: str, says: str) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(RuleError) as error:
        parse("x", GOOD.replace(old, new))
    assert where in str(error.value)
    assert says in str(error.value)


def test_a_file_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(RuleError, match="kind, about and rules"):
        parse("x", "- one\n- two\n")


def scanner(*rows: str) -> Scanner:
    return Scanner(parse("x", "kind: x\nabout: X.\nrules:\n" + "".join(f"  - {row}\n" for row in rows)).rules)


def found(scan: Scanner, text: str) -> list[tuple[str, str, bool]]:
    return [(text[a:b], rule.id, off) for a, b, rule, off in scan.hits(text)]


def test_the_first_rule_that_fits_hits_and_hits_do_not_overlap() -> None:
    scan = scanner("{id: long, pattern: 山川(河)流}", "{id: short, pattern: 山|川|河}")
    assert found(scan, "山川河流川") == [("山川河流", "long", False), ("川", "short", False)]


def test_a_rule_for_the_end_of_the_text_hits_there_alone() -> None:
    scan = scanner("{id: last, pattern: '河(?:山|$)'}", "{id: any, pattern: 河}")
    assert [rule for _, rule, _ in found(scan, "河边河\n河山河")] == ["any", "any", "last", "last"]


def test_before_moves_the_start_or_refuses_the_hit() -> None:
    scan = scanner("{id: a, pattern: 河, before: '大|小'}", "{id: b, pattern: 山, before: '(?:高)?'}")
    assert found(scan, "大河河山高山") == [("大河", "a", False), ("山", "b", False), ("高山", "b", False)]


def test_unless_over_or_around_the_hit_suppresses_it() -> None:
    scan = scanner("{id: a, pattern: 河, unless: [河马, '[江淮]河']}")
    assert found(scan, "河里有河马,江河远") == [("河", "a", False), ("河", "a", True), ("河", "a", True)]
    # An `unless` that matches beside the hit, not over it, leaves it alone.
    assert found(scanner("{id: a, pattern: 河, unless: [马]}"), "河马") == [("河", "a", False)]


def test_a_scan_takes_linear_time_on_hostile_text() -> None:
    assert found(scanner("{id: a, pattern: '(?:一+)+河'}"), "一" * 100_000) == []


@pytest.mark.parametrize("between", ["", "\n", "\n\n"])
def test_covers_tell_what_the_hits_tell(between: str) -> None:
    text = between.join(
        HIT.sub(r"\1", line) for rule in suppressors().rules for line in (*rule.examples, *rule.counterexamples)
    )
    kept_hits = [(start, end, rule) for start, end, rule, off in suppressors().hits(text) if not off]
    covers = Covers(suppressors(), text)
    for place in range(len(text)):
        assert covers.rule_at(place) == next((rule for start, end, rule in kept_hits if start <= place < end), None)
