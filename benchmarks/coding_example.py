"""The example of docs/coding.md: two coders check the same sheet of specimen plans, and what comes of it.

    python -m benchmarks.coding_example [--write]

The coders are made up: each overlooks, mistypes and doubts a fixed share of what is suggested, drawn with a fixed seed. The
figures show what the tables look like, and nothing about how well people or the package code.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import openpyxl

import policytext as pt
from benchmarks.markdown import table, tell
from benchmarks.places import REPOSITORY

PAGE = REPOSITORY / "docs" / "coding.md"
KINDS = {
    "数量": ("改为：作用", ("target", "outcome", "threshold")), "时间": ("改为：作用", ("deadline", "period")),
    "项目": ("改为：类型", ("programme", "campaign")),
}  # fmt: skip


def filled(path: Path, seed: int) -> None:
    """A sheet as a made-up coder fills it in."""
    chance = random.Random(seed)
    book = openpyxl.load_workbook(path)
    for name, (head, words) in KINDS.items():
        sheet = book[name]
        columns = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            draw = chance.random()
            word = "删除" if draw < 0.05 else "修改" if draw < 0.15 else "拿不准" if draw < 0.18 else "正确"
            sheet.cell(row, columns["判断"]).value = word
            if word == "修改":
                sheet.cell(row, columns[head]).value = chance.choice(words)
    book.save(path)


def example() -> str:
    """The agreement of two made-up coders with each other and with the machine."""
    plans = [pt.specimen(name) for name in pt.specimens()]
    machine = pt.Coding.of_machine(plans)
    with tempfile.TemporaryDirectory() as top:
        codings = []
        for coder, seed in (("甲", 1), ("乙", 2)):
            path = Path(top) / f"{coder}.xlsx"
            pt.write_coding(plans, path)
            filled(path, seed)
            codings.append(pt.read_coding(path, plans, coder=coder))
    parts = []
    for name, pair in (("甲 and 乙", codings), ("甲 and the machine", [codings[0], machine])):
        frame = pt.agreement(*pair).to_frame()
        rows = frame[frame["variable"].isin(["presence", "role", "type"])].itertuples()
        cells = [
            (x.kind, x.variable, _share(x.alpha), f"{_share(x.low)}–{_share(x.high)}", _share(x.percent), x.pairable, x.drawn) for x in rows
        ]  # fmt: skip
        head = [name, "variable", "alpha", "95 % interval", "equal", "stretches", "drawn again"]
        parts.append(table(head, cells))
    found = pt.disagreements(*codings, documents=plans)
    return "\n\n".join([*parts, f"{len(found)} disagreements of 甲 and 乙 in {len(plans)} plans."])


def _share(value: float) -> str:
    return "–" if value != value else f"{value:.2f}"


if __name__ == "__main__":
    tell(example(), PAGE, name="coding")
