"""Who asks, and what they may: pure types and one table of permissions."""

from runtherapy_data.identity.grants import CohortGrant, Grant, Reach
from runtherapy_data.identity.permissions import PERMISSIONS, Permission, Scope, scope_of
from runtherapy_data.identity.principals import Principal, Role

__all__ = ["PERMISSIONS", "CohortGrant", "Grant", "Permission", "Principal", "Reach", "Role", "Scope", "scope_of"]
