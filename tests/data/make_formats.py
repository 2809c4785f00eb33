"""Write the same letter in every format that tonecheck reads; needs LibreOffice. Run by hand after a change:

python tests/data/make_formats.py
"""

from __future__ import annotations

import re
import subprocess
from email.message import EmailMessage
from pathlib import Path

from aspose.email_foss import msg
from docx import Document
from docx.shared import Pt
from docx.text.paragraph import Paragraph

FORMATS = Path(__file__).parent / "formats"
LETTER = (FORMATS / "brief.txt").read_text(encoding="utf-8")


def make_docx(target: Path) -> None:
    document = Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    section = document.sections[0]
    section.header.paragraphs[0].text = "Gemeente Vreedenburg"
    section.footer.paragraphs[0].text = "Pagina 1 van 1"
    for block in LETTER.strip().split("\n\n"):
        lines = block.split("\n")
        if lines[0].startswith("- "):
            for line in lines:
                add_runs(document.add_paragraph(style="List Bullet"), line[2:])
        elif block in ("Onze afweging", "Hoe verder"):
            document.add_heading(block, level=2)
        else:
            paragraph = document.add_paragraph()
            for number, line in enumerate(lines):
                add_runs(paragraph, line)
                if number < len(lines) - 1:
                    paragraph.add_run().add_break()
    document.save(target)


def add_runs(paragraph: Paragraph, line: str) -> None:
    """One word in bold: its sentence then lies in several runs."""
    for part in re.split(r"(nadrukkelijk)", line):
        paragraph.add_run(part).bold = part == "nadrukkelijk"


def make_markdown(target: Path) -> None:
    blocks = []
    for block in LETTER.strip().split("\n\n"):
        if block in ("Onze afweging", "Hoe verder"):
            block = f"## {block}"
        elif not block.startswith("- "):
            block = block.replace("\n", "\n\n")
        blocks.append(block.replace("nadrukkelijk", "**nadrukkelijk**"))
    target.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def make_mail() -> None:
    message = EmailMessage()
    message["From"] = "M. Bakker <m.bakker@vreedenburg.example>"
    message["To"] = "S. van den Berg <s.vandenberg@post.example>"
    message["Subject"] = "RE: plan buurttuin"
    message["Date"] = "Mon, 16 Mar 2026 10:00:00 +0100"
    quoted = (
        "\nVan: S. van den Berg <s.vandenberg@post.example>\nVerzonden: maandag 2 februari 2026 09:12\nAan: Gemeente\n"
        "Onderwerp: plan buurttuin\n\nBeste gemeente,\n\nU vindt ons vast maar lastig.\n"
    )
    message.set_content(LETTER + quoted, charset="windows-1252", cte="quoted-printable")
    (FORMATS / "brief.eml").write_bytes(message.as_bytes())
    msg.MapiMessage.from_email_message(message).save(str(FORMATS / "brief.msg"))


def main() -> None:
    make_docx(FORMATS / "brief.docx")
    make_markdown(FORMATS / "brief.md")
    make_mail()
    for suffix in ("doc", "odt", "rtf", "pdf", "html"):
        command = [
            "soffice",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            str(FORMATS),
            str(FORMATS / "brief.docx"),
        ]
        subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
