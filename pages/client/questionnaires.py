"""*Vragenlijsten*: what is asked of me now?"""

from runtherapy_data.identity import Permission
from runtherapy_data.ui import guard, panels

viewer = guard.require(Permission.RESULT_WRITE)
_ = viewer.translate
panels.notice(_("Questionnaires"), _("This page is being built."))
