from __future__ import annotations

from tonecheck.segmenting.thread import quoted_mail

REPLY = "Beste Jan,\n\nDank voor uw mail. Wij komen bij u terug.\n\nGroet,\nMarie\n\n"


def test_the_mail_below_a_reply_is_found_without_headers_and_what_it_quotes() -> None:
    text = REPLY + (
        "-----Oorspronkelijk bericht-----\nVan: Jan\nVerzonden: maandag 9 maart\nAan: gemeente\nOnderwerp: plan\n\n"
        "Hallo,\n\nWij willen met de straat een tuin maken. Mag dat?\n\n"
        "Van: gemeente\nVerzonden: maandag 2 maart\nAan: Jan\n\nWij hebben uw bericht ontvangen.\n"
    )
    assert quoted_mail(text) == "Wij willen met de straat een tuin maken. Mag dat?"


def test_lines_with_signs_are_found_as_well() -> None:
    text = REPLY + (
        "Op ma 9 mrt. 2026 om 10:00 schreef Jan <jan@example.org>:\n> Beste gemeente,\n>\n"
        "> Wij willen met de straat een tuin maken.\n> Mag dat?\n>\n> Groet, Jan\n"
    )
    assert quoted_mail(text) == "Wij willen met de straat een tuin maken.\nMag dat?"


def test_a_letter_that_quotes_no_mail_has_none() -> None:
    assert quoted_mail(REPLY) is None
    assert quoted_mail("") is None
    assert quoted_mail(REPLY + "Van: Jan\nVerzonden: maandag\n\nDank!\n") is None
