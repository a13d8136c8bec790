"""A served desk with the sample customer."""

from checker.model.codec import profile_from_toml
from tests.desk.migrated import put_migrated_database
from tests.desk.served import Served
from tests.desk.visitor import Visitor


class Sampled(Served):
    """A desk with its sample customer."""

    code: str
    token: str
    sample_output: dict[str, str]
    _cookies: dict[str, str] | None = None

    def start(self, listen: str = "127.0.0.1:0") -> None:
        """As `Served` does; on SQLite with tables that are there already."""
        if self.database.startswith("sqlite"):
            put_migrated_database(self.data)
        super().start(listen)

    def meet(self) -> None:
        """Makes the sample customer, and takes the enrolment out of its profile."""
        self.sample_output = self.sample()
        self.code = self.sample_output["code"]
        self.token = profile_from_toml(self.get(f"/api/v1/profiles/{self.code}").data).enrolment

    def technician(self, language: str = "de", *, anew: bool = False) -> Visitor:
        """One who is signed in: in the session of this desk's other tests, or in one of its own."""
        visitor = Visitor(self.url, language)
        if self._cookies is None or anew:
            assert visitor.get(self.run("signinlink", "technik").stdout.strip()).status == 200
            self._cookies = self._cookies or dict(visitor.cookies)
        else:
            visitor.cookies = dict(self._cookies)
        return visitor
