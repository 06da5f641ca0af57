"""The audit on every real document against the judgement of its findings, and on real documents with errors planted in them.

    python -m benchmarks.audit            prints the tables
    python -m benchmarks.audit --write    writes them into docs/audit.md
    python -m benchmarks.audit --list     prints every finding, to be read and judged in corpora/gold/audit.jsonl
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import policytext as pt
from benchmarks.markdown import table, tell
from benchmarks.places import GOLD, REPOSITORY, real_documents, rows

PAGE = REPOSITORY / "docs" / "audit.md"
JUDGED = GOLD / "audit.jsonl"
DOCUMENTS, SEED, MOVED = 40, 7, 60


@dataclass(frozen=True)
class Planted:
    """A text with one error made in it: the text, where it is, the check that should find it."""

    text: str
    start: int
    end: int


Planter = Callable[[str, Random], Planted | None]


def _one(pattern: str, text: str, dice: Random, change: Callable[[re.Match[str]], str | None]) -> Planted | None:
    """The text with one match of the pattern, drawn by chance, changed."""
    matches = list(re.finditer(pattern, text))
    dice.shuffle(matches)
    for match in matches:
        if (made := change(match)) is not None:
            return Planted(text[: match.start()] + made + text[match.end() :], match.start(), match.start() + len(made))
    return None


def _grown(numeral: str, factor: int) -> str:
    value = float(numeral) * factor
    return f"{value:g}" if value < 1e6 else f"{value:.0f}"


_CHINESE = "一二三四五六七八九"


def announced(text: str, dice: Random) -> Planted | None:
    """九个方面工作：（一）… becomes eight."""
    pattern = f"(?<![{_CHINESE}十第])[三四五六七八九](?=(?:个方面|方面|件)[^，。；\n]{{0,8}}[：:。]\\s*(?:[（(]?一[）)、]|1[.．、]|一是))"
    return _one(pattern, text, dice, lambda x: _CHINESE[_CHINESE.index(x.group()) - 1])


def bracketed(text: str, dice: Random) -> Planted | None:
    """A list in brackets put behind 五大任务, one item short."""
    items = "扩容任务、提质任务、强师任务、惠民任务"
    return _one("(?<=。)(?=[一-鿿]{4})", text, dice, lambda x: f"统筹实施五大任务（{items}）。")


def open_list(text: str, dice: Random) -> Planted | None:
    """甲县、乙县、丙县等3个县 becomes 等2个."""

    def fewer(match: re.Match[str]) -> str | None:
        count = match["list"].count("、") + 1
        return f"{match['list']}等{count - 1}{match['cl']}" if count > 2 else None

    return _one("(?P<list>[一-鿿]{2,8}(?:、[一-鿿]{2,8}){2,5})等(?:[3-9]|1[0-9])(?P<cl>[个家所条项])", text, dice, fewer)


def part_of(text: str, dice: Random) -> Planted | None:
    """项目320个，其中工业项目13个: the part ten times the whole."""
    pattern = "(?P<whole>[0-9.]+)(?P<a>[万亿]?)(?P<unit>[个项家户亩人]|亿元)(?P<mid>[，、]其中[^，。；0-9]{2,14})(?P<part>[0-9.]+)(?P<b>[万亿]?)(?P=unit)"

    def greater(x: re.Match[str]) -> str:
        return f"{x['whole']}{x['a']}{x['unit']}{x['mid']}{_grown(x['whole'], 10)}{x['a']}{x['unit']}"

    return _one(pattern, text, dice, greater)


def turned(text: str, dice: Random) -> Planted | None:
    """由90%提高到95% with its ends exchanged."""
    pattern = "(?P<from>[由从])(?P<a>[0-9.]+[万亿]?[^0-9，。；]{0,4}?)(?P<to>(?:提高|增加|增长|提升|扩大)[到至])"
    pattern += "(?P<b>[0-9.]+[万亿]?[^0-9，。；]{0,4}?)(?=[，。；、])"
    return _one(pattern, text, dice, lambda x: f"{x['from']}{x['b']}{x['to']}{x['a']}" if x["a"] != x["b"] else None)


def respectively(text: str, dice: Random) -> Planted | None:
    """分别增长5%、6% with a third value."""
    return _one("(?<=[一-鿿])分别(?:增长|达到|下降)[0-9.]+%[、和][0-9.]+%(?=[，。；])", text, dice, lambda x: x.group() + "、3.7%")


def numbered(text: str, dice: Random) -> Planted | None:
    """（三） printed as a second （二）."""
    return _one("(?<=\n)（三）(?=[一-鿿])", text, dice, lambda x: "（二）")


def pasted(text: str, dice: Random) -> Planted | None:
    """Two sentences pasted twice."""
    return _one("(?<=。)[^。\n]{20,60}。[^。\n]{20,60}。", text, dice, lambda x: x.group() * 2)


def restated(text: str, dice: Random) -> Planted | None:
    """A target said again with twice its value, five paragraphs further on."""
    found = list(re.finditer("目标[^。]{0,80}?城镇新增就业(?P<value>[0-9.]+)万人(?![以左])", text))
    later = list(re.finditer("\n+", text[found[-1].end() :]))[:5] if found else []
    if not later:
        return None
    made = f"今年任务要求：\n全市城镇新增就业{_grown(found[-1]['value'], 2)}万人。\n"
    at = found[-1].end() + later[-1].end()
    return Planted(text[:at] + made + text[at:], at, at + len(made))


def slipped(text: str, dice: Random) -> Planted | None:
    """新增就业5.2万人 without its 万."""
    return _one("(?<=[一-鿿])(?P<value>[0-9]+\\.[0-9]+)万(?P<unit>人|户|个|套)(?=[，。；、])", text, dice, lambda x: x["value"] + x["unit"])


def above(text: str, dice: Random) -> Planted | None:
    """A rate above 100 %."""
    pattern = "(?P<name>(?:巩固|合格|达标|优良|绿化覆盖|森林覆盖|城镇化|普及|处理|利用)率[达到为稳定在保持至提高]{0,4})(?P<value>[0-9]{2}(?:\\.[0-9]+)?)%"
    return _one(pattern, text, dice, lambda x: f"{x['name']}1{x['value']}%")


def dated(text: str, dice: Random) -> Planted | None:
    """A sentence with a day that no calendar has."""
    return _one("(?<=。)(?=[一-鿿]{4})", text, dice, lambda x: "请各单位于6月31日前完成。")


def tabled(text: str, dice: Random) -> Planted | None:
    """An annexed table of indicators with another value than the text."""
    found = re.search("目标[^。]{0,120}?城镇新增就业(?P<value>[0-9.]+)万人(?![以左])", text)
    if not found:
        return None
    made = f"\n附件\n主要指标表\n指标|单位|目标值\n城镇新增就业|万人|{_grown(found['value'], 2)}\n粮食产量|万吨|1\n"
    return Planted(text + made, len(text), len(text) + len(made))


PLANTERS: tuple[tuple[str, str, Planter], ...] = (
    ("list_count", "one point fewer announced than numbered below", announced), ("list_count", "a list in brackets, one item short", bracketed),
    ("list_count", "甲、乙、丙等2个", open_list), ("parts", "其中: a part greater than the whole", part_of),
    ("direction", "由…提高到… with its ends exchanged", turned), ("respectively", "a value too many behind 分别", respectively),
    ("numbering", "（三） printed as （二）", numbered), ("repeated", "two sentences pasted twice", pasted),
    ("restated", "a headline target said again with twice the value", restated), ("unit_slip", "万 left out (5.2人)", slipped),
    ("share", "a rate above 100 %", above), ("date", "6月31日", dated), ("table", "an annexed table with twice the value", tabled),
)  # fmt: skip


def findings() -> Iterator[tuple[Path, pt.Document, pt.Finding]]:
    """The findings about every real document."""
    for path in real_documents():
        document = pt.read(path)
        yield from ((path, document, one) for one in document.audit())


def judged() -> list[dict[str, Any]]:
    """The judgements: document, check, place, and whether the finding is true."""
    return rows(JUDGED)


def verdict(name: str, finding: pt.Finding, judgements: list[dict[str, Any]]) -> bool | None:
    """What was judged of a finding; cleaning may have moved it by some characters since."""
    start = finding.spans[0].start
    same = [x for x in judgements if (x["document"], x["check"]) == (name, finding.check) and abs(x["start"] - start) <= MOVED]
    return same[0]["verdict"] == "true" if same else None


def precision() -> str:
    """Findings on the real documents, by check and certainty, and how many of them are true."""
    judgements = judged()
    counts: Counter[tuple[str, str, Any]] = Counter((one.check, one.certainty, verdict(path.name, one, judgements)) for path, _, one in findings())
    kinds = sorted({key[:2] for key in counts})
    head = ("check", "certainty", "findings", "judged", "true")
    tallies = ((kind, [counts[(*kind, told)] for told in (True, False, None)]) for kind in kinds)
    return table(head, ((*kind, sum(each), each[0] + each[1], each[0]) for kind, each in tallies))


def recall() -> str:
    """Errors planted in the texts of real documents, one at a time: how many are found, and what else is found that was not before."""
    paths = real_documents()
    texts = [pt.read(paths[i * len(paths) // DOCUMENTS]).text for i in range(DOCUMENTS)]
    before = [Counter(one.check for one in pt.parse(text).audit()) for text in texts]
    return table(("check", "error", "planted", "found", "found as certain", "other new findings"), (_row(kind, texts, before) for kind in PLANTERS))


def _row(kind: tuple[str, str, Planter], texts: list[str], before: list[Counter[str]]) -> tuple[object, ...]:
    check, name, plant = kind
    planted = hit = certain = others = 0
    for place, text in enumerate(texts):
        made = plant(text, Random(SEED + place))
        if made is None:
            continue
        planted += 1
        found = pt.parse(made.text).audit()
        here = [x for x in found if x.check == check and any(s.start < made.end and made.start < s.end for s in x.spans)]
        hit += bool(here)
        certain += any(x.certainty == "certain" for x in here)
        others += sum((Counter(x.check for x in found if x not in here) - before[place]).values())
    return check, name, planted, hit, certain, others


def main() -> None:
    """Print the figures, with `--write` into the page too, or print the findings."""
    if "--list" not in sys.argv[1:]:
        tell(f"{precision()}\n\n{recall()}", PAGE)
        return
    for path, document, one in findings():
        parts = " … ".join(span.of(document.text)[:80].replace("\n", " ") for span in one.spans)
        sys.stdout.write(f"{path.name}\t{one.check}\t{one.certainty}\t{one.spans[0].start}\t{one.spans[0].end}\t{one.explanation}\t{parts}\n")


if __name__ == "__main__":
    main()
