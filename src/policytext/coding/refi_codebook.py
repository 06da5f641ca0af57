"""REFI-QDA codebooks (.qdc) in: the codes of a project elsewhere, and which of them are ours."""

from __future__ import annotations

from policytext.coding.fields import CODED
from policytext.coding.refi_names import codes_of, guid
from policytext.model.errors import CodingError
from policytext.reading.xml import xml_root


def read_codes(data: bytes, label: str = "the codebook") -> dict[str, str]:
    """Each code by its name, with what it means here (``quantity:target``); empty where it is none of ours.

    Filled in, it is what ``read_coding`` takes as `codes`. Raises CodingError where the file is no codebook.
    """
    root = xml_root(data, label)
    if root.tag.rpartition("}")[2] != "CodeBook":
        raise CodingError(f"{label} is no REFI-QDA codebook: export one as .qdc")
    ours = {guid("code", *path): ":".join(path) for path, _, _ in codes_of(CODED)}
    codes = (x for x in root.iter() if isinstance(x.tag, str) and x.tag.rpartition("}")[2] == "Code")
    return {x.get("name") or "": ours.get((x.get("guid") or "").strip("{}").lower(), "") for x in codes}
