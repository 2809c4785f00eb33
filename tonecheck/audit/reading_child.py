"""The process in which documents of an archive are read: it may be killed at any moment.

It takes one request a line on standard input, an item as JSON, and answers with one line: the text, or what is wrong.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, BinaryIO

from tonecheck.audit.sources import Item, content
from tonecheck.errors import TonecheckError
from tonecheck.reading.reader import read_bytes


def main() -> None:
    """Answer requests until the input ends."""
    limit_memory(int(sys.argv[1]))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # A library that prints must not spoil an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)


def limit_memory(mebibytes: int) -> None:
    """Let no allocation go beyond `mebibytes`, where the system can; elsewhere only time and size are limited."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (mebibytes * 1024**2, mebibytes * 1024**2))
    except (ImportError, ValueError, OSError):
        return


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each line of `requests` with a line of `answers`."""
    for line in requests:
        asked = json.loads(line)
        item = Item(**{**asked, "span": tuple(asked["span"])})
        answers.write(json.dumps(answer(item)).encode() + b"\n")
        answers.flush()


def answer(item: Item) -> dict[str, Any]:
    """Return what was read of `item`, or the key and the values of what is wrong with it."""
    try:
        document = read_bytes(content(item), item.suffix, item.id)
        return {"text": document.text, "date": document.date, "template": document.template}
    except TonecheckError as error:
        return {"error": error.key, "values": {name: str(value) for name, value in error.values.items()}}
    except Exception as error:
        return {"error": "unreadable", "values": {"source": item.id, "reason": type(error).__name__}}


if __name__ == "__main__":
    main()
