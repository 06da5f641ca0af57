"""Measures the repair of lost bytes: drops bytes from real documents, reads them as a reader does, repairs, compares.

``python -m policytext.learning.damage FOLDER`` prints the figures. Each document is repaired with a model that was
trained without it.
"""

from __future__ import annotations

import random
import sys
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from typing import Literal

from policytext.cleaning.cleaned import cleaned
from policytext.cleaning.lost_bytes import NUMERALS, repaired, touches_number
from policytext.cleaning.stretches import suspicious
from policytext.learning.characters import texts_of, train
from policytext.lexicon.characters import CharacterModel, model_of
from policytext.model.repair import Repair
from policytext.model.span import Span

Mode = Literal["surrogateescape", "ignore"]
MODES: tuple[Mode, ...] = ("surrogateescape", "ignore")
SCRIPTS = ("simplified", "traditional")
RATE = 1 / 400
FOLDS = 5
DOCUMENTS = 45
LONGEST = 6000
"""Characters of a document that are damaged and repaired; a longer one is cut."""


@dataclass(frozen=True)
class Damage:
    """A text as bytes, and which of its bytes are lost."""

    text: str
    lost: tuple[int, ...]

    @cached_property
    def data(self) -> bytes:
        """The bytes of the whole text."""
        return self.text.encode("gbk")

    @cached_property
    def starts(self) -> list[int]:
        """The place of each character's first byte."""
        return list(accumulate((len(character.encode("gbk")) for character in self.text), initial=0))

    @cached_property
    def kept(self) -> list[int]:
        """The places of the bytes that are left."""
        gone = frozenset(self.lost)
        return [place for place in range(len(self.data)) if place not in gone]

    @property
    def left(self) -> bytes:
        """The bytes that are left."""
        return bytes(map(self.data.__getitem__, self.kept))

    def original(self, place: int) -> tuple[int, int]:
        """The places that a gap between the bytes left had before: in front of the losses in it, and behind them."""
        before = self.kept[place - 1] + 1 if place else 0
        return before, self.kept[place] if place < len(self.kept) else len(self.data)


@dataclass(frozen=True, slots=True)
class LostByteReport:
    """What became of the lost bytes, summed over documents.

    A loss in a number or beside one (`in_numbers`) is never restored, by rule. Where the reader dropped the other
    byte of the character as well (`vanished`, in part also in numbers), nothing is left to restore from. `wrong` counts repairs that
    did not give the original text back, `number_changes` those of them in which a numeral differs.
    """

    documents: int = 0
    characters: int = 0
    losses: int = 0
    in_numbers: int = 0
    vanished: int = 0
    restored: int = 0
    restored_in_numbers: int = 0
    emitted: int = 0
    wrong: int = 0
    number_changes: int = 0
    flagged: int = 0

    def __add__(self, other: LostByteReport) -> LostByteReport:
        names = self.__slots__
        return LostByteReport(*(getattr(self, name) + getattr(other, name) for name in names))

    @property
    def share_of_all(self) -> float:
        """Restored losses among all losses."""
        return self.restored / max(1, self.losses)

    @property
    def share_outside_numbers(self) -> float:
        """Restored losses among those outside numbers."""
        return (self.restored - self.restored_in_numbers) / max(1, self.losses - self.in_numbers)

    @property
    def share_wrong(self) -> float:
        """Wrong repairs among those emitted."""
        return self.wrong / max(1, self.emitted)


def damaged(text: str, rate: float, seed: int) -> Damage:
    """Drop single bytes of two-byte characters at random, `rate` of them a character, the same for the same seed.

    >>> damaged("教育现代化" * 100, 1 / 100, seed=1).lost == damaged("教育现代化" * 100, 1 / 100, seed=1).lost
    True
    """
    chance = random.Random(seed)
    text = text.encode("gbk", errors="ignore").decode("gbk")
    data, lost, place = text.encode("gbk"), list[int](), 0
    for character in text:
        width = len(character.encode("gbk"))
        if width == 2 and chance.random() < rate:
            lost.append(_last_alike(data, place + chance.randrange(2)))
        place += width
    return Damage(text, tuple(lost))


def _last_alike(data: bytes, place: int) -> int:
    """The last of equal neighbouring bytes: which of them is lost makes no difference."""
    while data[place + 1 : place + 2] == data[place : place + 1]:
        place += 1
    return place


@dataclass(frozen=True, slots=True)
class Decoded:
    """Damaged bytes as text, with the place of every character among the bytes."""

    text: str
    places: tuple[int, ...]
    end: int

    def bytes_at(self, span: Span) -> tuple[int, int]:
        """The bytes from the end of the character before a span to the start of the one behind it."""
        low = 0 if span.start == 0 else self.places[span.start - 1] + _width(self.text[span.start - 1])
        return low, self.places[span.end] if span.end < len(self.places) else self.end


