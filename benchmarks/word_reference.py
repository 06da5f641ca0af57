"""Our reading of Word files beside LibreOffice's and pandoc's: what either has that the other has not.

``python -m benchmarks.word_reference FOLDER`` reads every .docx of a folder and prints a line for each that differs.
Spaces and the marks of tables are left out; a reference that is not installed is left out with a word about it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from policytext.model.errors import PolicyTextError
from policytext.reading import read_source

SECONDS = 600
_SHOWN = 40
_LEFT_OUT = re.compile(r"[\s|｜〃\ufeff\u200b-\u200f\u2060]+")
_RULES = re.compile(r"^[ +|=:-]*[-=]{3,}[ +|=:-]*$", re.M)
_BULLETS = re.compile(r"^[ \t]*[•◦▪●○■□◆➢✓\uf000-\uf0ff-][ \t]+", re.M)
_NUMBER = re.compile(
    r"^\s*((?:第[〇零一二三四五六七八九十百0-9]{1,5}[章节条编]|[（(][0-9一二三四五六七八九十百]{1,4}[）)]|[①-⑳]"
    r"|[一二三四五六七八九十百]{1,4}、|[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[.．、）)]?(?=[ \t]*[一-鿿“《])))",
    re.M,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What one file's reading lacks (`missing`), has beyond the reference (`more`), and where numbers differ.

    `parted` is the place from which on the two run differently, None where they are the same.
    """

    file: str
    missing: str
    more: str
    parted: int | None = None
    numbers: tuple[tuple[str, str], ...] = ()


def bare(text: str) -> str:
    """The characters that count: no spaces, no marks of tables, no bullets.

    >>> bare("一、总则 |  ----\\n• 建校")
    '一、总则----建校'
    """
    return _LEFT_OUT.sub("", _BULLETS.sub("", _RULES.sub("", text)))


def difference(name: str, ours: str, reference: str) -> Difference:
    """The characters on either side alone, as many as there are, and the printed numbers that differ in order."""
    mine, other = bare(ours), bare(reference)
    pairs = zip(_NUMBER.findall(ours), _NUMBER.findall(reference), strict=False)
    numbers = tuple(pair for pair in pairs if pair[0] != pair[1])
    return Difference(name, _without(other, mine), _without(mine, other), _parting(mine, other), numbers)


def _without(one: str, other: str) -> str:
    return "".join(sorted((Counter(one) - Counter(other)).elements()))


def _parting(one: str, other: str) -> int | None:
    """Where two texts first differ.

    >>> _parting("建校2所", "建校3所"), _parting("建校", "建校")
    (2, None)
    """
    if one == other:
        return None
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def libreoffice(files: Iterable[Path], folder: Path) -> dict[str, str]:
    """The text that LibreOffice writes for each file, with its own profile."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=False, capture_output=True, timeout=SECONDS)
    return {path.stem: path.read_text(encoding="utf-8-sig") for path in folder.glob("*.txt")}


def pandoc(files: Iterable[Path], folder: Path) -> dict[str, str]:
    """The text that pandoc writes for each file."""
    command = ["pandoc", "-f", "docx", "-t", "plain", "--wrap=none"]
    runs = {
        path.stem: subprocess.run([*command, str(path)], check=False, capture_output=True, timeout=SECONDS)
        for path in files
    }
    return {name: run.stdout.decode("utf-8") for name, run in runs.items() if run.returncode == 0}


REFERENCES: dict[str, tuple[str, Callable[[Iterable[Path], Path], dict[str, str]]]] = {
    "LibreOffice": ("soffice", libreoffice),
    "pandoc": ("pandoc", pandoc),
}


def ours(files: Iterable[Path]) -> tuple[dict[str, str], float]:
    """Our texts, and the seconds that reading took; a file that is refused has its error for a text."""
    texts: dict[str, str] = {}
    start = time.process_time()
    for path in files:
        try:
            texts[path.stem] = read_source(path).text
        except PolicyTextError as error:
            texts[path.stem] = f"<{error}>"
    return texts, time.process_time() - start


def compared(mine: dict[str, str], reference: dict[str, str]) -> list[Difference]:
    """The files whose texts differ; one that the reference could not read is left out."""
    found = [difference(name, text, reference[name]) for name, text in mine.items() if name in reference]
    return [one for one in found if one.parted is not None or one.numbers]


def report(folder: Path) -> Iterable[str]:
    """The lines of the comparison."""
    files = sorted(folder.glob("*.docx"))
    mine, seconds = ours(files)
    characters = sum(map(len, mine.values()))
    yield f"{len(files)} files, {characters} characters, {characters / max(seconds, 1e-9):,.0f} a second"
    for name, (program, read) in REFERENCES.items():
        if shutil.which(program) is None:
            yield f"{name}: {program} is not installed, left out"
            continue
        with tempfile.TemporaryDirectory() as place:
            reference = read(files, Path(place))
        found = compared(mine, reference)
        yield f"{name}: {len(reference)} files read, {len(found)} differ"
        yield from (_line(one) for one in found)


def _line(one: Difference) -> str:
    columns = (
        one.file,
        f"missing {len(one.missing)}: {one.missing[:_SHOWN]}",
        f"more {len(one.more)}: {one.more[:_SHOWN]}",
        f"from {one.parted}",
        f"numbers {len(one.numbers)}: " + " ".join(f"{mine}≠{other}" for mine, other in one.numbers[:5]),
    )
    return "  " + " | ".join(columns)


if __name__ == "__main__":
    for line in report(Path(sys.argv[1])):
        sys.stdout.write(f"{line}\n")
