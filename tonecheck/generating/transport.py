"""One HTTP request to a checked address: no proxy, no redirect, no second try, a limit on time and on size.

The standard library's ``http.client`` is used because it does only what is asked: `urllib` would send the letter to a
proxy that the environment names, and go where a redirect leads.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
from collections.abc import Callable, Mapping

from tonecheck.generating.address import Address, is_loopback
from tonecheck.generating.generator import GeneratorError

MAX_BYTES = 1_000_000
_CHUNK = 65_536
_REDIRECTS = range(300, 400)
_OK = 200


def post(address: Address, body: bytes, headers: Mapping[str, str], seconds: float, name: str) -> bytes:
    """Send `body` to what people know as `name`, and return the body of the answer.

    Raises
    ------
    GeneratorError
        If there is no good answer within `seconds`, from the first byte sent to the last byte read.
    """

    def failure(key: str, **values: object) -> GeneratorError:
        return GeneratorError(key, broken=True, name=name, seconds=f"{seconds:g}", **values)

    kind = http.client.HTTPSConnection if address.secure else http.client.HTTPConnection
    connection = kind(address.host, address.port, timeout=seconds)
    overdue = threading.Event()
    watchdog: threading.Timer | None = None
    try:
        connection.connect()
        line: socket.socket = connection.sock
        if address.local and not is_loopback(line.getpeername()[0]):
            # The name of this computer leads elsewhere on this machine; nothing has been sent yet.
            raise failure("generator_elsewhere")
        # A time-out on the socket starts anew at every byte, so a slow drip would never end.
        watchdog = threading.Timer(seconds, _hang_up, [line, overdue])
        watchdog.daemon = True
        watchdog.start()
        connection.request("POST", address.path, body, dict(headers))
        return _read(connection.getresponse(), overdue, failure)
    except TimeoutError:
        raise failure("generator_timeout") from None
    except (OSError, http.client.HTTPException):
        if overdue.is_set():
            raise failure("generator_timeout") from None
        raise failure("generator_unreachable") from None
    finally:
        if watchdog:
            watchdog.cancel()
        connection.close()


def _read(
    response: http.client.HTTPResponse, overdue: threading.Event, failure: Callable[..., GeneratorError]
) -> bytes:
    with contextlib.closing(response):
        if response.status in _REDIRECTS:
            raise failure("generator_redirect")
        if response.status != _OK:
            raise failure("generator_status", status=response.status)
        answer = bytearray()
        while chunk := response.read1(_CHUNK):
            answer += chunk
            if len(answer) > MAX_BYTES:
                raise failure("generator_too_large")
        # Hanging up looks like the end of the answer.
        if overdue.is_set():
            raise failure("generator_timeout")
        return bytes(answer)


def _hang_up(line: socket.socket, overdue: threading.Event) -> None:
    overdue.set()
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
