"""Who gets a letter, and what stands in it: only their own steps, in order, with what they need and who comes around."""

import copy
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings

from assistant.checks.readiness import Filters, readiness
from assistant.checks.repair import repair
from assistant.conversation.turn import plain
from assistant.reports.letters.cast import Cast
from assistant.reports.letters.duty import Actor, Agenda, Duty, merged
from assistant.reports.letters.gather import letters_of_enterprise
from assistant.reports.letters.letter import Letter, Others
from assistant.reports.letters.obstacles import next_steps
from tests.conversation.talking import TO_THE_PORTAL, desk_in_memory
from tests.reports.letters.scene import (
    AN,
    BO,
    CAS,
    NOW,
    NUMBER,
    SARA,
    TOM,
    WIM,
    addressed,
    from_nothing,
    letter_for,
    letters,
    letters_now,
    manager,
    store_of,
    transcript,
    tree,
)  # fmt: skip
from tests.store.trees import ME, trees
from tests.transcripts.transcript import conversation_of, play


def titles(letter: Letter) -> list[str]:
    return [plain(task.title) for task in letter.tasks]


def bring(letter: Letter) -> str:
    return " ".join(plain(thing.text) for thing in letter.bring)


def test_each_person_gets_one_letter_in_the_order_of_the_plan() -> None:
    found = addressed(tree())
    assert [one.actor.person for one in found] == [TOM, SARA]
    assert [one.letter.recipient.roles for one in found] == [("TB",), ("SB",)]


def test_a_letter_holds_only_the_steps_of_its_reader() -> None:
    tb, sb = letters(tree())
    assert titles(tb) == [f"De toepassing aanvinken: Heracles, {ME}"]
    assert [title.partition(":")[0] for title in titles(sb)] == [
        "De site maken",
        "De gebruiker toevoegen",
        "De functie geven",
    ]


def test_what_others_do_stands_around_it() -> None:
    tb, sb = letters(tree())
    [after] = [part for part in tb.parts if isinstance(part, Others)]
    [before] = [part for part in sb.parts if isinstance(part, Others)]
    assert (after.title, before.title) == ("Na u", "Vóór u")
    assert plain(after.lines[0]).startswith("Sara Voorbeeld, de subafdelingsbeheerder (SB): De site maken: Campus Zuid")
    assert plain(before.lines[0]).startswith("Tom Voorbeeld, de toegangsbeheerder (TB): De toepassing aanvinken")


def test_one_person_in_two_roles_gets_one_letter() -> None:
    [letter] = letters(from_nothing())
    assert letter.recipient.roles == ("WV", "HTB")
    assert letter.recipient.name == "Wim Voorbeeld"


def test_the_nearest_manager_does_a_step() -> None:
    """The HTB may do all of it, but whoever was appointed to a place manages it (rulebook T2)."""
    cast = Cast(tree())
    everyone = ("HTB", "co-HTB", "TB", "co-TB", "SB")
    by = {"role": "HTB", "person": AN}
    assert cast.of_step(by, everyone, {"capacity": ME, "unit": "90005/90001"}) == Actor(
        "SB", SARA, "Sara Voorbeeld", "sara@voorbeeld.be"
    )
    assert cast.of_step(by, everyone, {"capacity": ME, "unit": "90009"}).person == TOM
    assert cast.of_step(by, ("HTB", "co-HTB"), {"capacity": ME}).person == AN
    assert cast.of_step({"role": "WV", "person": None}, ("WV",), {}).person == WIM


def test_a_manager_who_is_blocked_or_gone_gets_no_letter() -> None:
    without = tree()
    without["capacities"][0]["subdivisions"][0]["managers"][0]["status"] = "blocked"
    assert [one.actor.person for one in addressed(without)] == [TOM]


def test_steps_that_go_the_same_way_are_told_once() -> None:
    sb = letter_for("SB", tree())
    added = sb.tasks[1]
    assert [plain(one).partition(" · ")[0] for one in added.again] == [
        "Cas Voorbeeld, Campus Noord (90001)", "Cas Voorbeeld, Campus Zuid (90002)",
    ]  # fmt: skip
    assert all("cas@voorbeeld.be" in plain(one) for one in added.again)


def test_two_people_born_on_one_day_are_told_apart() -> None:
    """A masked number shows no more than a day of birth, so it is told again for everyone."""
    twins = tree()
    twin = next(person for person in twins["people"] if person["insz"] == CAS)
    other = "430127" + "999"
    insz = other + f"{97 - int(other) % 97:02d}"
    assert insz[:6] == CAS[:6]
    twins["people"].append({**twin, "insz": insz, "first_name": "Cis"})
    twins["expected"].append(
        {"person": insz, "application": "Heracles", "capacity": ME, "unit": "90005/90001", "function": "laborant"}
    )
    twins["external"]["heracles_roles"].append(insz)
    again = [plain(one) for one in letter_for("SB", twins).tasks[1].again]
    assert sum("43.01.27-***.**" in line for line in again) == len(again)


