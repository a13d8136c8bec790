"""How many bytes one enrolment can leave at the desk, whatever its holder sends and from wherever."""


def most_stored_bytes() -> tuple[int, int]:
    """Of reports, and of what was refused. After django.setup()."""
    from checker.desk.reports.retention import REPORT_RETENTION  # noqa: PLC0415 - after django.setup()
    from checker.desk.reports.upload import quota, refused_uploads, validation  # noqa: PLC0415 - as above

    days = REPORT_RETENTION.days + 2  # the purge may be a day late, and the first window begin in the middle of one
    accepted = min(quota.STORED_PER_CUSTOMER, quota.PER_CUSTOMER.times * days)
    return accepted, refused_uploads.MAX_REFUSED_BYTES + validation.MAX_BODY_BYTES
