"""What sixteen clients do to one object at once, and what may be left of it. Drawn anew, each can be run again."""

from __future__ import annotations

import random
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from tests import leaks
from tests.interfaces.web.desks import ELSEWHERE, NEIGHBOUR
from tests.races import track

Scenario = Callable[[track.Track, random.Random], None]
CLIENTS = 16


class Effect:
    """What there was before a race, and what is there more after it."""

    def __init__(self, on: track.Track) -> None:
        self.on, self.before = on, on.inside("look")

    def is_just(self, answers: Sequence[track.Answer], *, rows: Mapping[str, int], verbs: Mapping[str, int]) -> None:
        """These rows more and these lines of ``verbs`` more; nobody met a fault, and all figures follow from the facts.

        Raises AssertionError.
        """
        after = self.on.inside("look")
        no_faults(answers)
        assert after["faults"] == []
        told = [(one.status, one.location) for one in answers]
        assert _more(self.before["rows"], after["rows"]) == dict(rows), told
        lines = _more(self.before["verbs"], after["verbs"])
        assert {verb: lines.get(verb, 0) for verb in verbs} == dict(verbs), (lines, told)


def _more(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    return {name: count - before.get(name, 0) for name, count in after.items() if count != before.get(name, 0)}


def no_faults(answers: Iterable[track.Answer]) -> None:
    bad = [(one.status, one.body[:300]) for one in answers if not 200 <= one.status < 500]
    assert not bad, bad


def statuses(answers: Iterable[track.Answer]) -> Counter[int]:
    return Counter(one.status for one in answers)


def typed(
    on: track.Track, role: str, page: str, cells: Mapping[str, str], *, forms: Iterator[uuid.UUID]
) -> list[track.Answer]:
    """The same cells typed by every browser of a role, each into the form that comes next."""
    path = f"/wilayah/{ELSEWHERE}/{page}/"
    return on.race(
        [track.Ask(one, path, dict(cells) | {"formulir": str(next(forms))}) for one in on.inside("browsers", role)]
    )


def forms_of_their_own() -> Iterator[uuid.UUID]:
    while True:
        yield uuid.uuid4()


def one_form() -> Iterator[uuid.UUID]:
    same = uuid.uuid4()
    while True:
        yield same


# Money


def _payment(draw: random.Random) -> dict[str, str]:
    heads = draw.randint(1, 40)
    return {
        "code": f"2301{draw.randrange(10**8):08d}", "paid_on": "2023-04-12", "period": "2023-01", "months": "12",
        "heads": str(heads), "amount": str(heads * 12 * 16_800),
    }  # fmt: skip


PAID = {"rows": {"funding.Receipt": 1, "coverage.Cover": 1}, "verbs": {"funding.received": 1, "coverage.covered": 1}}


def a_payment_typed_by_sixteen(on: track.Track, draw: random.Random) -> None:
    """One is told that it is saved, the others that it is recorded already."""
    effect = Effect(on)
    answers = typed(on, "dpmd", "pembayaran", _payment(draw), forms=forms_of_their_own())
    effect.is_just(answers, **PAID)
    assert statuses(answers) == {302: 1, 422: CLIENTS - 1}


def a_payment_sent_sixteen_times(on: track.Track, draw: random.Random) -> None:
    """One form, a button pressed again and again: all are told that it is saved."""
    effect = Effect(on)
    answers = typed(on, "bpjs", "pembayaran", _payment(draw), forms=one_form())
    effect.is_just(answers, **PAID)
    assert statuses(answers) == {302: CLIENTS}


def a_budget_typed_by_sixteen(on: track.Track, draw: random.Random) -> None:
    """Said again it is the same fact: all are told that it is saved, and it stands once."""
    heads = draw.randint(1, 300)
    cells = {
        "year": "2023", "stage": "perdes", "fund": "ADD", "amount": str(heads * 12 * 16_800), "heads": str(heads),
        "months": "12", "reference": f"{draw.randrange(10**6)}/2022", "decided_on": "28/12/2022",
    }  # fmt: skip
    effect = Effect(on)
    answers = typed(on, "dpmd", "anggaran", cells, forms=forms_of_their_own())
    effect.is_just(answers, rows={"funding.Budget": 1}, verbs={"funding.budgeted": 1})
    assert statuses(answers) == {302: CLIENTS}


# People


def _worker(draw: random.Random) -> dict[str, str]:
    day, month, year = draw.randint(1, 28), draw.randint(1, 12), draw.randint(70, 99)
    return {
        "nik": leaks.made(f"750304{day:02d}{month:02d}{year}{draw.randint(1, 9999):04d}"), "name": "Abdul Podungge",
        "birth": f"{day:02d}-{month:02d}-19{year}", "sex": "L", "occupation": "Petani", "address": "Dusun I",
        "phone": "080012345678", "mother": "Hajar Nusi",
    }  # fmt: skip


def a_worker_typed_by_sixteen(on: track.Track, draw: random.Random) -> None:
    """One is told that the name is on the list now, the others that it stands there."""
    effect = Effect(on)
    answers = typed(on, "dpmd", "pekerja", _worker(draw), forms=forms_of_their_own())
    rows = {"workers.Person": 1, "enrolment.Listing": 1}
    effect.is_just(answers, rows=rows, verbs={"workers.taken": 1, "enrolment.added": 1})
    assert statuses(answers) == {302: 1, 422: CLIENTS - 1}


def sixteen_workers_onto_one_list(on: track.Track, draw: random.Random) -> None:
    """Every list that is extended holds all who were on it before: nobody's addition is lost."""
    effect = Effect(on)
    path, sent = f"/wilayah/{NEIGHBOUR}/pekerja/", {}
    while len(sent) < CLIENTS:
        one = _worker(draw)
        sent[one["nik"]] = one | {"formulir": str(uuid.uuid4())}
    browsers = on.inside("browsers", "dpmd")
    answers = on.race([track.Ask(*both) for both in zip(browsers, [path] * CLIENTS, sent.values(), strict=True)])
    rows = {"workers.Person": CLIENTS, "enrolment.Listing": CLIENTS}
    effect.is_just(answers, rows=rows, verbs={"enrolment.added": CLIENTS})
    names = on.inside("look")["names"][NEIGHBOUR]
    assert names == effect.before["names"][NEIGHBOUR] + CLIENTS


# Files


def _file(draw: random.Random) -> tuple[str, bytes]:
    one = _payment(draw)
    head = "Kode Desa;Kode Iuran;Tanggal Bayar;Periode;Jumlah Bulan;Jumlah TK;Nominal"
    row = f"{ELSEWHERE};{one['code']};12-04-2023;01-2023;12;{one['heads']};{one['amount']}"
    return f"rekap {one['code']}.csv", f"{head}\n{row}\n".encode()


def _uploaded(on: track.Track, file: tuple[str, bytes], forms: Iterator[uuid.UUID]) -> list[track.Answer]:
    said = {"kabupaten": "75.03", "tahun": "2023", "diterima": "2023-04-13"}
    answers = on.race(
        [track.Ask(one, "/kiriman/", said | {"nomor": str(next(forms))}, file) for one in on.inside("browsers", "dpmd")]
    )
    ends = time.monotonic() + 60
    while on.inside("look")["waiting"] and time.monotonic() < ends:
        time.sleep(0.3)
    return answers


def one_file_sent_by_sixteen(on: track.Track, draw: random.Random) -> None:
    """Sixteen deliveries, one payment."""
    effect = Effect(on)
    answers = _uploaded(on, _file(draw), forms_of_their_own())
    effect.is_just(answers, rows=PAID["rows"] | {"intake.Job": CLIENTS}, verbs=PAID["verbs"] | {"intake.sent": CLIENTS})
    assert statuses(answers) == {302: CLIENTS}


def one_delivery_sent_sixteen_times(on: track.Track, draw: random.Random) -> None:
    """One form: one delivery, and everybody is led to it."""
    effect = Effect(on)
    answers = _uploaded(on, _file(draw), one_form())
    effect.is_just(answers, rows=PAID["rows"] | {"intake.Job": 1}, verbs=PAID["verbs"] | {"intake.sent": 1})
    assert len({(one.status, one.location) for one in answers}) == 1


# Access


def a_proposal_decided_by_sixteen(on: track.Track, draw: random.Random) -> None:
    """Some agree and some do not: one of them is heard."""
    number = on.inside("propose")
    effect, path = Effect(on), f"/kantor/usulan/{number}/"
    said = [draw.choice(("setuju", "tolak")) for _ in range(CLIENTS)]
    browsers = on.inside("browsers", "sekda")
    answers = on.race([track.Ask(one, path, {"keputusan": word}) for one, word in zip(browsers, said, strict=True)])
    heard = [word for word, one in zip(said, answers, strict=True) if one.status == 200]
    assert len(heard) == 1, statuses(answers)
    given = int(heard == ["setuju"])
    effect.is_just(answers, rows={"access.Decision": 1}, verbs={"access.decided": 1, "access.password_changed": given})


def an_account_opened_by_sixteen(on: track.Track, draw: random.Random) -> None:
    """One name, one account, one post."""
    cells = {
        "akun": f"uji{draw.randrange(10**9)}", "orang": "Rahma Ismail", "kantor": "Pemerintah Desa Talumopatu",
        "wilayah": ELSEWHERE, "peran": "operator", "mulai": "2026-11-01",
    }  # fmt: skip
    effect = Effect(on)
    answers = on.race([track.Ask(one, "/kantor/akun-baru/", cells) for one in on.inside("browsers", "dpmd")])
    effect.is_just(answers, rows={"access.Account": 1, "access.Post": 1}, verbs={"access.account_opened": 1})
    assert statuses(answers)[200] == 1, statuses(answers)


def signed_out_everywhere_while_they_work(on: track.Track, draw: random.Random) -> None:
    """Whoever was under way gets an answer; after it only the browser that ended the others is still signed in."""
    mine, *others = on.inside("browsers", "operator")
    draw.shuffle(others)
    asks = [track.Ask(mine, "/akun/", {"sesi": "lain"}), *(track.Ask(one, "/akun/") for one in others)]
    answers = on.race(draw.sample(asks, len(asks)))
    no_faults(answers)
    assert set(statuses(answers)) <= {200, 302}
    assert on.ask(track.Ask(mine, "/akun/")).status == 200
    assert {_where(on, one) for one in others} == {_SIGN_IN}
    after: dict[str, Any] = on.inside("look")
    assert after["sessions"]["operator"] == 1 and after["faults"] == []


_SIGN_IN = "/masuk/?ke=%2Fakun%2F"


def _where(on: track.Track, session: str) -> str:
    return on.ask(track.Ask(session, "/akun/")).location


def signed_out_in_one_browser_while_it_works(on: track.Track, draw: random.Random) -> None:
    """A session that was ended is not brought back by what was still under way in it."""
    one = draw.choice(on.inside("browsers", "kades"))
    asks = [track.Ask(one, "/keluar/", {}), *(track.Ask(one, "/akun/") for _ in range(CLIENTS - 1))]
    answers = on.race(draw.sample(asks, len(asks)))
    no_faults(answers)
    assert {_where(on, one) for _ in range(3)} == {_SIGN_IN}


# Letters


def _reminders(on: track.Track, forms: Iterator[uuid.UUID]) -> list[track.Answer]:
    said = {"jenis": "reminder", "temuan": "not_reporting", "batas": "20-04-2023", "tindakan": "buat"}
    path = "/wilayah/75.03.08/surat/buat/"
    return on.race(
        [track.Ask(one, path, said | {"formulir": str(next(forms))}) for one in on.inside("browsers", "camat")]
    )


def sixteen_sets_of_letters_at_once(on: track.Track, draw: random.Random) -> None:
    """Every set is made whole, and the camat's book has no gap and no number twice."""
    before = on.inside("look")
    answers = _reminders(on, forms_of_their_own())
    no_faults(answers)
    assert statuses(answers) == {302: CLIENTS}
    after = on.inside("look")
    made = after["rows"]["letters.Letter"] - before["rows"]["letters.Letter"]
    assert (made % CLIENTS, made // CLIENTS > 1) == (0, True)
    assert all(book == list(range(1, len(book) + 1)) for book in after["numbers"].values())


def one_set_of_letters_sent_sixteen_times(on: track.Track, draw: random.Random) -> None:
    """One form: one set, and everybody is led to it."""
    before = on.inside("look")
    answers = _reminders(on, one_form())
    assert len({(one.status, one.location) for one in answers}) == 1
    after = on.inside("look")
    verbs = after["verbs"]["letters.issued"] - before["verbs"]["letters.issued"]
    assert verbs == 1
    assert all(book == list(range(1, len(book) + 1)) for book in after["numbers"].values())


ALL: tuple[Scenario, ...] = (
    a_payment_typed_by_sixteen, a_payment_sent_sixteen_times, a_budget_typed_by_sixteen, a_worker_typed_by_sixteen,
    sixteen_workers_onto_one_list, one_file_sent_by_sixteen, one_delivery_sent_sixteen_times,
    a_proposal_decided_by_sixteen, an_account_opened_by_sixteen, signed_out_everywhere_while_they_work,
    signed_out_in_one_browser_while_it_works, sixteen_sets_of_letters_at_once, one_set_of_letters_sent_sixteen_times,
)  # fmt: skip
