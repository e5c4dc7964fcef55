"""*Plan en fasen*: where is this course going? (?client=C-0421)"""

from runtherapy_data.identity import Permission
from runtherapy_data.ui import guard, panels

viewer = guard.require(Permission.COURSE_WRITE)
_ = viewer.translate
panels.notice(_("Plan and phases"), _("This page is being built."))
