"""The file that checks cards on a phone: from a folder, without a site, it answers each vector as the terminal does."""

from __future__ import annotations

import datetime as dt
import json
import pathlib
from collections.abc import Iterator

import pytest
from axe_playwright_python import sync_playwright as axe
from django.template import loader
from playwright import sync_api as playwright

from lindung.interfaces.web.components import checking
from tests import vectors
from tests.kernel import test_cards

EPOCH = dt.date(1970, 1, 1)
WIDTHS = (1440, 360, 320)


def written(said: dict, folder: pathlib.Path) -> pathlib.Path:
    """The file as the site gives it, with the keys and the list of a vector."""
    revoked = vectors.revoked(said)
    data = {"keys": said["keys"], "list": checking.inside(revoked) if revoked else "", "fetch": False, "on": said["on"]}
    context = {"title": "Periksa kartu pekerja", "site": False, "data": data} | checking.said()
    context |= {"script": checking.script(), "style": checking.style(), "policy": checking.policy()}
    path = folder / "periksa-kartu.html"
    path.write_text(loader.render_to_string("web/card_check_file.html", context), "utf-8")
    return path


@pytest.fixture(scope="module")
def opened(browser: playwright.Browser, tmp_path_factory) -> Iterator[playwright.Page]:
    path = written(vectors.vector("sah"), tmp_path_factory.mktemp("telepon"))
    page, said = browser.new_page(viewport={"width": 360, "height": 740}), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    yield page
    page.close()
    assert said == []


def answers(page: playwright.Page, cases: list[dict]) -> list[list[str]]:
    return page.evaluate(
        """async (cases) => {
            const found = [];
            for (const one of cases) {
                const keys = await lindungKartu.keysOf(one.keys);
                const list = one.list === null ? null : Uint8Array.from(atob(one.list), (sign) => sign.charCodeAt(0));
                const said = await lindungKartu.verdict({text: one.text, keys, list, on: one.day, seenAt: one.seen_at});
                found.push([said.answer, said.why]);
            }
            return found;
        }""",
        [one | {"day": (dt.date.fromisoformat(one["on"]) - EPOCH).days} for one in cases],
    )


def test_the_page_answers_each_vector_as_the_terminal_does(opened):
    names = vectors.names()
    cases = [vectors.vector(name) for name in names]
    found = dict(zip(names, answers(opened, cases), strict=True))
    assert found == {name: [case["answer"], case["why"]] for name, case in zip(names, cases, strict=True)}


def test_both_readers_agree_on_texts_that_nobody_wrote(opened):
    """Mutated below zlib and above it, from a seed."""
    drawn, good = test_cards.random.Random(7), vectors.vector("sah")
    texts = [test_cards.mutated(good["text"], drawn) for _ in range(150)]
    content = test_cards.tokens.unpacked(good["text"])
    for at in range(0, len(content), 3):
        changed = bytearray(content)
        changed[at] ^= 1 << drawn.randrange(8)
        texts.append(test_cards.tokens.text(bytes(changed)))
    found = answers(opened, [good | {"text": text} for text in texts])
    expected = [test_cards.answer(good, text) for text in texts]
    assert [one[0] for one in found] == [one.answer for one in expected]


def test_a_card_is_typed_in_and_the_answer_stands_in_big_letters_with_name_and_village(opened):
    said = vectors.vector("sah")
    opened.fill("#teks", said["text"])
    opened.get_by_role("button", name="Periksa").click()
    opened.wait_for_selector("#jawab:not([hidden])")
    assert opened.inner_text("#kata") == "SAH"
    told = opened.inner_text("#isi")
    for text in ("Siti Contoh Bakari", "Huangobotu, Kabila Bone", "31-03-2026 – 31-12-2026", "4321", "12-04-2026"):
        assert text in told


@pytest.mark.parametrize("width", WIDTHS)
def test_it_is_readable_and_fits(opened, width):
    opened.set_viewport_size({"width": width, "height": 740})
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert axe.Axe().run(opened).response["violations"] == []


def test_an_older_list_from_a_file_is_refused_and_a_younger_one_taken(opened, tmp_path):
    younger, older = tmp_path / "muda", tmp_path / "tua"
    older.write_bytes(vectors.revoked(vectors.vector("daftar-hampir-lama")))
    opened.set_input_files("#berkas", older)
    playwright.expect(opened.locator("#arti")).to_contain_text("lebih tua")
    assert opened.inner_text("#dibuat") == "12-04-2026"
    younger.write_bytes(vectors.revoked(vectors.vector("jam-salah")))
    opened.set_input_files("#berkas", younger)
    playwright.expect(opened.locator("#dibuat")).to_have_text("15-04-2026")


CAMERA = """
window.BarcodeDetector = class { async detect() { return [{ rawValue: window.onTheCard }]; } };
navigator.mediaDevices.getUserMedia = async () => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d").fillRect(0, 0, 10, 10);
    return canvas.captureStream(5);
};
"""


def test_with_a_camera_the_code_is_read_and_answered_and_the_camera_is_let_go(browser, tmp_path):
    """Debian's Chromium has no detector of codes: one stands in, that sees the card."""
    said = vectors.vector("dicabut")
    page = browser.new_page()
    page.add_init_script(CAMERA + f"window.onTheCard = {json.dumps(said['text'])};")
    page.goto(written(said, tmp_path).as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    page.get_by_role("button", name="Pindai dengan kamera").click()
    page.wait_for_selector("#jawab:not([hidden])")
    assert (page.inner_text("#kata"), page.is_visible("#gambar")) == ("DICABUT", False)
    page.close()


def test_it_is_small_asks_nobody_for_anything_and_runs_no_other_script(tmp_path):
    path = written(vectors.vector("sah"), tmp_path)
    said = path.read_text("utf-8")
    assert len(said.encode()) < 60_000
    policy = said.split('Content-Security-Policy" content="')[1].split('"')[0].replace("&#x27;", "'")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "connect-src" not in policy and "unsafe" not in policy
    data = said.split('id="kartu-data" type="application/json">')[1].split("</script>")[0]
    assert set(json.loads(data)) == {"keys", "list", "fetch", "on"}
