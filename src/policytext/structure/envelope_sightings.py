"""What one clue, an issuer, a title or a number, says of where a document comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from policytext.lexicon import alternation, groups, table
from policytext.lexicon.gazetteer import Division, Named, chain_at, core_of, division_of, full_name

COUNTRY = "全国"
_TOWN = re.compile(r"^(?P<town>[一-鿿]{1,6}?(?:镇|乡|苏木|街道))(?=人民政府|政府|党委|党工委|工委|办事处|办公室|$)")
# 某市教育局: a place that no list holds, in front of an organ
_UNLISTED = re.compile(
    r"^(?:[一-鿿]{2,5}省)?(?P<place>[一-鿿]{2,7}?(?P<kind>[省市州盟县区旗]))"
    r"(?=人民政府|政府|委员会|委|人大|教育|[一-鿿]{0,8}?(?:局|厅|办公室)$)"
)
_DIVISION = re.compile(r"^(?!自治[区州县])[一-鿿]{2,8}(?P<kind>[省市州盟县旗区])$")
_LONGER = re.compile("[一-鿿]{0,3}[市区县旗](?=人民政府|委|教育|[一-鿿]{1,8}[局厅办])")
_RELATIVE = re.compile(r"^(自治区|省|市|自治州|州|盟|自治县|县|区|旗|镇|乡)(?:人民)?(?=政府|委|教育|人大|[一-鿿]{1,10}(?:局|厅|办))")
_NOT_THE_PLACE = re.compile(r"^[—\-\s]*(?:(?:关于|印发|发布|下达|做好|公布|[《“〈]|[0-9]{4}(?:[-—~至][0-9]{4})?年?度?|“?十[一二三四五]五”?|——))+")
LEVEL_OF_WORD = {
    "国": "nation", "省": "province", "自治区": "province", "自治州": "prefecture", "州": "prefecture", "盟": "prefecture",
    "自治县": "county", "县": "county", "旗": "county", "区": "county", "镇": "township", "乡": "township",
}  # fmt: skip
_BELOW = {"nation": "province", "province": "prefecture", "prefecture": "county", "county": "township"}


@dataclass(frozen=True, slots=True)
class Region:
    """A place and a level of government; `found_in` says what told them, `candidates` what a shared name may mean."""

    name: str | None = None
    code: str | None = None
    level: str | None = None
    found_in: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one clue says: divisions it may mean, or a region outright, or only a word such as 市 in 市教育局."""

    divisions: tuple[Division, ...] = ()
    region: Region | None = None
    word: str | None = None
    rest: str = ""


def nation() -> Region:
    """The whole country, which has no code."""
    return Region(COUNTRY, None, "nation")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(alternation(groups("regions")[name]))


@cache
def _institution() -> re.Pattern[str]:
    return re.compile(rf"^[一-鿿]{{0,12}}?(?:{alternation(groups('regions')['institutions'])})")


@cache
def _zone() -> re.Pattern[str]:
    return re.compile(rf"^(?P<zone>[一-鿿]{{0,16}}?(?:{alternation(groups('regions')['zones'])}))")


def sighting_of(issuer: str) -> Sighting:
    """What an issuer's name says.

    >>> sighting_of("中共厦门市委教育工委").divisions[0].code, sighting_of("市教育局").word
    ('350200', '市')
    """
    bare = re.sub(rf"^(?:{_pattern('parties').pattern})+(?=.)", "", issuer.strip(" 　"))
    if issuer.startswith(groups("regions")["national"]):
        return _of_national(issuer)
    if found := _named_zone(bare):
        return Sighting(region=found)
    if (found_at := chain_at(bare)) and not _is_longer(bare, found_at):
        return _placed(bare, found_at)
    if match := _RELATIVE.match(bare):
        return Sighting(word=match.group(1))
    return Sighting()


def _is_longer(issuer: str, found: Named) -> bool:
    """Whether a short name only begins another place's: 松原 in 松原坪区教育局."""
    rest = issuer[found.end :]
    return not found.in_full and _LONGER.match(rest) is not None and not _zone().match(rest)


