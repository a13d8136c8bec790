"""The pipelines hold what GitHub's schema, our own scripts and the documentation say; none has run on GitHub yet."""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import jsonschema_rs
import pytest

from tests.workflows.steps import FOLDER, ROOT, CommandStep, command_steps, read_workflow

FILES = sorted(FOLDER.glob("*.yml"))
ACTION = re.compile(r"uses: (\S+?)@(\S+)(?: # ([\w.-]+))?")
SCHEMA = json.loads(Path(__file__).with_name("github-workflow.schema.json").read_text("utf-8"))


def steps_of(file: Path) -> list[CommandStep]:
    return list(command_steps(read_workflow(file), runner_temp="/runner"))


def step_named(workflow: str, name: str) -> CommandStep:
    return next(step for step in steps_of(FOLDER / f"{workflow}.yml") if step.name == name)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_githubs_schema_holds(file: Path) -> None:
    errors = [error.message for error in jsonschema_rs.validator_for(SCHEMA).iter_errors(read_workflow(file))]
    assert errors == []


def test_the_schema_refuses_what_github_refuses() -> None:
    workflow = read_workflow(FOLDER / "test.yml")
    workflow["jobs"]["linux"]["steps"][0] = {"name": "neither a command nor an action"}
    assert list(jsonschema_rs.validator_for(SCHEMA).iter_errors(workflow))


def test_actions_are_pinned_and_the_same_everywhere() -> None:
    pins: dict[str, set[tuple[str, str]]] = {}
    for file in FILES:
        for action, commit, version in ACTION.findall(file.read_text("utf-8")):
            assert re.fullmatch(r"[0-9a-f]{40}", commit), f"{action} is not pinned to a commit"
            assert version.startswith("v"), f"{action}: which version that commit is"
            pins.setdefault(action, set()).add((commit, version))
    assert {action: versions for action, versions in pins.items() if len(versions) != 1} == {}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_bash_can_read_every_script(file: Path) -> None:
    for step in steps_of(file):
        if step.shell == "bash":
            checked = subprocess.run(["bash", "-n"], input=step.script, capture_output=True, text=True, check=False)
            assert checked.returncode == 0, f"{step.name}: {checked.stderr}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_files_and_modules_that_steps_name_are_there(file: Path) -> None:
    for step in steps_of(file):
        for script in re.findall(r"(?:python3?|bash) ([\w./]+\.py|\.ci/\w+)", step.script):
            assert (ROOT / script).is_file(), f"{step.name}: {script}"
        for module in re.findall(r"python3? -m ([\w.]+)", step.script):
            path = ROOT / module.replace(".", "/")
            assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), f"{step.name}: {module}"
        for option in re.findall(r"build/package\.py .*?(--\w+)", step.script):
            assert f'"{option}"' in (ROOT / "build" / "package.py").read_text("utf-8"), f"{step.name}: {option}"


def test_every_secret_and_variable_is_documented() -> None:
    documentation = (ROOT / "build" / "README.md").read_text("utf-8")
    names = {
        name
        for file in FILES
        for name in re.findall(r"(?:secrets|vars)\.([A-Z0-9_]+)", file.read_text("utf-8"))
        if f"`{name}`" not in documentation
    }
    assert names == set()


def test_every_secret_is_behind_the_protected_environment() -> None:
    for file in FILES:
        for name, job in read_workflow(file)["jobs"].items():
            if "secrets." in str(job) or "MINISIGN" in str(job):
                assert job.get("environment") == "release", f"{file.stem}: {name}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_a_job_downloads_by_itself_has_its_hash(file: Path) -> None:
    """Packages of the system are signed by it; everything else that a step brings is compared."""
    fetching = re.compile(r"Invoke-WebRequest|curl |wget |nuget install|choco |winget |brew |pip install|npm ")
    for step in steps_of(file):
        if not fetching.search(step.script):
            continue
        assert not re.search(r"choco |winget |brew |pip install|npm ", step.script), f"{step.name}: has no hash"
        assert "Get-FileHash" in step.script, step.name
        assert "throw" in step.script, step.name
        hashes = [value for key, value in step.environment.items() if key.endswith("_SHA256")]
        assert hashes, step.name
        assert all(re.fullmatch("[0-9a-f]{64}", value) for value in hashes), step.name


