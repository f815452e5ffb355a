"""No table, right or function escapes the wall: PostgreSQL's own catalogue, read as the owner."""

import pytest
from django.db import connections, transaction

from tests.walls import catalogue

pytestmark = pytest.mark.django_db

# By hand, so that a new right is a decision: S(elect), I(nsert), U(pdate), D(elete).
# Web first, then worker.
NOTHING = ("", "")
RIGHTS: dict[str, tuple[str, str]] = {
    "archive_delivery": (
        "S",
        "S I U(handed_over_at next_at receipt received_at refused_at tried_at tries trouble)",
    ),
    "archive_deposit": ("S", "S I"),
    "archive_depositfile": ("S", "S I"),
    "archive_package": ("S I", "S"),
    "book_book": ("S I U(count last_hash seal)", "S U(count last_hash seal)"),
    "book_content": ("S I", "S I"),
    "book_entry": ("S I", "S I"),
    "book_place": ("", "S I U"),
    "book_verification": ("S", "S I"),
    "consent_asked": ("S I", "S I"),
    "consent_birthday": ("S", "S I U(asks_owner goes on outcome reached_at told_at)"),
    "consent_closingwish": ("S I U(taken_back_at)", "S"),
    "consent_consent": (
        "S I U(activated_at asked_at asked_by_id end ended_at kept_out lapses_on leaving_on"
        " leaving_unit_id next_holder_id policy purpose scopes text text_hash)",
        "S I U(asked_at asked_by_id end ended_at policy text text_hash)",
    ),
    "consent_group": ("S I", "S I"),
    "consent_guardianreview": ("S I", "S"),
    "consent_keptout": ("S I D", "S I"),
    "consent_named": ("S I D", "S I"),
    "consent_oralconsent": ("S I", "S"),
    "consent_originaltext": ("S", "S"),
    "consent_reopening": ("S U(ended_at)", "S"),
    "consent_signature": ("S I", "S"),
    "consent_withdrawal": ("S I", "S"),
    "deletion_appeal": ("S I", ""),
    "deletion_decision": ("S I", "S"),
    "deletion_demand": ("S I", ""),
    "django_content_type": NOTHING,
    "django_migrations": NOTHING,
    "django_session": ("", "S D"),
    "guide_place": ("S I U(entry hidden number place)", "S"),
    "guide_text": ("S I", "S"),
    "identity_signedin": ("S I D U(seen_at)", "S D"),
    "identity_trainingaccount": ("S", "S"),
    "identity_tries": ("S I U D", "S D"),
    "identity_wayin": ("", "S I U(lapses_at token_hash)"),
    "identity_welcomed": ("S I", ""),
    "identity_youthaccount": ("", "S D U(sent_to token_hash token_until)"),
    "identity_youthcode": ("", "S D U(code_hash)"),
    "logs_absence": ("S I U(answer answered_at ended_at)", "S"),
    "logs_admission": ("S I U(ended_at until)", "S I U(ended_at)"),
    "logs_assignment": ("S", "S U(ended_at told_at)"),
    "logs_audience": ("S I U(people)", "S"),
    "logs_decision": ("S I U(decided_on decider reason recorded_at unit_id)", "S"),
    "logs_file": ("S I", "S"),
    "logs_closing": ("S I", "S I"),
    "logs_handover": (
        "S I U(answer answer_word answered_at)",
        "S I U(answer answer_word answered_at)",
    ),
    "logs_clearance": ("S I U(ended_at ended_by_id)", "S"),
    "logs_healthinsight": ("S I U(ended_at)", "S"),
    "logs_healthmark": ("S I U(ended_at ended_by_id)", "S"),
    "logs_inquiry": NOTHING,
    "logs_keeping": ("S I U(ended_at judged_at judged_by_id kept reason)", "S"),
    "logs_levelchange": ("S I", "S"),
    "logs_holderwish": ("S I", "S"),
    "logs_leg": ("S I U(ended_at is_contact tasks)", "S U(ended_at)"),
    "logs_log": (
        "S I U(closed_at description opened_at photo_id picture short_name)",
        "S U(closed_at)",
    ),
    "logs_preparation": ("S I", "S"),
    "logs_reading": ("S", ""),
    "logs_referral": ("S I", "S"),
    "logs_sharedcontact": ("S I D U(at email phone)", "S"),
    "logs_workplace": ("S", "S"),
    "meetings_agendaitem": ("S I U(order taken_in_at taken_out_at taken_out_by_id)", "S"),
    "meetings_answer": ("S I", "S"),
    "meetings_calendarfeed": ("S I D", ""),
    "meetings_cancelled": ("S I D", "S"),
    "meetings_impression": ("S I", ""),
    "meetings_invited": ("S I U(taken_out_at taken_out_by_id)", "S"),
    "meetings_meeting": ("S I", "S"),
    "meetings_meetingcall": ("S I", "S"),
    "meetings_decision": ("S I", "S"),
    "meetings_informing": ("S I", "S"),
    "meetings_remark": ("S I U(taken_out_at)", "S"),
    "meetings_reviewed": ("S I", "S"),
    "meetings_sitting": ("S I U(present read_at read_by_id voice_heard_at)", "S"),
    "meetings_task": ("S I U(done_at taken_out_at)", "S"),
    "messages_beginning": ("S I D U(changed_at entry text title)", "S"),
    "messages_message": ("S I", "S"),
    "messages_opened": ("S I", "S"),
    "municipality_area": ("S I D", "S"),
    "municipality_municipality": ("S", "S"),
    "municipality_policyversion": ("S I D U(preset settings)", "S"),
    "municipality_invitation": (
        "S I U(lapses_at taken_back_at token_hash)",
        "S U(token_hash)",
    ),
    "municipality_position": ("S I U(ended_at until)", "S"),
    "municipality_trained": ("S I D", "S"),
    "municipality_unit": ("S I U(ended_at kind name parent_id)", "S"),
    "notices_kept": ("S", "S I D U(address at calendar municipality_id name subject text)"),
    "notices_letter": ("", "S I D U(next_at sent_at tries)"),
    "notices_notice": ("", "S I D U(done_at letter_id)"),
    "notices_preference": ("S I U(at how way)", "S"),
    "overview_seen": ("S I U(at number)", ""),
    "people_contact": ("S I U(email interpreter phone)", "S"),
    "people_family": ("S I U(checked_at live_together)", "S U(checked_at live_together)"),
    "people_guardianship": (
        "S I U(checked_at fixed_residence responsibility)",
        "S I U(checked_at fixed_residence responsibility)",
    ),
    "people_lookup": ("I", "S I"),
    "people_nationalidentity": ("I", "S I"),
    "people_person": ("S I U(language)", "S I"),
    "plan_agreement": ("S I", "S"),
    "plan_comment": ("S I", "S"),
    "plan_evaluation": ("S I", "S"),
    "plan_goal": ("S I U", "S"),
    "plan_measure": ("S I U", "S"),
    "plan_rating": ("S I", "S"),
    "plan_responsible": ("S I D", "S"),
    "plan_understanding": ("S I U", "S"),
    "procrastinate_events": ("S I U", "S I U D"),
    "procrastinate_jobs": ("S I U", "S I U D"),
    "procrastinate_periodic_defers": ("S I U", "S I U D"),
    "procrastinate_workers": ("S I U", "S I U D"),
    "training_making": ("S", "S"),
    "unfinished_writing": ("S I D U(about_id at values)", ""),
    "voice_nexttalk": ("S I U(done_at)", "S"),
    "voice_participation": ("S I U", "S"),
    "voice_privatewords": ("S I D U(feeling text written_at)", ""),
    "voice_signinyes": ("S I U(ended_at)", ""),
    "voice_talk": ("S I", "S"),
    "voice_told": ("S I", "S"),
    "voice_toldto": ("S I U(heard_at)", ""),
}
# The live pages' login knows that entries are there, and nothing of what they say.
LIVE_RIGHTS = {"book_entry live SELECT (book_id number)"}
CALLED_BY_LIVE = {
    "live_own_alone(text)",
    "live_person(text)",
    "my_answers()",
    "my_drafts()",
    "my_hidden()",
    "my_logs()",
    "my_municipalities()",
    "my_readings()",
}
CALLED_BY_WEB = {
    "calendar_of(text)",
    "ask_who_looked(uuid,text,text)",
    "accept_invitation(text)",
    "allow_reopening(uuid,uuid,uuid,date)",
    "closed_logs_of(uuid,uuid[])",
    "find_closed_logs(uuid,text,text,text)",
    "deletion_demands(uuid)",
    "deliver_again(uuid)",
    "deliveries_of(uuid,boolean)",
    "demand_to_decide(uuid)",
    "demands_to_pass_on()",
    "pass_on_demand(uuid)",
    "interpreter_of(uuid,uuid)",
    "take_back_reopening(uuid)",
    "kept_out_before(uuid)",
    "letting_ask()",
    "my_questions()",
    "next_consent_version(uuid)",
    "discard_draft(uuid)",
    "end_session(text)",
    "end_signed_in_by(text)",
    "become_invited(text,text,uuid,text)",
    "outsider_behind(text)",
    "youth_account_named(text)",
    "youth_invited(text)",
    "choose_youth_account(text,text,text,text,text,text)",
    "confirm_youth_account(uuid,text)",
    "ask_youth_code(uuid)",
    "use_youth_code(uuid,text)",
    "use_youth_step(uuid,bigint)",
    "youth_secret(uuid)",
    "my_side(uuid)",
    "open_youth_account(uuid)",
    "send_youth_link(uuid,text,text,text)",
    "end_youth_account(uuid)",
    "youth_account_of(uuid)",
    "keep_session(text,text,timestamp with time zone,boolean)",
    "session_of(text)",
    "log_mark(uuid)",
    "log_mark_of(text,uuid,boolean)",
    "look_ups_of(uuid)",
    "in_the_way_of(uuid)",
    "i_head(uuid)",
    "invitation_behind(text)",
    "may_tell_family(uuid)",
    "inquiries_of(uuid)",
    "my_answers()",
    "i_hold(uuid)",
    "my_charges()",
    "my_drafts()",
    "my_family_logs()",
    "my_hidden()",
    "my_hidden_plan()",
    "my_hidden_things()",
    "my_hidden_messages()",
    "my_logs()",
    "my_municipalities()",
    "my_partial_logs()",
    "my_people()",
    "my_readings()",
    "my_unsent()",
    "my_staff_books()",
    "my_uncleared()",
    "my_hidden_staff()",
    "admission_holds(uuid)",
    "name_outsider(uuid,uuid,text,text,text,text,text)",
    "named_works(uuid,date)",
    "ways_in_of(uuid)",
    "renew_way_in(uuid,uuid,timestamp with time zone)",
    "meeting_impressions(uuid)",
    "arranges_meeting(uuid)",
    "conducts_meeting(uuid)",
    "calls_meetings(uuid)",
    "i_stand_in(uuid)",
    "my_units()",
    "my_led_units()",
    "assign_baton(uuid,uuid)",
    "numbers_of(uuid)",
    "measures_of_unit(uuid)",
    "entry_tells_place(uuid,integer)",
    "note_reading(uuid,text)",
    "my_young_wards()",
    "open_logs_of(uuid)",
    "operating_figures()",
    "overseen_logs(uuid)",
    "person_with_number(text)",
    "renew_person(uuid,text,text,text)",
    "sealed_number_of_owner(uuid)",
    "unattended_batons()",
    "waiting_batons()",
}