def _of_national(issuer: str) -> Sighting:
    """教育部 is national; 国家税务总局某市税务局 and 中国人民银行某州分行 are the place's."""
    for place in range(2, min(len(issuer), 16)):
        found = chain_at(issuer, place)
        if found and (found.in_full or issuer[place:].endswith(("局", "行", "处", "队"))):
            return Sighting(found.divisions, rest=issuer[found.end :])
    return Sighting(region=nation())


def _placed(text: str, found: Named) -> Sighting:
    """The divisions at the head of a name; 厦门大学 bears a place's name and may stand anywhere."""
    rest = text[found.end :]
    if _institution().match(rest):
        return Sighting(found.divisions if found.in_full else (), rest=rest)
    return Sighting(found.divisions, rest=rest)


def of_title(title: str) -> Sighting:
    """What a title says that begins with a place, behind 关于印发, a year and the like.

    >>> of_title("2021年厦门市教育工作要点").divisions[0].name
    '厦门市'
    """
    bare = _NOT_THE_PLACE.sub("", title)
    if found := _named_zone(bare):
        return Sighting(region=found)
    if bare.startswith((*groups("regions")["national"], "中国")):
        return Sighting(region=nation())
    found_at = chain_at(bare)
    if found_at is None or not (found_at.in_full or _short_is_place(bare, found_at)):
        return Sighting()
    return replace(_placed(bare, found_at), rest="")


def _short_is_place(title: str, found: Named) -> bool:
    """Whether a short name heads a title as a place: 宁夏政府工作报告, 吉安2021年…, or stands alone in a file's name."""
    return re.match(r"$|[0-9“]|人民|政府|教育|工作|国民|省|市|州|第", title[found.end :]) is not None


def of_session(place: str) -> Sighting:
    """What the name of a congress says: 某市 of 某市第五届人民代表大会."""
    found = chain_at(place)
    if found:
        return _placed(place, found) if found.end == len(place) else Sighting()
    match = _DIVISION.match(place)
    return Sighting(region=Region(place, None, LEVEL_OF_WORD.get(match["kind"]))) if match else Sighting()


def of_number(number: str) -> Sighting:
    """厦府办〔2021〕3号, 国办发〔2021〕3号: the longest mark that the number begins with."""
    if number.startswith(tuple(table("regions", "number_nation"))):
        return Sighting(region=nation())
    marks = table("regions", "number_marks")
    mark = max((mark for mark in marks if number.startswith(mark)), key=len, default=None)
    division = division_of(marks[mark]) if mark else None
    return Sighting((division,) if division else ())


def unlisted(issuer: str) -> Sighting:
    """A place that the list of divisions does not hold: named, without a code."""
    match = _UNLISTED.match(re.sub(rf"^(?:{_pattern('parties').pattern})+(?=.)", "", issuer))
    if match is None or _RELATIVE.match(issuer) or _zone().match(match["place"]) or chain_at(issuer):
        return Sighting()
    return Sighting(region=Region(match["place"], None, LEVEL_OF_WORD.get(match["kind"])))


def _named_zone(text: str) -> Region | None:
    """A zone known by its own name, alone or behind the place it lies in: 河北省雄安新区."""
    for name, told in table("regions", "named_zones").items():
        code, level = told.split()
        division = division_of(code)
        at = text.find(name)
        if division and (at == 0 or (at > 0 and (found := chain_at(text)) and found.end == at)):
            above = "" if name.startswith((core_of(division.name), "新疆")) else full_name(division)
            return Region(above + name, code, level)
    return None


def region_at(division: Division, rest: str) -> Region:
    """A division, or the town or zone in it that the rest of an issuer's name tells."""
    name, level = full_name(division), division.level
    if _institution().match(rest):
        return Region(name, division.code, None)
    if match := _TOWN.match(rest):
        return Region(name + match["town"], division.code, "township")
    if match := _zone().match(rest):
        return Region(name + match["zone"], division.code, _BELOW[level])
    return Region(name, division.code, level)
