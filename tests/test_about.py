"""Title, date and issuer, told by the text, else by the file."""

from __future__ import annotations

import pytest

from reformtrace.about import about
from reformtrace.convert import convert
from reformtrace.read import from_text

PLAIN = "去年，全县建成驿站46座。\n今年再建20座。\n"


def told(text: str, source: str | None = None, date: str | None = None) -> tuple[str | None, str | None, str | None]:
    found = about(from_text(text, source=source, date=date), convert(text).text)
    return found.title, found.date, found.issuer


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"2031年河湾县政府工作报告\n来源：河湾报\n各位代表：\n{PLAIN}", "2031年河湾县政府工作报告"),
        (f"政 府 工 作 报 告\n\n各位代表：\n{PLAIN}", "政府工作报告"),
        (
            f"河湾县人民政府关于推行\n“一窗办结”的若干意见\n河政发〔2031〕8号\n{PLAIN}",
            "河湾县人民政府关于推行“一窗办结”的若干意见",
        ),
        (f"河湾县财政局\n关于清理闲置\n公章的通知\n{PLAIN}", "河湾县财政局关于清理闲置公章的通知"),
        (f"# 河湾县驿站管理办法\n\n## 第一章 总则\n\n{PLAIN}", "河湾县驿站管理办法"),
        (
            "河湾县人民政府令\n第12号\n现公布《驿站管理办法》。\n县长 田野\n2031年3月4日\n驿站管理办法\n第一条 好。\n",
            "驿站管理办法",
        ),
        (f"山高路远 步步为营\n——在河湾县第三次代表大会上的报告\n同志们：\n{PLAIN}", "山高路远 步步为营"),
        (
            f"首页 > 公开 > 报告\n县长作报告。本报记者 李禾 摄\n河湾县减证便民工作总结\n{PLAIN}",
            "河湾县减证便民工作总结",
        ),
        (f"二、主要目标\n{PLAIN}", None),
        (f"（三）减证便民\n{PLAIN}", None),
        (f"《驿站管理办法》印发后\n{PLAIN}", None),
        (f"周若水(河湾县司法局局长)\n{PLAIN}", None),
        (PLAIN, None),
        ("主席、各位委員：\n本院推動改革。\n再接再厲。\n", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert told(text)[0] == title


HEAD = "河湾县减证便民工作总结\n"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"{HEAD}——2031年2月9日在河湾县第九届人民代表大会第二次会议上\n{PLAIN}", "2031-02-09"),
        (f"{HEAD}（2031年2月9日河湾县人民政府第3次会议通过　自2031年6月1日起施行）\n{PLAIN}", "2031-02-09"),
        (f"{HEAD}2031年2月11日 08时15分\n2031年2月9日在河湾县第九届人民代表大会上\n{PLAIN}", "2031-02-09"),
        (f"{HEAD}索引号：7788　成文日期：2031年02月07日\n发布日期：2031-02-12\n{PLAIN}", "2031-02-07"),
        (f"{HEAD}發表日期：2031-02-12\n{PLAIN}", "2031-02-12"),
        (f"{HEAD}{PLAIN}河湾县人民政府\n二〇三一年十二月三十一日\n（此件公开发布）\n", "2031-12-31"),
        (f"{HEAD}{PLAIN}\n　　　2031年1月24日\n", "2031-01-24"),
        (f"{HEAD}中華民國一百二十年十月二十日\n{PLAIN}", "2031-10-20"),
        (f"{HEAD}（2 0 3 1 年 5 月 6 日）\n{PLAIN}", "2031-05-06"),
        (f"{HEAD}（2031年5月）\n{PLAIN}", None),
        (f"2031年河湾县政府工作报告\n{PLAIN}", None),
        (f"{HEAD}2031年2月30日\n{PLAIN}", None),
    ],
)
def test_date_of_the_text(text: str, date: str | None) -> None:
    assert told(text)[1] == date


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("甲/总结2031-01-28.txt", "2031-01-28"),
        ("20310128_总结.txt", "2031-01-28"),
        ("a1b20310128.txt", None),
        ("总结2031.txt", None),
    ],
)
def test_date_of_the_file_name(name: str, date: str | None) -> None:
    assert told(HEAD + PLAIN, source=name)[1] == date


def test_what_is_given_goes_before_the_text_and_the_text_before_the_name() -> None:
    text = f"{HEAD}（2031年2月9日）\n{PLAIN}"
    assert told(text, source="20300101.txt", date="2032-03-03")[1] == "2032-03-03"
    assert told(text, source="20300101.txt")[1] == "2031-02-09"


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (f"2031年河湾县政府工作报告\n{PLAIN}", "河湾县人民政府"),
        (f"河湾县人民政府办公室关于减证便民的通知\n{PLAIN}", "河湾县人民政府办公室"),
        (f"河湾县司法局2031年工作总结\n{PLAIN}", "河湾县司法局"),
        (f"政府工作报告\n各位代表：\n现在，我代表河湾县人民政府，向大会报告工作。\n{PLAIN}", "河湾县人民政府"),
        (
            f"政府工作报告\n（2031年2月9日在河湾县第九届人民代表大会上）\n我受县政府委托报告工作。\n{PLAIN}",
            "河湾县人民政府",
        ),
        (f"政府工作报告\n——2031年2月9日在河湾县第九届人民代表大会上\n县长 田 野\n{PLAIN}", "河湾县人民政府"),
        (f"周若水(河湾县司法局党组书记、局长)\n{PLAIN}", "河湾县司法局"),
        (f"驿站管理办法\n（2031年1月23日河湾县人民政府令第57号公布）\n第一条 好。\n{PLAIN}", "河湾县人民政府"),
        (f"减证便民清单\n{PLAIN}\n河湾县行政审批局\n2031年4月5日\n", "河湾县行政审批局"),
        ("林院長青山：（9時）主席、各位委員。今天應邀至貴院報告，本院已完成改革任務。\n", "行政院"),
        ("臺灣望川縣政府施政報告\n主席、各位議員：\n本府完成改革任務。\n", "台湾望川县政府"),
        (f"减证便民综述\n{PLAIN}", None),
        (f"减证便民综述\n我们邀请人大代表视察，全部门店受理。\n{PLAIN}", None),
    ],
)
def test_issuer(text: str, issuer: str | None) -> None:
    assert told(text)[2] == issuer
