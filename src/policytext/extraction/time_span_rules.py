"""Rules for spans, events and what recurs: five-year plans, 五年来, 三年内, 每月, 汛期前; the first that reads a place wins."""

from __future__ import annotations

import re

from policytext.extraction.time_words import (
    BEFORE,
    COUNT,
    DASH,
    DAY,
    DAY_UNIT,
    HOLIDAYS,
    INSIDE,
    MONTH,
    NUMERALS,
    OF_COUNTS,
    OF_TO,
    ONCE,
    PLAN,
    SEASONS,
    TO,
    TimeRule,
)  # fmt: skip
from policytext.lexicon import alternation, groups

_WORDS = groups("times")
_N = f"(?P<count>{COUNT})(?:{DASH}(?P<last>{COUNT}))?"  # 3—5, 两到三
_OF_SEASONS = "".join(sorted({word[0] for word in _WORDS["seasons"]}))
_OF_HOLIDAYS = "".join(sorted({word[0] for word in _WORDS["holidays"]}))
_NO_SPAN = "(?![级期制龄限均])"
_DONE = rf"(?:{alternation(_WORDS['standing'])})(?!.{{0,3}}(?:{alternation(_WORDS['nouns'])}))"
_STANDING = rf"(?:、?(?:{alternation(_WORDS['manners'])})){{0,2}}(?={_DONE})"


def _rule(name: str, begins: str, pattern: str, examples: str, counterexample: str) -> TimeRule:
    return TimeRule(f"time.{name}", re.compile(pattern), tuple(examples.split()), counterexample, begins)


_RECURS = (
    # the part of the year, quarter, month or week: 每年6月底前, 每季度末, 每月5日前, 每周五
    rf"(?P<unit>学期|学年|季度|季|年度|年|月|周|日|天|星期|旬)(?!级|生|度报|报告)"
    rf"(?:(?<=年)(?:年?[底末初](?:{BEFORE})?|(?:{MONTH})月(?:份)?(?:{DAY})?[日号]?(?:上旬|中旬|下旬|底|末|初)?(?:{BEFORE})?)"
    rf"|(?<=月)(?:[底末初]|上旬|中旬|下旬|(?:{DAY})[日号])(?:{BEFORE})?|(?<=[度季期])[末初底](?:{BEFORE})?|(?<=周)[一二三四五六日末](?![次期报]))?"
)

