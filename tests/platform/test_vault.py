"""The key file and what its key can do: seal, open, recognise again, and stay unseen."""

from __future__ import annotations

import json
import os
import pathlib
import stat
import uuid

import pytest

from lindung.kernel import values
from lindung.platform.vault import operations as vault
from lindung.platform.vault import queries as keys

FARMER = "7503011306780003"


@pytest.fixture
def data(tmp_path) -> pathlib.Path:
    """The folder in which the database lies."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def key_file(tmp_path) -> pathlib.Path:
    """Where the key is to lie: elsewhere."""
    return tmp_path / "kunci" / "kunci.json"


# The key file


def test_the_first_opening_makes_a_key_that_only_its_owner_reads(key_file, data):
    vault.unlock(key_file, data=data)
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(key_file.parent.stat().st_mode) == 0o700
    assert not list(data.iterdir())


def test_the_second_opening_uses_the_same_key(key_file, data):
    vault.unlock(key_file, data=data)
    written, index, mark = key_file.read_bytes(), keys.blind_index(FARMER), keys.fingerprint()
    vault.unlock_for_this_process()
    vault.unlock(key_file, data=data)
    assert key_file.read_bytes() == written
    assert (keys.blind_index(FARMER), keys.fingerprint()) == (index, mark)


@pytest.mark.parametrize("inside", ["kunci.json", "rahasia/kunci.json"])
def test_a_key_beside_or_below_the_data_is_refused_and_not_made(data, inside):
    with pytest.raises(vault.KeysBesideData, match="Pindahkan kunci ke folder lain") as refused:
        vault.unlock(data / inside, data=data)
    assert refused.value.code == "kunci-di-samping-data"
    assert not (data / inside).exists()


def test_a_detour_does_not_hide_that_a_key_lies_beside_the_data(data, tmp_path):
    detour = tmp_path / "jalan-lain"
    detour.symlink_to(data)
    with pytest.raises(vault.KeysBesideData):
        vault.unlock(detour / "kunci.json", data=data)


@pytest.mark.skipif(os.name != "posix", reason="Windows guards files by lists of accounts, not by a mode")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o610])
def test_a_key_that_others_can_reach_is_refused_with_the_command_that_mends_it(key_file, data, mode):
    vault.unlock(key_file, data=data)
    key_file.chmod(mode)
    with pytest.raises(vault.KeysReadableByOthers, match="chmod 600") as refused:
        vault.unlock(key_file, data=data)
    assert refused.value.code == "kunci-terbuka"


WHOLE, SHORT = "ab" * 32, "ab" * 4


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"id": 1}',
        '{"id": 1, "master": null}',
        '{"id": 1, "master": ""}',
        f'{{"id": 1, "master": "{SHORT}"}}',
        f'{{"id": 1, "master": "{WHOLE}ab"}}',
        f'{{"id": 1, "master": "x{WHOLE[1:]}"}}',
        f'{{"id": "satu", "master": "{WHOLE}"}}',
        f'{{"id": 0, "master": "{WHOLE}"}}',
        f'{{"id": 256, "master": "{WHOLE}"}}',
    ],
)
def test_a_broken_key_file_is_refused_and_left_as_it_is(key_file, data, content):
    key_file.parent.mkdir()
    key_file.write_text(content)
    key_file.chmod(0o600)
    with pytest.raises(vault.KeysBroken, match="Pulihkan dari salinan kunci") as refused:
        vault.unlock(key_file, data=data)
    assert refused.value.code == "kunci-rusak"
    assert key_file.read_text() == content


def test_a_key_file_of_other_bytes_is_refused_too(key_file, data):
    key_file.parent.mkdir()
    key_file.write_bytes(b"\xff\xfe\x00PK")
    key_file.chmod(0o600)
    with pytest.raises(vault.KeysBroken):
        vault.unlock(key_file, data=data)


# Sealing


def test_sealed_text_opens_with_its_row_and_its_key():
    row = uuid.uuid4().bytes
    sealed = keys.seal(FARMER, about=row)
    assert keys.opened(sealed, about=row) == FARMER
    assert keys.opened(memoryview(sealed), about=row) == FARMER


def test_sealed_text_moved_to_another_row_does_not_open():
    sealed = keys.seal(FARMER, about=b"nik" + uuid.uuid4().bytes)
    with pytest.raises(keys.SealBroken, match="tertukar baris"):
        keys.opened(sealed, about=b"nik" + uuid.uuid4().bytes)


def test_sealed_text_does_not_open_under_another_key():
    sealed = keys.seal(FARMER, about=b"row")
    vault.unlock_for_this_process()
    with pytest.raises(keys.SealBroken) as refused:
        keys.opened(sealed, about=b"row")
    assert refused.value.code == "segel-rusak"


@pytest.mark.parametrize("at", [1, 13, -1])
def test_one_changed_bit_breaks_the_seal(at):
    sealed = bytearray(keys.seal(FARMER, about=b"row"))
    sealed[at] ^= 1
    with pytest.raises(keys.SealBroken):
        keys.opened(bytes(sealed), about=b"row")


@pytest.mark.parametrize("kept", [0, 1, 12, 13, 20])
def test_a_seal_cut_short_is_broken_and_says_so(kept):
    sealed = keys.seal(FARMER, about=b"row")
    with pytest.raises(keys.SealBroken):
        keys.opened(sealed[:kept], about=b"row")


def test_the_same_text_is_sealed_differently_each_time_and_never_holds_it():
    once, again = keys.seal(FARMER, about=b"row"), keys.seal(FARMER, about=b"row")
    assert once != again
    assert FARMER.encode() not in once
    assert len(once) == 45


# The blind index


def test_the_blind_index_of_a_nik_is_equal_under_one_key_and_differs_from_its_neighbours():
    assert keys.blind_index(FARMER) == keys.blind_index(str(FARMER))
    assert keys.blind_index(FARMER) != keys.blind_index("7503011306780004")
    assert len(keys.blind_index(FARMER)) == 16


def test_another_key_gives_another_blind_index_row_seal_and_fingerprint():
    before = keys.blind_index(FARMER), keys.row_seal(b"rows"), keys.fingerprint()
    vault.unlock_for_this_process()
    after = keys.blind_index(FARMER), keys.row_seal(b"rows"), keys.fingerprint()
    assert not set(before) & set(after)


def test_each_purpose_has_a_key_of_its_own():
    """What is sealed for the journal says nothing of the index by which a person is found."""
    assert keys.row_seal(FARMER.encode())[:32] != keys.blind_index(FARMER).hex()


# The key stays unseen


def test_the_key_shows_in_no_text_of_what_holds_it(key_file, data):
    vault.unlock(key_file, data=data)
    master = json.loads(key_file.read_text())["master"]
    shown = " ".join((repr(keys._held), str(keys._held), repr(keys), keys.fingerprint(), keys.row_seal(b"")))
    for secret in (master, repr(bytes.fromhex(master)), keys._held.current.blind.hex(), repr(keys._held.current.blind)):
        assert secret not in shown


def test_no_refusal_of_a_key_file_tells_what_is_in_it(key_file, data):
    key_file.parent.mkdir()
    key_file.write_text('{"id": 1, "master": "' + "c0ffee" * 10 + 'x"}')
    key_file.chmod(0o600)
    with pytest.raises(vault.KeysBroken) as refused:
        vault.unlock(key_file, data=data)
    assert "c0ffee" not in str(refused.value) + repr(refused.value.facts)


def test_a_locked_vault_seals_nothing(monkeypatch):
    monkeypatch.setattr(keys, "_held", None)
    for ask in (lambda: keys.seal("x", about=b""), lambda: keys.blind_index(FARMER), lambda: keys.row_seal(b"")):
        with pytest.raises(keys.VaultLocked) as refused:
            ask()
        assert isinstance(refused.value, values.Refusal)
        assert refused.value.code == "brankas-terkunci"
