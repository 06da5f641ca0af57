"""Named projects: names, their types, and what is no name."""

import pytest

from policytext.model.values import Project
from policytext.pipeline import parse

TABLE = [
    ("持续实施县域医疗振兴工程。", [("县域医疗振兴工程", "programme")]),
    ("启动“暖冬”关爱行动。", [("“暖冬”关爱行动", "programme")]),
    ("深入实施“一号工程”“二号工程”。", [("“一号工程”", "programme"), ("“二号工程”", "programme")]),
    ("举办第六届青少年机器人大赛。", [("第六届青少年机器人大赛", "event")]),
    ("建成梧桐山隧道、青螺湾大桥。", [("梧桐山隧道", "construction"), ("青螺湾大桥", "construction")]),
    ("推进梧桐中学东湖校区、青螺高中等4个项目建设。", [("梧桐中学东湖校区", "construction"), ("青螺高中", "construction")]),
    ("申报国家产教融合试点城市。", [("国家产教融合试点城市", "pilot")]),
    ("评选“最美护士”。", [("“最美护士”", "designation")]),
    ("完善基层治理“红网格”机制。", [("基层治理“红网格”机制", "scheme")]),
    ("建设省级智慧水务云平台。", [("省级智慧水务云平台", "scheme")]),
    ("实施城市更新提升工程2.0。", [("城市更新提升工程2.0", "programme")]),
]
NO_PROJECTS = ["加强学校食堂建设。", "抓好师德师风建设。", "推进示范校建设。", "坚决反对“四风”。", "全面落实五大行动。", "建设30所示范学校。"]


@pytest.mark.parametrize(("text", "names"), TABLE)
def test_project(text: str, names: list[tuple[str, str]]) -> None:
    document = parse(text, year=2021)
    found = [(document.text_of(x), x.value.type) for x in document.projects if isinstance(x.value, Project)]
    assert found == names


@pytest.mark.parametrize("text", NO_PROJECTS)
def test_no_project(text: str) -> None:
    document = parse(text, year=2021)
    assert [document.text_of(x) for x in document.projects] == []


def test_organisations_and_references() -> None:
    document = parse("1.建校。按照《某市办法》（某政发〔2020〕3号）执行。（基建科牵头，财务科、各县区配合）", year=2021)
    assert [(document.text_of(x), x.value.role) for x in document.organisations] == [  # type: ignore[union-attr]
        ("基建科", "lead"), ("财务科", "support"), ("各县区", "support"),
    ]  # fmt: skip
    assert [document.text_of(x) for x in document.references] == ["《某市办法》（某政发〔2020〕3号）"]
