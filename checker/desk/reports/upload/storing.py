"""What a group of uploads meets at the database: one that cannot be stored keeps none of the others out."""

from collections.abc import Sequence

from django.db import IntegrityError, InterfaceError, OperationalError, connection

from checker.desk.reports.upload.filing import Filing
from checker.desk.reports.upload.uploads import Answer, ReportUpload

TEMPORARY_ERRORS = (OperationalError, InterfaceError)
"""The disk is full, the database locked or out of reach; any other error of the database is a defect."""

_TRIES = 3
"""Of one upload whose twin is being stored by another process: the next try finds it."""


CACHE_KIB = 64_000
"""Of the connection that stores: each report changes a page of some indexes at random, and SQLite's usual 2 MB hold
none of those of a million reports."""


class Storing:
    """Of one thread, which stores for all."""

    def __init__(self) -> None:
        self._filing = Filing()
        self._prepared: object = None

    def store_uploads(self, uploads: Sequence[ReportUpload]) -> list[Answer | Exception]:
        """The answer to each, or what storing it raised."""
        try:
            return [*self._file_uploads(uploads)]
        except TEMPORARY_ERRORS as error:
            return [error] * len(uploads)
        except Exception as error:  # noqa: BLE001 - the sender gets it
            if len(uploads) == 1:
                return [self._store_again(uploads[0], error)]
            return [answer for upload in uploads for answer in self.store_uploads([upload])]

    def _file_uploads(self, uploads: Sequence[ReportUpload]) -> list[Answer]:
        try:
            self._prepare_connection()
            return self._filing.file_uploads(uploads)
        except TEMPORARY_ERRORS:
            # A database that was started anew meanwhile closed this connection; a locked one did not.
            if connection.connection is not None and connection.is_usable():
                raise
            connection.close()
            return self._filing.file_uploads(uploads)

    def _prepare_connection(self) -> None:
        connection.ensure_connection()
        if connection.vendor == "sqlite" and connection.connection is not self._prepared:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
            self._prepared = connection.connection

    def _store_again(self, upload: ReportUpload, error: Exception) -> Answer | Exception:
        for _ in range(_TRIES):
            if not isinstance(error, IntegrityError):
                break
            try:
                return self._filing.file_uploads([upload])[0]
            except Exception as again:  # noqa: BLE001 - the sender gets it
                error = again
        return error
