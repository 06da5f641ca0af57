"""p values, and their correction where many things are tested at once: Benjamini & Hochberg (1995), Holm (1979)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


def chi_square_p(statistic: Numbers) -> Numbers:
    """The chance of a chi-square with one degree of freedom to be at least as large.

    >>> import numpy as np
    >>> chi_square_p(np.array([0.0, 3.841, 6.635])).round(3).tolist()
    [1.0, 0.05, 0.01]
    """
    import numpy as np
    from scipy.special import chdtrc

    return np.asarray(chdtrc(1, statistic))


def benjamini_hochberg(p: Numbers) -> Numbers:
    """q values: of the words with a q of at most 0.05, one in twenty is expected to be there by chance.

    >>> import numpy as np
    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03, 0.5])).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    import numpy as np

    order = np.argsort(p, kind="stable")
    ranked = p[order] * len(p) / np.arange(1, len(p) + 1)
    return _back(order, np.minimum.accumulate(ranked[::-1])[::-1])


def holm(p: Numbers) -> Numbers:
    """p values of which not one in twenty families holds a single chance finding at 0.05; stricter than q values.

    >>> import numpy as np
    >>> holm(np.array([0.01, 0.04, 0.03, 0.5])).round(4).tolist()
    [0.04, 0.09, 0.09, 0.5]
    """
    import numpy as np

    order = np.argsort(p, kind="stable")
    return _back(order, np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1)))


def _back(order: NDArray[np.intp], ranked: Numbers) -> Numbers:
    """The corrected values in the order of the first ones, none above 1."""
    import numpy as np

    found = np.empty_like(ranked)
    found[order] = ranked.clip(max=1.0)
    return found
