"""Quantities without a numeral: full coverage, zero, doubling, no change, bounds named after something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from policytext.extraction import indicators, wording
from policytext.extraction.clause import conditional, without_notes
from policytext.extraction.rules import Found, Rule
from policytext.extraction.scene import Scene
from policytext.extraction.times import Times
from policytext.lexicon import alternation
from policytext.model.values import Quantity

_DONE = "收入保评检接享助投办返公建治管"
_BOUND = {
    "高于": ">", "快于": ">", "优于": ">", "好于": ">", "领先于": ">", "超过": ">", "不低于": ">=", "不慢于": ">=", "不少于": ">=",
    "低于": "<", "慢于": "<", "少于": "<", "不高于": "<=", "不超过": "<=", "不快于": "<=", "达到": "=", "略高于": ">", "达到或超过": ">=", "高于或等于": ">=",
}  # fmt: skip
_MEASURED = "水平|增速|增幅|增长|均值|平均值|平均数|平均|标准|涨幅|速度|幅度|目标值|收入|GDP|时期|同期"
RULES: tuple[Rule, ...] = (
    Rule(
        "quantity.full_coverage",
        re.compile("全(?<![“\"]全)(?:面)?覆盖(?![率两”\"])"),
        ("实现社区学校全覆盖",),
        "“全覆盖两提升”行动",
    ),
    Rule(
        "quantity.every_eligible",
        re.compile(f"应(?P<verb>[一-鿿])(?:必|尽)(?P=verb)|应[{_DONE}]尽[{_DONE}]"),
        ("残疾儿童应入尽入", "应保尽保"),
        "应对风险",
    ),
    Rule("quantity.all_done", re.compile("全部(?:完成|建成|达标|投用|竣工|办结|销号)(?!后|的)"), ("到年底全部完成",), "全部完成后验收"),
    Rule(
        "quantity.zero",
        re.compile("[清归零](?:(?<=[清归])零|(?<=零)(?:发生|新增|事故|上访|感染|辍学|死亡|案件|投诉|填埋|失学|差错|欠薪|伤亡|增长|就业家庭动态))"),
        ("超大班额动态清零", "安全事故零发生"),
        "零售总额",
    ),
    Rule("quantity.first", re.compile("零的突破"), ("实现国家级奖项零的突破",), "重大突破"),
    Rule(
        "quantity.doubling",
        re.compile("[翻倍](?:(?<=翻)(?P<times>[一两二三四])?番|(?<=翻)倍|(?<=倍)增(?!计划|行动|工程))"),
        ("产值翻一番", "规模翻番"), "翻新校舍",
    ),
    Rule("quantity.halving", re.compile("减(?:半(?!征|收|缴)|少一半|过半)"), ("审批环节减半",), "减半征收"),
    Rule("quantity.no_more", re.compile("不再(?:新增|新建|审批|新批)"), ("不再新增民办学校审批",), "不再重复"),
    Rule("quantity.unchanged", re.compile("持平(?<=[年期本]持平)"), ("与上年持平",), "水平持续提升"),
    Rule(
        "quantity.named_bound",
        # 高于全省平均水平, 快于经济增速: a bound without a number
        re.compile(
            rf"(?P<word>{alternation(_BOUND)})(?P<reference>(?!预期|国家规定)[一-鿿]{{1,14}}?(?:{_MEASURED}))(?![一-鿿]{{0,2}}(?:的|[0-9]))(?=[，。；、\n ]|$)"
        ),
        ("教育支出增幅高于财政经常性收入增幅", "失业率低于全国平均水平"), "高于平均水平的学校",
    ),
    Rule(
        "quantity.in_step",
        # 与经济增长同步: as much as something else
        re.compile(r"[与和](?P<reference>[一-鿿]{2,12}?)(?:基本|大体|大致|保持)?同步(?:增长|提高)?(?=[，。；、\n]|$)"),
        ("居民收入增长与经济增长同步",), "与主体工程同步设计",
    ),
)
_TIMES = {"一": 2, "两": 4, "二": 4, "三": 8, "四": 16}
_READINGS = {
    "quantity.full_coverage": (100, "%", "="), "quantity.every_eligible": (100, "%", "="), "quantity.zero": (0, None, "="),
    "quantity.all_done": (100, "%", "="), "quantity.halving": (50, "%", "="), "quantity.first": (1, "项", ">="),
    "quantity.no_more": (0, None, "="), "quantity.unchanged": (0, "%", "="),
}  # fmt: skip
_ZERO_UNITS = (
    ("事故|案件|事件|投诉|上访|疫情|火灾", "起"), ("人数|人员|人口|学生|儿童|辍学|失学|青少年", "人"),
    ("机构|企业|单位|公司", "家"), ("学校|幼儿园|医院|高校|[园校]$", "所"), ("", "个"),
)


def find_in_words(scene: Scene, times: Times) -> Iterator[Found]:
    """Shares, zeros and bounds said in words."""
    for rule in RULES:
        for match in rule.pattern.finditer(scene.text, scene.body.start, scene.body.end):
            if scene.is_claimed(match.start(), match.end()):
                continue
            if value := _READERS.get(rule.name, _of_words)(_Place(scene, rule.name, match, times)):
                scene.claim(match.start(), match.end())
                yield Found(match.start(), match.end(), rule.name, value, 0.8)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a rule matched."""

    scene: Scene
    rule: str
    match: re.Match[str]
    times: Times

    @property
    def start(self) -> int:
        return self.match.start()

    @property
    def left(self) -> str:
        """The sentence before the match, without times and without the words that carry it."""
        start = max(self.scene.sentence(self.start).start, self.start - 80)
        words = without_notes(self.scene.without_times(start, self.start))
        return _CARRIERS.sub("", words)

    @property
    def role(self) -> str:
        return "outcome" if self.scene.looks_back(self.start) else "target"

    @property
    def force(self) -> str:
        return wording.force_of(self.scene.left(self.match.end())) if self.role == "target" else "plain"


