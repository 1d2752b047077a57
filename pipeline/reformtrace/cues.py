"""Words that state a time or will, such as 已, 将 and 正在: found where they do so, not inside other words."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .actors import verbs
from .patterns import pattern
from .rules import alternation, load
from .segment import Reading
from .words import Word, tagger

GOALS = frozenset(("目标", "指标", "愿景", "任务", "要求"))
# 运动|会, cut apart where another noun follows.
MEETINGS = (
    "运动",
    "博览",
    "展览",
    "展销",
    "交易",
    "推介",
    "洽谈",
    "研讨",
    "座谈",
    "联席",
    "锦标",
    "音乐",
    "演唱",
    "发布",
    "全运",
    "冬运",
    "残运",
    "亚运",
    "奥运",
    "大运",
)
# What is planned of things: 驿站计划设置20座; a plan of its own is named by OF_PLANS: 行动计划.
SET_UP = frozenset(
    (
        "设置",
        "建设",
        "新建",
        "改造",
        "新增",
        "投资",
        "投入",
        "开工",
        "安装",
        "配置",
        "配备",
        "种植",
        "增设",
        "兴建",
        "布局",
    )
)
# Of things, whatever noun stands in front of 规划: 项目规划投资.
INVESTED = frozenset(("投资", "总", "总投资", "新建", "兴建"))
OF_PLANS = frozenset(("行动", "年度", "专项", "实施", "工作", "投资", "发展", "规划", "资助", "助学", "五年", "三年"))
TO_COME = frozenset(("将", "将会", "即将", "拟"))
UNDER_WAY = frozenset(("正在", "正"))
NOTHING = ("", "-")  # a word's text and tag where there is none
# 21个项目有序推进: at the end of its clause.
STEADILY = frozenset(("有序", "稳步", "扎实", "抓紧", "顺利", "加紧"))


class Cue(NamedTuple):
    """Words that tell the same, and what finds any of them in a text, words or not: a first, cheap look."""

    words: frozenset[str]
    sieve: re.Pattern[str]


class Cues(NamedTuple):
    """The words of the context rules, and what finds any of several."""

    planned: Cue
    carrying: Cue
    achieved: Cue
    ongoing: Cue
    to_come: Cue
    under_way: Cue
    listed: frozenset[str]  # all of them
    leading: re.Pattern[str]  # any cue in front of a mention
    trailing: re.Pattern[str]  # any behind it, or a word that says how something goes on


@cache
def cues() -> Cues:
    """The words of the context rules, compiled once."""
    lists = load("context").words
    planned, carrying, achieved, ongoing = (
        frozenset(lists[name]) for name in ("planned", "carrying", "achieved", "ongoing")
    )
    return Cues(
        _cue(planned),
        _cue(carrying),
        _cue(achieved),
        _cue(ongoing),
        _cue(TO_COME),
        _cue(UNDER_WAY),
        planned | carrying | achieved | ongoing | TO_COME | UNDER_WAY,
        sieve(planned | achieved | ongoing),
        sieve(TO_COME | UNDER_WAY | STEADILY),
    )


def _cue(words: frozenset[str]) -> Cue:
    return Cue(words, sieve(words))


def sieve(words: frozenset[str]) -> re.Pattern[str]:
    """Finds whether a text holds any of some words: a word that holds another of them need not be looked for."""
    return pattern(alternation(sorted(w for w in words if not any(other in w for other in words - {w}))))


class CueWords:
    """Finds the cue words of one document's reading text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.found: dict[tuple[int, int], list[Word]] = {}

    def last(self, first: int, last: int, start: int, end: int, cue: Cue) -> int:
        """Where the last cue word ends that begins between two places of a sentence's part, or 0."""
        text = self.reading.text
        leftmost = cue.sieve.search(text, start, end)
        if not leftmost:
            return 0
        foremost = leftmost.start()
        # From the last clause on; its words are the same as in the whole sentence.
        stop = end
        while stop > foremost:
            at = self.reading.clause_start(stop - 1, first)
            behind = min(last, self.reading.clause_end(stop - 1, last) + 1)
            if at <= foremost or cue.sieve.search(text, at, behind):
                for word in reversed(self._of_clause(at, behind)):
                    if start <= at + word.start < end and word.text in cue.words:
                        return at + word.end
            stop = at
        return 0

    def _of_clause(self, at: int, behind: int) -> list[Word]:
        """The words of a clause that are cues of any kind where they stand; found once for all that ask."""
        found = self.found.get((at, behind))
        if found is None:
            found = self.found[at, behind] = _spoken(tagger()(self.reading.text[at:behind]))
        return found


