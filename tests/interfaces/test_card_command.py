"""``lindung card verify``: a card is checked with files alone, and the exit code says the answer."""

from __future__ import annotations

import json

import pytest

from lindung.interfaces import cli
from tests import vectors

EXITS = {
    "sah": 0, "tenggang": 3, "kedaluwarsa": 4, "belum-berlaku": 5, "dicabut": 6, "daftar-lama": 7, "isi-diubah": 8,
    "bukan-base45": 9,
}  # fmt: skip


def files(tmp_path, name: str) -> list[str]:
    said = vectors.vector(name)
    (tmp_path / "kartu.txt").write_text(said["text"] + "\n", "utf-8")
    (tmp_path / "kunci.json").write_text(json.dumps(said["keys"]), "utf-8")
    (tmp_path / "dicabut").write_bytes(vectors.revoked(said) or b"")
    return [
        "card", "verify", "--file", str(tmp_path / "kartu.txt"), "--keys", str(tmp_path / "kunci.json"),
        "--list", str(tmp_path / "dicabut"), "--on", said["on"],
    ]  # fmt: skip


@pytest.mark.parametrize("name", EXITS)
def test_the_exit_code_says_which_answer(name, tmp_path, capsys):
    assert cli.main(files(tmp_path, name)) == EXITS[name]
    assert capsys.readouterr().out


def test_who_reads_is_told_whose_card_it_is_to_compare(tmp_path, capsys):
    cli.main(files(tmp_path, "sah"))
    said = capsys.readouterr().out
    assert said.startswith("SAH [valid]\nKartu ini asli dan berlaku hari ini. Cocokkan nama dan desanya dengan KTP.")
    for line in (
        "Nama: Siti Contoh Bakari", "Desa: Huangobotu, Kabila Bone", "Terlindungi: 31-03-2026 – 31-12-2026",
        "Santunan kematian penuh mulai: 30-06-2026", "Nomor kartu: 0011 2233 4455 6677 8899",
    ):  # fmt: skip
        assert line in said


def test_a_list_older_than_one_that_was_used_before_is_refused(tmp_path, capsys):
    memory = tmp_path / "ingatan.json"
    assert cli.main([*files(tmp_path, "sah"), "--memory", str(memory)]) == 0
    older = tmp_path / "lebih-tua"
    older.write_bytes(vectors.revoked(vectors.vector("daftar-hampir-lama")) or b"")
    asked = files(tmp_path, "sah")
    asked[asked.index("--list") + 1] = str(older)
    assert cli.main([*asked, "--memory", str(memory)]) == 7
    assert "TIDAK DAPAT DIPASTIKAN [list_replayed]" in capsys.readouterr().out


def test_without_a_list_nobody_says_that_a_card_holds(tmp_path, capsys):
    asked = files(tmp_path, "sah")
    at = asked.index("--list")
    assert cli.main(asked[:at] + asked[at + 2 :]) == 7
    assert "[list_missing]" in capsys.readouterr().out


def test_a_key_file_that_is_none_is_refused_with_where_to_get_one(tmp_path, capsys):
    asked = files(tmp_path, "sah")
    (tmp_path / "kunci.json").write_text('{"keys": [{"kty": "RSA"}]}', "utf-8")
    assert cli.main(asked) == 1
    assert "/kartu/kunci.json" in capsys.readouterr().err
