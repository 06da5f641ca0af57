"""Themes over many documents: found where they are, refused where there are none."""

from __future__ import annotations

import random

import pytest

import policytext as pt

FIELDS = {
    "教育": "学位 校园 高中 课后 招生 校长 课程 教材 宿舍 食堂".split(),
    "环保": "污水 大气 河湖 垃圾 湿地 土壤 森林 水质 污染 噪声".split(),
    "医疗": "医生 药品 疫苗 病床 医保 门诊 急救 中医 诊所 血液".split(),
    "农业": "小麦 水稻 玉米 大豆 生猪 蔬菜 农机 种子 化肥 果园".split(),
    "交通": "公路 铁路 港口 机场 地铁 桥梁 公交 航线 隧道 货运".split(),
    "文化": "博物馆 图书馆 戏曲 剧院 出版 电影 文物 古镇 美术 舞蹈".split(),
}


def made(documents: int, clauses: int, fields: list[list[str]], seed: int = 1) -> list[pt.Document]:
    draw = random.Random(seed)
    texts = ("".join("和".join(draw.sample(draw.choice(fields), 4)) + "。" for _ in range(clauses)) for _ in range(documents))
    return [pt.parse(text, document=f"文件{k}") for k, text in enumerate(texts)]


@pytest.fixture(scope="module")
def told() -> pt.Topics:
    return pt.topics(made(10, 260, [*FIELDS.values()]), (4, 6, 8), runs=4)


def test_the_fields_that_were_put_in_are_found(told: pt.Topics) -> None:
    assert len(told.topics) == 6
    found = [{name for name, words in FIELDS.items() if len({*topic.words} & {*words}) >= 7} for topic in told.topics]
    assert sorted(name for names in found for name in names) == sorted(FIELDS)
    assert all(topic.stability > 0.8 for topic in told.topics)


def test_shares_add_up_and_examples_slice(told: pt.Topics) -> None:
    documents = {document.metadata.id: document for document in made(10, 260, [*FIELDS.values()])}
    assert all(abs(sum(row) - 1) < 0.001 for row in told.shares)
    for topic in told.topics:
        for name, span in topic.examples:
            assert any(word in span.of(documents[name].text) for word in topic.words)


def test_tables(told: pt.Topics) -> None:
    assert list(told.to_frame("stability")["topics"]) == [4, 6, 8]
    assert len(told.to_frame("shares")) == 10 * 6
    with pytest.raises(pt.UnknownKindError):
        told.to_frame("别的")


def test_the_same_documents_give_the_same_themes(told: pt.Topics) -> None:
    assert pt.topics(made(10, 260, [*FIELDS.values()]), (4, 6, 8), runs=4) == told


def test_where_there_are_no_themes_none_are_told() -> None:
    everything = [word for words in FIELDS.values() for word in words]
    with pytest.raises(pt.ModelError, match="no number of themes is stable"):
        pt.topics(made(10, 260, [everything]), (6, 8), runs=4)


@pytest.mark.parametrize(("documents", "clauses"), [(0, 0), (1, 50), (7, 400), (20, 20)])
def test_too_small_a_corpus_is_refused(documents: int, clauses: int) -> None:
    with pytest.raises(pt.ModelError, match="too few for themes"):
        pt.topics(made(documents, clauses, [*FIELDS.values()]))


def test_numbers_are_checked() -> None:
    with pytest.raises(pt.ModelError, match="begin with 2"):
        pt.topics(made(10, 260, [*FIELDS.values()]), (1,))