SPAN_RULES: tuple[TimeRule, ...] = (
    # 建党100周年: read from the number back to the name of the event
    _rule("anniversary", OF_COUNTS, r"(?<=[一-鿿”])(?P<count>[0-9]{1,4}|[一二三四五六七八九十百]{1,6})周年", "建党100周年 新中国成立七十周年", "建党百年"),
    # 自印发之日起30日内: read from 之日起 back to 自
    _rule(
        "since", "之", rf"之日起(?:的)?(?P<count>{COUNT})(?P<unit>{DAY_UNIT})(?:之|以)?内",
        "自印发之日起30日内 自收到申请之日起7个工作日内", "自印发之日起施行",
    ),
    # “十四五”末, 十四五期间, 十三五规划期间, “十四五”前三年
    _rule(
        "plan", OF_TO + NUMERALS + "“\"",
        rf"{TO}[“\"]?(?P<plan>{PLAN})[”\"]?(?:规划|计划)?(?:(?P<span>时期|期间|规划期|期内|以来|{INSIDE}|期?末|末期|初期|期?初(?!步)|前期|中后期|后期|中期(?!评估|调整|考核|检查|绩效|报告|督导))(?P<end>末)?"
        rf"|(?P<side>前|头|后|最后)(?P<count>[一二两三四五12345])年)",
        "“十四五”末 十四五期间 到“十四五”中期 “十四五”前三年 十三五规划期间", "五五分成",
    ),
    # “十四五”, 十四五规划; “八五”普法 counts other years
    _rule(
        "plan_name", OF_TO + NUMERALS + "“\"",
        rf"{TO}(?:[“\"](?P<plan>{PLAN})[”\"]|(?P<bare>十[一二三四五六七八]五)(?=规划|计划|收官|开局|目标|主要|重大|重点|发展|建设))(?!规划普法|普法|法治宣传|[一-鿿]{{2,14}}行动[计方][划案])",
        "“十四五” 十四五规划", "“三五成群”",
    ),
    _rule("plan_ordinal", "第", rf"第(?P<ordinal>[{NUMERALS}]{{1,3}})个五年(?:规划|计划)?(?:时期|期间|期)", "第十四个五年规划期间", "第十四个五年规划"),
    _rule("century", OF_TO + "本2二", rf"{TO}(?:本|21|二十一)世纪(?P<span>中叶|中期|末)", "到本世纪中叶", "新世纪"),
    _rule("running", "连", rf"连续(?P<count>{COUNT})年(?!级)", "连续4年 连续十年", "连续三个月"),
    # 五年来, 过去五年, 近三年, 这五年
    _rule(
        "looking_back", OF_COUNTS + "过近最这",
        rf"(?:过去|最近|近|这)?(?:的|这)?(?P<count>{COUNT})(?:多)?年(?:多)?来|(?:过去|最近|近)(?:的|这)?(?P<more>{COUNT})年{_NO_SPAN}",
        "五年来 过去五年 近三年", "三年内",
    ),
    _rule("these_years", "这", rf"这(?P<count>{COUNT})年{_NO_SPAN}", "这五年 这一年", "这些年"),
    # 换届以来的五年: read back to where the clause begins
    _rule("years_since", OF_COUNTS, rf"(?<=以来的)(?P<count>{COUNT})年", "以来的五年", "五年来"),
    # 比前五年增长: the years before those under review
    _rule("years_before", "前", rf"(?<=[比较])前(?P<count>{COUNT})年{_NO_SPAN}", "比前五年", "学前三年"),
    # 今后五年, 未来3—5年, 今后三年内
    _rule(
        "years_ahead", "今未接", rf"(?:今后|未来|接下来)(?:的)?{_N}年(?:左右)?(?:的?时间)?(?P<inside>(?:之|以)?{INSIDE})?{_NO_SPAN}",
        "今后五年 未来3—5年 今后三年内", "今后一段时期",
    ),
    # 用三年左右时间, 三年时间, 经过3—5年努力, 以三年为期
    _rule(
        "lasting", OF_COUNTS,
        rf"(?<!第){_N}年(?:左右)?的?(?:时间|努力)|(?<=以){_N.replace('count', 'term').replace('last', 'until')}年为期",
        "用三年左右时间 用2—3年时间 经过五年努力 以三年为期", "用三年级教材",
    ),
    _rule("years_within", OF_COUNTS, rf"(?<!第)(?:{_N}年(?:左右)?|(?P<half>半)年)(?:之|以)?{INSIDE}", "五年内 三年以内 两至三年内", "年内"),
    # 30日内, 3个月内: from the day of signing
    _rule("days_within", OF_COUNTS, rf"(?P<count>{COUNT})(?P<unit>{DAY_UNIT})(?:之|以)?{INSIDE}", "30日内 3个月内 10个工作日内", "30日"),
    # 五年累计投入, 五年间: the years under review
    _rule(
        "years_reviewed", OF_COUNTS,
        rf"(?<=[，。；：、\n 　—“”！])(?P<count>{COUNT})年(?=间|里|累计|共|总|新增|全[国省市区县]|财政|中央|[省市县区]财政|建成|完成|投入|减少|增加|实施)",
        "，五年累计 。五年间", "三年行动",
    ),
    # 一月一调度, 半年一次, 三年一轮
    _rule(
        "once", OF_COUNTS + "半",
        rf"(?P<count>半|{COUNT})(?:个)?(?P<unit>年|季度|季|(?<=[个一])月|周|天|日|学期|旬)一(?:{ONCE})", "一月一调度 半年一次 三年一轮", "一年一个台阶",
    ),
    # 每月一期, 每两年, 每年6月底前, 按季度, 逐年
    _rule(
        "recurrence", "每按逐隔双单",
        rf"每(?!年级)(?P<count>半|[0-9]{{1,2}}|[两二三四五六十])?(?:个)?{_RECURS}|(?P<other>隔|双|单)(?P<every>周|月)(?=[一-鿿])(?!休|边|刊|报)"
        r"|(?:按|逐)(?P<step>半年|季度|季(?!节|度)|月度|月(?!度)|年度|年(?!龄|级|度)|周|学期|学年)(?!度?报|均|份|实际|计划|目标|任务|预算|要求|方案)",
        "每月一期 每季度 每两年 按季度 逐年 每年6月 双月调度", "每校",
    ),
    # adverbs alone: 常态化开展; not 常态化防控, 常态化推进机制
    _rule("standing", "常", rf"常态化{_STANDING}", "常态化开展 常态化、长效化推进", "常态化防控体系"),
    # 持续推进 as what fills the cell or field for the deadline
    _rule("ongoing", "持长常", r"(?<=[|：:\t])(?:持续推进|长期坚持|持续|长期|常态化|常年)(?=$|[\n|])", "|持续推进", "持续推进改革"),
    # 国庆节前, 春节前
    _rule(
        "holiday", _OF_HOLIDAYS,
        rf"(?P<holiday>{HOLIDAYS})(?:国际劳动节|国际儿童节|建党节|建军节|节)?(?:假期|节)?(?P<bound>{BEFORE}|期间)",
        "国庆节前 春节前 元旦期间", "国庆阅兵",
    ),
    # 汛期前, 供暖季来临前
    _rule("season_before", _OF_SEASONS, rf"(?:{SEASONS})(?:来临|到来|开始)?{BEFORE}", "汛期前 供暖季来临前 旅游旺季前", "汛期安全"),
    _rule("in_office", "本任", "(?:本届(?:政府)?)?任期内|本届政府任期", "本届政府任期内", "任期目标"),
    _rule("soon", "近", "近期(?=要|内|将|重点|完成|印发|出台|启动|实施|开展|推出|做好|抓好)", "近期完成", "近期建设规划"),
)  # fmt: skip
