"""Draw the picture in README: ``python docs/make_picture.py``."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent


def main() -> None:
    """Run the command on the example letter and write ``docs/images/check.svg``."""
    command = [sys.executable, "-m", "tonecheck", "check", str(HERE / "examples" / "brief.docx"), "--color", "always"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    console = Console(record=True, width=84, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(shown))
    svg = console.export_svg(title="tonecheck check docs/examples/brief.docx")
    # No fonts from outside: whoever opens the picture asks nobody for anything.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    target = HERE / "images" / "check.svg"
    target.parent.mkdir(exist_ok=True)
    target.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
