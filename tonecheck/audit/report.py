"""The report on an archive: one page without scripts, to read, print and pass on.

Sentences in it stand there as the dataset has them: without personal data, unless somebody asked for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tonecheck.audit.charts import bar_chart, tone_chart
from tonecheck.audit.dataset import ERRORS, LETTERS, Dataset
from tonecheck.audit.duplicates import APART, ONCE, counted, templates_in, with_groups
from tonecheck.audit.privacy import shown_id
from tonecheck.audit.sources.items import DATE
from tonecheck.audit.summing import (
    Corrected,
    Share,
    by_group,
    by_period,
    corrected,
    effective_size,
    letters_with,
    measured_errors,
    share,
    tone_shares,
)
from tonecheck.cues.definitions import load_acts
from tonecheck.messages import translate
from tonecheck.resources import data_folder
from tonecheck.version import __version__

_FIRST = 20
_QUOTES = 3
_MOST_GROUPS = 40


def report(folder: Path, lang: str, duplicates: str = APART) -> str:
    """Return the report on the dataset in `folder` as an HTML page in `lang`; everything from the archive is escaped.

    Parameters
    ----------
    folder
        The dataset.
    lang
        ``nl`` or ``en``.
    duplicates
        Whether letters from one template count each (``apart``) or together as one (``once``).

    Raises
    ------
    TonecheckError
        If the folder is no dataset.
    """
    dataset = Dataset(folder)
    manifest = dataset.manifest()
    judged, failures = with_groups(dataset.table(LETTERS).to_pylist()), dataset.table(ERRORS).to_pylist()
    show_id = str if dataset.with_text() else shown_id
    rows = counted(judged, duplicates)
    environment = Environment(
        loader=FileSystemLoader(data_folder("templates")), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )

    def text(key: str, **values: object) -> str:
        return translate(key, lang, **values)

    def percent(value: float) -> str:
        return f"{value:.1%}".replace(".", "," if lang == "nl" else ".")

    def interval(found: Share | Corrected) -> str:
        return f"{percent(found.low)}–{percent(found.high)}"

    shares = tone_shares(row["label"] for row in rows)
    size = effective_size(row["template"] or row["duplicate_of"] or row["id"] for row in rows)
    errors = measured_errors(manifest["model"])
    groups, acts = _groups(rows), _named_acts(rows, lang)
    return environment.get_template("audit.html.j2").render(
        t=text,
        percent=percent,
        interval=interval,
        lang=lang,
        rows=rows,
        failures=failures,
        same=sum(row["duplicate_of"] is not None for row in judged),
        judged=judged,
        templates=templates_in(judged),
        once=duplicates == ONCE,
        shares=shares,
        corrected={tone: corrected(shares[tone], counts, size) for tone, counts in errors.items()},
        errors=errors,
        groups=groups,
        charts=_charts(shares, groups, acts, lang),
        acts=acts,
        missing={text(f"missing.{name}"): found for name, found in letters_with(rows, "missing").items()},
        fields=_fields(rows, lang),
        quotes=_typical(rows, lang),
        show_id=show_id,
        heading=partial(_heading, lang=lang),
        first=sorted(rows, key=lambda row: (-row["dismissive"], row["id"]))[:_FIRST],
        made_by=translate(
            "report.made_by", lang, version=__version__, model=manifest["model"], pipeline=manifest["pipeline"]
        ),
    )


def _charts(
    shares: Mapping[str, Share],
    groups: Mapping[str, Mapping[str, Mapping[str, Share]]],
    acts: Mapping[str, tuple[str, Share]],
    lang: str,
) -> dict[str, Markup]:
    """Return the pictures by the name of their table; each has a table beside it that says the same."""
    if not any(found.total for found in shares.values()):
        return {}
    labels = {tone: translate(f"tone.{tone}", lang) for tone in shares}

    def title(what: str) -> str:
        return translate("audit.chart", lang, what=what)

    everything = translate("audit.all_letters", lang)
    drawn = {"tones": tone_chart({everything: shares}, labels, title(translate("audit.tones", lang)))}
    for name, found in groups.items():
        drawn[f"by {name}"] = tone_chart(found, labels, title(_heading(name, lang)))
    dismissive = {name: found for name, (tone, found) in acts.items() if tone == "dismissive"}
    if dismissive:
        drawn["acts"] = bar_chart(dismissive, "dismissive", title(translate("audit.acts", lang)))
    return {name: Markup(svg) for name, svg in drawn.items()}  # noqa: S704  # matplotlib escapes what it writes


def _heading(name: str, lang: str) -> str:
    return translate("audit.over_time", lang) if name == DATE else translate("audit.by", lang, name=name)


def _groups(rows: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, dict[str, Share]]]:
    """Return the shares over time, and by every kind of metadata that divides the letters into a handful of groups."""
    names = sorted({name for row in rows for name, _ in row["metadata"]}, key=lambda name: (name != DATE, name))
    found = {name: (by_period if name == DATE else by_group)(rows, name) for name in names}
    return {name: groups for name, groups in found.items() if 1 < len(groups) <= _MOST_GROUPS}


def _named_acts(rows: Sequence[Mapping[str, Any]], lang: str) -> dict[str, tuple[str, Share]]:
    acts = load_acts()
    return {acts[code].name[lang]: (acts[code].tone.value, found) for code, found in letters_with(rows, "acts").items()}


def _typical(rows: Sequence[Mapping[str, Any]], lang: str) -> dict[str, list[str]]:
    """Return for every dismissive act a few sentences, each of another letter, the surest first."""
    by_act: dict[str, list[tuple[float, str, str]]] = {}
    for row in rows:
        for quote in row["quotes"]:
            by_act.setdefault(quote["act"], []).append((-quote["probability"], row["id"], quote["text"]))
    acts = load_acts()
    return {
        acts[code].name[lang]: list(dict.fromkeys(text for *_, text in sorted(found)))[:_QUOTES]
        for code, found in sorted(by_act.items(), key=lambda item: (-len(item[1]), item[0]))
    }


def _fields(rows: Sequence[Mapping[str, Any]], lang: str) -> dict[str, Share]:
    counts = Counter(row["field"] for row in rows if row["field"])
    return {
        translate(f"field.{name}", lang).partition(":")[0]: share(count, counts.total())
        for name, count in sorted(counts.items())
    }
