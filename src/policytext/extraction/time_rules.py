"""The ordered rules of time; the first that reads a place wins."""

from __future__ import annotations

import re

from policytext.extraction.rules import Rule
from policytext.lexicon import alternation, table

_N = "[0-9]{1,3}|[一二两三四五六七八九十]{1,3}"  # 3, 十二
_YEAR = "[12][0-9]{3}|[一二][〇零一二三四五六七八九]{3}"  # 2021, 二〇二一
_DASH = "[-—－–~～至到]{1,2}"
_EVENTS = alternation(table("times", "events"))
# how the end of a time is said: 底前, 末, 内, 以前
_BOUND = "(?P<bound>底之前|底以前|底前|末之前|末前|年底前|年末前|年底|年末|底|末|之前|以前|前|初|中期)?"
_PART = "上半年|下半年|前三个?季度|春季学期|秋季学期|春季|秋季|夏季|冬季"
_WORD_YEAR = "今年|本年度?|明年|后年|去年|上一?年度?|前年|当年"
_TO = "(?:(?:力争)?(?P<to>到|至|截至|截止)(?=[0-9今明“\"十2二]))?"
_WHEN = rf"(?:(?P<year>{_YEAR})年|(?P<word>{_WORD_YEAR}))"
_MONTH = "[0-9]{1,2}|[一二三四五六七八九十]{1,2}"
_DAY = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"

TRIGGER = re.compile(
    rf"[到至截](?=[0-9今明“\"十至止二])|[0-9]+|[一二两三四五六七八九十第前]|“|\"|今|明年|后年|去年|上[一年半]|前年|本[年学]|当年|年[内底末初度]|下半年|全年|春季|秋季|每|按[月季年周]|逐[年月季]|常态化|连续|近[0-9一二两三四五六七八九十]|过去|自|新学期|开学|寒假|暑假|汛期|用[0-9一二三两]|{_EVENTS}"
)
"""Where a time can begin; only there the rules look."""


def _rule(name: str, pattern: str, examples: str, counterexample: str) -> Rule:
    return Rule(f"time.{name}", re.compile(pattern), tuple(examples.split()), counterexample)


