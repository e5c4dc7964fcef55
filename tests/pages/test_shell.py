"""What stands around every page: who looks, their pages, their language, help in need."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from sqlalchemy import select, update
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from runtherapy_data.i18n import translator
from runtherapy_data.identity import Role
from runtherapy_data.store import now, reading, tables, writing
from runtherapy_data.ui.navigation import PAGES, Item, pages_of
from tests.factories import World
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, words

ADDRESSES = {role: f"{role}@test.example" for role in Role if role != Role.SYSTEM}


@pytest.fixture
def people(world: World) -> World:
    """One account of each role."""
    world.pair()
    for role in (Role.SUPERVISOR, Role.ADMIN):
        world.account(role, ADDRESSES[role])
    return world


def refusals(world: World) -> list[str]:
    query = select(tables.AuditEvent.action).where(tables.AuditEvent.outcome == "refused")
    with reading(world.everything()) as connection:
        return list(connection.scalars(query))


@pytest.mark.parametrize("ended", [False, True])
def test_without_a_sign_in_there_is_the_way_to_it_and_nothing_else(
    people: World, open_page: OpenPage, ended: bool
) -> None:
    at = open_page(ADDRESSES[Role.CLIENT] if ended else None)
    if ended:
        with writing(people.everything()) as connection:
            connection.execute(update(tables.LoginSession).values(ends_at=now() - dt.timedelta(seconds=1)))
        at.run()
    assert "(/sign-in)" in words(at)
    assert not at.get("page_link") and not at.get("plotly_chart")


@pytest.mark.parametrize("forged", ["", "0" * 64, None, 7])
def test_a_session_that_never_was_is_no_sign_in(people: World, open_page: OpenPage, forged: object) -> None:
    at = open_page()
    at.user = {"session": forged}
    at.run()
    assert "(/sign-in)" in words(at)


@pytest.mark.parametrize("role", list(ADDRESSES))
def test_a_role_sees_links_to_its_own_pages_and_no_other(people: World, open_page: OpenPage, role: Role) -> None:
    at = open_page(ADDRESSES[role])
    linked = {link.proto.page for link in at.get("page_link")}
    assert {item.url_path for item in pages_of(role) if item.in_menu} <= linked
    assert not linked & {item.url_path for item in PAGES if item.role != role}


@pytest.mark.parametrize(
    ("role", "item"), [(role, item) for role in ADDRESSES for item in PAGES if item.role != role],
    ids=lambda value: value.url_path if isinstance(value, Item) else str(value),
)  # fmt: skip
def test_the_address_of_another_role_ends_calmly_and_is_audited(
    people: World, open_page: OpenPage, role: Role, item: Item
) -> None:
    at = open_page(ADDRESSES[role])
    at._page_hash = calc_hash(item.url_path)  # what the browser sends for this address; AppTest switches to files only
    at.run()
    assert "Geen toegang" in [title.value for title in at.title]
    assert refusals(people) == ["page.open"]


@pytest.mark.parametrize("item", PAGES, ids=lambda item: item.url_path)
def test_a_page_run_by_itself_is_guarded_too(people: World, open_page: OpenPage, item: Item) -> None:
    at = AppTest.from_file(item.path, default_timeout=30)
    at.user = {}
    at.run()
    assert "(/sign-in)" in words(at) and not at.get("plotly_chart")


class TestLanguage:
    def test_the_choice_is_kept_with_the_account(self, people: World, open_page: OpenPage) -> None:
        at = open_page(ADDRESSES[Role.CLIENT], "client/progress.py")
        assert [title.value for title in at.title] == ["Mijn voortgang"]
        at.button(key="language").click().run()
        assert [title.value for title in at.title] == ["My progress"]
        later = open_page(ADDRESSES[Role.CLIENT], "client/progress.py")
        assert [title.value for title in later.title] == ["My progress"]
        assert later.button(key="language").label == "Nederlands"

    def test_it_is_audited(self, people: World, open_page: OpenPage) -> None:
        open_page(ADDRESSES[Role.THERAPIST]).button(key="language").click().run()
        query = select(tables.AuditEvent.detail).where(tables.AuditEvent.action == "account.language")
        with reading(people.everything()) as connection:
            assert list(connection.scalars(query)) == [{"language": "en"}]

    def test_a_sign_in_that_ended_changes_nothing_any_more(self, people: World, open_page: OpenPage) -> None:
        at = open_page(ADDRESSES[Role.CLIENT])
        with writing(people.everything()) as connection:
            connection.execute(update(tables.LoginSession).values(ended_at=now()))
        at.button(key="language").click().run()
        query = select(tables.Account.language).where(tables.Account.email == ADDRESSES[Role.CLIENT])
        with reading(people.everything()) as connection:
            assert connection.scalar(query) == "nl"

    @pytest.mark.parametrize("role", list(ADDRESSES))
    def test_no_english_is_left_on_a_dutch_page(self, people: World, open_page: OpenPage, role: Role) -> None:
        for item in pages_of(role):
            at = open_page(ADDRESSES[role], item.file)
            said = words(at).replace("\nEnglish\n", "\n").replace("Test practice", "")
            assert english_in(said, translator("nl")) == []


class TestHelpInNeed:
    @pytest.mark.parametrize("page", [item.file for item in pages_of(Role.CLIENT)])
    def test_it_is_on_every_page_of_a_client(self, people: World, open_page: OpenPage, page: str) -> None:
        said = words(open_page(ADDRESSES[Role.CLIENT], page))
        assert all(word in said for word in ("Hulp nodig?", "112", "huisarts", "113", "0800-0113"))

    def test_a_practice_says_it_in_its_own_words(self, people: World, open_page: OpenPage) -> None:
        with writing(people.everything()) as connection:
            connection.execute(update(tables.Practice).values(help_text_nl="Bel de praktijk: 070 123."))
        at = open_page(ADDRESSES[Role.CLIENT])
        assert "Bel de praktijk: 070 123." in words(at) and "0800-0113" not in words(at)
        at.button(key="language").click().run()
        assert "0800-0113" in words(at)  # no English words of their own: the default

    @pytest.mark.parametrize("role", [role for role in ADDRESSES if role != Role.CLIENT])
    def test_it_is_for_clients(self, people: World, open_page: OpenPage, role: Role) -> None:
        assert "Hulp nodig?" not in words(open_page(ADDRESSES[role]))


@pytest.mark.parametrize("is_demo", [True, False])
def test_a_demo_practice_says_that_its_people_are_invented(people: World, open_page: OpenPage, is_demo: bool) -> None:
    with writing(people.everything()) as connection:
        connection.execute(update(tables.Practice).values(is_demo=is_demo))
    assert ("Demo: verzonnen gegevens" in words(open_page(ADDRESSES[Role.CLIENT]))) == is_demo


def test_a_page_that_fails_apologises_and_shows_no_trace(
    people: World, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_anything: object) -> None:
        raise ValueError("secret of C-0421")

    monkeypatch.setattr("runtherapy_data.ui.shown.own_course", fails)
    at = open_page(ADDRESSES[Role.CLIENT], "client/progress.py")
    assert translator("nl")("Something went wrong on our side") in words(at)
    assert "C-0421" not in words(at) and not at.exception
    logged = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(logged) == 1 and "ValueError at test_shell.py:" in logged[0] and "C-0421" not in logged[0]
    caplog.clear()
