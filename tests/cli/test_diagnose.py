"""`diagnose`, `repair` and `find` as whole programs: their JSON is the promised one, their exit codes say what was found."""

import json
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.checks.clinic import BO, CAS, NUMBER, SITE, Clinic
from tests.cli.conftest import Run
from tests.store.trees import ME

DOTTED = "0123.456.749"
NOW = "2026-11-22T10:00:00+01:00"
AN = "90010199992"


def ask(run: Run, *arguments: str, now: str = NOW):
    return run(*arguments, "--now", now)


@pytest.fixture
def clinic() -> Clinic:
    """Bo, a radiologist, reaches Heracles on Campus A."""
    return Clinic()


@pytest.fixture
def put(run: Run):
    """Import a clinic's tree at a moment."""

    def put(clinic: Clinic, at: str = NOW) -> None:
        done = run("tree", "import", "-", "--now", at, given=json.dumps(clinic.tree))
        assert done.returncode == 0, done.stderr

    return put


def document(done) -> dict:
    assert done.stderr == ""
    return json.loads(done.stdout)


def do(run: Run, at: str, **action) -> None:
    request = {
        "as": {"role": "TB", "person": AN},
        "enterprise": NUMBER,
        "capacity": ME,
        "unit": SITE,
        "person": BO,
        **action,
    }
    done = run("do", "-", "--now", at, given=json.dumps(request))
    assert done.returncode == 0, done.stdout


# --- diagnose


def test_where_nothing_is_wrong(run, put, clinic):
    put(clinic)
    done = ask(run, "diagnose", "--enterprise", DOTTED, "--json")
    assert done.returncode == 0
    found = document(done)
    assert (found["format"], found["enterprise"], found["at"]) == ("diagnosis/1", NUMBER, NOW)
    assert [(one["person"], one["verdict"]) for one in found["decisions"]] == [(BO, "allowed")]
    assert found["findings"] == []


def test_a_finding_has_all_that_is_promised(run, put, clinic):
    clinic.site["applications"].remove("Heracles")
    put(clinic)
    done = ask(run, "diagnose", "--enterprise", NUMBER, "--person", BO, "--application", "HERACLES", "--json")
    assert done.returncode == 1
    (finding,) = document(done)["findings"]
    promised = "code severity capacity unit person application message evidence remedy who_may source"
    assert set(finding) >= set(promised.split())
    assert (finding["code"], finding["severity"], finding["unit"]) == ("app.missing-on-site", "blocking", SITE)


def test_a_warning_is_no_reason_for_exit_code_one(run, put, clinic):
    clinic.tree["external"]["head_radiologist_reported"] = None
    put(clinic)
    done = ask(run, "diagnose", "--enterprise", NUMBER)
    assert done.returncode == 0
    assert "? niet zeker" in done.stdout
    assert "✗" not in done.stdout


def test_prose_masks_numbers_and_json_does_not(run, put, clinic):
    clinic.user["status"] = "Geblokkeerd"
    put(clinic)
    prose = (
        ask(run, "diagnose", "--enterprise", NUMBER, "--person", BO).stdout
        + ask(run, "repair", "--enterprise", NUMBER).stdout
    )
    assert BO not in prose.replace(".", "").replace("-", "")
    assert BO in ask(run, "diagnose", "--enterprise", NUMBER, "--json").stdout