RULES: tuple[Rule, ...] = (
    # 建党100周年; 特区建设40周年 begins with its own name and is read from the number back
    _rule(
        "anniversary",
        rf"(?P<event>{_EVENTS})(?P<count>[0-9]{{1,4}}|[一二三四五六七八九十百]{{1,6}})周年",
        "建党100周年 新中国成立七十周年",
        "40周年",
    ),
    # the event is named before the number: 经济特区建设40周年
    _rule(
        "anniversary_named",
        r"(?<=[一-鿿])(?P<count>[0-9]{1,4}|[一二三四五六七八九十百]{1,6})周年",
        "特区建设40周年",
        "40年",
    ),
    _rule(
        "since",
        r"自(?:印发|发布|公布|施行|下发)之日起(?P<count>[0-9]{1,4}|[一二三四五六七八九十]{1,6})(?:个)?(?P<unit>工作日|日|天|月|年)(?:以)?内",
        "自印发之日起30日内",
        "自印发之日起施行",
    ),
    _rule(
        "school_year",
        rf"(?P<first>{_YEAR})(?:年)?{_DASH}(?P<last>{_YEAR})(?:年)?学年(?:度)?",
        "2020—2021学年",
        "2021年学年",
    ),
    # 三年行动计划（2021—2023年）
    _rule(
        "years",
        rf"(?P<first>{_YEAR})(?:年)?(?:{_DASH})(?P<last>{_YEAR}|[0-9]{{2}}(?=年))年(?!级)",
        "2021-2023年 2021年至2023年",
        "2021年3月",
    ),
    _rule(
        "day",
        rf"{_TO}{_WHEN}?(?P<month>{_MONTH})月(?P<day>{_DAY})[日号](?P<bound>之前|以前|前)?",
        "9月1日前 2021年3月12日",
        "9月",
    ),
    _rule("months", rf"{_WHEN}?(?P<first>{_N})(?:月(?:份)?)?{_DASH}(?P<last>{_N})月(?:份)?", "8月至11月 11—12月", "8月底"),
    _rule(
        "month",
        rf"{_TO}{_WHEN}?(?P<month>{_MONTH})月(?:份)?(?:上旬|中旬|下旬)?(?:全月)?{_BOUND}",
        "6月底前 4月份 2022年6月底",
        "6个月",
    ),
    _rule(
        "quarter",
        rf"{_TO}{_WHEN}?(?:第)?(?P<quarter>[一二三四1-4])季度{_BOUND}(?:内)?",
        "第二季度 三季度末",
        "每季度",
    ),
    _rule(
        "year_part",
        rf"{_TO}{_WHEN}(?P<part>{_PART})(?P<event>开学)?{_BOUND}(?:内)?",
        "今年上半年 明年春季学期 2022年秋季学期",
        "上半年",
    ),
    # 到2025年, 2030年前, 2021年底, 今年年底前, 2021年内
    _rule(
        "year",
        rf"{_TO}(?P<year>{_YEAR})年(?!级|龄)(?:年)?(?:(?P<inside>内|度内|全年)|{_BOUND})",
        "到2025年 2030年前 2021年底",
        "2021所",
    ),
    _rule(
        "word_year",
        rf"{_TO}(?P<word>{_WORD_YEAR})(?:年)?(?:(?P<inside>内|全年)|{_BOUND})",
        "今年 去年 明年底前",
        "历年",
    ),
    _rule("year_end", r"(?:力争)?(?:到|至)?(?P<end>年底前|年末前|年底以前|年底之前|年底|年末)", "年底前", "年内"),
    _rule("within_year", r"(?P<inside>年内|本年度内|全年(?!级))", "年内 全年", "年底前"),
    _rule(
        "part",
        rf"(?P<part>上半年|下半年|前三个?季度|春季学期|秋季学期)(?P<event>开学)?{_BOUND}(?:内)?",
        "上半年 下半年 秋季学期",
        "今年",
    ),
    _rule(
        "term_start",
        r"(?P<term>秋季|春季|新学期|下学期)?开学(?P<bound>之前|以前|前)",
        "秋季开学前 开学前",
        "开学典礼",
    ),
    _rule("term_end", r"本学期(?P<bound>末|结束前|底)?", "本学期末", "学期"),
    # “十四五”末, 十四五期间, 到“十四五”中期
    _rule(
        "plan",
        rf"{_TO}[“\"]?(?P<plan>[一二三四五六七八九十]{{1,3}}五)[”\"]?(?P<span>时期|期间|中期|末期|末|初期|初|规划期|以来|前期)",
        "“十四五”末 十四五期间 到“十四五”中期",
        "五五分成",
    ),
    _rule(
        "plan_name",
        rf"{_TO}[“\"](?P<plan>[一二三四五六七八九]?十?[一二三四五六七八九]五)[”\"]",
        "“十四五”",
        "“三五成群”",
    ),
    # 连续4年, 五年来, 过去五年, 近三年
    _rule("running", rf"连续(?P<count>{_N})年(?!级)", "连续4年 连续十年", "连续三个月"),
    _rule(
        "looking_back",
        rf"(?:(?:过去|近|最近|这|的)?(?P<count>{_N})(?:多)?年(?:多)?来|(?:过去|近|最近)(?:的)?(?P<more>{_N})年)",
        "五年来 过去五年 近三年",
        "三年内",
    ),
    _rule(
        "lasting",
        rf"用(?P<count>{_N})(?:{_DASH}(?P<last>{_N}))?年(?:左右)?(?:的)?时间",
        "用三年左右时间 用2—3年时间",
        "用三年级教材",
    ),
    _rule("years_within", rf"(?P<count>{_N})年(?:之|以)?内", "五年内 三年以内", "年内"),
    # 每月一期, 每两年, 按季度, 逐年
    _rule(
        "recurrence",
        r"(?:每(?!年级)(?P<count>半|[0-9]|两|二|三|四|五)?(?:个)?(?P<unit>学期|学年|季度|季|年|月|周|日|天|星期)(?!级|生)"
        r"|(?:按|逐)(?P<step>季度|季|月|年|周))(?!度报|报告)",
        "每月一期 每季度 每两年 按季度 逐年",
        "每校",
    ),
    # adverbs alone: 常态化开展; not 常态化防控
    _rule("standing", r"常态化(?=开展|推进|组织|实施|运行|举办|进行|做好)", "常态化开展", "常态化防控体系"),
)
