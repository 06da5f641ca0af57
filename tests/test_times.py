"""Times: a table of phrases, roles and dates for the plan of 2021."""

from datetime import date

import pytest

from policytext.model.values import TimeExpression
from policytext.pipeline import parse

D, P, B, X, E = "deadline", "period", "baseline", "past", "event"
TABLE = [
    ("年底前完成整改", "年底前", D, None, "2021-12-31"), ("6月底前出台细则", "6月底前", D, None, "2021-06-30"),
    ("9月1日前启用", "9月1日前", D, None, "2021-08-31"), ("8月前开工", "8月前", D, None, "2021-07-31"),
    ("上半年启动", "上半年", D, "2021-01-01", "2021-06-30"), ("第二季度摸底", "第二季度", D, "2021-04-01", "2021-06-30"),
    ("三季度末开工", "三季度末", D, None, "2021-09-30"), ("5月集中宣传", "5月", D, "2021-05-01", "2021-05-31"),
    ("8月至11月评估", "8月至11月", D, "2021-08-01", "2021-11-30"), ("到2025年建成体系", "到2025年", D, None, "2025-12-31"),
    ("2030年前普及", "2030年前", D, None, "2029-12-31"), ("2022年6月底完成", "2022年6月底", D, None, "2022-06-30"),
    ("今年建成", "今年", D, "2021-01-01", "2021-12-31"), ("年内开工", "年内", D, "2021-01-01", "2021-12-31"),
    ("明年春季学期推开", "明年春季学期", D, "2022-02-01", "2022-07-31"), ("秋季开学前备齐", "秋季开学前", D, None, "2021-08-31"),
    ("“十四五”末达标", "“十四五”末", D, None, "2025-12-31"), ("到“十四五”中期见效", "到“十四五”中期", D, None, "2023-12-31"),
    ("“十四五”期间建设", "“十四五”期间", P, "2021-01-01", "2025-12-31"), ("“九五”时期", "“九五”时期", P, "1996-01-01", "2000-12-31"),
    ("三年行动计划（2021—2023年）", "2021—2023年", P, "2021-01-01", "2023-12-31"),
    ("2020—2021学年完成", "2020—2021学年", D, "2020-09-01", "2021-08-31"),
    ("比2020年下降", "2020年", B, "2020-01-01", "2020-12-31"), ("较上年增长", "上年", B, "2020-01-01", "2020-12-31"),
    ("去年完成", "去年", X, "2020-01-01", "2020-12-31"), ("2019年启动以来", "2019年", X, "2019-01-01", "2019-12-31"),
    ("迎接建党100周年", "建党100周年", E, "2021-07-01", "2021-07-01"),
    ("庆祝新中国成立七十周年", "新中国成立七十周年", E, "2019-10-01", "2019-10-01"),
    ("五年来成效明显", "五年来", X, "2016-01-01", "2020-12-31"), ("用2—3年时间加固", "2—3年时间", D, "2021-01-01", "2023-12-31"),
]  # fmt: skip
RECURRING = [("每月一期", "P1M"), ("每季度通报", "P3M"), ("每两年评估", "P2Y"), ("按季度调度", "P3M"), ("每周例会", "P7D"), ("逐年提高", "P1Y")]
NO_TIMES = ["2021年教育工作要点", "生均5年级", "每校1个", "第三届", "一年级学生", "每生每年补助标准"]


def times(text: str) -> list[tuple[str, TimeExpression]]:
    document = parse(text, year=2021, date=date(2021, 3, 10))
    return [(document.text_of(x), x.value) for x in document.times if isinstance(x.value, TimeExpression)]


@pytest.mark.parametrize(("text", "surface", "role", "start", "end"), TABLE)
def test_time(text: str, surface: str, role: str, start: str | None, end: str | None) -> None:
    value = TimeExpression(role, start and date.fromisoformat(start), end and date.fromisoformat(end))  # type: ignore[arg-type]
    assert times(text) == [(surface, value)]


@pytest.mark.parametrize(("text", "recurrence"), RECURRING)
def test_recurrence(text: str, recurrence: str) -> None:
    assert [value.recurrence for _, value in times(text)] == [recurrence]


@pytest.mark.parametrize("text", NO_TIMES)
def test_no_time(text: str) -> None:
    assert times(text) == []


def test_days_from_signing() -> None:
    [(surface, value)] = times("自印发之日起30日内备案")
    assert (surface, value.end) == ("自印发之日起30日内", date(2021, 4, 9))


def test_without_a_plan_year_nothing_is_guessed() -> None:
    document = parse("年底前完成整改。")
    assert document.metadata.plan_year is None and not document.times
