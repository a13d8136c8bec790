"""How long what was sent or kept stays, in days: what both programs do, and what both tell people (Art. 13 GDPR)."""

REPORT_DAYS = 30
"""A report at the desk."""
CLOSED_REPORT_DAYS = 14
"""A report at the desk after a technician has closed it; whichever of the two comes first."""
REFUSED_UPLOAD_DAYS = 7
"""An upload that the desk did not accept."""
SENT_COPY_DAYS = 30
"""The PC's own copy of a report that the desk has."""
