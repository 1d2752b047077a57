"""The rules: what is looked for, as data. This package alone knows the format of the YAML files beside it.

A file holds `kind`, `about`, optional `fragments` (names for pieces of patterns, used as `$name`) and `rules`. A rule
holds `id`, `pattern`, `examples` (the stretch it must hit marked `<hit>…</hit>`), and may hold `about`, `unless`
(patterns that, matched over or around the hit, suppress it), `before` (a pattern for what stands directly in front;
the hit then starts there, and where it cannot match there is no hit), `counterexamples`, and whatever `fields` its
kind reads. Patterns speak of text in simplified script with folded widths.

Beside each file stands what it says as JSON, which loads ten times faster and is taken as long as the YAML is the one
that it was made of; `python -m reformtrace.rules.keep` makes it anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import re2

from ..patterns import pattern

FILES = ("markers", "furniture", "targets", "suppressors", "claims", "context", "tables")
FOLDER = Path(__file__).parent
HIT = re.compile("<hit>(.+?)</hit>")
BEFORE = 40  # how far in front of a hit its `before` may reach


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


@cache
def load(name: str) -> RuleFile:
    """A rules file by its name, from beside this module."""
    source = (FOLDER / f"{name}.yaml").read_bytes()
    with suppress(OSError, ValueError):
        kept = json.loads((FOLDER / f"{name}.json").read_bytes())
        if kept["of"] == digest(source):
            return _from_json(kept)
    # Loaded here alone: a YAML parser takes longer to load and to run than all other reading of rules.
    from .parse import parse

    # The patterns of these files are compiled one by one by the tests; here only those that a text asks for.
    return parse(name, source.decode(), compiling=False)


def digest(source: bytes) -> str:
    """What tells one state of a rules file from another."""
    return blake2b(source, digest_size=16).hexdigest()


def _from_json(kept: dict[str, Any]) -> RuleFile:
    """A rules file out of its JSON, as `keep.py` writes it; JSON has no tuples."""
    rules = []
    for row in kept["rules"]:
        lists: dict[str, Any] = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
        rules.append(Rule(**row | lists))
    words = {name: tuple(listed) for name, listed in kept["words"].items()}
    return RuleFile(kept["name"], kept["kind"], kept["about"], tuple(rules), words)


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
        self.unless = [tuple(map(pattern, r.unless)) for r in rules]
        # Compiled where a hit first asks for them: most documents ask for few.
        self.before: dict[int, Any] = {}

    def hits(self, text: str) -> Iterator[tuple[int, int, Rule, bool]]:
        """Start, end and rule of each hit, and whether one of its `unless` patterns suppresses it."""
        last = 0
        data = text.encode()
        for start, end, first_byte, end_byte in self.spans(data):
            i = self.index(data, first_byte, end_byte)
            rule = self.rules[i]
            if rule.before:
                # Looked for at hits only: in the one pass it would make the automaton too large.
                ahead = text[max(last, start - BEFORE) : start].encode()
                joined = self._before(i).search(ahead)
                if joined is None:
                    continue
                start -= len(ahead[joined.start() :].decode())
            last = end
            yield start, end, rule, self.suppressed(text, start, end, i)

    def spans(self, data: bytes, at: int = 0) -> Iterator[tuple[int, int, int, int]]:
        """Start and end of each hit in an encoded text, in characters from `at` on and in bytes, `before` left out."""
        bytes_at = 0
        for m in self.pattern.finditer(data):
            first_byte, end_byte = m.span()
            start = at + len(data[bytes_at:first_byte].decode())
            at = start + len(data[first_byte:end_byte].decode())
            bytes_at = end_byte
            yield start, at, first_byte, end_byte

    def index(self, data: bytes, first_byte: int, end_byte: int) -> int:
        """Which rule made a hit: the one pass took the first that matches there."""
        # What stands behind a hit matters only as far as `$` means the end of the text; no pattern matches a line's end.
        return _first_rule(self, data[first_byte:end_byte] + (b"\n" if end_byte < len(data) else b""))

    def _before(self, i: int) -> Any:
        if i not in self.before:
            self.before[i] = re2.compile(f"(?:{_uncaptured(self.rules[i].before)})$".encode(), self.options)
        return self.before[i]

    def suppressed(self, text: str, start: int, end: int, i: int) -> bool:
        """Whether an `unless` pattern of a rule suppresses its hit."""
        if not self.unless[i]:
            return False
        first = max(0, start - 12)
        window = text[first : end + 12]
        for form in self.unless[i]:
            # Most windows hold no match at all, which a search tells sooner.
            if form.search(window) and any(
                m.start() < end - first and m.end() > start - first for m in form.finditer(window)
            ):
                return True
        return False


@lru_cache(maxsize=4096)
def _first_rule(scanner: Scanner, hit: bytes) -> int:
    """The index of the first rule that matches at the start of a hit."""
    first: int = min(scanner.which.Match(hit))
    return first


class Covers:
    """Tells which rule's hit covers a place, suppressed hits left out; rules with `before` are not provided for.

    Places are asked about in the order of the text. A line is looked through only if it holds one of them, for no hit
    goes beyond a line; which rule made a hit, and what suppresses it, is looked up only for hits that hold one.
    """

    def __init__(self, scanner: Scanner, text: str) -> None:
        self.scanner = scanner
        self.text = text
        self.data = b""
        self.spans: Iterator[tuple[int, int, int, int]] = iter(())
        assert not any(rule.before for rule in scanner.rules), "rules with `before` are not provided for"
        self.start = self.end = self.line_end = self.first_byte = self.end_byte = 0
        self.rule: Rule | None = None
        self.is_known = True

    def rule_at(self, place: int) -> Rule | None:
        """The rule whose hit covers a place that is not in front of the one asked about before."""
        if self.line_end <= place:
            # With the newlines around it, or `^` and `$` would stand for its ends.
            before = max(0, self.text.rfind("\n", 0, place))
            self.line_end = self.text.find("\n", place) + 1 or len(self.text)
            self.data = self.text[before : self.line_end].encode()
            self.spans = self.scanner.spans(self.data, before)
        while self.end <= place:
            span = next(self.spans, None)
            if span is None:
                return None
            self.start, self.end, self.first_byte, self.end_byte = span
            self.is_known = False
        if place < self.start:
            return None
        if not self.is_known:
            i = self.scanner.index(self.data, self.first_byte, self.end_byte)
            self.rule = None if self.scanner.suppressed(self.text, self.start, self.end, i) else self.scanner.rules[i]
            self.is_known = True
        return self.rule


def _uncaptured(pattern: str) -> str:
    """The pattern with its capturing groups made plain: they cost time and nothing reads them."""
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
