"""Who somebody is, and leave to read or write: the only room that makes grants."""

from runtherapy_data.access.grants import (
    grant_caseload,
    grant_cohorts,
    grant_course,
    grant_maintenance,
    grant_new_course,
    grant_own_account,
    grant_practice,
    grant_system,
)
from runtherapy_data.access.principals import principal_by_email, principal_by_login_session, system_principal

__all__ = [
    "grant_caseload",
    "grant_cohorts",
    "grant_course",
    "grant_maintenance",
    "grant_new_course",
    "grant_own_account",
    "grant_practice",
    "grant_system",
    "principal_by_email",
    "principal_by_login_session",
    "system_principal",
]
