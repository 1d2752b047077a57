"""What an item is called, and how many items the words before a list promise."""

from __future__ import annotations

from ..numerals import han
from ..patterns import pattern

# Up to a mark or a tab; a colon between digits is one of a ratio.
TITLE = pattern(r"\s*([^。;!?\n\t:]*(?:(?<=\d):(?=\d)[^。;!?\n\t:]*)*)")
TITLE_LIMIT = 30
OPENERS, CLOSERS = "“「『《(", "”」』》)"
PART = pattern(f"[,{OPENERS}{CLOSERS}]")
# How far back from a list the words that promise its items may stand.
LEAD = 1_000
COUNTED = "个方面|方面|个部分|个层面|个|大方面|大|项|条|点|类|件|种|步|章|部分|层面"
PROMISE = pattern(rf"(?<![第\d.,一二三四五六七八九十百])(\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})(?:{COUNTED})")
ANNOUNCES = pattern(
    r"以下|如下|下列|下面|下述|分别是|分别为|包括|重点抓好|着重抓好|着力抓好|抓好|做好|办好|做到|突出|围绕|坚持|从|主要|重点|共"
)
# The number closes the sentence that leads to the list: 重点抓好十一个方面工作。
ANNOUNCED = pattern(r"(?:重点|主要|具体)?(?:工作|任务|举措|措施|实事|事项|行动|工程|民生实事)?[。:]$")
TO_FOLLOW = pattern("以下|如下|下列|下面")
SENTENCE_ENDS = ("。", "!", "?")


def title_of(line: str) -> str:
    """What an item is called: the text up to the first 。;:!? , or up to a comma where that is over 30 characters.

    >>> title_of("推进审批改革。全市事项压减120项。")
    '推进审批改革'
    """
    m = TITLE.match(line)
    title = m[1].strip() if m else ""
    if len(title) <= TITLE_LIMIT:
        return title
    depth = 0
    for m in PART.finditer(title):
        mark, end = m.group(), m.end()
        if mark in OPENERS:
            depth += 1
        elif mark in CLOSERS:
            depth -= 1
        elif depth <= 0 and not (title[end : end + 1].isdigit() and title[end - 2 : end - 1].isdigit()):
            return title[: end - 1]
    return title


def promised_in(lead: str, size: int) -> int | None:
    """The number of items that the last sentence of a lead announces, or None.

    >>> promised_in("全年要抓好以下六方面工作。", 6), promised_in("全市建成12个站点。", 3) is None
    (6, True)
    """
    sentence = _last_sentence(lead[-LEAD:])
    for m in reversed(list(PROMISE.finditer(sentence))):
        value = int(m[1]) if m[1].isdigit() else han(m[1].replace("两", "二"))
        if value is None or value < 2:
            continue
        announces = ANNOUNCES.search(sentence[: m.start()] + sentence[m.end() : m.end() + 12])
        if value == size and (announces or sentence.rstrip().endswith(":")):
            return value
        if value == size and len(sentence) <= TITLE_LIMIT and not sentence.rstrip().endswith(("。", "!", "?", ";")):
            # 2025年10件惠民实事: the heading above the list says how many.
            return value
        if announces and (TO_FOLLOW.search(sentence) or ANNOUNCED.match(sentence, m.end())):
            return value
    return None


def _last_sentence(text: str) -> str:
    """The last sentence of a text that is not blank."""
    end = len(text.rstrip())
    start = max([text.rfind(mark, 0, max(0, end - 1)) for mark in SENTENCE_ENDS]) + 1
    return text[start:end] if text.endswith(SENTENCE_ENDS, start, end) else text[start:]