def test_near_misses_come_first(run, put, clinic):
    clinic.add_person(CAS)
    clinic.expect(CAS)
    clinic.user["functions"].clear()
    clinic.site["users"].append({**clinic.user, "person": CAS, "username": None, "applications": [], "functions": []})
    put(clinic)
    lines = ask(run, "diagnose", "--enterprise", NUMBER).stdout.splitlines()
    first = next(line for line in lines if line.startswith("  ✗ [1]"))
    assert "Bo Proefman" in first


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["diagnose"], "--enterprise NUMMER ontbreekt"),
        (["diagnose", "--enterprise", "0123"], "--enterprise"),
        (["diagnose", "--enterprise", "0199.999.9"], "--enterprise"),
        (["diagnose", "--enterprise", NUMBER, "--person", "123"], "--person INSZ"),
        (["diagnose", "--enterprise", NUMBER, "--application", "Heraclus"], "Bedoelt u Heracles?"),
        (["diagnose", "--enterprise", NUMBER, "--as-of", "ooit"], "--as-of"),
        (["diagnose", "--enterprise", NUMBER, "--answer", "text", "--ticket"], "niet allebei"),
        (["diagnose", "--enterprise", NUMBER, "--out", "x"], "--out hoort bij"),
        (["diagnose", "--enterprise", NUMBER, "--ticket", "--as-of", "maandag"], "laat --as-of weg"),
        (["repair", "--enterprise", NUMBER, "--as", "TB"], "ROL:INSZ"),
        (["repair", "--enterprise", NUMBER, "--as", f"BAAS:{AN}"], "De rollen zijn"),
        (["repair", "--enterprise", NUMBER, "--as", "TB:12"], "--as"),
        (["repair", "--enterprise", NUMBER, "--undo", "--apply"], "--undo"),
        (["repair", "--enterprise", NUMBER, "--undo"], "geen herstelplan"),
        (["find"], "TEKST ontbreekt"),
        (["find", "TW-00000-Q4H-7W"], "klopt niet"),
    ],
)
def test_bad_input_is_told_in_one_line(run, put, clinic, arguments, says):
    put(clinic)
    done = ask(run, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [["diagnose"], ["repair"], ["repair", "--apply"], ["repair", "--undo"]])
def test_an_enterprise_that_is_not_there(run, put, clinic, command):
    put(clinic)
    done = ask(run, *command, "--enterprise", "0119.000.093")
    assert (done.returncode, done.stdout) == (2, "")
    assert "0119.000.093 staat niet in de opslag" in done.stderr


@pytest.mark.parametrize(
    "command", [["diagnose", "--enterprise", NUMBER], ["repair", "--enterprise", NUMBER], ["find", "an"]]
)
def test_no_store_is_exit_code_three_and_makes_none(run, store, command):
    done = ask(run, *command)
    assert done.returncode == 3
    assert not store.exists()


# --- since when


def test_it_worked_on_monday(run, put, clinic):
    put(clinic, "2026-11-10T10:00:00+01:00")
    data = {"function": "radioloog", "end": "2026-11-18"}
    do(run, "2026-11-18T14:02:00+01:00", action="function.end", data=data)
    do(run, "2026-11-19T09:00:00+01:00", action="user.edit", data={"language": "fr"})
    found = document(ask(run, "diagnose", "--enterprise", NUMBER, "--as-of", "2026-11-16T12:00:00+01:00", "--json"))
    assert (found["at"], found["decisions"][0]["verdict"]) == ("2026-11-16T12:00:00+01:00", "allowed")
    (turned,) = found["since"]["turned"]
    assert (turned["was"], turned["verdict"]) == ("allowed", "denied")
    prose = ask(run, "diagnose", "--enterprise", NUMBER, "--as-of", "maandag")
    assert prose.returncode == 0  # as it stood then
    assert "✓ toegang → ✗ geen toegang" in prose.stdout


def test_what_turned_a_verdict_is_named(run, put, clinic):
    put(clinic, "2026-11-10T10:00:00+01:00")
    do(run, "2026-11-18T14:02:00+01:00", action="user.block", data={})
    do(run, "2026-11-18T15:00:00+01:00", action="user.unblock", data={})
    do(run, "2026-11-19T11:30:00+01:00", action="user.block", data={})
    do(run, "2026-11-20T09:00:00+01:00", action="application.tick", data={"application": "CIRRO"})
    found = document(ask(run, "diagnose", "--enterprise", NUMBER, "--as-of", "2026-11-16T12:00:00+01:00", "--json"))
    (turned,) = found["since"]["turned"]
    assert (turned["by"]["at"], turned["by"]["action"]) == ("2026-11-19T11:30:00+01:00", "user.block")
    prose = ask(run, "diagnose", "--enterprise", NUMBER, "--as-of", "2026-11-16T12:00:00+01:00").stdout
    assert "Op 19-11-2026 om 11:30, door An Voorbeeld (TB): De gebruiker blokkeren: Bo Proefman" in prose


