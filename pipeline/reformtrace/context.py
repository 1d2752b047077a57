"""What surrounds a mention: status, actor, period."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

from .actors import Actors, verbs
from .mentions import Item
from .periods import Time, find_times, resolve
from .records import Period
from .rules import alternation, load
from .segment import Paragraph, Reading
from .setting import Setting
from .words import Word, tagger

CLAUSE = re.compile("[,;:。!?\n]")
PLAN_TITLE = re.compile("(?:意见|方案|规划|纲要|计划|通知|决定|行动|措施|办法|要点|任务|清单|目标)(?:》)?(?:的通知)?$")
DONE_TITLE = re.compile("(?:总结|回顾|综述|年度报告|成就|成效)$")
# The engine looks for the first characters of alternatives alone, as long as each begins with a plain one.
STRONG_DONE = re.compile(
    "同比|比上年|较上年|居全[国省市区县]|新高|了(?!解)|有[\\d超逾约近]|已|过去|以来|年来|去年|获批|获评|圆满|顺利"
)
STRONG_PLAN = re.compile(
    r"年内(?!容)|将(?!近)|要(?<![主重需必纲概摘]要)(?!求|素|点|闻|道|害)|力争|确保|到20[23]\d年|争取|应当|负责\)|预期|拟"
)
IMPERATIVE = re.compile(
    r"[。;\n](?:\([^)]{1,4}\))?(?:加快|加强|推进|推动|深化|实施|强化|完善|提升|打造|培育|健全|优化|支持|建立健全|深入|坚持|大力|积极|全力|着力|扎实|持续|全面|统筹|落实|发展|构建|促进|鼓励|引导|严格|做好|抓好|建设|探索|制定|开展)"
)
RESULT = re.compile(r"(?:增长|下降|提高|达到?|突破|超过?|新增|完成|建成|实现)[^,。;]{0,8}\d")
# 1994年设立的基金: the time says which fund, not when the rest holds.
ATTRIBUTE = re.compile("[^,。;:的、]{1,10}的|的?[^,。;:]{0,6}(?:大会|会议|全会)")
# 各位代表!2030年各项任务的完成: a year that is over opens no plan.
LED_BY_YEAR = re.compile(r"(?:各位(?:代表|委员)[,!:。])?到?(20\d{2})年")
DUE = re.compile("(?:时限|期限|完成时间|时间要求|限期)[::]")
FIVE_YEARS = re.compile("十([一二三四五六])五")
OPENS_WITH_PLAN = re.compile("“*十([一二三四五六])五”?(?:时期|期间|以来)")
PLAN_ENDS = {"一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035}
WORK_TO_COME = re.compile(
    r"\d{4}年|[今明]年|今后|下一步|下一阶段|十[一二三四五六]五|未来|展望|工作的?建议|工作安排|工作部署|工作打算"
)
HEAD, LONG_HEAD = 60, 120  # characters of a paragraph that tell how it opens
TURNS = ("各位", "今年", "下一步", "今后")  # openings that lead out of a chapter that reviews
FEW = 400  # characters that are enough to tell what a text speaks of
DIGIT = re.compile(r"\d")
# A time with one of these is a span or goes on: it is no mere base.
REACHES = re.compile("[至到—~-].|起$|以来$")
COMPARING = frozenset("比较同与从由以按其该照\n")  # the last characters of such words, or the end of a line behind them
COMPARED_WITH = re.compile("(?:[比较同与从由以按其该]|按照|相比|《[^》]*)$")
BASE_OF = re.compile(
    "最[低高大小好快多少强优]|[的之]?(?:基础上|水平|水准|同期)|的?[^,。;同与比较和]{0,8}相比|为基[期数]"
)
TIMES_OF = re.compile(r"的?[^,。;]{0,6}?[\d.一二两三四五六七八九十]+多?(?:倍|成|%)")
DONE_IN_CLAUSE = re.compile("超过|突破|完成|建成|投资|实现|了|增长|下降|达到|提高")
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
TO_COME = frozenset(("将", "将会", "即将", "拟"))
UNDER_WAY = frozenset(("正在", "正"))
NOTHING = ("", "-")  # a word's text and tag where there is none
# 21个项目有序推进: at the end of its clause.
STEADILY = frozenset(("有序", "稳步", "扎实", "抓紧", "顺利", "加紧"))
GOING_ON = re.compile(f"(?:{'|'.join(sorted(STEADILY))})(?:推进|建设|实施|进行|施工)$")
ESTIMATES = re.compile("(?:预计|预估|预测|估计)$")
HEADED = re.compile("(?:^|[,;])[^,;一-鿿]{0,4}(?:全年|今年|明年|年内)?(?:预计|预估|预测|估计)")
# 我国有2.9亿在校学生: a fact, in a plan too.
HAS_NOW = re.compile(
    "(?:我国|全国|我省|我市|我区|我县|全省|全市|本市|本省|国内)(?:现|共|只|已|仅|目前)?有(?:近|约|超过?)?$"
)
HAS_NOW_ENDS = tuple("有近约超过")
# A line that leads to a list of tasks, and sentences that look ahead among those that look back.
TASKS = re.compile("(?:主要|重点|工作|具体|目标)(?:任务|目标|措施|举措)[:]$")
AHEAD = re.compile("下一步|下步|下一阶段|今后|新的一年|年底前|明年|今年再|今年还?[将要]|20\\d{2}年起,每年")
BEHIND = 120  # characters behind a sentence in which a bracket can name who acts
NEAR = 240  # characters of a sentence in front of a mention that can speak of it
# 增强消费促发展基础性作用 is no review of what a plan builds on.
# 关于对成效明显地方加大激励力度的通知 is the name of a document, no review.
ORDERS = re.compile("(?:通知|意见|方案|规划|办法|决定|决议|批复|函|规定|条例)》?$")
# Nor is 对成效显著的城市,优先支持: whom a measure is for.
NO_REVIEW = re.compile("基础(?:性|设施|研究|教育|产业)|^对[^,。;]{2,60}(?:成效|效果|成绩|成果)[^,。;]{0,8}的")
# 可返还上年度保险费的一半: what may be done is no thing of the past.
PERMITTED = re.compile("(?<![不许认])可(?!支配|再生|持续|比|见|观|靠|控)")
# A quarter or a day that a sentence opens with is over with it.
PASSING = re.compile(r"季度|\d日|^\d{1,2}月")
# The end of a paragraph that leads to the list below it.
LEADS_ON = re.compile(
    r":\s?$|如下|以下|下列|(?:重点|着重|主要|集中|突出|认真|切实)?(?:做好|抓好|办好|推进|完成|抓|干|实施|开展|做了|办|落实)[^,。;]{0,12}(?:工作|任务|事|方面|大事|实事|行动|工程|项目)[^,。;]{0,4}[。:!]?$"
    r"|[几\d一二三四五六七八九十两]+(?:个|大|项|件|方面|点|条)[^,。;]{0,10}[。:!]?$"
)
SPELL = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})(?:至[\d一二三四五六七八九十]+)?年内?"
)  # how long one thing takes, not its neighbour
SPELL_BETWEEN = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})年(?:来|间|里|内)?")
ONE_YEAR = re.compile(r"(?:[到至在于])?(?:(?:19|20)\d{2}年?|[去今本上当前]年|全年)[底末]?")
ONE_WORD = re.compile("全年|当年|年内|年末|年底|期末|目前|现时")
AVERAGE = re.compile("年均|平均每年|每年平均")
LOOKS_BACK_EARLY = re.compile(
    "(?:各位(?:代表|委员)[,!:。])?[^。]{0,40}。?(?:回望|回顾|回首|透过)[^。]{0,16}(?:五年|一年|十[一二三四五]五|20\\d{2}|历程)"
)
LOOKS_BACK = tuple(f"{mark}{word}" for mark in "。!" for word in ("回望", "回顾", "回首", "纵观", "总结"))
BUILT_ON = re.compile("[^,。;]{0,24}?的?基础上")
SET_OFF = re.compile("[,:]|[同与比较][^,。;]{2,14},|(?:是|的)[^,。;]{0,16}(?:目标|任务|要求|安排)")
FRAME = 14  # a time this near to the head of a sentence frames what follows in its paragraph


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue lists, compiled."""

    chapter: re.Pattern[str]  # either of the next two
    done_chapter: re.Pattern[str]
    plan_chapter: re.Pattern[str]
    planned: frozenset[str]
    carrying: frozenset[str]
    achieved: frozenset[str]
    ongoing: frozenset[str]
    listed: frozenset[str]  # all of them
    leading: re.Pattern[str]  # any cue in front of a mention
    trailing: re.Pattern[str]  # any behind it, or a word that says how something goes on
    done_lead: re.Pattern[str]
    plan_lead: re.Pattern[str]
    plan_sentence: re.Pattern[str]


