"""Where a language model may be asked: on this computer, or on a host that was named."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from tonecheck.errors import TonecheckError

_ENDPOINT = "/chat/completions"
_DEFAULT_BASE = "/v1"
_LOCAL_NAME = "localhost"


@dataclass(frozen=True, slots=True)
class Address:
    """The address of an endpoint, checked."""

    host: str
    port: int | None
    path: str
    secure: bool
    local: bool
    """Whether it must turn out to be on this computer."""

    @property
    def shown(self) -> str:
        """Host and port, for people."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}" if self.port else host


def checked_address(url: str, allow: Iterable[str] = ()) -> Address:
    """Return the endpoint for chat completions at `url`.

    Parameters
    ----------
    url
        The base of the protocol (``http://localhost:11434/v1``) or the whole address.
    allow
        Hosts outside this computer that may be asked.

    Raises
    ------
    TonecheckError
        If this is no such address, or one outside this computer that is not in `allow`.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise TonecheckError("generator_url", url=url) from None
    strange = parts.username is not None or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or not host or strange or not url.isascii() or not url.isprintable():
        raise TonecheckError("generator_url", url=url)
    local = host == _LOCAL_NAME or is_loopback(host)
    if not local and host not in {name.strip().lower().strip("[]").rstrip(".") for name in allow}:
        raise TonecheckError("generator_not_allowed", host=host)
    path = parts.path.rstrip("/") or _DEFAULT_BASE
    return Address(
        host, port, path if path.endswith(_ENDPOINT) else path + _ENDPOINT, parts.scheme == "https", local=local
    )


def is_loopback(address: str) -> bool:
    """Tell whether `address` is the number of an interface that leads nowhere but to this computer."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_loopback)
