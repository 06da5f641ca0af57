"""References: documents cited in 《》, with the document number behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.extraction.numerals import NUMERAL
from policytext.extraction.rules import Found, Rule, places_of
from policytext.extraction.scene import Scene
from policytext.lexicon import alternation, groups
from policytext.model.values import Reference, Rejection
from policytext.structure.envelope_lines import DOCUMENT_NUMBER, NUMBER

_TITLE = r"[^《》\n]"
# 《关于转发〈关于印发《某规划》的通知〉的通知》: titles inside titles, two deep
_NESTED = rf"《{_TITLE}{{1,100}}(?:《{_TITLE}{{1,80}}》{_TITLE}{{0,40}}){{0,2}}》"
# 国务院令第700号, 第23号; GB/T 9704-2012
_ORDER = r"[一-鿿]{0,16}?(?:令|公告)? ?第 ?[0-9〇零一二三四五六七八九十百]{1,6} ?号"
_STANDARD = r"(?:GB|DB|HJ|JGJ|CJJ|WS|JY|JR|NY|SL|GA|JT)[A-Z0-9]{0,4}(?:/T)? ?[0-9.]{1,8}[-—–][0-9]{4}"
_NUMBER = rf"(?:{DOCUMENT_NUMBER}|{_ORDER}|{_STANDARD})"
_NUMBERS = rf"{_NUMBER}(?:[、，,；; ]{{1,2}}{_NUMBER}){{0,3}}"

RULES = (
    Rule(
        "reference.title",
        # 《关于加强校车管理的通知》（某政办发〔2020〕7号）, 《某条例》[某令第7号], 《某通知》某教发〔2021〕3号
        re.compile(
            rf"《(?P<title>{_TITLE}{{0,160}}(?:{_NESTED}{_TITLE}{{0,80}}){{0,4}})(?<!《)》"
            rf"(?: ?[（(〔\[【] ?(?P<number>{_NUMBERS}) ?[）)〕\]】]|(?P<bare>(?!精神|要求|规定|文件|明确|提出|[和与及或等的以要中]){DOCUMENT_NUMBER})"
            rf"|(?=[（(] ?(?P<named>{_NUMBERS})[，,；;]))?"
        ),
        ("落实《乡村教师支持办法》", "《关于印发《某市规划》的通知》（某政办发〔2020〕7号）", "《某条例》（国务院令第700号）"),
        "落实〈乡村教师支持办法〉",
    ),
)
# 电视剧《…》: what is played, sung or shown is no document
_WORK = re.compile(rf"(?:{alternation(groups('nouns')['works'])})[“”\"]?$")
_LISTED = re.compile("[、，,和及与]?")
_LONGEST_WORK, _LONGEST_NUMBER = 4, 24


def find_references(scene: Scene) -> Iterator[Found]:
    """Every document cited in the body; of works of art, and of numbers without a title, only the numerals.

    >>> from policytext.extraction.scene import make_scene
    >>> from policytext.model.span import Span
    >>> from policytext.structure import build_tree
    >>> text = "落实《校车管理办法》（某教发〔2021〕3号），话剧《灯火》上演"
    >>> [x.value.number for x in find_references(make_scene(text, build_tree(text), Span(0, len(text)), 2021))]
    ['某教发〔2021〕3号']
    """
    behind_work = -1
    for match in RULES[0].pattern.finditer(scene.text, scene.body.start, scene.body.end):
        if scene.claimed[match.start()]:
            continue
        scene.claim(match.start(), match.end())
        if match.start() == behind_work or _names_a_work(scene.text, match):
            gap = _LISTED.match(scene.text, match.end())
            behind_work = gap.end() if gap else match.end()
            yield from _numerals(scene, *match.span("title"), "name")
        else:
            number = match["number"] or match["bare"] or match["named"]
            yield Found(match.start(), match.end(), RULES[0].name, Reference(match["title"], number), 0.98)
    yield from _loose_numbers(scene)


def _names_a_work(text: str, match: re.Match[str]) -> bool:
    return _WORK.search(text, max(0, match.start() - _LONGEST_WORK), match.start()) is not None


def _loose_numbers(scene: Scene) -> Iterator[Found]:
    """The numerals of document numbers that stand apart from a title: 某政发〔2021〕3号, （某政发〔2021〕3号，以下简称《意见》）."""
    for at in places_of(scene.text, "〔[［", scene.body.start, scene.body.end):
        number = NUMBER.search(scene.text, max(scene.body.start, at - _LONGEST_NUMBER), at + _LONGEST_NUMBER)
        if number and not scene.is_claimed(*number.span()):
            scene.claim(*number.span())
            yield from _numerals(scene, *number.span(), "document_number")


def _numerals(scene: Scene, start: int, end: int, reason: str) -> Iterator[Found]:
    """The numerals of a stretch, which count nothing: 电视剧《1921》."""
    for numeral in NUMERAL.finditer(scene.text, start, end):
        yield Found(numeral.start(), numeral.end(), f"rejection.{reason}", Rejection(reason), 0.9)