@cache
def cues() -> Cues:
    """The cue lists of the context rules, compiled once."""
    file = load("context")
    # Without `^`, which holds at the start of a text alone: they are matched where paragraphs start.
    by_id = {r.id: re.compile(r.pattern.removeprefix("^")) for r in file.rules}
    planned, carrying, achieved, ongoing = (
        frozenset(file.words[name]) for name in ("planned", "carrying", "achieved", "ongoing")
    )
    return Cues(
        re.compile(alternation(file.words["done_chapter"] + file.words["plan_chapter"])),
        re.compile(file.alternation("done_chapter")),
        re.compile(file.alternation("plan_chapter")),
        planned,
        carrying,
        achieved,
        ongoing,
        planned | carrying | achieved | ongoing | TO_COME | UNDER_WAY,
        sieve(planned | achieved | ongoing),
        sieve(TO_COME | UNDER_WAY | STEADILY),
        by_id["status.done_lead"],
        by_id["status.plan_lead"],
        by_id["status.plan_sentence"],
    )


@cache
def sieve(cue: frozenset[str]) -> re.Pattern[str]:
    """Whether any of the cue words stands in a text, words or not; a first, cheap look."""
    return re.compile(alternation(sorted(cue)))


class Frame(NamedTuple):
    """A time that frames what follows it in its paragraph, whether it opens that paragraph or a later sentence."""

    time: Time
    sentence: int
    paragraph: int
    opens: bool


