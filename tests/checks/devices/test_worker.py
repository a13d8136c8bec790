"""Camera and microphone in their real child process, on a machine that has neither; this process loads no driver."""

import subprocess
import sys

from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.registry import checks, needs
from checker.model.finding import Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.profile import BUILT_IN
from checker.run.plan import PlannedCheck
from checker.run.worker_process import WorkerProcess, make_job
from tests.lab.sound import speech


def run(name: str) -> list[str]:
    check, need = checks()[name], needs(BUILT_IN)
    emitted: list[object] = []
    job = make_job(PlannedCheck(check=check, need=need[name]), BUILT_IN)
    outcome, failure = WorkerProcess(job, emitted.append).run()
    assert (outcome, failure) == (Outcome.DONE, None)
    observations = tuple(item for item in emitted if isinstance(item, Observation))
    findings = diagnose_measurements(need, [Measurement(check=name, outcome=outcome, observations=observations)])
    assert all(finding.level is not Level.OK or finding.evidence for finding in findings)
    return [finding.code for finding in findings]


def test_camera_in_the_worker():
    assert set(run("camera")) & {"camera.none", "camera.ready", "camera.dark", "camera.covered", "camera.busy"}


def test_microphone_in_the_worker(lab, tmp_path):
    lab.play(speech(tmp_path))
    assert run("microphone") == ["microphone.ready"]


def test_the_main_process_loads_no_driver():
    code = (
        "import sys; from checker.checks.registry import checks; from checker.model.observation import Observations\n"
        "for check in checks().values(): list(check.diagnose(Observations([]), check.need()))\n"
        "print(sorted({'cv2', 'sounddevice', 'numpy', 'cv2_enumerate_cameras'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
