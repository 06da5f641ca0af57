"""Single lines around a body: what is page furniture, what a title, an issuer, a date, a line of addressees."""

from __future__ import annotations

import re
from functools import cache

from policytext.lexicon import alternation, groups
from policytext.structure.numbering import marker_of

_LONGEST_TITLE = 60
_LONGEST_NOTICE = 120
_LONGEST_CLOSING = 120
_LONGEST_LINE = 400
_LONGEST_ISSUER = 60
_OPEN, _CLOSE = r"[〔\[［(（【﹝<＜〈「『{｛]", r"[〕\]］)）】﹞>＞〉」』}｝]"
# 厦教工委发〔2021〕19号 and the brackets that mirrors print instead, with blanks or without; 2021年第3号
DOCUMENT_NUMBER = (
    rf"[一-鿿]{{1,14}} ?(?:{_OPEN} ?[0-9]{{4}}(?: ?年)? ?{_CLOSE} ?(?:第 ?)?(?:[一-鿿]{{1,3}} ?)?[0-9]{{1,5}} ?号|[0-9]{{4}} ?年 ?第 ?[0-9]{{1,4}} ?号)"
)
NUMBER = re.compile(DOCUMENT_NUMBER)
ADDRESSEES = re.compile(r"^[^。]{2,240}[:：]$|^(?:各|省|市|县|区|有关)[^。:：]{2,160}[:：](?=.{10})")
_SALUTATION = re.compile("^(?:各位|同志们|尊敬的)")
_DAY = r"[0-9〇○ＯO零一二三四五六七八九十]{4} ?年 ?[0-9一二三四五六七八九十]{1,3} ?月 ?[0-9一二三四五六七八九十]{1,3} ?日"
DATE_LINE = re.compile(rf"^[（(—–\-]*\s*(?:{_DAY}|[12][0-9]{{3}}[-./][0-9]{{1,2}}[-./][0-9]{{1,2}}(?![0-9]))")
SIGNED_LINE = re.compile(rf"^[（(]? ?{_DAY} ?[）)]?(?:[（(].{{0,20}}[）)])?$")
PRINTED_LINE = re.compile(rf"^(?P<by>[一-鿿（）()]{{2,40}}?)?[ 　]*(?P<day>{_DAY})[ 　]*印(?:发|制)?[ 　]*$")
_ISSUER = re.compile(
    r"(?:委员会|人民政府|政府|办公室|办公厅|工委|市委|省委|区委|县委|州委|旗委|党组|党委|管委会|指挥部|领导小组|联席会议"
    r"|局|厅|部|委|院|会|总署|总局|银行)(?:[（(][^（()）]{1,12}[）)])?$"
)
_NO_ISSUER = re.compile("[，。、；:：,—]|[0-9]{2}|关于|代表大会$|次会议$")
_POSTS = "省长|市长|县长|区长|州长|旗长|盟长|主席|总理|主任|局长|厅长"
SPEAKER = re.compile(rf"^[一-鿿]{{0,20}}?代?(?:{_POSTS})[ 　]*(?P<name>[一-鿿]{{2,4}}|[一-鿿][ 　]+[一-鿿]|[一-鿿]{{2,6}}(?:·[一-鿿]{{2,6}})+)$")
SESSION = re.compile(
    r"^[（(—–\-\s]*(?:[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)?.{0,16}?[在于](?P<session>[^。]{4,40}?(?:次会议|全体会议|人民代表大会|会议))(?:上|$)"
)
_SESSION_REST = re.compile(r"^[^。，]{0,20}第[〇零一二三四五六七八九十百0-9]{1,4}次(?:全体)?会议上?[）)]?$")
_PHOTO = re.compile(r"记者.{1,16}摄影?$")
_SPACED = re.compile(r"(?:\S[ 　]+)+\S")
OWN_NUMBER = re.compile(r"^第? ?[0-9]{4} ?年 ?第 ?[0-9]{1,4} ?号$|^第 ?[0-9]{1,4} ?号$")


@cache
def chrome() -> re.Pattern[str]:
    """Lines of page furniture: 【字体：大 中 小】, 责任编辑：…, addresses."""
    words, phrases = (alternation(groups("envelope")[name]) for name in ("chrome", "phrases"))
    return re.compile(
        rf"^[【\[\s]*(?:(?:{words})(?:[\s:：|｜】\]]+|$|(?=[0-9])))+.{{0,40}}$|^[【\[]?(?:{phrases}).{{0,40}}$"
        r"|^(?:发布)?(?:时间|日期)[:：]\s*[0-9]{4}[-年./][0-9]{1,2}[-月./][0-9]{1,2}日?(?:\s.{0,80})?$"
        r"|^.{0,60}(?:公网安备|ICP备|网站标识码|版权所有)|^https?://|^www\.|^[A-Za-z\s/|>]{1,20}$|^[】\]【\[×|>大中小]$"
    )


