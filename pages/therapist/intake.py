"""*Intake*: is this the right therapy, and what is the plan? (?client=C-0421)"""

from runtherapy_data.identity import Permission
from runtherapy_data.ui import guard, panels

viewer = guard.require(Permission.COURSE_BEGIN)
_ = viewer.translate
panels.notice(_("Intake"), _("This page is being built."))
