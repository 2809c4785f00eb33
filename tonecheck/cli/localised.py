"""Click in the user's language: headings, the help option, and mistakes on the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from tonecheck.messages import LANGUAGES, translate


def interface_language(arguments: Sequence[str] | None = None) -> str:
    """Return the language to talk in: ``--lang`` on the command line, else ``TONECHECK_LANG``, else Dutch.

    Help is printed before options are parsed, so the arguments are looked at here.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    candidates = [os.environ.get("TONECHECK_LANG", "")]
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            candidates.append(arguments[index + 1])
        elif argument.startswith("--lang="):
            candidates.append(argument.partition("=")[2])
    return next((lang for lang in reversed(candidates) if lang in LANGUAGES), "nl")


class LocalisedCommand(click.Command):
    """A command whose help is in the user's language; `help` and options name message keys."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        lang = interface_language()
        parts = [translate("help.arguments", lang)]
        parts += [p.make_metavar(ctx) for p in self.params if isinstance(p, click.Argument)]
        formatter.write_usage(ctx.command_path, " ".join(parts), prefix=translate("help.usage", lang))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(translate(f"help.{self.help}", interface_language()))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        _write_options(self, ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what the list of commands says."""
        return translate(f"help.{self.short_help or self.help}", interface_language())


class LocalisedGroup(click.Group):
    """A group of commands whose help is in the user's language."""

    command_class = LocalisedCommand

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        lang = interface_language()
        arguments = translate("help.command_arguments", lang)
        formatter.write_usage(ctx.command_path, arguments, prefix=translate("help.usage", lang))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the program does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(translate(f"help.{self.help}", interface_language()))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        _write_options(self, ctx, formatter)
        rows = [(name, self.commands[name].get_short_help_str()) for name in self.list_commands(ctx)]
        with formatter.section(translate("help.commands", interface_language())):
            formatter.write_dl(rows)


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    lang = interface_language()
    rows = []
    for parameter in command.get_params(ctx):
        if not isinstance(parameter, click.Argument) and (record := parameter.get_help_record(ctx)):
            # click adds the range of a number to the key.
            names, key = record[0], record[1].partition("  ")[0]
            rows.append((names, translate(f"help.{key}" if f"help.{key}" in _keys(lang) else "help.show_help", lang)))
    with formatter.section(translate("help.options", lang)):
        formatter.write_dl(rows)


def _keys(lang: str) -> frozenset[str]:
    from tonecheck.messages import catalogue

    return frozenset(catalogue(lang))


def usage_message(error: click.UsageError, lang: str) -> str:
    """Say in one sentence of `lang` what is wrong on the command line."""
    command = error.ctx.command_path if error.ctx else "tonecheck"
    return translate("error.usage", lang, reason=_reason(error, lang), command=command)


def _reason(error: click.UsageError, lang: str) -> str:
    if isinstance(error, click.NoSuchOption):
        return translate("error.no_such_option", lang, option=error.option_name)
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param else "?"
        return translate("error.missing_argument", lang, name=name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        option = error.param.opts[0]
        if isinstance(error.param.type, click.Choice):
            value = error.message.split("'")[1] if "'" in error.message else "?"
            choices = ", ".join(map(str, error.param.type.choices))
            return translate("error.bad_choice", lang, option=option, value=value, choices=choices)
        return translate("error.bad_value", lang, option=option, detail=error.message.rstrip("."))
    if isinstance(error, click.BadOptionUsage):
        return translate("error.needs_value", lang, option=error.option_name)
    if "No such command" in error.message:
        return translate("error.no_such_command", lang, name=error.message.split("'")[1])
    return translate("error.unexpected", lang)
