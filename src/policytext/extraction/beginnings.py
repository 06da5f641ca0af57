"""Where a name begins: the words before its head noun, without the verb that governs it and what stands before that."""

from __future__ import annotations

import re
from functools import lru_cache

from policytext.extraction.scene import TAKEN, TIME, Scene
from policytext.lexicon import alternation, groups
from policytext.lexicon.gazetteer import divisions_named

_LONGEST = 32
_WORDS, _VERBS = groups("names"), groups("verbs")
_GENERIC = re.compile(f"(?:{alternation(groups('projects')['generic'])})+")
_STOPS = "，,、。；;：:！？\n（）()《》“”\"|【】\u3000 \t"
# read on reversed text, so that the first that is found is the nearest to the head
_RUN = re.compile(f"[^{re.escape(_STOPS)}]*")
_SHIELDS, _GOVERNING, _PARTICLES = (frozenset(_WORDS[key]) for key in ("shields", "governing", "particles"))
# 出台|化合物: behind a verb these are suffixes (开展|型), but not where another word begins with them
_NO_SUFFIX = "(?:(?<![化型性力率度者])|(?<=[合学工石肥解纤妆验]化))"
_BACK = re.compile(
    _NO_SUFFIX
    + "(?:"
    + alternation(word[::-1] for key in ("governing", "particles", "shields") for word in _WORDS[key])
    + ")"
)
# adverbs that can open a name: 全国…大赛
_OPENERS = frozenset("全省 全市 全区 全县 全国 我省 我市 我区 我县 常态化 从严".split())
_LEADING = {*_WORDS["leading"], *_WORDS["joining"], *_WORDS["governing"], *_VERBS["adverbs"]} - _OPENERS - {"和", "与"}
_LEADING |= {word for word in _VERBS["new"] if len(word) > 1}


def _prefix(words: set[str]) -> re.Pattern[str]:
    return re.compile(f"(?:(?:{alternation(words)}|[和与](?![美平谐睦会]))(?![业型化性力率度急用届素塞式衡共族])){{1,6}}")


_ALL_VERBS, _NOT_OPENING = _prefix(_LEADING), _prefix(_LEADING - set(_WORDS["opening"]))
_STUDYING = re.compile(f"(?:{alternation(_WORDS['studying'])})")
_IS_EVENT = re.compile("建党|建国|建军|新中国|周年|诞辰")
# 伊敏河|堤防工程: several rivers share what is built along them
_RIVER = re.compile("[一-鿿]{1,4}[河江湖溪渠]")


@lru_cache(maxsize=1 << 14)
def residue(words: str) -> str:
    """The words without the modifiers that distinguish nothing.

    >>> residue("全市教育教学信息化"), residue("白鹭湾校园")
    ('', '白鹭湾')
    """
    return _GENERIC.sub("", words)


# 实施|重大项目谋划储备…行动: what is implemented begins behind the verb, whatever verbs stand in it
_IMPLEMENTED = re.compile(
    "(?:(?:深入|全面|持续|继续|扎实|大力|组织|统筹|接续|稳步|有序|纵深|加快|部署|积极|常态化|深化|滚动|年内|扎实推进|推进)*)"
    "(?:实施|开展|启动|打好|打赢|打响)(?P<rest>[一-鿿A-Za-z0-9]{4,24})$"
)
_IS_WHOLE = re.compile(
    "(?!(?:好|了|以|对|系列|各(?!族)|一批|新一轮|第|更|为|国家|全国|全省|全市|首批|促进))"
    "(?:(?!实施|开展|启动|打好|的|将|把|等|推动|推进|实现|完成|确保|争取).)+"
)
_TITLED = re.compile("(?:建设|打造|创建|培育|开展)(?=国家|全国|省级|世界|中国)|(?<=[县区市州镇山港])创建(?=[一-鿿]{4})")


def after_verb(words: str, kind: str = "programme", *, listed: bool = False) -> str:
    """What is left of a run of words behind the last verb or particle that cannot belong to a name.

    A programme or campaign may begin with a verb (提升…行动) where another governs it, or where it is `listed` behind 、.

    >>> after_verb("加快推进白鹭湾"), after_verb("实施脱贫成果巩固提升")
    ('白鹭湾', '脱贫成果巩固提升')
    """
    if kind in ("programme", "campaign") and (implemented := _IMPLEMENTED.match(words)) and _IS_WHOLE.fullmatch(implemented["rest"]):
        return implemented["rest"]
    cut, verb = _cut(words)
    if titled := _TITLED.search(words, cut):  # 某市建设|国家…实验区
        cut, verb = titled.end(), ""
    opens = kind in ("programme", "campaign") and (verb in _GOVERNING or (listed and not verb))
    prefix = _NOT_OPENING if opens else _ALL_VERBS
    rest = words[cut:]
    leading = prefix.match(rest)
    return (rest[leading.end() :] if leading else rest).lstrip("—-·")


