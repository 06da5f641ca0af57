"""The release as its users get it: built, listed, installed without extras into environments that know nothing else.

`python -m tests.release [PYTHON ...]` builds wheel and sdist into dist/, looks at what is in them, builds the wheel again from the sdist, and installs it under
every Python that is named (by default the one that runs): the commands run there, and what needs an extra says which.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
LARGEST = 16 << 20
ENDINGS = {".py", ".toml", ".json", ".bin", ".css", ".js", ".csv", ".txt", ".typed", ".md", ""}
"""What a wheel holds: code, vocabulary, weights, specimens, what a report is made of."""
MUST = ("policytext/py.typed", "policytext/display/assets/report.js", "policytext/corpora/catalogue.csv", "policytext/lexicon/data/characters.bin",
    "policytext/learning/weights/instrument.json", "policytext/corpora/specimens/lanshui-edu-2021.txt")  # fmt: skip
USE = """
import sys, policytext as pt
plan = pt.specimen("lanshui-edu-2021")
assert len(plan.targets) > 100 and plan.coverage().complete
changes = pt.compare(pt.specimen("lanshui-edu-2020"), plan)
changes.report("report.html"); changes.save("changes.xlsx", labels="zh"); plan.save("targets.dta", kind="quantity")
"""
EXTRAS = {
    "pdf": 'pt.read(b"%PDF-1.7\\n%\\xe2\\xe3\\xcf\\xd3\\n1 0 obj\\n<<>>\\nendobj\\ntrailer<<>>\\n%%EOF")',
    "web": 'pt.read("https://example.com/plan.html")',
    "sql": 'pt.read_corpus(".").sql("select 1")',
    "plots": 'pt.plot(plan, "targets").save("x.svg")',
}
"""Calls that need an extra, and its name."""


def run(*command: str | Path, folder: Path = ROOT, fails: bool = False) -> str:
    """What a command prints. Raises AssertionError where it fails, or does not fail although it should."""
    done = subprocess.run([str(x) for x in command], cwd=folder, capture_output=True, text=True)
    assert (done.returncode != 0) == fails, f"{' '.join(map(str, command))[:200]}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout + done.stderr


def built(source: Path, out: Path) -> tuple[Path, Path]:
    """Wheel and sdist of a source tree."""
    run(sys.executable, "-m", "build", "--outdir", out, source)
    (wheel,), (archive,) = out.glob("*.whl"), out.glob("*.tar.gz")
    return wheel, archive


def names_in(wheel: Path) -> list[str]:
    """What a wheel holds. Raises AssertionError for what it should not, or does not hold."""
    names = zipfile.ZipFile(wheel).namelist()
    assert set(MUST) <= {*names}, set(MUST) - {*names}
    strange = [name for name in names if PurePosixPath(name).suffix not in ENDINGS or not name.startswith(("policytext/", "policytext-"))]
    assert not strange, f"{wheel.name} holds {strange[:5]}"
    inside = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert inside <= {*names}, f"{wheel.name} lacks {sorted(inside - {*names})[:5]}"
    assert wheel.stat().st_size < LARGEST, f"{wheel.name} has {wheel.stat().st_size} bytes"
    return names


def contents(wheel: Path) -> dict[str, str]:
    """The checksum of every file in a wheel."""
    archive = zipfile.ZipFile(wheel)
    return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}


def used(wheel: Path, python: str) -> str:
    """The wheel in an environment of its own: it works without any extra, and names the one that is missing. Returns the Python's version."""
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top)
        run(python, "-m", "venv", folder / "env")
        binaries = folder / "env" / "bin"
        run(binaries / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
        run(binaries / "python", "-c", USE, folder=folder)
        assert (folder / "report.html").stat().st_size > 100_000 and (folder / "targets.dta").exists()
        version = run(binaries / "policytext", "--version").split()[1]
        assert wheel.name.startswith(f"policytext-{version}-"), version
        assert "5所" in run(binaries / "policytext", "extract", "specimen:lanshui-edu-2021", folder=folder)
        for extra, call in EXTRAS.items():
            said = run(binaries / "python", "-c", f"import policytext as pt\nplan = pt.specimen('lanshui-edu-2021')\n{call}", folder=folder, fails=True)
            assert "MissingExtraError" in said and f"policytext[{extra}]" in said, f"{extra}: {said[-500:]}"
        return run(binaries / "python", "--version").split()[1]


def main() -> None:
    """Build, list, install."""
    for old in [*DIST.glob("policytext-*")] if DIST.exists() else []:
        old.unlink()
    wheel, archive = built(ROOT, DIST)
    names = names_in(wheel)
    with tempfile.TemporaryDirectory() as top:
        with tarfile.open(archive) as packed:
            packed.extractall(top, filter="data")
        (source,) = Path(top).iterdir()
        again, _ = built(source, Path(top) / "out")
        assert contents(again) == contents(wheel), "the sdist gives another wheel"
    kinds = {ending: sum(PurePosixPath(name).suffix == ending for name in names) for ending in sorted(ENDINGS)}
    told = ", ".join(f"{n} {x or 'without ending'}" for x, n in kinds.items() if n)
    print(f"{wheel.name}: {len(names)} files, {wheel.stat().st_size / 2**20:.1f} MiB: {told}")
    for python in sys.argv[1:] or [sys.executable]:
        print(f"Python {used(wheel, python)}: works without extras, names those that are missing")


if __name__ == "__main__":
    main()
