"""Every address of the site. What stands here must say at its door who may enter."""

from __future__ import annotations

from django import urls

from lindung.interfaces.web import assets
from lindung.interfaces.web.pages import gallery, instead, region, signing

handler400 = instead.broken
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
    urls.path("keluar/", signing.sign_out, name="keluar"),
    urls.re_path("^bahasa/(?P<chosen>id|en)/$", signing.language, name="bahasa"),
    urls.path("berkas/<str:path>", assets.serve, name="berkas"),
    urls.path("komponen/", gallery.gallery, name="komponen"),
    urls.path("wilayah/<wilayah:code>/", region.region, name="wilayah"),
]
