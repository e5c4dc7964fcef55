"""A figure as SVG, drawn without a browser: for paper. See docs/adr/0005.

Paints what our own figures use of plotly and refuses everything else: a property that is not painted would be missing
from the paper without anybody noticing.
"""

from __future__ import annotations

from runtherapy_data.charts.svg.known import UnpaintedError
from runtherapy_data.charts.svg.sheet import paint

__all__ = ["UnpaintedError", "paint"]
