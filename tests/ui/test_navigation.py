"""The table of pages: what stands in it exists, is at an address of its own, and is allowed to its role."""

from __future__ import annotations

import pytest

from runtherapy_data.identity import Role, Scope, scope_of
from runtherapy_data.ui.navigation import PAGES, PAGES_DIR, Item, pages_of

PEOPLE = [role for role in Role if role != Role.SYSTEM]


@pytest.mark.parametrize("item", PAGES, ids=lambda item: item.url_path)
class TestEveryPage:
    def test_its_file_exists_in_the_folder_of_its_role(self, item: Item) -> None:
        assert item.path.is_file()
        assert item.path.is_absolute()
        assert item.path.parent == PAGES_DIR / item.role

    def test_its_role_may_do_what_it_asks_for(self, item: Item) -> None:
        assert scope_of(item.role, item.permission) != Scope.NONE

    def test_its_guard_asks_for_the_permission_of_the_table(self, item: Item) -> None:
        assert f"guard.require(Permission.{item.permission.name})" in item.path.read_text(encoding="utf-8")

    def test_its_address_is_a_single_plain_word(self, item: Item) -> None:
        assert item.url_path.replace("-", "").isalnum()


def test_addresses_are_unique_across_roles() -> None:
    addresses = [item.url_path for item in PAGES]
    assert len(set(addresses)) == len(addresses)


def test_every_page_file_is_in_the_table() -> None:
    assert set(PAGES_DIR.rglob("*.py")) == {item.path for item in PAGES}


@pytest.mark.parametrize("role", PEOPLE)
def test_every_role_arrives_somewhere(role: Role) -> None:
    assert pages_of(role)
