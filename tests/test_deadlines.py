"""Deadlines of targets: a table of sentences, with the day that each number in them is due by."""

from datetime import date

import pytest

from policytext.pipeline import parse

END = "2021-12-31"
SAID = [
    # before the number, in its part of the sentence
    ("6月底前新建学校3所。", {"3所": "2021-06-30"}),
    ("6月底前完成摸排，10月底前整改隐患50处。", {"50处": "2021-10-31"}),
    ("2021年底完成80%，2022年6月底完成95%。", {"80%": END, "95%": "2022-06-30"}),
    ("到2025年，新建学校3所、改造校舍5栋，培训教师800人。", {"3所": "2025-12-31", "5栋": "2025-12-31", "800人": "2025-12-31"}),
    ("用三年时间新建公园6个。", {"6个": "2023-12-31"}),
    # periods that something is done in
    ("“十四五”期间新增学位5万个。", {"5万个": "2025-12-31"}),
    ("今后三年新增托位600个。", {"600个": "2023-12-31"}),
    ("2021—2023年建成驿站30个。", {"30个": "2023-12-31"}),
    # behind the number
    ("新建幼儿园3所，8月底前投入使用。", {"3所": "2021-08-31"}),
    ("今年新建幼儿园3所，8月底前全部投用。", {"3所": "2021-08-31"}),
    ("新建泵站4座，6月底前完成主体，10月底前竣工。", {"4座": "2021-10-31"}),
    ("确保500个项目9月底前开工。", {"500个": "2021-09-30"}),
    ("改造校舍5栋（8月底前），新建食堂2个（年底前）。", {"5栋": "2021-08-31", "2个": END}),
    ("新开工项目上半年开工率达到75%、三季度全部开工。", {"75%": "2021-06-30"}),
    # a list across ；: the date that heads it, or each part's own
    ("到2025年，新建学校3所；培训教师500人；建成基地6个。", {"3所": "2025-12-31", "500人": "2025-12-31", "6个": "2025-12-31"}),
    ("主要目标：到2025年，森林覆盖率达到40%；改造管网60公里。", {"40%": "2025-12-31", "60公里": "2025-12-31"}),
    ("到2025年，新建学校3所；2023年底前培训教师500人。", {"3所": "2025-12-31", "500人": "2023-12-31"}),
    ("综合各方面因素，明年经济发展的主要目标是：产值增长5%；新增就业900人。", {"5%": "2022-12-31", "900人": "2022-12-31"}),
    # in a field, a heading, or words that lead in a list
    ("1.建校\n目标任务：新建学校2所。\n完成时限：8月底前", {"2所": "2021-08-31"}),
    ("一、到2025年目标\n1.扩容\n新建学校2所。", {"2所": "2025-12-31"}),
    ("一、总体目标\n到2025年，实现以下目标：\n1.扩容\n新建学校2所。", {"2所": "2025-12-31"}),
    ("一、工作目标\n（一）上半年任务\n新建学校2所。\n（二）其他任务\n新建公园4个。", {"2所": "2021-06-30"}),
]
NOT_SAID = [
    ("新建学校3所。", "3所"),
    # of another number, another part, another task, another year
    ("新建学校3所，8月底前培训教师500人。", "3所"),
    ("新建学校3所，8月底前完成教师招聘工作。", "3所"),
    ("新建学校3所，8月底前投用；改造校舍5栋。", "5栋"),
    ("落实“十四五”时期发展规划，新建学校3所。", "3所"),
    ("实施体育振兴三年行动计划（2021—2023年），新建球场7个。", "7个"),
    ("2020年底学位缺口较大。新建学校3所。", "3所"),
    ("近视率比2020年下降1个百分点。", "1个百分点"),
    ("一、今年工作安排\n1.扩容\n新建学校2所。", "2所"),
    ("汛期前加固堤防9处。", "9处"),
    ("6月底前完成摸排。新建学校3所。", "3所"),
]


def deadlines(text: str) -> dict[str, tuple[str, bool]]:
    document = parse(text, year=2021, date=date(2021, 3, 10))
    return {document.text_of(one): (str(one.value.deadline), one.value.deadline_implied) for one in document.targets}  # type: ignore[union-attr]


@pytest.mark.parametrize(("text", "due"), SAID)
def test_said(text: str, due: dict[str, str]) -> None:
    found = deadlines(text)
    assert {number: found.get(number) for number in due} == {number: (day, False) for number, day in due.items()}


@pytest.mark.parametrize(("text", "number"), NOT_SAID)
def test_implied(text: str, number: str) -> None:
    assert deadlines(text)[number] == (END, True)


def test_without_a_plan_year_only_what_is_said() -> None:
    document = parse("到2025年新建学校3所。建成公园2个。")
    if document.metadata.plan_year is None:
        assert [str(one.value.deadline) for one in document.targets] == ["2025-12-31", "None"]  # type: ignore[union-attr]
