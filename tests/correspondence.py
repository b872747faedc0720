"""Letters, wordings and officials as tests tell them."""

from __future__ import annotations

import datetime as dt

from lindung.platform.journal import facts as journal
from lindung.registers.letters import facts, operations, queries

CHECK = "https://lindung.example/surat/periksa/"


def content(region: str, sentence: str = "Desa ini belum menganggarkan iuran, perbaiki.") -> facts.Content:
    """A reminder to a village head, by the camat."""
    return facts.Content(
        head=("Pemerintah Kabupaten Bone Bolango", "Kecamatan Contoh"),
        address="Jalan Contoh 1",
        title="",
        nature="Segera",
        enclosures="–",
        subject="Teguran",
        to=("Kepada", "Yth. Kepala Desa Contoh", "di", "Tempat"),
        parts=({"kind": "text", "said": [sentence]},),
        signers=(facts.Signer(("Camat Contoh,",), "Contoh Camat, S.IP.", ("NIP 19800101 200501 1 001",)),),
        copies=("Sekretaris Daerah",),
        message="Yth. Kepala Desa Contoh: belum menganggarkan.",
        said=(facts.Said(region, "Desa Contoh", sentence),),
        check=CHECK,
    )


def draft(
    region: str,
    issuer: str = "",
    *,
    code: str = "005",
    said: facts.Content | None = None,
    kind: facts.Kind = "reminder",
) -> facts.Draft:
    """A letter about ``region``, from its district where no issuer is said."""
    return facts.Draft(
        kind, issuer or region[:8], region, "not_budgeted", "Suwawa", "Kepala Desa Contoh", "bawaan 0123456789",
        "{kode}/{urut}/{tahun}", code, said or content(region),
    )  # fmt: skip


def official(
    region: str, post: facts.Post = "kades", name: str = "Contoh Kepala Desa", **said: object
) -> facts.Official:
    told = {"nip": "", "rank": "", "standing": "tetap", "starts_on": dt.date(2022, 1, 1), "decree": "SK 1/2022"} | said
    return facts.Official(region, post, name, **told)  # type: ignore[arg-type]


def tell(region: str, stamp: journal.Stamp) -> None:
    """A letter about a village, a second that was withdrawn, who heads the village, and a wording of its regency."""
    operations.name_official(official=official(region), stamp=stamp)
    _first, second = operations.issue(drafts=[draft(region), draft(region)], stamp=stamp)
    operations.withdraw(letter_id=second, reason="salah alamat", stamp=stamp)
    parts = queries.shipped()["reminder", facts.DISTRICT].parts
    operations.word(region=region[:5], kind="reminder", level=facts.DISTRICT, parts=parts, stamp=stamp)
