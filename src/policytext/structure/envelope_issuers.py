"""Issuers: several on one line or in one title told apart, and the issuer that a title names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from policytext.lexicon import alternation, groups
from policytext.lexicon.gazetteer import named_at

_ORGAN_END = re.compile(r"委员会|人民政府|人民政府办公[厅室]|办公厅|办公室|工委|党组|[省市区县州旗]委|局|厅|部|委|银行|总署")
_PARTED = re.compile(r"[ 　、，,；;\n]+")
_SPOKEN_FOR = re.compile(r"我代表(?P<issuer>国务院|(?!自治[区州县])[一-鿿]{1,16}(?:省|自治区|[一-鿿][市州盟县区旗])(?:人民)?政府)")
_SPEAKER = re.compile(r"^(?!自治[区州县])(?P<issuer>[一-鿿]{1,16}(?:省|自治区|[一-鿿][市州盟县区旗])人民政府)代?(?:省长|市长|县长|区长|州长|盟长|旗长|主席)")
_ABOUT = re.compile(r"^(?P<issuers>[^关]{2,80}?)(?:关于|印发)")


def joint_issuers(text: str) -> tuple[str, ...]:
    """The issuers that a line or the head of a title names, also where nothing stands between them.

    >>> joint_issuers("中共厦门市委教育工委厦门市教育局")
    ('中共厦门市委教育工委', '厦门市教育局')
    >>> joint_issuers("某市财政局 某市教育局")
    ('某市财政局', '某市教育局')
    """
    parts = (part for part in _PARTED.split(text) if len(part) > 1)
    return tuple(dict.fromkeys(issuer for part in parts for issuer in _unglued(part)))


def _unglued(text: str) -> Iterator[str]:
    """Cut where one organ's name ends and the name of a place, a party or a national organ begins."""
    start = 0
    for match in _ORGAN_END.finditer(text):
        if match.end() < len(text) and match.end() - start > 2 and _begins_issuer(text, match.end()):
            yield text[start : match.end()]
            start = match.end()
    yield text[start:]


@cache
def _beginnings() -> tuple[str, ...]:
    return ("中共", *groups("regions")["national"])


def _begins_issuer(text: str, place: int) -> bool:
    found = named_at(text, place)
    return text.startswith(_beginnings(), place) or (found is not None and found.in_full)


def issuers_of_titles(notices: Sequence[str]) -> tuple[str, ...]:
    """The issuers in titles: in front of 关于, else the one that a plan's or a report's title begins with.

    >>> issuers_of_titles(["某市教育局关于印发工作要点的通知"]), issuers_of_titles(["2024年某省政府工作报告"])
    (('某市教育局',), ('某省人民政府',))
    """
    for title in notices:
        if match := _ABOUT.match(title):
            return joint_issuers(match["issuers"])
    return next((issuer for title in notices if (issuer := _issuer_of(title))), ())


def _issuer_of(title: str) -> tuple[str, ...]:
    """某省政府工作报告 was given by 某省人民政府; 某市教育局2021年工作要点 by 某市教育局."""
    name = re.sub(r"^[——\s]*[0-9]{4}年", "", title)
    if match := re.match(r"(?P<place>[一-鿿]{1,12}?)(?:[0-9]{4}年度?)?(?:人民)?政府工作报告", name):
        return (f"{_in_full(match['place'])}人民政府",)
    match = _acting().match(name)
    return (match.group(1),) if match else ()


@cache
def _acting() -> re.Pattern[str]:
    """An organ that heads a title, before a year or its work: 教育部2022年工作要点."""
    national = alternation(groups("regions")["national"])
    organ = "[一-鿿]{2,20}?(?:委员会|人民政府|教育局|局|厅|委)"
    return re.compile(f"((?:{national})(?:办公厅)?|{organ})(?=[0-9]{{4}}年|工作)")


def _in_full(place: str) -> str:
    """宁夏 is 宁夏回族自治区; a name that several places share stays as it is."""
    found = named_at(place)
    alone = found is not None and found.end == len(place) and not found.in_full and len(found.divisions) == 1
    return found.divisions[0].name if found and alone else place


def issuer_spoken_for(opening: str) -> tuple[str, ...]:
    """The issuer in whose name a report is given, where the speech names it: 现在，我代表某市人民政府，向大会报告工作.

    >>> issuer_spoken_for("现在，我代表澜水市人民政府，向大会报告工作"), issuer_spoken_for("我代表市人民政府")
    (('澜水市人民政府',), ())
    """
    match = _SPOKEN_FOR.search(opening)
    return (match["issuer"],) if match else ()


def issuer_of_speaker(lines: Iterable[str]) -> tuple[str, ...]:
    """The issuer whose head gives a report: 某市人民政府市长 甲乙.

    >>> issuer_of_speaker(["澜水市人民政府市长 甲乙", "省人民政府省长 丙丁"])
    ('澜水市人民政府',)
    """
    return next(((match["issuer"],) for line in lines if (match := _SPEAKER.match(line))), ())
