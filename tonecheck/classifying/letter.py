"""The letter as a whole: what it lacks, and the features by which its tone is judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from tonecheck.cues.definitions import load_classes, read_toml
from tonecheck.cues.matching import PatternMatcher, SentenceForms
from tonecheck.resources import data_folder
from tonecheck.types import Missing, Scores

#: Acts that open something for the initiator.
OPENING_ACTS = frozenset({"thinking_along", "invitation", "practical_help", "room"})
#: Acts that say something specific about the initiator's effort, aim or worry.
ACKNOWLEDGING_ACTS = frozenset({"acknowledgement", "appreciation"})
#: From this probability on, an act counts as present when the letter is judged.
ACT_PRESENT = 0.4
_REMEMBERED = 2**14
_ANSWERS_INITIATIVE = "answers_initiative"


class PresenceFinder:
    """Finds whether a letter gives a reason, names somebody to contact, and answers an initiative at all.

    Words alone decide, so that a letter lacks the same whether or not it was parsed.
    """

    def __init__(self) -> None:
        """Compile the patterns of ``data/missing.toml``."""
        matchers = {
            name: PatternMatcher(entry["patterns"], load_classes())
            for name, entry in read_toml(data_folder("missing.toml")).items()
        }
        self._answers_initiative = matchers.pop(_ANSWERS_INITIATIVE)
        self._matchers = {Missing(name): matcher for name, matcher in matchers.items()}

        # Letters of one archive repeat one another.
        self.found_in = lru_cache(_REMEMBERED)(self._found_in)
        """Returns what a sentence shows of the things that could be missing, and whether it speaks of something that
        the reader came with."""

    def _found_in(self, sentence: str) -> tuple[frozenset[Missing], bool]:
        forms = SentenceForms.of_words(sentence)
        shown = frozenset(what for what, matcher in self._matchers.items() if matcher.matches(forms))
        return shown, self._answers_initiative.matches(forms)


def act_strengths(scores: Sequence[Scores], acts: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return, per act, the highest probability that any sentence performs it.

    An empathic act in a sentence that is heard as dismissive does not count, and the reverse: `scores` weigh them.
    """
    strengths: dict[str, float] = {}
    for score, by_act in zip(scores, acts, strict=True):
        for code, probability in by_act.items():
            weight = 1.0 - (score.dismissive if code in OPENING_ACTS | ACKNOWLEDGING_ACTS else score.empathic)
            strengths[code] = max(strengths.get(code, 0.0), probability * weight)
    return strengths


def missing_things(strengths: Mapping[str, float], shown: frozenset[Missing]) -> tuple[Missing, ...]:
    """Return what an initiator misses in the letter, in the order of `Missing`."""
    present = set(shown)
    if any(strengths.get(code, 0.0) >= ACT_PRESENT for code in OPENING_ACTS):
        present.add(Missing.OPENING)
    if any(strengths.get(code, 0.0) >= ACT_PRESENT for code in ACKNOWLEDGING_ACTS):
        present.add(Missing.ACKNOWLEDGEMENT)
    return tuple(what for what in Missing if what not in present)


def letter_features(
    scores: Sequence[Scores], strengths: Mapping[str, float], missing: Sequence[Missing]
) -> list[float]:
    """Return the features of a letter, in a fixed order.

    They describe the tone of its sentences (how much, how sharp, how it begins and ends), what it lacks, and whether
    it both acknowledges and opens something. A letter without sentences has zeros.
    """
    dismissive = [score.dismissive for score in scores] or [0.0]
    empathic = [score.empathic for score in scores] or [0.0]
    third = max(len(dismissive) // 3, 1)
    features = [
        sum(dismissive) / len(dismissive),
        max(dismissive),
        sorted(dismissive)[-2:][0],
        sum(dismissive[-third:]) / third,
        dismissive[-1],
        sum(empathic) / len(empathic),
        max(empathic),
        sorted(empathic)[-2:][0],
        sum(empathic[-third:]) / third,
        empathic[-1],
        float(sum(dismissive) > sum(empathic)),
        max(dismissive) - max(empathic),
        min(len(scores), 30) / 30,
    ]
    features.extend(float(what in missing) for what in Missing)
    opening = max((strengths.get(code, 0.0) for code in OPENING_ACTS), default=0.0)
    acknowledging = max((strengths.get(code, 0.0) for code in ACKNOWLEDGING_ACTS), default=0.0)
    features.append(opening * acknowledging)
    return features
