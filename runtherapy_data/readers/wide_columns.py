"""The columns of a wide file: one for each result."""

from __future__ import annotations

from collections.abc import Sequence

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.instruments import instrument
from runtherapy_data.readers import cells
from runtherapy_data.readers.columns import Column, fields_of, make_column, position, wrong_map
from runtherapy_data.readers.maps import Map, WideScore
from runtherapy_data.readers.vocabulary import Field, Form, Kind


def wide_columns(
    headers: Sequence[str], mapping: Map, zone: str
) -> tuple[tuple[tuple[Column, WideScore], ...], Column | None]:
    """The columns of results with what the map says of them, and the column with the day to count from, if any."""
    if mapping.wide is None:
        return (), None
    found = []
    for number, score in enumerate(mapping.wide.scores):
        try:
            known = {"instrument": cells.instrument(score.instrument), "moment": cells.choice("moment")(score.moment)}
        except InvalidInputError as error:
            raise wrong_map(f"wide.scores.{number}", error.remedy, **error.values) from error
        field = _score_field(number, known["instrument"] or "", score.subscale)
        column = make_column(position(headers, score.column), score.column, field, mapping, zone)
        found.append((column, score.model_copy(update=known)))
    base = mapping.wide.base_column
    day = fields_of(Kind.QUESTIONNAIRES)["day"]
    return tuple(found), make_column(position(headers, base), base, day, mapping, zone) if base else None


def _score_field(number: int, id: str, subscale: str | None) -> Field:
    """The total or a subscale of an instrument, with its range."""
    known = instrument(id)
    scale = known and (known.subscale(subscale) if subscale else known.total)
    if known is None or scale is None:
        scales = ", ".join(one.id for one in known.subscales) if known else ""
        raise wrong_map(f"wide.scores.{number}.subscale", N_("Subscales of {id}: {known}."), id=id, known=scales or "–")
    return Field(subscale or "total", Form.NUMBER, (), (), scale.range)