def _cut(words: str) -> tuple[int, str]:
    """Behind which word a name begins, and that word: the nearest to its head that leaves something of it."""
    for match in _BACK.finditer(words[::-1]):
        word = match.group()[::-1]
        if word not in _SHIELDS and (match.start() or word in _PARTICLES):
            return len(words) - match.start(), word
    return 0, ""


def ends_with_verb(words: str) -> bool:
    """Whether a run of words ends with a verb or particle that governs what follows; one behind a noun may be a noun itself.

    >>> ends_with_verb("学校启动"), ends_with_verb("推广"), ends_with_verb("基层治理")
    (True, True, False)
    """
    match = _BACK.match(words[::-1])
    governs = match is not None and match.group()[::-1] not in _SHIELDS
    return governs or not after_verb(words)


def has_verb(words: str) -> bool:
    """Whether a run of words holds a verb or particle that no name holds.

    >>> has_verb("推进教育"), has_verb("党建培育")
    (True, False)
    """
    return _cut(words)[0] > 0


def run_before(scene: Scene, end: int, earliest: int, reach: int = _LONGEST) -> int:
    """Where the run of words before `end` begins: behind the last stop, and behind what is taken already."""
    low = max(end - reach, earliest)
    match = _RUN.match(scene.text[low:end][::-1])
    start = end - (match.end() if match else 0)
    start = max(start, scene.claimed.rfind(bytes((TAKEN,)), start, end) + 1)
    time = scene.claimed.rfind(bytes((TIME,)), start, end) + 1
    return time if time and not _IS_EVENT.search(scene.text, start, time) else start


def name_start(scene: Scene, head: int, earliest: int, kind: str) -> int | None:
    """Where a name that ends in the head noun at `head` begins; None where nothing stands before the head."""
    low = run_before(scene, head, earliest)
    words = scene.text[low:head]
    if kind == "campaign" and (study := _STUDYING.search(words)):
        return low + study.start()
    name = _behind_conjunction(after_verb(words, kind, listed=scene.text[low - 1] == "、"), kind)
    start = head - len(name)
    if kind == "construction" and "的" in words and (owners := _owners(scene, head, earliest)) is not None:
        return owners
    if not name:
        return None
    if kind == "programme" and (period := _PERIOD.search(scene.text, max(start - 5, earliest), start)):
        return period.start()
    return _with_bracket(scene, _with_places(scene, start, earliest), earliest) if start == low else start


_PERIOD = re.compile("“十[一二三四五六七]五”$")
_CONJUNCTION = re.compile("^.*[一-鿿](?:和|及|以及)(?=[一-鿿])")
_ENDED = re.compile(f"(?:{alternation((*groups('projects')['construction'], *groups('projects')['system'], '行动', '工程', '计划', '活动', '会'))})$")


def _behind_conjunction(words: str, kind: str) -> str:
    """A name ends before 和 where its head stands there; facilities and events are joined by it always."""
    joined = _CONJUNCTION.match(words)
    if joined is None or words.startswith(("和", "及")):
        return words
    before = words[: joined.end() - 1].removesuffix("以")
    apart = kind in ("construction", "event") or _ENDED.search(before)
    return words[joined.end() :] if apart else words


_OWNER = re.compile("[一-鿿]{2,16}")


def _owners(scene: Scene, head: int, earliest: int) -> int | None:
    """Two owners of one facility are one name: 双十中学、实验小学的|翔安校区."""
    end = scene.text.rfind("的", max(head - 9, earliest), head)
    owners = 0
    while end > earliest and owners < 4:
        low = run_before(scene, end, earliest)
        if not _OWNER.fullmatch(scene.text, low, end):
            return None
        owners += 1
        if scene.text[low - 1] != "、":
            break
        end = low - 1
    else:
        return None
    name = after_verb(scene.text[low:end], "construction")
    return end - len(name) if owners > 1 and name and not name.startswith("等") else None


def _with_places(scene: Scene, start: int, earliest: int) -> int:
    """Places or rivers in a row before a name that begins with one belong to it: 福州、厦门、|泉州省级产业园."""
    name = scene.text[start : start + 8]
    while scene.text[start - 1] == "、" and (_begins_with_place(name) or _RIVER.match(name)):
        low = run_before(scene, start - 1, earliest)
        words = after_verb(scene.text[low : start - 1], "construction")
        if not (divisions_named(words) if _begins_with_place(name) else _RIVER.fullmatch(words)):
            break
        start = start - 1 - len(words)
    return start


@lru_cache(maxsize=1 << 12)
def _begins_with_place(words: str) -> bool:
    return any(divisions_named(words[:size]) for size in (2, 3, 4))


_BRACKET = re.compile("（([一-鿿]{2,4})）$")


def _with_bracket(scene: Scene, start: int, earliest: int) -> int:
    """A place in brackets stands inside a name: 福建（厦门）|社保科创基金."""
    bracket = _BRACKET.search(scene.text, max(start - 6, earliest), start)
    if bracket is None or not divisions_named(bracket[1]):
        return start
    low = run_before(scene, bracket.start(), earliest)
    words = after_verb(scene.text[low : bracket.start()])
    return bracket.start() - len(words) if words else start
