"""Mutated plans for the whole after reading: ``python -m tests.fuzz_text SECONDS [SEED]``; what is found is kept in tests/fuzzed_texts.

Whatever the text: no exception, nothing slower than a bound in proportion to its length, every record the slice of its text and in order, every
numeral accounted for, records that round-trip, cleaning that changes nothing the second time; and two plans that compare.
"""

from __future__ import annotations

import hashlib
import random
import re
import sys
import time
import traceback
from pathlib import Path

import policytext as pt
from policytext.cleaning import clean

KEPT = Path(__file__).parent / "fuzzed_texts"
SLICE = 1500
SECONDS_A_THOUSAND, LEAST = 5.0, 5.0
"""Seconds that a thousand characters may take, most of them damaged, and that anything may."""
# what numbers, names, structure and repairs are told by
SPLINTERS = (
    *"0 ９ 1,000 1．5 3. 一 〇 两 百 万 亿 分之 % ％ ‰ 个百分点 第 （ ） ( “ ” 《 》 「 、 ， 。 ； ： — - ～ 至 到 以上 左右 不低于 力争".split(),
    *"年底前 2021年 十四五 6月底 上半年 工程 行动 计划 示范区 责任单位： 牵头单位： 每 其中 分别 各 比上年 倍 × &nbsp; <b> =1+1".split(),
    *("\n", "\n一、", "\n（一）", "\n1.", "\n第一条", "\u200b", "\ufffd", "\u3000", "\r", "\t", "\0", "\ue000", "\U00020000", "é¥¿", "ГҐГЎ"),
)  # fmt: skip


def sources() -> list[str]:
    """The texts of the specimens, and of every plan that comes with the repository."""
    plans = sorted((Path(__file__).parents[1] / "corpora").rglob("*.txt"))
    return [text for path in plans if len(text := path.read_text(encoding="utf-8", errors="replace")) > 200]


def mutated(texts: list[str], chance: random.Random) -> str:
    """A stretch of a plan with some damage."""
    whole = chance.choice(texts)
    begin = chance.randrange(max(1, len(whole) - SLICE))
    text = whole[begin : begin + chance.randrange(20, SLICE)]
    for _ in range(chance.choice((1, 2, 4, 8, 32))):
        text = _once(text, texts, chance)
    return text


def _once(text: str, texts: list[str], chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    end = min(len(text), at + chance.choice((1, 1, 2, 8, 64)))
    kind = chance.randrange(6)
    if kind == 0:
        return text[:at] + text[end:]
    if kind == 1:
        return text[:at] + text[at:end] * chance.choice((2, 3, 40)) + text[end:]
    if kind == 2:
        other = chance.choice(texts)
        begin = chance.randrange(len(other))
        return text[:at] + other[begin : begin + end - at] + text[end:]
    if kind == 3:
        return text[:at] + "".join(chance.sample(text[at:end], end - at)) + text[end:]
    return text[:at] + chance.choice(SPLINTERS) + text[at + (chance.randrange(3) if kind == 4 else 0) :]


def promises(text: str) -> None:
    """What every document promises. Raises AssertionError where one is broken."""
    document = pt.parse(text, year=2021)
    rows = document.records()
    for row in rows:
        assert row["text"] == document.text[row["start"] : row["end"]], f"{row['rule']} is no slice"
        assert 0 <= row["source_start"] <= row["source_end"] <= len(document.source), f"{row['rule']} has no source"
        assert 0 < row["confidence"] <= 1, f"{row['rule']} is sure by {row['confidence']}"
    starts = [row["start"] for row in rows]
    assert starts == sorted(starts), "records are not in the order of the text"
    assert document.coverage().complete, f"numerals in no record: {document.coverage().lost[:3]}"
    assert pt.Document.from_dict(document.to_dict()) == document, "records do not round-trip"
    again = clean(document.text).text
    assert again == document.text, f"cleaning twice changes {_first_change(document.text, again)}"


def _first_change(a: str, b: str) -> str:
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return f"{a[at - 5 : at + 5]!r} to {b[at - 5 : at + 5]!r}"


def outcome(text: str, other: str = "") -> str | None:
    """What went wrong, in one line; None where all promises hold."""
    begun = time.process_time()
    try:
        promises(text)
        if other:
            whole = pt.compare(pt.parse(other, year=2020), pt.parse(text, year=2021))
            assert all(isinstance(whole.records(table), list) for table in ("items", "targets", "fulfilment", "projects", "wording", "attention"))
    except pt.EmptyDocumentError:
        return None
    except Exception as error:  # noqa: BLE001 whatever else comes out is what is looked for
        frames = traceback.extract_tb(error.__traceback__)
        ours = [x for x in frames if "policytext" in x.filename and "tests" not in x.filename] or frames
        return f"{type(error).__name__} at {Path(ours[-1].filename).name}:{ours[-1].name}: {str(error)[:160]}"
    spent = time.process_time() - begun
    bound = max(LEAST, SECONDS_A_THOUSAND * (len(text) + len(other)) / 1000)
    return f"Slow: {len(text)} characters in {spent:.1f} s" if spent > bound else None


def fuzz(seconds: float, seed: int = 1) -> int:
    """Mutated plans for a while, every tenth compared with the one before it; the same seed gives the same texts. Returns how many kinds of failure."""
    texts, chance, found, count, before = sources(), random.Random(seed), set[str](), 0, ""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        text = mutated(texts, chance)
        count += 1
        wrong = outcome(text, before if count % 10 == 0 else "")
        place = re.sub(r"[0-9].*", "", wrong or "")
        if wrong and place not in found:
            found.add(place)
            KEPT.mkdir(exist_ok=True)
            path = KEPT / f"{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}.txt"
            path.write_text(text, encoding="utf-8", newline="")
            print(f"{wrong} ({path.name})", flush=True)
        before = text
    print(f"{count} texts, {len(found)} kinds of failure", flush=True)
    return len(found)


if __name__ == "__main__":
    sys.exit(fuzz(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1) > 0)
