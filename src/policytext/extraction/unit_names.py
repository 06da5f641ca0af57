"""Names of units: what reads as one, and the names that a list holds (A、B和C等部门)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from policytext.extraction.rules import places_of
from policytext.lexicon import alternation, groups

_LONGEST = 80
"""A longer part of a list is a sentence."""
_WORDS = groups("organisations")
_BRACKET = r"[（(][^（()）\n]{1,40}[）)]"
_PART = r"[^、，,；;。\s（()）|/｜]"
# 各县（市、区）政府, 市委组织部（市公务员局）
_NAME = re.compile(rf"{_PART}+(?:{_BRACKET}{_PART}{{0,20}}){{0,3}}")
_SHAPE = re.compile(r"[一-鿿A-Za-z0-9“”\"·—\-（）()、]{2,48}$")
_INNER = re.compile(_BRACKET)
_STRONG = re.compile(rf"(?:{alternation((*_WORDS['tails'], *_WORDS['ministries']))})$")
_WEAK = re.compile(rf"(?:{alternation(_WORDS['weak_tails'])})$")
_FALSE = re.compile(rf"(?:{alternation(_WORDS['false_tails'])})$")
_HEAD = re.compile(rf"(?:{alternation(_WORDS['heads'])})")
# 某市教育局: a place before the name; 年底前市教育局 begins with a time
_PLACE = re.compile(r"(?![一-鿿]{0,3}(?:[年月]|日前|底前|之前|以前|今后))[一-鿿]{1,5}?(?:自治区|自治州|[省市县区州盟旗])(?=[一-鿿]{2})")
_LEVEL = re.compile("(?:国家|省|市|县|区|州)级")
_EVERYBODY = re.compile("(?:各|有关|相关|其他)")
_OF_A_KIND = re.compile("(?:部门|单位|机构)$")
_MINISTRIES = frozenset(_WORDS["ministries"])
_GENERIC = frozenset(_WORDS["generic"])
_LIST_NOUNS = alternation(_WORDS["list_nouns"])
_NO_NAME = re.compile(
    rf"(?:{alternation(_WORDS['no_name'])})|含(?!山)|.{{0,40}}?(?:[的了须]|要(?!素)|应[当将]|[0-9]{{1,4}} ?[年月]|[一二三四五六七八九十百0-9][个家所]|要求)"
    rf"|(?:牵头|责任|配合|主办|协办|承办|参与|参加)(?:{_LIST_NOUNS})$"
)
_LED_IN = re.compile("(?:具体|分别|统一|共同|主要|继续|建议)?(?:由|请)|(?:会同|商|和|与|及|以及)(?=[省市县区国各有相])")
# 市财政局|等相关部门|及各地区
_AND_SO_ON = re.compile(
    r"等(?:[0-9一二三四五六七八九十]{1,3}[个家]?)?(?:(?:相关|有关|各|市级|省级|区级|县级|市直|省直|县直|区直|中央|国务院|责任|职能|成员|主管)*(?:部门|单位|地方|地区|机构|科室|处室|高校|企业|委办局))?"
    r"(?:(?:以?及|和|与|、)(?P<more>[一-鿿（）()、]+))?$"
)
_JOINT = re.compile("以及|和|与|及|暨|(?<=.)(?=各)")
_MAY_JOIN = re.compile("[和与及暨各]")
# 各州|、市人民政府: the list shares its end
_SHARED_START = re.compile("各(?:设区市|地级?市|市州|州市|[省市州盟县区旗镇乡]|地区|县区|乡镇)$")
_SHARED_END = re.compile(
    r"、(?:[市州县区旗盟镇乡]|街道|自治州|县级市|自治县){1,2}(?:[（(][^（()）]{1,8}[）)])?"
    r"(?:人民)?(?:政府|党委政府|党委|管委会|办事处)?(?=$|[、，,；;。\s）)])"
)


@lru_cache(maxsize=8192)
def is_unit(name: str) -> bool:
    """Whether words read as the name of a unit.

    >>> is_unit("市教育局"), is_unit("各县（市、区）政府"), is_unit("图书馆"), is_unit("部门"), is_unit("含高新区")
    (True, True, False, False, False)
    """
    bare = _INNER.sub("", name)
    if len(bare) < 2 or not _SHAPE.match(name) or bare in _GENERIC or _NO_NAME.match(bare):
        return False
    headed = _HEAD.match(bare) or _PLACE.match(bare)
    if _FALSE.search(bare) and not (headed and _EVERYBODY.search(bare)):
        return False
    return bool(_STRONG.search(bare) or (headed and _WEAK.search(bare) and not _LEVEL.match(bare)))


@lru_cache(maxsize=8192)
def is_named_unit(name: str) -> bool:
    """Whether words name one certain unit: by its place or level, or as an organ of the state; for the units of sentences.

    >>> is_named_unit("市教育局"), is_named_unit("财政部"), is_named_unit("市监管部门"), is_named_unit("有关部门")
    (True, True, False, False)
    """
    return bool(name in _MINISTRIES or _HEAD.match(name) or _PLACE.match(name)) and is_sole_unit(name)


def is_sole_unit(name: str) -> bool:
    """Whether words name one unit and no kind of units; the words around must say that it is one in charge (由…牵头).

    >>> is_sole_unit("教育局"), is_sole_unit("相关部门"), is_sole_unit("发改部门"), is_sole_unit("企业")
    (True, False, False, False)
    """
    return is_unit(name) and not _EVERYBODY.match(name) and not _OF_A_KIND.search(name)


def could_be_unit(name: str) -> bool:
    """Whether words may name a unit where only such are expected: behind 责任单位：, or beside one in a list.

    >>> could_be_unit("移动公司"), could_be_unit("基教"), could_be_unit("2021年6月"), could_be_unit("按要求完成")
    (True, True, False, False)
    """
    return _SHAPE.match(name) is not None and _NO_NAME.match(name) is None


def names_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places of the names in a list of units, without what only sums up (等部门).

    >>> text = "市教育局、工业和信息化局等相关部门及各县（市、区）政府"
    >>> [text[a:b] for a, b in names_in(text, 0, len(text))]
    ['市教育局', '工业和信息化局', '各县（市、区）政府']
    """
    at = start
    while match := _NAME.search(text, at, end):
        stop = _end_of_shared(text, match, end)
        at = max(stop, at + 1)
        yield from _parted(text, match.start(), stop)


