"""What signing in rests on: passwords not guessed, codes that open once, guesses that wait, limits with sources."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps

from lindung.platform.access import limits, models, operations, queries
from lindung.platform.access.factors import operations as factors
from lindung.platform.access.factors import queries as held
from lindung.platform.access.factors import totp
from lindung.platform.access.guessing import facts as guesses
from lindung.platform.access.guessing import operations as guessing
from lindung.platform.journal import models as journal
from lindung.platform.vault import queries as vault
from tests import offices

pytestmark = pytest.mark.django_db
SECOND, MINUTE, HOUR = dt.timedelta(seconds=1), dt.timedelta(minutes=1), dt.timedelta(hours=1)


@pytest.fixture
def siti() -> int:
    """The operator of Keramat."""
    return offices.seat("siti.keramat")


# Passwords


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("sunshine2023!!", "sudah bocor"),
        ("1qaz2wsx3edc", "sudah bocor"),
        ("abababababab", "mudah ditebak"),
        ("Gorontalo2023!!", "kata yang pertama kali dicoba"),
        ("lindung-bpjs-2024", "kata yang pertama kali dicoba"),
        ("BoneBolango123456", "kata yang pertama kali dicoba"),
        ("siti.keramat.2023", "kata yang pertama kali dicoba"),
        ("pekerjarentan100", "kata yang pertama kali dicoba"),
        ("x" * 201, "paling banyak 200"),
    ],
)
def test_a_password_that_is_tried_first_is_refused_in_words(siti, password, says):
    with pytest.raises(operations.PasswordGuessable) as refused:
        operations.change_password(account_id=siti, password=password, stamp=offices.stamp())
    assert says in str(refused.value)


@pytest.mark.parametrize("password", ["tujuh perahu biru pulang", "kuda-laut-menari-0412", "Zq8#vLm2!xWp"])
def test_a_password_of_ones_own_is_taken(siti, password):
    operations.change_password(account_id=siti, password=password, stamp=offices.stamp())
    assert queries.password_is(siti, password)
    assert not queries.password_is(siti, offices.PASSWORD)


def test_the_password_of_before_is_not_a_new_one(siti):
    with pytest.raises(operations.PasswordAsBefore):
        operations.change_password(account_id=siti, password=offices.PASSWORD, stamp=offices.stamp())


# The table of limits


def test_every_limit_has_both_columns_and_says_where_they_come_from():
    assert set(limits.TABLE) == set(limits.Limits.__dataclass_fields__)
    for rule in limits.TABLE.values():
        assert rule.source_asvs.startswith("OWASP ASVS 5.0 ")
        assert rule.source_bssn.startswith("Peraturan BSSN 4/2021, ")


def test_the_national_checklist_is_never_laxer():
    at_most = ("password_days", "idle_minutes", "idle_minutes_village", "hours", "sessions", "free_guesses")
    for name, rule in limits.TABLE.items():
        if name in at_most:
            assert rule.bssn is not None and (rule.asvs is None or rule.bssn <= rule.asvs), name
        else:
            assert rule.bssn >= rule.asvs, name


def test_the_columns_are_what_the_issue_asks():
    assert limits.Limits(12, None, 1, 30, 15, 8, None, 5) == limits.ASVS
    assert limits.Limits(12, 90, 4, 15, 15, 8, 1, 3) == limits.BSSN


def test_one_setting_chooses_the_column(siti, settings):
    assert queries.limits() == limits.ASVS
    settings.BSSN = True
    assert queries.limits() == limits.BSSN
    with pytest.raises(operations.PasswordGuessable, match="huruf kecil, huruf besar, angka"):
        operations.change_password(account_id=siti, password="tujuh perahu biru pulang", stamp=offices.stamp())
    operations.change_password(account_id=siti, password="Tujuh perahu biru: 4!", stamp=offices.stamp())


# Codes of an app

RFC_6238 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("moment", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(moment, code):
    at = dt.datetime.fromtimestamp(moment, dt.UTC)
    assert totp.step(RFC_6238, code, at=at) == moment // 30
    assert totp.step(RFC_6238, f" {code[:3]} {code[3:]} ", at=at) == moment // 30


@pytest.mark.parametrize(("late", "opens"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_phones_clock_may_be_half_a_minute_off(late, opens):
    at = dt.datetime.fromtimestamp(1111111110 + late, dt.UTC)
    assert (totp.step(RFC_6238, "050471", at=at) is not None) is opens


@pytest.mark.parametrize("said", ["", "28708", "2870822", "abcdef", "２８７０８２", "\0" * 6])
def test_what_is_no_code_opens_nothing(said):
    assert totp.step(RFC_6238, said, at=dt.datetime.fromtimestamp(59, dt.UTC)) is None


@pytest.fixture
def with_app(siti) -> str:
    factors.add_app(account_id=siti, secret=RFC_6238, code=now_shown(offices.NOON), first=True, stamp=offices.stamp())
    return RFC_6238


def now_shown(at: dt.datetime) -> str:
    return totp._clock(RFC_6238).generate(int(at.timestamp())).decode()


def test_a_code_opens_once_and_an_older_one_never_after_it(siti, with_app):
    def use(code: str, at: dt.datetime) -> object:
        return factors.use_code(account_id=siti, code=code, stamp=offices.stamp(at))

    later = offices.NOON + 2 * MINUTE
    assert use(now_shown(offices.NOON), offices.NOON) is None, "spent when the app was added"
    assert use(now_shown(later), later) == "totp"
    assert use(now_shown(later), later) is None
    assert use(now_shown(later - 30 * SECOND), later) is None
    assert use(now_shown(later + 30 * SECOND), later) == "totp"


def test_a_wrong_code_adds_no_app(siti):
    with pytest.raises(factors.CodeNotRight):
        factors.add_app(account_id=siti, secret=RFC_6238, code="000000", first=True, stamp=offices.stamp())
    assert not held.held(siti)


def test_a_code_on_paper_opens_once_and_only_its_own_account(siti):
    other = offices.seat("kades.meranti")
    codes = factors.add_app(
        account_id=siti, secret=RFC_6238, code=now_shown(offices.NOON), first=True, stamp=offices.stamp()
    )
    assert len(set(codes)) == 10
    said = codes[0].upper()
    use = [factors.use_code(account_id=who, code=said, stamp=offices.stamp()) for who in (other, siti, siti)]
    assert use == [None, "paper", None]
    assert held.held(siti).codes_left == 9


def test_new_codes_take_the_place_of_the_old_ones(siti, with_app):
    old = factors.new_codes(account_id=siti, stamp=offices.stamp())
    new = factors.new_codes(account_id=siti, stamp=offices.stamp())
    assert [factors.use_code(account_id=siti, code=codes[3], stamp=offices.stamp()) for codes in (old, new)] == [
        None,
        "paper",
    ]


def test_who_must_have_a_factor_keeps_the_last_one(siti, with_app):
    (only,) = held.held(siti).factors
    with pytest.raises(factors.LastFactor):
        factors.remove(account_id=siti, factor_id=only.id, may_be_last=False, stamp=offices.stamp())
    factors.remove(account_id=siti, factor_id=only.id, may_be_last=True, stamp=offices.stamp())
    assert held.held(siti).codes_left == 0


def test_a_factor_of_someone_else_is_not_there(siti, with_app):
    other = offices.seat("kades.meranti")
    (only,) = held.held(siti).factors
    with pytest.raises(factors.NoSuchFactor):
        factors.remove(account_id=other, factor_id=only.id, may_be_last=True, stamp=offices.stamp())
    assert held.held(siti)


def test_a_session_without_a_factor_adds_none_beside_one_that_is_there(siti, with_app):
    with pytest.raises(factors.FactorsThere):
        factors.add_app(
            account_id=siti, secret=RFC_6238, code=now_shown(offices.NOON), first=True, stamp=offices.stamp()
        )


def test_a_passkey_whose_count_goes_back_is_a_copy(siti):
    factors.add_passkey(
        account_id=siti, credential=b"kunci", count=7, label="Chrome, Windows", first=True, stamp=offices.stamp()
    )
    (key,) = held.passkeys(siti)
    use = [
        factors.use_passkey(account_id=siti, factor_id=key.id, count=count, stamp=offices.stamp())
        for count in (8, 8, 7, 9, 0)
    ]
    assert (key.credential, use) == (b"kunci", [True, False, False, True, False])


def test_nothing_of_a_factor_stands_in_clear_in_any_table_or_line(siti, with_app):
    codes = factors.new_codes(account_id=siti, stamp=offices.stamp())
    factors.add_passkey(
        account_id=siti, credential=b"RAHASIA-KUNCI", count=0, label="x", first=False, stamp=offices.stamp()
    )
    rows = [row for model in apps.get_models() for row in model.objects.values_list()]
    cells = [bytes(cell) if isinstance(cell, memoryview) else cell for row in rows for cell in row]
    everything, bare = repr(cells), [code.replace("-", "") for code in codes]
    for clear in (RFC_6238, "12345678901234567890", "RAHASIA-KUNCI", *codes, *bare):
        assert clear not in everything
    sealed = models.Factor.objects.get(kind="totp").content_sealed
    assert vault.opened(sealed, about=held.about(siti)) == RFC_6238
    with pytest.raises(vault.SealBroken):
        vault.opened(sealed, about=held.about(siti + 1))


# Guesses


def guessed(name: str, at: dt.datetime, *, address: str = "10.0.0.1") -> dt.timedelta | None:
    """How long the next try has to wait; None: it is looked at."""
    hold = guessing.count(guesses=[guesses.Guess("name", name), guesses.Guess("address", address)], at=at)
    return hold.until - at if hold else None


def test_each_wrong_guess_after_the_free_ones_waits_twice_as_long():
    at, waits = offices.NOON, []
    for _ in range(4):
        assert guessed("camat.tapa", at) is None
    for _ in range(8):
        assert guessed("camat.tapa", at) is None
        wait = guessed("camat.tapa", at)
        waits.append(wait // MINUTE)
        at += wait
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_six_guesses_wait_for_a_name_that_is_no_account_just_as_for_one_that_is():
    offices.seat("camat.tapa")
    said = {name: [guessed(name, offices.NOON, address=name) for _ in range(7)] for name in ("camat.tapa", "tiada")}
    assert said["camat.tapa"] == said["tiada"] == [None] * 5 + [MINUTE] * 2


def test_one_address_may_try_thirty_names():
    at = offices.NOON
    answers = [guessed(f"nama{n}", at) for n in range(32)]
    assert answers == [None] * 30 + [MINUTE] * 2
    assert guessed("nama40", at, address="10.0.0.2") is None


def test_a_network_that_mistypes_once_a_minute_is_never_held():
    minutes = [offices.NOON + n * MINUTE for n in range(90)]
    assert {guessed(f"nama{n}", at) for n, at in enumerate(minutes)} == {None}


def test_a_right_one_forgets_the_name_but_only_one_try_of_the_address():
    for n in range(30):
        guessed(f"nama{n}", offices.NOON)
        if n == 3:
            guessing.forget(guess=guesses.Guess("address", "10.0.0.1"))
    assert guessed("lain", offices.NOON) is None
    assert guessed("lain", offices.NOON) == MINUTE


def test_after_a_day_all_is_forgotten():
    for _ in range(6):
        guessed("camat.tapa", offices.NOON)
    assert guessed("camat.tapa", offices.NOON + 25 * HOUR) is None


def test_a_refused_try_is_written_down_without_what_was_typed():
    camat = offices.seat("camat.tapa")
    for name in ("camat.tapa", "rahasiasaya-di-kotak-nama"):
        guessing.refuse(name=name, address="10.0.0.1", what="sandi", stamp=offices.stamp())
    known, unknown = journal.Line.objects.filter(verb="access.refused").order_by("id")
    assert (known.about, '"known": true' in known.details, "10.0.0.1" in known.details) == (str(camat), True, True)
    assert "rahasiasaya" not in repr(vars(unknown))
    assert '"known": false' in unknown.details
