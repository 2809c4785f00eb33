"""Checks on an act file, so that a linguist reads which line is wrong and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from tonecheck.cues.notation import NotationError, compile_pattern
from tonecheck.errors import DataError
from tonecheck.types import Tone

_TEXTS = ("name", "meaning", "why", "explanation")
_ACT_KEYS = {"code", "tone", "example", "source", *_TEXTS}
_LISTS = ("patterns", "requires", "unless", "previous", "examples", "counter")
_PATTERNS = ("patterns", "requires", "unless", "previous")
_CUE_NEEDED = {"name", "patterns", "strength", "examples", "counter"}
_CUE_KEYS = {*_CUE_NEEDED, *_LISTS, "anywhere", "explanation"}
_OWN_KEYS = {"act", "cue"}
_OWN_CUE_NEEDED = {"name", "patterns"}
_MIN_EXAMPLES = 3
_MIN_COUNTER = 2
_CUE_NAME = re.compile(r'^name\s*=\s*["\']([^"\']*)["\']')


@dataclass(frozen=True, slots=True)
class ActFileCheck:
    """The text of one act file, and the word classes that its patterns may name."""

    path: Path
    text: str
    classes: Mapping[str, tuple[str, ...]]

    def check(self, raw: Mapping[str, Any]) -> None:
        """Check the parsed file.

        Raises
        ------
        DataError
            At the first mistake; the message names file, line and mistake.
        """
        self._keys(raw, _ACT_KEYS | {"cue"}, _ACT_KEYS, None)
        for key in ("code", "tone", "example", "source"):
            self._require(isinstance(raw[key], str) and bool(raw[key].strip()), f"'{key}' must be a text", None, key)
        for key in _TEXTS:
            self._translations(raw[key], None, key)
        self._require(raw["code"] == self.path.stem, f"code '{raw['code']}' differs from the file's name", None, "code")
        tones = [tone.value for tone in Tone]
        self._require(
            raw["tone"] in tones, f"unknown tone '{raw['tone']}'; choose from {', '.join(tones)}", None, "tone"
        )
        self._require(
            all(raw["explanation"][lang].count("{words}") == 1 for lang in raw["explanation"]),
            "'explanation' must hold {words} once in every language",
            None,
            "explanation",
        )
        self._cues(raw.get("cue", []), own=False)

    def check_own(self, raw: Mapping[str, Any]) -> None:
        """Check a parsed file with cues of somebody's own for an act of tonecheck.

        Raises
        ------
        DataError
            As `check`.
        """
        self._keys(raw, _OWN_KEYS, _OWN_KEYS, None)
        self._require(isinstance(raw["act"], str), "'act' must be a text", None, "act")
        self._cues(raw["cue"], own=True)

    def _cues(self, cues: object, *, own: bool) -> None:
        self._require(
            isinstance(cues, list) and all(isinstance(cue, dict) for cue in cues),
            "write every cue under a heading [[cue]]",
            None,
            "cue",
        )
        seen: set[str] = set()
        for cue in cast("list[dict[str, Any]]", cues):
            self._cue(cue, own=own)
            self._require(cue["name"] not in seen, f"there are two cues '{cue['name']}'", cue["name"], "name")
            seen.add(cue["name"])

    def _cue(self, cue: Mapping[str, Any], *, own: bool) -> None:
        name = cue.get("name") if isinstance(cue.get("name"), str) else None
        self._keys(cue, _CUE_KEYS, _OWN_CUE_NEEDED if own else _CUE_NEEDED, name or "?")
        self._require(bool(name), "'name' must be a text", "?", "name")
        for key in _LISTS:
            values = cue.get(key, [])
            fine = isinstance(values, list) and all(isinstance(value, str) and value.strip() for value in values)
            self._require(fine, f"'{key}' must be a list of texts", name, key)
        strength = cue.get("strength", 1)
        number = isinstance(strength, (int, float)) and not isinstance(strength, bool)
        self._require(
            number and 0 < strength <= 1, "'strength' must be a number above 0 and at most 1", name, "strength"
        )
        self._require(
            isinstance(cue.get("anywhere", False), bool), "'anywhere' must be true or false", name, "anywhere"
        )
        self._require(bool(cue["patterns"]), "'patterns' needs at least one pattern", name, "patterns")
        for key, least in (("examples", _MIN_EXAMPLES), ("counter", _MIN_COUNTER)):
            enough = own or len(set(cue[key])) >= least
            self._require(enough, f"'{key}' needs {least} different sentences", name, key)
        both = sorted(set(cue.get("examples", ())) & set(cue.get("counter", ())))
        self._require(not both, f"'{both[0] if both else ''}' is an example and a counter-example", name, "counter")
        if "explanation" in cue:
            self._translations(cue["explanation"], name, "explanation")
            self._require(
                all(text.count("{words}") == 1 for text in cue["explanation"].values()),
                "'explanation' must hold {words} once in every language",
                name,
                "explanation",
            )
        for key in _PATTERNS:
            for pattern in cue.get(key, []):
                try:
                    compile_pattern(pattern, self.classes)
                except NotationError as error:
                    raise self.mistake(f"'{key}': {error}", name, pattern) from None

    def _keys(self, raw: Mapping[str, Any], known: set[str], needed: set[str], cue: str | None) -> None:
        if unknown := sorted(set(raw) - known):
            raise self.mistake(f"unknown key '{unknown[0]}'", cue, unknown[0])
        if absent := sorted(needed - set(raw)):
            raise self.mistake(f"'{absent[0]}' is missing", cue, "name" if cue else "code")

    def _translations(self, value: object, cue: str | None, key: str) -> None:
        fine = isinstance(value, dict) and set(value) == {"nl", "en"}
        fine = fine and all(isinstance(text, str) and text.strip() for text in value.values())  # type: ignore[attr-defined]
        self._require(fine, f"'{key}' needs a text for nl and one for en", cue, key)

    def _require(self, condition: bool, mistake: str, cue: str | None, key: str) -> None:
        if not condition:
            raise self.mistake(mistake, cue, key)

    def mistake(self, mistake: str, cue: str | None, key: str) -> DataError:
        """Return the error for a mistake at `key` in the head of the file or in `cue`."""
        where = f"line {self._line(cue, key)}: " + (f"cue '{cue}': " if cue else "")
        return DataError("data_file", file=self.path.name, mistake=where + mistake)

    def _line(self, cue: str | None, key: str) -> int:
        """Return the line of `key` (or of the text `key`) in the act's head or in the named cue, counted from 1."""
        lines = self.text.splitlines()
        starts = [number for number, line in enumerate(lines) if line.strip() == "[[cue]]"] + [len(lines)]
        # What stands nowhere in the head of the file may be a heading of its own between the cues.
        first, last = 0, len(lines)
        if cue is not None:
            named = [
                (start, end)
                for start, end in pairwise(starts)
                if cue == "?" or any((m := _CUE_NAME.match(line)) and m[1] == cue for line in lines[start:end])
            ]
            first, last = named[-1] if named else (0, len(lines))
        begins = re.compile(rf"^\[*(cue\.)?{re.escape(key)}(\]+$|\s*=)")
        for number in range(first, last):
            if begins.match(lines[number].strip()):
                return number + 1
        return next((number + 1 for number in range(first, last) if key in lines[number]), first + 1)
