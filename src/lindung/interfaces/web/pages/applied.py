"""What became of an application, by the code of its receipt: never a name, an address or a NIK.

A wrong code, one that is too old and one that never was are answered by the same bytes, after the same statements.
"""

from __future__ import annotations

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.intake.applications import facts, queries
from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, doors
from lindung.interfaces.web.pages import applying, frame, own_cover
from lindung.platform.access import scope
from lindung.platform.access.guessing import operations as guessing

_WHY = "seseorang melihat keadaan permohonannya dengan kode tanda terimanya"


@doors.door(doors.ANYONE, methods=("GET", "POST"))
def status(request: http.HttpRequest) -> http.HttpResponse:
    """The form for the code, and what it opens."""
    if request.method != "POST":
        return _page(request)
    tries = applying.guessed(request)
    hold = guessing.count(guesses=tries, at=clock.now())
    if hold is not None:
        return applying.later(request, hold)
    with scope.everything(_WHY):
        one = queries.by_code(request.POST.get("kode", ""), at=clock.now())
        if one is None:
            return _page(request, error=applying.unknown())
        for guess in tries:
            guessing.forget(guess=guess)
        return _page(request, says=_says(request, one))


def _says(request: http.HttpRequest, one: facts.Application) -> list[str]:
    """The state in plain words, and what to do now."""
    if one.submitted_at is None:
        return [_("Belum dikirim."), _("Buka halaman Daftar dan lanjutkan dengan kode yang sama.")]
    today = clock.today(one.asked.region, request.example_day)
    own = one.asked.route == "mandiri"
    if one.decision is None:
        checks = _("Sedang diperiksa BPJS Ketenagakerjaan.") if own else _("Sedang diperiksa desa.")
        come = _("Datang dengan KTP asli; petugas mencocokkannya dengan permohonan.")
        return [_("Permohonan diterima."), checks, come, _("Anda belum terlindungi.")]
    decided = {"day": tongue.day(one.decision.decided_on)}
    if one.decision.outcome == "declined":
        return [_("Ditolak pada %(day)s.") % decided, *_declined(one.decision.reason)]
    where = _placed(one.decision.placed)
    known = own_cover.told(one.decision.person, today) if one.decision.person and not own else []
    return [_("Disetujui pada %(day)s.") % decided, where, *known]


def _placed(placed: facts.Placed) -> str:
    return {
        "daftar": _("Anda ada pada daftar pekerja desa."),
        "tunggu": _("Anda ada pada daftar tunggu desa. Desa mengabari bila ada tempat."),
        "mandiri": _("Bayar iuran sendiri lewat BPJS Ketenagakerjaan. Perlindungan mulai sesudah iuran dibayar."),
    }.get(placed, "")


def _declined(reason: str) -> list[str]:
    """Why, and what can be done."""
    again = _("Bila menurut Anda keliru, datang ke kantor desa dengan KTP dan KK, atau ajukan lagi.")
    return [said for said in (reasons().get(reason, ""), again) if said]


def reasons() -> dict[str, str]:
    """Why an application is declined, as the applicant reads it."""
    return {
        "nik": _("NIK tidak sama dengan yang ada pada KTP."),
        "nama": _("Nama atau tanggal lahir tidak sama dengan yang ada pada KTP."),
        "ganda": _("Orang yang sama sudah mengajukan atau sudah dicatat dengan permohonan lain."),
        "wilayah": _("Tempat tinggal bukan di desa ini. Ajukan di desa tempat tinggal."),
        "pekerjaan": _("Pekerjaan ini dilindungi lewat jalur lain, bukan lewat daftar ini."),
        "umur": _("Umur di luar batas yang dapat didaftarkan."),
        "tidak-datang": _("KTP asli tidak ditunjukkan sampai batas waktu desa."),
        "ditarik": _("Permohonan ditarik oleh pemohon."),
    }


def _page(
    request: http.HttpRequest, *, error: str = "", says: list[str] | None = None
) -> http.HttpResponse:  # fmt: skip
    context = {
        "title": _("Keadaan permohonan"), "lead": _("Ketik kode tanda terima. Nama dan NIK tidak ditampilkan."),
        "button": _("Lihat"), "error": error, "summary": [("kode", error)] if error else [], "says": says or [],
    }  # fmt: skip
    return frame.render(request, "web/apply_code.html", context, status=422 if error else 200)
