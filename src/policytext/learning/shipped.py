"""The models that come with the package: found by name, read on first use, missed without harm."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from policytext.learning.linear import LinearModel, from_json
from policytext.model.errors import ModelError

PACKAGE, FOLDER, SUFFIX = "policytext.learning", "weights", ".json"


def shipped_names() -> tuple[str, ...]:
    """The models at hand, in alphabetical order."""
    folder = files(PACKAGE) / FOLDER
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(one.name.removesuffix(SUFFIX) for one in found if one.name.endswith(SUFFIX)))


@cache
def shipped(name: str) -> LinearModel | None:
    """A model by name, read once; None where its file is not there, for everything but the model's own work goes on without it.

    Raises `ModelError` where the file is there and is no model.
    """
    path = files(PACKAGE) / FOLDER / f"{name}{SUFFIX}"
    return from_json(path.read_text(encoding="utf-8"), path.name) if path.is_file() else None


def needed(name: str) -> LinearModel:
    """A model by name. Raises `ModelError` that says how to make it where its file is not there."""
    found = shipped(name)
    if found is None:
        raise ModelError(f"the model {name!r} is not installed with this package: make it with `policytext train {name} --documents FOLDER`")
    return found
