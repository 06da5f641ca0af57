"""The report: a comparison as one HTML file for people who do not program; it loads nothing from anywhere and works without its script."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from policytext.comparison import TABLES, Comparison
from policytext.display import changes
from policytext.display.columns import TITLES, cells, shown, title
from policytext.display.marked import legend
from policytext.display.markup import asset, table, text
from policytext.display.notebook import envelope_html
from policytext.display.panes import markers_of, panes
from policytext.display.sheets_compared import comparison_sheet
from policytext.display.summary import sentences
from policytext.lexicon.codebook import label
from policytext.model.document import Document

FIRST = ("items", "targets", "projects")
HEADS = {
    "items": ("甲 a", "乙 b", "变化", "相似度", "甲的标题", "乙的标题"),
    "targets": ("指标", "甲 a", "乙 b", "数值", "措辞", "时限", "说明"),
    "projects": ("甲 a", "乙 b", "变化", "类别"),
}
FIELDS = {"items": "item_status", "targets": "value", "projects": "project_status"}
SAID = {"items": changes.items, "targets": changes.targets, "projects": changes.projects}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""What the page may load: nothing but what stands in it."""


def report_page(comparison: Comparison, tables: Sequence[str] | None = None) -> str:
    """The whole page: a summary, filterable tables, both texts side by side, every other table folded; or the tables named alone."""
    names = " → ".join(document.metadata.title or document.metadata.id for document in (comparison.a, comparison.b))
    if tables is not None:
        return page(names, sheets(comparison, tables))
    sides = markers_of(comparison)
    links = changes.Links(sides)
    first = (_section(comparison, name, links) for name in FIRST)
    sources = "".join(
        f'<details><summary>{label}的源文（读数所在之处）</summary>{marker.source()}</details>' for label, marker in zip(("甲", "乙"), sides, strict=True)
    )
    others = [name for name in TABLES if name not in FIRST]
    return page(
        names, navigation(), summary(comparison), *first,
        f'<section><h2 id="texts">两文对照</h2>{TOGETHER}{changes_legend()}{panes(comparison, sides)}{sources}</section>',
        f'<section><h2 id="others">其他表格</h2>{sheets(comparison, others, folded=True)}</section>', EVIDENCE, f"<script>{asset('report.js')}</script>",
    )  # fmt: skip


TOGETHER = '<div class="filter no-print"><label><input type="checkbox" id="together" checked> 同步滚动</label></div>'
EVIDENCE = (
    '<aside id="evidence" role="region" aria-live="polite" aria-label="证据" hidden><button type="button" id="evidence-close" aria-label="关闭">×</button>'
    '<div id="evidence-lines"></div></aside>'
)


def page(heading: str, *parts: str) -> str:
    """A page that may load nothing; the parts are escaped already."""
    return (
        '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n<title>{text(heading)}</title>\n'
        f'<style>{asset("marks.css")}{asset("report.css")}</style>\n</head>\n<body class="pt">\n<a class="skip" href="#summary">跳到正文</a>\n'
        f"<main>\n<h1>{text(heading)}</h1>\n" + "\n".join(parts) + "\n</main>\n</body>\n</html>\n"
    )  # fmt: skip


def navigation() -> str:
    """The parts of the page."""
    parts = (("summary", "摘要"), *((f"t-{name}-title", TITLES[name].split()[0]) for name in FIRST), ("texts", "两文对照"), ("others", "其他表格"))
    return '<nav aria-label="目录">' + "".join(f'<a href="#{at}">{text(said)}</a>' for at, said in parts) + "</nav>"


def summary(comparison: Comparison) -> str:
    """The sentences about the comparison, and the envelopes of both documents."""
    said = "".join(f"<li>{text(one)}</li>" for one in sentences(comparison))
    sides = "".join(_side(label, document) for label, document in (("甲 a", comparison.a), ("乙 b", comparison.b)))
    return f'<section><h2 id="summary">摘要</h2><ul>{said}</ul><div class="sides">{sides}</div></section>'


def _side(label: str, document: Document) -> str:
    return f"<section><h3>{text(label)}</h3>{envelope_html(document)}</section>"


def _section(comparison: Comparison, name: str, links: changes.Links) -> str:
    shown = changes.filtered(f"t-{name}", FIELDS[name], HEADS[name], SAID[name](comparison, links))
    return f'<section><h2 id="t-{name}-title">{text(TITLES[name])}: {len(comparison.rows(name))}</h2>{shown}</section>'


def changes_legend() -> str:
    """What the marks mean, and what went and came."""
    return legend().replace("</p>", '<span class="gone">只在甲</span><span class="come">只在乙</span></p>')


def sheets(comparison: Comparison, names: Iterable[str], folded: bool = False) -> str:
    """Tables of the comparison, each under its title or folded under it."""
    parts = []
    for name in names:
        sheet = comparison_sheet(comparison, name)
        drawn = table([label(name, column) for column in shown(sheet)], cells(sheet)) if sheet.rows else "<p>（无）</p>"
        inner = f'<div class="wide" tabindex="0" role="region" aria-label="{text(TITLES[name])}">{drawn}</div>'
        head = text(title(sheet))
        parts.append(f"<details><summary>{head}</summary>{inner}</details>" if folded else f"<h2>{head}</h2>{inner}")
    note = f"<p>{text(comparison.keyness.note)}</p>" if comparison.keyness.note else ""
    return "\n".join([*parts, note])


def write_report(comparison: Comparison, path: str | os.PathLike[str]) -> None:
    """Write the report page as UTF-8."""
    Path(path).write_text(report_page(comparison), encoding="utf-8")
