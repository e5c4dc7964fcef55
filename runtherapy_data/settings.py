"""Every setting, from RUNTHERAPY_* environment variables; docs/settings.md lists them and a test keeps it so."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """The settings of one process. Unset means the default of the embedded product on one machine."""

    model_config = SettingsConfigDict(env_prefix="RUNTHERAPY_", frozen=True)

    database_url: str = Field(
        default=f"sqlite:///{ROOT / 'var' / 'runtherapy.db'}",
        description="SQLAlchemy URL of the store: sqlite:///file or postgresql+psycopg://user:password@host/database.",
    )
    demo: bool = Field(default=True, description="Load the demo practice when the database holds no practice yet.")
    var_dir: Path = Field(default=ROOT / "var", description="Folder for what the program keeps beside the database.")
    public_url: str = Field(
        default="http://localhost:8501",
        description="Address under which people reach the app; one-time links start with it.",
    )
    allowed_hosts: str = Field(
        default="localhost,127.0.0.1,[::1]",
        description="Host names that the gate answers to, separated by commas; add the public name of a live practice.",
    )
    session_idle_minutes: int = Field(
        default=30, ge=1, description="A sign-in ends after this many minutes without use."
    )
    session_absolute_hours: int = Field(
        default=12, ge=1, description="A sign-in ends after this many hours in any case."
    )
    link_hours: int = Field(default=72, ge=1, description="A one-time link is valid for this many hours.")
    throttle_account_failures: int = Field(
        default=10,
        ge=1,
        description="Failed sign-ins on one account from one address in fifteen minutes before it has to wait.",
    )
    throttle_address_failures: int = Field(
        default=100, ge=1, description="Failed sign-ins from one address in an hour before it has to wait."
    )
    snapshot_max_age_hours: int = Field(
        default=24, ge=1, description="The cohort snapshot is taken anew when it is older than this many hours."
    )
    import_max_mb: int = Field(default=25, ge=1, description="Largest file that an import reads, in MiB.")
    import_max_unpacked_mb: int = Field(
        default=200, ge=1, description="Largest size, in MiB, that an XLSX file may unpack to."
    )
    wording_dir: Path | None = Field(
        default=None,
        description="Folder with the practice's own texts of questionnaires (docs/instruments); unset means none.",
    )
    smtp_host: str = Field(
        default="",
        description="Mail server that sends reminders (docs/reminders.md); empty means that none are e-mailed.",
    )
    smtp_port: int = Field(default=587, ge=1, le=65535, description="Port of the mail server.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="How the way to the mail server is closed off: starttls (port 587), tls (port 465), or none, "
        "for a server on this machine only.",
    )
    smtp_user: str = Field(default="", description="Name to sign in to the mail server with; empty means without.")
    smtp_password_file: Path | None = Field(
        default=None, description="File that holds the password for the mail server, on its first line."
    )
    smtp_sender: str = Field(default="", description="Address that reminders are sent from.")
    smtp_timeout_seconds: int = Field(
        default=20,
        ge=1,
        description="How long the mail server may take for an answer before a message counts as unsent.",
    )

    @field_validator("wording_dir", "smtp_password_file", mode="before")
    @classmethod
    def _empty_means_unset(cls, value: object) -> object:
        return value or None  # an empty path would be the working folder


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
