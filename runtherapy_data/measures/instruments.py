"""The questionnaires that the product knows: facts that are data, one file each in `instruments/`.

Every fact in a file carries its source and how sure it is: `verified` (read in its source), `general knowledge` (cited,
not re-read) or `UNSURE`. What a number *means* (bands, cut-off) loads only when it is verified; what keeps a number
straight (range, direction, items, how they are scored) and what a change is measured with (SD, reliability) also when
it is general knowledge, and is then shown with that word. An UNSURE fact loads as absent, whatever it is. Adding an
instrument is adding a file.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

from runtherapy_data.errors import NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.facts import Fact
from runtherapy_data.measures.instrument_file import ItemsFile, ScaleFile, SubscaleFile
from runtherapy_data.measures.instrument_reading import read_file
from runtherapy_data.measures.scales import Instrument, Items, Scale, Subscale

__all__ = [
    "FOLDER", "Instrument", "Items", "Scale", "Subscale", "instrument", "instrument_named", "instruments",
    "read_instrument",
]  # fmt: skip

FOLDER: Final = Path(__file__).resolve().parent / "instruments"
_Known = TypeVar("_Known", bound=Fact)


def _known(fact: _Known | None) -> _Known | None:
    return fact if fact is not None and fact.is_usable else None


def _verified(fact: _Known | None) -> _Known | None:
    return fact if fact is not None and fact.is_verified else None


def _scale(file: ScaleFile) -> Scale:
    return Scale(
        range=file.range.value if file.range and file.range.is_usable else None,
        bands=_verified(file.bands),
        cutoff=_verified(file.cutoff),
        sd=_known(file.sd),
        reliability=_known(file.reliability),
        smallest_change=_known(file.smallest_change),
        published_change=_known(file.published_change),
    )


def _subscale(code: str, file: SubscaleFile) -> Subscale:
    scale = _scale(file)
    known = {name: getattr(scale, name) for name in Scale.__dataclass_fields__}
    items = _known(file.items)
    return Subscale(**known, id=code, name=file.name, items=items.value if items else None)


def _items(file: ItemsFile | None) -> Items | None:
    """None also when one part is UNSURE: a score without its reversed items would be wrong."""
    if file is None or not all(
        fact.is_usable for fact in (file.count, file.answers, file.method, file.reverse, file.recode) if fact
    ):
        return None
    fewest, most = file.count.ends
    return Items(
        fewest=fewest,
        most=most,
        answers=file.answers.value,
        whole=file.answers.whole,
        method=file.method.value,
        factor=file.method.factor,
        reverse=file.reverse.value if file.reverse else (),
        recode=tuple(sorted(file.recode.value.items())) if file.recode else (),
    )


def read_instrument(text: str, name: str = "instrument") -> Instrument:
    """An instrument from the text of its file; ConfigurationError names the file (`name`), the fact and the problem."""
    file = read_file(text, name)
    total = _scale(file.total)
    return Instrument(
        id=file.id,
        name=file.name,
        direction=file.direction.value,
        licence=_known(file.licence),
        wording_may_ship=bool(file.item_wording and file.item_wording.is_usable and file.item_wording.may_ship),
        period=file.period.words if file.period and file.period.is_usable else None,
        items=_items(file.items),
        missing=_known(file.missing),
        risk_items=tuple(one for one in file.risk_items if one.is_usable),
        total=None if total.range is None else total,
        subscales=tuple(_subscale(code, one) for code, one in file.subscales.items()),
        remarks=tuple(one for one in file.remarks if one.is_usable),
        file=file,
    )


@lru_cache(maxsize=1)
def _all() -> dict[str, Instrument]:
    paths = sorted(FOLDER.glob("*.toml"))
    return {path.stem: read_instrument(path.read_text(encoding="utf-8"), path.name) for path in paths}


def instruments() -> tuple[Instrument, ...]:
    """Every instrument, ordered by id."""
    return tuple(_all()[key] for key in sorted(_all()))


def instrument(id: str) -> Instrument | None:
    """The instrument with this id, or None when it is not known."""
    return _all().get(id)


def instrument_named(text: str) -> Instrument:
    """The instrument that somebody wrote down: phq9, PHQ-9, 4dsq. NotFoundError lists the known ids."""
    written = _letters(text)
    for one in instruments():
        if written in {
            _letters(name) for name in (one.id, *(said.split(" – ")[0] for said in (one.name.nl, one.name.en)))
        }:
            return one
    known = ", ".join(one.id for one in instruments())
    raise NotFoundError(N_("There is no instrument {given}."), N_("Known are: {known}."), given=text, known=known)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
