"""Auditing archives: speed beside plain spaCy, memory, more workers, killed runs and hostile files.

python -m benchmarks.audit speed --letters 20000
python -m benchmarks.audit speed --once
python -m benchmarks.audit memory --letters 20000
python -m benchmarks.audit scaling --model tone
python -m benchmarks.audit kills --letters 600
python -m benchmarks.audit hostile
"""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import click

from tonecheck.audit.dataset import ERRORS, LETTERS, Dataset
from tonecheck.audit.running import Options, audit

SEED = 20261126
NAMES = ("Bakker", "De Vries", "El Khatib", "Yılmaz", "Jansen", "Visser", "Postma", "Mulder")
_SHARES = {"txt": 0.3, "jsonl": 0.4, "eml": 0.15, "csv": 0.13, "docx": 0.02}


def generated(folder: Path, count: int, *, once: bool = False) -> list[str]:
    """Write `count` letters of the corpus with other digits and names, in mixed formats; return their texts.

    With `once` every letter is taken once and `count` is the most there may be.
    """
    from tonecheck.training.corpus import read_letters

    chance = random.Random(SEED)
    originals = [
        letter.text for path in sorted(Path("corpus/letters").glob("*.jsonl")) for letter in read_letters(path)
    ]
    folder.mkdir(parents=True)
    texts, tables = [], {"jsonl": [], "csv": []}  # type: ignore[var-annotated]
    chosen = originals[:count] if once else chance.choices(originals, k=count)
    for number, original in enumerate(chosen):
        text = re.sub(r"\d", lambda _: str(chance.randrange(10)), original)
        text = re.sub(r"(mevrouw|de heer) \w+", lambda found: f"{found[1]} {chance.choice(NAMES)}", text)
        texts.append(text)
        kind = chance.choices(list(_SHARES), list(_SHARES.values()))[0]
        if kind in tables:
            tables[kind].append(text)
        else:
            path = folder / f"afdeling {number % 7}" / f"{number:06d}.{kind}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(_as_file(text, kind))
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in tables["jsonl"]]
    (folder / "zaken.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with (folder / "zaken.csv").open("w", encoding="utf-8", newline="") as rows:
        csv.writer(rows).writerows([["text"], *([text] for text in tables["csv"])])
    return texts


def _as_file(text: str, kind: str) -> bytes:
    if kind == "txt":
        return text.encode()
    if kind == "eml":
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["To"] = "Uw vraag", "gemeente@example.org", "inwoner@example.org"
        mail.set_content(text)
        return mail.as_bytes()
    import docx

    document, stream = docx.Document(), io.BytesIO()
    for paragraph in text.split("\n"):
        document.add_paragraph(paragraph)
    document.save(stream)
    return stream.getvalue()


@contextmanager
def archive(count: int, *, once: bool = False) -> Iterator[tuple[Path, list[str]]]:
    """Make an archive as `generated` does in a folder that goes away."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name), generated(Path(name) / "archief", count, once=once)


@click.group()
def main() -> None:
    """Measure audits of generated archives."""


@main.command()
@click.option("--letters", default=20_000)
@click.option("--model", "models", multiple=True, default=("fast", "tone"))
@click.option("--once", is_flag=True, help="every letter of the corpus once, so that hardly a sentence comes back")
def speed(letters: int, models: tuple[str, ...], once: bool) -> None:
    """Letters per second on one core, beside the plain spaCy pipeline on the same texts in the same run."""
    import spacy

    from tonecheck.resources import models_folder

    with archive(letters, once=once) as (folder, texts):
        letters = len(texts)
        nlp = spacy.load(models_folder() / "pipeline")
        plain = _seconds(lambda: [None for _ in nlp.pipe(texts)])
        print("| | letters/s | ratio to plain spaCy |\n| --- | --- | --- |")
        print(f"| spaCy pipeline, plain | {letters / plain:.1f} | 1.00 |")
        for model in models:
            options = Options(model=model, jobs=1)
            audit(folder / "archief" / "afdeling 0", folder / f"warm {model}", options)
            taken = _seconds(lambda: audit(folder / "archief", folder / model, options))  # noqa: B023
            print(f"| audit, model {model} | {letters / taken:.1f} | {plain / taken:.2f} |")


@main.command()
@click.option("--letters", default=20_000)
def memory(letters: int) -> None:
    """Most memory of a process that audits a tenth of the letters, and all of them."""
    print("| letters | most memory (MiB) |\n| --- | --- |")
    for count in (letters // 10, letters):
        with archive(count) as (folder, _):
            context = multiprocessing.get_context("spawn")
            found = context.SimpleQueue()
            process = context.Process(target=_audited, args=(folder, found))
            process.start()
            process.join()
            print(f"| {count} | {found.get()} |")


def _audited(folder: Path, found: multiprocessing.SimpleQueue[int]) -> None:
    audit(folder / "archief", folder / "uit", Options(model="fast", jobs=1))
    found.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


@main.command()
@click.option("--letters", default=1_200)
@click.option("--model", default="fast")
def scaling(letters: int, model: str) -> None:
    """How much faster two workers are than one, with joblib and with Dask; the time to load the model is left out.

    Every letter is another one: each worker remembers the sentences that it saw itself, so that with letters which
    repeat one another two workers have more to do than one.
    """
    import distributed

    print("| | one worker (s) | two workers (s) | ratio |\n| --- | --- | --- | --- |")
    with archive(letters, once=True) as (folder, _):

        def joblib_run(workers: int) -> float:
            audit(folder / "archief" / "afdeling 0", folder / f"warm{workers}", Options(model=model, jobs=workers))
            options = Options(model=model, jobs=workers, chunk=25)
            return _seconds(lambda: audit(folder / "archief", folder / f"joblib{workers}", options))

        def dask_run(workers: int) -> float:
            with distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
            ) as cluster:
                options = Options(model=model, chunk=25, scheduler=cluster.scheduler_address)
                audit(folder / "archief" / "afdeling 0", folder / f"warm dask{workers}", options)
                return _seconds(lambda: audit(folder / "archief", folder / f"dask{workers}", options))

        for name, run in (("joblib", joblib_run), ("Dask", dask_run)):
            one, two = run(1), run(2)
            print(f"| {name} | {one:.1f} | {two:.1f} | {one / two:.2f} |")


@main.command()
@click.option("--letters", default=600)
@click.option("--times", default=10)
def kills(letters: int, times: int) -> None:
    """Kill a run at random moments, finish it, and compare with one that nobody disturbed."""
    chance = random.Random(SEED)
    with archive(letters) as (folder, _):
        command = [sys.executable, "-m", "tonecheck", "audit", str(folder / "archief")]
        command += ["--output", str(folder / "killed"), "--model", "fast", "--jobs", "2"]
        killed = 0
        for _ in range(times):
            run = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            try:
                run.wait(chance.uniform(4, 16))
            except subprocess.TimeoutExpired:
                run.kill()
                killed += 1
            run.wait()
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        audit(folder / "archief", folder / "whole", Options(model="fast"))
        same = Dataset(folder / "killed").table(LETTERS).equals(Dataset(folder / "whole").table(LETTERS))
    print(f"killed {killed} times; the tables are {'equal' if same else 'DIFFERENT'}")
    sys.exit(not same)


@main.command()
@click.option("--letters", default=2_000)
@click.option("--bad", default=200)
def hostile(letters: int, bad: int) -> None:
    """Put damaged and hostile files among good letters, and see that all are accounted for."""
    with archive(letters) as (folder, _):
        makers = _bad_files()
        for number in range(bad):
            suffix, data = makers[number % len(makers)]
            (folder / "archief" / f"slecht {number:03d}{suffix}").write_bytes(data)
        start = time.perf_counter()
        audit(folder / "archief", folder / "uit", Options(model="fast"))
        taken = time.perf_counter() - start
        good = Dataset(folder / "uit").table(LETTERS).num_rows
        errors = Dataset(folder / "uit").table(ERRORS).to_pylist()
    reasons = {row["reason"].partition(": ")[2][:60] for row in errors}
    print(f"{good} of {letters} good letters judged, {len(errors)} of {bad} bad files with a reason, in {taken:.0f} s")
    print("\n".join(f"- {reason}" for reason in sorted(reasons)))
    sys.exit(good != letters or len(errors) != bad or not all(row["reason"] for row in errors))


def _bad_files() -> list[tuple[str, bytes]]:
    """Return files that cannot be read, each with its suffix: damaged, no letters, and bombs."""
    good = _as_file("Beste Jan,\n\nUw plan is welkom.\n", "docx")
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    bomb += b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9))
    bomb += b"]><x>&j;</x>"
    return [
        (".docx", good[: len(good) // 2]),
        (".docx", b"PK\x03\x04 no letter"),
        (".docx", _zipped({"word/document.xml": b" " * 400_000_000, "[Content_Types].xml": b"<x/>"})),
        (".docx", _zipped({"word/document.xml": bomb, "[Content_Types].xml": b"<x/>"})),
        (".odt", _zipped({"content.xml": bomb, "mimetype": b"application/vnd.oasis.opendocument.text"})),
        (".pdf", b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj\ntrailer << /Root 1 0 R >>"),
        (".pdf", b"%PDF-1.4\n" + random.Random(SEED).randbytes(5_000)),
        (".rtf", b"{\\rtf1" + b"{" * 200_000),
        (".html", b""),
        (".txt", b"\x00\x01\x02" * 1_000),
        (".txt", b"   \n\n"),
        (".txt", b"lang " * 8_000_000),
        (".eml", b"From: x\n\n"),
        (".msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        (".jpg", b"\xff\xd8\xff"),
        (".zip", b"PK\x03\x04 no archive"),
    ]


def _zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return stream.getvalue()


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
