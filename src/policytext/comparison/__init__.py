"""Documents side by side: items, targets and projects through time, promises and outcomes, wording, words, attention, reuse."""

from policytext.comparison.comparing import compare
from policytext.comparison.force_mapping import ForceMapping, force_mapping, shipped_mappings
from policytext.comparison.formulas import Formula, Formulas, default_formulas, formulas_of
from policytext.comparison.panel import Panel, panel
from policytext.comparison.panel_tables import PANEL_TABLES, panel_columns
from policytext.comparison.result import Comparison
from policytext.comparison.reuse import Reuse, reuse_of
from policytext.comparison.tables import TABLES, columns
from policytext.comparison.wording import Difference, differences, marked

__all__ = [
    "PANEL_TABLES", "TABLES", "Comparison", "Difference", "ForceMapping", "Formula", "Formulas", "Panel", "Reuse", "columns", "compare",
    "default_formulas", "differences", "force_mapping", "formulas_of", "marked", "panel", "panel_columns", "reuse_of", "shipped_mappings",
]  # fmt: skip
