"""Pieces that the patterns of time are made of, each under the words it is for."""

from __future__ import annotations

from dataclasses import dataclass

from policytext.extraction.rules import Rule
from policytext.lexicon import alternation, groups, table

DIGITS = "0123456789"
NUMERALS = "一二两三四五六七八九十"
COUNT = f"[0-9]{{1,3}}|[{NUMERALS}]{{1,3}}"  # 3, 十二
YEAR = "(?:1[89]|20|21)[0-9]{2}|(?:一[八九]|二[〇零一])[〇零一二三四五六七八九]{2}"  # 2021, 二〇二一
MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
DAY = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
DASH = "[-—－–~～至到]{1,2}"
# 年内, but not 2025年|内蒙古, 年|内需, 年|内资企业
INSIDE = "内(?!蒙|地|外|江|河|需|部|容|生|控|涵|陆|销|资(?!产|金)|环|黄|丘|乡|贸|保|循|参|设|审|镇|涝)"
# 9月前, but not 9月|前期, 前|三季度, 前|5个月
BEFORE = "(?:之前|以前|前夕|前(?!期|列|沿|景|置|往|来|端|瞻|身|移|进|者|线|后|提[下是条，。]|[0-9一二三四五六七八九十]{1,2}(?:季度|个月)))"
# how the end of a time is said: 底前, 末, 以前; 2021年初, but not 2021年|初中
BOUND = f"(?P<bound>年?[底末](?:{BEFORE})?|{BEFORE}|年?初(?!中|级|步|心|期|次|始|学|高)|中期(?!评估|调整|考核|检查|绩效|报告|督导))?"
# words for a year that are no part of another word: not 以上|年, 证明|年, 过去|年, 人次|年均
WORD_YEAR = (
    f"今年|(?<![基根资成原版文])本年度?|当年(?=底|末|{INSIDE})|(?<![证说文发申])明年|(?<![以今最之然前先])后年|(?<!过)去年"
    "|(?<![以之])上一?年度?|(?<![以提之目])前年|(?<=[至到或，、—-])次年|翌年|(?<![以年])来年|下一?年度"
)
NO_YEAR = "(?![级龄均轻纪代货版味]|年级|年均)"
WHEN = f"(?:(?P<year>{YEAR})年|(?P<word>{WORD_YEAR})年?)"
# 到2025年, 至今年底, 截至6月底
TO = "(?P<to>截[至止]到?|[到至])?"
PART = "上半年|下半年|前三个?季度|春季学期|秋季学期"
TERM = "第[一二12]学期|[上下]学期|[春秋]季学期"
# 7日内, 30个工作日内
DAY_UNIT = "个?工作日|日|天|个?周|个?星期|个?月|年"
PLAN = "[一二三四五六七八九]?十?[一二三四五六七八九十]五"  # 十四五, 九五
ONCE = alternation(groups("times")["once"])
SEASONS = alternation(groups("times")["seasons"])
HOLIDAYS = alternation(table("times", "holidays"))


OF_COUNTS = DIGITS + NUMERALS
OF_TO = "截到至"
OF_WORDS = "今本当明后去上前次翌来下"
OF_WHEN = OF_COUNTS + OF_TO + OF_WORDS


@dataclass(frozen=True, slots=True)
class TimeRule(Rule):
    """A rule of time, with the characters at which it can begin."""

    begins: str = ""
