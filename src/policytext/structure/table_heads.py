"""What a column of a table holds: told by its head, or by the shape of what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise

from policytext.lexicon import alternation, groups
from policytext.structure.numbering import value_of

_NAMED = (
    "number", "task", "measure", "goal", "lead", "support", "responsible", "deadline", "indicator", "unit", "kind",
    "part", "remark", "source", "standing", "aim",
)  # fmt: skip
_SHORT = {"short_lead": "lead", "short_support": "support"}
_NOTE = re.compile(r"[（(〔\[][^（()）〕\]]*[）)〕\]]")
_SPACES = re.compile(r"[ 　]+")
# 2025年, 2025年目标, “十四五”末目标值
YEAR = re.compile(r"(?P<year>20[0-9]{2})年?(?:度|末|底)?")
_YEAR_HEAD = re.compile(rf"(?:到|至)?{YEAR.pattern}(?:[一-鿿]{{0,8}})$")
_OF_UNITS = re.compile("(?P<kind>(?!各)[一-鿿]{2,6})(?:单位|部门|处室|科室)$")
_LEADING, _HELPING = re.compile("牵头|主办|主责"), re.compile("配合|协|参")
_OF_TIME = re.compile("(?:时限|期限|节点|完成时间|进度|进度要求|时间要求)$")
_NO_HEAD = re.compile("[，。；：:,;]|[0-9](?!年|[0-9]{1,3}年|[0-9]?$)")
_OF_TASKS = re.compile("(?:事项|任务)$")
# 单位：万元
UNITS_LINE = re.compile(r"(?:计量)?单位 ?[:：] ?(?P<unit>[^ 　）)、，,；;|]{1,8})")
_LONGEST, _SHORTEST_END = 16, 2
_MOST = 0.6
_NUMERAL = re.compile(r"[（(]?([0-9]{1,3}|[〇一二三四五六七八九十百]{1,4})[）)]?[.．、]?$")
_WHEN = re.compile(r"[0-9一二三四五六七八九十]+ ?[年月]|季度|年底|年内|全年|半年|[0-9]{4}[.．/-][0-9]{1,2}")
_LONGEST_WHEN, _LONGEST_UNITS = 18, 60


@cache
def _roles() -> Mapping[str, str]:
    words = groups("tables")
    named = {word: role for role in _NAMED for word in words[role]}
    return named | {word: role for key, role in _SHORT.items() for word in words[key]}


@cache
def _ends() -> re.Pattern[str]:
    """A head that ends as a known one: 2021年工作任务, 主要责任单位; 单位 alone says too little to end one."""
    return re.compile(
        f"(?:{alternation(word for word, role in _roles().items() if len(word) > _SHORTEST_END and role not in ('unit', 'kind', 'part'))})$"
    )


@cache
def _units() -> re.Pattern[str]:
    name = f"[一-鿿]{{0,14}}?(?:{alternation(groups('nouns')['units'])})"
    return re.compile(
        rf"(?:(?:牵头|责任|配合)(?:单位)?[:：])?{name}(?:[（(][一-鿿、]{{1,8}}[）)])?(?:[、，,；; ]|$|等)"
    )


@cache
def is_ditto(cell: str) -> bool:
    """Whether a cell says: as above.

    >>> is_ditto("同上"), is_ditto("〃"), is_ditto("市教育局")
    (True, True, False)
    """
    return cell in groups("tables")["ditto"]


def is_continuous(cell: str) -> bool:
    """Whether a deadline is none: 持续推进, 长期坚持.

    >>> is_continuous("持续推进"), is_continuous("6月底前")
    (True, False)
    """
    return cell in groups("tables")["continuous"]


@cache
def head_role(head: str) -> str:
    """The role that a head gives its column, or ``""``; of a head over two lines, the lower counts first.

    >>> head_role("责 任 单 位"), head_role("2021年重点任务"), head_role("责任单位 配合"), head_role("2025年目标（%）"), head_role("建校")
    ('responsible', 'task', 'support', 'value', '')
    """
    upper, _, lower = head.partition(" ") if re.search("[一-鿿]{2} [一-鿿0-9]{2}", head) else ("", "", head)
    bare = _SPACES.sub("", _NOTE.sub("", lower or upper))
    if not bare or len(bare) > _LONGEST or _NO_HEAD.search(bare):
        return ""
    if bare in _roles():
        return _by_value(_roles()[bare])
    if _YEAR_HEAD.match(bare) and not re.search("任务|单位|措施|工作", bare):
        return "value"
    if match := _ends().search(bare):
        return _by_value(_roles()[match.group()])
    return _by_core(bare) or (head_role(upper) if upper else "")


def is_listed(head: str) -> bool:
    """Whether a head is one of those known word for word, or a year.

    >>> is_listed("责 任 单 位"), is_listed("主责部门"), is_listed("2025年")
    (True, False, True)
    """
    bare = _SPACES.sub("", _NOTE.sub("", head))
    return bare in _roles() or _YEAR_HEAD.match(bare) is not None


def _by_core(bare: str) -> str:
    """The role of a head that no list has, by what it ends with: 主责部门, 进度要求."""
    if match := _OF_UNITS.match(bare):
        return (
            "lead" if _LEADING.search(match["kind"]) else "support" if _HELPING.search(match["kind"]) else "responsible"
        )
    return "deadline" if _OF_TIME.search(bare) else "task" if _OF_TASKS.search(bare) else ""


def _by_value(role: str) -> str:
    return "value" if role in ("standing", "aim") else role


def role_by_shape(cells: Sequence[str]) -> str:
    """The role that the cells of a column speak for: rising numbers, names of units, dates; else ``""``.

    >>> role_by_shape(["1", "2", "3"]), role_by_shape(["市教育局、市财政局", "同上"]), role_by_shape(["6月底前", "全年"])
    ('number', 'responsible', 'deadline')
    """
    said = [cell for cell in cells if cell and not is_ditto(cell)]
    if not said:
        return ""
    if all(_NUMERAL.match(cell) for cell in said) and _rises(said):
        return "number"
    if _share(said, _is_when) >= _MOST:
        return "deadline"
    return "responsible" if _share(said, _is_units) >= _MOST else ""


def _rises(numbers: Sequence[str]) -> bool:

    values = [value_of(number.strip(".．、")) for number in numbers]
    return all(later == earlier + 1 for earlier, later in pairwise(values))


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, cells)) / len(cells)


def _is_when(cell: str) -> bool:
    return len(cell) <= _LONGEST_WHEN and (is_continuous(cell) or _WHEN.search(cell) is not None)


def _is_units(cell: str) -> bool:
    return len(cell) <= _LONGEST_UNITS and _units().match(cell) is not None
