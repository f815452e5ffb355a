"""What every text column of the database may tell, classified by hand.

A text column that is not here fails the test: whoever adds one says what it may tell, and to whom.
"""

from collections.abc import Iterator
from enum import StrEnum

from django.apps import apps
from django.db import models


class Tells(StrEnum):
    """What somebody learns who reads a column."""

    HEALTH = "what is written in the plan, and may be marked as health information"
    BOOK = "what the book tells of all the others"
    WORDS = "free words for everyone in the log, which are not marked"
    PLACE = "a place, a service or a way to reach somebody: hidden with a protected address"
    ALONE = "for whoever has written it alone, or for those whom the child has told"
    NAME = "a name or a title"
    CODE = "a choice, a key or a number, which nobody has written"


H, B, W, P, A, N, C = Tells
TEXTS: dict[str, dict[str, Tells]] = {
    "archive_delivery": {"receipt": C, "trouble": C},
    "archive_deposit": {"head": C, "language": C, "pdf_sha256": C},
    "archive_depositfile": {"pdf": B},
    "archive_package": {"receiver": W, "parts": C},
    "book_book": {"last_hash": C, "seal": C},
    "book_content": {"salt": C, "data": B},
    "book_entry": {"role": C, "verb": C, "content_hash": C, "previous_hash": C, "hash": C},
    "book_place": {"reader": C},
    "consent_birthday": {"goes": N, "outcome": C},
    "consent_closingwish": {"word": W},
    "consent_consent": {
        "scopes": C,
        "purpose": W,
        "kept_out": W,
        "text": W,
        "text_hash": C,
        "policy": C,
        "end": C,
    },
    "consent_group": {"why": C, "requirements": C, "laws": C},
    "consent_keptout": {"name": N},
    "consent_named": {
        "service": P,
        "title": N,
        "task": W,
        "sees": C,
        "phone": P,
        "email": P,
    },
    "consent_oralconsent": {"about": C},
    "consent_originaltext": {"text": P},
    "consent_signature": {"text_hash": C, "eid": C, "eid_level": C, "language": C, "how": C},
    "consent_withdrawal": {"how": C},
    "guide_place": {"page": C, "number": N},
    # Public, by the municipality's administrators.
    "guide_text": {"page": C, "language": C, "text": W, "by_name": N},
    # Read by the one who demanded, and by the administrators who decide.
    "deletion_appeal": {"words": A},
    "deletion_decision": {"by_name": N, "reason": A, "appeal_to": A},
    "deletion_demand": {"words": A},
    "identity_signedin": {
        "acr": C,
        "amr": C,
        "browser": C,
        "key_hash": C,
        "level": C,
        "sid": C,
        "system": C,
    },
    "identity_trainingaccount": {
        "name": N,
        "group": C,
        "line_nb": N,
        "line_nn": N,
        "line_en": N,
        "username": C,
        "password": C,
    },
    "identity_tries": {"key": C},
    "identity_wayin": {"token_hash": C},
    "identity_youthaccount": {
        "name_hash": C,
        "password": C,
        "reach": C,
        "secret": C,
        "sent_to": C,
        "sent_way": C,
        "token_hash": C,
        "way": C,
    },
    "identity_youthcode": {"code_hash": C},
    "logs_absence": {"answer": C},
    "logs_admission": {
        "role": C,
        "sees": C,
        "service": P,
        "title": N,
        "task": W,
        "phone": P,
        "email": P,
    },
    "logs_clearance": {"ground": P},
    "logs_decision": {"kind": C, "about": W, "decider": W, "reason": W},
    "logs_file": {"kind": C, "name": H, "type": C, "sha256": C, "content": H},
    "logs_closing": {"reason": C, "note": W},
    "logs_handover": {"word": W, "answer": C, "answer_word": W, "tasks": W, "giver_tasks": W},
    "logs_holderwish": {"text": W},
    "logs_leg": {"tasks": W},
    "logs_inquiry": {"about": C, "ground": W, "subject_hash": C},
    "logs_healthmark": {"kind": C},
    "logs_keeping": {"reason": C},
    # The forms say that nothing about health is to be written there.
    "logs_levelchange": {"reason": W, "onwards": C},
    "logs_referral": {"tried": C, "why": W},
    # The description is written before anybody has consented to anything: nothing about health.
    "logs_log": {"short_name": W, "description": W, "picture": C, "protection": C},
    "logs_sharedcontact": {"phone": P, "email": P},
    "logs_reading": {"kind": C, "role": C, "service": P},
    "municipality_invitation": {
        "email": P,
        "name": N,
        "number_hash": C,
        "phone": P,
        "role": C,
        "title": N,
        "token_hash": C,
    },
    "meetings_agendaitem": {"text": H},
    # Everyone invited must know when and where, so nothing there is marked: the form says so.
    "meetings_answer": {"coming": C, "word": W},
    "meetings_calendarfeed": {"token_hash": C},
    "meetings_cancelled": {"why": W},
    "meetings_meeting": {"kind": C},
    "meetings_meetingcall": {"place": P, "video_link": W, "text": W},
    "meetings_decision": {"way": C, "team": C, "reason": H},
    "meetings_impression": {"heard": C, "knows_next": C},
    "meetings_informing": {"how": H, "view": H},
    "meetings_remark": {"text": H},
    "meetings_reviewed": {"title": H},
    "meetings_task": {"what": H},
    # Of no log: what a municipality's messages begin with, before anybody writes.
    "messages_beginning": {"kind": C, "language": C, "title": W, "text": W},
    "messages_message": {"kind": C, "title": H, "text": H},
    "municipality_area": {"name": P},
    "municipality_municipality": {"name": P, "department": P, "email": P, "level_names": N},
    "municipality_policyversion": {"preset": C, "settings": C},
    "municipality_position": {"title": N, "role": C, "phone": P, "email": P},
    "municipality_unit": {"key": P, "name": P, "kind": C, "former_names": P},
    # Mail to people at work: a link, and nothing of any child.
    "notices_kept": {"address": P, "key": C, "name": N, "subject": W, "text": W, "calendar": W},
    "notices_letter": {"key": C},
    "notices_notice": {"key": C, "kind": C},
    "notices_preference": {"how": C, "way": C},
    "people_contact": {"phone": P, "email": P, "interpreter": W},
    "people_guardianship": {"kind": C, "relation": C},
    "people_lookup": {"ground": C, "subject_hash": C},
    "people_nationalidentity": {"number_hash": C, "sealed": C},
    "people_person": {"given_name": N, "family_name": N, "protection": C, "language": C},
    "plan_comment": {"text": H},
    "plan_evaluation": {"result": C, "why": H, "next": C},
    "plan_goal": {"text": H, "background": H, "area": H, "closing_comment": H},
    "plan_measure": {
        "title": H,
        "description": H,
        "arena": C,
        "place": H,
        "area": H,
        "picture": C,
    },
    "plan_rating": {"word": H},
    "plan_understanding": {"concern": H, "shared": H, "written_by": H},
    # Its writer's alone, and hidden with what the address is about.
    "unfinished_writing": {"address": C, "values": A},
    "voice_participation": {
        "takes_part": H,
        "judgement": H,
        "best_interests": H,
        "needs": H,
        "safe_way": H,
        "written_by": N,
    },
    "voice_privatewords": {"kind": C, "feeling": A, "text": A},
    "voice_signinyes": {"side": C},
    "voice_talk": {"way": C, "words": H},
    "voice_told": {"kind": C, "feeling": A, "text": A},
}
# Tables of others' making, without a word of any log.
NOT_OURS = ("django_", "procrastinate_")
TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


def in_the_models() -> Iterator[tuple[str, str]]:
    """Every text column of ours: its table and its name."""
    for model in apps.get_models():
        table = model._meta.db_table
        if not table.startswith(NOT_OURS):
            fields = model._meta.concrete_fields
            yield from ((table, each.column) for each in fields if isinstance(each, TEXT))


def troubles(found: Iterator[tuple[str, str]]) -> Iterator[str]:
    """In a sentence each: columns that are not classified, and classified ones that are gone."""
    there = set(found)
    classified = {(table, column) for table, columns in TEXTS.items() for column in columns}
    for table, column in sorted(there - classified):
        yield f"{table}.{column} is a text: say in columns.py what it may tell, and to whom"
    for table, column in sorted(classified - there):
        yield f"{table}.{column} is in columns.py, but not in the database"


def that_tell(what: Tells) -> list[tuple[str, str]]:
    """The columns of one kind."""
    return [
        (table, column)
        for table, columns in TEXTS.items()
        for column, tells in columns.items()
        if tells is what
    ]
