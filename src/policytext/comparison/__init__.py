"""Two documents side by side: items aligned, targets and projects through time, promises and outcomes, words."""

from policytext.comparison.result import Comparison, columns, compare
from policytext.comparison.rows import TABLES
from policytext.comparison.wording import Difference, differences

__all__ = ["TABLES", "Comparison", "Difference", "columns", "compare", "differences"]
