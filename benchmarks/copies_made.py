"""Copies, excerpts and editions of a text, made on purpose: what near-duplicates are measured on."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.damages import KINDS, made
from policytext.cleaning import clean

Disturbance = Callable[[str, Sequence[str], random.Random], str]
"""From a text, other texts to take strange sentences from, and chance, to another text."""
_HAN = re.compile("[一-鿿]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_NUMBER = re.compile(r"(?<![\d.])[1-9]\d*(?:\.\d+)?(?![\d.年])")
_MISREAD = "己已巳未末土士天夫大太曰日目且人入八干千于午牛失矢白自酉西戊戌戍间问闻阀闲未来末"
_CHROME = (
    "首页", "政务公开", "信息公开目录", "当前位置：首页 > 政务公开 > 规划计划", "字号：大 中 小", "打印本页", "分享到微信", "来源：办公室",
    "浏览次数：1024", "上一篇：关于召开工作会议的通知", "下一篇：关于公布名单的公告", "主办单位：市人民政府办公室", "网站地图", "联系我们",
    "扫一扫在手机打开当前页", "无障碍浏览", "版权所有", "备案号0000000", "相关附件下载", "索引号：000/2020-00001", "责任编辑：管理员",
)  # fmt: skip
_NOTICE = (
    "各区人民政府，市直各委、办、局，各开发区管委会：\n现将这份文件印发给你们，请结合实际认真组织实施，并于每季度末将进展情况报送办公室汇总。"
    "执行中遇到的问题，请及时向办公室反映。\n办公室\n"
)


def sentences(text: str) -> list[str]:
    """The sentences of a text with what ends them."""
    return re.findall(r"[^。\n]*[。\n]|[^。\n]+$", text)


def chrome(share: float) -> Disturbance:
    """Words of a page around the text, as long as a share of it, at least forty characters."""

    def kind(text: str, _: Sequence[str], chance: random.Random) -> str:
        lines, wanted = [], max(40, min(int(share * len(text)), 2000))
        while sum(map(len, lines)) < wanted:
            lines.append(chance.choice(_CHROME))
        half = len(lines) // 2
        return "\n".join([*lines[:half], text, *lines[half:]])

    return kind


def misread(share: float) -> Disturbance:
    """Characters, digits among them, read as others, as OCR does."""

    def kind(text: str, _: Sequence[str], chance: random.Random) -> str:
        return "".join(_other(x, chance) if chance.random() < share else x for x in text)

    return kind


def _other(character: str, chance: random.Random) -> str:
    if character.isdigit():
        return chance.choice("0123456789OlZSB")
    return chance.choice(_MISREAD) if _HAN.match(character) else character


def lost_lines(share: float) -> Disturbance:
    """Sentences left out, here and there."""

    def kind(text: str, _: Sequence[str], chance: random.Random) -> str:
        return "".join(x for x in sentences(text) if chance.random() >= share)

    return kind


def damaged(name: str) -> Disturbance:
    """A kind of damage of ``benchmarks.damages``, as cleaning leaves it."""
    return lambda text, _, chance: clean(made(text, KINDS[name], chance.randrange(1 << 30)).text).text


def traditional(text: str, _: Sequence[str], __: random.Random) -> str:
    """The text in traditional script, as cleaning leaves it."""
    return clean(_converted(text)).text


def _converted(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("s2t")


def everything(text: str, others: Sequence[str], chance: random.Random) -> str:
    """Traditional script, 2 % misread, 3 % of the sentences lost, words of a page around."""
    for kind in (misread(0.02), lost_lines(0.03), traditional, chrome(0.05)):
        text = kind(text, others, chance)
    return text


def excerpt(size: int, read: float = 0.0) -> Disturbance:
    """So many characters out of the text, a share of them misread."""

    def kind(text: str, others: Sequence[str], chance: random.Random) -> str:
        start = chance.randrange(max(1, len(text) - size))
        return misread(read)(text[start : start + size], others, chance)

    return kind


def abridged(share: float) -> Disturbance:
    """A share of the paragraphs, in their order."""

    def kind(text: str, _: Sequence[str], chance: random.Random) -> str:
        return "\n".join(x for x in text.split("\n") if chance.random() < share)

    return kind


def enclosed(text: str, others: Sequence[str], chance: random.Random) -> str:
    """The text inside a longer one: between two others."""
    return "\n".join([chance.choice(others), text, chance.choice(others)])


def noticed(text: str, _: Sequence[str], __: random.Random) -> str:
    """The text behind a notice that sends it."""
    return _NOTICE + text


def next_year(kept: float, numbers: float = 0.6) -> Disturbance:
    """The plan of the next year: a share of the sentences kept with years moved and numbers changed, the rest from elsewhere."""

    def kind(text: str, others: Sequence[str], chance: random.Random) -> str:
        strange = sentences(chance.choice(others))
        return "".join(_renewed(x, numbers, chance) if chance.random() < kept else chance.choice(strange) for x in sentences(text))

    return kind


def _renewed(sentence: str, numbers: float, chance: random.Random) -> str:
    later = _YEAR.sub(lambda x: str(int(x[0]) + 1), sentence)
    return _NUMBER.sub(lambda x: str(round(float(x[0]) * 1.1) + 1) if chance.random() < numbers else x[0], later)


def revised(share: float) -> Disturbance:
    """A draft that became another text: a share of the sentences exchanged, the numbers as they were."""

    def kind(text: str, others: Sequence[str], chance: random.Random) -> str:
        strange = sentences(chance.choice(others))
        return "".join(x if chance.random() >= share else chance.choice(strange) for x in sentences(text))

    return kind


def elsewhere(text: str, _: Sequence[str], __: random.Random) -> str:
    """The text as another place might copy it: its name exchanged, nothing else."""
    names = re.findall("([一-鿿]{2})(?=[市省区县州])", text)
    return text.replace(max(sorted(set(names)), key=names.count), "澜水") if names else text


@dataclass(frozen=True)
class Case:
    """A kind of made text: what it should be called, how bad it is, and how it is made."""

    relation: str
    kind: str
    severity: str
    make: Disturbance


CASES = (
    *(Case("reprint", "words of a page around", f"{share:.0%} of the text", chrome(share)) for share in (0.02, 0.1, 0.15)),
    Case("reprint", "behind a notice", "about 100 characters", noticed),
    *(Case("reprint", "characters misread", f"{share:.1%}", misread(share)) for share in (0.005, 0.02, 0.05, 0.1, 0.15)),
    *(Case("reprint", "sentences lost", f"{share:.0%}", lost_lines(share)) for share in (0.02, 0.05, 0.1)),
    *(Case("reprint", "damage", name, damaged(name)) for name in (
        "gloss with tone, 发(fā)", "character replaced by □", "digit replaced by □", "O and l for 0 and 1 in numbers",
        "lines cut at 30 characters", "page numbers in mid-sentence", "every fifth line UTF-8 read as Latin-1",
        "full-width digits",
    )),
    Case("reprint", "traditional script", "all", traditional),
    Case("reprint", "all of this", "script, 2 % misread, 3 % lost, page", everything),
    *(Case("excerpt", "passage", f"{size} characters", excerpt(size)) for size in (500, 1000, 2000)),
    *(Case("excerpt", "passage of 2000, misread", f"{share:.0%}", excerpt(2000, share)) for share in (0.02, 0.05, 0.1)),
    *(Case("excerpt", "paragraphs chosen", f"{share:.0%}", abridged(share)) for share in (0.3, 0.6)),
    Case("excerpt", "inside a longer text", "between two others", enclosed),
    *(Case("edition", "next year", f"{kept:.0%} kept", next_year(kept)) for kept in (0.3, 0.5, 0.7, 0.9, 1.0)),
    Case("edition", "next year, only years changed", "all sentences kept", next_year(1.0, 0.0)),
    *(Case("edition", "next year, few numbers changed", f"{share:.0%} of the numbers", next_year(0.95, share)) for share in (0.1, 0.3)),
    *(Case("edition", "revised", f"{share:.0%} of the sentences", revised(share)) for share in (0.03, 0.05, 0.1, 0.2, 0.4)),
    Case("edition", "of another place", "its name exchanged", elsewhere),
)  # fmt: skip
