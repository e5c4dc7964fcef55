"""Words in the reader's language: gettext catalogues, dates and numbers."""

from runtherapy_data.i18n.translate import LANGUAGES, N_, Language, Phrase, Translate, translator

__all__ = ["LANGUAGES", "N_", "Language", "Phrase", "Translate", "translator"]
