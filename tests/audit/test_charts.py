from __future__ import annotations

import pytest
from lxml import etree

from tonecheck.audit.charts import bar_chart, tone_chart
from tonecheck.audit.summing import share, tone_shares

pytest.importorskip("matplotlib")
LABELS = {"dismissive": "afwijzend", "neutral": "neutraal", "empathic": "empathisch"}


def test_a_chart_is_one_element_with_a_name_and_the_words_in_it() -> None:
    svg = bar_chart({"Groen & <Grijs>": share(3, 10), "$ Geld $": share(5, 10)}, "dismissive", 'Grafiek: "een"')
    root = etree.fromstring(svg.encode())
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'Grafiek: "een"'
    said = "".join(root.itertext())
    assert "Groen & <Grijs>" in said
    assert "$ Geld $" in said
    assert "style>" not in svg
    assert not [name for name in root.iter() if str(name.tag).endswith(("image", "script"))]


def test_charts_of_one_page_share_no_names_and_come_out_the_same_each_time() -> None:
    groups = {"a": tone_shares(["dismissive", "neutral"]), "b": tone_shares(["empathic"] * 3)}
    one, two = tone_chart(groups, LABELS, "Een"), tone_chart(groups, LABELS, "Twee")
    names = [set(etree.fromstring(svg.encode()).xpath("//@id")) for svg in (one, two)]
    assert names[0]
    assert names[0].isdisjoint(names[1])
    assert tone_chart(groups, LABELS, "Een") == one
