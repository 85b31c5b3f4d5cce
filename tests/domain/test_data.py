"""The tables of `data/` fit together: whatever one names, the other has; texts hold no stray words of the portal."""

import re
from collections.abc import Iterator
from typing import Annotated, get_args, get_origin, get_type_hints

import msgspec
import pytest

from assistant.domain.action_kinds import FieldKind, action_kinds
from assistant.domain.catalogue import catalogue
from assistant.domain.contacts import contact, contacts
from assistant.domain.labels import label, labels
from assistant.domain.lexicon import lexicon, term, term_for
from assistant.domain.list_columns import list_columns
from assistant.domain.machine_checks import machine_checks
from assistant.domain.places import data_folder
from assistant.domain.portal_steps import CLICK_FACTS, portal_step, portal_steps
from assistant.domain.prerequisites import prerequisites
from assistant.domain.questions import questions
from assistant.domain.reminders import REMINDER_FACTS, reminders
from assistant.domain.rights import rights
from assistant.domain.rules import rules
from assistant.domain.screens_moved import screens_moved
from assistant.domain.symptoms import MESSAGE_FACTS, symptom, symptoms
from assistant.domain.troubleshooting import troubleshooting
from assistant.domain.vocabulary import Level
from assistant.domain.ways import way, ways, whole_way
from assistant.domain.wishes import wishes

TABLES = {
    "capacities.yaml": lambda: catalogue().capacities,
    "applications.yaml": lambda: (*catalogue().applications, *catalogue().tick_boxes),
    "functions.yaml": lambda: catalogue().functions,
    "rights.yaml": lambda: rights().rights,
    "actions.yaml": lambda: tuple(action_kinds().values()),
    "list_columns.yaml": lambda: tuple(list_columns().values()),
    "labels.yaml": lambda: tuple(labels().values()),
    "places.yaml": lambda: tuple(ways().values()),
    "contacts.yaml": lambda: tuple(contacts().values()),
    "lexicon.yaml": lambda: tuple(lexicon().values()),
    "symptoms.yaml": lambda: tuple(symptoms().values()),
    "prerequisites.yaml": prerequisites,
    "screens_moved.yaml": lambda: tuple(screens_moved().values()),
    "rules.yaml": lambda: tuple(rules().values()),
    "reminders.yaml": reminders,
    "machine_checks.yaml": lambda: tuple(machine_checks().values()),
    "questions.yaml": lambda: tuple(questions().values()),
    "portal_steps.yaml": portal_steps,
    "wishes.yaml": lambda: tuple(wishes().values()),
    "troubleshooting.yaml": lambda: (*troubleshooting().causes.values(), *troubleshooting().all_questions),
}
SOURCE = re.compile(r"(G[0-4]|rulebook|interface)\b")
RULEBOOK_CODES = """
htb.missing htb.not-eligible htb.unwilling htb.already-self wv.not-in-kbo exception.refused enterprise.data-wrong
capacity.not-activated capacity.refused app.capacity-open step.unconfirmed relogin.required subdivision.missing
site.missing facility.not-in-list subdivision.blocked unit.no-hco app.missing-on-capacity app.missing-on-subdivision
app.missing-on-site app.missing-on-user user.missing user.wrong-level user.missing-on-site user.blocked user.no-email
username.taken manager.not-a-user manager.no-other-role manager.blocked function.missing function.wrong-level
function.not-yet function.expired function.does-not-open function.without-right order.users-before-sites
change.pending external.head-radiologist external.heracles-role signin.wrong-organisation signin.wrong-profile
""".split()  # noqa: SIM905
NEVER_BLOCKING = """
htb.missing htb.not-eligible order.users-before-sites user.no-email unit.no-hco relogin.required
function.without-right change.pending
""".split()  # noqa: SIM905


