"""A figure: a Vega-Lite specification with its caption, and the ways to see and keep it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from policytext.display.markup import text
from policytext.model.errors import MissingExtraError, UnsupportedFormatError
from policytext.model.sheet import printable

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
"""Names the language of a specification; nothing is loaded from there."""
MIME = "application/vnd.vegalite.v5+json"
FONT = "Noto Sans CJK SC"
INK, SOFT, RULE = "#1c2330", "#5b6575", "#d5dae2"
SCALE = 2.0
"""Pixels of a PNG for each of the figure."""
UNITS = {"text": "字数", "items": "事项数", "targets": "目标数"}
"""What each measure of attention counts."""
LINE = 46
"""Characters of the caption in a line."""
_UNBROKEN = re.compile("[●◇○]?(?:[A-Za-z0-9=_.%–-]+|.)[，。；：、）％%]*", re.DOTALL)
CONFIG = {
    "font": f"{FONT}, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif",
    "background": "white", "view": {"stroke": None},
    "title": {"anchor": "start", "fontSize": 15, "color": INK, "subtitleColor": SOFT, "subtitleFontSize": 11, "subtitlePadding": 6, "offset": 12},
    "axis": {"labelColor": INK, "titleColor": SOFT, "labelFontSize": 11, "titleFontSize": 11, "gridColor": RULE, "domainColor": SOFT, "labelLimit": 320},
    "legend": {"labelColor": INK, "titleColor": SOFT, "labelFontSize": 11, "titleFontSize": 11, "orient": "bottom", "columns": 6},
    "text": {"color": INK, "fontSize": 11},
}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A drawing from a table: `spec` is Vega-Lite with its rows inside, `caption` says what it shows, of how much, and how it was computed.

    In a notebook it shows itself; `chart` is the same as an altair chart, to be changed further; `save` writes a file.
    """

    spec: Mapping[str, Any]
    caption: str

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.caption}>"

    @property
    def chart(self) -> Any:
        """The altair chart. Raises MissingExtraError without altair."""
        try:
            import altair
        except ImportError as error:
            raise MissingExtraError("altair is needed for charts: pip install 'policytext[plots]'") from error
        return altair.Chart.from_dict(dict(self.spec))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {MIME: dict(self.spec), "text/plain": repr(self)}

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the figure; the ending says as what: ``.png``, ``.svg``, ``.pdf``, ``.html`` (one file without scripts) or ``.json``.

        Chinese is drawn with the font of the extra, also where the machine has none. Raises UnsupportedFormatError for another ending,
        MissingExtraError without the extra ``plots``.
        """
        target = Path(path)
        if target.suffix.lower() not in WRITERS:
            raise UnsupportedFormatError(f"{target.name}: the ending says no format of a figure: choose {', '.join(WRITERS)}")
        target.write_bytes(WRITERS[target.suffix.lower()](self))


def _png(figure: Figure) -> bytes:
    return bytes(converter().vegalite_to_png(dict(figure.spec), scale=SCALE))


def _svg(figure: Figure) -> bytes:
    return str(converter().vegalite_to_svg(dict(figure.spec))).encode()


def _pdf(figure: Figure) -> bytes:
    return bytes(converter().vegalite_to_pdf(dict(figure.spec)))


def _json(figure: Figure) -> bytes:
    return json.dumps(figure.spec, ensure_ascii=False, indent=1).encode()


def _html(figure: Figure) -> bytes:
    drawn = _svg(figure).decode()
    said = text(figure.caption)
    head = f'<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n<title>{said}</title>\n</head>\n'
    return f"{head}<body>\n<figure>\n{drawn}\n<figcaption>{said}</figcaption>\n</figure>\n</body>\n</html>\n".encode()


WRITERS = {".png": _png, ".svg": _svg, ".pdf": _pdf, ".html": _html, ".json": _json}


@cache
def converter() -> Any:
    """What draws specifications, with a Chinese font at hand. Raises MissingExtraError without the extra ``plots``."""
    try:
        import noto_cjk_sans_otc
        import vl_convert
    except ImportError as error:
        raise MissingExtraError("vl-convert-python and noto-cjk-sans-otc are needed for pictures: pip install 'policytext[plots]'") from error
    vl_convert.register_font_directory(str(Path(noto_cjk_sans_otc.__file__).parent))
    return vl_convert


def figure(title: str, caption: str, rows: Sequence[Mapping[str, Any]], body: Mapping[str, Any]) -> Figure:
    """A figure of some rows under a title; the caption stands below the title, too."""
    head = {"text": printable(title), "subtitle": wrapped(printable(caption))}
    data = {"values": [{name: printable(x) if isinstance(x, str) else x for name, x in row.items()} for row in rows]}
    return Figure({"$schema": SCHEMA, "title": head, "data": data, "config": CONFIG, **body}, f"{title}。{caption}")


def wrapped(caption: str) -> list[str]:
    """The caption in lines; Latin words and numbers stay whole, and no line begins with a closing mark.

    >>> wrapped("甲" * 45 + "role=target。")
    ['甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲', 'role=target。']
    """
    lines = [""]
    for piece in _UNBROKEN.findall(caption):
        if lines[-1] and len(lines[-1]) + len(piece) > LINE:
            lines.append("")
        lines[-1] += piece
    return lines


def cut(words: str | None, most: int = 22) -> str:
    """Words that fit beside a mark.

    >>> cut("开展师德师风建设", 5)
    '开展师德…'
    """
    found = " ".join((words or "").split())
    return found if len(found) <= most else found[: most - 1] + "…"
