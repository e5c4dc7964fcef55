"""Streamlit's page as the gate hands it out."""

from __future__ import annotations

import base64
import hashlib
import re
from uuid import UUID

import pytest
from sqlalchemy import update

from runtherapy_data.gate import assets, index
from runtherapy_data.store import tables, writing
from tests.factories import World
from tests.gate.conftest import Open


@pytest.mark.parametrize(("language", "title"), [("nl", "Hardlooptherapie"), ("en", "Running therapy")])
def test_the_page_is_ours(language: str, title: str) -> None:
    html = index.page(language).decode()
    assert f'<html lang="{language}">' in html
    assert re.findall(r"<title>(.*?)</title>", html) == [title]
    assert html.index("/assets/guard.js?v=") < html.index("/static/js/"), "the watch script comes first"
    assert html.index("/static/css/") < html.index("/assets/look.css?v=") < html.index("</head>")


def test_the_page_asks_for_nothing_from_elsewhere_and_offers_nothing_of_streamlits_own() -> None:
    html = index.page("nl").decode()
    assert not re.search(r"""(src|href)=["'](?!/)""", html)
    for gone in ("service-desc", "agent", "<title>Streamlit", "favicon", "SourceSans", "<!--"):
        assert gone not in html


def test_every_inline_script_is_named_in_the_policy_by_its_hash() -> None:
    scripts = re.findall(r"<script>(.*?)</script>", index.page("nl").decode(), re.DOTALL)
    assert len(re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", index.page("nl").decode())) == len(scripts)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert index.inline_script_hashes() == [f"'sha256-{digest}'" for digest in digests]


def test_the_page_speaks_the_language_of_the_account(open_browser: Open, anna: UUID, world: World) -> None:
    browser = open_browser()
    browser.carry_session(world, anna)
    assert '<html lang="nl">' in browser.get("/caseload").text
    with writing(world.everything()) as connection:
        connection.execute(update(tables.Account).values(language="en"))
    assert '<html lang="en">' in browser.get("/caseload").text


def test_an_asset_may_be_kept_for_ever_under_the_address_of_its_content(open_browser: Open) -> None:
    browser = open_browser()
    for name in ("look.css", "guard.js", "sign-in.css", "icon.svg"):
        reply = browser.get(assets.address(name))
        assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert reply.content == assets.shelf()[name].bodies[""]
        assert browser.get(f"/assets/{name}?v=old").headers["cache-control"] == "public, max-age=604800"
        again = browser.get(f"/assets/{name}", **{"if-none-match": reply.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [("", None), ("gzip", "gzip"), ("gzip, deflate, br", "br"), ("br;q=0, gzip", "gzip"), ("identity", None)],
)
def test_an_asset_comes_as_small_as_the_browser_takes_it(open_browser: Open, accept: str, encoding: str | None) -> None:
    reply = open_browser().get("/assets/sign-in.css", **{"accept-encoding": accept})
    assert reply.headers.get("content-encoding") == encoding
    assert reply.headers["vary"] == "accept-encoding"
    assert reply.content == (assets.FOLDER / "sign-in.css").read_bytes()


@pytest.mark.parametrize(
    "path",
    ["/assets/../signing.py", "/assets/%2e%2e/signing.py", "/assets/none.css", "/assets/", "/assets//etc/passwd"],
)
def test_only_what_lies_in_the_folder_is_served(open_browser: Open, path: str) -> None:
    assert open_browser().get(path).status_code in (303, 401, 404)


def test_the_fonts_and_their_licence_are_served(open_browser: Open) -> None:
    browser = open_browser()
    sheets = "".join(assets.shelf()[name].bodies[""].decode() for name in ("look.css", "sign-in.css"))
    fonts = set(re.findall(r'url\("(/assets/fonts/[^"]+)"\)', sheets))
    assert fonts
    for font in fonts:
        assert browser.get(font).headers["content-type"] == "font/woff2"
    assert "SIL Open Font License" in browser.get("/assets/fonts/OFL.txt").text
    assert not re.search(r"https?://", sheets), "no remote asset"
