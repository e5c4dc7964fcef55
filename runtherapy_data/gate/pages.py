"""The gate's own pages, rendered on the server: they need no script and ask for nothing from elsewhere."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qs, quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from runtherapy_data.gate import assets, cookies
from runtherapy_data.gate.words import PRODUCT
from runtherapy_data.i18n import LANGUAGES, N_, Translate, translator

_TEMPLATES: Final = Environment(
    loader=PackageLoader("runtherapy_data.gate"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
_OTHER: Final = {"nl": "en", "en": "nl"}


def _asked(scope: Scope) -> dict[str, list[str]]:
    try:
        return parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=20)
    except ValueError:  # more fields than any page of ours has: none of them is meant
        return {}


def language(scope: Scope, fallback: str = "nl") -> str:
    """The language that was asked for in the address, else the one remembered, else the fallback."""
    for wish in (_asked(scope).get("lang", [""])[-1], cookies.jar(scope).get(cookies.LANGUAGE, "")):
        if wish in LANGUAGES:
            return wish
    return fallback


def _switch(scope: Scope, other: str) -> str:
    query = {name: values[-1] for name, values in _asked(scope).items() if name != "lang"}
    # One slash, and no backslash: two of either would begin the name of another host.
    path = quote("/" + scope["path"].lstrip("/"))
    return f"{path}?{urlencode({**query, 'lang': other})}"


def render(
    scope: Scope, template: str, status: int = 200, *, spoken: str = "", with_form: bool = True, **values: Any
) -> Response:
    """One page. `with_form`: hand out the token that its forms repeat; they find it as `csrf`."""
    spoken = spoken or language(scope)
    _, other = translator(spoken), _OTHER[spoken]
    response = HTMLResponse(status_code=status)
    csrf = cookies.set_form(response, scope) if with_form else ""
    html = _TEMPLATES.get_template(template).render(
        _=_, csrf=csrf, address=assets.address, product=_(PRODUCT), other=other, switch=_switch(scope, other), **values
    )
    response.body = html.encode()
    response.headers["content-length"] = str(len(response.body))
    response.headers["content-security-policy"] = _POLICY
    # With `no-referrer` browsers send `Origin: null` with a form, and the origin could not be checked.
    response.headers["referrer-policy"] = "same-origin"
    if _asked(scope).get("lang"):
        cookies.set_language(response, scope, spoken)
    return response


def notice(scope: Scope, status: int, title: str, text: str, way_on: str = "") -> Response:
    """A page that says one thing, in message ids: what is the matter and what to do."""
    _: Translate = translator(language(scope))
    return render(
        scope, "notice.html", status, with_form=False, title=_(title), text=_(text), way_on=_(way_on) if way_on else ""
    )


def _bare(scope: Scope) -> Scope:
    """A request for the front page by the same browser: what was odd about the request cannot break the answer."""
    kept = [pair for pair in scope["headers"] if pair[0] == b"cookie"]
    return {"type": "http", "path": "/", "query_string": b"", "headers": kept}


def trouble(scope: Scope) -> Response:
    """The answer when something of ours failed; the log says what."""
    return notice(
        _bare(scope),
        HTTPStatus.INTERNAL_SERVER_ERROR,
        N_("Something went wrong on our side"),
        N_("Nothing that you saved is lost. Try again in a minute."),
        N_("Try again"),
    )


def busy(scope: Scope) -> Response:
    """The answer when somebody else keeps the store from being written for longer than a request waits."""
    response = notice(
        _bare(scope),
        HTTPStatus.SERVICE_UNAVAILABLE,
        N_("One moment please"),
        N_("Something large is being saved. Try again in half a minute."),
        N_("Try again"),
    )
    response.headers["retry-after"] = "30"
    return response