def test_a_way_is_told_once_and_then_named() -> None:
    sb = letter_for("SB", tree())
    assert sb.tasks[0].address == "https://www.csam.be/nl/beheer-toegangsbeheerders.html"
    assert [task.address for task in sb.tasks[1:]] == ["", ""]
    assert plain(sb.tasks[2].place[0]) == "Ga naar de gebruikers van de site, zoals in stap 2."


def test_what_to_bring_fits_the_role_and_the_steps() -> None:
    tb, sb = letters(tree())
    [wv] = letters(from_nothing())
    assert "HCO-nummer" not in bring(tb)
    assert "HCO-nummer" in bring(sb)
    assert "KBO" not in bring(sb)
    assert "KBO" in bring(wv)
    assert "itsme" not in bring(wv)  # the WV needs the card itself


def test_what_is_left_outside_stands_in_one_letter() -> None:
    tb, sb = letters(tree())
    assert [plain(line) for line in tb.outside] == [
        "Centrum voor Kankeropsporing (CvKO): Geef het rijksregisternummer van de hoofdradioloog door aan het CvKO, "
        "op de website of met een mail."
    ]
    assert sb.outside == ()


def test_the_same_outside_for_several_people_is_told_once() -> None:
    waiting = tree()
    waiting["external"] = {"head_radiologist_reported": True, "heracles_roles": []}
    told = [plain(line) for letter in letters(waiting) for line in letter.outside]
    assert [line for line in told if "(Bo Voorbeeld, Cas Voorbeeld)" in line] == told


def test_a_function_that_begins_later_is_remembered() -> None:
    ahead = tree()
    day = (NOW + timedelta(days=8)).date()
    capacity = ahead["capacities"][0]
    capacity["applications"] = ["Heracles", "eHealthBox"]
    capacity["subdivisions"][0]["sites"][0]["users"] = [
        {
            "person": BO, "username": "bovoorbeeld", "email": "bo@voorbeeld.be", "status": "Actief",
            "applications": ["Heracles", "eHealthBox"], "changed_at": "2026-11-01T09:00:00+01:00",
            "functions": [
                {"function": "radioloog", "start": day.isoformat(), "end": None, "changed_at": "2026-11-01T09:00:00+01:00"}
            ],
        }
    ]  # fmt: skip
    ahead["expected"] = ahead["expected"][:1]
    ahead["planned_units"] = []
    ahead["external"] = {"head_radiologist_reported": True, "heracles_roles": [BO]}
    [letter] = letters(ahead)
    assert letter.tasks == ()
    assert letter.recipient.roles == ("HTB",)
    [wait] = letter.waits
    assert (wait.at, wait.title) == (day, "radioloog: vandaag begint de functie van Bo Voorbeeld")


def test_a_function_that_is_handed_on_brings_its_day_along() -> None:
    played = transcript("mammografie/transcripts/een-eenheid")
    last = next(at for at, answer in enumerate(played.answers) if answer.get("step") == "functie.geven")
    given = {"functie.start": "01-12-2026", "functie.geven": {"outcome": "other", "who": "TB"}}
    answers = [{**one, "answer": given.get(one["step"], one["answer"])} for one in played.answers[: last + 1]]
    with played.store() as store:
        conversation = conversation_of(played, store)
        for _ in play(replace(played, answers=answers), conversation):
            pass
        [letter] = [one for one in letters_now(conversation, store, played.now) if one.waits]
    assert {(wait.at, wait.title.partition(":")[0]) for wait in letter.waits} == {
        (date(2026, 12, 1), "administratief medewerker"),  # handed on
        (date(2026, 12, 1), "hoofdradioloog"),  # asked now
    }


def test_nobody_gets_a_letter_when_nothing_is_to_be_done() -> None:
    ready = tree()
    ready["expected"] = []
    ready["planned_units"] = []
    assert letters(ready) == ()


def test_what_is_known_of_a_planned_unit_is_filled_in() -> None:
    planned = tree()
    planned["expected"] = []
    [letter] = letters(planned)
    [task] = letter.tasks
    clicks = "\n".join(map(plain, task.clicks))
    assert "Vul het e-mailadres zuid@voorbeeld.be in." in clicks
    assert plain(task.title) == "De site maken: Campus Zuid (90002)"
    del planned["planned_units"][0]["email"]
    [letter] = letters(planned)
    clicks = "\n".join(map(plain, letter.tasks[0].clicks))
    assert "Vul het e-mailadres dat erbij hoort in." in clicks, "what nobody knows leaves no gap"


