"""What a page says when it can't be shown: what happened, why, and what to do now."""

from __future__ import annotations

from typing import Any

from django import http, urls
from django.contrib.sessions import exceptions
from django.template import loader
from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.kernel import values


def _page(request: http.HttpRequest, status: int, title: str, *said: str, may_send: bool = False) -> http.HttpResponse:
    if getattr(request, "program", False):
        return http.JsonResponse({"error": title, "message": " ".join(said)}, status=status)
    context = {"title": title, "said": said, "desk": getattr(request, "desk", None), "may_send": may_send}
    return http.HttpResponse(loader.render_to_string("web/error.html", context, request), status=status)


def missing(request: http.HttpRequest, exception: Exception | None = None) -> http.HttpResponse:
    """Nothing there, or nothing that this office may know of: one answer for both."""
    return _page(
        request, 404, _("Halaman tidak ditemukan"),
        _("Alamat ini tidak ada, atau bukan wilayah kantor Anda."),
        _("Periksa alamatnya, atau mulai lagi dari halaman depan."),
    )  # fmt: skip


def no_token(request: http.HttpRequest) -> http.HttpResponse:
    """A program that shows no token, or one that opens nothing: one answer for all of these."""
    response = _page(
        request, 401, _("Token tidak berlaku"),
        _("Kirim token dalam kepala Authorization: Bearer. Bila sudah habis masanya, minta yang baru."),
    )  # fmt: skip
    response["WWW-Authenticate"] = 'Bearer realm="lindung"'
    return response


def not_your_office(request: http.HttpRequest) -> http.HttpResponse:
    return _page(
        request, 403, _("Bukan tugas kantor Anda"),
        _("Halaman ini dikerjakan oleh kantor lain."),
        _("Bila menurut Anda ini keliru, hubungi Dinas PMD kabupaten yang mengatur peran."),
    )  # fmt: skip


def wrong_method(request: http.HttpRequest, methods: list[str]) -> http.HttpResponse:
    response = _page(request, 405, _("Tidak dapat dilakukan di sini"), _("Buka halamannya lalu pakai tombol di sana."))
    response["Allow"] = ", ".join(methods)
    return response


def nothing_yet(request: http.HttpRequest, refusal: values.Refusal, *, may_send: bool) -> http.HttpResponse:
    """The first page of an office whose regency has sent nothing; ``may_send``: with the way to do so. A program is
    told that there is no such thing."""
    if getattr(request, "program", False):
        return missing(request)
    return _page(request, 200, _("Belum ada data"), tongue.refusal(refusal), may_send=may_send)


def refused(request: http.HttpRequest, refusal: values.Refusal) -> http.HttpResponse:
    """A request that can't be understood, said in the words of the refusal."""
    return _page(request, 400, _("Permintaan tidak dapat dibaca"), tongue.refusal(refusal))


def not_understood(request: http.HttpRequest, exception: Exception | None = None) -> http.HttpResponse:
    """A request that is none of ours; or one whose session was ended elsewhere while it was under way, which is led to
    where one signs in."""
    if isinstance(exception, exceptions.SessionInterrupted):
        return http.HttpResponseRedirect(urls.reverse("masuk"))
    return _page(
        request, 400, _("Permintaan tidak dapat dibaca"), _("Periksa alamatnya, atau mulai lagi dari halaman depan.")
    )


def no_such_act(request: http.HttpRequest) -> http.HttpResponse:
    """A form that asks for nothing that its page offers."""
    return _page(request, 400, _("Tidak ada yang dikerjakan"), _("Buka lagi halamannya lalu pakai tombol di sana."))


def forged(request: http.HttpRequest, reason: str = "") -> http.HttpResponse:
    """A form that did not come from our page, or from one left open too long."""
    request.forged = True  # type: ignore[attr-defined]
    return _page(
        request, 403, _("Formulir kedaluwarsa"),
        _("Tidak ada yang dicatat: formulir ini terlalu lama terbuka, atau bukan dari halaman Lindung."),
        _("Buka lagi halamannya lalu isi ulang."),
    )  # fmt: skip


def broken(request: http.HttpRequest, *args: Any) -> http.HttpResponse:
    """Something that should not happen. Nothing of it is shown; the log has it."""
    return _page(
        request, 500, _("Ada yang salah pada sistem"),
        _("Yang sedang dikerjakan tidak dicatat; data yang sudah tersimpan tetap aman."),
        _("Ulangi sebentar lagi. Bila terulang, hubungi pengelola dan sebut jamnya."),
    )  # fmt: skip
