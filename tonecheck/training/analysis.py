"""Where a model goes wrong: ``python -m tonecheck.training.analysis DATA --split dev``.

Prints, for every group of body sentences (domain, style, author, length of the letter and of the sentence, place,
phenomenon, how sure the model was), how many there are, how many get their label, which labels are wrongly given and
missed; then which acts are taken for which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from tonecheck.analyser import Analyser, load
from tonecheck.pipeline import LinguisticPipeline, load_pipeline
from tonecheck.training.corpus import LabelledLetter, read_letters, read_split
from tonecheck.training.evaluation import JudgedSentence, judged_sentences
from tonecheck.training.phenomena import PhenomenonFinder, load_phenomena
from tonecheck.types import Tone

#: A group with fewer sentences says nothing.
GROUP_MINIMUM = 15
#: A confusion between acts that is rarer is left out.
CONFUSION_MINIMUM = 2
_LETTER_LENGTHS = ((6, "1-6 sentences"), (14, "7-14 sentences"), (10_000, "15 sentences or more"))
_SENTENCE_LENGTHS = ((7, "1-7 words"), (14, "8-14 words"), (24, "15-24 words"), (10_000, "25 words or more"))
_CERTAINTIES = ((0.6, "under 0.6 (doubtful)"), (0.8, "0.6-0.8"), (0.95, "0.8-0.95"), (1.01, "0.95 and over"))


def judge(analyser: Analyser, letters: Iterable[LabelledLetter]) -> list[JudgedSentence]:
    """Return the labelled body sentences of `letters` with the model's answers."""
    return [
        sentence
        for letter in letters
        for sentence in judged_sentences(letter, analyser.analyse(letter.text, letter.incoming))
    ]


def groups(
    sentences: Sequence[JudgedSentence], pipeline: LinguisticPipeline
) -> dict[tuple[str, str], list[JudgedSentence]]:
    """Return the sentences by kind of group and group; only phenomena may put a sentence in several."""
    finder = PhenomenonFinder(load_phenomena())
    docs = pipeline.analyse([sentence.text for sentence in sentences])
    per_letter = Counter(sentence.letter.id for sentence in sentences)
    grouped: dict[tuple[str, str], list[JudgedSentence]] = {}
    for sentence, doc in zip(sentences, docs, strict=True):
        phenomena = finder.find(doc) or ("none of these",)
        keys = [
            ("style", sentence.letter.style),
            ("domain", sentence.letter.domain),
            ("author", sentence.letter.author),
            ("letter", _bin(per_letter[sentence.letter.id], _LETTER_LENGTHS)),
            ("sentence", _bin(len(sentence.text.split()), _SENTENCE_LENGTHS)),
            ("kind", sentence.unit.unit.kind.value),
            *(("phenomenon", name) for name in phenomena),
            ("probability", _bin(sentence.certainty, _CERTAINTIES)),
        ]
        for key in keys:
            grouped.setdefault(key, []).append(sentence)
    return grouped


def _bin(value: float, bins: Sequence[tuple[float, str]]) -> str:
    # Only the bins of probabilities are open above: 0.6 itself is no longer doubtful.
    whole = isinstance(value, int)
    return next(name for bound, name in bins if (value <= bound if whole else value < bound))


def group_table(grouped: dict[tuple[str, str], list[JudgedSentence]]) -> str:
    """Return a Markdown table with one row per group that is large enough."""
    lines = [
        "| by | group | sentences | right | wrongly dismissive | missed dismissive | wrongly empathic "
        "| missed empathic |",
        f"|{' --- |' * 8}",
    ]
    kinds = list(dict.fromkeys(kind for kind, _ in grouped))
    for kind in kinds:
        rows = {name: group for (own, name), group in grouped.items() if own == kind and len(group) >= GROUP_MINIMUM}
        for name in sorted(rows, key=lambda name: (-len(rows[name]), name)):
            lines.append(f"| {kind} | {name} | {' | '.join(_cells(rows[name]))} |")
    return "\n".join(lines) + "\n"


def _cells(group: Sequence[JudgedSentence]) -> Iterator[str]:
    yield str(len(group))
    yield f"{sum(item.found_label == item.unit.label for item in group) / len(group):.2f}"
    for tone in (Tone.DISMISSIVE, Tone.EMPATHIC):
        yield str(sum(item.found_label == tone != item.unit.label for item in group))
        yield f"{sum(item.found_label != tone == item.unit.label for item in group)}"


def confusion_table(sentences: Sequence[JudgedSentence]) -> str:
    """Return which acts are found where another was meant, most frequent first, as a Markdown table."""
    counts: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        wanted = set(sentence.unit.acts)
        found = set(sentence.found.named_acts) if sentence.found else set()
        counts.update((missed, given) for missed in wanted - found for given in (found - wanted) or {"none"})
        if not wanted:
            counts.update(("none", given) for given in found)
    lines = ["| meant | found instead | sentences |", "| --- | --- | --- |"]
    for (missed, given), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count >= CONFUSION_MINIMUM:
            lines.append(f"| {missed} | {given} | {count} |")
    return "\n".join(lines) + "\n"


@click.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True))
@click.option("--split", "splits", multiple=True, help="a split of the corpus in DATA; may be repeated")
@click.option("--model", help="fast, or the folder of a model")
def main(data: Path, splits: tuple[str, ...], model: str | None) -> None:
    """Print where the model goes wrong on DATA: the folder of a corpus, or a file of letters."""
    letters = read_split(data, *splits) if splits else list(read_letters(data))
    analyser = load(model=model, suggest=False)
    sentences = judge(analyser, letters)
    click.echo(f"{analyser.model_name}; {len(letters)} letters, {len(sentences)} body sentences\n")
    click.echo(group_table(groups(sentences, load_pipeline())))
    click.echo(confusion_table(sentences), nl=False)


if __name__ == "__main__":
    main()
