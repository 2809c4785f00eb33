"""The program ``tonecheck``."""

from __future__ import annotations

import sys

import click

from tonecheck.cli.acts import acts, explain
from tonecheck.cli.audit import audit
from tonecheck.cli.check import check
from tonecheck.cli.corpus_commands import evaluate, train
from tonecheck.cli.localised import LocalisedGroup, interface_language, usage_message
from tonecheck.cli.practise import practise
from tonecheck.cli.rephrase import rephrase
from tonecheck.cli.settings_commands import config, cues, ignore
from tonecheck.errors import TonecheckError
from tonecheck.version import __version__

BAD_INPUT = 2


@click.group("tonecheck", cls=LocalisedGroup, help="main")
@click.version_option(__version__, "--version", message="tonecheck %(version)s", help="version")
def cli() -> None:
    """Group the commands."""


@cli.command("schema", help="schema")
def schema_command() -> None:
    """Print the JSON Schema of the JSON report."""
    import json

    from tonecheck.presenting.json_report import schema

    click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))


for command in (check, rephrase, audit, acts, explain, config, ignore, cues, practise, train, evaluate):
    cli.add_command(command)
# Officials know it by its Dutch name.
cli.add_command(practise, "oefenen")


def main() -> None:
    """Run the program and end the process with its exit status: 0, 1 (``--fail-on`` met) or 2 (bad input)."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe on Windows may be Windows-1252; letters hold more than that.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    lang = interface_language()
    try:
        status = cli.main(prog_name="tonecheck", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        status = BAD_INPUT
    except click.UsageError as error:
        click.echo(usage_message(error, lang), err=True)
        status = BAD_INPUT
    except TonecheckError as error:
        click.echo(error.message(lang), err=True)
        status = BAD_INPUT
    except (click.exceptions.Abort, KeyboardInterrupt):
        status = 130
    except BrokenPipeError:
        # The reader of our output has seen enough, as `| head` does.
        sys.stderr.close()
        status = 0
    sys.exit(status if isinstance(status, int) else 0)
