"""Two documents side by side: items aligned, targets and projects through time, promises and outcomes, words."""

from policytext.comparison.panel import Panel, panel
from policytext.comparison.panel_tables import PANEL_TABLES, panel_columns
from policytext.comparison.result import Comparison, compare
from policytext.comparison.tables import TABLES, columns
from policytext.comparison.wording import Difference, differences

__all__ = [
    "PANEL_TABLES", "TABLES", "Comparison", "Difference", "Panel", "columns", "compare", "differences", "panel",
    "panel_columns",
]  # fmt: skip
