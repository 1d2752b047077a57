"""How Word writes a list's numbers: each number format of its lists, and the signs of its symbol fonts."""

from __future__ import annotations

from collections.abc import Callable

HAN = "〇一二三四五六七八九"
LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
LEGAL_JAPANESE = "零壱弐参四伍六七八九"
KOREAN = "영일이삼사오육칠팔구"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
GANADA = "가나다라마바사아자차카타파하"
CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
CIRCLED = "".join(map(chr, [*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)]))
CIRCLED_HAN = "".join(map(chr, range(0x3280, 0x328A)))
IN_BRACKETS = "".join(map(chr, range(0x2474, 0x2488)))
WITH_STOP = "".join(map(chr, range(0x2488, 0x249C)))
FOOTNOTE_SIGNS = "*†‡§"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# Signs that Word takes from the private range of a symbol font; the second table is the font Symbol's.
WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x52: "☼", 0x6C: "●", 0x6D: "❍", 0x6E: "■",
    0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x7A: "⌘",
    0x9F: "•", 0xA1: "○", 0xA2: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "■", 0xA8: "□", 0xAB: "★", 0xB2: "☆", 0xB7: "•",
    0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "➨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑", **{0x81 + i: CIRCLED[i] for i in range(10)}, **{0x8C + i: chr(0x2776 + i) for i in range(10)},
}  # fmt: skip
SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD0: "∠", 0xD5: "∏", 0xD6: "√", 0xE5: "∑",
    **{0x61 + i: c for i, c in enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")},
    **{0x41 + i: c for i, c in enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")},
}  # fmt: skip
PRIVATE = range(0xF000, 0xF100)


def sign(code: int, font: str = "") -> str:
    """The character for a code of a symbol font; codes outside the private range stand for themselves.

    >>> sign(0xF0B7), sign(0xF0A3, "Symbol"), sign(0x2605)
    ('•', '≤', '★')
    """
    if code not in PRIVATE and not (font and code < 0x100):
        return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else ""
    low = code & 0xFF
    table = SYMBOL if font.lower() == "symbol" else WINGDINGS
    return table.get(low, chr(low) if font.lower() == "symbol" and 0x20 <= low < 0x7F else "•")


def number(value: int, form: str) -> str:
    """A number in one of Word's formats; an unknown format and a number beyond its format's signs are decimal.

    >>> number(12, "chineseCounting"), number(105, "chineseCountingThousand"), number(3, "decimalEnclosedCircle")
    ('十二', '一百零五', '③')
    >>> number(11, "chineseLegalSimplified"), number(4, "upperRoman"), number(28, "lowerLetter"), number(2, "none")
    ('壹拾壹', 'IV', 'bb', '')
    """
    value = min(value, 32_767)
    if form in ("none", "bullet"):
        return ""
    write = FORMATS.get(form)
    return (write(value) if write and value > 0 else "") or str(value)


def counted(value: int, digits: str = HAN, scales: str = "十百千", *, one_ten: bool = False, zero: str = "零") -> str:
    """A number up to 9,999 in words; `one_ten` writes the one of eleven, as legal numerals do."""
    if value > 9999:
        return ""
    out, gap = "", False
    for power in range(3, -1, -1):
        digit = value // 10**power % 10
        if digit:
            out += (zero if gap and out else "") + digits[digit] + (scales[power - 1] if power else "")
            gap = False
        else:
            gap = True
    return out[1:] if not one_ten and 10 <= value < 20 else out


def _plain(value: int) -> str:
    """Chinese counting: words up to 99, then digit by digit."""
    return counted(value) if value < 100 else _digits(value)


def _digits(value: int, digits: str = HAN) -> str:
    return "".join(digits[int(c)] for c in str(value))


def _japanese(value: int, digits: str = HAN) -> str:
    """Japanese and Korean counting leave out the one before ten, hundred and thousand, and zeros."""
    out = counted(value, digits, zero="")
    return out.replace("一十", "十").replace("一百", "百").replace("一千", "千")


def _roman(value: int) -> str:
    out = ""
    for step, letters in ROMAN:
        out += letters * (value // step)
        value %= step
    return out if len(out) <= 40 else ""


def _letters(value: int) -> str:
    """A to z, then aa, bb, as Word counts."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value <= 26 * 20 else ""


def _ordinal(value: int) -> str:
    ending = "th" if value // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _wide(value: int) -> str:
    return "".join(chr(ord(c) + 0xFEE0) for c in str(value))


def _of(signs: str) -> Callable[[int], str]:
    """The n-th of a row of signs."""
    return lambda value: signs[value - 1] if value <= len(signs) else ""


def _around(signs: str) -> Callable[[int], str]:
    """The n-th of a row of signs that starts anew at its end."""
    return lambda value: signs[(value - 1) % len(signs)]


def _legal(digits: str) -> Callable[[int], str]:
    return lambda value: counted(value, digits, "拾佰仟" if digits != LEGAL_JAPANESE else "拾百千", one_ten=True)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _of(CIRCLED),
    "decimalEnclosedCircleChinese": _of(CIRCLED),
    "decimalEnclosedParen": _of(IN_BRACKETS),
    "decimalEnclosedFullstop": _of(WITH_STOP),
    "ideographEnclosedCircle": _of(CIRCLED_HAN),
    "numberInDash": lambda value: f"- {value} -",
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "ordinal": _ordinal,
    "hex": lambda value: f"{value:X}",
    "chicago": lambda value: FOOTNOTE_SIGNS[(value - 1) % 4] * ((value - 1) // 4 + 1) if value <= 40 else "",
    "chineseCounting": _plain,
    "chineseCountingThousand": counted,
    "chineseLegalSimplified": _legal(LEGAL_SIMPLIFIED),
    "ideographLegalTraditional": _legal(LEGAL_TRADITIONAL),
    "ideographDigital": _digits,
    "ideographTraditional": _of(STEMS),
    "ideographZodiac": _of(BRANCHES),
    "ideographZodiacTraditional": lambda value: STEMS[(value - 1) % 10] + BRANCHES[(value - 1) % 12],
    "taiwaneseCounting": _plain,
    "taiwaneseCountingThousand": counted,
    "taiwaneseDigital": _digits,
    "japaneseCounting": _japanese,
    "japaneseLegal": _legal(LEGAL_JAPANESE),
    "japaneseDigitalTenThousand": _digits,
    "koreanDigital": lambda value: _digits(value, KOREAN),
    "koreanDigital2": _digits,
    "koreanCounting": lambda value: counted(value, KOREAN, "십백천", zero=""),
    "koreanLegal": lambda value: counted(value, KOREAN, "십백천", zero=""),
    "iroha": _of(IROHA),
    "irohaFullWidth": _of(IROHA),
    "aiueo": _of(AIUEO),
    "aiueoFullWidth": _of(AIUEO),
    "ganada": _around(GANADA),
    "chosung": _around(CHOSUNG),
}
