"""Charts of an audit as SVG that stands in the page itself: bars with margins, beside the tables that say the same."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping, Sequence

from tonecheck.audit.summing import Share
from tonecheck.types import TONES

_COLOURS = {"dismissive": "#a3000b", "neutral": "#767676", "empathic": "#00602f"}
_HATCHES = {"dismissive": "///", "neutral": "", "empathic": "..."}
_WIDTH_INCHES = 8.0
_ROW_INCHES = 0.34
_SALT = "tonecheck"
_PROLOGUE = re.compile(r"^.*?(?=<svg)", re.DOTALL)


def bar_chart(rows: Mapping[str, Share], tone: str, title: str) -> str:
    """Return one bar for every share, with its 95% interval, as an ``<svg>`` element.

    Parameters
    ----------
    rows
        The shares by what they are called, in order.
    tone
        Whose colour and hatching the bars have.
    title
        What the picture shows, for those who do not see it.
    """
    names, shares = list(rows), list(rows.values())
    return _drawn(
        names,
        [([found.value * 100 for found in shares], tone, "")],
        [((found.value - found.low) * 100, (found.high - found.value) * 100) for found in shares],
        title,
    )


def tone_chart(rows: Mapping[str, Mapping[str, Share]], labels: Mapping[str, str], title: str) -> str:
    """Return one bar for every group, divided by tone, as an ``<svg>`` element; `labels` are the names of the tones."""
    names = list(rows)
    parts = [([rows[name][tone.value].value * 100 for name in names], tone.value, labels[tone.value]) for tone in TONES]
    return _drawn(names, parts, [], title)


def _drawn(
    names: Sequence[str],
    parts: Sequence[tuple[Sequence[float], str, str]],
    margins: Sequence[tuple[float, float]],
    title: str,
) -> str:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": _SALT, "font.family": "sans-serif", "font.size": 10}):
        figure = Figure(figsize=(_WIDTH_INCHES, _ROW_INCHES * (len(names) + 2.5)), layout="constrained")
        axes = figure.subplots()
        left = [0.0] * len(names)
        for values, tone, label in parts:
            axes.barh(
                range(len(names)),
                values,
                left=left,
                label=label or None,
                color=_COLOURS[tone],
                hatch=_HATCHES[tone],
                edgecolor="white",
                xerr=list(zip(*margins, strict=True)) if margins else None,
                ecolor="#1b1b1b",
                capsize=3,
            )
            left = [so_far + value for so_far, value in zip(left, values, strict=True)]
        axes.set_yticks(range(len(names)), [_short(name) for name in names])
        axes.invert_yaxis()
        axes.set_xlim(0, 100)
        axes.set_xlabel("%")
        axes.spines[["top", "right"]].set_visible(False)
        if any(label for *_, label in parts):
            figure.legend(loc="outside upper center", ncols=len(parts), frameon=False)
        stream = io.StringIO()
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return _accessible(stream.getvalue(), title)


def _accessible(svg: str, title: str) -> str:
    """Make of a whole SVG file an element with a name, without what refers to elsewhere."""
    from html import escape

    element = re.sub(r"<metadata>.*?</metadata>\s*", "", _PROLOGUE.sub("", svg), flags=re.DOTALL)
    element = re.sub(r"<style.*?</style>", "", element, flags=re.DOTALL)
    # Several pictures stand in one page, and every name in it may be given once.
    own = f"chart-{hashlib.sha256(title.encode()).hexdigest()[:8]}-"
    element = re.sub(r'(?<= id=")|(?<=url\(#)|(?<=href="#)', own, element)
    element = element.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "", 1).replace("xlink:href", "href")
    return element.replace(
        "<svg ", f'<svg role="img" stroke-linejoin="round" aria-label="{escape(title, quote=True)}" ', 1
    )


def _short(name: str, most: int = 40) -> str:
    # A dollar sign would begin a formula.
    plain = name.replace("$", r"\$")
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"
