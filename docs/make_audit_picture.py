"""Draw the picture in docs/communicatie.md: ``python docs/make_audit_picture.py`` (needs Chromium)."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tonecheck.audit.report import report
from tonecheck.audit.running import Options, audit
from tonecheck.training.corpus import read_letters

HERE = Path(__file__).parent
DEPARTMENTS = {"a50": "Secretarie", "a55": "Openbare werken", "a56": "Sociaal domein"}


def main() -> None:
    """Audit some letters of the corpus and photograph the top of the report."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for author, department in DEPARTMENTS.items():
            (folder / "archief" / department).mkdir(parents=True)
            for letter in read_letters(HERE.parent / "corpus" / "letters" / f"{author}.jsonl"):
                target = folder / "archief" / department / f"{letter.id}.txt"
                target.write_text(letter.text, encoding="utf-8")
        audit(folder / "archief", folder / "uit", Options(path_pattern="{afdeling}"))
        page_file = folder / "rapport.html"
        page_file.write_text(report(folder / "uit", "nl"), encoding="utf-8")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
            )
            page = browser.new_page(viewport={"width": 1000, "height": 1100})
            page.goto(page_file.as_uri())
            page.screenshot(path=HERE / "images" / "audit.png")
            browser.close()


if __name__ == "__main__":
    main()