def texts(row: object) -> Iterator[str]:
    """Every Dutch text of a row, its parts included."""
    if isinstance(row, msgspec.Struct):
        for name, kind in get_type_hints(type(row), include_extras=True).items():
            value = getattr(row, name)
            if _is_words(kind):
                yield from value if isinstance(value, tuple) else (value,)
            else:
                yield from texts(value)
    elif isinstance(row, (tuple, list)):
        for part in row:
            yield from texts(part)


def _is_words(kind: object) -> bool:
    if get_origin(kind) is Annotated:
        return any((getattr(meta, "extra", None) or {}).get("translate") for meta in get_args(kind)[1:])
    return get_origin(kind) is tuple and any(_is_words(inner) for inner in get_args(kind))


def test_every_file_of_data_is_read_here():
    of_the_conversation = {"phrases.yaml", "everyday_words.yaml", "asked.yaml"}
    assert {path.name for path in data_folder().glob("*.yaml")} - of_the_conversation == set(TABLES)


@pytest.mark.parametrize("file", TABLES)
def test_every_row_names_its_source(file):
    assert TABLES[file]()
    for row in TABLES[file]():
        assert SOURCE.match(row.source), row


@pytest.mark.parametrize("file", TABLES)
def test_texts_are_whole_and_quote_labels_by_their_key(file):
    quoted = {one.text for one in labels().values()}
    for row in TABLES[file]():
        for text in filter(None, texts(row)):
            assert text == " ".join(text.split()), text
            for key in re.findall(r"\{label\.([^}]*)\}", text):
                label(key)
            for words in re.findall(r"'([^']{3,60})'", text):
                assert words not in quoted, f"quote {words!r} as a label in: {text}"


def test_letters_ask_for_what_exists():
    for prerequisite in prerequisites():
        for one in prerequisite.bring:
            assert set(one.actions) <= set(action_kinds()), one
    assert {one.id for one in prerequisites() if not one.bring} == {"P11"}


def test_reminders_count_from_a_step_or_name_the_day_of_an_action():
    for one in reminders():
        assert bool(one.steps) == bool(one.after_hours or one.after_days), one
        assert bool(one.actions) == bool(one.on), one
        assert one.steps or one.actions
        for action in one.actions:
            assert action_kinds()[action].data[one.on].kind is FieldKind.DATE
        for key in one.contacts:
            contact(key)
        assert set(re.findall(r"{(\w+)}", one.title + one.text)) <= (REMINDER_FACTS if one.actions else set())


def test_ways_name_contacts_who_can_be_reached():
    for one in ways().values():
        if one.contact:
            assert contact(one.contact).telephones or contact(one.contact).emails


def test_labels_are_used_by_the_texts():
    assert list(texts(symptom("step.unconfirmed")))
    assert label("confirm") == "Bevestigen"
    with pytest.raises(KeyError):
        label("no-such-label")


def test_applications_name_what_exists():
    c = catalogue()
    for one in (*c.applications, *c.tick_boxes):
        for capacity in filter(None, (one.capacity, *one.capacities_seen)):
            assert c.capacity(capacity).label == capacity
        for function in (*one.functions, *one.neutral_functions):
            assert c.function(function).label == function
        for companion in one.companions:
            assert c.application(companion.application).name == companion.application
            assert set(companion.doctor_functions) <= set(one.functions)
        for outside in one.outside:
            symptom(outside.code)
            contact(outside.who)
        if one.contact:
            contact(one.contact)
        if one.sign_in:
            assert one.sign_in.address.removeprefix("https://") in way(one.sign_in.way).address


def test_functions_and_capacities_name_what_exists():
    for function in catalogue().functions:
        for name in function.named_for:
            assert catalogue().application(name).name == name
    for capacity in catalogue().capacities:
        for key in filter(None, (capacity.profile_to_activate, capacity.profile_to_manage)):
            label(key)
        for relogin in capacity.relogins:
            assert action_kinds()[relogin.after].makes or relogin.after == "capacity.activate"
            assert relogin.before in action_kinds()


