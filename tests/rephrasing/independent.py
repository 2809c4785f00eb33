"""A check of suggestions that shares no code with the guard: everything said must come from somewhere.

Every word of a suggestion must stand in the letter or in the wording of a strategy, which a test keeps free of facts;
numbers and names must stand in the letter; and a clause that is taken over keeps its denials.
"""

from __future__ import annotations

import difflib
import tomllib
from functools import cache
from pathlib import Path

from simplemma import lemmatize

import tonecheck

_DATA = Path(tonecheck.__file__).parent / "data"
_DENIALS = {"niet", "geen", "nooit", "niets", "niks", "nergens", "niemand"}
_GRANTS = ("stemmen in", "gaan akkoord", "kennen toe", "verlenen u", "keuren goed", "staan toe", "u mag", "je mag")
_MARKS = "‘’“”\"'()[]{},.;:?!…–—/"


def invented(suggestion: str, letter: str) -> list[str]:
    """Return the words of `suggestion` that come neither from `letter` nor from a strategy."""
    known = set(_words(letter))
    stems = {word[:5] for word in known}
    strange = []
    for word in _words(_without_gaps(suggestion)):
        bare = word.lower()
        if any(character.isdigit() for character in word):
            if not all(part in letter for part in _digit_runs(word)):
                strange.append(word)
        elif bare not in {item.lower() for item in known} and bare not in template_words():
            # A verb may have changed its form or lost its particle: staat → staan, oplossen → lossen.
            lowered = {stem.lower() for stem in stems}
            if (
                bare[:5] not in lowered
                and not any(item.lower().endswith(bare) for item in known)
                and not _near(bare, known)
                and bare not in {lemmatize(item.lower(), lang="nl") for item in known}
                and not _joined(bare, {item.lower() for item in known})
            ):
                strange.append(word)
    return strange + _strange_names(suggestion, letter)


def _joined(word: str, known: set[str]) -> bool:
    """Tell whether a verb was put together again from its two parts: *spreekt … aan* → *aanspreken*."""
    return any(
        word.startswith(part) and any(verb[:3] == word[len(part) :][:3] for verb in known - {part})
        for part in known
        if 2 <= len(part) <= 6 and len(word) - len(part) >= 4
    )


def turned(suggestion: str, sentence: str) -> bool:
    """Tell whether `suggestion` grants something, or says most of `sentence` with another number of denials."""
    statements = [part for part in _sentences(_without_gaps(suggestion)) if not part.endswith("?")]
    if any(grant in part.lower() and grant not in sentence.lower() for part in statements for grant in _GRANTS):
        return True
    # What stands behind "en niet" may go: "bij de raad en niet bij bewoners".
    return all(
        any(_denied_otherwise(_words(whole.lower()), _words(part.lower())) for part in statements)
        for whole in {sentence, sentence.partition(" en niet ")[0]}
    )


def _denied_otherwise(wanted: list[str], said: list[str]) -> bool:
    blocks = difflib.SequenceMatcher(None, wanted, said, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= 0.8 * len(wanted) and _denials(wanted) != _denials(said)


@cache
def template_words() -> frozenset[str]:
    """Return the words of all templates and of what rephrasing puts in by itself, in lower case."""
    words: set[str] = set()
    for file in (path for folder in ("strategies", "frames", "precedents") for path in (_DATA / folder).glob("*.toml")):
        opening = tomllib.loads(file.read_text(encoding="utf-8"))["opening"]
        for text in [opening] if isinstance(opening, str) else opening:
            words.update(word.lower() for word in _words(_without_gaps(text)))
    for file in (_DATA / "strategies").glob("*.toml"):
        for strategy in tomllib.loads(file.read_text(encoding="utf-8"))["strategy"]:
            for text in strategy["text"].values():
                words.update(word.lower() for word in _words(_without_gaps(text.replace("{", "[").replace("}", "]"))))
    for folder in ("frames", "precedents"):
        entries = [
            entry
            for file in (_DATA / folder).glob("*.toml")
            for entry in tomllib.loads(file.read_text(encoding="utf-8"))[folder.removesuffix("s")]
        ]
        for said in (entry[kind] for entry in entries for kind in ("light", "warm", "along") if kind in entry):
            if said:
                for text in [said] if isinstance(said, str) else said:
                    plain = _without_gaps(text.replace("{", "[").replace("}", "]"))
                    words.update(word.lower() for word in _words(plain))
    lists = tomllib.loads((_DATA / "rephrasing.toml").read_text(encoding="utf-8"))
    for name in (
        "decide",
        "or",
        "would",
        "want",
        "agreeing",
        "agreeing_plural",
        "plain_for_stiff",
        "to_i",
        "to_several",
        "called",
    ):
        words.update(word.lower() for entry in lists[name]["words"] for word in _words(_without_gaps(entry)))
    classes = tomllib.loads((_DATA / "classes.toml").read_text(encoding="utf-8"))
    words.update(word for entry in classes["default_initiative"]["words"] for word in entry.split())
    for rule in tomllib.loads((_DATA / "softening.toml").read_text(encoding="utf-8"))["rule"]:
        words.update(word.lower() for word in _words(rule["put"]) if "\\" not in word)
    return frozenset(words)


def _words(text: str) -> list[str]:
    return [word for raw in text.split() if (word := raw.strip(_MARKS))]


def _without_gaps(text: str) -> str:
    out, depth = [], 0
    for character in text:
        depth += character == "["
        if not depth:
            out.append(character)
        depth -= character == "]"
    return "".join(out)


def _digit_runs(word: str) -> list[str]:
    return "".join(character if character.isdigit() else " " for character in word).split()


def _strange_names(suggestion: str, letter: str) -> list[str]:
    names = []
    for sentence in _sentences(suggestion):
        for raw in _without_gaps(sentence).split()[1:]:
            word = raw.strip(_MARKS)
            if word[:1].isupper() and word not in letter:
                names.append(word)
    return names


def _sentences(text: str) -> list[str]:
    found, current = [], ""
    for word in text.split():
        current = f"{current} {word}".strip()
        if word[-1] in ".?!:" or word[-2:] in (".)", "?)"):
            found.append(current)
            current = ""
    return [*found, current] if current else found


def _denials(words: list[str]) -> int:
    return sum(word in _DENIALS for word in words)


def _near(word: str, known: set[str]) -> bool:
    alike = [item.lower() for item in known if item[:3].lower() == word[:3]]
    return bool(difflib.get_close_matches(word, alike, n=1, cutoff=0.7))
