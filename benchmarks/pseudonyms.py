"""How much of planted personal data is found, and how much ordinary text is hidden with it.

python -m benchmarks.pseudonyms
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from pathlib import Path

from tonecheck.pseudonymising.finding import find_personal_data, is_bsn
from tonecheck.training.corpus import read_split

SEED = 20261126
FIRST = [
    *("Fatima", "Jan", "Piet", "Els", "Samira", "Mohammed", "Anneke", "Wim", "Sjoerd"),
    *("Noor", "Agnieszka", "Ayşe", "Youssef", "Marieke", "Kees", "Shanice", "Johan", "Ria"),
    *("Tomasz", "Mehmet", "Lotte", "Bram", "Naima", "Gerrit", "Xuan", "Dilek", "Hendrika"),
    *("Ruben", "Zeynep", "Iris"),
]
LAST = [
    *("Bakker", "de Vries", "van der Berg", "El Khatib", "Yılmaz", "Jansen", "Kowalski", "van 't Hoff", "Visser"),
    *("ten Have", "Mulder-Smit", "Nguyen", "de Wit", "Boonstra", "van den Heuvel", "Çelik", "Postma", "in 't Veld"),
    *("Groen", "Hofman", "Bos", "van Dijk", "Willems", "Amrani", "Ramdin"),
]
STREETS = [
    "Kerkstraat",
    "Lindelaan",
    "Molenweg",
    "Havenkade",
    "Dorpsplein",
    "Stationssingel",
    "Beukenhof",
    "Oosterdijk",
]
LEADS = {
    "bsn": ["Uw burgerservicenummer is {}.", "Wij noteerden BSN {} op het formulier."],
    "email": ["U kunt mailen naar {}.", "Stuur het naar {} en wij kijken ernaar."],
    "phone": ["U bent bereikbaar op {}.", "Wij belden u op {} en kregen geen gehoor."],
    "iban": ["Het bedrag gaat naar {}.", "Uw rekening {} staat in onze gegevens."],
    "postcode": ["Het gaat om het adres {}.", "Op {} staat de aanvraag geregistreerd."],
    "name": [
        "Wij spraken daarover met {}.",
        "{} belt u volgende week.",
        "Volgens {} is dat zo afgesproken.",
        "De aanvraag van mevrouw {} is binnen.",
        "Beste {},",
    ],
}


def bsn(chance: random.Random) -> str:
    while True:
        digits = f"{chance.randrange(10**8, 10**9)}"
        if is_bsn(digits):
            return chance.choice(
                [digits, f"{digits[:4]}.{digits[4:6]}.{digits[6:]}", f"{digits[:3]} {digits[3:6]} {digits[6:]}"]
            )


def email(chance: random.Random) -> str:
    plain = chance.choice(FIRST).lower().encode("ascii", "ignore").decode()
    last = chance.choice(["bakker", "devries", "jansen"])
    host = chance.choice(["voorbeeld.nl", "mail.example.com", "bewoners-noord.nl"])
    return f"{plain}.{last}{chance.randrange(99)}@{host}"


def phone(chance: random.Random) -> str:
    own = "".join(str(chance.randrange(10)) for _ in range(8))
    return chance.choice(
        [
            f"06-{own}",
            f"06 {own[:2]} {own[2:4]} {own[4:6]} {own[6:]}",
            f"+31 6 {own}",
            f"0343-5{own[:5]}",
            f"020 {own[:3]} {own[3:7]}",
            f"(0412) 6{own[:2]} {own[2:5]}",
            f"0031 6{own}",
        ]
    )


def iban(chance: random.Random) -> str:
    from schwifty import IBAN

    code = str(
        IBAN.generate(
            "NL",
            bank_code=chance.choice(["ABNA", "INGB", "RABO", "TRIO"]),
            account_code=f"{chance.randrange(10**9):010d}",
        )
    )
    return chance.choice([code, " ".join(code[at : at + 4] for at in range(0, len(code), 4))])


def postcode(chance: random.Random) -> str:
    letters = "".join(chance.choice("ABCEGHJKLNPRTVWXZ") for _ in range(2))
    code = f"{chance.randrange(1000, 9999)}{chance.choice(['', ' '])}{letters}"
    number = chance.randrange(1, 400)
    return chance.choice([f"{code} {number}", f"{chance.choice(STREETS)} {number}, {code}"])


def name(chance: random.Random) -> str:
    first, last = chance.choice(FIRST), chance.choice(LAST)
    return chance.choice(
        [
            f"{first} {last}",
            first,
            f"{first[0]}. {last}",
            f"{first[0]}.{chance.choice('ABCJM')}. {last}",
            last[0].upper() + last[1:],
        ]
    )


MAKERS: dict[str, Callable[[random.Random], str]] = {
    "bsn": bsn, "email": email, "phone": phone, "iban": iban, "postcode": postcode, "name": name,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--show", action="store_true", help="print what was missed")
    arguments = parser.parse_args()
    count, show = arguments.count, arguments.show
    chance = random.Random(SEED)
    sentences = [
        letter.text[item.unit.start : item.unit.end]
        for letter in read_split(Path("corpus"), "test")
        for item in letter.units
        if item.unit.kind.value == "body"
    ]
    print("| planted | count | hidden whole |\n| --- | --- | --- |")
    for kind, maker in MAKERS.items():
        whole = 0
        for _ in range(count):
            planted = maker(chance)
            before = f"{chance.choice(sentences)} {chance.choice(LEADS[kind]).format('{}')}"
            start = before.index("{}", before.rindex(" {}") if " {}" in before else 0)
            text = f"{before[:start]}{planted}{before[start + 2 :]} {chance.choice(sentences)}"
            hidden = {at for found in find_personal_data(text) for at in range(found.start, found.end)}
            letters = {at for at in range(start, start + len(planted)) if text[at].isalnum()}
            whole += letters <= hidden
            if show and not letters <= hidden:
                print(f"  {planted}: {text[max(start - 40, 0) : start + len(planted) + 20]}")
        print(f"| {kind} | {count} | {whole / count:.3f} |")
    words = hidden_words = 0
    for text in sentences:
        words += len(text.split())
        hidden_words += sum(len(text[found.start : found.end].split()) for found in find_personal_data(text))
    print(
        f"\nOf {words} words in {len(sentences)} sentences of the test letters {hidden_words / words:.1%} are hidden."
    )


if __name__ == "__main__":
    main()
