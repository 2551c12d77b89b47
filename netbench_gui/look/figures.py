"""Writes numbers for people, in the language of the window."""

from __future__ import annotations

import math

from PySide6.QtCore import QLocale

THIN_SPACE = "\u2009"
NOTHING = "–"
_TINY, _HUGE = 0.0005, 1e6
# A round number that Qt's 32 bits hold; languages look at the last figures of an amount.
_MOST = 2_000_000_000


def figure(value: float | None, decimals: int = 3) -> str:
    """A number with so many decimals: "0.150"; very small and very large ones as "1.2e-5"."""
    if value is None or math.isnan(value):
        return NOTHING
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    locale = _locale()
    if value and (abs(value) < _TINY or abs(value) >= _HUGE) and decimals:
        text, e, power = locale.toString(abs(value), "g", 3).partition("e")
        return f"{'−' if value < 0 else ''}{text}{e}{int(power) if e else ''}"
    return _grouped(locale.toString(abs(value), "f", decimals), locale, negative=value < 0)


def measure(value: float | None) -> str:
    """A number in units of its own, with about four digits that count: "152.3", "0.480"."""
    if value is None or not math.isfinite(value) or value == 0:
        return figure(value)
    return figure(value, min(max(3 - math.floor(math.log10(abs(value))), 0), 3))


def rate_text(value: float) -> str:
    """A learning rate with three digits that count: "0.00025", "1.2e-5"."""
    text, e, power = _locale().toString(value, "g", 3).partition("e")
    return f"{text}{e}{int(power) if e else ''}"


def percent(share: float | None, decimals: int = 1) -> str:
    """A share from 0 to 1: "96.1 %"."""
    if share is None or not math.isfinite(share):
        return NOTHING
    return f"{_locale().toString(share * 100, 'f', decimals)} %"


def count(value: int) -> str:
    """A whole number, in groups of three from 10 000 on: "65 536"."""
    return _grouped(str(abs(value)), _locale(), negative=value < 0)


def plural(value: int) -> int:
    """A whole number as `tr` takes it to choose singular or plural: it knows 32 bits only."""
    return value if value < _MOST else _MOST // 2 + value % 1_000_000


def _locale() -> QLocale:
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale


def _grouped(text: str, locale: QLocale, *, negative: bool) -> str:
    whole, point, rest = text.partition(locale.decimalPoint())
    if len(whole) > 4:
        head = len(whole) % 3
        groups = [whole[:head]] if head else []
        groups += [whole[i : i + 3] for i in range(head, len(whole), 3)]
        whole = THIN_SPACE.join(groups)
    return f"{'−' if negative else ''}{whole}{point}{rest}"
