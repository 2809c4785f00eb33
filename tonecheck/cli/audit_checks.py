"""``tonecheck audit compare``, ``sample`` and ``agreement``: what may be concluded from an audit."""

from __future__ import annotations

from pathlib import Path

import click

from tonecheck.cli.localised import LocalisedCommand
from tonecheck.errors import TonecheckError
from tonecheck.messages import LANGUAGES, translate

_EXTRA = (
    *("datasketch", "dateparser", "distributed", "duckdb", "matplotlib", "openpyxl", "phonenumbers", "pyarrow"),
    *("schwifty", "sqlalchemy", "statsmodels"),
)


def needs_audit_extra() -> None:
    """Say how to install what an audit needs.

    Raises
    ------
    TonecheckError
        If any of it is missing.
    """
    from importlib.util import find_spec

    if not all(map(find_spec, _EXTRA)):
        raise TonecheckError("audit_extra")


@click.command("compare", cls=LocalisedCommand, help="audit_compare")
@click.argument("dataset", metavar="DATASET", type=click.Path(path_type=Path))
@click.option("--by", "name", required=True, help="audit_compare_by")
@click.option("--split", "moment", help="audit_compare_split")
@click.option("--groups", default="", help="audit_compare_groups")
@click.option("--lang", type=click.Choice(LANGUAGES), default="nl", help="lang")
def compare(dataset: Path, name: str, moment: str | None, groups: str, lang: str) -> None:
    """Compare groups or periods of letters."""
    needs_audit_extra()
    from tonecheck.audit.comparing import compare_groups, compare_periods
    from tonecheck.audit.dataset import LETTERS, Dataset
    from tonecheck.presenting.audit_text import differences_text

    rows = Dataset(dataset).table(LETTERS, ["id", "label", "metadata"]).to_pylist()
    if moment:
        found = compare_periods(rows, name, moment)
    else:
        found = compare_groups(rows, name, [group.strip() for group in groups.split(",") if group.strip()])
    click.echo(differences_text(found, lang), nl=False)


@click.command("sample", cls=LocalisedCommand, help="audit_sample")
@click.argument("dataset", metavar="DATASET", type=click.Path(path_type=Path))
@click.option("--n", "size", type=click.IntRange(1), default=50, help="audit_sample_size")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="audit_sample_output")
@click.option("--lang", type=click.Choice(LANGUAGES), default="nl", help="lang")
def sample(dataset: Path, size: int, output: Path, lang: str) -> None:
    """Draw letters for people to label."""
    needs_audit_extra()
    from tonecheck.audit.dataset import LETTERS, Dataset
    from tonecheck.audit.sampling import sample, sample_sheet
    from tonecheck.cli.output import write_aside

    chosen = sample(Dataset(dataset).table(LETTERS, ["id", "label"]).to_pylist(), size)
    write_aside(output, sample_sheet(chosen))
    click.echo(translate("audit.sampled", lang, count=len(chosen), output=output))


@click.command("agreement", cls=LocalisedCommand, help="audit_agreement")
@click.argument("labels", metavar="LABELS", type=click.Path(path_type=Path))
@click.argument("dataset", metavar="DATASET", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(LANGUAGES), default="nl", help="lang")
def agreement(labels: Path, dataset: Path, lang: str) -> None:
    """Compare people's labels with the tool's."""
    needs_audit_extra()
    from tonecheck.audit.dataset import LETTERS, Dataset
    from tonecheck.audit.sampling import agreement, read_labels
    from tonecheck.presenting.audit_text import agreement_text
    from tonecheck.types import TONES

    names = {tone.value: tone.value for tone in TONES}
    names |= {translate(f"tone.{tone.value}", each): tone.value for tone in TONES for each in LANGUAGES}
    rows = Dataset(dataset).table(LETTERS, ["id", "label"]).to_pylist()
    click.echo(agreement_text(agreement(read_labels(labels, names), rows), lang), nl=False)
