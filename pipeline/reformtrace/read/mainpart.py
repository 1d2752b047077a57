"""A scanned page -> the lines of its main text: menus, share bars, related links and the site's foot left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from unicodedata import normalize

from ..rules import load
from .page import Block, Line, Page
from .scan import PARTS

# How the content systems of government sites name the block of the text, and those of the site around it.
CONTENT = re.compile(
    r"(?:^|[\s_-])(?:ucap-content|trs_\w*|view|(?:font)?zoom\w*|article[\w-]*|art_?con\w*|contents?[\w-]*|con_text"
    r"|news[_-]?(?:content|text|body|con)\w*|pages_content|detail[\w-]*|main[_-]?(?:text|content|con)\w*"
    r"|xl[_-]?(?:content|con)\w*|wz\w*|zw\w*|bt-?content|b12c|text|txt\w*|body[_-]?text|conzt|nr|neirong"
    r"|info[_-]?content|entry-content|post-content|js_content|rich_media_content)(?=$|[\s_-])"
)
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:b?d?share\w*|social\w*|bread\w*|crumbs?|cur(?:rent)?[_-]?(?:pos\w*|location)|dqwz|nav\w*|menu\w*"
    r"|sidebar\w*|aside|foot\w*|copyright\w*|related\w*|xg\w*|xiangguan|recommend\w*|pager|pagination"
    r"|page[_-]?(?:turn|nav|bar|num)\w*|pre_next|print\w*|toolbar|font[_-]?size\w*|ewm\w*|qr\w*|erweima|comment\w*"
    r"|pinglun|search\w*|login\w*|banner\w*|advert\w*|topbar|yqlj|friend\w*|zrbj|editor-?info|accessib\w*|wza\w*"
    r"|weibo|weixin|wechat|barrier\w*|jiathis\w*|article-?tools?|subscribe)(?=$|[\s_-])"
)
# Names that blocks of the text have as well: they count only where no sentence stands in the block.
PERHAPS = re.compile(
    r"(?:^|[\s_-])(?:header|head|top|bottom|location|position|place|path|side\w*|hot\w*|rank\w*|relat\w*|prev\w*|next\w*"
    r"|tool\w*|func\w*|ads?|links?|resource|skip\w*|float\w*|tags?|meta|article-?(?:info|meta)|source|infobar"
    r"|sub-?info)(?=$|[\s_-])"
)
FURNITURE_TAGS = frozenset(["footer", "aside"])
KEEPS_NOTES = re.compile("footnote|endnote|doc-note|annotation|zhushi")
PROSE = re.compile("[。；！？]")
# Lines of a site beyond those that the rules of furniture know.
SITE = re.compile(
    r"^.{0,40}(?:建议使用.{0,30}浏览|最佳(?:浏览|分辨率)|主办单位\s*:|网站支持IPv6|您是第\s*\d+\s*位|浏览次数|阅读次数"
    r"|(?:访问量|点击数|点击量|浏览量)\s*:|未经(?:许可|授权|书面).{0,12}(?:转载|使用|复制)).{0,120}$"
    r"|^本(?:网站|网|站)由.{2,40}主办.{0,60}$"
    r"|^(?:上一篇|下一篇|上一条|下一条|上一页|下一页|返回列表)\s*(?::.{0,80})?$"
    r"|^(?:打印文章|朋友圈|人民微博|新浪微博|腾讯微博|豆瓣|关怀版|适老版|长者模式|手机版|更多|回到顶部|[\s|·>])+$"
    r"|^[您你]对.{1,16}是否满意.{0,20}$|^(?:(?:非常|基本|比较|很|不)?满意|一般|提交|点赞|[\s\d|·])+$"
    r"|^智能(?:问答|客服)$|^您好.{0,4}我是.{0,16}(?:助手|机器人|客服).{0,60}$",
    re.IGNORECASE,
)
# Whom to ask: the foot of a site, or the last lines of a text.
CONTACT = re.compile(r"^(?:主办|承办|联系电话|网站邮箱)\s*:[^。;]{0,80}$|^地址\s*:.{0,60}邮编.{0,20}$")
# The longest line that the rules of furniture are asked about.
SHORT = 160
FOLDS = tuple((mark, normalize("NFKC", mark)) for mark in "，：；（）！？％｜\u3000")
RELATED = re.compile(
    r"^\s*[【\[•·]?\s*(?:相关(?:报道|链接|新闻|阅读|文章|稿件|文件|信息|解读|推荐|政策|内容)|延伸阅读|推荐阅读"
    r"|热点推荐|热门推荐|猜你喜欢|媒体解读|政策解读|解读材料"
    r"|图解|友情链接|为您推荐|网友评论|发表评论|评论)\s*[】\]]?\s*[:：>]*\s*$"
)
SOURCE = re.compile(
    r"^\s*[【\[]?\s*(?:[\d年月日时分秒:：\-/.\s]*)?(?:信息来源|文章来源|稿源|来源|发布时间|发布日期|发稿时间|更新时间|时间|日期"
    r"|浏览次数|浏览|阅读|作者|发布人|字号|字体|打印|分享)\s*[:：].{0,90}$"
    r"|^\s*(?:19|20)\d{2}[-年/.]\s?\d{1,2}[-月/.]\s?\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
    r"(?:\s*(?:来源|作者|字号|【|\[|[|｜]).{0,60})?$"
)
OF_PAGE = re.compile(r"来源|稿源|浏览|字号|字体|打印|(?:发布|更新|发稿)(?:时间|日期|人)|^\s*\d{4}\D.*\d:\d\d")
LABELS = (
    "索引号", "主题分类", "信息分类", "分类", "主题词", "发文机关", "发布机构", "公开主体", "制发机关", "信息来源",
    "公开方式", "公开类别", "公开范围", "公开时限", "公开日期", "成文日期", "发文日期", "发布日期", "生成日期",
    "印发日期", "实施日期", "废止日期", "生效日期", "发文字号", "文号", "标题", "名称", "信息名称", "有效性",
    "效力状态", "时效性", "体裁分类", "服务对象", "组配分类", "关键词", "关键字", "内容概述", "公文种类", "发文单位",
    "信息索取号", "统一编号", "文件编号", "是否有效", "所属主题", "载体类型",
)  # fmt: skip
LABELLED = re.compile(rf"^[【\[]?({'|'.join(LABELS)})(?:[】\]]?\s*[:：]\s*(.*)|[】\]]?)$")
# How a line with a label opens.
OPENS_LABEL = frozenset("【[") | {label[0] for label in LABELS}
# At least one of these must be among the labels, else a list in the text might pass for the table of properties.
TELLING = frozenset(LABELS[:20]) - {"分类", "主题词", "信息来源"} | {"发文字号", "体裁分类", "组配分类", "发文单位"}
NO_BLOCK = PARTS | {"li", "ul", "ol", "dl"}
# The issue number and the dated line that may stand between a title and the text.
UNDER_TITLE = re.compile(r"[〔\[]\s?(?:19|20)\d{2}\s?[〕\]].{0,6}号|^[—-]{2}|^[(（].{4,60}[)）]$")


@dataclass(slots=True)
class Main:
    """The lines that are kept, in order, and what the page's own table says of the document."""

    kept: list[int]
    about: dict[str, str] = field(default_factory=dict)
    date: str = ""