def test_the_type_of_a_planned_unit_is_the_planned_one() -> None:
    row = {"enterprise": NUMBER, "application": "BelRAI", "capacity": "eHealth Gezondheidszorg"}
    row["next"] = {"action": "subdivision.add", "who_may": ["HTB"], "unit": "90007"}
    unit = {
        "capacity": row["capacity"],
        "unit": "90007",
        "name": "Thuis",
        "type": "Thuiszorg",
        "email": "thuis@voorbeeld.be",
    }
    elsewhere = {**unit, "unit": "90008", "type": "Gezondheidszorg", "email": "x@voorbeeld.be", "name": "X"}
    [step] = next_steps([row], [], [elsewhere, unit])
    about = step["action"]["data"]
    assert (about["type"], about["name"], about["email"]) == ("Thuiszorg", "Thuis", "thuis@voorbeeld.be")
    assert not {"type", "name", "email"} & set(next_steps([row], [])[0]["action"]["data"])


def test_what_holds_up_though_it_denies_nobody_is_asked_of_whoever_may() -> None:
    """Nobody is expected, so a plan has nothing to mend: a site was planned, or the HTB is gone."""
    held_up = tree()
    held_up["expected"] = []
    [letter] = letters(held_up)
    assert (letter.recipient.name, [plain(task.title) for task in letter.tasks]) == (
        "Sara Voorbeeld",
        ["De site maken: Campus Zuid (90002)"],
    )
    held_up["managers"] = []
    [letter] = letters(held_up)
    assert (letter.recipient.name, [plain(task.title) for task in letter.tasks]) == (
        "Wim Voorbeeld",
        ["De hoofdtoegangsbeheerder aanstellen"],
    )


def test_the_hours_of_a_contact_are_told_in_words() -> None:
    [eranova] = [one for one in letter_for("SB", tree()).help if "Eranova" in one.name]
    assert eranova.hours == "maandag tot vrijdag van 7.00 tot 20.00 uur, niet op feestdagen"


def test_what_waits_in_a_conversation_is_among_the_letters_of_the_enterprise() -> None:
    with desk_in_memory() as desk:
        desk.begin("eenheid", *TO_THE_PORTAL[:3], {"outcome": "other", "who": "WV"})
        with desk.store.reading() as tx:
            [wv] = [one.letter for one in letters_of_enterprise(tx, NUMBER, language="nl", at=NOW)]
    assert wv.recipient.roles == ("WV",)
    assert titles(wv) == ["Stel 90.01.01-***.** aan."]


def test_a_step_of_a_conversation_takes_the_place_of_the_same_one_in_the_plan() -> None:
    def duty(title: str, *actions: dict[str, str]) -> Duty:
        return Duty(Actor("TB"), title, (), (), (), step=title, actions=actions)

    site = {"action": "site.add", "capacity": ME, "unit": "90005/90001"}
    user = {"action": "user.register", "capacity": ME, "unit": "90005/90001", "person": BO}
    planned = Agenda((duty("plan: site", site), duty("plan: user", user)), applications=("Heracles",))
    told = Agenda((duty("talk: card"), duty("talk: user", user)))
    assert [one.step for one in merged(told, planned).duties] == ["talk: card", "plan: site", "talk: user"]
    assert merged(told, planned).applications == ("Heracles",)


def test_a_reader_is_written_to_in_a_language_that_is_spoken_here() -> None:
    abroad = tree()
    for person in abroad["people"]:
        person["language"] = "fr"
    assert {letter.language for letter in letters(abroad)} == {"nl"}


def test_a_co_manager_is_named_where_the_reader_cannot() -> None:
    with_co = copy.deepcopy(tree())
    with_co["capacities"][0]["managers"].append(manager("co-TB", BO))
    notes = " ".join(plain(note) for note in letter_for("TB", with_co).notes)
    assert "een co-toegangsbeheerder (co-TB)" in notes


def test_a_name_that_was_typed_finds_its_person() -> None:
    cast = Cast(tree())
    assert cast.called("", "tom  VOORBEELD", "").person == TOM
    assert cast.called("", "Tom Ander", "t@voorbeeld.be") == Actor("", "", "Tom Ander", "t@voorbeeld.be")
    assert cast.role_of(TOM, ("HTB", "TB")) == "TB"


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees())
def test_every_step_of_a_plan_is_in_one_letter(document: dict) -> None:
    number = document["enterprise"]["number"]
    with store_of(document) as store, store.reading() as tx:
        steps = repair(tx, number, at=NOW)["steps"]
        rows = readiness(tx, NOW, Filters(enterprise=number)).rows()
        steps += next_steps(rows, [step["action"] for step in steps])
        found = letters_of_enterprise(tx, number, language="nl", at=NOW)
    tasks = [task for one in found for task in one.letter.tasks]
    assert sum(1 + len(task.again) for task in tasks) == len(steps)
    readers = [(one.actor.person or (one.actor.role, one.actor.name)) for one in found]
    assert len(set(readers)) == len(readers)
    for one in found:
        assert [task.number for task in one.letter.tasks] == list(range(1, len(one.letter.tasks) + 1))


def test_the_store_is_only_read() -> None:
    with store_of(tree()) as store, store.reading() as tx:
        letters_of_enterprise(tx, NUMBER, language="nl", at=NOW)
        assert not tx.dirty and not tx.new