@pytest.fixture
def owner() -> catalogue.BaseDatabaseWrapper:
    return connections["owner"]


def expected() -> set[str]:
    words = {"S": "SELECT", "I": "INSERT", "U": "UPDATE", "D": "DELETE"}
    found = set()
    for table, rights in RIGHTS.items():
        for role, written in zip(("web", "worker"), rights, strict=True):
            whole, _, columns = written.partition("U(")
            found |= {f"{table} {role} {words[letter]}" for letter in whole.split()}
            if columns:
                found.add(f"{table} {role} UPDATE ({columns.removesuffix(')')})")
    return found


def test_every_table_is_behind_the_wall_or_on_the_list(
    owner: catalogue.BaseDatabaseWrapper,
) -> None:
    assert list(catalogue.unwalled(owner)) == []
    assert list(catalogue.open_tables_with_something_of_a_log(owner)) == []
    assert all(catalogue.OPEN.values())


def test_nothing_leads_around_the_wall(owner: catalogue.BaseDatabaseWrapper) -> None:
    assert list(catalogue.ways_around(owner)) == []


def test_the_runtime_logins_have_no_powers(owner: catalogue.BaseDatabaseWrapper) -> None:
    assert list(catalogue.powers(owner)) == []


def test_the_rights_are_those_written_here(owner: catalogue.BaseDatabaseWrapper) -> None:
    assert set(RIGHTS) == set(catalogue.tables(owner))
    assert catalogue.grants(owner) == expected() | LIVE_RIGHTS


