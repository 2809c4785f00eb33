"""Where the files that come with the package are."""

from __future__ import annotations

from pathlib import Path

from tonecheck.errors import ModelError

_PACKAGE = Path(__file__).resolve().parent


def models_folder() -> Path:
    """Return the folder with the shipped models: inside an installed package, or beside it in a checkout.

    Raises
    ------
    ModelError
        If the installation lacks its models.
    """
    for folder in (_PACKAGE / "models", _PACKAGE.parent / "models"):
        if (folder / "pipeline" / "meta.json").is_file():
            return folder
    raise ModelError("models_missing")


def data_folder(*parts: str) -> Path:
    """Return a folder or file of the language data inside the package."""
    return _PACKAGE.joinpath("data", *parts)
