"""The public verbs for coding by hand: sheets and projects out, what coders made of them in, and how far they agree."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from policytext.coding import coding, label_studio, workbook_in, workbook_out
from policytext.coding.agreement import Agreement
from policytext.coding.agreement import agreement as agreement_of
from policytext.coding.alpha import DRAWS
from policytext.coding.coding import Unit
from policytext.coding.disagreements import disagreements as disagreements_of
from policytext.coding.doccano import lines, read_lines
from policytext.coding.fields import DEFAULT_KINDS
from policytext.coding.gold import write_gold
from policytext.coding.refi_codebook import read_codes
from policytext.coding.refi_read import Codes, read_project
from policytext.coding.refi_write import write_codebook, write_project
from policytext.coding.texts import Texts
from policytext.model import document
from policytext.model.errors import CodingError, SourceNotFoundError
from policytext.reading.limits import DEFAULT

if TYPE_CHECKING:
    from policytext.display.tables import Frame

__all__ = ["Agreement", "Coding", "Unit", "agreement", "disagreements", "read_codebook", "read_coding", "write_coding"]

Format = Literal["label-studio", "doccano"]
Documents = Iterable[document.Document]


class Coding(coding.Coding):
    """What one coder says of some documents; see ``coding.coding.Coding`` for what it holds.

    >>> from policytext import parse
    >>> Coding.of_machine([parse("一、新建学校5所。", document="甲")])
    <Coding of policytext: 1 stretches in 1 documents, 0 not looked at>
    """

    @classmethod
    def of(cls, found: coding.Coding) -> Self:
        """The same coding with its files."""
        return cls(found.coder, found.units, found.texts, found.kinds)

    def to_gold(self, folder: str | os.PathLike[str], *, standoff: bool = False, unfinished: bool = False) -> tuple[Path, ...]:
        """Writes what the coder holds for right as gold, a file a document: surface text and reading, as the scorer takes it.

        With `standoff` for training: offsets, readings and the checksum of the text, no word of it.
        Raises CodingError where suggestions were left undecided; with `unfinished` they are left out.
        """
        return write_gold(self, Path(folder), standoff=standoff, unfinished=unfinished)


def write_coding(
    documents: Documents, path: str | os.PathLike[str], *, kinds: Iterable[str] = DEFAULT_KINDS, suggest: bool = True,
    format: Format | None = None, codings: Sequence[coding.Coding] = (),
) -> None:  # fmt: skip
    """Writes what was found in documents for people to check: the ending of `path` says the form.

    ``.xlsx``: sheets for Excel. ``.json``: tasks for Label Studio, with its interface in ``.xml`` beside. ``.jsonl``: lines for
    doccano. ``.qdpx``: a REFI-QDA project for NVivo, MAXQDA, QualCoder; ``.qdc``: its codebook alone. `kinds` are of quantity, time,
    project, reference, organisation, rejection. Without `suggest` coders see no values (xlsx) or no stretches (json, jsonl),
    so that their agreement is not the machine's doing. With `codings` those are written in place of the machine's
    (one; in a project several).

    Raises CodingError for an ending or a kind that is not known.
    """
    held, target = tuple(documents), Path(path)
    texts = Texts(held)
    chosen = tuple(codings) or (coding.Coding.of_machine(held, kinds),)
    form = _form(target, format)
    if form not in ("qdpx", "qdc") and len(chosen) > 1:
        raise CodingError("only a project (.qdpx) holds several codings: write one at a time")
    if form == "xlsx":
        workbook_out.write_sheets(chosen[0], texts, target, suggest=suggest)
    elif form == "label-studio":
        _dump(target, json.dumps(label_studio.tasks(chosen[0], texts, suggest=suggest), ensure_ascii=False))
        _dump(target.with_suffix(".xml"), label_studio.config(chosen[0].kinds))
    elif form == "doccano":
        _dump(target, "".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines(chosen[0], texts, suggest=suggest)))
    elif form == "qdpx":
        write_project(chosen, texts, target)
    else:
        write_codebook(chosen[0].kinds, target)


def _dump(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


ENDINGS = {".xlsx": "xlsx", ".json": "label-studio", ".jsonl": "doccano", ".qdpx": "qdpx", ".qdc": "qdc"}


def _form(path: Path, format: Format | None) -> str:
    if format is None and path.suffix.lower() not in ENDINGS:
        raise CodingError(f"{path.name}: the ending says no form that is known: choose {', '.join(ENDINGS)}")
    return format or ENDINGS[path.suffix.lower()]


def read_coding(
    path: str | os.PathLike[str], documents: Documents, *, coder: str, kinds: Iterable[str] = DEFAULT_KINDS, format: Format | None = None,
    codes: Codes | None = None, completed_by: int | str | None = None,
) -> Coding:  # fmt: skip
    """What a coder made of a sheet, of tasks, of lines or of a project; `documents` are those that were coded.

    `coder` is the name that results go under; of a project with several users it must be one of theirs. `kinds` (doccano) are
    those that were written out; `codes` (qdpx) says what codes of another program mean; `completed_by` (Label Studio) whose
    annotations are taken.

    Raises CodingError that names every fault with its place, and what reading hostile files raises.
    """
    source, held = Path(path), tuple(documents)
    texts = Texts(held)
    data = _bytes(source)
    form = _form(source, format)
    if form == "xlsx":
        return Coding.of(workbook_in.read_sheets(data, texts, coder, source.name))
    if form == "label-studio":
        return Coding.of(label_studio.read_tasks(_json(data, source.name), texts, coder, completed_by))
    if form == "doccano":
        rows = [_json(line, f"{source.name} line {n}") for n, line in enumerate(data.splitlines(), 1) if line.strip()]
        return Coding.of(read_lines(rows, texts, coder, coding.Coding.of_machine(held, kinds)))
    if form == "qdpx":
        return _of_user(read_project(data, texts, codes, source.name), coder, source.name)
    raise CodingError(f"{source.name} is a codebook and holds no coding: read the project (.qdpx)")


def read_codebook(path: str | os.PathLike[str]) -> dict[str, str]:
    """The codes of a REFI-QDA codebook (``.qdc``) by name, with what they mean here; to be filled in for ``read_coding(codes=)``.

    Raises SourceNotFoundError, or CodingError where the file is no codebook.
    """
    return read_codes(_bytes(Path(path)), Path(path).name)


def _of_user(found: Sequence[coding.Coding], coder: str, label: str) -> Coding:
    """The coding of one user; a project of one is that coder's, whatever the program calls the user."""
    own = [x for x in found if x.coder == coder] or (list(found) if len(found) == 1 else [])
    if not own:
        raise CodingError(f"{label} has no coding by {coder!r}: its users are {', '.join(x.coder for x in found) or 'none'}")
    return Coding(coder, own[0].units, own[0].texts, own[0].kinds)


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise SourceNotFoundError(f"{path}: no such file")
    DEFAULT.check("bytes", path.stat().st_size, path.name)
    return path.read_bytes()


def _json(data: bytes, label: str) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CodingError(f"{label} is no JSON ({error}): export it again") from None


def agreement(*codings: coding.Coding, draws: int = DRAWS) -> Agreement:
    """Krippendorff's alpha, with 95 % intervals, and the share of equal answers, for each kind and variable.

    `draws` is how often documents (with fewer than five: sections) are drawn again for the intervals.
    Raises CodingError where codings are fewer than two or of other texts, MissingExtraError without the extra ``coding``.
    """
    return agreement_of(codings, draws)


def disagreements(*codings: coding.Coding, documents: Documents) -> Frame:
    """Where coders answer differently, in text order, with context, notes, line and a link to the characters.

    Raises CodingError as ``agreement`` does.
    """
    from policytext.corpus.frames import frame_of

    return frame_of(disagreements_of(codings, Texts(documents)))
