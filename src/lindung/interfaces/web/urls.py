"""Every address of the site. What stands here must say at its door who may enter."""

from __future__ import annotations

from django import urls
from django.urls import converters

from lindung.interfaces.web import assets
from lindung.interfaces.web.pages import (
    billing,
    budget_year,
    cards,
    cases,
    changing,
    consenting,
    corrections,
    dossier,
    duties,
    exports,
    forms,
    gallery,
    genuine,
    helping,
    home,
    identity,
    instead,
    letter_words,
    letters,
    lists,
    meeting,
    meetings,
    moving,
    offices,
    own,
    own_budget,
    own_cover,
    program,
    quote,
    reconciling,
    region,
    reporting,
    rules,
    sampled,
    sending,
    signing,
    trail,
    transferring,
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


class NumberPart(converters.IntConverter):
    """A number of a row: no longer than a database can hold; anything else is no address."""

    regex = "[0-9]{1,18}"


urls.register_converter(RegionPart, "wilayah")
urls.register_converter(NumberPart, "nomor")

urlpatterns = [
    urls.path("", home.home, name="depan"),
    urls.path("untuk-anda/<slug:what>/", home.listed, name="untuk-anda"),
    urls.path("masuk/", signing.sign_in, name="masuk"),
    urls.path("masuk/kode/", signing.second_step, name="masuk-kode"),
    urls.path("akun/", own.account, name="akun"),
    urls.path("akun/sandi/", own.password, name="sandi"),
    urls.path("akun/faktor/", own.factor, name="faktor"),
    urls.path("kantor/", offices.offices, name="kantor"),
    urls.path("kantor/akun-baru/", offices.new_account, name="akun-baru"),
    urls.path("kantor/akun/<nomor:account>/", offices.account, name="akun-kantor"),
    urls.path("kantor/usulan/<nomor:proposal>/", offices.proposal, name="usulan"),
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
    urls.path("wilayah/<wilayah:code>/aturan/", rules.rules, name="aturan"),
    urls.path("wilayah/<wilayah:code>/aturan/usul/", rules.propose, name="usul-aturan"),
    urls.path("wilayah/<wilayah:code>/aturan/<nomor:amendment>/", rules.amendment, name="satu-aturan"),
    urls.path("wilayah/<wilayah:code>/bukti/", budget_year.proof, name="bukti"),
    urls.path("wilayah/<wilayah:code>/tahun/", budget_year.year, name="tahun"),
    urls.path("wilayah/<wilayah:code>/daftar/<slug:key>/", lists.counted, name="daftar"),
    urls.path("wilayah/<wilayah:code>/tagihan/", billing.billing, name="tagihan"),
    urls.path("wilayah/<wilayah:code>/tagihan/baru/", billing.new, name="catat-tagihan"),
    urls.path("wilayah/<wilayah:code>/tahun/anggaran/", own_budget.new, name="catat-apbd"),
    urls.path("wilayah/<wilayah:code>/transfer/baru/", transferring.new, name="catat-transfer"),
    urls.path("wilayah/<wilayah:code>/transfer/batal/", transferring.back, name="batal-transfer"),
    urls.path("wilayah/<wilayah:code>/rekonsiliasi/", reconciling.classes, name="rekonsiliasi"),
    urls.path("wilayah/<wilayah:code>/rekonsiliasi/<slug:kind>/", reconciling.rows, name="satu-golongan"),
    urls.path("wilayah/<wilayah:code>/temuan/", lists.findings, name="temuan"),
    urls.path("wilayah/<wilayah:code>/temuan.xlsx", lists.whole_workbook, name="buku"),
    urls.re_path(f"^wilayah/(?P<code>{RegionPart.regex})/(?P<which>masalah|peringatan)/$", lists.rows, name="baris"),
    urls.re_path(f"^wilayah/(?P<code>{RegionPart.regex})/(?P<which>desa|kecamatan)/$", lists.everything, name="semua"),
    urls.path("wilayah/<wilayah:code>/perpanjangan/", lists.renewals, name="perpanjangan"),
    urls.path("wilayah/<wilayah:code>/pembinaan/", helping.helped, name="pembinaan"),
    urls.path("wilayah/<wilayah:code>/pembinaan/nilai/", helping.evaluate, name="nilai-desa"),
    urls.path("wilayah/<wilayah:code>/pembinaan/catat/", helping.support, name="catat-pendampingan"),
    urls.path("wilayah/<wilayah:code>/uji-petik/", sampled.results, name="uji-petik"),
    urls.path("wilayah/<wilayah:code>/uji-petik/tarik/", sampled.draw, name="tarik-sampel"),
    urls.path("wilayah/<wilayah:code>/uji-petik/<nomor:sample>/", sampled.drawn, name="sampel"),
    urls.path(
        "wilayah/<wilayah:code>/uji-petik/<nomor:sample>/<nomor:visited>/", sampled.visit, name="catat-kunjungan"
    ),
    urls.path("wilayah/<wilayah:code>/kartu/", cards.cards, name="kartu"),
    urls.path("wilayah/<wilayah:code>/kartu/catat/", cards.record, name="catat-kartu"),
    urls.path("wilayah/<wilayah:code>/persetujuan/", consenting.consents, name="persetujuan"),
    urls.path("wilayah/<wilayah:code>/persetujuan/catat/", consenting.record, name="catat-persetujuan"),
    urls.path("wilayah/<wilayah:code>/data-orang/", identity.listed, name="data-orang"),
    urls.path("wilayah/<wilayah:code>/data-orang/<nomor:change>/", identity.one, name="satu-data-orang"),
    urls.path("wilayah/<wilayah:code>/pekerja/<uuid:person>/perbaiki/", identity.correct, name="perbaiki-orang"),
    urls.path("wilayah/<wilayah:code>/pekerja/<uuid:person>/gabung/", identity.merge, name="gabung-orang"),
    urls.path("wilayah/<wilayah:code>/kasus/", cases.cases, name="kasus"),
    urls.path("wilayah/<wilayah:code>/kasus/lapor/", cases.report, name="lapor-kasus"),
    urls.path("wilayah/<wilayah:code>/kasus/<uuid:case>/", cases.case, name="satu-kasus"),
    urls.path("wilayah/<wilayah:code>/kasus/<uuid:case>/catat/", cases.follow, name="catat-kasus"),
    urls.path("wilayah/<wilayah:code>/pergantian/", moving.moving, name="pergantian"),
    urls.path("wilayah/<wilayah:code>/pergantian/keluar/", moving.leave, name="catat-keluar"),
    urls.path("wilayah/<wilayah:code>/pergantian/masuk/", moving.come, name="catat-masuk"),
    urls.path("wilayah/<wilayah:code>/pergantian/tunggu/", moving.wait, name="catat-tunggu"),
    urls.path("wilayah/<wilayah:code>/pergantian/betulkan/", moving.mend, name="betulkan-keluar"),
    urls.path("wilayah/<wilayah:code>/pergantian/coret/", moving.end_wait, name="coret-tunggu"),
    urls.path("wilayah/<wilayah:code>/perubahan/", changing.changes, name="perubahan"),
    urls.path("wilayah/<wilayah:code>/pengajuan/", sending.sending, name="pengajuan"),
    urls.path("wilayah/<wilayah:code>/pengajuan/baru/", sending.propose, name="ajukan"),
    urls.path("wilayah/<wilayah:code>/pengajuan/<int:submission>/", sending.submission, name="satu-pengajuan"),
    urls.path("wilayah/<wilayah:code>/pengajuan/<int:submission>/surat/", sending.letter, name="surat-pengantar"),
    urls.path("wilayah/<wilayah:code>/pekerja/<uuid:person>/", worker.worker, name="orang"),
    urls.path("wilayah/<wilayah:code>/pekerja/<uuid:person>/putusan/", verdict.verdict, name="putusan"),
    urls.path("saya/", own_cover.own, name="saya"),
    urls.path("wilayah/<wilayah:code>/pekerja/<uuid:person>/kode/", own_cover.give, name="beri-kode"),
    urls.path("wilayah/<wilayah:code>/pekerja/<uuid:person>/nik/", worker.nik, name="nik"),
    urls.path("wilayah/<wilayah:code>/ekspor/", exports.ask, name="minta-ekspor"),
    urls.path("ekspor/", exports.exports, name="ekspor"),
    urls.path("ekspor/<nomor:export>/", exports.export, name="satu-ekspor"),
    urls.path("wilayah/<wilayah:code>/koreksi/", corrections.corrections, name="koreksi"),
    urls.path("wilayah/<wilayah:code>/koreksi/minta/", corrections.ask, name="minta-koreksi"),
    urls.path("wilayah/<wilayah:code>/koreksi/jawab/", corrections.decide, name="jawab-koreksi"),
    urls.path("rapat/", meetings.meetings, name="rapat"),
    urls.path("rapat/baru/", meetings.new, name="undang-rapat"),
    urls.path("rapat/<uuid:meeting>/", meeting.meeting, name="satu-rapat"),
    urls.path("rapat/<uuid:meeting>/notula/", meetings.minutes, name="notula"),
    urls.path("rapat/<uuid:meeting>/layar/<nomor:screen>/", meetings.screen, name="layar"),
    urls.path("surat/", letters.home, name="surat"),
    urls.path("surat/periksa/", genuine.ask, name="periksa"),
    urls.path("surat/periksa/<str:typed>/", genuine.check, name="periksa-surat"),
    urls.path("wilayah/<wilayah:code>/surat/", letters.letters, name="daftar-surat"),
    urls.path("wilayah/<wilayah:code>/surat/buat/", letters.make, name="buat-surat"),
    urls.path("wilayah/<wilayah:code>/surat/bersama/<uuid:batch>/", letters.together, name="surat-bersama"),
    urls.path("wilayah/<wilayah:code>/surat/bersama/<uuid:batch>/pdf/", letters.pdf_of_all, name="surat-bersama-pdf"),
    urls.path("wilayah/<wilayah:code>/surat/naskah/", letter_words.wordings, name="naskah"),
    urls.path("wilayah/<wilayah:code>/surat/pejabat/", letter_words.officials, name="pejabat"),
    urls.path("wilayah/<wilayah:code>/surat/<nomor:letter>/", letters.letter, name="satu-surat"),
    urls.path("wilayah/<wilayah:code>/surat/<nomor:letter>/cabut/", letters.withdraw, name="cabut-surat"),
    urls.path("wilayah/<wilayah:code>/surat/<nomor:letter>/pdf/", letters.pdf, name="surat-pdf"),
    urls.path("wilayah/<wilayah:code>/koreksi/surat/", dossier.correction, name="surat-koreksi"),
    urls.path("wilayah/<wilayah:code>/tugas/", duties.inbox, name="tugas"),
    urls.path("wilayah/<wilayah:code>/tugas/<uuid:duty>/", duties.duty, name="satu-tugas"),
    urls.path("wilayah/<wilayah:code>/tugas/<uuid:duty>/jawab/", duties.answer, name="jawab-tugas"),
    urls.path("wilayah/<wilayah:code>/tugas/<uuid:duty>/pengecualian/", duties.let_be, name="kecualikan-tugas"),
    urls.path("api/wilayah/<wilayah:code>/", program.figures, name="api-wilayah"),
    urls.path("laporan/", reporting.reports, name="laporan"),
    urls.path("laporan/<nomor:snapshot>/", reporting.report, name="satu-laporan"),
    urls.path("wilayah/<wilayah:code>/laporan/", reporting.draft, name="susun-laporan"),
    urls.path("jejak/", trail.trail, name="jejak"),
    urls.path("kiriman/", upload.deliveries, name="kiriman"),
    urls.path("kiriman/<uuid:number>/", upload.delivery, name="satu-kiriman"),
    urls.path("kiriman/<uuid:number>/keadaan/", upload.state, name="keadaan-kiriman"),
]
