"""The body that a document speaks for, told by its title, its first words, its speaker or its signature."""

from __future__ import annotations

import re

import re2

from .patterns import pattern

# Most of these are asked for a few times a document: RE2 compiles them many times faster than `re`, which takes a
# millisecond for each class of all characters. What looks ahead is left to `re`.
YEAR = r"(?:(?:\d{4}|[〇零○一二三四五六七八九]{4})年(?:度)?)"
LEVELS = "特别行政区|自治区|自治州|自治县|省|市|区|县|州|盟|旗|镇|乡"
PLACE = rf"[一-鿿]{{2,12}}?(?:{LEVELS})(?:[一-鿿]{{1,8}}?(?:{LEVELS}))?"
SUFFIX = (
    "国务院|办公厅|办公室|人民政府|政府|委员会|发展改革委|[健资改信监委]委|总局|局|厅|部|署|党组|法院|检察院|行政院|立法院"
    "|领导小组|指挥部|委|银行|集团|公司|大学|联合会|总工会"
)
BODIES: re.Pattern[str] = re2.compile(rf"^[一-鿿]{{0,30}}(?:{SUFFIX})(?:[\s、][一-鿿]{{2,30}}(?:{SUFFIX}))*$")
BODY_ENDS = tuple(SUFFIX.split("|"))  # 委 stands for the one that is a class
NOT_BODY = pattern("^(?:本|全|各|有关|相关|其他|内|外|大|小)|(?:[一全内干东西南北中]部|[结布格]局)$")
HEADS = "省长|市长|区长|县长|州长|盟长|旗长|镇长|乡长"
POSTS = f"{HEADS}|主席|总理|院长|行政长官|局长|厅长|部长|主任|书记|秘书长|署长|检察长|董事长|行长|校长"
NAME = r"[一-鿿·]{2,4}|[一-鿿] +[一-鿿]"
PERSON: re.Pattern[str] = re2.compile(rf"^(?P<body>[一-鿿]{{0,20}}?)(?P<post>(?:代|副|代理)?(?:{POSTS}))\s+(?:{NAME})$")
SPEAKER: re.Pattern[str] = re2.compile(
    rf"^(?:{NAME})\s?\((?P<body>[一-鿿]{{3,30}}?)(?:(?:党委|党组)?副?(?:{POSTS})[、,]?)+\)$"
)
BEHALF: re.Pattern[str] = re2.compile(
    r"(?:(?:我|本人|谨)代表(?P<body>[一-鿿]{2,24}?)(?:,|向|作|做|报告|在)"
    r"|(?:我|本人|谨|^|[,。\s])受(?P<sender>[一-鿿]{2,24}?)的?委托)"
)
MEETING: re.Pattern[str] = re2.compile(
    rf"(?:^|[在于])(?P<place>全国|{PLACE})(?:第[一二三四五六七八九十百\d]+届)?(?:人民代表大会|人大)"
)
PARTY: re.Pattern[str] = re2.compile(rf"中国共产党(?P<place>{PLACE})")
DECREE: re.Pattern[str] = re2.compile(rf"(?:^|[\s日(])(?P<body>[一-鿿]{{0,24}}?(?:{SUFFIX}))令")
REPORT = pattern(rf"^{YEAR}?(?P<place>{PLACE})(?:人民政府|政府(?!办公|采购|性|债|投资|购买|信息|网站))")
CHIEF: re.Pattern[str] = re2.compile(r"^(?P<place>[一-鿿]{2,8}特别行政区)(?:政府)?行政长官")
OWN = pattern(rf"^(?P<body>[一-鿿]{{2,24}}?(?:{SUFFIX}))(?={YEAR}|关于|工作|年度)")
PREMIER: re.Pattern[str] = re2.compile(r"^[一-鿿]院长[一-鿿]{1,3}:")
ADDRESSED = pattern("贵院")
PREMIER_SIGNS = pattern("行政院院?长")
STATE = "中华人民共和国"


def is_body(text: str) -> bool:
    """Whether a text is the name of a body, or of several.

    >>> is_body("澜江省人民政府办公厅"), is_body("望河市财政局 望河市教育局"), is_body("全部"), is_body("工作布局")
    (True, True, False, False)
    """
    return len(text) >= 2 and text.endswith(BODY_ENDS) and bool(BODIES.match(text)) and not NOT_BODY.search(text)


def person(line: str) -> re.Match[str] | None:
    """The match of a line that gives a speaker's post and name: `澜江省省长 苏启明`."""
    return PERSON.match(line) if len(line.split(maxsplit=1)) == 2 else None


def speaker(line: str) -> re.Match[str] | None:
    """The match of a line that gives a speaker and in brackets the posts: `梁敬川(望河市司法局局长)`."""
    return SPEAKER.match(line) if line.endswith(")") else None


