"""Quantities without a numeral: full coverage, zero, doubling, no change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policytext.extraction import indicators, wording
from policytext.extraction.rules import Found, Rule
from policytext.extraction.scene import Scene
from policytext.extraction.times import Times
from policytext.model.values import Quantity

_DONE = "收入保评检接享助投办返公建"
RULES: tuple[Rule, ...] = (
    Rule(
        "quantity.full_coverage",
        re.compile("(?<![“\"])全(?:面)?覆盖(?![率两”\"])"),
        ("实现社区学校全覆盖",),
        "“全覆盖两提升”行动",
    ),
    Rule(
        "quantity.every_eligible",
        re.compile(f"应(?P<verb>[一-鿿])(?:必|尽)(?P=verb)|应[{_DONE}]尽[{_DONE}]"),
        ("残疾儿童应入尽入", "应保尽保"),
        "应对风险",
    ),
    Rule(
        "quantity.zero",
        re.compile("(?:动态|全面|全部|基本)?清零|零(?:发生|新增|事故|上访|感染|辍学|死亡|案件|投诉|填埋)"),
        ("超大班额动态清零", "安全事故零发生"),
        "零售总额",
    ),
    Rule("quantity.first", re.compile("零的突破"), ("实现国家级奖项零的突破",), "重大突破"),
    Rule("quantity.doubling", re.compile("翻(?P<times>[一两二三四])?番|翻倍"), ("产值翻一番", "规模翻番"), "翻新校舍"),
    Rule("quantity.no_more", re.compile("不再(?:新增|新建|审批|新批)"), ("不再新增民办学校审批",), "不再重复"),
    Rule("quantity.unchanged", re.compile("(?<=[年期])(?:基本)?持平"), ("与上年持平",), "水平持续提升"),
)
_TIMES = {"一": 2, "两": 4, "二": 4, "三": 8, "四": 16}
_READINGS = {
    "quantity.full_coverage": (100, "%", "="), "quantity.every_eligible": (100, "%", "="), "quantity.zero": (0, None, "="),
    "quantity.first": (1, "项", ">="), "quantity.no_more": (0, None, "="), "quantity.unchanged": (0, "%", "="),
}  # fmt: skip
_ZERO_UNITS = (
    ("事故|案件|事件|投诉|上访|疫情|火灾", "起"), ("人数|人员|学生|儿童|辍学|失学|青少年", "人"),
    ("机构|企业|单位", "家"), ("学校|幼儿园|医院|高校", "所"), ("", "个"),
)


def find_coverage(scene: Scene, times: Times) -> Iterator[Found]:
    """Shares and zeros said in words."""
    for rule in RULES:
        for match in rule.pattern.finditer(scene.text, scene.body.start, scene.body.end):
            if not scene.is_claimed(match.start(), match.end()):
                scene.claim(match.start(), match.end())
                yield Found(match.start(), match.end(), rule.name, _value(scene, rule.name, match, times), 0.8)


def _value(scene: Scene, rule: str, match: re.Match[str], times: Times) -> Quantity:
    start = max(scene.sentence(match.start()).start, match.start() - 80)
    left = re.sub("(?:在|于)?(?:实现|达到|保持|做到|基本实现|确保|与|同|比|较|上)+$", "", scene.without_times(start, match.start()))
    indicator = indicators.noun_before(left) or indicators.noun_after(scene.right(match.end()))[0]
    amount, unit, comparator = _reading(rule, match, indicator)
    past = scene.looks_back(match.start())
    unchanged = rule == "quantity.unchanged"
    return Quantity(
        role="outcome" if past else "target", low=amount, high=amount, unit=unit, comparator=comparator,
        indicator=indicator or None, change=_change(rule, match), force="plain" if past else wording.force_of(scene.left(match.end())),  # type: ignore[arg-type]
        baseline=_baseline(scene, match.start(), times) or (scene.year - (2 if past else 1) if unchanged and scene.year else None),
    )  # fmt: skip


def _baseline(scene: Scene, offset: int, times: Times) -> int | None:
    """The year that the clause compares with: 比2019年翻一番."""
    start = max(scene.sentence(offset).start, offset - 16)
    ends = [time.end.year for time in times.between(start, offset) if time.role == "baseline" and time.end]
    return ends[-1] if ends else None


def _reading(rule: str, match: re.Match[str], indicator: str) -> tuple[Decimal, str | None, str]:
    if rule == "quantity.doubling":
        return Decimal(_TIMES.get(match["times"] or "一", 2)), "倍", "="
    amount, unit, comparator = _READINGS[rule]
    if rule in ("quantity.zero", "quantity.no_more"):
        unit = next(unit for words, unit in _ZERO_UNITS if re.search(words, indicator))
    return Decimal(amount), unit, comparator


def _change(rule: str, match: re.Match[str]) -> str:
    if rule in ("quantity.doubling", "quantity.unchanged"):
        return "increase"
    return "new" if "新" in match.group() or rule == "quantity.first" else "level"
