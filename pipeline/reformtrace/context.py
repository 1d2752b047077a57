"""What surrounds a mention: status, actor, period."""

from __future__ import annotations

from datetime import date

from .actors import Actors
from .chapters import Chapters
from .cues import STEADILY, CueWords, cues
from .mentions import Item
from .patterns import pattern
from .records import Period, Status
from .segment import Reading
from .setting import Setting
from .timing import Timing

DONE_IN_CLAUSE = pattern("超过|突破|完成|建成|投资|实现|了|增长|下降|达到|提高")
GOING_ON = pattern(f"(?:{'|'.join(sorted(STEADILY))})(?:推进|建设|实施|进行|施工)$")
ESTIMATES = pattern("(?:预计|预估|预测|估计)$")
HEADED = pattern("(?:^|[,;])[^,;一-鿿]{0,4}(?:全年|今年|明年|年内)?(?:预计|预估|预测|估计)")
# 去年, 截至1月底: what such a time tells of is no plan, whenever it was written.
PAST_TIME = pattern("(?:[自从]|截至|截止)?(?:去年|前年)(?!.*(?:起|以来)$)|(?:截至|截止)(?!明年|后年)")
# 我国有2.9亿在校学生: a fact, in a plan too.
HAS_NOW = pattern(
    "(?:我国|全国|我省|我市|我区|我县|全省|全市|本市|本省|国内)(?:现|共|只|已|仅|目前)?有(?:近|约|超过?)?$|已有(?:近|约|超过?)?$"
)
HAS_NOW_ENDS = tuple("有近约超过")
# 目前已有97家,整合车辆46万辆: what is, though a clause behind it.
NOW = pattern("(?<=中),?已有|目前(?:,[^,。;]{0,12}|[^,。;]{0,8})?(?:已|共?有|拥有)|现已")
MORE_TO_COME = pattern("基础|再|新增|[上下]半年|年内|年底|秋季|春季")
AHEAD = pattern(
    "下一步|下步|下一阶段|今后|未来(?!产业|社区|科技|学校|乡村|网络|城|之星|学家)|届时|新的一年|年底前|明年|今年再|今年还?[将要]|20\\d{2}年起,每年"
)
# 完工后每日处理量可达40吨, 届时可再提供4000个岗位: what will be, in a review too.
ONCE_DONE = pattern(
    "届时|(?:建成|落成|完工|竣工|完成|投产|达产|投用|投运|启用|通车|实施|改造|整建)后[^。;,]{0,12},?[^。;,]{0,16}(?:可(?![比靠持支]|达性|达标)|将|预计)"
)
ACTUALLY = pattern("实际(?:完成|新增|投入|建成)|超额完成")
IN_PROGRESS = pattern("(?:施工|兴建|建设|改造|办理|设计|审查|筹建|进行|整建)中$")
BEHIND = 120  # characters behind a sentence in which a bracket can name who acts
# 可返还上年度保险费的一半: what may be done is no thing of the past.
PERMITTED = pattern("(?<![不许认])可(?!支配|再生|持续|比|见|观|靠|控)")


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
        self.date = date
        self.today = _day(date)
        self.day = None if self.today is None else self.today.isoformat()
        self.actors = Actors(reading, issuer)
        self.timing = Timing(reading, items, self.today, taiwan=taiwan)
        self.cue_words = CueWords(reading)
        self.chapters = Chapters(reading, items, title, self.today, self.cue_words)

    def setting(self, sentence: int) -> Setting:
        """What the mentions of a sentence share; to be asked once for all of them."""
        start, end, number = self.reading.sentences[sentence]
        paragraph = self.reading.paragraphs[number]
        return Setting(
            start,
            end,
            paragraph.role == "note",
            self.chapters.modes[number],
            self.timing.timed.get(sentence, ()),
            self.timing.framed.get(sentence),
            self.actors.in_charge(start, min(paragraph.end, end + BEHIND)) if self.actors.brackets else (),
        )

    def status(self, start: int, end: int, setting: Setting, period: Period | None) -> Status | None:
        """achieved, ongoing or planned for a mention: by cues in front of it, else by what its paragraph speaks of."""
        if setting.note:
            return None
        c, text, said = cues(), self.reading.text, self.cue_words.last
        first, last = setting.near(start, end)
        at = self.reading.clause_start(start, first)
        # Most clauses hold no cue of any kind, which one look tells.
        leading = c.leading.search(text, at, start) is not None
        if setting.mode != "achieved":
            if leading and said(first, last, at, start, c.planned):
                return "planned"
            if not (leading and said(first, last, at, start, c.achieved)):
                has_now = text.endswith(HAS_NOW_ENDS, first, start) and HAS_NOW.search(text, first, start)
                is_over = period is not None and self._is_over(period)
                over = (
                    is_over
                    and not PERMITTED.search(text[first:start], at - first)
                    and not (first < at and self._is_carried(first, last, at, start))
                )
                if not (has_now or over or self._is_now(first, last, at, start, setting)) or AHEAD.match(
                    text, setting.start
                ):
                    return "planned"
            to_come = said(first, last, end, self.reading.clause_end(end, last), c.to_come)
            return "planned" if to_come else "achieved"
        done = leading and said(first, last, at, start, c.achieved) > 0
        part = max(first, text.rfind(";", first, start) + 1)
        if not done and (
            AHEAD.match(text, setting.start)
            or part != setting.start
            and AHEAD.match(text, part)
            or (text.find("后", part, start) >= 0 or text.find("届时", part, start) >= 0)
            and ONCE_DONE.search(text, part, start)
            or leading
            and said(first, last, at, start, c.planned)
            or first < at
            and self._is_carried(first, last, at, start)
        ):
            return "planned"
        if period is not None and (self._is_to_come(period) or not done and self._is_due_later(period)):
            return "planned"
        if c.trailing.search(text, end, last):
            clause_end = self.reading.clause_end(end, last)
            if said(first, last, end, clause_end, c.to_come):
                return "planned"
            if said(first, last, end, clause_end, c.under_way) or GOING_ON.search(text, end, clause_end):
                return "ongoing"
        if (
            text[start - 1] == "中"
            and IN_PROGRESS.search(text, at, start)
            or (text.find("中", end, last) >= 0 and IN_PROGRESS.search(text, end, self.reading.clause_end(end, last)))
        ):
            return "ongoing"
        ongoing = leading and said(first, last, at, start, c.ongoing)
        return "ongoing" if ongoing and not DONE_IN_CLAUSE.search(text, at, end) else "achieved"

    def _is_carried(self, first: int, last: int, at: int, start: int) -> bool:
        """Whether a word of what is to come, said in front of a clause, holds for that clause too."""
        c, text, said = cues(), self.reading.text, self.cue_words.last
        carried = said(first, last, first, at, c.carrying)
        if not carried or ESTIMATES.search(text, first, carried) and not HEADED.search(text[first:at]):
            # 生产总值预计增长5%,税收增长3%: what is estimated is said in front of the verb.
            return False
        return not said(first, last, carried, at, c.achieved) and not ACTUALLY.search(text, carried, start)

    def _is_now(self, first: int, last: int, at: int, start: int, setting: Setting) -> bool:
        """Whether a clause in front says what is now, and nothing behind it what is to be."""
        text = self.reading.text
        now = NOW.search(text, max(first, text.rfind(";", first, at) + 1), at)
        # 目前已有120家,到2027年达到150家; 目前已有120家,再建15家
        if now is None or MORE_TO_COME.search(text, now.end(), start):
            return False
        if any(now.end() <= t.start < start for t in setting.times):
            return False
        return not self.cue_words.last(first, last, now.end(), at, cues().planned)

    def _is_over(self, period: Period) -> bool:
        """Whether the time that a mention holds for ended before the document's date."""
        if period.end is None or self.day is None:
            return PAST_TIME.match(period.text) is not None
        return period.end < self.day

    def _is_to_come(self, period: Period) -> bool:
        """Whether the time that a mention holds for begins only after the document's date."""
        return period.start is not None and self.day is not None and period.start > self.day

    def _is_due_later(self, period: Period) -> bool:
        """Whether a mention is due by a time in a year after the document's."""
        due = period.end if period.start is None else None
        return due is not None and self.day is not None and due[:4] > self.day[:4]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
