"""Traditional to simplified Chinese and full-width to half-width, with a map back to the original offsets."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from typing import Literal, NamedTuple

import opencc

from .patterns import pattern

Script = Literal["simplified", "traditional", "mixed"]
Variant = Literal["mainland", "taiwan", "hong_kong"]

CONFIG: dict[Variant, str] = {"mainland": "t2s", "taiwan": "tw2s", "hong_kong": "t2s"}
# What Hong Kong writes otherwise and t2s does not know. With these it gives what hk2s gives, which takes longer.
HONG_KONG_FORMS = dict(zip("敍枱潀粧糭衞衹", "敘檯潨妝糉衛只", strict=True))
SAMPLE = 10_000  # characters: both ends of a long text tell its script as well as all of it
HAN = pattern("[\u4e00-\u9fff]+")
FEW = 0.005  # of a text's characters; of a traditional text every third or so is unlike its simplified form
# Spellings and words that only one usage has (OpenCC's TWVariants and HKVariants, and the offices' own names).
TAIWAN = pattern("裡|臺|貴院|本院|行政院|立法院|民國|總統|縣市|新臺幣|部會|國人")
HONG_KONG = pattern("衞|裏|綫|立法會|本港|港元|特區政府|司長|局長|香港|市民|財委會")
MAINLAND = pattern("黨|習近平|國務院|爲|羣|衆|啓|省委|市委|全面深化|人民政府|社會主義")

# Fonts of PDF files give these for the characters that look like them. NFKC knows nearly none of the first row, which
# Unicode lists in EquivalentUnifiedIdeograph.txt, and turns the second into traditional script.
RADICALS = dict(
    zip(
        "⺅⺉⺒⺓⺕⺛⺝⺞⺟⺠⺡⺣⺩⺫⺬⺮⺯⺲⺼⺾⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
        "⼾⾒⾙⾞⾧⾨⾱⾴⾵⾶⾺⾾⿂⿃⿄⿆⿈⿌⿑⿒⿓⿔",
        "亻刂巳幺彐旡月歺母民氵灬王目示竹糸罒月艹虎衤覀西见角角讠贝足车辶辶辶阝钅长长长门雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟"
        "户见贝车长门韦页风飞马斗鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)


class Map(NamedTuple):
    """Offsets of a derived text in the text it came from, piece by piece.

    `cuts` are the starts of the pieces in the derived text, ascending from 0; `origins` the same places in the
    original. Within a piece the characters correspond one to one.
    """

    cuts: tuple[int, ...]
    origins: tuple[int, ...]

    def at(self, position: int) -> int:
        """The original offset of the character at a position."""
        i = bisect_right(self.cuts, position) - 1
        return self.origins[i] + position - self.cuts[i]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The smallest original span that holds the characters of a non-empty derived span."""
        cuts, origins = self.cuts, self.origins
        first = last = bisect_right(cuts, start) - 1
        # Nearly every span lies within one piece.
        if last + 1 < len(cuts) and cuts[last + 1] < end:
            last = bisect_right(cuts, end - 1, last) - 1
        return origins[first] + start - cuts[first], origins[last] + end - cuts[last]


class Converted(NamedTuple):
    """A text in simplified script with folded widths; `map` is None where no length changed."""

    text: str
    map: Map | None
    script: Script
    variant: Variant


@cache
def converter(config: str) -> opencc.OpenCC:
    """OpenCC's engine for a configuration, loaded once."""
    return opencc.OpenCC(config)


def simplify(text: str, config: str) -> str:
    """The text in simplified characters, as many as it had.

    >>> simplify("複核後申訴率", "t2s")
    '复核后申诉率'
    """
    out: str = converter(config).convert(text)
    if len(out) == len(text):
        return out
    # A phrase that changes its length would shift every offset behind it: such a line goes over character by character.
    lines = text.split("\n")
    return "\n".join(_same_length(line, config) for line in lines)


def _same_length(line: str, config: str) -> str:
    engine = converter(config)
    out: str = engine.convert(line)
    if len(out) == len(line):
        return out
    singles = (engine.convert(c) for c in line)
    return "".join(new if len(new) == 1 else old for old, new in zip(line, singles, strict=True))


def tell_script(text: str) -> tuple[Script, Variant]:
    """Which script a text is written in, and whose usage it follows.

    >>> tell_script("行政院已於今年提出五項措施，臺灣經濟穩定。")
    ('traditional', 'taiwan')
    >>> tell_script("全省完成五项措施。")
    ('simplified', 'mainland')
    """
    sample = _sample(text)
    return _tell(sample, simplify(sample, "t2s"))


