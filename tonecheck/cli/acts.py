"""``tonecheck acts`` and ``tonecheck explain``: what the acts are, without a letter."""

from __future__ import annotations

import click

from tonecheck.cli.localised import LocalisedCommand
from tonecheck.messages import LANGUAGES

_LANG = click.option("--lang", type=click.Choice(LANGUAGES), default="nl", envvar="TONECHECK_LANG", help="lang")


@click.command("acts", cls=LocalisedCommand, help="acts")
@_LANG
def acts(lang: str) -> None:
    """List the acts."""
    from tonecheck.cues.definitions import load_acts
    from tonecheck.presenting.act_text import list_acts

    click.echo(list_acts(load_acts(), lang), nl=False)


@click.command("explain", cls=LocalisedCommand, help="explain", short_help="explain_short")
@click.argument("name", metavar="HANDELING")
@_LANG
def explain(name: str, lang: str) -> None:
    """Explain one act."""
    from tonecheck.cues.definitions import find_act
    from tonecheck.presenting.act_text import describe_act
    from tonecheck.rephrasing.strategies import load_strategies

    act = find_act(name)
    click.echo(describe_act(act, load_strategies().get(act.code, ()), lang))