def test_functions_with_the_owners_eyes_are_few_and_fixed(
    owner: catalogue.BaseDatabaseWrapper,
) -> None:
    assert list(catalogue.loose_functions(owner)) == []
    called = catalogue.ask(
        owner,
        "SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef"
        " AND pronamespace = 'public'::regnamespace AND has_function_privilege(%s, oid, 'EXECUTE')",
        catalogue.WEB,
    )
    assert {name for (name,) in called} == CALLED_BY_WEB


@pytest.mark.requirement("L1", "H1")
def test_the_live_pages_login_is_shown_what_the_pages_are(
    owner: catalogue.BaseDatabaseWrapper,
) -> None:
    assert list(catalogue.different_for_live(owner)) == []
    called = catalogue.ask(
        owner,
        "SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef"
        " AND pronamespace = 'public'::regnamespace AND has_function_privilege(%s, oid, 'EXECUTE')",
        catalogue.LIVE,
    )
    assert {name for (name,) in called} == CALLED_BY_LIVE


HOLES = [
    ("CREATE TABLE escaped (id uuid, log_id uuid)", "escaped: row-level security is not enabled"),
    (
        "CREATE TABLE escaped (id uuid); ALTER TABLE escaped ENABLE ROW LEVEL SECURITY",
        "escaped: web has policies for [] only",
    ),
    ("ALTER TABLE plan_goal DISABLE ROW LEVEL SECURITY", "plan_goal: row-level security is not"),
    ("DROP POLICY web_sees ON plan_goal", "plan_goal: web has policies for ['DELETE', 'INSERT'"),
    (
        "DROP POLICY web_sees ON plan_goal; CREATE POLICY web_sees ON plan_goal FOR SELECT"
        " TO stafett_web USING (true)",
        "plan_goal: a policy lets web do everything",
    ),
    ("ALTER TABLE training_making ADD log_id uuid", "training_making.log_id belongs to a log"),
    ("CREATE VIEW all_logs AS SELECT * FROM logs_log", "all_logs: a view"),
    ("CREATE POLICY more ON plan_goal USING (id IS NOT NULL)", "plan_goal: policy more is for"),
    ("GRANT CREATE ON SCHEMA public TO stafett_web", "stafett_web has the right to: create in"),
    (
        "CREATE POLICY more ON book_entry AS RESTRICTIVE FOR SELECT TO stafett_web USING (false)",
        "book_entry: more hides from web and not from live",
    ),
    ("ALTER FUNCTION my_logs() RESET search_path", "my_logs() has no fixed search path"),
    ("GRANT EXECUTE ON FUNCTION my_logs() TO PUBLIC", "my_logs() may be called by everybody"),
    (
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER"
        " SET search_path = public, pg_temp AS 'SELECT 1'",
        "f() may be called by everybody",
    ),
]