class Lead(NamedTuple):
    """A time set for an item; where the heading that sets it starts, if it states several."""

    time: Time
    several_at: int | None


class Context:
    """Answers, for places of one document's reading text, who acts, when, and whether it is done."""

    def __init__(
        self,
        reading: Reading,
        items: list[Item],
        date: str | None,
        issuer: str | None,
        title: str | None = None,
        *,
        taiwan: bool = False,
    ) -> None:
        self.reading = reading
        self.items = items
        self.date = date
        self.actors = Actors(reading, issuer)
        self.title = title
        self.times = find_times(reading.text, taiwan=taiwan)
        self.time_starts = [t.start for t in self.times]
        self.timed: dict[int, list[Time]] = {}  # the times of the sentences that have some
        for time in self.times:
            self.timed.setdefault(reading.sentence_at(time.start), []).append(time)
        self.item_starts = [i.start for i in items]
        self.today = _day(date)
        self.day = None if self.today is None else self.today.isoformat()
        self.list_starts: dict[int, int] = {}
        for item in items:
            self.list_starts.setdefault(item.list, item.start)
        self.cue_words: dict[tuple[int, int], list[Word]] = {}
        self.modes = self._modes()
        self.periods: dict[str, Period] = {}

    def setting(self, sentence: int) -> Setting:
        """What the mentions of a sentence share; to be asked once for all of them."""
        start, end, number = self.reading.sentences[sentence]
        paragraph = self.reading.paragraphs[number]
        return Setting(
            start,
            end,
            paragraph.role == "note",
            self.modes[number],
            self.timed.get(sentence, ()),
            self._frame(start, sentence, number),
            self.actors.in_charge(start, min(paragraph.end, end + BEHIND)),
        )

    # Status -------------------------------------------------------------------------------------------------------

    def _default(self) -> str:
        """What an undecided part of the document speaks of: by its title, else by which cues it has more of."""
        if self.title and PLAN_TITLE.search(self.title):
            return "planned"
        if self.title and DONE_TITLE.search(self.title):
            return "achieved"
        stop = self._first_chapter()
        if stop is None:
            return "achieved"
        c, text = cues(), self.reading.text
        back = ahead = 0
        for start, end, _ in self.reading.paragraphs:
            if start >= stop:
                break
            end = min(end, start + HEAD, stop)
            if c.done_lead.match(text, start, end):
                back += 1
            if c.plan_lead.match(text, start, end) or c.plan_sentence.search(text, start, end):
                ahead += 1
        if back > ahead:
            return "achieved"
        # A text that plans says so in every other sentence; one that reports also names what comes next.
        wills, done = len(STRONG_PLAN.findall(text, 0, stop)), len(STRONG_DONE.findall(text, 0, stop))
        # Or it says nothing but what to do: a review has results among its verbs.
        orders = len(IMPERATIVE.findall("\n" + text[:stop]))
        if wills <= 1.5 * done and orders <= 4 * done:
            return "achieved"
        results = len(RESULT.findall(text, 0, stop))
        told = wills > 1.5 * done and 4 * wills > results
        return "planned" if told or orders > 4 * (done + results) else "achieved"

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

    def _modes(self) -> list[str]:
        """For each paragraph, whether it reviews or plans: by the chapter's heading, else by how paragraphs open."""
        text = self.reading.text
        default = self._default()
        item_at = {i.start: i for i in self.items}
        heading_at = {h.start: h for h in self.reading.headings}
        mode, chapter = default, ""
        plans = sorted({m.group(1) for m in FIVE_YEARS.finditer(text)}, key="一二三四五六".index)
        listed_until = -1
        last_ends = {item.list: item.end for item in self.items}
        listed_mode = ""
        out = []
        for number, (start, end, role) in enumerate(self.reading.paragraphs):
            item = item_at.get(start)
            heading = heading_at.get(start)
            title = heading.title if heading else item.title if item and item.role == "heading" else ""
            decided = _chapter_mode(title) if title else ""
            if decided == "achieved" and chapter == "planned" and item and item.level > 1:
                # A chapter of plans holds no review, whatever a word in a heading of its parts reminds of.
                decided = ""
            if decided:
                mode = decided
                chapter = decided if item and item.level == 1 or heading and heading.level else chapter
            elif title and item and item.level == 1 and chapter != "planned":
                # After its plans a report does not go back to its review.
                mode, chapter = default, ""
            elif heading and not chapter and role == "heading":
                # A heading outside any chapter opens a matter of its own.
                mode = default
            elif role == "text":
                mode = self._opening(start, end, mode, chapter, plans)
            if item and item.ordinal in (1, None) and start > listed_until and number:
                listed_mode = self._promised(number - 1)
                listed_until = last_ends[item.list] if listed_mode else -1
            out.append(listed_mode if start <= listed_until else mode)
        return out

    def _opening(self, start: int, end: int, mode: str, chapter: str, plans: list[str]) -> str:
        """What a paragraph speaks of by the way it opens; an earlier mode goes on where it says nothing."""
        c = cues()
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
        if (
            c.plan_lead.match(text, start, stop)
            and (chapter != "achieved" or text.startswith(TURNS, start, stop))
            and not self._is_past(start, stop)
        ):
            return "planned"
        if chapter != "planned" and c.done_lead.match(text, start, stop):
            return "achieved"
        if mode != "planned" and chapter != "achieved" and c.plan_sentence.search(text, start, end):
            return "planned"
        return mode

    def _is_past(self, start: int, stop: int) -> bool:
        """Whether a paragraph opens with a year before the document's."""
        year = LED_BY_YEAR.match(self.reading.text, start, stop)
        return year is not None and self.today is not None and int(year[1]) < self.today.year

    def _of_plan(self, plan: str, plans: list[str], text: str, mode: str) -> str:
        """What a paragraph speaks of that opens with the years of a five-year plan: by the date, else by its words."""
        if self.today:
            return "achieved" if PLAN_ENDS[plan] < self.today.year else "planned"
        if plan != plans[-1]:
            return "achieved"
        wills, done = len(STRONG_PLAN.findall(text)), len(STRONG_DONE.findall(text)) + len(RESULT.findall(text))
        return "planned" if wills > done else mode

    def _promised(self, number: int) -> str:
        """`planned` where a paragraph that leads to a list says what will be done, else nothing."""
        if number < 0:
            return ""
        p = self.reading.paragraphs[number]
        if not self.reading.text[p.start : p.end].rstrip().endswith(":"):
            return ""
        if TASKS.search(self.reading.text, p.start, p.end):
            return "planned"
        c = cues()
        last = self.reading.sentence_at(p.end - 1)
        for index in range(last, max(-1, last - 2), -1):
            cut = self.reading.sentences[index]
            if cut.start >= p.start and self._cue(cut.start, cut.end, cut.start, cut.end, c.planned):
                return "planned"
        return ""

    def status(self, start: int, end: int, setting: Setting, period: Period | None) -> str | None:
        """achieved, ongoing or planned for a mention: by cues in front of it, else by what its paragraph speaks of."""
        if setting.note:
            return None
        c, reading, text, mode = cues(), self.reading, self.reading.text, setting.mode
        first, last = _near(setting, start, end)
        at = reading.clause_start(start, first)
        # Most clauses hold no cue of any kind, which one look tells.
        leading = c.leading.search(text, at, start) is not None
        trailing = c.trailing.search(text, end, last) is not None
        clause_end = reading.clause_end(end, last) if trailing else end
        done = leading and self._cue(first, last, at, start, c.achieved) > 0
        if leading and self._cue(first, last, at, start, c.planned) and not (done and mode == "achieved"):
            return "planned"
        if not done and AHEAD.match(text, setting.start):
            return "planned"
        if trailing and self._cue(first, last, end, clause_end, TO_COME):
            return "planned"
        if mode == "achieved":
            carried = 0 if done else self._cue(first, last, first, at, c.carrying)
            if carried and ESTIMATES.search(text, first, carried) and not HEADED.search(text[first:at]):
                # 生产总值预计增长5%,税收增长3%: what is estimated is said in front of the verb.
                carried = 0
            if carried and not self._cue(first, last, carried, at, c.achieved):
                return "planned"
            if self._is_to_come(period):
                return "planned"
            if trailing and (
                self._cue(first, last, end, clause_end, UNDER_WAY) or GOING_ON.search(text, end, clause_end)
            ):
                return "ongoing"
            ongoing = leading and self._cue(first, last, at, start, c.ongoing)
            return "ongoing" if ongoing and not DONE_IN_CLAUSE.search(text, at, end) else "achieved"
        if done or text.endswith(HAS_NOW_ENDS, first, start) and HAS_NOW.search(text, first, start):
            return "achieved"
        over = self._is_over(period) and not PERMITTED.search(text[first:start], at - first)
        return "achieved" if over else "planned"

    def _is_over(self, period: Period | None) -> bool:
        """Whether the time that a mention holds for ended before the document's date."""
        return period is not None and period.end is not None and self.day is not None and period.end < self.day

    def _is_to_come(self, period: Period | None) -> bool:
        """Whether the time that a mention holds for begins only after the document's date."""
        return period is not None and period.start is not None and self.day is not None and period.start > self.day

    def _cue(self, first: int, last: int, start: int, end: int, cue: frozenset[str]) -> int:
        """Where the last cue word ends that begins between two places of a sentence's part, or 0."""
        text = self.reading.text
        pattern = sieve(cue)
        leftmost = pattern.search(text, start, end)
        if not leftmost:
            return 0
        # From the last clause on; its words are the same as in the whole sentence.
        stop = end
        while stop > leftmost.start():
            at = self.reading.clause_start(stop - 1, first)
            behind = min(last, self.reading.clause_end(stop - 1, last) + 1)
            hit = pattern.search(text, max(at, start), behind)
            if hit and hit.start() < end:
                for word in reversed(self._cue_words(at, behind)):
                    if start <= at + word.start < end and word.text in cue:
                        return at + word.end
            stop = at
        return 0

    def _cue_words(self, at: int, behind: int) -> list[Word]:
        """The words of a clause that are cues of any kind where they stand; found once for all that ask."""
        found = self.cue_words.get((at, behind))
        if found is None:
            found = self.cue_words[at, behind] = _spoken(tagger()(self.reading.text[at:behind]))
        return found

    def title_status(self, item: Item) -> str | None:
        """The status that an item's title states: what its paragraph speaks of, where the title is a clause."""
        paragraph = self.reading.paragraph_at(item.start)
        decided = _chapter_mode(item.title)
        if item.role == "heading" and not decided and len(item.title) < 5:
            return None
        mode = self.modes[paragraph]
        return mode if decided == "achieved" and mode == "planned" and item.level > 1 else decided or mode

    # Period -------------------------------------------------------------------------------------------------------

    def period(self, start: int, end: int, setting: Setting) -> Period | None:
        """The period that a mention's own sentence states, else the lead of its paragraph or list, else its chapter."""
        time = self._time_for(start, end, setting)
        if time is None:
            return None
        found = self.periods.get(time.text)
        if found is None:
            first, last = resolve(time.text, self.today)
            found = self.periods[time.text] = Period(text="".join(time.text.split()), start=first, end=last)
        return found

    def _time_for(self, start: int, end: int, setting: Setting) -> Time | None:
        own = setting.times
        if own:
            first, last = _near(setting, start, end)
            if (first, last) != (setting.start, setting.end):
                own = [t for t in own if first <= t.start < last]
            found = self._stated(own, start, end, last) if own else None
            if found:
                return found
        if setting.frame:
            return setting.frame
        text = self.reading.text
        for t in own:
            if end <= t.start < end + 30 and text[t.start - 1] in ",(的在于":
                return t
        return self._lead(start)

    def _frame(self, start: int, sentence: int, paragraph: int) -> Time | None:
        """The time that frames a sentence from above: to the end of the paragraph it opens, else for two sentences."""
        i = bisect_left(self.framing_starts, start) - 1
        if i < 0:
            return None
        frame = self.framing[i]
        reaches = frame.paragraph == paragraph and (frame.opens or sentence - frame.sentence <= 2)
        return frame.time if reaches else None

    def _stated(self, own: Sequence[Time], start: int, end: int, last: int) -> Time | None:
        """Which of the times of a mention's sentence is stated for it, apart from one close behind it."""
        text = self.reading.text
        behind = own[-1].start
        if behind > start:
            # Of two dates inside a change the later is that of the value reached; one alone before 到 is the other's.
            inside = [t for t in own if start < t.start < end and DIGIT.search(text, start, t.start)]
            if inside:
                return inside[-1]
        before = [t for t in own if t.end <= start]
        # 较2011年的21.4%: the number is that year's, whatever is compared with it.
        at = [
            t
            for t in before
            if t.end >= start - 1 and text[t.end : start] in ("的", "") and not SPELL.fullmatch(t.text)
        ]
        if at and not text.endswith("倍", start, end):
            return at[-1]
        due = DUE.search(text, end, last) if behind >= end else None
        if due:
            due_by = [t for t in own if t.start >= due.end() - 1]
            if due_by:
                return due_by[0]
        before = [t for t in before if not self._is_of_another(t, start)]
        return self._whole(before, start) if before else None

    def _is_of_another(self, t: Time, start: int) -> bool:
        """Whether a time in front of a mention belongs to something else that its sentence says."""
        return (
            self._compares(t)
            or self._ran_before(t, start)
            or self.reading.text.find(";", t.end, start) >= 0
            and self._is_within(t)
            or self._is_built_on(t, start)
        )

    def _within(self, start: int, end: int) -> list[Time]:
        return self.times[bisect_left(self.time_starts, start) : bisect_left(self.time_starts, end)]

    @cached_property
    def framing(self) -> list[Frame]:
        """The times that frame what follows them in their paragraphs, in order."""
        out: list[Frame] = []
        for sentence, times in self.timed.items():
            number = self.reading.sentences[sentence].paragraph
            paragraph = self.reading.paragraphs[number]
            out += [
                Frame(t, sentence, number, t.start - paragraph.start <= FRAME)
                for t in times
                if self._frames(t, sentence) and self._holds(t) and self._goes_on(t, paragraph)
            ]
        return out

    @cached_property
    def framing_starts(self) -> list[int]:
        """Where those times start."""
        return [frame.time.start for frame in self.framing]

    def _goes_on(self, t: Time, p: Paragraph) -> bool:
        """Whether a time holds beyond its sentence: it opens its paragraph, or a comma sets it off."""
        opens = t.start - p.start <= FRAME and self.reading.text.find("。", p.start, t.start) < 0
        return opens or bool(SET_OFF.match(self.reading.text, t.end)) and not t.text.endswith("起")

    def _ran_before(self, t: Time, start: int) -> bool:
        """Whether a time only says for how long something else has gone on: 连续8年居首位,新增港口6个."""
        text = self.reading.text
        return text.endswith("连续", 0, t.start) and bool(CLAUSE.search(text, t.end, start))

    def _is_within(self, t: Time) -> bool:
        """Whether a time belongs to its own clause alone: 10年编列1500亿元, 失业率全年控制在5.5%以内."""
        inside = ONE_WORD.fullmatch(t.text) and "\u4e00" <= self.reading.text[t.start - 1 : t.start] <= "\u9fff"
        return bool(inside or SPELL.fullmatch(t.text))

    def _is_built_on(self, t: Time, start: int) -> bool:
        """Whether a time belongs to what the mention builds on: 在1980到1985年年均增长8%的基础上,增长…."""
        text = self.reading.text
        in_front = t.text[0] == "在" or text.endswith("在", 0, t.start)
        return in_front and BUILT_ON.match(text, t.end, start) is not None

    def _whole(self, before: list[Time], start: int) -> Time:
        """The last of the times in front of a mention, or the one that it only repeats, or that an average runs over."""
        text, last = self.reading.text, before[-1]
        for t in reversed(before[:-1]):
            if SPELL_BETWEEN.fullmatch(last.text) and text[t.end : last.start] in ("的", "", "这"):
                # 1953年到1978年的二十六年间
                return t
            if (
                ONE_YEAR.fullmatch(last.text)
                and AVERAGE.search(text, last.end, start)
                and not ONE_YEAR.fullmatch(t.text)
            ):
                return t
        return last

    def _compares(self, t: Time) -> bool:
        """Whether a time is what something is compared with or reckoned from: 比2020年, 在1980年的基础上, 从2005年."""
        text = self.reading.text
        if t.text[0] in "从由" and not REACHES.search(t.text):
            return True
        before = text[max(0, t.start - 12) : t.start]
        if (before[-1:] in COMPARING or "《" in before) and COMPARED_WITH.search(before):
            return True
        if BASE_OF.match(text, t.end, t.end + 18):
            return True
        return before.endswith(("是", "为", "相当于", "达", "达到")) and bool(TIMES_OF.match(text, t.end, t.end + 18))

    def _lead(self, start: int) -> Time | None:
        """The time that the lead of the mention's list or its numbered heading sets for all of it."""
        i = bisect_right(self.item_starts, start) - 1
        while i >= 0 and self.items[i].end < start:
            parent = self.items[i].parent
            i = -1 if parent is None else parent
        lead = self.leads[i] if i >= 0 else None
        if lead is None:
            return None
        # 2030年和“十五五”工作回顾: how the paragraphs open says which of the two it has come to.
        opened = None if lead.several_at is None else self._opened(lead.several_at, start)
        return opened or lead.time

    @cached_property
    def leads(self) -> list[Lead | None]:
        """What sets a time for each item: its title, else the lead of its list, else what does for the item above."""
        led: dict[int, Lead | None] = {}
        for number, start in self.list_starts.items():
            time = self._led_by(start)
            led[number] = None if time is None else Lead(time, None)
        out: list[Lead | None] = []
        for item in self.items:
            above = None if item.parent is None else out[item.parent]
            out.append(self._titled(item) or led[item.list] or above)
        return out

    def _titled(self, item: Item) -> Lead | None:
        """The time that the title of a heading states."""
        if item.role != "heading":
            return None
        times = self._within(item.start, item.start + len(item.marker) + len(item.title) + 1)
        return Lead(times[0], item.start if len(times) > 1 else None) if times else None

    def _led_by(self, start: int) -> Time | None:
        """The time that the paragraph above a list sets for all of it."""
        above = self.reading.paragraph_at(start) - 1
        if above < 0:
            return None
        q = self.reading.paragraphs[above]
        times = self._within(q.start, q.end) if q.end - q.start < 400 else []
        if not times:
            return None
        last = self.reading.sentences[self.reading.sentence_at(q.end - 1)]
        framing = [
            t
            for t in times
            if (t.start >= last.start or self._frames(t, self.reading.sentence_at(t.start))) and self._holds(t)
        ]
        # 到2022年,建成…。 speaks for itself; what leads to the list ends with a colon or says what follows.
        return framing[-1] if framing and LEADS_ON.search(self.reading.text, last.start, q.end) else None

    def _opened(self, first: int, start: int) -> Time | None:
        """The last time between two places that opens a paragraph, or that a sentence looks back on."""
        for frame in reversed(self.framing[: bisect_left(self.framing_starts, start)]):
            if frame.time.start < first:
                break
            head = self.reading.paragraphs[frame.paragraph].start
            if frame.opens or self.reading.text.endswith(LOOKS_BACK, head, frame.time.start):
                return frame.time
        return None

    def _frames(self, t: Time, sentence: int) -> bool:
        """Whether a time stands at the head of its sentence and says when all of it holds."""
        head = self.reading.sentences[sentence].start
        return t.start - head <= FRAME and not ATTRIBUTE.match(self.reading.text, t.end)

    def _holds(self, t: Time) -> bool:
        """Whether a time can hold for other sentences too."""
        return not self._compares(t) and not PASSING.search(t.text)