def issuer(head: str, tail: str, above: list[str], title: str | None, signature: str | None) -> str | None:
    """The body a document speaks for, simplified, or None.

    `above` are the lines over the body of the text, `signature` the body that signs it.
    """
    place = _place(title, above)
    found = (
        _from_title(title or "")
        or _from_words(head, place)
        or _from_people(above, place)
        or _from_meeting(title or "", above)
        or _from_decree(above)
        or signature
        or _premier(head, tail)
    )
    return None if found is None else re.sub(r"\s+", "、", found.removeprefix(STATE)) or None


def _from_title(title: str) -> str | None:
    """The body that a title names, or whose report it says it is.

    >>> _from_title("2026年澜江省政府工作报告"), _from_title("望河市司法局2025年工作总结")
    ('澜江省人民政府', '望河市司法局')
    """
    text: str = re2.sub(rf"^{YEAR}", "", title).removeprefix(STATE)
    m = re.match("国务院(?:办公厅)?", text)
    if m:
        return m.group()
    chief = CHIEF.match(text)
    if chief:
        return chief["place"] + "政府"
    before, concerning, _ = text.partition("关于")
    if concerning and is_body(before):
        return before
    report = REPORT.match(text) if "政府" in text else None
    if report:
        return report["place"] + ("政府" if "施政" in text else "人民政府")
    own = OWN.match(text)
    return own["body"] if own and is_body(own["body"]) else None


def _from_words(head: str, place: str | None) -> str | None:
    """The body that the first words say the speaker stands for: `我代表省人民政府`, `我受省政府委托`."""
    for m in BEHALF.finditer(head[:2500]):
        found = _whole(m["body"] or m["sender"], place)
        if found:
            return found
    return None


def _whole(body: str, place: str | None) -> str | None:
    """A body's full name: one that is named by its level alone takes the place's name.

    >>> _whole("省人民政府", "澜江省"), _whole("省政府", None), _whole("第五届省委", "澜江省")
    ('澜江省人民政府', None, '中共澜江省委')
    """
    party = re2.fullmatch(rf"(?:中共)?(?:第\S{{1,3}}届)?({LEVELS})委(?:员会)?", body)
    if party:
        return f"中共{place}委" if place and place.endswith(party[1]) else None
    named = re2.fullmatch(rf"中国共产党({PLACE})(?:第\S{{1,3}}届)?委员会", body)
    if named:
        return f"中共{named[1]}委"
    central = re2.fullmatch(r"(?:中国共产党)?(第\S{1,3}届中央委员会)", body)
    if central:
        return f"中国共产党{central[1]}"
    bare = re2.fullmatch(rf"({LEVELS})(?:人民)?政府", body)
    if bare:
        return f"{place}人民政府" if place and place.endswith(bare[1]) else None
    named = re2.fullmatch(rf"({PLACE})(?:人民)?政府", body)
    if named:
        name: str = named[1]
        return name + ("政府" if name.endswith("特别行政区") else "人民政府")
    return body if is_body(body) and body not in ("政府", "人民政府", "委员会", "党委") else None


def _from_people(above: list[str], place: str | None) -> str | None:
    for line in above:
        m = speaker(line)
        if m and is_body(m["body"]):
            return m["body"]
        m = person(line)
        if not m or m["post"] == "院长":
            continue
        body = m["body"]
        if is_body(body):
            return _whole(body, place) or body
        if re.search(f"(?:{HEADS})$", m["post"]):
            found = _whole((body or m["post"][-2]) + "人民政府", place)
            if found:
                return found
    return None


def _from_meeting(title: str, above: list[str]) -> str | None:
    if "政府工作报告" not in title:
        return None
    for line in above:
        m = MEETING.search(line)
        if m:
            return "国务院" if m["place"] == "全国" else m["place"] + "人民政府"
    return None


def _from_decree(above: list[str]) -> str | None:
    for line in above:
        m = DECREE.search(line.replace(STATE, "")) if "令" in line else None
        if m and is_body(m["body"]):
            return m["body"]
    return None


def _place(title: str | None, above: list[str]) -> str | None:
    """The place whose body speaks: of the government in the title, the meeting, the party or the speaker's post."""
    m = REPORT.match(title) if title and "政府" in title else None
    if m:
        return m["place"]
    for form, named in ((MEETING, "大"), (PARTY, "中国共产党")):
        for line in [title or "", *above]:
            m = form.search(line) if named in line else None
            if m and m["place"] != "全国":
                return m["place"]
    for line in above:
        m = person(line)
        if m and re2.fullmatch(PLACE, m["body"]):
            return m["body"]
    return None


def _premier(head: str, tail: str) -> str | None:
    """Taiwan's Executive Yuan, where its premier reports to the Legislative Yuan."""
    if not ADDRESSED.search(head[:3000]):
        return None
    speaks = PREMIER.match(head) or "行政院" in head[:1000] or PREMIER_SIGNS.search(tail) or "施政" in head[:300]
    return "行政院" if speaks else None