@pytest.mark.parametrize(("hole", "told"), HOLES)
def test_a_hole_is_found(owner: catalogue.BaseDatabaseWrapper, hole: str, told: str) -> None:
    """The same checks, with a hole made by the owner and taken back."""
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute(hole)
        found = [
            *catalogue.unwalled(owner),
            *catalogue.open_tables_with_something_of_a_log(owner),
            *catalogue.ways_around(owner),
            *catalogue.powers(owner),
            *catalogue.loose_functions(owner),
            *catalogue.different_for_live(owner),
        ]
        transaction.set_rollback(True, using="owner")
    assert any(sentence.startswith(told) for sentence in found), found


@pytest.mark.parametrize(
    "right",
    [
        "GRANT DELETE ON book_entry TO stafett_web",
        "GRANT SELECT (verb) ON book_entry TO stafett_live",
        "GRANT UPDATE (hash) ON book_entry TO stafett_web",
        "GRANT SELECT ON logs_log TO PUBLIC",
        "GRANT SELECT ON people_nationalidentity TO stafett_web",
        "REVOKE SELECT ON plan_goal FROM stafett_web",
    ],
)
def test_a_right_too_many_or_too_few_is_found(
    owner: catalogue.BaseDatabaseWrapper, right: str
) -> None:
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute(right)
        found = catalogue.grants(owner)
        transaction.set_rollback(True, using="owner")
    assert found != expected() | LIVE_RIGHTS
