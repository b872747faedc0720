"""The file that goes with an answer: what is taken, how it is kept, who takes it back."""

from __future__ import annotations

import io

import pytest
from django.db import DatabaseError, connection
from PIL import Image

from lindung.interfaces import proof
from lindung.platform.access import scope
from lindung.platform.journal import models as journal
from lindung.platform.vault import queries as vault
from lindung.platform.vault.pictures import queries as pictures
from lindung.registers.followup import facts as duties
from lindung.registers.followup import models
from lindung.registers.followup import operations as followup
from lindung.registers.followup import queries as duty_queries
from lindung.registers.followup.papers import facts, operations, queries, rules
from tests import chronicle, offices
from tests.registers.test_duties import APRIL_13, SILENT, desk, duty, morning, stamp

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nSurat undangan 005/117\n%%EOF"
DONE = duties.Reply("done")


@pytest.fixture(autouse=True)
def _offices(db: None) -> None:
    offices.tell()


def sent(name: str, content: bytes = PDF) -> facts.Sent:
    return facts.Sent(name, content)


def answered(file: facts.Sent, paper: duties.Paper | None = None):
    morning(APRIL_13, SILENT)
    key = duty(APRIL_13).key
    return key, operations.answer(
        duty=key, reply=DONE, kept=queries.kept(file), desk=desk("camat.tapa"), stamp=stamp(APRIL_13), paper=paper
    )  # fmt: skip


def photo(size: tuple[int, int] = (3000, 2000)) -> bytes:
    """As a telephone takes it: with the place in it."""
    file, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Telepon Uji"
    exif.get_ifd(0x8825)[1] = "N"
    Image.effect_noise(size, 90).convert("RGB").save(file, "JPEG", exif=exif, quality=60)
    return file.getvalue()


def test_a_letter_is_kept_sealed_and_opens_byte_for_byte():
    key, file = answered(sent("C:\\Surat\\undangan camat.PDF"), duties.Paper("005/117", APRIL_13))
    found = queries.file(key, file, known_at=APRIL_13)
    assert (found.name, found.media, found.size, found.there) == (
        "undangan camat.pdf",
        "application/pdf",
        len(PDF),
        True,
    )
    assert queries.content(file) == PDF
    assert PDF not in bytes(models.File.objects.get(key=file).content_sealed)
    (event,) = [one for one in duty_queries.history(key, on=APRIL_13, known_at=APRIL_13) if one.kind == "attached"]
    assert (event.paper.reference, event.paper.name) == ("005/117", "undangan camat.pdf")
    assert duty(APRIL_13).last_answer.reply == DONE
    assert proof.look().holds


def test_a_photo_of_a_letter_is_made_small_and_says_nothing_of_where_it_was_taken():
    _key, file = answered(sent("IMG_0012.jpeg", photo()))
    content = queries.content(file)
    with Image.open(io.BytesIO(content)) as kept:
        assert (max(kept.size) <= 1280, dict(kept.getexif()), kept.format) == (True, {}, "JPEG")
    assert len(content) <= 150_000
    assert b"Telepon Uji" not in content


@pytest.mark.parametrize(
    ("file", "refusal", "said"),
    [
        (sent("surat.pdf", b""), rules.FileEmpty, "terputus saat dikirim"),
        (sent("surat.pdf", b"MZ\x90\x00 program"), rules.FileNotOfAKind, "bukan salah satu dari PDF, JPEG, PNG, WebP"),
        (sent("surat.pdf", b"<html>%PDF-</html>"), rules.FileNotOfAKind, "potret halamannya"),
        (sent("surat.pdf", b"%PDF-" + b"x" * 2_097_152), rules.FileTooLarge, "besarnya 2,1 MB.* PDF paling besar 2 MB"),
        (sent(f"KTP {chronicle.someone().nik}.pdf"), rules.FileNamedByNik, "memuat NIK"),
        (sent("foto.jpg", b"\xff\xd8\xff\xe0 bukan foto"), pictures.NotAPhoto, "bukan foto yang dapat dibaca"),
    ],
)  # fmt: skip
def test_what_is_not_taken_leaves_no_answer(file, refusal, said):
    with pytest.raises(refusal, match=said):
        answered(file)
    assert (models.File.objects.count(), duty(APRIL_13).answers) == (0, ())


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"), ('a"b\r\nX-Y: 1.pdf', "a b X-Y 1"), (".pdf", "pdf"), ("", "lampiran"),
        ("surat\u202efdp.exe", "surat fdp"), ("x" * 300 + ".pdf", "x" * 100),
    ],
)  # fmt: skip
def test_a_file_is_called_what_no_system_stumbles_over(name, kept):
    assert rules.called(name) == kept


def test_who_attached_it_takes_it_back_for_good_and_the_chain_stays_whole():
    key, file = answered(sent("surat.pdf"))
    with pytest.raises(operations.NotYourFile):
        operations.forget(file=file, why="keliru", desk=desk("kades.meranti"), stamp=stamp(APRIL_13))
    with pytest.raises(operations.WhyMissing):
        operations.forget(file=file, why=" ", desk=desk("camat.tapa"), stamp=stamp(APRIL_13))
    operations.forget(file=file, why="keliru", desk=desk("camat.tapa"), stamp=stamp(APRIL_13))
    assert queries.content(file) is None
    assert queries.file(key, file, known_at=APRIL_13).there is False
    assert journal.Line.objects.order_by("id").last().verb == "keys.destroyed"
    assert proof.look().holds
    with pytest.raises(operations.NoFile):
        operations.forget(file=file, why="keliru", desk=desk("camat.tapa"), stamp=stamp(APRIL_13))


def test_another_villages_file_is_not_there():
    key, file = answered(sent("surat.pdf"))
    with scope.within(desk("kades.meranti").scope):
        assert (queries.files(key, known_at=APRIL_13), queries.content(file)) == ({}, None)


def test_a_file_moved_to_another_row_does_not_open():
    key, first = answered(sent("surat.pdf"))
    second = operations.attach(
        duty=key, kept=queries.kept(sent("lain.pdf", PDF + b" ")), desk=desk("camat.tapa"), stamp=stamp(APRIL_13)
    )
    sealed = bytes(models.File.objects.get(key=first).content_sealed)
    with pytest.raises(vault.SealBroken):
        vault.opened_bytes(sealed, about=b"duty-paper" + second.bytes)
    with pytest.raises(DatabaseError, match="hanya ditambah"), connection.cursor() as cursor:
        cursor.execute("UPDATE followup_file SET size = 1")


def test_sent_twice_it_is_one():
    key, first = answered(sent("surat.pdf"))
    again = operations.attach(
        duty=key, kept=queries.kept(sent("surat.pdf")), desk=desk("camat.tapa"), stamp=stamp(APRIL_13)
    )
    assert (again, models.File.objects.count()) == (first, 1)


def test_only_who_answers_duties_attaches():
    morning(APRIL_13, SILENT)
    with pytest.raises(followup.NotYourDuty):
        operations.attach(
            duty=duty(APRIL_13).key, kept=queries.kept(sent("surat.pdf")), desk=desk("provinsi"), stamp=stamp(APRIL_13)
        )