def test_what_time_did_is_told_so(run, put, clinic):
    clinic.function["end"] = "2026-11-18"
    put(clinic, "2026-11-10T10:00:00+01:00")
    found = document(ask(run, "diagnose", "--enterprise", NUMBER, "--as-of", "2026-11-16T12:00:00+01:00", "--json"))
    (turned,) = found["since"]["turned"]
    assert (turned["verdict"], turned["by"]) == ("denied", None)
    assert "de tijd deed het" in ask(run, "diagnose", "--enterprise", NUMBER, "--as-of", "2026-11-16T12:00:00+01:00").stdout


def test_nothing_turned(run, put, clinic):
    put(clinic, "2026-11-10T10:00:00+01:00")
    assert "niets veranderd" in ask(run, "diagnose", "--enterprise", NUMBER, "--as-of", "2026-11-16T12:00:00+01:00").stdout


def test_before_it_was_in_the_store(run, put, clinic):
    put(clinic)
    done = ask(run, "diagnose", "--enterprise", NUMBER, "--as-of", "2026-01-01T12:00:00+01:00")
    assert done.returncode == 2
    assert "stond toen nog niet in de opslag" in done.stderr


# --- what goes out


def test_the_answer_as_a_mail(run, put, clinic, tmp_path: Path):
    clinic.user["status"] = "Geblokkeerd"
    put(clinic)
    out = tmp_path / "antwoord.eml"
    done = ask(run, "diagnose", "--enterprise", NUMBER, "--person", BO, "--answer", "eml", "--out", str(out))
    assert (done.returncode, done.stdout) == (1, f"{out}\n")
    mail = message_from_bytes(out.read_bytes(), policy=default)
    assert (mail["To"], mail["X-Unsent"], mail["Content-Language"]) == ("bo@voorbeeld.be", "1", "nl")
    text = mail.get_content()
    assert "Dag Bo Proefman," in text
    assert "geblokkeerd" in text
    assert BO not in text.replace(".", "").replace("-", "")


def test_the_ticket_masks_numbers_and_has_a_code_that_opens_again(run, put, clinic):
    clinic.user["functions"].clear()
    put(clinic)
    said = ask(run, "diagnose", "--enterprise", NUMBER, "--person", BO, "--ticket").stdout
    assert f"({BO[:2]}.{BO[2:4]}.{BO[4:6]}-***.**)" in said
    assert BO not in said.replace(".", "").replace("-", "")
    code = next(line for line in said.splitlines() if line.startswith("Hulpcode: ")).removeprefix("Hulpcode: ")
    opened = json.loads(ask(run, "find", code, "--json").stdout)
    assert opened["opens"] == {"step": None, "findings": ["function.missing"]}
    assert "De functie ontbreekt" in ask(run, "find", code.lower()).stdout


def test_an_answer_that_cannot_be_written(run, put, clinic, tmp_path):
    put(clinic)
    done = ask(run, "diagnose", "--enterprise", NUMBER, "--ticket", "--out", str(tmp_path / "nergens" / "x.txt"))
    assert done.returncode == 2
    assert "x.txt: kan hier niet gemaakt worden" in done.stderr


# --- repair


def test_a_plan_changes_nothing_until_it_is_applied(run, put, clinic):
    clinic.user["status"] = "Geblokkeerd"
    put(clinic)
    before = run("tree", "export", "--enterprise", NUMBER).stdout
    plan = document(ask(run, "repair", "--enterprise", NUMBER, "--json"))
    assert plan["format"] == "repair/1"
    assert [step["action"]["action"] for step in plan["steps"]] == ["user.unblock"]
    assert run("tree", "export", "--enterprise", NUMBER).stdout == before
    done = ask(run, "repair", "--enterprise", NUMBER, "--apply", "--json")
    assert (done.returncode, document(done)["applied"]["done"]) == (0, [1])
    assert ask(run, "diagnose", "--enterprise", NUMBER, now="2026-11-22T10:20:00+01:00").returncode == 0


