"""How `reformtrace.numerals` reads the cases of other Chinese number parsers: cn2an's tests and duckling's corpus.

    python bench/peers.py PEERS_FOLDER

The folder holds `cn2an/*.json` and `duckling/zh_examples.jsonl`; the cases are read there and are no part of this
project. Each is brought to simplified script first, as the pipeline does. A group prints how many are right, asked and
left out; every miss is shown, and what was left out is counted by its reason. The exit status is 1 where a group has
fewer than 95 % right or more than 15 % left out.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from reformtrace.convert import convert
from reformtrace.numerals import AMOUNT, DIGITS, NUMERAL, number, plain, quantity

RIGHT, LEFT_OUT = 0.95, 0.15

# What no policy text writes, by reason. Matched on the simplified text of a case.
FOREIGN = {
    "decimal magnitudes of computing (100K, 3M)": r"[0-9.]+[KkMG]",
    "a decimal without its leading zero (.5)": r"\.[0-9]+",
    "Cantonese fractions without 之, and 一半半": r"[一二三四十][分份][一二三十].*|.*又.*|一半半|1半",
    "Cantonese measures without their number or unit (个半, 米九, 五个半, 三个字)": (
        r"个[半九].*|[一五]个半|.*个一毫四|米.*|分半钟?|.个字"
    ),
    "English plurals that English lacks": r".*(foots|feets)",
    "a sign in words (零下四度)": r".*零下.*",
}
FOREIGN_RULES = {reason: re.compile(rf"-?(?:{pattern})") for reason, pattern in FOREIGN.items()}

# Unit words of the cases, with the name of what they measure and how much of it one is.
TABLE = """
Dollar      元 块 圆 蚊 1 | 角 毛 毫 1/10 | 分 仙 1/100
CNY         人民币 1
HKD         港币 1
Metre       公里 千米 km 1000 | 米 公尺 m 1 | 厘米 公分 cm 1/100
Foot        英尺 呎 foot feet ' 1
Inch        英寸 英吋 吋 inch inches " 1
Mile        英里 mile miles 1
Gram        公斤 千克 kg 1000 | 斤 500 | 两 50 | 克 g 1 | 毫克 mg 1/1000
Litre       升 公升 L 1 | 毫升 ml cc 1/1000 | 茶匙 5/1000 | 汤匙 15/1000
Gallon      加仑 1
Celsius     °C 摄氏° 摄氏度 1
Fahrenheit  °F 华氏° 华氏度 1
Degree      ° 度 1
One         个 1 | 对 双 2 | 打 12
Second      秒 秒钟 1 | 分 分钟 60 | 小时 钟 3600 | 天 日 86400 | 月 2592000 | 年 31104000
"""
NAMES = {
    "Cent": ("Dollar", "1/100"), "Kilometre": ("Metre", "1000"), "Centimetre": ("Metre", "1/100"),
    "Millilitre": ("Litre", "1/1000"), "Minute": ("Second", "60"), "Hour": ("Second", "3600"),
    "Day": ("Second", "86400"), "Month": ("Second", "2592000"), "Year": ("Second", "31104000"),
}  # fmt: skip
MONEY = {"Dollar", "CNY", "HKD"}
GROUPS = {
    "Numeral": {"One"},
    "AmountOfMoney": MONEY,
    "Quantity": {"Gram"},
    "Distance": {"Metre", "Foot", "Inch", "Mile"},
    "Volume": {"Litre", "Gallon"},
    "Temperature": {"Celsius", "Fahrenheit", "Degree"},
    "Duration": {"Second"},
}
BOUNDS = {"under": {"at_most", "under"}, "above": {"at_least", "over"}}


class Reading(NamedTuple):
    """What a case says: a value or a range of something, and the bounds that are right for it."""

    low: Fraction
    high: Fraction | None
    kind: str
    bounds: frozenset[str] = frozenset({"exact", "about"})

    def agrees(self, expected: Reading) -> bool:
        """Whether this reading is what was expected."""
        return self[:3] == expected[:3] and self.bounds <= expected.bounds

    def __str__(self) -> str:
        ends = [str(plain(end)) for end in (self.low, self.high) if end is not None]
        return f"{'–'.join(ends)} {self.kind} ({'/'.join(sorted(self.bounds))})"


class Case(NamedTuple):
    """A text and whether it is read as expected; `said` tells both."""

    group: str
    text: str
    right: bool
    said: str


def unit_table(kinds: set[str]) -> dict[str, tuple[str, Fraction]]:
    """The unit words of some kinds: word -> (kind, how much one is)."""
    table: dict[str, tuple[str, Fraction]] = {}
    for line in TABLE.strip().splitlines():
        kind, rest = line.split(maxsplit=1)
        for entry in rest.split("|") if kind in kinds else ():
            *words, size = entry.split()
            table |= {word: (kind, Fraction(size)) for word in words}
    return table


def worth(text: str) -> Fraction:
    """The value of an amount, a share as the part of one."""
    read = quantity(text)
    if read is None:
        raise ValueError(text)
    return read.value / 100 if read.unit_hint else read.value


def in_one_unit(text: str, kinds: set[str]) -> tuple[str, str]:
    """The text with every chain of amounts and units (五元七毛八) as one Arabic number, and the kind of its units.

    The chain's last number may lack its unit: 三米九, 三块零四, 三斤半.
    """
    table = unit_table(kinds)
    unit = "|".join(map(re.escape, sorted(table, key=len, reverse=True)))
    text = re.sub(rf"^(人民币|港币|摄氏|华氏)({NUMERAL})(.*)", r"\2\1\3", text)
    step = re.compile(rf"((?:{NUMERAL})(?:分之(?:{NUMERAL}))?(?:个?半)?|半)个?({unit})[整正]?(半)?钟?")
    out, at, kind, total, last = "", 0, "", Fraction(0), Fraction(0)
    while at < len(text):
        if m := step.match(text, at):
            kind, size = table[m[2]]
            amount = worth(re.sub("^零(?=[^点])", "", m[1])) + (Fraction(1, 2) if m[3] else 0)
            if last and size < last:
                total += amount * size
            else:
                total = amount * size
            at, last = m.end(), size
            continue
        if last:
            digits = re.compile(f"[{''.join(DIGITS)}]+").match(text, at)
            if digits:
                total += last * Fraction("0." + "".join(str(DIGITS[c]) for c in digits[0]))
                at = digits.end()
            out, last = out + f"{Decimal(total.numerator) / total.denominator:f}", Fraction(0)
            continue
        out, at = out + text[at], at + 1
    return out + (f"{Decimal(total.numerator) / total.denominator:f}" if last else ""), kind


def read(text: str, kinds: set[str]) -> Reading | None:
    """A case as the package reads it, once its units are reduced to one."""
    try:
        text, kind = in_one_unit(text, kinds)
    except ValueError:
        return None
    found = quantity(text)
    if found is None:
        return None
    share = 100 if found.unit_hint else 1
    high = None if found.value_max is None else found.value_max / share
    return Reading(found.value / share, high, "" if kind == "One" else kind, frozenset({found.bound}))


def expected(text: str) -> Reading:
    """What duckling's corpus says of a case, such as `between Metre (1.6, 3.9)`."""
    numbers = [Fraction(n) for n in re.findall(r"-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?", text)]
    words = re.findall("[A-Za-z]+", text)
    name = words[-1] if words[0] == "DurationData" else words[1] if len(words) > 1 else ""
    kind, size = NAMES.get(name, (name, "1"))
    low, high = (n * Fraction(size) for n in (numbers[0], numbers[-1]))
    bounds = frozenset(BOUNDS.get(words[0], {"exact", "about"}))
    return Reading(low, high if words[0] == "between" else None, kind, bounds)


