"""Training and testing of the shipped models: labels from one folder, documents from another, weights and scores out."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from policytext import faces
from policytext.learning import confidence_training, instrument_training
from policytext.learning.standoff import numbered_rows
from policytext.model.errors import ModelError, UnknownKindError

Reader = Callable[[str], faces.Document | None]
PathLike = str | os.PathLike[str]
OWN = ("plans", "specimens")
"""Folders beside the labels that hold documents of our own."""


@dataclasses.dataclass(frozen=True)
class Model:
    """How a model is trained (its text) and tested (its scores), from a folder of labels and a reader of documents."""

    train: Callable[[Path, Reader], str]
    test: Callable[[Path, Reader], Any]
    about: str


MODELS: Mapping[str, Model] = {
    "instrument": Model(
        lambda labels, read: instrument_training.train_instruments(labels, read).to_json(), instrument_training.instrument_scores,
        "the policy instrument of a measure (政策工具)",
    ),
    "confidence": Model(
        lambda labels, read: confidence_training.train_confidence(labels, read).to_json(), confidence_training.confidence_scores,
        "how sure a reading is",
    ),
}  # fmt: skip
"""The models by name."""


def train(model: str, *, documents: PathLike, labels: PathLike = "corpora/gold") -> str:
    """The weights of a model as text, the same for the same labels and documents.

    `documents` is the folder of the texts that the labels belong to (several are searched for our own plans beside `labels`).
    Raises UnknownKindError for a name that is no model, ModelError where labels or documents are missing or do not fit.
    """
    return named(model).train(Path(labels), reader(documents, labels))


def evaluate(model: str, *, documents: PathLike, labels: PathLike = "corpora/gold") -> Any:
    """The scores of a model on issuers left out of training, as a dataclass; the errors are those of `train`."""
    return named(model).test(Path(labels), reader(documents, labels))


def named(model: str) -> Model:
    """A model by name. Raises UnknownKindError that names the choices."""
    if model not in MODELS:
        raise UnknownKindError(f"no model {model!r}: choose {', '.join(MODELS)}")
    return MODELS[model]


def reader(documents: PathLike, labels: PathLike) -> Reader:
    """Reads a document of that file name out of the folder of documents, or of our own plans; None where it is in neither."""
    folders = (Path(documents), *(Path(labels).parent / name for name in OWN))
    if not folders[0].is_dir():
        raise ModelError(f"there is no folder {os.fspath(documents)!r}: give the folder that holds the labelled documents")

    @lru_cache(maxsize=4)
    def read(name: str) -> faces.Document | None:
        if Path(name).name != name:
            raise ModelError(f"the labels name {name!r}: a file name without a folder is read")
        path = next((folder / name for folder in folders if (folder / name).is_file()), None)
        return faces.read(path) if path else None

    return read


def rows_of(scores: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The scores of a model as pairs of name and value, for a table."""
    for field in dataclasses.fields(scores):
        value = getattr(scores, field.name)
        if not isinstance(value, tuple):
            yield prefix + field.name, value


def sources_of(labels: PathLike) -> tuple[str, ...]:
    """The file names of all documents that a file of labels belongs to."""
    return tuple(str(row["document"]) for _, row in numbered_rows(Path(labels)) if row.get("kind") == "source")