def test_it_stops_before_a_choice_and_says_so(run, put, clinic):
    clinic.site["users"].clear()
    put(clinic)
    done = ask(run, "repair", "--enterprise", NUMBER, "--apply")
    assert done.returncode == 1
    assert "Uitgevoerd in de opslag: stap 1." in done.stdout
    assert "Gestopt voor stap 2: daar moet u eerst kiezen." in done.stdout
    tree = json.loads(run("tree", "export", "--enterprise", NUMBER).stdout)
    (user,) = tree["capacities"][0]["subdivisions"][0]["sites"][0]["users"]
    assert (user["person"], user["functions"]) == (BO, [])


def test_logging_in_again_is_recorded_on_the_way(run, put, clinic):
    clinic.tree["capacities"].clear()
    clinic.expected[0]["function"] = "radioloog"
    put(clinic)
    done = ask(run, "repair", "--enterprise", NUMBER, "--apply")
    assert done.returncode == 0, done.stdout
    assert ask(run, "diagnose", "--enterprise", NUMBER, now="2026-11-22T10:20:00+01:00").returncode == 0


def test_the_chosen_actor_does_what_he_may(run, put, clinic):
    clinic.user["status"] = "Geblokkeerd"
    put(clinic)
    plan = document(ask(run, "repair", "--enterprise", NUMBER, "--as", f"tb:{AN}", "--json"))
    assert plan["steps"][0]["by"] == {"role": "TB", "person": AN}


def test_a_chosen_actor_who_may_do_nothing_is_said_and_nobody_acts_in_his_place(run, put, clinic):
    clinic.user["status"] = "Geblokkeerd"
    put(clinic)
    plan = ask(run, "repair", "--enterprise", NUMBER, "--as", f"tb:{BO}")
    assert "geen enkele stap" in plan.stderr
    before = run("tree", "export", "--enterprise", NUMBER).stdout
    done = ask(run, "repair", "--enterprise", NUMBER, "--as", f"tb:{BO}", "--apply")
    assert (done.returncode, done.stdout) == (2, "")
    assert "geen enkele stap" in done.stderr
    assert run("tree", "export", "--enterprise", NUMBER).stdout == before


def test_what_only_others_can_mend_is_exit_code_one(run, put, clinic):
    clinic.tree["external"]["head_radiologist_reported"] = False
    put(clinic)
    done = ask(run, "repair", "--enterprise", NUMBER)
    assert done.returncode == 1
    assert "Buiten het portaal" in done.stdout


def test_a_plan_is_taken_back_whole(run, put, clinic):
    clinic.site["users"].clear()
    clinic.expected[0]["function"] = "radioloog"
    put(clinic)
    before = run("tree", "export", "--enterprise", NUMBER).stdout
    assert ask(run, "repair", "--enterprise", NUMBER, "--apply").returncode == 0
    assert run("tree", "export", "--enterprise", NUMBER).stdout != before
    done = ask(run, "repair", "--enterprise", NUMBER, "--undo")
    assert done.returncode == 0
    assert "draai terug met: de gebruiker verwijderen" in " ".join(done.stdout.split())
    assert run("tree", "export", "--enterprise", NUMBER).stdout == before
    again = ask(run, "repair", "--enterprise", NUMBER, "--undo")
    assert again.returncode == 2


