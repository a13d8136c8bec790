"""The system's switches for camera and microphone, and how many devices the program's own lists hold."""

import queue

from checker.checks.devices import consent_store, tcc
from checker.checks.devices.permission import Capability, is_in_use, read_permission
from checker.checks.devices.permission_values import ALLOWED, DENIED_VALUES, NOT_ASKED
from checker.checks.registry import checks
from checker.client.self_test.assumption import EVERYWHERE, MACOS, WINDOWS, Assumption, Confirmation
from checker.client.self_test.reading import Reading, Value, kind_term, rounded, term
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.measurement import Outcome
from checker.model.observation import Observation
from checker.model.profile import BUILT_IN
from checker.model.systems import this_system
from checker.net.clock import monotonic_s
from checker.run.part_run import PartRun

_HOTPLUG = "hotplug"
_LIST_S = 25.0
"""Media Foundation needs 20 s and more on some PCs (opencv 17687)."""
_STATUSES = (tcc.NOT_DETERMINED, tcc.RESTRICTED, tcc.DENIED, tcc.AUTHORIZED)


def _measure_permission(capability: Capability) -> Reading:
    answer = read_permission(this_system(), capability)
    if answer is None:
        return Reading(this_system() == "linux", {"permission": None})
    permissions = (ALLOWED, NOT_ASKED, *sorted(DENIED_VALUES))
    return Reading(
        answer in permissions, {"permission": term(answer, permissions), "in_use": is_in_use(this_system(), capability)}
    )


def _measure_switches() -> Reading:
    values: dict[str, Value] = {}
    for store in ("webcam", "microphone"):
        for name, state in consent_store.switches(store)._asdict().items():
            values[f"{store}_{name}"] = state
    are_there = any(state is not None for state in values.values())
    return Reading(are_there, values)


def _measure_tcc() -> Reading:
    values = {"camera": tcc.status(tcc.VIDEO), "microphone": tcc.status(tcc.AUDIO)}
    return Reading(all(status in _STATUSES for status in values.values()), dict(values))


def _measure_list(check: str) -> Reading:
    """By the part that watches what is plugged in, in its own process: a driver may hang there."""
    answers: queue.SimpleQueue[Observation | Failure] = queue.SimpleQueue()
    start_s = monotonic_s()
    part = PartRun(
        check,
        _HOTPLUG,
        checks()[check].need(),
        BUILT_IN,
        listener=lambda update: answers.put(update) if isinstance(update, Observation) else None,
        on_end=lambda outcome, failure: answers.put(failure or _ended(outcome)),
    )
    part.start()
    try:
        answer = answers.get(timeout=_LIST_S)
    except queue.Empty:
        answer = Failure(operation=Operation.LIST, kind=FailureKind.TIMEOUT)
    finally:
        part.stop(2.0)
    seconds = rounded(monotonic_s() - start_s)
    failure = answer if isinstance(answer, Failure) else answer.failure
    if failure is not None:
        return Reading(False, {"kind": kind_term(failure), "seconds": seconds})
    names = answer.value if isinstance(answer, Observation) else None
    count = len(names) if isinstance(names, list) else None
    return Reading(count is not None, {"devices": count, "seconds": seconds})


def _ended(outcome: Outcome) -> Failure:
    kind = FailureKind.TIMEOUT if outcome is Outcome.TIMED_OUT else FailureKind.CRASHED
    return Failure(operation=Operation.LIST, kind=kind)


def _list_assumption(check: str, where: str, source: str) -> Assumption:
    return Assumption(
        id=f"devices.{check}-list",
        systems=EVERYWHERE,
        expected=f"The list for the check {check} comes from a process of its own, and opens no device.",
        where=(where, "run/worker_process.py"),
        source=source,
        confirmed=(Confirmation.WINE, Confirmation.LINUX),
        measure=lambda: _measure_list(check),
        limit_s=_LIST_S + 3,
    )


def _permission_assumption(capability: Capability) -> Assumption:
    return Assumption(
        id=f"devices.{capability}-permission",
        systems=EVERYWHERE,
        expected=f"Whether programs may use the {capability} is told without opening it; Linux has no such switch.",
        where=("checks/devices/permission.py",),
        source="ConsentStore in the registry of Windows 10 1903 and newer; AVAuthorizationStatus",
        confirmed=(Confirmation.WINE, Confirmation.PAGE, Confirmation.LINUX),
        measure=lambda: _measure_permission(capability),
    )


DEVICE_ASSUMPTIONS = (
    _permission_assumption("camera"),
    _permission_assumption("microphone"),
    Assumption(
        id="devices.consent-store",
        systems=WINDOWS,
        expected="ConsentStore holds Allow or Deny for the whole PC, the user and desktop programs.",
        where=("checks/devices/consent_store.py",),
        source="no page of Microsoft's; read by many programs since Windows 10 1903",
        confirmed=(Confirmation.NOWHERE,),
        measure=_measure_switches,
    ),
    Assumption(
        id="devices.authorization-status",
        systems=MACOS,
        expected="authorizationStatusForMediaType: is 0 to 3, and asks the person nothing.",
        where=("checks/devices/tcc.py",),
        source="AVFoundation's AVCaptureDevice.h: AVAuthorizationStatus",
        confirmed=(Confirmation.HEADER, Confirmation.PAGE),
        measure=_measure_tcc,
    ),
    _list_assumption("camera", "checks/camera/capture/enumeration.py", "cv2-enumerate-cameras; SPCameraDataType"),
    _list_assumption("microphone", "checks/devices/audio/streams/device_enumeration.py", "PortAudio's host interfaces"),
    _list_assumption("speaker", "checks/devices/audio/streams/device_enumeration.py", "PortAudio's host interfaces"),
)
