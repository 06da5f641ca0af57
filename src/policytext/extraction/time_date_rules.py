"""Rules for dates and parts of the calendar: days, months, quarters, terms, years; the first that reads a place wins."""

from __future__ import annotations

import re

from policytext.extraction.time_words import (
    BEFORE,
    BOUND,
    DASH,
    DAY,
    INSIDE,
    MONTH,
    NO_YEAR,
    OF_COUNTS,
    OF_TO,
    OF_WHEN,
    OF_WORDS,
    PART,
    TERM,
    TO,
    WHEN,
    WORD_YEAR,
    YEAR,
    TimeRule,
)  # fmt: skip


def _rule(name: str, begins: str, pattern: str, examples: str, counterexample: str) -> TimeRule:
    return TimeRule(f"time.{name}", re.compile(pattern), tuple(examples.split()), counterexample, begins)


_NEXT = rf"(?:(?P<last_year>{YEAR})年|(?P<next>次年|翌年|来年|明年|第二年|今年)|当年)?"
_MONTH_PART = "(?P<tenth>上旬|中旬|下旬|上中旬|中下旬)?"
# 起 as 从今年起, not 起步, 起重机
_ONWARD = "(?P<onward>以来|开始|起(?!步|草|点|源|航|始|诉|义|降|落|飞|重|底|家))"