def _near(setting: Setting, start: int, end: int) -> tuple[int, int]:
    """The bounds of a sentence, or of one that runs on without end the part around a mention."""
    if setting.end - setting.start <= 2 * NEAR:
        return setting.start, setting.end
    return max(setting.start, start - NEAR), min(setting.end, end + NEAR)


def _spoken(tokens: list[tuple[str, str]]) -> list[Word]:
    """The words of a clause that state a time or will, in order."""
    listed = cues().listed
    if listed.isdisjoint([text for text, _ in tokens]):
        return []
    out: list[Word] = []
    quoted = at = 0
    for i, (text, tag) in enumerate(tokens):
        if text == "“":
            quoted += 1
        elif text == "”":
            quoted -= 1
        # “两个确保” is a name.
        elif quoted <= 0 and text in listed:
            before = tokens[i - 1] if i else NOTHING
            following = tokens[i + 1] if i + 1 < len(tokens) else NOTHING
            unmet = text == "达成" and not any(later in GOALS for later, _ in tokens[i + 1 :])
            if not unmet and _is_cue(text, before, following):
                out.append(Word(at, text, tag))
        at += len(text)
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
        return led_tag not in "nvaj" and tag != "m"
    if word in ("计划", "预期", "目标", "估计", "准备", "希望", "争取", "努力"):
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
        return tag == "v" and led_tag not in "na"
    if word == "加快":
        return tag != "m"
    if word == "了":
        return led_tag in "vd"
    return True


def _chapter_mode(title: str) -> str:
    c = cues()
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


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
