"""A served desk with the sample customer; the same on PostgreSQL; and the catalogues that the pages read."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.desk import postgres
from tests.desk.catalogues import compile_catalogues
from tests.desk.migrated import new_migrated_database, share_below
from tests.desk.sampled import Sampled


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """The English of the pages."""
    compile_catalogues()


@pytest.fixture(scope="session", autouse=True)
def django(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Django in this process, for what is tested without a server."""
    os.environ["DESK_DATA"] = str(tmp_path_factory.mktemp("in-process"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "checker.desk.settings"
    import django  # noqa: PLC0415 - reads the environment

    django.setup()


@pytest.fixture(scope="session", autouse=True)
def migrated_databases(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Made once, though several processes run the tests: xdist gives each a folder below one that is theirs alone."""
    own = tmp_path_factory.getbasetemp()
    share_below(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sampled]:
    """On SQLite."""
    with Sampled(tmp_path_factory.mktemp("desk")) as served:
        served.meet()
        yield served


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """One server for all tests."""
    if reason := postgres.missing():
        pytest.skip(reason)
    with postgres.home() as folder, postgres.server(folder) as address:
        yield address


@contextmanager
def _on(kind: str, request: pytest.FixtureRequest, folder: Path, *options: str) -> Iterator[Sampled]:
    database = ""
    if kind == "postgres":
        database = new_migrated_database(request.getfixturevalue("postgres_server"), f"desk_{uuid.uuid4().hex}")
    with Sampled(folder, *options, database=database) as served:
        served.meet()
        yield served


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def any_desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sampled]:
    """On SQLite, then on PostgreSQL."""
    with _on(request.param, request, tmp_path_factory.mktemp("desk")) as served:
        yield served


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def any_desk_behind_proxy(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sampled]:
    """The same, believing X-Forwarded-For."""
    with _on(request.param, request, tmp_path_factory.mktemp("desk"), "--behind-proxy") as served:
        yield served
