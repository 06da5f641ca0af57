"""Two documents side by side: items aligned, targets and projects through time, promises and outcomes, words, attention, reuse."""

from policytext.comparison.result import Comparison, compare
from policytext.comparison.reuse import Reuse, reuse_of
from policytext.comparison.tables import TABLES, columns
from policytext.comparison.wording import Difference, differences

__all__ = ["TABLES", "Comparison", "Difference", "Reuse", "columns", "compare", "differences", "reuse_of"]
