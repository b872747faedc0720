"""Drawing a field sample and writing down what its visits found."""

from __future__ import annotations

import uuid

from django.db import transaction

from lindung.kernel import language, sampling, values
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import queries as lines
from lindung.registers.audit import facts, models
from lindung.registers.workers import queries as workers


class NotTheAuditor(values.Refusal):
    code = "uji-petik-hanya-pengawas"
    sentence = "Uji petik hanya ditarik dan dicatat oleh pengawas wilayah ini. Mintalah Inspektorat melakukannya."


class SampleThere(values.Refusal):
    code = "uji-petik-sudah-ditarik"
    sentence = (
        "Uji petik triwulan ini sudah ditarik pada {day}. Sampel tidak ditarik ulang; kunjungi orang yang terpilih."
    )


class NobodyToDraw(values.Refusal):
    code = "uji-petik-tanpa-orang"
    sentence = "Belum ada nama sah pada daftar desa, jadi tidak ada yang dapat dipilih. Kirim daftarnya lebih dulu."


class NotDrawn(values.Refusal):
    code = "orang-tidak-terpilih"
    sentence = "Orang ini tidak ada dalam sampel. Muat ulang daftarnya, lalu pilih lagi."


class VisitIncomplete(values.Refusal):
    code = "kunjungan-belum-lengkap"
    sentence = "Kunjungan belum dapat dicatat: hasilnya belum dipilih. Pilih satu, lalu simpan lagi."


class VisitNotThen(values.Refusal):
    code = "kunjungan-bukan-hari-itu"
    sentence = "Kunjungan {day} tidak dapat dicatat: sebelum sampel ditarik, atau belum tiba. Periksa tanggalnya."


@transaction.atomic
def draw(*, wanted: facts.Wanted, desk: access.Desk, stamp: journal_facts.Stamp) -> int:
    """Draw the quarter's sample: five of each hundred of every village, at least one; returns its number.

    Raises NotTheAuditor, SampleThere, NobodyToDraw.
    """
    journal.act(by=stamp.by)
    if desk.role not in facts.DRAWS or not desk.scope.covers(wanted.region):
        raise NotTheAuditor()
    day, number = stamp.received_on, (stamp.received_on.month + 2) // 3
    there = models.Sample.objects.filter(region_id=wanted.region, year=day.year, quarter=number)
    for drawn_on in there.values_list("drawn_on", flat=True):
        raise SampleThere(day=language.day(drawn_on))
    head = lines.head()
    seed = sampling.seed(head, day.isoformat())
    chosen = sampling.drawn(wanted.persons, seed=seed, per_hundred=facts.PER_HUNDRED)
    if not chosen:
        raise NobodyToDraw()
    population = sum(len(set(persons)) for persons in wanted.persons.values())
    row = (
        wanted.region, day.year, number, day, wanted.on, facts.PER_HUNDRED, head, seed, population,
        len({village for village, _ in chosen}), desk.account_id, day,
    )  # fmt: skip
    journal.record(verb="audit.drawn", about=wanted.region, rows=[row], stamp=stamp)
    columns = models.Sample.SEALED_BY["audit.drawn"]
    sample = models.Sample.objects.create(**dict(zip(columns, row, strict=True)), recorded_at=stamp.at)
    rows = [(sample.pk, village, person.hex) for village, person in chosen]
    journal.record(verb="audit.persons_drawn", about=wanted.region, rows=rows, stamp=stamp)
    models.Drawn.objects.bulk_create(
        models.Drawn(sample=sample, region_id=village, person_id=person) for village, person in chosen
    )
    return sample.pk


@transaction.atomic
def visit(*, drawn: int, said: facts.Visit, desk: access.Desk, stamp: journal_facts.Stamp) -> None:
    """Write down what was found of a drawn person; said again, the latest counts.

    Raises NotTheAuditor, NotDrawn, VisitIncomplete, VisitNotThen, PersonErased.
    """
    journal.act(by=stamp.by)
    if desk.role not in facts.DRAWS:
        raise NotTheAuditor()
    row = models.Drawn.objects.select_related("sample").filter(pk=drawn).first()
    if row is None or not desk.scope.covers(row.region_id):
        raise NotDrawn()
    if said.outcome not in facts.OUTCOMES:
        raise VisitIncomplete()
    if not row.sample.drawn_on <= said.visited_on <= stamp.received_on:
        raise VisitNotThen(day=language.day(said.visited_on))
    key = uuid.uuid4()
    told = (key.hex, row.pk, said.outcome, said.visited_on, desk.account_id, stamp.received_on)
    sealed = workers.seal_note(row.person_id, said.note, about=b"visit" + key.bytes)
    journal.record(verb="audit.visited", about=row.sample.region_id, rows=[told], stamp=stamp)
    models.Visit.objects.create(
        key=key, drawn=row, outcome=said.outcome, visited_on=said.visited_on, account_id=desk.account_id,
        received_on=stamp.received_on, note_sealed=sealed, recorded_at=stamp.at,
    )  # fmt: skip
