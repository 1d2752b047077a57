"""The YAML of a rules file -> its rules and words, checked strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping

import re2
import yaml

from . import HIT, Rule, RuleError, RuleFile, alternation

try:
    # libyaml's parser, where PyYAML was built with it: it reads the same, ten times faster.
    from yaml import CSafeLoader as SafeLoader
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

RULE_KEYS = {"id", "pattern", "before", "about", "unless", "examples", "counterexamples", "fields"}
FILE_KEYS = {"kind", "about", "fragments", "rules", "words"}
NAME = re.compile(r"\$([a-z_]+)|\$\{([a-z_]+)\}")


class _Lines(SafeLoader):
    """Keeps the line of each mapping, for messages, and refuses a key given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        keys = [self.construct_object(k, deep=True) for k, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise RuleError(f"line {node.start_mark.line + 1}: the key {key!r} stands twice")
        out: dict[object, object] = super().construct_mapping(node, deep=deep)
        out["__line__"] = node.start_mark.line + 1
        return out


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items() if k != "__line__"}
    return [_plain(v) for v in value] if isinstance(value, list) else value


def expand(pattern: str, fragments: Mapping[str, str], where: str) -> str:
    """The pattern with each `$name` replaced, also inside fragments; an unknown name is an error."""
    for _ in range(8):
        names = [a or b for a, b in NAME.findall(pattern)]
        if not names:
            return pattern
        unknown = [n for n in names if n not in fragments]
        if unknown:
            raise RuleError(f"{where}: no fragment is called ${unknown[0]}")
        pattern = NAME.sub(lambda m: f"(?:{fragments[m[1] or m[2]]})", pattern)
    raise RuleError(f"{where}: the fragments of this pattern contain each other")


def _strings(value: object, where: str, name: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise RuleError(f"{where}: {name} must be a list of texts")
    return tuple(value)


def parse(name: str, source: str, *, compiling: bool = True) -> RuleFile:
    """A rules file from its text, checked strictly; raises RuleError with file, line and mend.

    `compiling` has RE2 compile each pattern, which takes longer than all the rest.
    """
    try:
        data = yaml.load(source, _Lines)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        raise RuleError(f"{name}.yaml: not YAML: {error}") from error
    except RuleError as error:
        raise RuleError(f"{name}.yaml: {error}") from error
    if not isinstance(data, dict):
        raise RuleError(f"{name}.yaml: must hold kind, about and rules")
    odd = set(data) - FILE_KEYS - {"__line__"}
    if odd:
        raise RuleError(f"{name}.yaml: unknown keys {sorted(odd)}; allowed are {sorted(FILE_KEYS)}")
    fragments = data.get("fragments") or {}
    words = {k: _strings(v, f"{name}.yaml", k) for k, v in (data.get("words") or {}).items() if k != "__line__"}
    for key, listed in words.items():
        twice = {w for w in listed if listed.count(w) > 1}
        if twice:
            raise RuleError(f"{name}.yaml: words of {key} stand twice: {sorted(twice)}")
    fragments = {**{k: v for k, v in fragments.items() if k != "__line__"}}
    for key, listed in words.items():
        fragments.setdefault(key, alternation(listed)[3:-1])
    rules, seen = [], set()
    for row in data.get("rules") or []:
        if not isinstance(row, dict):
            raise RuleError(f"{name}.yaml: each rule must be a mapping with id and pattern, not {row!r}")
        where = f"{name}.yaml:{row.get('__line__')}"
        odd = set(row) - RULE_KEYS - {"__line__"}
        if odd:
            raise RuleError(f"{where}: unknown keys {sorted(odd)}; allowed are {sorted(RULE_KEYS)}")
        for key in ("id", "pattern"):
            if not isinstance(row.get(key), str) or not row[key]:
                raise RuleError(f"{where}: a rule needs {key}, a text")
        if row["id"] in seen:
            raise RuleError(f"{where}: the id {row['id']} stands twice")
        seen.add(row["id"])
        pattern = expand(row["pattern"], fragments, where)
        unless = tuple(expand(p, fragments, where) for p in _strings(row.get("unless"), where, "unless"))
        before = expand(str(row.get("before") or ""), fragments, where)
        for p in (pattern, before, *unless) if compiling else ():
            try:
                re2.compile(p)
            except re2.error as error:
                raise RuleError(f"{where}: rule {row['id']}: RE2 cannot compile {p!r}: {error}") from error
        examples = _strings(row.get("examples"), where, "examples")
        for example in examples:
            if len(HIT.findall(example)) != 1 or example.count("<hit>") != 1 or example.count("</hit>") != 1:
                raise RuleError(f"{where}: rule {row['id']}: mark one stretch <hit>…</hit> in {example!r}")
        counterexamples = _strings(row.get("counterexamples"), where, "counterexamples")
        if any("<hit>" in c or "</hit>" in c for c in counterexamples):
            raise RuleError(f"{where}: rule {row['id']}: a counterexample holds no <hit>")
        extra = _plain(row.get("fields") or {})
        if not isinstance(extra, dict):
            raise RuleError(f"{where}: rule {row['id']}: fields must be a mapping")
        rules.append(
            Rule(
                row["id"],
                str(data.get("kind", name)),
                pattern,
                str(row.get("about", "")),
                unless,
                examples,
                counterexamples,
                extra,
                f"{name}.yaml",
                int(row["__line__"]),
                before,
            )
        )
    return RuleFile(name, str(data.get("kind", name)), str(data.get("about", "")), tuple(rules), words)
