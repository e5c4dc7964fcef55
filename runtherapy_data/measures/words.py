"""A text of a data file, in both languages."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Words(BaseModel):
    """A text in Dutch and English, as it stands in a data file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nl: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def said(self, language: str) -> str:
        """The text in a language (Dutch unless English is asked for)."""
        return self.en if language == "en" else self.nl