def _end_of_shared(text: str, match: re.Match[str], end: int) -> int:
    if _SHARED_START.match(match.group()) and (rest := _SHARED_END.match(text, match.end(), end)):
        return rest.end()
    return match.end()


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names of one part of a list: led in by 由, joined by 和, cut at 等."""
    if end - start > _LONGEST:
        return
    if led_in := _LED_IN.match(text, start, end):
        start = led_in.end()
    for so_on in places_of(text, "等", start, end):
        rest = _AND_SO_ON.match(text, so_on, end)
        if rest and (rest.end() - rest.start() == 1 or is_unit(text[start : rest.start()])):
            yield from _unjoined(text, start, rest.start())
            if rest["more"]:
                yield from names_in(text, *rest.span("more"))
            return
    yield from _unjoined(text, start, end)


def _unjoined(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for joint in _JOINT.finditer(text, start + 1, end) if _MAY_JOIN.search(text, start + 1, end) else ():
        left, right = text[start : joint.start()], text[joint.end() : end]
        if _joins(left, joint.group(), right):
            yield start, joint.start()
            yield from _unjoined(text, joint.end(), end)
            return
    if start < end:
        yield start, end


def _joins(left: str, joint: str, right: str) -> bool:
    """Whether a word parts two names: 市教育局|和|市财政局, but 工业和信息化局, 各级党委和政府."""
    if not joint:
        return "各" in left and is_unit(left)
    if right.startswith(("政府", "人民政府")) or not is_unit(left):
        return False
    return is_unit(right) or next(_JOINT.finditer(right), None) is not None
