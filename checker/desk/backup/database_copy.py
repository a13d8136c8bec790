"""A consistent copy of the database while uploads go on; and putting one back.

SQLite: VACUUM INTO reads in one transaction and leaves out what was deleted (sqlite.org/lang_vacuum.html). PostgreSQL:
pg_dump and pg_restore, which come with it.
"""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

NAMES = {"sqlite": "desk.sqlite3", "postgresql": "desk.pgdump"}
"""What the copy is called in the archive, by the kind of database."""


class CannotCopy(Exception):  # noqa: N818 - becomes a line for whoever asked for it
    """What the database, or its own program, said."""


def copy_database(folder: Path) -> Path:
    """The copy, in this folder. Raises CannotCopy, DatabaseError."""
    target = folder / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        _check_sqlite(target)
    else:
        _run_postgres("pg_dump", "--format=custom", "--no-owner", "--file", str(target))
    return target


def restore_database(copy: Path) -> None:
    """Puts it where this desk's database is, which must be empty. Raises CannotCopy, OSError."""
    if copy.name != NAMES[connection.vendor]:
        raise CannotCopy(f"{copy.name}: --database")
    if connection.vendor == "sqlite":
        _check_sqlite(copy)
        copy.replace(Path(str(connection.settings_dict["NAME"])))
    else:
        _run_postgres("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(copy), with_name=True)


def is_database_empty() -> bool:
    """Whether nothing would be lost. Raises DatabaseError."""
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        if not path.exists() or not path.stat().st_size:
            return True
    return not connection.introspection.table_names()


def _check_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        answer = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    if answer != "ok":
        raise CannotCopy(answer)


def _run_postgres(program: str, *words: str, with_name: bool = False) -> None:
    path = shutil.which(program)
    if path is None:
        raise CannotCopy(f"{program}: postgresql-client")
    settings: dict[str, Any] = connection.settings_dict
    options = {"--host": settings["HOST"], "--port": settings["PORT"], "--username": settings["USER"]}
    command = [
        path,
        *(word for name, value in options.items() if value for word in (name, str(value))),
        "--no-password",
    ]
    database = ["--dbname", settings["NAME"]] if with_name else [settings["NAME"]]
    # By environment, because a command line can be read by everybody on the machine.
    environment = {"PGPASSWORD": settings["PASSWORD"]} if settings["PASSWORD"] else {}
    order = [*database, *words] if with_name else [*words, *database]
    done = subprocess.run(
        [*command, *order],
        env={"PATH": str(Path(path).parent), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotCopy(f"{program}: {(done.stderr.strip().splitlines() or [str(done.returncode)])[-1]}")
