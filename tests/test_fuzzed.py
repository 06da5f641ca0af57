"""Mutated plans keep every promise; what fuzzing found stays mended (`make fuzz` looks for longer)."""

from __future__ import annotations

import random

import pytest

from tests import fuzz_text

FOUND = (
    "1.改善。健康管理率高于93%。（疾=1+1处、妇幼处、老龄处按职责分工负责）",  # a numeral between the units of a list
    "一、行动\n“优质均衡先行县”创建，上半1,000完成自评。",  # a number in groups that counts nothing
    "一、目标\n到年底，人均预期寿命达到7\n（一）9.2岁左右；孕产妇死亡率控制在9/10万以内，婴儿、5岁以下儿童死亡率分别控制在3.5‰、5‰以内；每千常住人口拥有床位6.6张。\n二、任务",
    "一、办实事\n校园食堂、公交线路等一一批群众牵挂的小事得到解决。",  # half a numeral is an idiom's
    "一、管网\n新建改造污水管网3分之5.6公里、燃气管网31公里，三分之2，3分之20。",  # no part of a number is the part of a share
    f"一、扩容\n新建学校{'1' * 40}所，占二分之{'9' * 40}，师生比{'8' * 40}:1，新建{'亿' * 40}所。",
    "\n".join(["要深入实施科教兴国战略。全面提高人才自主培养质量，推进教"] * 20 + ["育现代化。"]),  # a sentence over more lines than there are passes
)


KEPT = tuple(path.read_text(encoding="utf-8") for path in sorted(fuzz_text.KEPT.glob("*.txt")))


@pytest.mark.parametrize("text", (*FOUND, *KEPT), ids=range(len(FOUND) + len(KEPT)))
def test_what_fuzzing_found_stays_mended(text: str) -> None:
    fuzz_text.promises(text)


@pytest.mark.parametrize("seed", range(4))
def test_mutated_plans_keep_every_promise(seed: int) -> None:
    texts, chance = fuzz_text.sources(), random.Random(seed)
    before = ""
    for _ in range(12):
        text = fuzz_text.mutated(texts, chance)
        assert fuzz_text.outcome(text, before) is None
        before = text