def test_what_was_taken_back_is_told_as_that(run, put, clinic):
    clinic.user["status"] = "Geblokkeerd"
    put(clinic)
    at = "2026-11-22T{}:00:00+01:00"
    assert ask(run, "repair", "--enterprise", NUMBER, "--apply", now=at.format(11)).returncode == 0
    assert ask(run, "repair", "--enterprise", NUMBER, "--undo", now=at.format(13)).returncode == 0
    told = ask(run, "diagnose", "--enterprise", NUMBER, "--as-of", at.format(12), now=at.format(14)).stdout
    assert "werd teruggenomen: De gebruiker deblokkeren: Bo Proefman" in " ".join(told.split())
    assert "ingelezen" not in told
    found = document(ask(run, "diagnose", "--enterprise", NUMBER, "--as-of", at.format(12), "--json", now=at.format(14)))
    by = found["since"]["turned"][0]["by"]
    assert (by["action"], [one["action"] for one in by["request"]["taken_back"]]) == ("repair.undo", ["user.unblock"])


def test_another_way_is_named_shown_and_carried_out(run, put, clinic):
    clinic.expected[0]["unit"] = "90005/90009"
    clinic.user["status"] = "Geblokkeerd"
    put(clinic)
    plan = ask(run, "repair", "--enterprise", NUMBER).stdout
    assert "Werken deze mensen op Campus A (90005/90001)?" in " ".join(plan.split())
    done = ask(run, "repair", "--enterprise", NUMBER, "--alternative", "1", "--apply")
    assert done.returncode == 0
    assert "Alleen hier" in done.stdout
    assert "✗ geen toegang → ✓ toegang" in done.stdout
    found = document(ask(run, "diagnose", "--enterprise", NUMBER, "--json", now="2026-11-22T10:20:00+01:00"))
    assert [(one["unit"], one["verdict"]) for one in found["decisions"]] == [(SITE, "allowed")]
    none = ask(run, "repair", "--enterprise", NUMBER, "--alternative", "1")
    assert (none.returncode, "geen andere weg" in none.stderr) == (2, True)


def test_what_came_after_a_plan_is_never_wiped(run, put, clinic):
    clinic.user["status"] = "Geblokkeerd"
    put(clinic)
    ask(run, "repair", "--enterprise", NUMBER, "--apply")
    do(run, NOW, action="user.edit", data={"language": "fr"})
    before = run("tree", "export", "--enterprise", NUMBER).stdout
    done = ask(run, "repair", "--enterprise", NUMBER, "--undo", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert run("tree", "export", "--enterprise", NUMBER).stdout == before


# --- find


def test_finding_as_json_and_as_lines(run, put, clinic):
    put(clinic)
    found = document(ask(run, "find", "proefmen bo", "--json"))
    assert (found["format"], found["more"]) == ("find/1", False)
    assert (found["found"][0]["kind"], found["found"][0]["person"]) == ("person", BO)
    line = ask(run, "find", "proefman").stdout.splitlines()[0]
    assert line.startswith("persoon     Bo Proefman · ")
    assert BO not in line
    assert "Er zijn er meer" in ask(run, "find", "voorbeeld", "--limit", "1").stdout


def test_finding_nothing_is_no_fault(run, put, clinic):
    put(clinic)
    done = ask(run, "find", "qqqqqqq")
    assert (done.returncode, done.stdout.startswith("Niets gevonden")) == (0, True)


@pytest.mark.parametrize("typed", ["0123.456.748", "90.01.01-999.93", "0123456748"])
def test_a_number_that_cannot_be_is_said_to_be_mistyped(run, put, clinic, typed):
    put(clinic)
    done = ask(run, "find", typed)
    assert done.returncode == 0
    assert "twee cijfers passen niet" in done.stdout


def test_hostile_names_come_through_as_they_are(run, put, clinic):
    clinic.tree["people"][1]["surname"] = "[/] {x} %s"
    put(clinic)
    for command in (["find", "[/] {x} %s"], ["diagnose", "--enterprise", NUMBER], ["repair", "--enterprise", NUMBER]):
        done = ask(run, *command)
        assert done.stderr == ""
        assert done.returncode == 0
    assert "[/] {x} %s" in ask(run, "diagnose", "--enterprise", NUMBER).stdout
