"""*Praktijk*: what does this practice decide for itself? The administrator's page of settings."""

from runtherapy_data.identity import Permission
from runtherapy_data.ui import (
    guard,
    panels,
    practice_changes,
    practice_desk,
    practice_exercises,
    practice_facts,
    practice_phases,
    practice_protocol,
    practice_reminders,
    practice_texts,
    practice_wordings,
    practice_words,
    practice_zone,
)

viewer = guard.require(Permission.SETTINGS_WRITE)
_ = viewer.translate
desk = practice_desk.desk()
facts = practice_facts.facts(viewer)
panels.heading(_("Practice"), practice_words.sentence(facts, _))
practice_texts.help_in_need(facts, desk, viewer)
practice_texts.risk_protocol(facts, desk, viewer)
practice_protocol.show(facts, desk, viewer)
practice_phases.show(facts, desk, viewer)
practice_exercises.show(facts, desk, viewer)
practice_wordings.show(facts, desk, viewer)
practice_reminders.show(facts, desk, viewer)
practice_zone.show(facts, desk, viewer)
practice_changes.show(facts, desk, viewer)
