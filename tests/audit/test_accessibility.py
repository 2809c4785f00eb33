"""The report passes axe-core (WCAG 2.1 AA) in a real browser."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tonecheck.audit.report import report
from tonecheck.audit.running import Options, audit

pytest.importorskip("pyarrow")
pytest.importorskip("axe_playwright_python")
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LAUNCH = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_axe_finds_nothing(lang: str, archive: Path, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    audit(archive, tmp_path / "dataset", Options(model="fast", jobs=1, path_pattern="{afdeling}/{jaar}"))
    page_file = tmp_path / "rapport.html"
    page_file.write_text(report(tmp_path / "dataset", lang), encoding="utf-8")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=LAUNCH)
        # The page's own policy forbids scripts, so that axe must be let past it.
        page = browser.new_context(bypass_csp=True).new_page()
        page.goto(page_file.as_uri())
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
        drawn = page.locator("svg[role=img]").count()
        browser.close()
    assert drawn >= 2
    assert found.violations_count == 0, found.generate_report()
