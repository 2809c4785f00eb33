"""What every way of presenting says about a sentence, so that they all say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tonecheck.cues.definitions import load_acts
from tonecheck.messages import translate
from tonecheck.types import TONED_KINDS, Act, Ignored, Letter, Scores, Sentence, Suggestion, Tone


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered remark on a sentence that is not neutral."""

    number: int
    sentence: Sentence

    @property
    def mark(self) -> str:
        """Tone and number without colour: ``[-1]`` is dismissive, ``[+2]`` empathic."""
        return f"[{'-' if self.sentence.label is Tone.DISMISSIVE else '+'}{self.number}]"


def notes(letter: Letter) -> Iterator[Note]:
    """Yield the sentences of a letter that are not neutral, numbered from 1."""
    remarkable = (sentence for sentence in letter.sentences if sentence.label is not Tone.NEUTRAL)
    for number, sentence in enumerate(remarkable, start=1):
        yield Note(number, sentence)


def is_complete(letter: Letter) -> bool:
    """Return whether a letter that does something for the reader lacks nothing; a plain letter is not measured so."""
    return not letter.missing and any(sentence.label is not Tone.NEUTRAL for sentence in letter.sentences)


def act_names(sentence: Sentence, lang: str) -> str:
    """Return the names of a sentence's acts, separated by semicolons (names may hold commas)."""
    return "; ".join(act_name(act, lang) for act in sentence.acts)


def act_name(act: Act, lang: str) -> str:
    """Return the name of an act, of two if it may be either, or that it is uncertain."""
    acts = load_acts()
    if not act.sure:
        return translate("report.unclear_act", lang)
    name = acts[act.code].name[lang]
    return translate("report.either_act", lang, act=name, rival=acts[act.rival].name[lang]) if act.rival else name


def remarks(suggestion: Suggestion, lang: str) -> list[str]:
    """Return what an official should know of a suggestion before using it."""
    said = []
    if suggestion.generated:
        said.append(translate("report.generated", lang))
    if suggestion.generic:
        said.append(translate("report.generic", lang))
    if suggestion.gaps:
        said.append(translate("report.gaps", lang, gaps=", ".join(suggestion.gaps)))
    if suggestion.commits:
        said.append(translate("report.commits", lang))
    return said


def certainty(scores: Scores, label: Tone, lang: str) -> str:
    """Return how sure the model is of `label`, in whole percents and never 100; doubtful cases are named so."""
    percent = min(round(scores.to_dict()[label.value] * 100), 99)
    return translate("report.doubt" if scores.doubtful else "report.certainty", lang, percent=percent)


def counts(letter: Letter, lang: str) -> str:
    """Return how many sentences have which tone, counting only those that can have one."""
    tones = Counter(sentence.label.value for sentence in letter.sentences if sentence.kind in TONED_KINDS)
    return translate(
        "report.counts",
        lang,
        dismissive=tones["dismissive"],
        neutral=tones["neutral"],
        empathic=tones["empathic"],
        total=tones.total(),
    )


def ignored(letter: Letter, lang: str) -> str | None:
    """Return what was waved away in a letter, in words; None if nothing was."""
    if letter.ignored == Ignored():
        return None
    return translate("report.ignored", lang, **letter.ignored.to_dict())


def is_judged(letter: Letter) -> bool:
    """Tell whether the letter holds any sentence that can have a tone."""
    return any(sentence.kind in TONED_KINDS for sentence in letter.sentences)
