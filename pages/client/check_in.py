"""*Check-in*: how are you today? Today and the two days before it, and once a week a look back."""

from runtherapy_data.identity import Permission
from runtherapy_data.ui import check_in_panels, guard, reflection_form

viewer = guard.require(Permission.CHECK_IN_WRITE)
if check_in_panels.show(viewer):
    reflection_form.ask(viewer)
