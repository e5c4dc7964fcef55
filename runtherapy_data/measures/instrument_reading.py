"""Reading an instrument file: its form, and what its facts have to agree on with each other."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterator

from pydantic import ValidationError

from runtherapy_data.errors import ConfigurationError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.instrument_file import InstrumentFile, ItemsFile, ScaleFile


def read_file(text: str, name: str) -> InstrumentFile:
    """An instrument file from its text; ConfigurationError names the file, the fact and what is wrong with it."""
    try:
        file = InstrumentFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise _wrong(name, "TOML", str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise _wrong(name, ".".join(str(part) for part in first["loc"]), first["msg"]) from error
    for fact, problem in disagreements(file):
        raise _wrong(name, fact, problem)
    return file


def _wrong(name: str, fact: str, problem: str) -> ConfigurationError:
    return ConfigurationError(
        N_("The instrument file {file} cannot be used: {fact}: {problem}."), file=name, fact=fact, problem=problem
    )


def disagreements(file: InstrumentFile) -> Iterator[tuple[str, str]]:
    """What the facts of a file contradict each other in: the fact, and what is wrong with it."""
    if not file.direction.is_usable:
        yield "direction", "has to be known before a score can be kept, and it is UNSURE"
    scales = {"total": file.total, **{f"subscales.{code}": scale for code, scale in file.subscales.items()}}
    if not any(scale.range and scale.range.is_usable for scale in scales.values()):
        yield "total.range", "no score of this instrument has a known range"
    for path, scale in scales.items():
        yield from _scale(path, scale)
    yield from _items(file)
    for number, remark in enumerate(file.remarks, 1):
        if remark.about not in {"instrument", "total", *file.subscales}:
            yield f"remarks.{number}.about", f"'{remark.about}' is no score of this instrument"


def _scale(path: str, scale: ScaleFile) -> Iterator[tuple[str, str]]:
    if scale.range is None:
        if any(getattr(scale, name) is not None for name in ScaleFile.model_fields if name != "range"):
            yield f"{path}.range", "is missing, while other facts of this score are there"
        return
    low, high = scale.range.value
    if low >= high:
        yield f"{path}.range", "the lowest score is not below the highest"
    if scale.bands:
        steps = scale.bands.steps
        if (steps[0].low, steps[-1].high) != (low, high):
            yield f"{path}.bands", "do not cover the range from its lowest to its highest score"
        if any(step.low > step.high for step in steps):
            yield f"{path}.bands", "a band ends before it begins"
        if any(after.low != before.high + 1 for before, after in itertools.pairwise(steps)):
            yield f"{path}.bands", "leave a hole or overlap"
    caseness = scale.published_change.caseness if scale.published_change else None
    for name, point in (("cutoff", scale.cutoff), ("published_change.caseness", caseness)):
        if point is not None and not low <= point.value <= high:
            yield f"{path}.{name}", "lies outside the range"
    if scale.reliability and scale.reliability.value >= 1:
        yield f"{path}.reliability", "has to be below 1"
    for name in ("sd", "smallest_change"):
        number = getattr(scale, name)
        if number and number.value > high - low:
            yield f"{path}.{name}", "is larger than the whole range"


def _items(file: InstrumentFile) -> Iterator[tuple[str, str]]:
    numbers = {f"subscales.{code}.items": one.items.value for code, one in file.subscales.items() if one.items}
    if file.items is None:
        for path in (*numbers, *(["missing"] if file.missing else []), *(["risk_items"] if file.risk_items else [])):
            yield path, "names items, while the file does not say how many there are"
        return
    fewest, most = file.items.count.ends
    low, high = file.items.answers.value
    if not 1 <= fewest <= most:
        yield "items.count", "has to be 1 or more, the fewest first"
    if low >= high:
        yield "items.answers", "the lowest answer is not below the highest"
    if file.items.reverse:
        numbers["items.reverse"] = file.items.reverse.value
    for number, risk in enumerate(file.risk_items, 1):
        numbers[f"risk_items.{number}.item"] = (risk.item,)
        if not low <= risk.at_or_above <= high:
            yield f"risk_items.{number}.at_or_above", "is no answer of this instrument"
    for path, items in numbers.items():
        if len(set(items)) != len(items) or not all(1 <= item <= fewest for item in items):
            yield path, f"has to be different numbers from 1 to {fewest}"
    if file.items.recode and not all(low <= answer <= high for answer in file.items.recode.value):
        yield "items.recode", "names an answer that there is not"
    owned = [item for path, items in numbers.items() if path.startswith("subscales.") for item in items]
    if len(set(owned)) != len(owned):
        yield "subscales", "an item counts in two subscales"
    if file.missing and file.missing.at_most >= fewest:
        yield "missing.at_most", "would let every item be missing"
    yield from _reachable(file, file.items)


def _reachable(file: InstrumentFile, items: ItemsFile) -> Iterator[tuple[str, str]]:
    """The range of a score has to be what its items can give: a wrong count, factor or range shows here."""
    recode = items.recode.value if items.recode else {}
    ends = [float(recode.get(int(end), end)) for end in items.answers.value]
    scores = [
        (f"subscales.{code}", one.range, one.items and len(one.items.value)) for code, one in file.subscales.items()
    ]
    for path, range_, count in (*scores, ("total", file.total.range, items.count.ends[1])):
        if range_ is None or not count:
            continue
        times = items.method.factor * (count if items.method.value == "sum" else 1)
        if range_.value != (ends[0] * times, ends[1] * times):
            yield f"{path}.range", "is not what the lowest and the highest answers to its items give"
