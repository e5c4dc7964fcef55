"""*Praktijk*: what does this practice decide for itself?"""

from runtherapy_data.identity import Permission
from runtherapy_data.ui import guard, panels

viewer = guard.require(Permission.SETTINGS_WRITE)
_ = viewer.translate
panels.notice(_("Practice"), _("This page is being built."))
