"""The role of a quantity: target, outcome, current, baseline or threshold."""

from __future__ import annotations

import re

from policytext.extraction import wording
from policytext.extraction.clause import Clause
from policytext.extraction.grants import granted
from policytext.extraction.scene import Scene
from policytext.extraction.times import Times
from policytext.lexicon import alternation, groups
from policytext.model.values import Role

# 由90%提高到95%, 从3所增加到5所
_BASE = re.compile("(?:由|从)[^，,。；：]{0,24}$")
_CHANGED = "提高|增加|提升|上升|下降|降低|减少|增长|扩大|缩短|压缩|压减|缩减|降|增|升|涨|调整|拓展|扩展|上涨|收窄"
_BASE_RIGHT = re.compile(rf"[^，。；]{{0,24}}?(?:{_CHANGED})[^，。；]{{0,4}}?(?:到|至|为)")
_DONE = re.compile(
    r"(?:已经?|累计已|共已|业已)(?!有|纳入|于)[^，。；]{0,24}$"
    r"|(?<![比较同与于在])(?:去年|上年)(?!底|末)[^。；]{0,60}$"
)
_DONE_AFTER = re.compile(r"^[^。]{0,12}[，,](?:超额|提前|圆满|如期)完成")
_CURRENT = re.compile(r"(?:目前|现有|现已|尚有|已有|仍有|还有|截至目前|截至)[^。]{0,20}$")
# 投资超10亿元|项目, 千人以上|就餐学校, 1万平方米以上的|公园
_NOUNS = groups("nouns")
_CONDITION = re.compile(rf"的?(?:[一-鿿]{{0,8}}?)(?:{alternation(_NOUNS['described'])})")
_AGES, _LIFE, _BOUNDS = frozenset(("岁", "周岁")), re.compile("寿命|年龄"), frozenset((">=", ">", "<=", "<"))
# 56人以上|大班额: a noun follows the bound at once, and no verb
_ATTRIBUTE = re.compile(rf"的?(?!{alternation(_NOUNS['no_attribute'])})[一-鿿A-Za-z]")


# 以8个枢纽、10个集群|为抓手: what is there already
_BY_MEANS = re.compile("(?<![可得予用难加所])以(?![^，。；]{0,6}(?:新建|建设|建成|培育|打造|新增|创建|完成|实施))[^，。；]{0,30}$")
_AS_MEANS = re.compile("[^，。；]{0,28}?为(?:抓手|依托|基础|载体|重点|支撑|核心|骨干|龙头|主体|牵引|引领|主线|突破口)")
# 数量超过10家|的服务机构给予奖励: who gets what
_WHO_GETS = re.compile(
    "的[一-鿿]{0,12}(?:机构|企业|单位|平台|项目|园区|基地|团队|个人|学校|组织|地区)[^。；]{0,20}?(?:给予|予以|奖励|奖补|补助|补贴|认定为|授予)"
)


def role_of(scene: Scene, clause: Clause, times: Times) -> Role:
    """What a number is to its issuer: promised, reached, standing, started from, or a condition."""
    amount, left, right = clause.amount, clause.left, clause.right
    if _is_condition(clause):
        return "threshold"
    if right.startswith(("的基础上", "基础上")) or (_BASE.search(left) and _BASE_RIGHT.match(right)):
        return "baseline"
    if scene.looks_back(amount.start):
        return "outcome"
    if _CURRENT.search(left) or (_BY_MEANS.search(left) and _AS_MEANS.match(right)):
        return "current"
    if "上年度" in clause.sentence_left and granted(clause):
        return "target"  # 按上年度收入给予最高200万元奖补: the year is that of the income
    if _DONE.search(clause.sentence_left, max(0, len(clause.sentence_left) - 72)) or _reported(scene, amount.start, times) or _DONE_AFTER.match(right):
        return "outcome"
    return "target"


def _reported(scene: Scene, offset: int, times: Times) -> bool:
    """Whether the last time said before the number is over: 2020年，全市新增…; “十三五”期间….

    A year that is only compared with does not count.
    """
    start = scene.sentence(offset).start
    said = next((time for time in times.backwards(start, offset) if time.role not in ("baseline", "recurrence")), None)
    if said is None or said.role == "event" or "基础上" in scene.text[max(start, offset - 24) : offset]:
        return False
    over = said.role == "period" and said.end is not None and scene.year is not None and said.end.year < scene.year
    return over or said.role == "past"


def _is_condition(clause: Clause) -> bool:
    """A bound on a measure that describes what stands behind it, and is not itself promised."""
    amount = clause.amount
    if amount.unit == "年" and clause.left.endswith(("满", "任期", "工龄")):
        return True
    if amount.unit in _AGES:
        return _LIFE.search(clause.segments[0]) is None
    if clause.left.endswith(("（含", "(含", "(不含", "（不含")):
        return True
    if amount.unit_kind in ("share", "ratio") or granted(clause) or amount.comparator not in _BOUNDS:
        return False
    if _WHO_GETS.match(clause.right):
        return True
    if amount.unit_kind == "count" and amount.unit not in ("人", "名", "户", "张", "床", None):
        return False
    described = _ATTRIBUTE if amount.numeral.endswith(("以上", "以下", "以内")) else _CONDITION
    return described.match(clause.right) is not None and not _delivers(clause)


# 新建|10公里以上绿道 is a target, 建设|1万平方米以上公园5个 counts parks
_SECOND_NUMBER = re.compile("[^，。；、]{0,16}?[0-9]")


def _delivers(clause: Clause) -> bool:
    """Whether the verb directly before a bound delivers the amount itself."""
    bare = wording.without_adverbs(clause.segments[0])
    governor = clause.governor
    direct = clause.amount.unit_kind == "measure" and governor is not None and governor.kind == "new" and bare == governor.verb
    return direct and _SECOND_NUMBER.match(clause.right) is None
