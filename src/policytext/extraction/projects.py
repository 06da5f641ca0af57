"""Named projects: nicknames in quotation marks, names that end in a head noun, members of lists of works, prizes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.extraction.entries import entries
from policytext.extraction.headed import HEADED, find_headed
from policytext.extraction.nicknames import BARE_QUOTE, QUOTED, find_nicknames
from policytext.extraction.rules import Found, Rule
from policytext.extraction.scene import Scene
from policytext.extraction.stages import stage_of
from policytext.extraction.works import ALTERED, LISTED, OPENED, find_sharing, find_works
from policytext.lexicon import alternation, groups
from policytext.model.values import Project

PRIZE = Rule(
    "project.prize",
    # 获|青螺文艺奖、白鹭奖
    re.compile(
        rf"(?:{alternation(groups('names')['winning'])})(?P<list>(?:[一-鿿A-Z]{{2,16}}(?:奖|金牌奖)[、和]){{0,4}}[一-鿿A-Z]{{2,16}}奖)(?![一-鿿]?[项个]|[励补学惩章])"
    ),
    ("荣获中国青螺奖、白鹭戏剧奖",),
    "给予奖励",
)
EDITION = Rule(
    "project.edition",
    # 第二届|青螺膏方节: what is held again and again is an event, whatever it is called
    re.compile(
        r"(?:第[一二三四五六七八九十百0-9]{1,4}届|首届)(?P<name>[一-鿿A-Z·—-]{2,24}?(?:节|会|赛|展|论坛|峰会|周|月))(?=[，。；、等”）（\n在上开成圆于的和及]|举|期间|系列)"
    ),
    ("举办第二届青螺膏方节，",),
    "召开第十四届人民代表大会",
)
TITLE = Rule(
    "project.title",
    # 获评|企业家幸福感最强市、中国投资热点城市
    re.compile(
        rf"(?:{alternation(groups('names')['titling'])})(?:为|了)?(?P<list>[^，。；：\n“”|]{{4,90}})"
    ),
    ("获评青螺幸福感最强市、中国白鹭观赏名城", "争创全国青螺保护先进县"),
    "成为全市经济增长的主引擎",
)
RULES = (QUOTED, BARE_QUOTE, HEADED, LISTED, OPENED, ALTERED, TITLE, EDITION, PRIZE)
_MEETING = re.compile("(?:代表大会|全会|全体会议|会议|委员会|常委会|学会|协会|联合会|党代会|人代会|政协|妇代会|团代会)$")
_ONE_PRIZE = re.compile("[一-鿿A-Z]{1,16}?奖(?=[、和]|$)")
_RANK = re.compile("[一二三特]等奖|[金银铜大]奖|[0-9]")


def find_projects(scene: Scene) -> Iterator[Found]:
    """Every named project of the body, quoted names first."""
    found = [*find_nicknames(scene)]
    for last in find_headed(scene):
        for one in (last, *find_sharing(scene, last)):
            scene.claim(one.start, one.end)
            found.append(one)
    found += [*find_works(scene), *_titles(scene), *_editions(scene), *_prizes(scene)]
    found.sort(key=lambda one: one.start)
    for one, entry in zip(found, entries(scene.text, found), strict=True):
        if isinstance(one.value, Project):
            value = Project(one.value.type, stage_of(scene, one.start, one.end), entry)
            yield Found(one.start, one.end, one.rule, value, one.confidence)


# what a title belongs to; 建设 and 名单 behind it are no part of it
_ONE_TITLE = re.compile(
    "(?:(?:19|20)[0-9]{2}(?:年度?)?)?(?P<title>(?<![0-9]个)(?:(?:全国|国家|中国|世界|全球|全省|省级|自治区|首批)[一-鿿A-Z0-9]{2,18}?|[一-鿿]{2,10}最[一-鿿]{1,6}?)"
    "(?:市|县|区|城|乡|镇|村|景区|公园|案例|集体|单位|奖|百强|标兵|示范区?|名录|基地))(?=(?:建设|创建|复审|复查)?(?:名单|称号|行列|命名)?(?:[、和及]|等|$)|（[市区县州旗、]{1,6}）)(?P<sorts>（[市区县州旗、]{1,6}）)?"
)


def _titles(scene: Scene) -> Iterator[Found]:
    """Titles that are won or striven for, each of a list by itself, where no other rule has found their names."""
    for match in TITLE.pattern.finditer(scene.text, scene.body.start, scene.body.end):
        for title in _ONE_TITLE.finditer(scene.text, match.start("list"), match.end("list")):
            start, end = title.start("title"), title.end()
            common = title["title"].endswith(("典型案例", "经验案例")) and len(title["title"]) < 9
            if common or "和" in title["title"] or scene.text.endswith(("更多", "一批", "若干"), match.start("list"), start):
                continue
            if not scene.is_claimed(start, end):
                scene.claim(start, end)
                yield Found(start, end, TITLE.name, Project("designation"), 0.6)


def _editions(scene: Scene) -> Iterator[Found]:
    """Events by their edition, where their name ends in no known head."""
    for match in EDITION.pattern.finditer(scene.text, scene.body.start, scene.body.end):
        if not _MEETING.search(match["name"]) and 1 not in scene.claimed[match.start() : match.end()]:
            scene.claim(*match.span())
            yield Found(*match.span(), EDITION.name, Project("event"), 0.7)


def _prizes(scene: Scene) -> Iterator[Found]:
    """Prizes that are won, each of a list by itself."""
    for match in PRIZE.pattern.finditer(scene.text, scene.body.start, scene.body.end):
        for prize in _ONE_PRIZE.finditer(scene.text, match.start("list"), match.end()):
            if len(prize.group()) > 2 and not _RANK.search(prize.group()) and not scene.is_claimed(*prize.span()):
                scene.claim(*prize.span())
                yield Found(*prize.span(), PRIZE.name, Project("designation"), 0.7)
