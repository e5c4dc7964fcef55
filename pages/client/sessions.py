"""*Mijn sessies*: what did I do, and how was it?"""

from runtherapy_data.identity import Permission
from runtherapy_data.ui import guard, panels

viewer = guard.require(Permission.SESSION_WRITE)
_ = viewer.translate
panels.notice(_("My sessions"), _("This page is being built."))
