"""The print's pages on consent: what was asked of whom, what they said, to which text (G1–G8)."""

from collections.abc import Iterator

from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from stafett.consent.models import (
    Asked,
    Consent,
    Group,
    How,
    Named,
    OralConsent,
    Signature,
    Withdrawal,
)
from stafett.consent.terms import in_order, kept_out_lines, scope_words
from stafett.consent.words import one_of
from stafett.logs.models import Log, Preparation, Sees
from stafett.people.models import Person

from . import wording
from .blocks import Block, Cell, facts, heading, note, said, table, text

TRAINING = "training"  # what stands for an electronic id where nobody is real


def consent(log: Log) -> list[Block]:
    """What came before the asking, and every version of the consent that was sent."""
    versions = (
        Consent.objects.filter(log=log)
        .select_related("asked_by")
        .prefetch_related(
            "named__person",
            "signatures__person",
            "signatures__recorded_by",
            "groups__members__person",
            "asked__person",
            "withdrawals__by",
            "withdrawals__only",
            "withdrawals__recorded_by",
        )
        .order_by("version")
    )
    return [
        heading(_("Consent")),
        *_preparation(log),
        *(block for each in versions for block in _version(log, each)),
    ]


def _preparation(log: Log) -> Iterator[Block]:
    prepared = Preparation.objects.filter(log=log).first()
    if prepared:
        yield facts(
            (_("Talked with the child"), wording.day(prepared.child_talked_on)),
            (_("Talked with the guardians"), wording.day(prepared.guardians_talked_on)),
            (_("Told the leader"), wording.day(prepared.leader_told_on)),
        )
    oral = OralConsent.objects.filter(log=log).select_related("person", "noted_by")
    yield from table(
        [(_("Said yes by word of mouth"), 3), (_("When"), 2), (_("Noted by"), 3)],
        [
            (str(each.person), wording.day(each.said_on), wording.by(each.noted_by, each.noted_at))
            for each in oral.order_by("said_on", "noted_at")
        ],
    )


def _version(log: Log, each: Consent) -> Iterator[Block]:
    yield heading(_("Consent %(number)s") % {"number": each.version}, 2)
    yield facts(
        (_("Asked by"), wording.by(each.asked_by, each.asked_at) if each.asked_at else ""),
        (_("Counted"), _in_force(each)),
        (_("Must be given anew"), wording.day(each.lapses_on)),
        (_("Ended"), _ended(each)),
    )
    yield from text(" ".join(scope_words(scope, log.owner) for scope in in_order(each.scopes)))
    if each.purpose:
        yield said(each.purpose, lead=_("What it is for"))
    if kept_out := kept_out_lines(each):
        yield said("\n".join(kept_out), lead=_("What is kept out"))
    yield from table(
        [(_("Who the consent lets in"), 5), (_("Task and what they see"), 5), (_("Until"), 3)],
        [_let_in(named) for named in _ordered(each)],
    )
    yield from _answers(each)
    yield from _texts(each)


def _in_force(each: Consent) -> str:
    if each.activated_at is None:
        return _("never")
    return wording.period(each.activated_at, each.ended_at)


def _ended(each: Consent) -> str:
    if each.ended_at is None:
        return ""
    why = str(wording.ENDS.get(each.end, each.end))
    return f"{wording.moment(each.ended_at)}: {why}"


def _ordered(each: Consent) -> list[Named]:
    return sorted(each.named.all(), key=lambda named: (named.service, str(named.person)))


def _let_in(named: Named) -> tuple[Cell, ...]:
    return (
        [str(named.person), f"{named.title}, {named.service_words}"],
        [named.task or "–", str(Sees(named.sees).label)],
        wording.day(named.until),
    )


def _answers(each: Consent) -> Iterator[Block]:
    signatures = {signature.person_id: signature for signature in each.signatures.all()}
    asked = {row.person_id: row.person for row in each.asked.all()}
    people = sorted(asked.values(), key=str)
    columns = [(_("Who was asked"), 4), (_("Answer"), 2), (_("When"), 4), (_("Signed with"), 4)]
    yield from table(columns, [_answer(who, signatures.get(who.pk)) for who in people])
    for withdrawal in sorted(each.withdrawals.all(), key=lambda row: row.at):
        yield _withdrawal(withdrawal)
    groups = sorted(each.groups.all(), key=lambda group: group.number)
    for group in groups:
        yield note(_why(group))
    if each.text_hash:
        yield note(_("SHA-256 of the text that was signed: %(hash)s") % {"hash": each.text_hash})


def _answer(who: Person, signature: Signature | None) -> tuple[Cell, ...]:
    if signature is None:
        return str(who), _("no answer"), "", ""
    return (
        str(who),
        [_("Yes") if signature.says_yes else _("No")],
        wording.moment(signature.at),
        _signed_with(signature),
    )


def _signed_with(signature: Signature) -> str:
    if signature.eid == TRAINING:
        return _("the training’s own sign-in")
    if signature.how == How.DIGITAL:
        return ", ".join(part for part in (signature.eid, signature.eid_level) if part)
    told = [str(How(signature.how).label), wording.day(signature.said_on)]
    return ", ".join([*told, _recorded(signature.recorded_by)])


def _recorded(by: Person | None) -> str:
    return _("recorded by %(name)s") % {"name": by} if by else ""


def _withdrawal(each: Withdrawal) -> Block:
    names = {"who": each.by, "whom": each.only}
    lead = (
        _("%(who)s took the consent back for %(whom)s") % names
        if each.only
        else _("%(who)s took the consent back") % names
    )
    how = [str(How(each.how).label), _recorded(each.recorded_by), wording.moment(each.at)]
    return said("", lead=lead, by=", ".join(part for part in how if part))


def _why(group: Group) -> str:
    language = get_language() or "nb"
    members: list[Asked] = list(group.members.all())
    who = one_of(sorted(str(member.person) for member in members))
    laws = [law.get(language, "") for law in group.laws]
    basis = f" ({'; '.join(law for law in laws if law)})" if any(laws) else ""
    return f"{who}: {group.why.get(language, '')}{basis}"


def _texts(each: Consent) -> Iterator[Block]:
    """The text that was asked about, in the languages in which it was read and answered."""
    if not each.text:
        return
    read = sorted({signature.language for signature in each.signatures.all()})
    for language in read or [get_language() or "nb"]:
        if language in each.text:
            name = get_language_info(language)["name_local"]
            yield heading(_("The text that was signed, in %(language)s") % {"language": name}, 3)
            yield said(each.text[language], language=language)
