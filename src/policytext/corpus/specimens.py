"""Specimens: invented plans that travel with the package, for examples, tests and first steps."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from policytext.model.errors import UnknownKindError

SUFFIX = ".txt"
# In a checkout the specimens stand beside src/, in an installed wheel inside the package.
CHECKOUT = Path(__file__).parents[3] / "corpora" / "specimens"


@cache
def _shelf() -> dict[str, Traversable]:
    installed = files("policytext") / "corpora" / "specimens"
    folder: Traversable = installed if installed.is_dir() else CHECKOUT
    found = folder.iterdir() if folder.is_dir() else ()
    return {file.name.removesuffix(SUFFIX): file for file in found if file.name.endswith(SUFFIX)}


def specimen_names() -> tuple[str, ...]:
    """The names of the specimens, sorted.

    >>> specimen_names() == tuple(sorted(specimen_names()))
    True
    """
    return tuple(sorted(_shelf()))


def specimen_bytes(name: str) -> bytes:
    """The bytes of one specimen, encoded as its page was. Raises UnknownKindError that lists the names.

    >>> all(specimen_bytes(name) for name in specimen_names())
    True
    """
    if name not in _shelf():
        raise UnknownKindError(f"there is no specimen {name!r}; choose one of {', '.join(specimen_names())}")
    return _shelf()[name].read_bytes()