def _sample(text: str) -> str:
    return text if len(text) <= SAMPLE else text[: SAMPLE // 2] + text[-SAMPLE // 2 :]


def _tell(text: str, plain: str) -> tuple[Script, Variant]:
    traditional = _changed(text, plain)
    if not traditional or traditional < FEW * len(text) and len(text) > 200:
        return "simplified", "mainland"
    simplified = _only_simplified(text)
    share = traditional / (traditional + simplified or 1)
    # A simplified text quotes a name or two; a traditional one that came out of a converter keeps some 于 and 台.
    script: Script = "simplified" if share < 0.1 else "traditional" if share > 0.75 else "mixed"
    if script == "simplified":
        return script, "mainland"
    votes: dict[Variant, int] = {
        "mainland": len(MAINLAND.findall(text)),
        "taiwan": len(TAIWAN.findall(text)),
        "hong_kong": len(HONG_KONG.findall(text)),
    }
    return script, max(votes, key=lambda name: votes[name])


def _changed(old: str, new: str) -> int:
    """How many characters differ; where lengths do, none is told apart and all count as the same."""
    if old == new or len(old) != len(new):
        return 0
    # As one number each, which differ where the characters do: many times faster than going from one to the next.
    a, b = (int.from_bytes(text.encode("utf-32-le", "surrogatepass"), "little") for text in (old, new))
    unlike = (a ^ b).to_bytes(4 * len(old), "little")
    # A character's four bytes laid over each other: 0 where it stayed.
    planes = [int.from_bytes(unlike[i::4], "little") for i in range(4)]
    return len(old) - (planes[0] | planes[1] | planes[2] | planes[3]).to_bytes(len(old), "little").count(0)


def _only_simplified(text: str) -> int:
    """How many characters are no traditional ones: GB 2312 has them, Big5 has not.

    Those that both scripts know (后, 里, 台) do not count. The converter to traditional script would tell more, but takes
    longer to load than most documents to read.
    """
    mainland = "".join(HAN.findall(text.encode("gb2312", "ignore").decode("gb2312")))
    return len(mainland) - len(mainland.encode("big5", "ignore").decode("big5"))


def _fold_table() -> tuple[dict[int, str], dict[str, str]]:
    """NFKC and the radicals, character by character: what keeps its length, and what does not."""
    same, longer = {}, {}
    # Enclosed numbers are markers and footnote calls, an ellipsis is one mark: they stay as they are.
    blocks = [
        (0x00A0, 0x0300),
        (0x2000, 0x2460),
        (0x2E80, 0x2FE0),
        (0x3000, 0x3040),
        (0x3300, 0x3400),
        (0xF900, 0xFB00),
        (0xFE10, 0xFFEF),
    ]
    for first, end in blocks:
        for code in range(first, end):
            char = chr(code)
            new = RADICALS.get(char) or unicodedata.normalize("NFKC", char)
            if new == char or char in "…‥⋯":
                continue
            if len(new) == 1:
                same[code] = new
            elif "\u2044" not in new and " " not in new:
                longer[char] = new
    return same, longer


FOLD, FOLD_LONGER = _fold_table()
LONGER = pattern("[" + "".join(map(re.escape, FOLD_LONGER)) + "]")
FOLDED = pattern("[" + "".join(map(re.escape, [*map(chr, FOLD), *FOLD_LONGER])) + "]")


def fold(text: str) -> str:
    """The text with widths folded, each character on its own.

    >>> fold("（一）１２．５％"), fold("⺠⽣⻓效机制")
    ('(一)12.5%', '民生长效机制')
    """
    text = text.translate(FOLD)
    return LONGER.sub(lambda m: FOLD_LONGER[m.group()], text)


def convert(text: str) -> Converted:
    """The text in simplified script with folded widths, and the map of its offsets back to `text`.

    Conversion keeps every length (asserted); folding does too, but for a few signs such as `㎡`.
    """
    sample = _sample(text)
    plain = simplify(sample, "t2s")
    script, variant = _tell(sample, plain)
    known = text
    if variant == "hong_kong":
        for own, standard in HONG_KONG_FORMS.items():
            known = known.replace(own, standard)
    simple = plain if sample is known and CONFIG[variant] == "t2s" else simplify(known, CONFIG[variant])
    assert len(simple) == len(text), "conversion to simplified script changed the length of the text"
    # What a sign is folded to is folded no further, so that one look at each place is enough.
    folded, at, grows = simple, 0, False
    while found := FOLDED.search(folded, at):
        char, at = found.group(), found.end()
        if char in FOLD_LONGER:
            grows = True
        else:
            folded = folded.replace(char, FOLD[ord(char)])
    if not grows:
        return Converted(folded, None, script, variant)
    cuts, origins, out, size, last = [0], [0], [], 0, 0
    for m in LONGER.finditer(folded):
        new = FOLD_LONGER[m.group()]
        out += [folded[last : m.start()], new]
        size += m.start() - last
        for _ in new:
            cuts.append(size)
            origins.append(m.start())
            size += 1
        cuts.append(size)
        origins.append(m.end())
        last = m.end()
    out.append(folded[last:])
    if cuts[1:2] == [0]:  # the first character itself grew
        cuts, origins = cuts[1:], origins[1:]
    return Converted("".join(out), Map(tuple(cuts), tuple(origins)), script, variant)
