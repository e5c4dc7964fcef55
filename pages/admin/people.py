"""*Mensen*: who has access, who treats whom, and is everything in order? The administrator's page."""

from runtherapy_data.identity import Permission
from runtherapy_data.ui import (
    guard,
    panels,
    people_caseloads,
    people_consents,
    people_desk,
    people_facts,
    people_forms,
    people_rows,
    people_standing_in,
)

viewer = guard.require(Permission.PEOPLE_READ)
_ = viewer.translate
desk = people_desk.desk()
people = people_facts.people(viewer)
panels.heading(_("People"), people.sentence(_))
people_rows.show(people.people, desk, viewer)
people_forms.let_in(desk, viewer)
people_caseloads.show(people, viewer)
people_forms.assign(people, desk, viewer)
people_standing_in.show(people, viewer)
people_consents.show(viewer)
