"""Where everything stands in the trajectory figure, from top to bottom, in pixels and in shares of the plot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

TITLE: Final = 26  # the line above a panel that names it
SECOND_TITLE: Final = 20
STRIP_KEY: Final = 26  # the line above the strip that says what its marks are
STRIP: Final = 30  # the strip of marks
PANEL: Final = 120  # a panel with its title
PANEL_COMPACT: Final = 96
MARGIN_LEFT: Final = 32
MARGIN_RIGHT: Final = 10
LABEL_ROW: Final = 16  # a row of phase names
MARGIN_BOTTOM: Final = 40


@dataclass(frozen=True, slots=True)
class Rows:
    """The vertical plan: `panels` panels (the last one for minutes) over one strip; shares count from the bottom."""

    panels: int
    label_rows: int
    compact: bool = False
    second_title: bool = False  # the highest panel has a second line of names, for tension

    @property
    def panel(self) -> int:
        """Height of a panel with its title, in pixels."""
        return PANEL_COMPACT if self.compact else PANEL

    @property
    def plot(self) -> int:
        """Height of everything between the margins, in pixels."""
        return self._second + self.panels * self.panel + STRIP_KEY + STRIP

    @property
    def _second(self) -> int:
        return SECOND_TITLE if self.second_title else 0

    @property
    def margin_top(self) -> int:
        """Room for the phase names, in pixels."""
        return 6 + LABEL_ROW * self.label_rows

    @property
    def height(self) -> int:
        """Height of the figure, in pixels."""
        return self.margin_top + self.plot + MARGIN_BOTTOM

    @property
    def very_top(self) -> float:
        """The top of the figure, as a share of the plot (above 1)."""
        return 1 + self.margin_top / self.plot

    def domain(self, number: int) -> tuple[float, float]:
        """Bottom and top of a panel (0 is the highest), without its titles."""
        top = self.plot - self._second - number * self.panel
        return (top - self.panel) / self.plot, (top - TITLE) / self.plot

    @property
    def strip(self) -> tuple[float, float]:
        """Bottom and top of the strip."""
        return 0.0, STRIP / self.plot
