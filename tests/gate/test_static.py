"""Streamlit's static files, compressed once."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from pathlib import Path

import anyio
import brotli
import httpx
import pytest
from starlette.types import Receive, Scope, Send

from runtherapy_data.gate import static

Ask = Callable[..., httpx.Response]
SCRIPT = "".join(random.Random(1).choices("abcdefgh (){};\n", k=200_000)).encode()


@pytest.fixture
def shelf(tmp_path: Path) -> static.Shelf:
    folder = tmp_path / "streamlit"
    (folder / "static" / "js").mkdir(parents=True)
    (folder / "index.html").write_text('<script src="./static/js/index.1.js"></script>')
    (folder / "static" / "js" / "index.1.js").write_bytes(SCRIPT)
    (folder / "static" / "js" / "tiny.js").write_bytes(b"1")
    (folder / "static" / "font.woff2").write_bytes(b"\0" * 5000)
    return static.Shelf(folder, tmp_path / "var")


@pytest.fixture
def ask(shelf: static.Shelf) -> Ask:
    """Ask the shelf for a file; 418 where it leaves the request to Streamlit."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        response = shelf.response(scope)
        if response is None:
            await send({"type": "http.response.start", "status": 418, "headers": []})
            await send({"type": "http.response.body", "body": b""})
        else:
            await response(scope, receive, send)

    async def one(method: str, path: str, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            async with client.stream(method, path, headers=headers) as reply:
                reply.extensions["raw"] = b"".join([chunk async for chunk in reply.aiter_raw()])
            return reply

    def say(path: str, accept: str = "br, gzip", method: str = "GET", **headers: str) -> httpx.Response:
        return anyio.run(one, method, path, {"accept-encoding": accept, **headers})

    return say


@pytest.mark.parametrize(
    ("accept", "encoding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("br;q=1.0, gzip;q=0.5", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
    ],
)
def test_a_script_comes_compressed_and_whole(
    shelf: static.Shelf, ask: Ask, accept: str, encoding: str, unpack: Callable[[bytes], bytes]
) -> None:
    shelf.fill()
    reply = ask("/static/js/index.1.js", accept)
    raw = reply.extensions["raw"]
    assert reply.headers["content-encoding"] == encoding
    assert int(reply.headers["content-length"]) == len(raw) < len(SCRIPT) / 1.5
    assert unpack(raw) == SCRIPT
    assert reply.headers["content-type"].startswith("text/javascript")
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("accept", ["", "identity", "zstd", "br;q=0"])
def test_a_browser_that_takes_no_compression_gets_streamlits_own_file(
    shelf: static.Shelf, ask: Ask, accept: str
) -> None:
    shelf.fill()
    assert ask("/static/js/index.1.js", accept).status_code == 418


@pytest.mark.parametrize(
    "path", ["/static/js/tiny.js", "/static/font.woff2", "/static/js/none.js", "/static/../index.html", "/static/js/"]
)
def test_what_was_not_compressed_is_left_to_streamlit(shelf: static.Shelf, ask: Ask, path: str) -> None:
    shelf.fill()
    assert ask(path).status_code == 418


def test_before_the_copies_are_there_streamlit_serves_its_own(ask: Ask) -> None:
    assert ask("/static/js/index.1.js").status_code == 418


def test_head_says_the_length_and_sends_nothing(shelf: static.Shelf, ask: Ask) -> None:
    shelf.fill()
    length = len(ask("/static/js/index.1.js").extensions["raw"])
    reply = ask("/static/js/index.1.js", method="HEAD")
    assert (int(reply.headers["content-length"]), reply.extensions["raw"]) == (length, b"")


def test_a_range_is_a_part_of_the_compressed_bytes(shelf: static.Shelf, ask: Ask) -> None:
    shelf.fill()
    whole = ask("/static/js/index.1.js").extensions["raw"]
    part = ask("/static/js/index.1.js", range="bytes=10-19")
    assert (part.status_code, part.extensions["raw"]) == (206, whole[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole)}"
    assert part.headers["content-length"] == "10"


def test_a_known_file_is_not_sent_again(shelf: static.Shelf, ask: Ask) -> None:
    shelf.fill()
    tags = {ask("/static/js/index.1.js", accept).headers["etag"] for accept in ("br", "gzip")}
    assert len(tags) == 2, "each form has its own tag"
    known = ask("/static/js/index.1.js", "br", **{"if-none-match": ask("/static/js/index.1.js", "br").headers["etag"]})
    assert (known.status_code, known.extensions["raw"]) == (304, b"")


def test_a_second_start_compresses_nothing_anew(
    shelf: static.Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.fill()
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "var").rglob("*") if path.is_file()}

    def never(*_: object, **__: object) -> bytes:
        raise AssertionError("compressed again")

    monkeypatch.setattr(brotli, "compress", never)
    monkeypatch.setattr(gzip, "compress", never)
    again = static.Shelf(tmp_path / "streamlit", tmp_path / "var")
    again.fill()
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "var").rglob("*") if path.is_file()} == kept


def test_other_files_get_another_folder(shelf: static.Shelf, tmp_path: Path) -> None:
    shelf.fill()
    (tmp_path / "streamlit" / "static" / "js" / "index.1.js").write_bytes(SCRIPT + b"//")
    static.Shelf(tmp_path / "streamlit", tmp_path / "var").fill()
    assert len(list((tmp_path / "var").iterdir())) == 2
