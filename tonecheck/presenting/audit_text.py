"""Comparisons and agreement of an audit, as text for people who are no statisticians."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tonecheck.messages import translate

if TYPE_CHECKING:
    from tonecheck.audit.comparing import Difference
    from tonecheck.audit.sampling import Agreement

_SMALLEST = 0.001


def differences_text(found: Sequence[Difference], lang: str) -> str:
    """Return what may be said of each difference, and what may not."""
    lines = []
    for item in found:
        one, two = item.shares
        lines += [
            translate(
                "audit.compared",
                lang,
                tone=translate(f"tone.{item.tone}", lang),
                first=_name(item.first, lang),
                one=_number(one.value * 100, lang, "%"),
                n1=one.total,
                second=_name(item.second, lang),
                two=_number(two.value * 100, lang, "%"),
                n2=two.total,
            ),
            "  "
            + translate(
                "audit.difference",
                lang,
                value=_number(item.value * 100, lang),
                low=_number(item.low * 100, lang),
                high=_number(item.high * 100, lang),
            ),
            "  " + translate(f"audit.difference_{'certain' if item.certain else 'chance'}", lang, p=_p(item, lang)),
        ]
    return "\n".join([*lines, "", translate("audit.comparisons", lang, count=len(found)), ""])


def agreement_text(found: Agreement, lang: str) -> str:
    """Return how far people and the tool agree, for all labels and for each."""
    lines = [
        translate("audit.agreed", lang, count=found.count, accuracy=_number(found.accuracy * 100, lang, "%")),
        translate("audit.kappa", lang),
    ]
    for name, (value, low, high) in found.kappa.items():
        label = translate("audit.kappa_all" if name == "all" else f"tone.{name}", lang)
        lines.append(f"  {label}: {_decimal(value, lang)} ({_decimal(low, lang)}–{_decimal(high, lang)})")
    return "\n".join([*lines, ""])


def _name(group: str, lang: str) -> str:
    return translate(f"audit.{group}", lang) if group in ("before", "since") else group


def _p(item: Difference, lang: str) -> str:
    return f"< {_decimal(_SMALLEST, lang, 3)}" if item.adjusted < _SMALLEST else _decimal(item.adjusted, lang, 3)


def _number(value: float, lang: str, sign: str = "") -> str:
    return _decimal(value, lang, 1) + sign


def _decimal(value: float, lang: str, places: int = 2) -> str:
    text = f"{value:.{places}f}"
    return text.replace(".", ",") if lang == "nl" else text
