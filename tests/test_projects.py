"""Named projects: names, their types, their stage, the entry that joins their mentions, and what is no name."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policytext as pt
from policytext.extraction.stages import STAGES
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
BEGINNINGS = [
    # where a name begins: behind the verb that governs it, and not inside a word that holds one
    ("出台服务型造船三年行动计划。", ["服务型造船三年行动计划"]),
    ("制订出台化合物半导体产业发展行动计划。", ["化合物半导体产业发展行动计划"]),
    ("开展整治形式主义专项行动。", ["整治形式主义专项行动"]),
    ("启动脱贫成果巩固提升行动。", ["脱贫成果巩固提升行动"]),
    ("实施和美渔村提标行动。", ["和美渔村提标行动"]),
    ("白鹭市成功创建国家湿地保护示范区。", ["国家湿地保护示范区"]),
    ("一是利用省级用水直报系统，二是完善台账。", ["省级用水直报系统"]),
    ("开展学习贯彻全会精神主题教育。", ["学习贯彻全会精神主题教育"]),
    ("实施总投资12亿元的青螺河堤防工程。", ["青螺河堤防工程"]),
    ("启动白鹭河、青螺河堤防工程。", ["白鹭河、青螺河堤防工程"]),
    ("加快建设厦门、泉州省级低空产业园。", ["厦门、泉州省级低空产业园"]),
    ("推进青螺中学、白鹭小学的东湖校区建设。", ["青螺中学、白鹭小学的东湖校区"]),
    ("实施中小企业“登高”行动。", ["中小企业“登高”行动"]),
    ("实施营养改善计划“提质行动”。", ["营养改善计划“提质行动”"]),
    ("中职学校“双优计划”进展良好。", ["“双优计划”"]),
]
WORKS = [
    # lists of works, what is opened, phases and sections, shared heads
    ("推进青螺广场、金鹭湾等项目的开发建设。", ["青螺广场", "金鹭湾"]),
    ("完成青螺大街、白鹭路等9条道路工程。", ["青螺大街", "白鹭路"]),
    ("重点抓好青螺制药、白鹭特种纤维等重点项目。", ["青螺制药", "白鹭特种纤维"]),
    ("确保青螺购物广场年内投入运营，金鹭酒店建成开业。", ["青螺购物广场", "金鹭酒店"]),
    ("确保青螺700万吨露天矿一季度开工建设。", ["青螺700万吨露天矿"]),
    ("建成青螺国际机场二期，推进青白高速东湖段建设。", ["青螺国际机场二期", "青白高速东湖段"]),
    ("启动白鹭产业园项目建设。", ["白鹭产业园项目"]),
    ("启动三角渡剧院改造，新建白鹭水厂。", ["三角渡剧院改造", "白鹭水厂"]),
    ("建成青鹭、白螺高铁。", ["青鹭", "白螺高铁"]),
    ("白鹭湾大道北延工程完工。", ["白鹭湾大道北延工程"]),
]
NICKNAMES = [
    ("推广“闽健通”，实现“健康卡”全市通用。", ["“闽健通”", "“健康卡”"]),
    ("扎实抓好“高效办成一件事”。", ["“高效办成一件事”"]),
    ("推进政务服务“一网通办”。", ["政务服务“一网通办”"]),
    ("构建“三级监测”“三级预警”“三级防控”体系。", ["“三级监测”", "“三级预警”", "“三级防控”体系"]),
    ("办好“乐购白鹭”“夜游青螺”等品牌消费活动。", ["“乐购白鹭”", "“夜游青螺”"]),
    ("青螺剧团获中国白鹭奖、金螺戏剧奖。", ["中国白鹭奖", "金螺戏剧奖"]),
    ("新建“课程共享”平台，用好“课程共享”。", ["“课程共享”平台", "“课程共享”"]),
    ("组队参加巴黎奥运会、残奥会。", ["巴黎奥运会", "残奥会"]),
    ("举办首届青螺膏方节。", ["首届青螺膏方节"]),
]
RANDOM_SENTENCES = [
    # kinds of names first met in sentences drawn at random
    ("获评青螺幸福感最强市、中国白鹭观赏名城。", ["青螺幸福感最强市", "中国白鹭观赏名城"]),
    ("成功创建全国湖泊保护示范村镇。", ["全国湖泊保护示范村镇"]),
    ("深入实施城市更新行动。", ["城市更新行动"]),
    ("深入开展重大隐患专项排查整治行动。", ["重大隐患专项排查整治行动"]),
    ("打好蓝天、碧水、净土保卫战。", ["蓝天", "碧水", "净土保卫战"]),
    ("青螺火车站提质改造工程投入使用。", ["青螺火车站提质改造工程"]),
    ("推进白鹭高速青螺段扩能改造。", ["白鹭高速青螺段扩能改造"]),
    ("做好第五次全国经济普查工作。", ["第五次全国经济普查"]),
    ("推广“白鹭湾经验”。", ["“白鹭湾经验”"]),
    ("重点实施“菜篮子”工程建设。", ["“菜篮子”工程"]),
    ("用好“厦门书房”。", ["“厦门书房”"]),
    ("实施“两新”政策。", ["“两新”政策"]),
    ("办好湖光文化旅游节。", ["湖光文化旅游节"]),
]
NO_PROJECTS = [
    "深化“放管服”改革", "弘扬汉文化旅游节",
    "服务“一老一小”群体。", "打造产业“升级版”。", "推动“公转铁”。", "青螺机场完成旅客吞吐量29万人次。", "培育“5G＋制造”应用场景。", "抓好“菜篮子”。",
    "加强学校食堂建设。", "抓好师德师风建设。", "推进示范校建设。", "坚决反对“四风”。", "全面落实五大行动。", "建设30所示范学校。",
    "推进口袋公园、郊野公园建设。", "完善城市排水防涝体系。", "新建市级实训基地6个。", "推进旅游、商贸等项目建设。", "加快老旧小区改造。",
    "推动产教融合项目落地。", "完善政策措施，深化改革创新。", "持续开拓“一带一路”市场。", "组建工程师队伍。", "召开市第十六届人民代表大会。",
    "加强工程机械研发。", "对目录进行动态管理。", "推动重大项目开工。", "获科技进步一等奖。",
]  # fmt: skip
STAGES_TABLE = [
    ("谋划青螺大桥建设。", "planned"), ("争创国家湿地保护示范区。", "planned"), ("推进青螺大桥前期工作。", "planned"), ("启动青螺大桥建设。", "started"),
    ("实施“登高”行动。", "started"), ("举办第三届青螺龙舟大赛。", "started"), ("继续实施“登高”行动。", "ongoing"), ("深入实施“登高”行动。", "ongoing"),
    ("加快青螺大桥建设。", "ongoing"), ("建成青螺大桥。", "finished"), ("推动青螺大桥、白鹭隧道建成通车。", "finished"),
    ("确保青螺购物广场年内投入运营。", "finished"), ("入选国家湿地保护试点。", "finished"), ("“登高”行动成效明显。", None),
]  # fmt: skip
ENTRIES = [
    ("实施“青螺登高”发展工程。推进“青螺登高”工程。", ["“青螺登高”发展工程"] * 2),
    ("推广“青螺云”平台。用好“青螺云”。", ["“青螺云”平台"] * 2),
    ("实施乡村素质提升三年行动计划（以下简称“素质行动”）。落实“素质行动”。", ["乡村素质提升三年行动计划"] * 3),
    ("实施放心消费“百千万”工程。实施文化惠民“百千万”工程。", ["放心消费“百千万”工程", "文化惠民“百千万”工程"]),
    ("建成青螺大桥。青螺大桥项目投用，新建白鹭大桥。", ["青螺大桥项目", "青螺大桥项目", "白鹭大桥"]),
    ("举办第三届青螺龙舟大赛。筹备第四届青螺龙舟大赛。", ["第三届青螺龙舟大赛"] * 2),
]


def read(text: str) -> list[tuple[str, Project]]:
    document = parse(text, year=2021)
    return [(document.text_of(x), x.value) for x in document.projects if isinstance(x.value, Project)]


@pytest.mark.parametrize(("text", "names"), TABLE)
def test_project(text: str, names: list[tuple[str, str]]) -> None:
    assert [(name, value.type) for name, value in read(text)] == names


@pytest.mark.parametrize(("text", "names"), [*BEGINNINGS, *WORKS, *NICKNAMES, *RANDOM_SENTENCES])
def test_names(text: str, names: list[str]) -> None:
    assert [name for name, _ in read(text)] == names


@pytest.mark.parametrize("text", NO_PROJECTS)
def test_no_project(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(("text", "stage"), STAGES_TABLE)
def test_stage(text: str, stage: str | None) -> None:
    assert {value.stage for _, value in read(text)} == {stage}


@pytest.mark.parametrize(("text", "entries"), ENTRIES)
def test_entry(text: str, entries: list[str]) -> None:
    assert [value.entry for _, value in read(text)] == entries


WORDS = "推进 建成 实施 “登高”行动 青螺大桥 、 ， 。 等项目 （以下简称“登高”） 和 的 第三届 龙舟大赛 2.0 一期 “ ” 系统 \n".split(" ")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_every_mention_has_a_place_a_stage_and_an_entry(words: list[str]) -> None:
    """Mentions slice the text, overlap in none, and their entry is the name of a mention."""
    document = parse("".join(words), year=2021)
    projects = document.projects
    assert all(a.span.end <= b.span.start for a, b in pairwise(projects))
    names = {document.text_of(one) for one in projects}
    for one in projects:
        assert isinstance(one.value, Project)
        assert one.value.entry in names
        assert one.value.stage in (None, *STAGES)


def test_a_table_of_projects_can_be_grouped_by_entry() -> None:
    document = pt.parse("实施“青螺登高”发展工程。推进“青螺登高”工程。", year=2021)
    assert [(r["entry"], r["stage"]) for r in document.records() if r["kind"] == "project"] == [
        ("“青螺登高”发展工程", "started"), ("“青螺登高”发展工程", "ongoing"),
    ]  # fmt: skip


def test_organisations_and_references() -> None:
    document = parse("1.建校。按照《某市办法》（某政发〔2020〕3号）执行。（基建科牵头，财务科、各县区配合）", year=2021)
    assert [(document.text_of(x), x.value.role) for x in document.organisations] == [  # type: ignore[union-attr]
        ("基建科", "lead"), ("财务科", "support"), ("各县区", "support"),
    ]  # fmt: skip
    assert [document.text_of(x) for x in document.references] == ["《某市办法》（某政发〔2020〕3号）"]
