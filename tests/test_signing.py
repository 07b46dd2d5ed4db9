"""Passwords, guesses, roles and visits: what is kept, what opens, and when it ends."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from signing import hashing
from signing.accounts import (
    FILE,
    AccountError,
    add_account,
    change_password,
    load_accounts,
    plain,
    remove_account,
    signed_in,
)
from signing.guesses import FREE, Guesses
from signing.house import COOKIE, House, proof_of
from signing.roles import Person, RolesError, load_roles
from signing.visits import Visit, Visits
from tests.conftest import ROOT

SECRET = "correct horse battery"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch):
    """Hashes as the program makes them, at a price that tests can pay."""
    monkeypatch.setattr(hashing, "_WORK", 16)


def test_a_hash_is_slow_salted_and_takes_memory(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.undo()
    kept = hashing.hash_password(SECRET)
    name, work, block, _, _, _ = kept.split("$")
    assert name == "scrypt"
    assert int(work) * int(block) * 128 >= 32 << 20
    assert kept != hashing.hash_password(SECRET)
    assert hashing.fits(SECRET, kept)
    assert not hashing.fits(SECRET + " ", kept)


def test_what_was_kept_at_a_lower_price_still_fits(monkeypatch: pytest.MonkeyPatch):
    kept = hashing.hash_password(SECRET)
    monkeypatch.setattr(hashing, "_WORK", 32)
    assert hashing.fits(SECRET, kept)


def test_a_password_fits_however_its_characters_were_composed():
    assert hashing.fits("Cafe\u0301 long enough", hashing.hash_password("Caf\u00e9 long enough"))


def test_nobody_has_a_password():
    assert not hashing.fits("", None)
    assert not hashing.fits(SECRET, None)


def test_the_password_file_holds_no_password_and_is_its_owners(tmp_path: Path):
    add_account(tmp_path, "张三", "editor", SECRET)
    path = tmp_path / FILE
    assert SECRET not in path.read_text("utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [child.name for child in tmp_path.iterdir()] == [FILE]


def test_only_name_and_password_together_open(tmp_path: Path):
    add_account(tmp_path, "Zhang San", "viewer", SECRET)
    add_account(tmp_path, "李四", "editor", SECRET + "!")
    assert signed_in(tmp_path, " ｚhang san", SECRET) == load_accounts(tmp_path)["zhang san"]
    assert signed_in(tmp_path, "Zhang San", SECRET + "!") is None
    assert signed_in(tmp_path, "王五", SECRET) is None
    assert signed_in(tmp_path, "", "") is None


@pytest.mark.parametrize("name", ["", " ", "张三（x@y）", "a\nb", "a\x00b", "x" * 41, "李四", "ＬＩＳＡ", 'a"b'])
def test_names_that_cannot_be_told_apart_or_written_are_refused(name: str, tmp_path: Path):
    add_account(tmp_path, "李四", "viewer", SECRET)
    add_account(tmp_path, "lisa", "viewer", SECRET)
    with pytest.raises(AccountError):
        add_account(tmp_path, name, "viewer", SECRET)
    assert len(load_accounts(tmp_path)) == 2


@pytest.mark.parametrize("password", ["", "short", "李四李四李四李四李四"])
def test_poor_passwords_are_refused(password: str, tmp_path: Path):
    with pytest.raises(AccountError):
        add_account(tmp_path, "李四", "viewer", password)
    assert not load_accounts(tmp_path)


@pytest.mark.parametrize(
    "told", ["[[people]]\nname = 1", "people = 3", "\udcff", '[[people]]\nname="a"\nrole="boss"\npassword="x"']
)
def test_a_broken_password_file_lets_nobody_in_and_says_so(told: str, tmp_path: Path):
    (tmp_path / FILE).write_text(told, "utf-8", "surrogateescape")
    with pytest.raises(AccountError, match="密码文件"):
        signed_in(tmp_path, "a", "x")


def test_the_command_adds_lists_changes_and_removes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZEREN_PEOPLE", str(tmp_path))

    def run(*arguments: str, typed: str = "") -> str:
        told = CliRunner().invoke(app, ["people", *arguments], input=typed)
        return told.output if told.exit_code == 0 else f"refused {told.output}"

    assert "已添加" in run("add", "张三", "--role", "editor", typed=f"{SECRET}\n")
    assert run("add", "张三", typed=f"{SECRET}\n").startswith("refused")
    assert run("add", "李四", "--role", "boss", typed=f"{SECRET}\n").startswith("refused")
    assert run("list") == "editor\t张三\n"
    assert '"role": "editor"' in run("list", "--json")
    assert SECRET not in run("list", "--json")
    run("password", "张三", typed="another horse battery\n")
    assert signed_in(tmp_path, "张三", SECRET) is None
    assert signed_in(tmp_path, "张三", "another horse battery")
    run("remove", "张三")
    assert not load_accounts(tmp_path)
    assert run("remove", "张三").startswith("refused")


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_after_a_few_guesses_one_waits_longer_each_time():
    clock = Clock()
    guesses = Guesses(clock)
    assert [guesses.begin("a", "1.1.1.1") for _ in range(FREE["both"])] == [0] * FREE["both"]
    first = guesses.begin("a", "1.1.1.1")
    assert first == 30
    assert guesses.begin("b", "1.1.1.1") == 0, "another name is another guess"
    assert guesses.begin("a", "2.2.2.2") == 0, "a stranger elsewhere keeps nobody out"
    clock.now += first
    assert guesses.begin("a", "1.1.1.1") == 0
    assert guesses.begin("a", "1.1.1.1") == 60
    clock.now += 2 * 3600
    assert guesses.begin("a", "1.1.1.1") == 0


def test_neither_many_names_nor_many_addresses_help():
    guesses = Guesses(Clock())
    assert not any(guesses.begin(f"name {number}", "1.1.1.1") for number in range(FREE["address"]))
    assert guesses.begin("yet another", "1.1.1.1") > 0
    guesses = Guesses(Clock())
    assert not any(guesses.begin("a", f"1.1.1.{number}") for number in range(FREE["name"]))
    assert guesses.begin("a", "9.9.9.9") > 0


def test_a_house_full_of_people_behind_one_address_may_mistype():
    clock = Clock()
    guesses = Guesses(clock)
    for number in range(200):
        clock.now += 300
        assert guesses.begin(f"p{number}", "10.0.0.1") == 0
        assert guesses.begin(f"p{number}", "10.0.0.1") == 0, "the right one, after a typo"
        guesses.right(f"p{number}", "10.0.0.1")
    for number in range(60):
        assert guesses.begin(f"q{number}", "10.0.0.1") == 0, "all at once, before anybody is in"
    for number in range(400):
        clock.now += 60
        assert guesses.begin(f"r{number}", "10.0.0.1") == 0, "who gives up after one typo keeps nobody out"


def test_who_tries_many_names_is_slow():
    clock = Clock()
    guesses = Guesses(clock)
    tried = 0
    while clock.now < 10 * 3600:
        wait = guesses.begin(f"name {tried}", "1.1.1.1")
        assert wait <= 60, "others of this address wait a minute at most"
        clock.now += wait or 1
        tried += not wait
    assert tried <= 11 * FREE["address"]


def test_a_right_guess_counts_for_nothing():
    guesses = Guesses(Clock())
    for _ in range(200):
        assert guesses.begin("a", "1.1.1.1") == 0
        guesses.right("a", "1.1.1.1")


ROLES = """
[editor]
email = ["zhang@example.gov.cn"]
groups = ["zeren-editors"]
[viewer]
email = ["*@example.gov.cn"]
"""


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"email": "Zhang@example.gov.cn", "name": "张三"}, ("张三（Zhang@example.gov.cn）", "editor")),
        ({"email": "li@example.gov.cn"}, ("li@example.gov.cn", "viewer")),
        ({"email": "li@example.gov.cn", "groups": ["a", "zeren-editors"]}, ("li@example.gov.cn", "editor")),
        ({"email": "zhang@example.gov.cn", "email_verified": False}, None),
        ({"email": "x@evil-example.gov.cn"}, None),
        ({"email": "x@example.gov.cn.evil"}, None),
        ({"name": "zhang@example.gov.cn"}, None),
        ({"email": ["zhang@example.gov.cn"], "groups": None}, ("zhang@example.gov.cn", "editor")),
        ({"email": {"a": 1}}, None),
        ({}, None),
    ],
)
def test_the_highest_role_that_fits_counts_and_names_are_told_apart(
    claims: dict[str, object], expected: tuple[str, str] | None, tmp_path: Path
):
    (tmp_path / "roles.toml").write_text(ROLES, "utf-8")
    person = load_roles(tmp_path).person(claims)
    assert (person and (person.name, person.role)) == expected


def test_without_roles_nobody_comes_in_and_a_wrong_file_says_so(tmp_path: Path):
    assert load_roles(tmp_path).person({"email": "a@b"}) is None
    for told in ("[boss]\nemail=['*']", "editor = 3", "[editor]\nemail = 'a@b'", "x ="):
        (tmp_path / "roles.toml").write_text(told, "utf-8")
        with pytest.raises(RolesError):
            load_roles(tmp_path)


@pytest.fixture
def house(tmp_path: Path):
    visits = Visits(tmp_path, hours=1)
    yield House(folder=tmp_path, visits=visits)
    visits.close()


def begun(house: House, name: str) -> dict[str, str]:
    account = load_accounts(house.folder)[plain(name)]
    return {COOKIE: house.visits.begin(Visit(name=account.name, proof=proof_of(account.kept), claims=None))}


def test_a_visit_has_the_role_that_the_person_has_now(house: House):
    add_account(house.folder, "张三", "viewer", SECRET)
    cookies = begun(house, "张三")
    assert house.person(cookies) == Person(name="张三", role="viewer")
    path = house.folder / FILE
    path.write_text(path.read_text("utf-8").replace("viewer", "editor"), "utf-8")
    assert house.person(cookies) == Person(name="张三", role="editor")


def test_a_visit_ends_with_its_password_with_its_account_and_with_signing_out(house: House):
    for name in ("张三", "李四", "王五"):
        add_account(house.folder, name, "viewer", SECRET)
    changed, removed, left, stays = (begun(house, name) for name in ("张三", "李四", "王五", "王五"))
    change_password(house.folder, "张三", "another horse battery")
    remove_account(house.folder, "李四")
    add_account(house.folder, "李四", "editor", SECRET)
    house.visits.end(left[COOKIE])
    assert [house.person(cookies) is None for cookies in (changed, removed, left, stays)] == [True, True, True, False]


def test_a_visit_outlives_a_restart_and_ends_with_its_time(tmp_path: Path):
    visits = Visits(tmp_path, hours=1)
    token = visits.begin(Visit(name=None, proof=None, claims={"email": "a@b"}))
    visits.close()
    again = Visits(tmp_path, hours=1)
    assert again.find(token) == Visit(name=None, proof=None, claims={"email": "a@b"})
    assert token.encode() not in (tmp_path / "visits.db").read_bytes()
    again.close()
    short = Visits(tmp_path, hours=-1)
    assert short.find(short.begin(Visit(name="a", proof="b", claims=None))) is None
    short.close()


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --", "\udcff"])
def test_no_other_token_opens(token: str, house: House):
    add_account(house.folder, "张三", "viewer", SECRET)
    begun(house, "张三")
    assert house.person({COOKIE: token}) is None


def test_the_manual_shows_roles_that_can_be_read_and_names_what_the_program_reads(tmp_path: Path):
    told = (ROOT / "docs" / "serving.md").read_text("utf-8")
    (example,) = (block for block in re.findall(r"```toml\n(.*?)```", told, re.S) if "[viewer]" in block)
    (tmp_path / "roles.toml").write_text(example, "utf-8")
    roles = load_roles(tmp_path)
    assert roles.person({"email": "li@example.org", "name": "李四"}) == Person(
        name="李四（li@example.org）", role="viewer"
    )
    program = "".join(path.read_text("utf-8") for part in ("signing", "graph") for path in (ROOT / part).glob("*.py"))
    program += (ROOT / "serve.py").read_text("utf-8") + (ROOT / "ingest.py").read_text("utf-8")
    assert not [name for name in set(re.findall(r"ZEREN_[A-Z_]+", told)) if name not in program]