@cache
def _site() -> re.Pattern[str]:
    """The lines that are a site's wherever they stand; a source or date is only above a text, and has its own place."""
    rules = [r for r in load("furniture").rules if r.id not in ("furniture.source", "furniture.related")]
    return re.compile("|".join([f"(?i:{SITE.pattern}|{CONTACT.pattern})", *(f"(?:{r.pattern})" for r in rules)]))


def _of_site(lines: Sequence[Line]) -> list[bool]:
    """Which lines are the site's; those of data are not asked about."""
    asked = [len(line.words) <= SHORT and not (line.cell and line.cell.table.is_data) for line in lines]
    folded = iter(_folded([line.words for line, is_asked in zip(lines, asked, strict=True) if is_asked]))
    is_site = _site().match
    return [is_asked and is_site(next(folded)) is not None for is_asked in asked]


def _folded(texts: Sequence[str]) -> list[str]:
    """Lines with their compatibility characters folded."""
    joined = "\n".join(texts)
    # Where the marks that nearly every line has are replaced first, most lines have nothing left to fold.
    for mark, plain in FOLDS:
        joined = joined.replace(mark, plain)
    return [normalize("NFKC", text) for text in joined.split("\n")]


def main_part(page: Page, title: str) -> Main:
    """The lines of a page's main text; `title` is what its head calls it."""
    lines = page.lines
    texts = [line.words for line in lines]
    dropped = _of_site(lines)
    ends = PROSE.search
    prose = [ends(text) is not None for text in texts]
    weights = [
        0 if gone else _weight(line, is_prose) for line, gone, is_prose in zip(lines, dropped, prose, strict=True)
    ]
    _drop_furniture(page, texts, prose, _sums(weights), dropped, title)
    weights = [0 if gone else weight for weight, gone in zip(weights, dropped, strict=True)]
    sums = _sums(weights)
    root = _root(page, sums)
    first, last = (root.first, root.last) if root else (0, len(lines))
    if root is not None and _is_content(root):
        for i in range(first, last):
            dropped[i] = dropped[i] and not CONTACT.match(normalize("NFKC", texts[i][:SHORT]))
    result = Main([])
    heads = _title_lines(lines, texts, dropped, title, first, last)
    above = [] if heads is None or heads[0] >= first else _above_text(lines, texts, dropped, heads, first)
    if heads is not None and first <= heads[0]:
        first = heads[0]
    _take_properties(texts, lines, dropped, sums, result)
    result.kept = above + _trimmed([i for i in range(first, last) if not dropped[i]], lines, texts)
    return result


