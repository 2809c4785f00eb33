"""``python -m tonecheck``."""

from tonecheck.cli.main import main

main()
