"""``tonecheck audit``: judge an archive of letters, and ask questions about what was found."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tonecheck.cli.audit_checks import agreement, compare, needs_audit_extra, sample
from tonecheck.cli.localised import LocalisedCommand, LocalisedGroup
from tonecheck.errors import TonecheckError
from tonecheck.messages import LANGUAGES, translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from tonecheck.audit.running import Progress


_NAMED = 10
"""So many rows that match no letter are named."""


class ArchiveGroup(LocalisedGroup):
    """A group in which a first argument that is no command is an archive for ``run``."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or take `args` as those of ``run``."""
        if args and args[0] not in self.commands:
            args = ["run", *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take options before the archive as those of ``run`` too: the group itself has only ``--help``."""
        if args and args[0].startswith("-") and args[0] not in self.get_help_option_names(ctx):
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group("audit", cls=ArchiveGroup, help="audit")
def audit() -> None:
    """Group the commands."""


@audit.command("run", cls=LocalisedCommand, help="audit_run")
@click.argument("archive", metavar="[ARCHIEF]", type=click.Path(path_type=Path), required=False)
@click.option("--sql", type=(str, str), help="audit_sql")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="audit_output")
@click.option("--path-pattern", default="", help="path_pattern")
@click.option("--metadata", type=click.Path(path_type=Path), help="audit_metadata")
@click.option("--text-column", default="text", help="text_column")
@click.option("--incoming-column", default="incoming", help="incoming_column")
@click.option("--id-column", default="id", help="id_column")
@click.option("--date-column", default="datum", help="date_column")
@click.option("--jobs", type=int, default=-1, help="jobs")
@click.option("--scheduler", default="", help="audit_scheduler")
@click.option("--with-text", is_flag=True, help="audit_with_text")
@click.option("--model", default="tone", help="model")
@click.option("--pipeline", help="pipeline")
@click.option("--lang", type=click.Choice(LANGUAGES), default="nl", help="lang")
def run(
    archive: Path | None,
    sql: tuple[str, str] | None,
    output: Path,
    path_pattern: str,
    metadata: Path | None,
    text_column: str,
    incoming_column: str,
    id_column: str,
    date_column: str,
    jobs: int,
    scheduler: str,
    with_text: bool,
    model: str,
    pipeline: str | None,
    lang: str,
) -> None:
    """Judge the letters of an archive."""
    needs_audit_extra()
    from tonecheck.audit.running import Options, audit
    from tonecheck.audit.sources import Columns, Query

    source = Query(*sql) if sql else archive
    if source is None or (sql and archive):
        raise TonecheckError("audit_one_source")
    columns = Columns(text_column, id_column, incoming_column, date_column)
    options = Options(
        columns, path_pattern, metadata, model, pipeline, lang, jobs, scheduler=scheduler, with_text=with_text
    )
    try:
        with _Bar(lang) as tell:
            found = audit(source, output, options, tell)
    except KeyboardInterrupt:
        click.echo(f"\n{translate('audit.stopped', lang)}", err=True)
        sys.exit(130)
    if found.unmatched:
        names = ", ".join(found.unmatched[:_NAMED])
        click.echo(
            translate("audit.unmatched", lang, count=len(found.unmatched), metadata=metadata, names=names), err=True
        )
    judged = found.done - found.failed
    click.echo(
        translate("audit.done", lang, judged=judged, failed=found.failed, dismissive=found.dismissive, output=output)
    )


@audit.command("report", cls=LocalisedCommand, help="audit_report")
@click.argument("dataset", metavar="DATASET", type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(path_type=Path), required=True, help="audit_report_output")
@click.option("--duplicates", type=click.Choice(["apart", "once"]), default="apart", help="audit_duplicates")
@click.option("--lang", type=click.Choice(LANGUAGES), default="nl", help="lang")
def report(dataset: Path, output: Path, duplicates: str, lang: str) -> None:
    """Write a report on a dataset."""
    needs_audit_extra()
    from tonecheck.audit.report import report
    from tonecheck.cli.output import write_aside

    write_aside(output, report(dataset, lang, duplicates).encode("utf-8"))
    click.echo(translate("audit.reported", lang, output=output))


@audit.command("export", cls=LocalisedCommand, help="audit_export")
@click.argument("dataset", metavar="DATASET", type=click.Path(path_type=Path))
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="audit_to")
@click.option("--lang", type=click.Choice(LANGUAGES), default="nl", help="lang")
def export(dataset: Path, target: Path, lang: str) -> None:
    """Write the table of letters to a file."""
    needs_audit_extra()
    from tonecheck.audit.asking import export

    count = export(dataset, target)
    click.echo(translate("audit.exported", lang, count=count, output=target))


@audit.command("query", cls=LocalisedCommand, help="audit_query")
@click.argument("dataset", metavar="DATASET", type=click.Path(path_type=Path))
@click.argument("question", metavar="SQL")
def query(dataset: Path, question: str) -> None:
    """Answer a question in SQL about the tables ``letters`` and ``errors``."""
    needs_audit_extra()
    from tonecheck.audit.asking import query

    click.echo(query(dataset, question), nl=False)


class _Bar:
    """A progress bar on a terminal, and a line now and then elsewhere; gives a function to tell it how far we are."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def __enter__(self) -> Callable[[Progress], None]:
        from rich import progress as rich_progress
        from rich.console import Console

        console = Console(stderr=True)
        self._bar = rich_progress.Progress(
            rich_progress.TextColumn("{task.description}"),
            rich_progress.BarColumn(),
            rich_progress.MofNCompleteColumn(),
            rich_progress.TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._bar.start()
        task = self._bar.add_task("", total=None)
        start = time.monotonic()

        def tell(progress: Progress) -> None:
            judged = progress.done - progress.failed
            dismissive, empathic = (
                f"{count / judged:.0%}" if judged else "–" for count in (progress.dismissive, progress.empathic)
            )
            rate = f"{progress.done / max(time.monotonic() - start, 0.001):.1f}"
            words = translate("audit.progress", self._lang, dismissive=dismissive, empathic=empathic, rate=rate)
            self._bar.update(task, completed=progress.done, total=progress.total, description=words)
            if not console.is_terminal and progress.done:
                click.echo(f"{progress.done}/{progress.total}  {words}", err=True)

        return tell

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


for command in (compare, sample, agreement):
    audit.add_command(command)