_CARRIERS = re.compile("(?:在|于)?(?:动态|全面|全部|基本|实现|达到|保持|做到|基本实现|确保|与|同|比|较|上|要|将|应|须|努力|力争)+$")


def _of_words(place: _Place) -> Quantity | None:
    """The value of an idiom, with the noun before it, or else behind it."""
    scene, rule, match = place.scene, place.rule, place.match
    before = indicators.list_before(place.left) or indicators.noun_before(wording.segments_before(place.left))
    indicator = before or indicators.noun_after(scene.right(match.end()))[0]
    if rule == "quantity.all_done" and not (indicator or "%" in place.left):
        return None  # 6月底前全部完成: of what, the clause does not say
    amount, unit, comparator = _reading(rule, match, indicator)
    unchanged = rule == "quantity.unchanged" and scene.year is not None
    year = (scene.year or 0) - (2 if place.role == "outcome" else 1) if unchanged else None
    return Quantity(
        role=place.role, low=amount, high=amount, unit=unit, comparator=comparator, indicator=indicator or None,  # type: ignore[arg-type]
        change=_change(rule, match), force=place.force, baseline=_baseline(scene, place.start, place.times) or year,  # type: ignore[arg-type]
        conditional=conditional(scene.left(place.start)),
    )  # fmt: skip


def _of_bound(place: _Place) -> Quantity | None:
    """A bound named after something else; it speaks of the noun before it, and of nothing where there is none."""
    indicator = indicators.subject_of(wording.segments_before(place.left))
    if len(indicator) < 2 or not _COMPARED.search(indicator):
        return None
    word = place.match.groupdict().get("word")
    comparator = _BOUND[word] if word else "~"
    rate = re.search("增|涨|降", indicator) is not None
    return Quantity(
        role=place.role, low=None, high=None, unit="%", comparator=comparator, indicator=indicator,  # type: ignore[arg-type]
        change="increase" if rate else "level", force=place.force, side=None if word else "around",  # type: ignore[arg-type]
        reference=place.match["reference"], conditional=conditional(place.scene.left(place.start)),
    )  # fmt: skip


# what can stand above or below something else
_COMPARED = re.compile("率|增速|增幅|增长|涨幅|降幅|水平|比重|比例|占比|指数|收入|支出|投入|总值|增加值|GDP|浓度|强度|消耗|标准|待遇|投资|总额|价格")
_READERS: dict[str, Callable[[_Place], Quantity | None]] = {"quantity.named_bound": _of_bound, "quantity.in_step": _of_bound}


def _baseline(scene: Scene, offset: int, times: Times) -> int | None:
    """The year that the clause compares with: 比2019年翻一番."""
    start = max(scene.sentence(offset).start, offset - 16)
    ends = [time.end.year for time in times.between(start, offset) if time.role == "baseline" and time.end]
    return ends[-1] if ends else None


def _reading(rule: str, match: re.Match[str], indicator: str) -> tuple[Decimal, str | None, str]:
    if rule == "quantity.doubling":
        return Decimal(_TIMES.get(match["times"] or "一", 2)), "倍", "="
    amount, unit, comparator = _READINGS[rule]
    if rule in ("quantity.zero", "quantity.no_more") or (rule == "quantity.first" and re.search("公司|企业|机构", indicator)):
        unit = next(unit for words, unit in _ZERO_UNITS if re.search(words, indicator))
    return Decimal(amount), unit, comparator


def _change(rule: str, match: re.Match[str]) -> str:
    if rule in ("quantity.doubling", "quantity.unchanged"):
        return "increase"
    if rule == "quantity.halving":
        return "decrease"
    return "new" if "新" in match.group() or rule == "quantity.first" else "level"
