"""Streamlit's own options, on which the gate counts: found whatever starts the app, and checked before it serves."""

from __future__ import annotations

from typing import Any, Final

from streamlit import config

from runtherapy_data.errors import ConfigurationError
from runtherapy_data.gate.doorkeeper import IDENTITY_HEADER
from runtherapy_data.i18n import N_
from runtherapy_data.settings import ROOT

_NEEDED: Final[dict[str, Any]] = {
    "server.trustedUserHeaders": {"X-Runtherapy-Session": "session"},
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.baseUrlPath": "",
    "client.showErrorDetails": "none",
    "global.developmentMode": False,
    "browser.gatherUsageStats": False,
}


def anchor() -> None:
    """Let Streamlit find `.streamlit/config.toml` beside app.py.

    It looks beside the script that it runs, which stands deeper (`ui/shell.py`), and in the working directory, which is
    anywhere when another server starts the app. `streamlit run` has set this already.
    """
    if config._main_script_path is None:
        config._main_script_path = str(ROOT / "app.py")


def check() -> None:
    """Refuse to start under options that would open what the gate closes."""
    for name, needed in _NEEDED.items():
        found = config.get_option(name)
        if found != needed and not (name == "server.baseUrlPath" and found in ("", None)):
            raise ConfigurationError(
                N_("Streamlit's option {name} is {found}; the sign-in counts on {needed}."),
                N_("Take it out of your environment, command line and .streamlit/config.toml."),
                name=name,
                found=found,
                needed=needed,
            )
    names = [name.lower().encode() for name in _NEEDED["server.trustedUserHeaders"]]
    assert names == [IDENTITY_HEADER]  # noqa: S101 - two spellings of one fact
