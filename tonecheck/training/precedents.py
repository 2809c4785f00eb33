"""Store what has to be known of the sentences of precedents: ``python -m tonecheck.training.precedents``.

To be run whenever a file in ``data/precedents`` or the encoder changes: it writes the vectors of the known sentences,
and what their marked phrases do in them.
"""

from __future__ import annotations

import click

from tonecheck.classifying.artefact import load_model
from tonecheck.pipeline import load_pipeline
from tonecheck.rephrasing.precedents import load_precedents
from tonecheck.rephrasing.recalling import KNOWN_FILE, distinct, known_roles, save_known
from tonecheck.resources import data_folder, models_folder


@click.command()
def main() -> None:
    """Write what is known by the encoder of the default model and the pipeline that comes with tonecheck."""
    precedents, pipeline = load_precedents(), load_pipeline(models_folder() / "pipeline")
    roles = [known_roles(item, pipeline.analyse([one.text for one in item.sentences])) for item in precedents]
    save_known(data_folder(KNOWN_FILE), precedents, load_model(models_folder() / "tone").reader, roles)
    click.echo(f"{len(precedents)} precedents with {len(distinct(precedents))} sentences.")


if __name__ == "__main__":
    main()
