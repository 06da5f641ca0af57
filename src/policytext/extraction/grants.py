"""Grants: what is given (奖励, 补助, 支持), which names an amount of money better than the nouns around it."""

from __future__ import annotations

import re

from policytext.extraction.clause import Clause

_KINDS = "奖励|补助|补贴|奖补|资助|扶持|支持|贴息"
_GRANTING = re.compile(f"给予|提供|申请|{_KINDS}|奖金")
_OF_WHAT = "一次性|财政|资金|经费|风险|贷款|费用|配套|资本金|投资后|建设|运营|专项|融资|保费|运行"
# 给予最高500万元（国家级）、100万元（省级）的|支持
_BEHIND = re.compile(rf"[^，。；]{{0,24}}?(?P<grant>(?:{_OF_WHAT}){{0,4}}(?:{_KINDS}|奖金))")
# 对新建公办园每班|补助, 每个单位每年最高|补贴
_BEFORE = re.compile(
    rf"(?:(?:对|给|向)(?:每[个所家名户])?(?P<who>[一-鿿（）]{{2,12}}?))?(?:每[一-鿿]{{1,4}}?)?(?:每[年月])?(?:最高|再|均|各|给予|一次性|分别|按)*(?P<grant>{_KINDS})$"
)
_WHOM = re.compile("(?:^|[，；])(?:对|给|向)(?P<who>[一-鿿（）]{2,12}?)(?:每[一-鿿]{1,4}?)?(?:分别|一次性|再|每年|最高)*给予")
_NAMED = re.compile(f"(?:{_KINDS})(?:额|金额|额度|标准|资金|金|比例)?(?:最高)?(?:提高到|为|达到?|不低于|不超过)?$")


def granted(clause: Clause) -> str:
    """What a sum or share grants, and to whom where the same words say it; empty where it is no grant.

    给予最高50万元奖励 gives 奖励, 对新建公办园每班补助10万元 gives 新建公办园补助.
    """
    if clause.amount.unit_kind not in ("money", "share") or not _GRANTING.search(clause.left + clause.right):
        return ""
    own = clause.segments[0]
    if (before := _BEFORE.search(own)) and before["who"]:
        return str(before["who"] + before["grant"])
    if _NAMED.search(own):
        return before["grant"] if before and not own.startswith(before["grant"]) else ""
    behind = _BEHIND.match(clause.right)
    if behind is None:
        return ""
    whom = _WHOM.search(own)
    return (whom["who"] if whom else "") + str(behind["grant"])
