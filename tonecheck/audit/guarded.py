"""Read documents of an archive in a process that is killed when one takes too long or too much memory.

Archives hold damaged files and hostile ones: zip bombs, endless PDFs. What the limits of `tonecheck.reading` do not
hold, this does. The processes exchange JSON, so that nothing which a hostile document made is ever unpickled.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import IO

from tonecheck.audit.sources import Item, content
from tonecheck.errors import ReadError
from tonecheck.reading.reader import read_bytes
from tonecheck.types import Document

#: Reading these is nothing but decoding.
_PLAIN = frozenset({".txt"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may take."""

    seconds: float = 30.0
    mebibytes: int = 3072
    """Of address space."""


class GuardedReader:
    """Reads documents, one at a time; starts its process when the first asks for it, and again after a kill.

    Safe to share between threads.
    """

    def __init__(self, limits: Limits = Limits()) -> None:
        """Remember the `limits`; no process is started yet."""
        self._limits = limits
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()

    def read(self, item: Item) -> Document:
        """Read `item`.

        Raises
        ------
        ReadError
            If it cannot be read within the limits.
        """
        if item.fault is not None or item.text is not None or item.suffix in _PLAIN:
            return read_bytes(content(item), item.suffix, item.id)
        with self._lock:
            found = json.loads(self._ask(item))
        if "text" in found:
            return Document(item.id, found["text"], date=found["date"], template=found["template"])
        raise ReadError(found["error"], **found["values"])

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._kill()

    def _ask(self, item: Item) -> bytes:
        request = {name: getattr(item, name) for name in ("id", "suffix", "path", "member", "span")}
        try:
            requests = self._requests()
            requests.write(json.dumps(request).encode() + b"\n")
            requests.flush()
            answer = self._answers.get(timeout=self._limits.seconds)
        except queue.Empty:
            self._kill()
            raise ReadError("too_slow", source=item.id, limit=round(self._limits.seconds)) from None
        except OSError:
            answer = b""
        if not answer:
            self._kill()
            raise ReadError("reader_died", source=item.id)
        return answer

    def _requests(self) -> IO[bytes]:
        """Return where requests are written, of a process that lives."""
        if self._process is not None and self._process.poll() is None and self._process.stdin:
            return self._process.stdin
        self._kill()
        self._answers = queue.Queue()
        process = subprocess.Popen(
            [sys.executable, "-m", "tonecheck.audit.reading_child", str(self._limits.mebibytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._process = process
        if process.stdin is None or process.stdout is None:  # never so with PIPE
            raise OSError
        threading.Thread(target=_collect, args=(process.stdout, self._answers), daemon=True).start()
        return process.stdin

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    stream.close()
        self._process = None


def _collect(lines: IO[bytes], answers: queue.Queue[bytes]) -> None:
    """Pass on whole lines, and an empty one at the end."""
    try:
        for line in lines:
            answers.put(line)
    except ValueError:  # the stream was closed while we waited
        pass
    answers.put(b"")