DATE_RULES: tuple[TimeRule, ...] = (
    _rule(
        "school_year", OF_COUNTS,
        rf"(?P<first>{YEAR})(?:年?(?:{DASH}|/)(?P<last>{YEAR})年?)?学年度?(?P<term>{TERM})?{BOUND}",
        "2020—2021学年 2021学年 2021—2022学年第一学期", "2021年学年",
    ),
    # 从今年起, 2018年以来, 自2024年春季学期起
    _rule(
        "onward", OF_COUNTS + "自从第春秋" + OF_WORDS,
        rf"(?:自|从)?{WHEN}?(?:(?P<month>{MONTH})月(?:份)?(?:(?P<day>{DAY})[日号])?|(?P<part>{PART})|第?(?P<quarter>[一二三四1-4])季度)?{_ONWARD}",
        "从今年起 2018年以来 自2024年1月1日起 2021年秋季学期起 9月1日起", "2023年起重机",
    ),
    # 5月15日至21日, 9月25日—10月5日
    _rule(
        "days", OF_COUNTS + OF_WORDS,
        rf"{WHEN}?(?P<month>{MONTH})月(?P<day>{DAY})[日号]?{DASH}{_NEXT}(?:(?P<last_month>{MONTH})月)?(?P<last_day>{DAY})[日号]{BOUND}",
        "5月15日至21日 9月25日—10月5日 2021年12月1日至次年3月1日", "5月至6月",
    ),
    _rule(
        "day", OF_WHEN,
        rf"{TO}{WHEN}?(?P<month>{MONTH})月(?P<day>{DAY})[日号](?P<bound>{BEFORE})?",
        "9月1日前 2021年3月12日", "9月",
    ),
    # 8月至11月, 11—12月, 12月至次年3月; 7、8月
    _rule(
        "months", OF_COUNTS + OF_WORDS,
        rf"{WHEN}?(?P<first>{MONTH})(?:月(?:份|底|初)?{DASH}|{DASH}|[、和]){_NEXT}(?P<last>{MONTH})月(?:份)?{BOUND}",
        "8月至11月 11—12月 12月至次年3月 2021年1—6月 7、8月", "8月底",
    ),
    # 前5个月: since January
    _rule("months_so_far", "前" + OF_WORDS + OF_COUNTS, rf"{WHEN}?(?<!提)前(?P<last>{MONTH})个月", "前5个月 今年前十个月", "提前5个月"),
    _rule(
        "term_start", OF_COUNTS + OF_WORDS + "秋春新开",
        rf"{WHEN}?(?P<term>秋季学期|春季学期|秋季|春季|新学期|新学年|下学期|[29]月份?)?开学(?P<bound>{BEFORE})",
        "秋季开学前 开学前 9月开学前", "开学典礼",
    ),
    _rule(
        "month", OF_WHEN,
        rf"{TO}{WHEN}?(?P<month>{MONTH})月(?!三(?!季)|饼|球|嫂)(?:份)?{_MONTH_PART}(?:全月)?{BOUND}",
        "6月底前 4月份 2022年6月底 5月上旬", "6个月",
    ),
    # 一至三季度, 二、三季度
    _rule(
        "quarters", OF_COUNTS + OF_WORDS + "第",
        rf"{WHEN}?第?(?P<first>[一二三1-3])(?:季度)?(?:{DASH}|[、和])第?(?P<last>[二三四2-4])季度{BOUND}",
        "一至三季度 第二、三季度", "一季度",
    ),
    _rule(
        "quarter", OF_WHEN + "第",
        rf"{TO}{WHEN}?第?(?P<quarter>[一二三四1-4])季度{BOUND}(?:内)?",
        "第二季度 三季度末", "每季度",
    ),
    _rule(
        "year_part", OF_WHEN,
        rf"{TO}{WHEN}(?P<part>{PART}|春季|秋季|夏季|冬季|暑假|暑期)(?:期间)?{BOUND}(?:内)?",
        "今年上半年 明年春季学期 2022年秋季学期", "上半年",
    ),
    # 今冬明春, 今秋
    _rule(
        "season", "今明去",
        r"(?P<word>今|去|(?<![光文分阐证说透黎])明)年?(?P<season>[春夏秋冬])天?(?P<next>[今明]春)?(?!季)", "今冬明春 去冬今春 今秋", "秋冬",
    ),
    # 2021-2023年, 2021年至2025年底; （2021—2023）
    _rule(
        "years", OF_COUNTS + OF_TO + "自从",
        rf"(?:自|从)?(?P<first>{YEAR})年?(?:{DASH})(?:(?P<last>{YEAR}|[0-9]{{2}}(?=年))年(?!级|龄)(?:[底末]|年底)?|(?P<closed>20[0-9]{{2}})(?=[）)]))",
        "2021-2023年 2021年至2023年 （2021—2023）", "2021年3月",
    ),
    # 到2025年, 2030年前, 2021年底, 今年年底前, 2021年内
    _rule(
        "year", OF_COUNTS + OF_TO,
        rf"{TO}(?P<year>{YEAR})年{NO_YEAR}(?:(?P<inside>{INSIDE}|度内|全年)|(?P<middle>年?中(?=前|[，。]|$))|{BOUND})",
        "到2025年 2030年前 2021年底", "2021所",
    ),
    _rule(
        "word_year", OF_TO + OF_WORDS,
        rf"{TO}(?P<word>{WORD_YEAR}){NO_YEAR}(?:年)?(?:(?P<inside>{INSIDE}|全年)|(?P<middle>中(?=前|[，。]|$))|{BOUND})",
        "今年 去年 明年底前", "历年",
    ),
    _rule("year_end", OF_TO + "年岁", rf"{TO}(?P<end>年[底末](?!年初)|(?:岁末|年终)(?={BEFORE}))(?P<bound>{BEFORE})?", "年底前 年末", "年内"),
    _rule("turn_of_year", "岁", "岁末年初", "岁末年初", "岁末"),
    # 较年初; 年初, 年中 as dates of a task: at the head of a clause only
    _rule(
        "year_point", "年",
        rf"(?:(?<=[较比])|(?<=[，。；：、\n |（(到至于]))年(?P<point>初|中)(?P<bound>{BEFORE})?"
        "(?![期国央级学心]|确定|提出|预[算料计期]|计划|制定的|部署的|以来)",
        "，年初 较年初", "今年初中",
    ),
    _rule("within_year", "年全", rf"(?<![0-9一二三四五六七八九十两近几半])年{INSIDE}|全年(?![级龄日制均]|无休)", "年内 全年", "年底前"),
    _rule("part", "上下前春秋", rf"(?P<part>上半年|下半年|前三个?季度|春季学期|秋季学期){BOUND}(?:内)?", "上半年 下半年 秋季学期", "今年"),
    # 暑假前, 暑期; a holiday as a name (暑期档) is none
    _rule("summer", "暑", rf"(?P<part>暑假|暑期)(?:期间|(?P<bound>{BEFORE})|结束(?P<end>{BEFORE}))", "暑假前 暑期期间", "暑期档"),
    _rule(
        "term", "本下学",
        rf"(?:(?P<which>本|下一?个?|新)(?P<unit>学期|学年)|(?<![一-鿿])(?P<bare>学期|学年)(?=[末底初]|结束前)){BOUND}(?:结束前|内)?",
        "本学期末 下学期 本学年 学期末", "学期",
    ),
    # 本月底前, 月底前, 下月, 本周
    _rule(
        "current", "本下月",
        rf"(?P<which>(?<![基根资成原版文])本|(?<![以之])下个?)(?P<unit>月|周)(?!刊|报|转|边|期){_MONTH_PART}(?P<bound>[底末](?:{BEFORE})?|内)?"
        rf"|(?<![0-9一二三四五六七八九十每个])(?P<bare>月)(?:底|末)(?:{BEFORE})?",
        "本月底前 月底前 下月 本周内", "6月底前",
    ),
)  # fmt: skip