def test_what_a_release_uploads_includes_the_sums() -> None:
    workflow = read_workflow(FOLDER / "release.yml")
    for job in ("linux", "windows", "macos"):
        uploads = [step for step in workflow["jobs"][job]["steps"] if "upload-artifact" in step.get("uses", "")]
        assert [step["with"]["path"].split() for step in uploads] == [["dist/*.*", "dist/SHA256SUMS"]], job


def test_notarytool_looks_into_the_keychain_that_was_filled() -> None:
    workflow = read_workflow(FOLDER / "release.yml")
    by_name = {step.get("name"): step for step in workflow["jobs"]["macos"]["steps"]}
    script = by_name["Certificate and notary's password into a keychain of this run"]["run"]
    assert 'keychain="$RUNNER_TEMP/release.keychain-db"' in script
    environment = by_name["Build, sign, notarise"]["env"]
    assert environment["HOMEOFFICE_CHECK_APPLE_KEYCHAIN"] == "${{ runner.temp }}/release.keychain-db"
    assert f"store-credentials {environment['HOMEOFFICE_CHECK_APPLE_PROFILE']} " in script


@pytest.fixture
def artifacts(tmp_path: Path) -> Path:
    """Where three systems' uploads were downloaded to, as `publish` finds them."""
    for system in ("linux", "windows", "macos-15"):
        folder = tmp_path / "files" / system
        folder.mkdir(parents=True)
        (folder / f"Programm ä {system}.bin").write_bytes(system.encode())
        digest = hashlib.sha256(system.encode()).hexdigest()
        (folder / "SHA256SUMS").write_text(f"{digest}  Programm ä {system}.bin\n", encoding="utf-8")
    return tmp_path


def run_step(step: CommandStep, folder: Path, script: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script or step.script],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_publish_joins_the_sums(artifacts: Path) -> None:
    completed = run_step(step_named("release", "One list of sums for all"), artifacts)
    assert completed.returncode == 0, completed.stderr
    assert len(list((artifacts / "release").iterdir())) == 4


@pytest.mark.parametrize("damage", ["changed", "without a sum", "missing"])
def test_publish_stops_at_a_file_without_its_sum(artifacts: Path, damage: str) -> None:
    file = artifacts / "files" / "linux" / "Programm ä linux.bin"
    if damage == "changed":
        file.write_bytes(b"other")
    elif damage == "missing":
        file.unlink()
    else:
        file.with_name("more.bin").write_bytes(b"more")
    assert run_step(step_named("release", "One list of sums for all"), artifacts).returncode != 0


@pytest.mark.skipif(not shutil.which("minisign"), reason="needs minisign")
def test_publish_signs_and_verifies_every_file(artifacts: Path) -> None:
    minisign = ["minisign", "-G", "-W", "-p", "firm.pub", "-s", "firm.key"]
    subprocess.run(minisign, cwd=artifacts, check=True, capture_output=True)
    run_step(step_named("release", "One list of sums for all"), artifacts)
    secret = (artifacts / "firm.key").read_text("utf-8").rstrip("\n")
    sign = step_named("release", "Sign every file, and the list of sums")
    completed = run_step(sign, artifacts, RUNNER_TEMP=str(artifacts), MINISIGN_KEY=secret)
    assert completed.returncode == 0, completed.stderr
    assert not (artifacts / "firm.key").exists(), "the key does not outlive the step"
    signed = {file.name for file in (artifacts / "release").glob("*.minisig")}
    assert len(signed) == 4
    assert "SHA256SUMS.minisig" in signed
    verify = step_named("release", "Verify what was signed")
    public = (artifacts / "firm.pub").read_text("utf-8").splitlines()[1]
    script = verify.script.replace("${{ vars.MINISIGN_PUBLIC_KEY }}", public)
    assert run_step(verify, artifacts, script).returncode == 0
    (artifacts / "release" / "Programm ä linux.bin").write_bytes(b"other")
    assert run_step(verify, artifacts, script).returncode != 0
