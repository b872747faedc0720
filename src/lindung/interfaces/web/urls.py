"""Every address of the site. What stands here must say at its door who may enter."""

from __future__ import annotations

from django import urls

from lindung.interfaces.web import assets
from lindung.interfaces.web.pages import (
    forms,
    gallery,
    instead,
    lists,
    offices,
    own,
    quote,
    region,
    signing,
    trail,
    upload,
    verdict,
    worker,
)

handler400 = instead.not_understood
handler403 = instead.forged
handler404 = instead.missing
handler500 = instead.broken


class RegionPart:
    """A Kemendagri code in an address; anything else is no address."""

    regex = r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


urls.register_converter(RegionPart, "wilayah")

urlpatterns = [
    urls.path("", region.home, name="depan"),
    urls.path("masuk/", signing.sign_in, name="masuk"),
    urls.path("masuk/kode/", signing.second_step, name="masuk-kode"),
    urls.path("akun/", own.account, name="akun"),
    urls.path("akun/sandi/", own.password, name="sandi"),
    urls.path("akun/faktor/", own.factor, name="faktor"),
    urls.path("kantor/", offices.offices, name="kantor"),
    urls.path("kantor/akun-baru/", offices.new_account, name="akun-baru"),
    urls.path("kantor/akun/<int:account>/", offices.account, name="akun-kantor"),
    urls.path("kantor/usulan/<int:proposal>/", offices.proposal, name="usulan"),
    urls.path("keluar/", signing.sign_out, name="keluar"),
    urls.re_path("^bahasa/(?P<chosen>id|en)/$", signing.language, name="bahasa"),
    urls.path("berkas/<str:path>", assets.serve, name="berkas"),
    urls.path("komponen/", gallery.gallery, name="komponen"),
    urls.path("wilayah/", lists.regencies, name="kabupaten"),
    urls.path("wilayah/<wilayah:code>/", region.region, name="wilayah"),
    urls.path("wilayah/<wilayah:code>/anggaran/", forms.budget, name="ketik-anggaran"),
    urls.path("wilayah/<wilayah:code>/pembayaran/", forms.payment, name="ketik-pembayaran"),
    urls.path("wilayah/<wilayah:code>/pekerja/", forms.worker, name="ketik-pekerja"),
    urls.path("wilayah/<wilayah:code>/iuran/", quote.quote, name="iuran"),
    urls.path("wilayah/<wilayah:code>/daftar/<slug:key>/", lists.counted, name="daftar"),
    urls.path("wilayah/<wilayah:code>/temuan/", lists.findings, name="temuan"),
    urls.path("wilayah/<wilayah:code>/temuan.xlsx", lists.whole_workbook, name="buku"),
    urls.re_path(f"^wilayah/(?P<code>{RegionPart.regex})/(?P<which>masalah|peringatan)/$", lists.rows, name="baris"),
    urls.re_path(f"^wilayah/(?P<code>{RegionPart.regex})/(?P<which>desa|kecamatan)/$", lists.everything, name="semua"),
    urls.path("wilayah/<wilayah:code>/pekerja/<uuid:person>/", worker.worker, name="orang"),
    urls.path("wilayah/<wilayah:code>/pekerja/<uuid:person>/putusan/", verdict.verdict, name="putusan"),
    urls.path("jejak/", trail.trail, name="jejak"),
    urls.path("kiriman/", upload.deliveries, name="kiriman"),
    urls.path("kiriman/<uuid:number>/", upload.delivery, name="satu-kiriman"),
    urls.path("kiriman/<uuid:number>/keadaan/", upload.state, name="keadaan-kiriman"),
]