def _sums(numbers: Sequence[int]) -> list[int]:
    return [0, *accumulate(numbers)]


def _weight(line: Line, is_prose: bool) -> int:
    """How much a line tells of where the text is: sentences and cells count, links do not."""
    own = len(line.words) - line.linked
    if own <= 0:
        return 0
    is_text = is_prose or own > SHORT or (line.cell is not None and not line.links)
    if is_text:
        return own
    return 0 if SOURCE.match(line.words) and OF_PAGE.search(line.words) else own // 4


def _drop_furniture(
    page: Page, texts: list[str], prose: list[bool], sums: list[int], dropped: list[bool], title: str
) -> None:
    """Drops the lines of blocks that their names or their links show to be furniture."""
    lines, total = page.lines, sums[-1]
    linked, links = _sums([line.linked for line in lines]), _sums([line.links for line in lines])
    length = _sums(list(map(len, texts)))
    sentences = _sums(
        [is_prose and line.linked * 2 < len(line.words) for line, is_prose in zip(lines, prose, strict=True)]
    )
    wanted = _plain(title)
    opens = wanted[:1]
    heads = [
        text[:1] == opens and not line.links and _says(texts, i, len(texts), wanted) > 0
        for i, (text, line) in enumerate(zip(texts, lines, strict=True))
    ]
    # Where no line says what the head calls the page, any heading may be the title.
    headings = _sums(heads if any(heads) else [line.heading for line in lines])
    until = 0
    for block in page.blocks:
        first, last = block.first, block.last
        if first >= last or first < until or block.tag in ("html", "body"):
            continue
        told = sums[last] - sums[first]
        share = (linked[last] - linked[first]) / max(1, length[last] - length[first])
        is_list = links[last] - links[first] >= 4 and share > 0.6
        if told > total * (0.5 if is_list else 0.25) or (block.outer is not None and block.outer.table.is_data):
            continue
        if is_list and told <= total * 0.1:
            gone = not _is_attachments(texts, first, last)
        else:
            # A sentence among many links is one of the site.
            has_sentence = sentences[last] > sentences[first] and not is_list
            gone = headings[last] == headings[first] and _is_named(block, told > total * 0.1, has_sentence)
        if gone:
            dropped[first:last] = [True] * (last - first)
            until = last
    _drop_related(page, texts, dropped)


def _is_named(block: Block, holds_text: bool, has_sentence: bool) -> bool:
    """Whether a block's name says that it is furniture, and nothing that it is the text or its notes."""
    hint = block.hint
    if hint and KEEPS_NOTES.search(hint):
        return False
    if block.tag in FURNITURE_TAGS:
        return True
    if not hint or (holds_text and CONTENT.search(hint)):
        return False
    return bool(FURNITURE.search(hint)) or (not has_sentence and bool(PERHAPS.search(hint)))


def _is_attachments(texts: list[str], first: int, last: int) -> bool:
    """Whether links are those to a document's annexes, with the word for them before or among them."""
    return any(text.startswith(("附件", "附：", "附:", "•附件")) for text in texts[max(0, first - 1) : last])


def _drop_related(page: Page, texts: list[str], dropped: list[bool]) -> None:
    """Drops a heading of related pages and the links below it."""
    for i, text in enumerate(texts):
        if dropped[i] or len(text) > 30 or not RELATED.match(text):
            continue
        end = i + 1
        while end < len(texts) and page.lines[end].linked >= len(texts[end]) * 0.5:
            end += 1
        if end > i + 1:
            dropped[i:end] = [True] * (end - i)


def _root(page: Page, sums: list[int]) -> Block | None:
    """The innermost block that holds the text: one named as such, else the narrowest that holds nearly all of it."""
    total = sums[-1]
    if not total:
        return None
    inside_data = {id(cell) for table in page.tables if table.is_data for cell in table.cells}
    data = {(table.first, table.last) for table in page.tables if table.is_data}
    best: Block | None = None
    narrow: Block | None = None
    for block in page.blocks:
        share = (sums[block.last] - sums[block.first]) / total
        if share < 0.9 or block.tag in NO_BLOCK or (block.outer is not None and id(block.outer) in inside_data):
            continue
        if block.tag == "table" and (block.first, block.last) in data:
            continue
        if share >= 0.98:
            narrow = block
        if _is_content(block):
            best = block
    return best or narrow


