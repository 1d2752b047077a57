"""When: the time that a mention holds for or is due by, told by its sentence, or by what frames or leads it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from .mentions import Item
from .patterns import pattern
from .periods import MONTH, Time, find_times, resolve
from .records import Period
from .segment import Paragraph, Reading
from .setting import Setting

CLAUSE = pattern("[,;:。!?\n]")
# 1994年设立的基金: the time says which fund, not when the rest holds.
ATTRIBUTE = pattern("(?!是)[^,。;:的、]{1,10}的|的?[^,。;:]{0,6}(?:大会|会议|全会)")
DUE = pattern("(?:时限|期限|完成时间|时间要求|限期)[::]")
DIGIT = pattern(r"\d")
ANY_DIGIT = pattern(r"[\d一二三四五六七八九十]")
# A time with one of these is a span or goes on: it is no mere base.
REACHES = pattern("[至到—~-].|起$|以来$")
# The last characters of such words, or the end of a line behind them.
COMPARING = frozenset("比较同与从由以按其该照\n")
COMPARED_WITH = pattern("(?:[比较同与从由以按其该]|按照|相比|《[^》]*)$")
BASE_OF = pattern(
    "最[低高大小好快多少强优]|[的之]?(?:基础上|水平|水准|同期)|的?[^,。;同与比较和]{0,8}相比|为基[期数]|(?:不变|可比)?价(?:[),。;]|计算)|(?:不变|可比)价格"
)
TIMES_OF = pattern(r"的?[^,。;]{0,6}?[\d.一二两三四五六七八九十]+多?(?:倍|成|%)")
# A quarter or a day that a sentence opens with is over with it.
PASSING = pattern(rf"季度|\d日|^{MONTH}")
# The end of a paragraph that leads to the list below it.
LEADS_ON = pattern(
    r":\s?$|如下|以下|下列|(?:重点|着重|主要|集中|突出|认真|切实)?(?:做好|抓好|办好|推进|完成|抓|干|实施|开展|做了|办|落实)[^,。;]{0,12}(?:工作|任务|事|方面|大事|实事|行动|工程|项目)[^,。;]{0,4}[。:!]?$"
    r"|[几\d一二三四五六七八九十两]+(?:个|大|项|件|方面|点|条)[^,。;]{0,10}[。:!]?$"
)
SPELL = pattern(
    r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})(?:至[\d一二三四五六七八九十]+)?年内?"
)  # how long one thing takes, not its neighbour
SPELL_BETWEEN = pattern(r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})年(?:来|间|里|内)?")
ONE_YEAR = pattern(r"(?:[到至在于])?(?:(?:19|20)\d{2}年?|[去今本上当前]年|全年)[底末]?")
ONE_WORD = pattern("全年|当年|年内|年末|年底|期末|目前|现时")
AVERAGE = pattern("年均|平均每年|每年平均")
LEADS_TO_TIME = frozenset(
    (
        "",
        *(
            will + to
            for will in ("", "将", "拟", "预定", "定", "应", "须", "要", "预计", "力争", "争取", "计划")
            for to in ("在", "于")
        ),
    )
)
NOUN_BETWEEN = pattern("[\u4e00-\u9fff]{2,8}?(?:将|拟|预计|计划|力争|预定)?")
WILL_BE_IN = tuple(will + to for will in ("将", "拟", "预计", "预定", "计划") for to in ("在", "于"))
AIM_OF_YEAR = pattern("[^,。;]{0,16}(?:目标|任务|计划|预算)[^,。;]{0,4}的")
MORE_THAN = ("高于", "低于", "快于", "慢于", "好于", "优于", "大于", "多于", "超过", "超出")
FIRST_YEAR_OF = pattern("的?(?:第?[一二三四五六]年|开局|收官|起步|启动|头一年|关键|攻坚|决战|决胜|最后一年)")
AND = ("、", "和", "及", "与", "以及")
AND_THEN = pattern("[、和及与,]")
CLOSED_OR_LISTED = pattern("[。;、]|[^,。;]和")
LOOKS_BACK = tuple(f"{mark}{word}" for mark in "。!" for word in ("回望", "回顾", "回首", "纵观", "总结"))
BUILT_ON = pattern("[^,。;]{0,24}?的?基础上")
SET_OFF = pattern("[,:]|[同与比较][^,。;]{2,14},|(?:是|的)[^,。;]{0,16}(?:目标|任务|要求|安排)")
FRAME = 14  # a time this near to the head of a sentence frames what follows in its paragraph


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


class Timing:
    """Answers, for places of one document's reading text, when what stands there holds."""

    def __init__(self, reading: Reading, items: list[Item], today: date | None, *, taiwan: bool = False) -> None:
        self.reading = reading
        self.items = items
        self.today = today
        self.times = find_times(reading.text, taiwan=taiwan)
        self.time_starts = [t.start for t in self.times]
        self.timed: dict[int, list[Time]] = {}  # the times of the sentences that have some
        for time in self.times:
            self.timed.setdefault(reading.sentence_at(time.start), []).append(time)
        self.item_starts = [i.start for i in items]
        self.list_starts: dict[int, int] = {}
        for item in items:
            self.list_starts.setdefault(item.list, item.start)
        self.periods: dict[str, Period] = {}
        self.comparing: dict[int, bool] = {}  # where a time starts -> whether something is compared with it

    def period(self, start: int, end: int, setting: Setting) -> Period | None:
        """The period that a mention's own sentence states, else the lead of its paragraph or list, else its chapter."""
        time = (self._own(start, end, setting) if setting.times else setting.frame) or self._lead(start)
        if time is None:
            return None
        found = self.periods.get(time.text)
        if found is None:
            first, last = resolve(time.text, self.today)
            found = self.periods[time.text] = Period(text="".join(time.text.split()), start=first, end=last)
        return found

    def _own(self, start: int, end: int, setting: Setting) -> Time | None:
        """The time of a mention whose own sentence states some, if one is stated for it or frames it."""
        own = setting.times
        first, last = setting.near(start, end)
        if (first, last) != (setting.start, setting.end):
            own = [t for t in own if first <= t.start < last]
        found = self._stated(own, start, end, last) if own else None
        if found or setting.frame:
            return found or setting.frame
        text = self.reading.text
        for t in own:
            # 已开工20座,另外10座将于明年开工: the time of the next figure is not this one's.
            if end <= t.start < end + 30 and text[t.start - 1] in ",(的在于" and not DIGIT.search(text, end, t.start):
                return t
        return None

    @cached_property
    def framed(self) -> dict[int, Time]:
        """The times that frame sentences from above: to the end of the paragraph they open, else for two sentences."""
        out: dict[int, Time] = {}
        sentences = self.reading.sentences
        # The next frame ends the reach of one, whether it reaches as far or not.
        ends = [*(frame.sentence for frame in self.framing[1:]), len(sentences) - 1]
        for frame, end in zip(self.framing, ends, strict=False):
            for sentence in range(frame.sentence + 1, (end if frame.opens else min(end, frame.sentence + 2)) + 1):
                if sentences[sentence].paragraph != frame.paragraph:
                    break
                out[sentence] = frame.time
        return out

    def _stated(self, own: Sequence[Time], start: int, end: int, last: int) -> Time | None:
        """Which of the times of a mention's sentence is stated for it, apart from one close behind it."""
        text = self.reading.text
        behind = own[-1].start
        if behind > start:
            # Of two dates inside a change the later is that of the value reached; one alone before 到 is the other's.
            digit = ANY_DIGIT if text[start] in "从由自" else DIGIT
            inside = [t for t in own if start < t.start < end and digit.search(text, start, t.start)]
            if inside:
                return inside[-1]
        before = [t for t in own if t.end <= start]
        told = self._told_apart(before, start) if len(before) > 1 else None
        if told:
            return told
        for t in reversed(before):
            # 较2011年的21.4%: the number is that year's, whatever is compared with it.
            if t.end >= start - 1 and text[t.end : start] in ("的", "") and not SPELL.fullmatch(t.text):
                if text.endswith("倍", start, end):
                    break
                return t
        due = DUE.search(text, end, last) if behind >= end else None
        if due:
            due_by = [t for t in own if t.start >= due.end() - 1]
            if due_by:
                return due_by[0]
        if behind >= end:
            # 目前完工3处,其余5处将在明年上半年发包: the clause's own time, though an earlier clause has another.
            clause = self.reading.clause_start(start, 0)
            own_behind = next((t for t in own if t.start >= end), None)
            if (
                own_behind
                and own_behind.start < self.reading.clause_end(end, last)
                and (
                    (text[end : own_behind.start] or own_behind.text[0]) in LEADS_TO_TIME
                    or text.endswith(WILL_BE_IN, end, own_behind.start + (own_behind.text[0] in "在于"))
                    # 其余10个项目明年开工
                    or NOUN_BETWEEN.fullmatch(text, end, own_behind.start) is not None
                    and not text.startswith("的", own_behind.end)
                    and not self._compares(own_behind)
                )
                and not any(t.start >= clause for t in before)
            ):
                return own_behind
        before = [t for i, t in enumerate(before) if not self._is_of_another(t, start, end, opens=i == 0)]
        return self._whole(before, start) if before else None

    def _told_apart(self, before: list[Time], start: int) -> Time | None:
        """The time of a mention in a list of figures that go with a list of times: 到2027年和2030年分别达到93%和95%."""
        text = self.reading.text
        respectively = text.rfind("分别", before[-1].end, start)
        if respectively < 0 or CLOSED_OR_LISTED.search(text, before[-1].end, respectively):
            return None
        first = len(before) - 1
        while first and text[before[first - 1].end : before[first].start] in AND:
            first -= 1
        if self._compares(before[first]):
            return None
        number = first + len(AND_THEN.findall(text, respectively, start))
        return before[number] if first < len(before) - 1 and number < len(before) else None

    def _is_of_another(self, t: Time, start: int, end: int, *, opens: bool) -> bool:
        """Whether a time in front of a mention belongs to something else that its sentence says."""
        text = self.reading.text
        return (
            self._compares(t)
            # 连续8年居首位,新增港口6个: for how long something else has gone on.
            or text.endswith("连续", 0, t.start)
            and CLAUSE.search(text, t.end, start) is not None
            or text.find(";", t.end, start) >= 0
            and self._is_within(t)
            # 其中2026年完成120个;公路…: of its clause alone.
            or CLAUSE.search(text, t.end, start) is not None
            and text.endswith("其中", 0, t.start + (t.text[0] in "在于"))
            # 高于“七五”时期4.6个百分点;产值20亿元
            or text.endswith(MORE_THAN, 0, t.start + (t.text[0] in "在于"))
            and (text.endswith("百分点", start, end) or CLAUSE.search(text, t.end, start) is not None)
            # 完成全年1200万人目标的88.4%
            or t.text == "全年"
            and AIM_OF_YEAR.fullmatch(text, t.end, start) is not None
            # 到2030年,排放五年累计降低17%,覆盖率达到72%: the five years are of their clause alone.
            or not opens
            and text.find(",", t.end, start) >= 0
            and SPELL.fullmatch(t.text) is not None
            and "\u4e00" <= text[t.start - 1] <= "\u9fff"
            # 在1980到1985年年均增长8%的基础上,增长…: what the mention builds on.
            or (t.text[0] == "在" or text.endswith("在", 0, t.start))
            and BUILT_ON.match(text, t.end, start) is not None
        )

    def _within(self, start: int, end: int) -> list[Time]:
        return self.times[bisect_left(self.time_starts, start) : bisect_left(self.time_starts, end)]

    @cached_property
    def framing(self) -> list[Frame]:
        """The times that frame what follows them in their paragraphs, in order."""
        out: list[Frame] = []
        for sentence, times in self.timed.items():
            head, _, number = self.reading.sentences[sentence]
            paragraph = self.reading.paragraphs[number]
            for t in times:
                if t.start - head > FRAME:
                    break
                if self._goes_on(t, paragraph) and self._frames(t, head) and self._holds(t):
                    out.append(Frame(t, sentence, number, t.start - paragraph.start <= FRAME))
        return out

    @cached_property
    def framing_starts(self) -> list[int]:
        """Where those times start."""
        return [frame.time.start for frame in self.framing]

    def _goes_on(self, t: Time, p: Paragraph) -> bool:
        """Whether a time holds beyond its sentence: it opens its paragraph, or a comma sets it off."""
        opens = t.start - p.start <= FRAME and self.reading.text.find("。", p.start, t.start) < 0
        return opens or bool(SET_OFF.match(self.reading.text, t.end)) and not t.text.endswith("起")

    def _is_within(self, t: Time) -> bool:
        """Whether a time belongs to its own clause alone: 10年编列1500亿元, 失业率全年控制在5.5%以内."""
        inside = ONE_WORD.fullmatch(t.text) and "\u4e00" <= self.reading.text[t.start - 1 : t.start] <= "\u9fff"
        return bool(inside or SPELL.fullmatch(t.text))

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
        found = self.comparing.get(t.start)
        if found is None:
            found = self.comparing[t.start] = self._is_base(t)
        return found

    def _is_base(self, t: Time) -> bool:
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
        framing = [t for t in times if (t.start >= last.start or self._frames(t, self._head(t))) and self._holds(t)]
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

    def _frames(self, t: Time, head: int) -> bool:
        """Whether a time stands at the head of its sentence and says when all of it holds."""
        text = self.reading.text
        return t.start - head <= FRAME and not ATTRIBUTE.match(text, t.end) and not FIRST_YEAR_OF.match(text, t.end)

    def _head(self, t: Time) -> int:
        """Where the sentence of a time begins."""
        return self.reading.sentences[self.reading.sentence_at(t.start)].start

    def _holds(self, t: Time) -> bool:
        """Whether a time can hold for other sentences too."""
        return not PASSING.search(t.text) and not self._compares(t)
