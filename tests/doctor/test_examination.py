"""The examination as a whole, and each thing but the reader: what is found, what is not, what blocks."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from assistant.doctor.examination import clock, examine, terminal, traced
from assistant.doctor.findings import Finding, State
from assistant.doctor.machine import Terminal
from assistant.doctor.store_place import store_place
from assistant.domain.machine_checks import MachineCheck, System, machine_checks
from assistant.store.fault import StoreFault
from assistant.store.location import Embedded, Server
from tests.doctor.machines import NOW, FakeRegistry, machine

PRESENT = {
    System.LINUX: machine(
        files={
            "/usr/lib/x86_64-linux-gnu/libbeidpkcs11.so.0": "",
            "/run/pcscd/pcscd.comm": "",
            "/sys/bus/usb/devices/1-2:1.0/bInterfaceClass": "0b",
        },
        commands=("google-chrome", "acroread"),
    ),
    System.MACOS: machine(
        System.MACOS,
        files={
            "/Library/Belgium Identity Card/Pkcs11": "",
            "/Applications/Microsoft Edge.app": "",
            "/Applications/Adobe Acrobat Reader.app": "",
        },
        told='"bInterfaceClass" = 11',
    ),
    System.WINDOWS: machine(
        System.WINDOWS,
        files={r"C:\Windows\System32\beidpkcs11.dll": ""},
        environment={"SYSTEMROOT": r"C:\Windows"},
        registry=FakeRegistry(
            {
                r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\msedge.exe": (),
                r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\Acrobat.exe": (),
            }
        ),
    ),
}


def states(found: tuple[Finding, ...]) -> dict[str, State]:
    return {one.key: one.state for one in found}


@pytest.fixture
def place(tmp_path: Path) -> Embedded:
    return Embedded(tmp_path / "store" / "proef.db")


def test_everything_the_data_names_is_looked_at_in_order(place):
    assert [one.key for one in examine(machine(), place)] == list(machine_checks())


@pytest.mark.parametrize("system", [System.LINUX, System.MACOS, System.WINDOWS])
@pytest.mark.parametrize("key", ["eid-software", "browser", "acrobat"])
def test_a_program_is_seen_where_its_traces_are(system, key):
    check = machine_checks()[key]
    assert traced(key, check, PRESENT[system]).state is State.OK
    assert traced(key, check, machine(system, environment={"X": "1"})).state is State.MISSING


@pytest.mark.parametrize("key", ["eid-software", "browser", "acrobat"])
def test_an_unknown_system_cannot_tell(key):
    assert traced(key, machine_checks()[key], machine(System.OTHER)).state is State.UNKNOWN


def test_a_whole_machine_blocks_nothing(place):
    for system in (System.LINUX, System.MACOS):
        found = examine(PRESENT[system], place)
        assert not any(one.blocks for one in found)
        assert states(found)["token"] is State.UNKNOWN


def test_software_without_its_service_is_not_whole():
    one = machine(files={"/usr/lib/libbeidpkcs11.so.0": ""})
    found = traced("eid-software", machine_checks()["eid-software"], one)
    assert found.state is State.MISSING
    assert found.note is not None
    assert found.note.facts == {"what": "pcscd"}


def test_a_bare_machine_says_what_to_do_about_each_thing(place):
    for one in examine(machine(files={"/sys/bus/usb/devices/1-1:1.0/bInterfaceClass": "03"}), place):
        assert (one.advice is None) == (one.state is State.OK)
        assert one.check.source


def test_only_what_blocks_blocks(place):
    found = {one.key: one for one in examine(machine(), place)}
    assert found["eid-software"].blocks
    assert found["browser"].blocks
    assert found["acrobat"].state is State.MISSING
    assert not found["acrobat"].blocks
    assert not any(one.blocks for one in found.values() if one.state is not State.MISSING)


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "WSL_DISTRO_NAME"])
def test_from_another_machine_the_desk_is_not_to_be_seen(place, name):
    found = states(examine(machine(environment={"HOME": "/home/an", name: "x"}), place))
    assert {key for key, state in found.items() if state is State.UNKNOWN} == {
        "reader", "eid-software", "token", "browser", "acrobat",
    }  # fmt: skip


def test_folders_of_the_machine_itself_are_filled_in():
    check = machine_checks()["browser"]
    edge = r"D:\Apps\Microsoft\Edge\Application\msedge.exe"
    found = traced(
        "browser", check, machine(System.WINDOWS, files={edge: ""}, environment={"programfiles(x86)": r"D:\Apps"})
    )
    assert found.state is State.OK
    chrome = "/Users/an/Applications/Google Chrome.app"
    assert (
        traced("browser", check, machine(System.MACOS, files={chrome: ""}, environment={"HOME": "/Users/an"})).state
        is State.OK
    )
    assert traced("browser", check, machine(System.MACOS, files={chrome: ""}, environment={"X": "1"})).state is State.MISSING


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (NOW, State.OK),
        (NOW.replace(year=1970), State.MISSING),
        (datetime(2025, 12, 31, 23, 59, tzinfo=UTC), State.MISSING),
        (datetime(2046, 1, 1, tzinfo=UTC), State.MISSING),
        (NOW.astimezone(timezone(timedelta(hours=-5))), State.OK),
    ],
)
def test_the_clock(now, state):
    found = clock(machine(now=now))
    assert found.state is state
    assert found.note is not None


def test_another_time_zone_is_told():
    note = clock(machine(now=NOW.astimezone(UTC))).note
    assert note is not None
    assert "tijdzone" in note.text


@pytest.mark.parametrize(
    ("screen", "environment", "state"),
    [
        (Terminal(True, 80, 24, "utf-8"), {}, State.OK),
        (Terminal(True, 79, 24, "utf-8"), {}, State.MISSING),
        (Terminal(True, 80, 23, "utf-8"), {}, State.MISSING),
        (Terminal(True, 80, 24, "utf-8"), {"TERM": "dumb"}, State.MISSING),
        (Terminal(False, 10, 5, ""), {}, State.UNKNOWN),
    ],
)
def test_the_terminal(screen, environment, state):
    found = terminal(machine(terminal=screen, environment={"HOME": "/home/an", **environment}))
    assert found.state is state
    assert not found.blocks


def test_a_store_that_is_still_to_be_made_is_fine_where_it_can_be(place):
    found = store_place(place, {})
    assert found.state is State.OK
    assert not place.path.parent.exists()


def test_a_store_that_cannot_be_made_blocks(tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assert store_place(Embedded(tmp_path / "file" / "proef.db"), {}).blocks


def test_a_file_that_is_no_store_blocks_and_is_left_alone(tmp_path):
    path = tmp_path / "proef.db"
    path.write_bytes(b"not a store")
    found = store_place(Embedded(path), {})
    assert found.blocks
    assert found.advice is not None
    assert path.read_bytes() == b"not a store"
    assert [one.name for one in tmp_path.iterdir()] == ["proef.db"]


def test_a_store_s_own_fault_and_advice_are_told(tmp_path, monkeypatch):
    path = tmp_path / "proef.db"
    path.write_bytes(b"x" * 100)

    def fail(location, environ):
        raise StoreFault("wrong-key", "De sleutel past niet op {path}.", "Zet de juiste terug.", path=path)

    monkeypatch.setattr("assistant.store.peek.open_conversations", fail)
    found = store_place(Embedded(path), {})
    assert found.note is not None
    assert found.advice is not None
    assert (found.note.text, found.advice.text) == ("De sleutel past niet op {path}.", "Zet de juiste terug.")


def test_an_older_store_is_fine(tmp_path, monkeypatch):
    from assistant.store.peek import NotPeekable

    path = tmp_path / "proef.db"
    path.write_bytes(b"x" * 100)

    def older(location, environ):
        raise NotPeekable(str(location))

    monkeypatch.setattr("assistant.store.peek.open_conversations", older)
    assert store_place(Embedded(path), {}).state is State.OK


def test_a_server_is_not_asked_and_its_password_not_shown():
    found = store_place(Server("postgresql+psycopg://an:geheim@nergens.invalid/proef"), {})
    assert found.state is State.UNKNOWN
    assert "geheim" not in str(found.note)


def test_a_check_without_traces_for_a_system_cannot_tell():
    check = MachineCheck(title="x", blocking=True, when_missing="m", when_unknown="u", source="G1")
    assert traced("reader", check, machine()).state is State.UNKNOWN