def _spoken(tokens: list[tuple[str, str]]) -> list[Word]:
    """The words of a clause that state a time or will, in order."""
    listed = cues().listed
    texts = [text for text, _ in tokens]
    if listed.isdisjoint(texts):
        return []
    out: list[Word] = []
    for i, text in enumerate(texts):
        # “两个确保” is a name.
        if text in listed and texts[:i].count("“") <= texts[:i].count("”"):
            before = tokens[i - 1] if i else NOTHING
            following = tokens[i + 1] if i + 1 < len(tokens) else NOTHING
            unmet = text == "达成" and GOALS.isdisjoint(texts[i + 1 :])
            if not unmet and _is_cue(text, before, following):
                out.append(Word(len("".join(texts[:i])), text, tokens[i][1]))
    return out


def _is_cue(word: str, before: tuple[str, str], following: tuple[str, str]) -> bool:
    """Whether a word that may state a time or will does so where it stands: 将 before a verb, not in 将文件汇编."""
    led_by, led_tag = before[0], before[1][:1]
    leads_to = following[0]
    tag = "v" if leads_to in verbs() else following[1][:1]
    if word == "会" and led_by.endswith(MEETINGS):
        return False
    if word == "将" and leads_to == "重点":
        return True
    if word in ("将", "会", "应", "需", "可", "望"):
        return tag in "vdpaz" and led_tag != "m"
    if word == "成功":
        return leads_to not in ("申请", "率", "案例", "经验", "个案", "者")
    if word == "需要":
        return tag == "v"
    if word == "建议":
        return led_tag not in "nvaj" and tag != "m" and led_by not in ("据此", "依法", "同步")
    if word in ("任务", "规划"):
        # 年度任务是新建, 规划五年内兴建
        if word == "任务":
            return leads_to in ("是", "为", ":")
        if leads_to in INVESTED or leads_to in ("到", "至", "用"):
            # 项目规划总投资12亿元, 我省规划到2030年建成
            return led_by not in OF_PLANS
        return tag == "t" or (tag == "m" or leads_to in SET_UP) and led_tag not in "naj"
    if word in ("计划", "预期", "目标", "估计", "准备", "希望", "争取", "努力"):
        if word == "计划" and (leads_to.startswith("总") or leads_to in SET_UP and led_by not in OF_PLANS):
            return True
        noun = led_tag in "nvajq" or led_by in ("的", "”", "》", "」", "按照", "按", "根据", "依")
        if word == "目标":
            return leads_to in ("是", "为", ":")
        # What was won is said with a noun: 争取技改资金65亿元; what is to be, with a verb: 争取新增.
        if word in ("争取", "努力") and (leads_to in ("到", "了") or following[1] == "vn"):
            return False
        return not noun and tag in "vdpm" and leads_to != "生育"
    if word in ("去年", "上年", "前年", "过去"):
        return led_by not in ("比", "较", "同", "与", "从", "由") and leads_to not in ("同期", "的")
    if word == "要":
        return leads_to not in ("看到", "清醒", "清醒地", "认识", "正视", "求")
    if word == "期望":
        return leads_to != "寿命"
    if word == "达成":
        return tag != "m" and leads_to != "的"
    if word == "在建":
        return leads_to not in ("规模", "总规模", "工程", "项目")
    if word == "集中":
        return tag == "v" and led_tag not in "na" and led_by != "”"
    if word == "正":
        return leads_to not in ("增长", "相关", "收益", "值", "高级", "处级", "科级", "厅级")
    if word == "加快":
        return tag != "m"
    if word == "了":
        return led_tag in "vd"
    return True
