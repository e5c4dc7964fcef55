"""*Vragenlijsten van een cliënt*: what was asked, what came back? (?client=C-0421)"""

from runtherapy_data.identity import Permission
from runtherapy_data.ui import guard, panels

viewer = guard.require(Permission.RESULT_WRITE)
_ = viewer.translate
panels.notice(_("Questionnaires of a client"), _("This page is being built."))
