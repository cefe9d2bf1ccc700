"""Denials, the persons kept out, what was added, done and reached; all of it append-only."""

from __future__ import annotations

from monitor.outside.migrations import Statement, append_only

_STAGES = """(
    'before_travel', 'gate', 'opening_talk', 'on_site', 'interviews', 'documents', 'closing_talk', 'after_visit',
    'outside_visit'
)"""
_KINDS = """(
    'pass_refused', 'no_answer', 'notice_imposed', 'outside_mandate', 'emergency', 'return_refused',
    'entry_refused', 'part_refused', 'entry_delayed', 'credentials_disputed', 'searched', 'nobody_in_charge',
    'area_closed', 'storage_locked', 'time_limited', 'escort_imposed', 'place_prepared', 'private_talk_refused',
    'talk_overheard', 'talk_cut_short', 'group_talk_only', 'meeting_refused', 'person_not_produced',
    'person_pressured', 'staff_silenced', 'interpreter_refused', 'register_refused', 'personal_file_refused',
    'medical_file_refused', 'video_refused', 'figures_refused', 'copying_refused', 'phone_refused',
    'camera_refused', 'recorder_refused', 'computer_refused', 'measuring_refused', 'medical_instrument_refused',
    'notebook_refused', 'other_thing_refused', 'lawyer_kept_out', 'family_kept_out', 'ngo_kept_out',
    'doctor_kept_out', 'consul_kept_out', 'interpreter_kept_out', 'parcel_refused', 'other_kept_out'
)"""
_GROUNDS = """(
    'no_permission', 'not_on_list', 'only_ombudsman', 'mandate', 'notice_required', 'security', 'staff_shortage',
    'chief_absent', 'quarantine', 'investigator_ban', 'investigation_secrecy', 'state_secret', 'person_not_here',
    'person_refuses', 'under_repair', 'hours', 'no_legal_basis', 'none_given', 'other'
)"""
_PERSONS = """(
    'lawyer', 'family', 'ngo', 'doctor', 'consul', 'interpreter', 'ombudsman_staff', 'npm_member',
    'international_expert', 'journalist', 'support', 'team_member', 'whole_team', 'other'
)"""
_STEPS = """(
    'phoned_superior', 'visitors_book', 'protest', 'ministry', 'complaint', 'prosecutor', 'ombudsman', 'parliament',
    'public', 'spt', 'treaty_body', 'reply', 'other'
)"""
_RESULTS = """(
    'access_same_day', 'access_after_call', 'access_in_part', 'no_access', 'team_left', 'return_granted',
    'nothing_followed'
)"""
_FIELDS = """(
    'kind', 'ground', 'words', 'area', 'decided_by', 'ordered_by', 'in_writing', 'minutes_lost', 'day', 'reporter',
    'witnesses', 'offered', 'legal_basis', 'more'
)"""

STATEMENTS: tuple[Statement, ...] = (
    f"""create table denial (
        id uuid not null primary key,
        organisation uuid not null references organisation (id) on delete restrict,
        visit uuid references visit (id) on delete restrict,
        facility uuid references facility (id) on delete restrict,
        place_text text,
        place_folded text,
        stage text not null check (stage in {_STAGES}),
        kind text not null check (kind in {_KINDS}),
        area text not null,
        ground text check (ground in {_GROUNDS}),
        words_sealed text not null,
        decided_rank text not null,
        decided_post text not null,
        decided_agency text not null,
        ordered_by text not null,
        in_writing boolean,
        arrived_at timestamptz,
        refused_at timestamptz,
        ended_at timestamptz,
        offset_minutes integer not null,
        minutes_lost integer check (minutes_lost >= 0),
        day date not null,
        reported_by uuid,
        reporter_sealed text,
        entered_by uuid not null,
        reference text not null unique,
        submitted_at timestamptz not null,
        salt text not null,
        digest text not null,
        check (facility is not null or place_text is not null)
    )""",
    "create index denial_visit on denial (visit)",
    "create index denial_facility on denial (facility, day)",
    "create index denial_day on denial (day)",
    append_only("denial"),
    f"""create table denial_person (
        id uuid not null primary key,
        denial uuid not null references denial (id) on delete restrict,
        who text not null check (who in {_PERSONS}),
        account uuid references account (id) on delete restrict,
        organisation uuid references organisation (id) on delete restrict
    )""",
    "create index denial_person_denial on denial_person (denial)",
    append_only("denial_person"),
    f"""create table denial_amendment (
        id uuid not null primary key,
        denial uuid not null references denial (id) on delete restrict,
        seq integer not null,
        field text not null check (field in {_FIELDS}),
        value text,
        day date,
        number integer,
        value_sealed text,
        reason_sealed text not null,
        added_by uuid not null,
        at timestamptz not null,
        salt text not null,
        digest text not null,
        unique (denial, seq),
        check (value is not null or value_sealed is not null)
    )""",
    append_only("denial_amendment"),
    f"""create table denial_step (
        id uuid not null primary key,
        denial uuid not null references denial (id) on delete restrict,
        seq integer not null,
        kind text not null check (kind in {_STEPS}),
        day date not null,
        note_sealed text not null,
        due_day date,
        added_by uuid not null,
        at timestamptz not null,
        salt text not null,
        digest text not null,
        unique (denial, seq)
    )""",
    append_only("denial_step"),
    f"""create table denial_outcome (
        id uuid not null primary key,
        denial uuid not null references denial (id) on delete restrict,
        seq integer not null,
        result text not null check (result in {_RESULTS}),
        day date not null,
        added_by uuid not null,
        at timestamptz not null,
        unique (denial, seq)
    )""",
    append_only("denial_outcome"),
    """create table denial_match (
        id uuid not null primary key,
        denial uuid not null references denial (id) on delete restrict,
        seq integer not null,
        facility uuid not null references facility (id) on delete restrict,
        matched_by uuid not null,
        at timestamptz not null,
        unique (denial, seq)
    )""",
    "create index denial_match_facility on denial_match (facility)",
    append_only("denial_match"),
)