def _is_content(block: Block) -> bool:
    """Whether a block's name says that it holds the text."""
    return block.tag in ("article", "main") or bool(block.hint and CONTENT.search(block.hint))


def _plain(text: str) -> str:
    return "".join(text.split())


def _title_lines(
    lines: list[Line], texts: list[str], dropped: list[bool], title: str, first: int, last: int
) -> tuple[int, int] | None:
    """From and to which line the title stands: a heading, or lines that together say what the head calls the page."""
    wanted = _plain(title)
    best: tuple[int, int] | None = None
    for i in range(min(last, first + 13)):
        line = lines[i]
        if dropped[i] or len(texts[i]) > SHORT or (line.links and line.linked >= len(texts[i])):
            continue
        end = _says(texts, i, last, wanted)
        if end and not (best and i >= first > best[0]):
            best = (i, end)
        elif i < first and best is None and line.heading and len(texts[i]) >= 6:
            best = (i, i + 1)
    if best is None or best[0] >= first:
        return best
    # The title may stand above the text and be repeated in it: then it is said once.
    joined = "".join(_plain(texts[i]) for i in range(first, min(first + 6, last)) if not dropped[i])
    return None if "".join(_plain(texts[i]) for i in range(*best)) in joined else best


def _says(texts: list[str], start: int, last: int, wanted: str) -> int:
    """The end of the lines from one on that together say a title, or the first three fifths of it; 0 for none."""
    joined = ""
    for i in range(start, min(start + 4, last)):
        # Most lines open otherwise or are too long; to know that takes no time.
        if not wanted or len(texts[i]) > SHORT or (i == start and texts[i][:1] != wanted[0]):
            return 0
        joined += _plain(texts[i])
        if not wanted.startswith(joined):
            return 0
        if len(joined) == len(wanted) or (len(joined) >= 8 and len(joined) >= len(wanted) * 0.6):
            return i + 1
    return 0


def _above_text(
    lines: list[Line], texts: list[str], dropped: list[bool], heads: tuple[int, int], first: int
) -> list[int]:
    """The title, and what belongs to it, where they stand above the block of the text."""
    below = range(heads[1], first)
    return [
        *range(*heads),
        *(i for i in below if not (dropped[i] or lines[i].links) and UNDER_TITLE.search(texts[i])),
    ]


def _take_properties(texts: list[str], lines: list[Line], dropped: list[bool], sums: list[int], result: Main) -> None:
    """Takes the table of the document's properties and the dated line under its title out of the lines.

    They stand above the first sentences of the text; two labels or more make a table.
    """
    found: dict[str, str] = {}
    used: list[int] = []
    for i, text in enumerate(texts):
        if sums[i] > max(400, sums[-1] * 0.2):
            break
        if len(text) > SHORT:
            continue
        short = _plain(text) if len(text) < 16 else text
        m = None if dropped[i] or short[:1] not in OPENS_LABEL else LABELLED.match(short)
        if m:
            value, at = (m[2] or "").strip(), i
            if not value and _is_value_of(lines, i) and not LABELLED.match(_plain(texts[i + 1])):
                value, at = texts[i + 1], i + 1
            if value and len(value) <= SHORT:
                found.setdefault(m[1], value)
                used += [i, at]
            elif lines[i].cell is not None:
                used.append(i)
        elif SOURCE.match(text) and not PROSE.search(text):
            result.date = result.date or text
            if OF_PAGE.search(text):
                dropped[i] = True
    if len(found) >= 2 and TELLING & found.keys():
        result.about = found
        for i in used:
            dropped[i] = True


def _is_value_of(lines: list[Line], label: int) -> bool:
    """Whether the line below a label may be its value: not where the label's own row ends with it."""
    if label + 1 >= len(lines):
        return False
    cell, below = lines[label].cell, lines[label + 1].cell
    if cell is None or not cell.table.is_data:
        return True
    return below is not None and below.table is cell.table and below.row == cell.row


def _trimmed(kept: list[int], lines: list[Line], texts: list[str]) -> list[int]:
    """The lines without the links that stand before the first and behind the last of the text."""

    def is_outside(i: int) -> bool:
        line = lines[i]
        return (line.links > 0 and line.linked >= len(texts[i]) * 0.7) or bool(RELATED.match(texts[i][:40]))

    start, end = 0, len(kept)
    while start < end and is_outside(kept[start]):
        start += 1
    while end > start and is_outside(last := kept[end - 1]) and not _is_attachments(texts, last - 12, last + 1):
        end -= 1
    return kept[start:end]