def decoded(data: bytes, mode: Mode) -> Decoded:
    """The bytes as a reader of GBK decodes them."""
    text = data.decode("gbk", errors="surrogateescape")
    places, place = [], 0
    for character in text:
        places.append(place)
        place += _width(character)
    kept = [(x, at) for x, at in zip(text, places, strict=True) if mode != "ignore" or not "\udc80" <= x <= "\udcff"]
    return Decoded("".join(x for x, _ in kept), tuple(at for _, at in kept), place)


def report_of(damage: Damage, mode: Mode, model: CharacterModel) -> LostByteReport:
    """Repair one damaged text and compare."""
    read = decoded(damage.left, mode)
    result = cleaned(read.text, [lambda text: repaired(text, suspicious(text), model)])
    emitted = [x for x in result.repairs if not x.flagged]
    judged = [(x, _truths(damage, read, x)) for x in emitted]
    right = [x for x, truths in judged if any(x.after == truth for truth, _ in truths)]
    restored = {loss for x, truths in judged for truth, losses in truths if x.after == truth for loss in losses}
    changed = [x for x, truths in judged if all(_numerals(x.after) != _numerals(truth) for truth, _ in truths)]
    in_numbers = {loss for loss in damage.lost if _in_number(damage, loss)}
    return LostByteReport(
        1, len(damage.text), len(damage.lost), len(in_numbers), len(_vanished(damage, read)), len(restored), len(restored & in_numbers),
        len(emitted), len(emitted) - len(right), len(changed), sum(x.flagged for x in result.repairs),
    )  # fmt: skip


def _numerals(text: str) -> str:
    return "".join(character for character in text if character in NUMERALS)


def _truths(damage: Damage, read: Decoded, repair: Repair) -> list[tuple[str, list[int]]]:
    """What truly stood at a repair, with the losses in it; a loss just beside may belong to it or not."""
    low, high = read.bytes_at(repair.source)
    found = []
    for start in damage.original(low):
        for end in damage.original(high):
            truth = damage.data[start:end].decode("gbk", errors="replace")
            found.append((truth, [loss for loss in damage.lost if start <= loss < end]))
    return found


def _vanished(damage: Damage, read: Decoded) -> list[int]:
    """The losses whose other byte is not in the text either."""
    spelled = {
        damage.kept[at + step] for at, x in zip(read.places, read.text, strict=True) for step in range(_width(x))
    }
    partners = ((loss, damage.starts[bisect_right(damage.starts, loss) - 1]) for loss in damage.lost)
    return [loss for loss, start in partners if spelled.isdisjoint((start, start + 1))]


def _width(character: str) -> int:
    """How many bytes a decoded character takes."""
    return 1 if "\udc80" <= character <= "\udcff" else len(character.encode("gbk"))


def _in_number(damage: Damage, loss: int) -> bool:
    """Whether the character that lost a byte is part of a number or stands beside one."""
    index = bisect_right(damage.starts, loss) - 1
    before, after = damage.text[max(0, index - 1) : index], damage.text[index + 1 : index + 2]
    return touches_number(before, damage.text[index], after)


def evaluate_lost_bytes(
    folder: Path | str,
    *,
    rate: float = RATE,
    folds: int = FOLDS,
    documents: int = DOCUMENTS,
    longest: int = LONGEST,
    modes: Iterable[Mode] = MODES,
    scripts: Iterable[str] = SCRIPTS,
    seed: int = 1,
) -> Mapping[tuple[str, Mode], LostByteReport]:
    """The reports by script and mode, every document repaired with a model trained on the other folds."""
    texts = list(texts_of(Path(folder)).values())
    chosen = sorted(random.Random(seed).sample(range(len(texts)), min(documents, len(texts))))
    reports = {(script, mode): LostByteReport() for script in scripts for mode in modes}
    for fold in range(folds):
        model = model_of(train(text for index, text in enumerate(texts) if index % folds != fold))
        for index in (index for index in chosen if index % folds == fold):
            for script, mode in reports:
                damage = damaged(_in_script(texts[index][:longest], script), rate, seed * 1000 + index)
                reports[script, mode] += report_of(damage, mode, model)
    return reports


def _in_script(text: str, script: str) -> str:
    return str(_traditional().convert(text)) if script == "traditional" else text


@cache
def _traditional():  # type: ignore[no-untyped-def]
    from opencc import OpenCC

    return OpenCC("s2t")


def main() -> None:
    """Print the figures for a folder."""
    for (script, mode), report in evaluate_lost_bytes(Path(sys.argv[1])).items():
        sys.stdout.write(
            f"{script}, {mode}: {report.documents} documents, {report.losses} losses "
            f"({report.in_numbers} at numbers, {report.vanished} without a byte left); "
            f"restored {report.share_outside_numbers:.1%} outside numbers, {report.share_of_all:.1%} of all; "
            f"{report.emitted} repairs, {report.share_wrong:.2%} wrong, {report.number_changes} change a number, "
            f"{report.restored_in_numbers} restored at numbers; {report.flagged} flagged\n"
        )


if __name__ == "__main__":
    main()