def simple(text: str) -> str:
    """The text as the pipeline has it: simplified, widths folded, without spaces around its numbers."""
    return re.sub(r"\s+", "", convert(text).text)


def duckling(path: Path) -> Iterator[Case]:
    """The amounts of duckling's corpus; its times are no matter of numerals."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        group = row["file"].split("/")[1]
        text = simple(row["input"].replace('\\"', '"'))
        if group == "Ordinal":
            found, wanted = number(text.removeprefix("第")), Fraction(row["expected_hs"].split()[1])
            yield Case("duckling ordinal", text, found == wanted, f"{found}, not {wanted}")
        elif group in GROUPS:
            got, want = read(text, GROUPS[group]), expected(row["expected_hs"])
            yield Case(f"duckling {group.lower()}", text, got is not None and got.agrees(want), f"{got}, not {want}")


def cn2an(folder: Path) -> Iterator[Case]:
    """cn2an's numerals, and its sentences, in which each pair is to hold the same numbers."""
    for style, rows in json.loads((folder / "cn2an_test.json").read_text(encoding="utf-8")).items():
        for text, value in rows.items():
            wanted = Fraction(str(value))
            got = read(simple(text), MONEY)
            right = got is not None and got.low == wanted and got.high is None and got.bounds == {"exact"}
            yield Case(f"cn2an {style.removesuffix('_data_dict')}", text, right, f"{got}, not {plain(wanted)}")
    for rows in json.loads((folder / "transform_test.json").read_text(encoding="utf-8")).values():
        for text, other in rows.items():
            got_there, wanted_there = numbers_of(simple(text)), numbers_of(simple(other))
            yield Case("cn2an sentences", text, got_there == wanted_there, f"{got_there}, not {wanted_there}")


def numbers_of(text: str) -> list[object]:
    """The amounts found in a sentence."""
    found = [quantity(m[0]) for m in re.finditer(rf"[0-9]+/[0-9]+|半(?=斤)|(?<![0-9])-?(?:{AMOUNT})", text)]
    return [None if q is None else (plain(q.value), q.value_max and plain(q.value_max), q.unit_hint) for q in found]


def main(folder: Path) -> int:
    """Print a line a group and every miss; 1 where the aim is missed."""
    asked, right, left_out, reasons = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    misses = []
    for case in [*cn2an(folder / "cn2an"), *duckling(folder / "duckling" / "zh_examples.jsonl")]:
        reason = next((reason for reason, rule in FOREIGN_RULES.items() if rule.fullmatch(simple(case.text))), None)
        if reason:
            left_out[case.group] += 1
            reasons[f"{case.group}: {reason}"] += 1
            continue
        asked[case.group] += 1
        right[case.group] += case.right
        if not case.right:
            misses.append(f"{case.group}: {case.text} read as {case.said}")
    failed = False
    print(f"{'group':24} right asked left out")
    for group in asked:
        share, gone = right[group] / asked[group], left_out[group] / (asked[group] + left_out[group])
        failed |= share < RIGHT or gone > LEFT_OUT
        print(f"{group:24} {right[group]:5} {asked[group]:5} {left_out[group]:8}   {share:6.1%} right, {gone:5.1%} out")
    print(f"{'all':24} {right.total():5} {asked.total():5} {left_out.total():8}")
    print("\nleft out", *(f"  {n:3}  {reason}" for reason, n in reasons.items()), sep="\n")
    print("\nmisses", *(f"  {miss}" for miss in misses), sep="\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
