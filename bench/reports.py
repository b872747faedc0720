"""What documents cost: 165 letters as one PDF, beside WeasyPrint on the same content.

CPU seconds of a fresh process each, start of the interpreter and everything it imports included on both sides; medians
of alternating runs. WeasyPrint is no dependency: ``--weasyprint`` names an interpreter that has it, else «NOT RUN» is
printed. It is given the finished HTML, which we take no time for. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence

ROOT = pathlib.Path(__file__).resolve().parent.parent
SETUP = """
import os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "lindung.config.settings"
import django
django.setup()
sys.path[:0] = [{root!r}]
from bench import reports
"""
PEER = "weasyprint"
Programs = Mapping[str, Sequence[str]]
"""By its name the command that is measured."""


def has_peer(python: str) -> bool:
    """Whether this interpreter has WeasyPrint and the libraries that it needs."""
    return not subprocess.run([python, "-c", f"import {PEER}"], capture_output=True, check=False).returncode


def by_peer(python: str, page: pathlib.Path, *times: int) -> list[str]:
    """The command that sets a page of HTML."""
    return [python, str(ROOT / "bench" / "reports_weasyprint.py"), str(page), *map(str, times)]


def cpu(command: Sequence[str]) -> tuple[float, str]:
    """CPU seconds of a program in a process of its own, and the last line that it printed."""
    known = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=known)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, told.stdout.strip().splitlines()[-1]


def measured(programs: Programs, runs: int) -> dict[str, dict[str, float | str]]:
    """Medians of alternating runs, by program."""
    taken: dict[str, list[float]] = {name: [] for name in programs}
    said: dict[str, str] = {}
    for _ in range(runs):
        for name, command in programs.items():
            seconds, said[name] = cpu(command)
            taken[name].append(seconds)
    return {name: {"cpu_s": round(statistics.median(all_of), 2), "said": said[name]} for name, all_of in taken.items()}


# Letters


LETTERS = 165


def letters() -> list:
    """165 reminders, each to another village head, with the amount in words and two copies."""
    import datetime as dt

    from lindung.kernel import language
    from lindung.registers.letters import facts

    found = []
    for at in range(1, LETTERS + 1):
        village, amount = f"Desa Contoh {at}", 201_600 * (at % 100 + 1)
        content = facts.Content(
            head=("Pemerintah Kabupaten Contoh", "Dinas Pemberdayaan Masyarakat dan Desa"),
            address="Jalan Contoh Nomor 1, Kode Pos 96000",
            title="",
            nature="Segera",
            enclosures="–",
            subject="Teguran: belum menganggarkan",
            to=("Kepada", f"Yth. Kepala {village}", "melalui Camat Contoh", "di", "Tempat"),
            parts=(
                {"kind": "text", "said": [
                    f"Berdasarkan pemantauan per 13 April 2023, kami sampaikan: {village} belum menganggarkan iuran "
                    "untuk 100 pekerja rentan.",
                    f"Perlindungan pekerja rentan {village} selama setahun memerlukan {language.rupiah(amount)} "
                    f"({language.spelled(amount)} rupiah).",
                    "Kami minta Saudara menyelesaikannya paling lambat 28 April 2023 dan melaporkannya dengan bukti.",
                    "Demikian disampaikan untuk dilaksanakan. Atas perhatian Saudara, kami ucapkan terima kasih.",
                ]},
            ),
            signers=(facts.Signer(("Kepala Dinas,",), "Contoh Kepala Dinas, S.STP.", ("Pembina (IV/a)",)),),
            copies=("Sekretaris Daerah sebagai laporan", "Camat Contoh"),
            message="",
            check="https://lindung.example/surat/periksa/",
        )  # fmt: skip
        code = f"23456789ABCDE{at:03d}"
        found.append(
            facts.Letter(
                at, "reminder", "75.03", "75.03", "not_budgeted", f"400.10/{at:03d}/DPMD/IV/2023",
                dt.date(2023, 4, 13), "Suwawa", f"Kepala {village}", "bawaan", content, "0" * 64, code, None,
            )
        )  # fmt: skip
    return found


def letters_by_lindung() -> None:
    from lindung.interfaces.reports.letters import typesetting

    print(len(typesetting.pdf(letters())))


def letters_one_by_one() -> None:
    """What it would cost to set each letter by itself."""
    from lindung.interfaces.reports.letters import typesetting

    print(sum(len(typesetting.pdf([one])) for one in letters()))


def letters_as_html() -> str:
    """The same content and code as HTML, as its users write it: one document, a page break before each letter."""
    from lindung.interfaces.reports.letters import typesetting

    pages = []
    for one in letters():
        page = typesetting._page(one)
        rows = "".join(f"<tr><td>{name}</td><td>: {html.escape(said)}</td></tr>" for name, said in page["reference"])
        body = "".join(f"<p class=b>{html.escape(text)}</p>" for part in page["parts"] for text in part["said"])
        signer = page["signers"][0]
        pages.append(
            f"<section><h2>{'<br>'.join(page['head']).upper()}</h2><p class=k>{page['address']}</p><hr>"
            f"<table class=o><tr><td><table>{rows}</table></td><td>{page['dated']}<br>"
            f"{'<br>'.join(page['to'])}</td></tr></table>{body}<p class=s>{signer['above'][0]}<br><br><br>"
            f"<b><u>{signer['name']}</u></b><br>"
            f"{signer['below'][0]}</p><p>Tembusan:</p><ol>{''.join(f'<li>{c}</li>' for c in page['copies'])}</ol>"
            f"<div class=q>{page['qr']}</div><p class=f>{'<br>'.join(page['proof'])}</p></section>"
        )
    style = (
        "@page{size:A4;margin:2.5cm}body{font:12pt serif}section{break-before:page}h2,.k{text-align:center}"
        ".b{text-align:justify;text-indent:1.1cm}.s{margin-left:9cm}.q svg{width:1.55cm}.f{font-size:7.5pt}"
    )
    return f"<meta charset=utf-8><style>{style}</style>{''.join(pages)}"


def of_letters(peer: str, folder: pathlib.Path) -> Programs:
    setup, page = SETUP.format(root=str(ROOT)), folder / "letters.html"
    programs: dict[str, Sequence[str]] = {
        "lindung": [sys.executable, "-c", f"{setup}reports.letters_by_lindung()"],
        "lindung_one_by_one": [sys.executable, "-c", f"{setup}reports.letters_one_by_one()"],
    }
    if has_peer(peer):
        writing = f"{setup}import pathlib; pathlib.Path({str(page)!r}).write_text(reports.letters_as_html())"
        cpu([sys.executable, "-c", f"{writing}; print('written')"])
        programs[PEER] = by_peer(peer, page)
    return programs


GOAL = 1.3


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--weasyprint", default=sys.executable, help="an interpreter that has WeasyPrint")
    said = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        taken = measured(of_letters(said.weasyprint, pathlib.Path(folder)), said.runs)
    for program, one in taken.items():
        print(f"letters: {program} {one['cpu_s']} s CPU, {one['said']}")
    ratio = None
    if PEER in taken:
        ratio = round(taken[PEER]["cpu_s"] / taken["lindung"]["cpu_s"], 1)
    else:
        print(f"letters: {PEER} NOT RUN (not installed)")
    seconds = {program: one["cpu_s"] for program, one in taken.items()}
    print(json.dumps({"letters": {"cpu_s": seconds, "goal_s": GOAL, "peer": PEER, "times_ours": ratio}}))


if __name__ == "__main__":
    main()