@cache
def closing() -> re.Pattern[str]:
    """Lines behind a body: 附件：…, 抄送：…, （此件公开发布）."""
    words = alternation(groups("envelope")["closing"])
    return re.compile(rf"^[（(【\[]?(?:{words})")


@cache
def _genre() -> re.Pattern[str]:
    words = alternation(groups("envelope")["genres"])
    return re.compile(rf"(?:{words})(?=[》”\"]?(?:的通知)?[（(].*[）)]$|[》”\"]?(?:的通知)?$)")


def bare_title(line: str) -> str:
    """A line as a title: without a number behind it, spaced-out characters drawn together.

    >>> bare_title("政 府 工 作 报 告"), bare_title("关于优化服务的实施意见国办发〔2020〕24号")
    ('政府工作报告', '关于优化服务的实施意见')
    """
    if len(line) > _LONGEST_LINE:
        return line
    if _SPACED.fullmatch(line):
        return re.sub("[ 　]", "", line)
    match = NUMBER.search(line)
    if match is None or match.end() < len(line):
        return line
    return line[: len(line) - len(number_of(match.group()))].rstrip(" 　") or line


def number_of(printed: str) -> str:
    """A document number without the words that run into it.

    >>> number_of("实施意见国办发〔2020〕24号")
    '国办发〔2020〕24号'
    """
    return re.sub(rf"^[一-鿿]*(?:{alternation(groups('envelope')['before_numbers'])})(?=[一-鿿])", "", printed)


def standard_number(printed: str) -> str:
    """A document number as the standard prints it: without blanks, the year in 〔〕, so that the same number is the same text.

    >>> standard_number("厦教 [2021] 3 号"), standard_number("2021年第3号")
    ('厦教〔2021〕3号', '2021年第3号')
    """
    return re.sub(rf"{_OPEN}([0-9]{{4}})年?{_CLOSE}", r"〔\1〕", re.sub(r"\s", "", printed)).replace("〕第", "〕")


def is_title(line: str) -> bool:
    """Whether a line can be the title of a notice or a plan: short, no sentence, ends with a genre.

    >>> is_title("2021年某市教育工作要点"), is_title("现将工作要点印发给你们。")
    (True, False)
    """
    sentence = "。" in line or ("，" in line and "关于" not in line)
    longest = _LONGEST_NOTICE if "关于" in line else _LONGEST_TITLE
    return len(line) <= longest and not sentence and genre_of(line) is not None


def genre_of(title: str | None) -> str | None:
    """The genre (文种) that a title ends with.

    >>> genre_of("某市2021年教育工作要点")
    '工作要点'
    """
    match = _genre().search(bare_title(title)) if title else None
    return match.group() if match else None


def is_issuer_line(line: str) -> bool:
    """Whether a line holds nothing but names of organs.

    >>> is_issuer_line("中共云岭市委教育工委 云岭市教育局"), is_issuer_line("加强领导。")
    (True, False)
    """
    return len(line) <= _LONGEST_ISSUER and all(map(_ISSUER.search, line.split())) and not _NO_ISSUER.search(line)


def is_addressees(line: str) -> bool:
    """Whether a line names those whom a notice is for; 各位代表： is a salutation and part of the speech.

    >>> is_addressees("各区教育局："), is_addressees("各位代表：")
    (True, False)
    """
    return bool(ADDRESSEES.match(line)) and not _SALUTATION.match(line) and not chrome().match(line)


def is_head_matter(line: str, titled: bool) -> bool:
    """Whether a line between title and body still belongs to the envelope."""
    if DATE_LINE.match(line) or chrome().match(line) or _PHOTO.search(line) or line.startswith("——"):
        return True
    if any(pattern.match(line) for pattern in (SPEAKER, SESSION, _SESSION_REST)) or _is_number_line(line):
        return True
    return (titled and line.endswith((":", "：")) and is_addressees(line)) or is_issuer_line(line)


def _is_number_line(line: str) -> bool:
    match = NUMBER.search(line) if len(line) <= _LONGEST_LINE else None
    return bool(OWN_NUMBER.match(line)) or (match is not None and len(line) - len(match.group()) <= 2)


def is_tail_matter(line: str) -> bool:
    """Whether a line at the end of a text belongs to the envelope or the page."""
    if marker_of(line):
        return False
    short = len(line) <= _LONGEST_CLOSING
    if PRINTED_LINE.match(line) or is_issuer_line(line) or chrome().match(line):
        return True
    return short and bool(closing().match(line) or SIGNED_LINE.match(line) or (DATE_LINE.match(line) and len(line) <= _LONGEST_TITLE))
