"""*Check-in*: how are you today?"""

from runtherapy_data.identity import Permission
from runtherapy_data.ui import guard, panels

viewer = guard.require(Permission.CHECK_IN_WRITE)
_ = viewer.translate
panels.notice(_("Check-in"), _("This page is being built."))