def test_rights_name_capacities_that_exist():
    for right in rights().rights:
        for exception in right.exceptions:
            assert catalogue().capacity(exception.capacity).label == exception.capacity


def test_actions_undo_each_other():
    for kind in action_kinds().values():
        if kind.inverse:
            assert kind.inverse in action_kinds()
    for one, other in [
        ("site.add", "site.delete"),
        ("user.register", "user.delete"),
        ("application.tick", "application.untick"),
        ("function.give", "function.end"),
        ("user.block", "user.unblock"),
        ("cotb.add", "cotb.remove"),
        ("cohtb.block", "cohtb.unblock"),
    ]:
        assert action_kinds()[one].inverse == other
        assert action_kinds()[other].inverse == one


def test_a_registration_and_a_function_take_effect_later():
    delayed = {name for name, kind in action_kinds().items() if kind.delayed}
    assert delayed == {
        *(name for name in action_kinds() if name.startswith(("user.", "function."))),
        "application.tick",
        "application.untick",
    }


def test_every_kind_of_field_is_used():
    assert {field.kind for kind in action_kinds().values() for field in kind.data.values()} == set(FieldKind)


def test_symptoms_are_those_of_the_rulebook():
    assert list(symptoms()) == RULEBOOK_CODES
    assert [code for code, one in symptoms().items() if not one.may_block] == [
        code for code in RULEBOOK_CODES if code in NEVER_BLOCKING
    ]


@pytest.mark.parametrize("code", RULEBOOK_CODES)
def test_each_symptom_fits_the_other_tables(code):
    one = symptom(code)
    for action in (*one.actions, *one.cleared_by):
        assert action in action_kinds()
    for key in one.contacts:
        contact(key)
    for key in one.screen:
        label(key)
    assert set(re.findall(r"\{([^}]*)\}", one.message)) <= MESSAGE_FACTS
    assert one.observable == bool(one.cleared_by)
    assert one.actions or one.contacts or code in ("function.not-yet", "change.pending", "signin.wrong-organisation")


def test_ways_start_at_an_address_and_end_where_asked():
    for key in ways():
        legs = whole_way(key)
        assert legs[-1] is way(key)
        assert legs[0].address or key == "cobrha-viewer"
        assert all(leg.after for leg in legs[1:])


def test_portal_steps_name_what_exists():
    for step in portal_steps():
        assert step.action in action_kinds()
        assert all(catalogue().capacity(label).label == label for label in step.capacities)
        assert step.way is None or way(step.way)
        for click in step.clicks:
            names = {name for name in re.findall(r"\{([^}]*)\}", click) if not name.startswith("label.")}
            assert names <= CLICK_FACTS, click


def test_a_tick_is_found_at_the_user_or_on_the_unit():
    assert portal_step("application.tick", None, Level.SITE, at_user=True).way == "site-users"
    assert portal_step("application.tick", None, Level.SITE, at_user=False).way == "site-tab"
    assert portal_step("function.give", None, Level.SITE, at_user=True).way == "site-functions"
    assert portal_step("tb.replace", None, Level.CAPACITY, at_user=True) is None


def test_prerequisites_and_moved_screens_name_what_exists():
    assert [one.id for one in prerequisites()] == [f"P{n}" for n in range(1, 12)]
    for one in (*prerequisites(), *screens_moved().values(), *questions().values()):
        for key in one.contacts:
            contact(key)
        for key in one.ways:
            way(key)


def test_terms_lead_to_each_other():
    for key, one in lexicon().items():
        for other in one.see:
            assert term(other) is not one, key
    assert term_for("vto") is term("htb")
    assert term_for("Lokale beheerder") is term("tb")
    assert term_for("nergens") is None


def test_no_spelling_of_a_term_is_lost():
    for key, one in lexicon().items():
        for spelling in one.spellings:
            assert term_for(spelling) is one, f"{spelling} stands under {key} and elsewhere"
