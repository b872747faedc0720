"""A second factor before a browser: the app's code, a passkey of the device, and the codes on paper."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator

import pytest
from playwright import sync_api as playwright

from lindung.platform.access.factors import totp
from tests.browser import desk, server

PASSKEYS = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True,
            "automaticPresenceSimulation": True}  # fmt: skip


@pytest.fixture
def named(place: server.Site) -> server.Site:
    """The site by a name: passkeys belong to names, not to numbers."""
    return dataclasses.replace(place, address=place.address.replace("127.0.0.1", "localhost"))


@pytest.fixture
def window(browser: playwright.Browser, named: server.Site) -> Iterator[desk.Desk]:
    opened = desk.Desk(browser, named)
    yield opened
    opened.close()
    assert opened.wrong == []


def sign_in(before: desk.Desk, role: str) -> None:
    before.open("/masuk/")
    before.sign_in(role)


def set_up(before: desk.Desk, role: str, button: str) -> list[str]:
    """Add a factor with the own password; returns the codes on paper."""
    form = before.page.locator("form", has=before.page.get_by_role("button", name=button))
    form.get_by_label("Sandi Anda sekarang").fill(before.place.passwords[role])
    before.press(button, exact=True)
    assert before.heading == "Kode cadangan"
    return before.page.locator(".codes code").all_inner_texts()


def test_an_app_is_set_up_and_its_code_or_one_on_paper_opens(window: desk.Desk):
    sign_in(window, "bappeda")
    window.open("/akun/faktor/")
    secret = window.page.locator("code.sec").text_content().replace(" ", "")
    now = int(dt.datetime.now(dt.UTC).timestamp())
    window.page.get_by_label("Enam angka", exact=True).fill(totp._clock(secret).generate(now).decode())
    codes = set_up(window, "bappeda", "Pasang aplikasi kode")
    assert len(codes) == 10
    assert (window.sideways(), window.barriers()) == ([], [])
    window.follow("Sudah saya simpan")
    assert (window.path, "10 kode cadangan tersisa" in window.page.content()) == ("/akun/", True)
    window.context.clear_cookies()
    sign_in(window, "bappeda")
    assert (window.path, window.heading) == ("/masuk/kode/", "Faktor kedua")
    assert (window.sideways(), window.barriers()) == ([], [])
    window.page.get_by_label("Kode", exact=True).fill("000000")
    window.press("Masuk", exact=True)
    assert window.page.get_by_role("alert").inner_text().startswith("Belum masuk")
    window.page.get_by_label("Kode", exact=True).fill(codes[0])
    window.press("Masuk", exact=True)
    assert window.path == "/"


def test_a_passkey_of_this_device_opens(window: desk.Desk):
    device = window.context.new_cdp_session(window.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEYS})
    sign_in(window, "auditor")
    window.open("/akun/faktor/")
    set_up(window, "auditor", "Buat kunci sandi")
    window.context.clear_cookies()
    for _ in range(2):
        sign_in(window, "auditor")
        assert window.path == "/masuk/kode/"
        window.press("Pakai kunci sandi", exact=True)
        assert window.path == "/"
        window.context.clear_cookies()
    sign_in(window, "auditor")
    device.send("WebAuthn.disable")
    window.open("/wilayah/75.03/")
    assert window.path == "/masuk/", "without the device nothing opens"
