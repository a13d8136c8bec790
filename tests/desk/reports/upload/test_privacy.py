"""What the desk keeps of whoever asks it: nothing that names a connection."""

from tests.desk import example_reports
from tests.desk.sampled import Sampled

SENDER = "198.51.100.77"


def test_no_address_and_no_token_is_in_the_data_or_the_log(any_desk_behind_proxy: Sampled) -> None:
    desk = any_desk_behind_proxy
    report_id, raw = example_reports.raw(desk.code)
    headers = {"Content-Type": "application/json", "X-Forwarded-For": SENDER, "Idempotency-Key": report_id}
    for token in ("", desk.token, desk.token):
        more_headers = headers | {"Homeoffice-Check-Enrolment": token}
        desk.pool.request("POST", f"{desk.url}/api/v1/reports", body=raw, headers=more_headers)
        desk.get("/sign-in/", **{"X-Forwarded-For": SENDER})
    stored = b"".join(file.read_bytes() for file in desk.data.rglob("*") if file.is_file())
    printed = "\n".join(desk.lines).encode()
    for secret in (SENDER, SENDER.rpartition(".")[0], desk.token):
        assert secret.encode() not in stored
        assert secret.encode() not in printed
