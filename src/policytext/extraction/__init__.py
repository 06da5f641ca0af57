"""Tree -> extractions: references, organisations, times, projects, quantities, rejections."""

from policytext.extraction.extract import extract

__all__ = ["extract"]
