"""The serial numbers of document series (发文字号): which of them a corpus holds, and which it must lack."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from policytext.structure.envelope_lines import standard_number

# 厦教工委发〔2021〕19号: the mark of the office, the year, the serial number within both.
NUMBER = re.compile(r"(?P<series>[^〔\d][^〔]{0,30})〔(?P<year>[12]\d{3})〕(?P<serial>\d{1,5})号")
SERIAL_COLUMNS: dict[str, type] = {
    "series": str, "year": int, "held": int, "numbers": str, "first": int, "last": int, "absent": int, "absent_numbers": str,
    "documents": str,
}  # fmt: skip


def serial_rows(numbers: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """One row a series and year: what is held and what is absent; `numbers` are pairs of a document's id and its number.

    Absent are the numbers below the greatest one held: they were given out, whatever became of them. Above it nothing is
    claimed. A year without any number between two years with some is a row of its own, in which nothing is held.

    >>> [(x["year"], x["numbers"], x["absent_numbers"]) for x in serial_rows([("a", "澜教〔2019〕2号"), ("b", "澜教[2021]4号")])]
    [(2019, '2', '1'), (2020, None, None), (2021, '4', '1–3')]
    """
    held: dict[str, dict[int, dict[int, set[str]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    for document, printed in numbers:
        if found := NUMBER.fullmatch(standard_number(printed)):
            held[found["series"]][int(found["year"])][int(found["serial"])].add(document)
    return [row for series in sorted(held) for row in _of_series(series, held[series])]


def _of_series(series: str, years: dict[int, dict[int, set[str]]]) -> Iterator[dict[str, Any]]:
    for year in range(min(years), max(years) + 1):
        numbers = sorted(years.get(year, ()))
        absent = sorted(set(range(1, max(numbers, default=1))) - set(numbers))
        documents = sorted({name for names in years.get(year, {}).values() for name in names})
        yield {
            "series": series, "year": year, "held": len(numbers), "numbers": in_runs(numbers) or None,
            "first": min(numbers, default=None), "last": max(numbers, default=None), "absent": len(absent) if numbers else None,
            "absent_numbers": in_runs(absent) or None, "documents": "；".join(documents) or None,
        }  # fmt: skip


def in_runs(numbers: Sequence[int]) -> str:
    """Sorted numbers as people write them.

    >>> in_runs([1, 2, 3, 5, 8, 9])
    '1–3, 5, 8–9'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
