"""*Sessie vastleggen*: what did we do, and how was it? (?client=C-0421)"""

from runtherapy_data.identity import Permission
from runtherapy_data.ui import guard, panels

viewer = guard.require(Permission.SESSION_WRITE)
_ = viewer.translate
panels.notice(_("Log a session"), _("This page is being built."))
