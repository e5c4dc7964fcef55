"""Where a request comes from, and where a sign-in may lead."""

from __future__ import annotations

import pytest

from runtherapy_data.gate import origin
from runtherapy_data.settings import Settings


def request(host: str = "localhost:8501", peer: str = "127.0.0.1", scheme: str = "http", **headers: str) -> dict:
    named = {"host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return {
        "type": "http",
        "scheme": scheme,
        "client": (peer, 1) if peer else None,
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
    }


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("/caseload", "/caseload"),
        ("/course?client=C-0421", "/course?client=C-0421"),
        ("", "/"),
        ("caseload", "/"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\t/evil.example", "/"),
        ("/\n/evil.example", "/"),
        ("/ok\r\nset-cookie: a=b", "/"),
        ("/é", "/"),
        ("/" + "a" * 600, "/"),
        ("/sign-out", "/"),
        ("/sign-in?next=/sign-in", "/"),
        ("/link/abc", "/"),
        ("/_stcore/metrics", "/"),
        ("/.//evil.example/x", "/"),
        ("/./", "/"),
        ("/..//evil.example", "/"),
        ("/%2e//evil.example", "/"),
        ("/caseload//evil.example", "/"),
        ("/course?next=//evil.example", "/course?next=//evil.example"),
        ("/#//evil.example", "/"),
    ],
)
def test_a_sign_in_leads_to_a_page_of_this_host_only(target: str, leads_to: str) -> None:
    assert origin.local_path(target) == leads_to


@pytest.mark.parametrize(
    ("given", "is_own"),
    [
        ({}, True),
        ({"host": "127.0.0.1:8501"}, True),
        ({"host": "[::1]:8501", "peer": "::1"}, True),
        ({"host": "practice.example"}, False),
        ({"peer": "192.0.2.7"}, False),
        ({"peer": ""}, False),
        ({"peer": "testclient"}, False),
        ({"scheme": "https"}, False),
        ({"x_forwarded_for": "127.0.0.1"}, False),
        ({"x_forwarded_proto": "http"}, False),
        ({"forwarded": "for=127.0.0.1"}, False),
        ({"via": "1.1 proxy"}, False),
        ({"x_real_ip": "127.0.0.1"}, False),
        ({"x_forwarded_port": "443"}, False),
        ({"x_forwarded_server": "practice.example"}, False),
        ({"cf_connecting_ip": "127.0.0.1"}, False),
        ({"cf_ray": "1"}, False),
        ({"true_client_ip": "127.0.0.1"}, False),
        ({"x_client_ip": "127.0.0.1"}, False),
        ({"accept": "text/html", "viax": "1"}, True),
    ],
)
def test_what_counts_as_a_browser_on_this_very_machine(given: dict[str, str], is_own: bool) -> None:
    assert origin.is_own_machine(request(**given)) is is_own


@pytest.mark.parametrize(
    ("public_url", "host", "may"),
    [
        ("http://localhost:8501", "localhost:8501", True),
        ("http://127.0.0.1:8501", "localhost:8501", True),
        ("http://[::1]:8501", "localhost:8501", True),
        ("https://practice.example", "localhost:8501", False),
        ("https://localhost.practice.example", "localhost:8501", False),
        ("http://localhost:8501", "practice.example", False),
        ("http://[", "localhost:8501", False),
        ("", "localhost:8501", False),
    ],
)
def test_nobody_is_let_in_without_a_password_where_a_public_name_leads(
    monkeypatch: pytest.MonkeyPatch, public_url: str, host: str, may: bool
) -> None:
    monkeypatch.setattr(origin, "settings", lambda: Settings(public_url=public_url))
    assert origin.is_demo_place(request(host)) is may


@pytest.mark.parametrize(
    ("headers", "is_own"),
    [
        ({"origin": "http://localhost:8501"}, True),
        ({"origin": "http://localhost:8501", "sec_fetch_site": "same-origin"}, True),
        ({"sec_fetch_site": "same-origin"}, True),
        ({}, False),
        ({"origin": "null"}, False),
        ({"origin": "null", "sec_fetch_site": "same-origin"}, False),
        ({"origin": "http://localhost:9999"}, False),
        ({"origin": "http://localhost:8501.evil.example"}, False),
        ({"origin": "http://evil.example", "sec_fetch_site": "same-origin"}, False),
        ({"origin": "http://localhost:8501", "sec_fetch_site": "cross-site"}, False),
        ({"sec_fetch_site": "same-site"}, False),
        ({"origin": "file://localhost:8501"}, False),
        ({"origin": "http://["}, False),
    ],
)
def test_which_forms_come_from_a_page_of_ours(headers: dict[str, str], is_own: bool) -> None:
    assert origin.is_own_page(request(**headers)) is is_own


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("localhost", True),
        ("LOCALHOST:8501", True),
        ("localhost.:8501", True),
        ("127.0.0.1", True),
        ("[::1]:8501", True),
        ("practice.example", False),
        ("localhost.evil.example", False),
        ("localhost@evil.example", False),
        ("localhost/evil", False),
        ("localhost:8501:1", False),
        ("", False),
    ],
)
def test_which_hosts_we_answer_to(host: str, allowed: bool) -> None:
    assert origin.is_allowed_host(request(host)) is allowed


def test_a_doubled_host_header_is_no_host() -> None:
    doubled = request()
    doubled["headers"].append((b"host", b"evil.example"))
    assert not origin.is_allowed_host(doubled)
