"""What the chapters and paragraphs of a document speak of: what was done, or what is to be done."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from .cues import CueWords, cues
from .mentions import Item
from .patterns import pattern
from .periods import PLANS
from .records import Status
from .rules import alternation, load
from .segment import Reading

PLAN_TITLE = pattern("(?:意见|方案|规划|纲要|计划|通知|决定|行动|措施|办法|要点|任务|清单|目标)(?:》)?(?:的通知)?$")
DONE_TITLE = pattern("(?:总结|回顾|综述|年度报告|成就|成效)$")
# The engine looks for the first characters of alternatives alone, as long as each begins with a plain one.
STRONG_DONE = pattern(
    "同比|比上年|较上年|居全[国省市区县]|新高|了(?!解)|有[\\d超逾约近]|已|过去|以来|年来|去年|获批|获评|圆满|顺利"
)
STRONG_PLAN = pattern(
    r"年内(?!容)|将(?!近)|要(?<![主重需必纲概摘]要)(?!求|素|点|闻|道|害)|力争|确保|到20[23]\d年|争取|应当|负责\)|预期|拟"
)
IMPERATIVE = pattern(
    r"[。;\n](?:\([^)]{1,4}\))?(?:加快|加强|推进|推动|深化|实施|强化|完善|提升|打造|培育|健全|优化|支持|建立健全|深入|坚持|大力|积极|全力|着力|扎实|持续|全面|统筹|落实|发展|构建|促进|鼓励|引导|严格|做好|抓好|建设|探索|制定|开展)"
)
RESULT = pattern(r"(?:增长|下降|提高|达到?|突破|超过?|新增|完成|建成|实现)[^,。;]{0,8}\d")
# 各位代表!2030年各项任务的完成: a year that is over opens no plan.
LED_BY_YEAR = pattern(r"(?:各位(?:代表|委员)[,!:。])?到?(20\d{2})年")
FIVE_YEARS = pattern("(十[一二三四五六])五")
OPENS_WITH_PLAN = pattern("“*(十[一二三四五六])五”?(?:时期|期间|以来)")
WORK_TO_COME = pattern(
    r"\d{4}年|[今明]年|今后|下一步|下一阶段|十[一二三四五六]五|未来|展望|工作的?建议|工作安排|工作部署|工作打算"
)
HEAD, LONG_HEAD = 60, 120  # characters of a paragraph that tell how it opens
TURNS = ("各位", "今年", "下一步", "今后")  # openings that lead out of a chapter that reviews
FEW = 400  # characters that are enough to tell what a text speaks of
# A line that leads to a list of tasks.
TASKS = pattern("(?:主要|重点|工作|具体|目标)(?:任务|目标|措施|举措)[:]$")
# 关于对成效明显地方加大激励力度的通知 is the name of a document, no review.
ORDERS = pattern("(?:通知|意见|方案|规划|办法|决定|决议|批复|函|规定|条例)》?$")
# Nor are 增强消费促发展基础性作用, and 对成效显著的城市,优先支持: whom a measure is for.
NO_REVIEW = pattern("基础(?:性|设施|研究|教育|产业)|^对[^,。;]{2,60}(?:成效|效果|成绩|成果)[^,。;]{0,8}的")
# What a plan builds on, wherever it tells of it.
WORK_BASIS = pattern("背景|(?:工作|发展|现实|产业|建设|改革|现有)?(?:基础|现状)(?:条件|情况)?|基本情况")
LOOKS_BACK_EARLY = pattern(
    "(?:各位(?:代表|委员)[,!:。])?[^。]{0,40}。?(?:回望|回顾|回首|透过)[^。]{0,16}(?:五年|一年|十[一二三四五六]五|20\\d{2}|历程)"
)
NO_HEADING: tuple[None, Literal[""]] = None, ""


class Signs(NamedTuple):
    """What headings and the openings of paragraphs say, compiled."""

    chapter: re.Pattern[str]  # either of the next two
    done_chapter: re.Pattern[str]
    plan_chapter: re.Pattern[str]
    done_lead: re.Pattern[str]
    plan_lead: re.Pattern[str]
    plan_sentence: re.Pattern[str]
    lead: re.Pattern[str]  # the end of a line in front of either lead


@cache
def signs() -> Signs:
    """The context rules for headings and openings, compiled once."""
    file = load("context")
    # Without `^`, which holds at the start of a text alone: they are matched where paragraphs start.
    by_id = {r.id: pattern(r.pattern.removeprefix("^")) for r in file.rules}
    return Signs(
        pattern(alternation(file.words["done_chapter"] + file.words["plan_chapter"])),
        pattern(file.alternation("done_chapter")),
        pattern(file.alternation("plan_chapter")),
        by_id["status.done_lead"],
        by_id["status.plan_lead"],
        by_id["status.plan_sentence"],
        pattern(f"\n(?=(?:{by_id['status.done_lead'].pattern})|(?:{by_id['status.plan_lead'].pattern}))"),
    )


class Chapters:
    """Tells for each paragraph of one document, and for each item's title, what it speaks of."""

    def __init__(
        self, reading: Reading, items: list[Item], title: str | None, today: date | None, cue_words: CueWords
    ) -> None:
        self.reading = reading
        self.items = items
        self.title = title
        self.today = today
        self.cue_words = cue_words
        # Few paragraphs open so; the leads look at nothing behind themselves, so that in less of a text they match no more.
        self.led = {m.start() for m in signs().lead.finditer("\n" + reading.text)}
        self.modes = self._modes()

    def title_status(self, item: Item) -> Status | None:
        """The status that an item's title states: what its paragraph speaks of, where the title is a clause."""
        paragraph = self.reading.paragraph_at(item.start)
        decided = _chapter_mode(item.title)
        if item.role == "heading" and not decided and len(item.title) < 5:
            return None
        mode = self.modes[paragraph]
        return mode if decided == "achieved" and mode == "planned" and item.level > 1 else decided or mode

    def _default(self) -> Status:
        """What an undecided part of the document speaks of: by its title, else by which cues it has more of."""
        if self.title and PLAN_TITLE.search(self.title):
            return "planned"
        if self.title and DONE_TITLE.search(self.title):
            return "achieved"
        stop = self._first_chapter()
        if stop is None:
            return "achieved"
        if self._looks_back(stop):
            return "achieved"
        text = self.reading.text
        # A text that plans says so in every other sentence; one that reports also names what comes next.
        wills, done = (len(p.findall(text, 0, stop)) for p in (STRONG_PLAN, STRONG_DONE))
        if wills > 1.5 * done and 4 * wills > len(RESULT.findall(text, 0, stop)):
            return "planned"
        # Or it says nothing but what to do: a review has results among its verbs.
        orders = len(IMPERATIVE.findall("\n" + text[:stop]))
        only_orders = orders > 4 * done and orders > 4 * (done + len(RESULT.findall(text, 0, stop)))
        return "planned" if only_orders else "achieved"

    def _looks_back(self, stop: int) -> bool:
        """Whether more paragraphs above a place open with what was done than say what is to be done."""
        c, text, paragraphs = signs(), self.reading.text, self.reading.paragraphs
        led = [
            (p.start, min(p.end, p.start + HEAD, stop)) for p in paragraphs if p.start in self.led and p.start < stop
        ]
        ahead = {start for start, end in led if c.plan_lead.match(text, start, end)}
        more = sum(c.done_lead.match(text, start, end) is not None for start, end in led) - len(ahead)
        for start, end, _ in paragraphs:
            if more <= 0 or start >= stop:
                break
            if start not in ahead and c.plan_sentence.search(text, start, min(end, start + HEAD, stop)):
                more -= 1
        return more > 0

    def _first_chapter(self) -> int | None:
        """Where the first chapter that reviews or plans begins, or the text ends; None before a second that plans."""
        for item in self.items:
            decided = _chapter_mode(item.title) if item.level == 1 and item.role == "heading" else ""
            if decided:
                # 二、2031年工作安排: what stands above is the end of the review.
                if decided == "planned" and (item.ordinal or 0) > 1 and WORK_TO_COME.search(item.title):
                    return None
                return item.start if item.start > FEW else len(self.reading.text)
        return len(self.reading.text)

    def _modes(self) -> list[Status]:
        """For each paragraph, whether it reviews or plans: by the chapter's heading, else by how paragraphs open."""
        text = self.reading.text
        default = self._default()
        item_at = {i.start: i for i in self.items}
        heading_at = {h.start: (h, _chapter_mode(h.title)) for h in self.reading.headings}
        mode, chapter = default, ""
        above = False  # whether a heading above the items of the first level said so
        based_until = -1
        # Plain headings of both kinds part a text in two: those between them stand under the last.
        parted = len({said for h, said in heading_at.values() if said and not h.level}) > 1
        plans = sorted({m.group(1) for m in FIVE_YEARS.finditer(text)}, key=PLANS.__getitem__)
        listed_until = -1
        last_ends = {item.list: item.end for item in self.items}
        listed_mode: Literal["planned", ""] = ""
        out: list[Status] = []
        for number, (start, end, role) in enumerate(self.reading.paragraphs):
            item = item_at.get(start)
            heading, decided = heading_at.get(start, NO_HEADING)
            title = heading.title if heading else item.title if item and item.role == "heading" else ""
            if not heading and title:
                decided = _chapter_mode(title)
            if decided == "achieved" and chapter == "planned" and item and item.level > 1:
                # A chapter of plans holds no review, whatever a word in a heading of its parts reminds of.
                decided = ""
            if decided:
                mode = decided
                above = heading.level > 0 or parted if heading else above
                chapter = decided if heading and heading.level or item and item.level == 1 else chapter
            elif title and item and item.level == 1 and chapter != "planned" and not above:
                # After its plans a report does not go back to its review.
                mode, chapter = default, ""
            elif heading and not chapter and role == "heading" and not parted:
                # A heading outside any chapter opens a matter of its own.
                mode = default
            elif role == "text":
                mode = self._opening(start, end, mode, chapter, plans)
            if item and item.ordinal in (1, None) and start > listed_until and number:
                listed_mode = self._promised(number - 1)
                listed_until = last_ends[item.list] if listed_mode else -1
            if item and WORK_BASIS.fullmatch(item.title):
                based_until = item.end
            led = listed_mode if start <= listed_until else ""
            out.append("achieved" if start < based_until else led or mode)
        return out

    def _opening(self, start: int, end: int, mode: Status, chapter: str, plans: list[str]) -> Status:
        """What a paragraph speaks of by the way it opens; an earlier mode goes on where it says nothing."""
        c = signs()
        text = self.reading.text
        stop = min(end, start + LONG_HEAD)
        if chapter != "planned":
            looks_back = text.find("回", start, stop) >= 0 or text.find("透过", start, stop) >= 0
            if looks_back and LOOKS_BACK_EARLY.match(text, start, stop):
                return "achieved"
        plan = OPENS_WITH_PLAN.match(text, start, stop) if len(plans) > 1 else None
        if plan:
            return self._of_plan(plan.group(1), plans, text[start:end], mode)
        if chapter == mode == "planned":
            return mode
        led = start in self.led
        if (
            led
            and c.plan_lead.match(text, start, stop)
            and (chapter != "achieved" or text.startswith(TURNS, start, stop))
            and not self._is_past(start, stop)
        ):
            return "planned"
        if led and chapter != "planned" and c.done_lead.match(text, start, stop):
            return "achieved"
        if mode != "planned" and chapter != "achieved" and c.plan_sentence.search(text, start, end):
            return "planned"
        return mode

    def _is_past(self, start: int, stop: int) -> bool:
        """Whether a paragraph opens with a year before the document's."""
        year = LED_BY_YEAR.match(self.reading.text, start, stop)
        return year is not None and self.today is not None and int(year[1]) < self.today.year

    def _of_plan(self, plan: str, plans: list[str], text: str, mode: Status) -> Status:
        """What a paragraph speaks of that opens with the years of a five-year plan: by the date, else by its words."""
        if self.today:
            return "achieved" if PLANS[plan] + 4 < self.today.year else "planned"
        if plan != plans[-1]:
            return "achieved"
        wills, done = len(STRONG_PLAN.findall(text)), len(STRONG_DONE.findall(text)) + len(RESULT.findall(text))
        return "planned" if wills > done else mode

    def _promised(self, number: int) -> Literal["planned", ""]:
        """`planned` where a paragraph that leads to a list says what will be done, else nothing."""
        if number < 0:
            return ""
        p = self.reading.paragraphs[number]
        if not self.reading.text[p.start : p.end].rstrip().endswith(":"):
            return ""
        if TASKS.search(self.reading.text, p.start, p.end):
            return "planned"
        last = self.reading.sentence_at(p.end - 1)
        for index in range(last, max(-1, last - 2), -1):
            cut = self.reading.sentences[index]
            if cut.start >= p.start and self.cue_words.last(cut.start, cut.end, cut.start, cut.end, cues().planned):
                return "planned"
        return ""


def _chapter_mode(title: str) -> Literal["achieved", "planned", ""]:
    if WORK_BASIS.fullmatch(title):
        return "achieved"
    c = signs()
    # What stands around a cut may make a word.
    cut = "基础" in title or title.startswith("对")
    if not cut and not c.chapter.search(title) or ORDERS.search(title):
        return ""
    if cut:
        title = NO_REVIEW.sub("", title)
    done, plan = c.done_chapter.search(title), c.plan_chapter.search(title)
    if done and plan:
        return "achieved" if done.end() > plan.end() else "planned"
    return "achieved" if done else "planned" if plan else ""
