"""*Intake*: is this the right therapy, and what is the plan? (?client=C-0421)"""

from runtherapy_data.identity import Permission
from runtherapy_data.ui import address, guard, intake_parts, intake_start

viewer = guard.require(Permission.COURSE_BEGIN)
code = address.asked("client")
if code is None:
    intake_start.show(viewer)
else:
    intake_parts.show(code, viewer)
