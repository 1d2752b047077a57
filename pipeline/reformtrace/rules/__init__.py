"""The rules: what is looked for, as data. This module alone knows the format of the YAML files beside it.

A file holds `kind`, `about`, optional `fragments` (names for pieces of patterns, used as `$name`) and `rules`. A rule
holds `id`, `pattern`, `examples` (the stretch it must hit marked `<hit>…</hit>`), and may hold `about`, `unless`
(patterns that, matched over or around the hit, suppress it), `before` (a pattern for what stands directly in front;
the hit then starts there, and where it cannot match there is no hit), `counterexamples`, and whatever `fields` its
kind reads. Patterns speak of text in simplified script with folded widths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import re2
import yaml

try:
    # libyaml's parser, where PyYAML was built with it: it reads the same, ten times faster.
    from yaml import CSafeLoader as SafeLoader
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

FILES = ("markers", "furniture", "targets", "suppressors", "claims", "context", "tables")
RULE_KEYS = {"id", "pattern", "before", "about", "unless", "examples", "counterexamples", "fields"}
FILE_KEYS = {"kind", "about", "fragments", "rules", "words"}
HIT = re.compile("<hit>(.+?)</hit>")
SEEN_BEHIND = 64  # bytes behind a hit, so that `$` in a pattern means the end of the text and not that of the hit
BEFORE = 40  # how far in front of a hit its `before` may reach
NAME = re.compile(r"\$([a-z_]+)|\$\{([a-z_]+)\}")


# Room for the automaton of all rules together; with RE2's own 8 MB it is thrown away and built anew ten times over.
AUTOMATON_BYTES = 256 << 20


class RuleError(ValueError):
    """A rules file that does not hold to the format; names file, line and what to mend."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a file; `fields` are what its kind reads beside the pattern."""

    id: str
    kind: str
    pattern: str
    about: str
    unless: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    fields: Mapping[str, object]
    file: str
    line: int
    before: str = ""

    def text(self, name: str, default: str = "") -> str:
        """A field that is a string; the default where the rule lacks it."""
        value = self.fields.get(name, default)
        if not isinstance(value, str):
            raise RuleError(f"{self.file}:{self.line}: rule {self.id}: {name} must be a text")
        return value


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A rules file: its rules and its word lists, patterns expanded."""

    name: str
    kind: str
    about: str
    rules: tuple[Rule, ...]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def alternation(self, name: str) -> str:
        """The words of a list as one pattern, longest first."""
        return alternation(self.words[name])


def alternation(words: tuple[str, ...] | list[str]) -> str:
    """Words as one non-capturing group of a pattern, longest first so that the longest wins.

    >>> alternation(["项", "大项"])
    '(?:大项|项)'
    """
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


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


@cache
def load(name: str) -> RuleFile:
    """A rules file by its name, from beside this module."""
    path: Traversable = files(__package__) / f"{name}.yaml"
    # The patterns of these files are compiled one by one by the tests; here only those that a text asks for.
    return parse(name, path.read_text(encoding="utf-8"), compiling=False)


def all_rules() -> Iterator[Rule]:
    """Every rule of every file, in order."""
    for name in FILES:
        yield from load(name).rules


class Scanner:
    """Finds where the rules of a file hit, in one pass over a text of any length, in linear time.

    Rules are tried in their order at each place; hits do not overlap.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        options = re2.Options()
        options.never_nl = True
        options.max_mem = AUTOMATON_BYTES
        # Without groups RE2 finds a hit by its fast automaton alone; which rule it is, the rules' own patterns tell.
        plain = [_uncaptured(r.pattern) for r in rules]
        # On bytes RE2 need not count characters; the few between two hits are counted here.
        self.pattern = re2.compile("|".join(f"(?:{p})" for p in plain).encode(), options)
        self.which = re2.Set.MatchSet(options)
        for p in plain:
            self.which.Add(p.encode())
        self.which.Compile()
        self.options = options
        # Compiled where a hit first asks for them: most documents ask for few.
        self.unless: dict[int, tuple[re.Pattern[str], ...]] = {}
        self.before: dict[int, Any] = {}

    def hits(self, text: str) -> Iterator[tuple[int, int, Rule, bool]]:
        """Start, end and rule of each hit, and whether one of its `unless` patterns suppresses it."""
        last = at = bytes_at = 0
        data = text.encode()
        for m in self.pattern.finditer(data):
            first_byte, end_byte = m.span()
            start = at + len(data[bytes_at:first_byte].decode())
            end = at = start + len(data[first_byte:end_byte].decode())
            bytes_at = end_byte
            # The one pass took the first rule that matches there.
            i = min(self.which.Match(data[first_byte : end_byte + SEEN_BEHIND]))
            if self.rules[i].before:
                # Looked for at hits only: in the one pass it would make the automaton too large.
                first = max(last, start - BEFORE)
                joined = self._before(i).search(text[first:start])
                if joined is None:
                    continue
                start = first + joined.start()
            last = end
            yield start, end, self.rules[i], self._suppressed(text, start, end, i)

    def _before(self, i: int) -> Any:
        if i not in self.before:
            self.before[i] = re2.compile(f"(?:{_uncaptured(self.rules[i].before)})$", self.options)
        return self.before[i]

    def _suppressed(self, text: str, start: int, end: int, i: int) -> bool:
        if not self.rules[i].unless:
            return False
        if i not in self.unless:
            self.unless[i] = tuple(re.compile(p) for p in self.rules[i].unless)
        first = max(0, start - 12)
        window = text[first : end + 12]
        a, b = start - first, end - first
        return any(m.start() < b and m.end() > a for p in self.unless[i] for m in p.finditer(window))


def _uncaptured(pattern: str) -> str:
    """The pattern with its capturing groups made plain: they cost time and nothing reads them."""
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
