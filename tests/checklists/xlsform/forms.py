"""Twenty forms of our own, one for each feature of XLSForm that is read; sheets are tables with a line for each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from monitor.checklists.rules.xlsform import Table
from monitor.press.spreadsheets import Column, Sheet, xlsx

Rows = Sequence[tuple[int, tuple[str, ...]]]
YES_NO = """
choices
list_name | name | label
yes_no | yes | Yes
yes_no | no | No
"""
FORMS: Mapping[str, str] = {
    "texts_and_notes": """
survey
type | name | label | hint
note | hello | Ask kindly. |
text | first_words | What do they say first? | In their words
note | bye | Thank you. |
""",
    "yes_or_no": """
survey
type | name | label | relevant
select_one yes_no | lamp_lit | Is a lamp lit? |
text | lamp_why | Why not? | ${lamp_lit} = 'no'
"""
    + YES_NO,
    "choice_of_one": """
survey
type | name | label | relevant
select_one state | roof_state | How is the roof? |
text | roof_where | Where does it leak? | ${roof_state} = 'leaks' or ${roof_state} != 'whole'

choices
list_name | name | label
state | whole | Whole
state | leaks | It leaks
state | gone | Gone
""",
    "choice_of_many": """
survey
type | name | label | relevant | constraint | constraint_message
select_multiple seen | animals_seen | What animals live here? | | count-selected(.) <= 2 | Two at most.
text | rats_where | Where are the rats? | selected(${animals_seen}, 'rats') |

choices
list_name | name | label
seen | rats | Rats
seen | cats | Cats
seen | dogs | Dogs
""",
    "bounds": """
survey
type | name | label | constraint | constraint_message
integer | guards_seen | How many guards? | . >= 0 and . <= 50 | Between 0 and 50.
decimal | air_outside | How warm is it outside? | . > -60 and . < 60 |
""",
    "days_and_times": """
survey
type | name | label | constraint
date | painted_on | When was it painted? | . <= today()
time | lights_out | When do lights go out? |
dateTime | last_count | When was the last count? |
""",
    "calculated": """
survey
type | name | label | calculation
integer | boys_n | Boys |
integer | girls_n | Girls |
calculate | both_n | | ${boys_n} + ${girls_n}
calculate | most_are | | if(${boys_n} > ${girls_n}, 'boys', 'girls')
calculate | any_at_all | | ${both_n} > 0
""",
    "groups": """
survey
type | name | label | relevant
text | where_we_are | Where are we? |
begin_group | yard | The yard | ${where_we_are} != ''
integer | yard_trees | Trees |
begin_group | shed | The shed | ${yard_trees} > 0
text | shed_colour | Its colour | string-length(${where_we_are}) > 3
end_group | | |
text | yard_rest | Anything else in the yard? |
end_group | | |
""",
    "repeats": """
survey
type | name | label | calculation
begin_repeat | kitchens | Kitchens |
text | kitchen_called | Which kitchen? |
integer | pots_n | Pots |
integer | lids_n | Lids |
calculate | pots_open | | ${pots_n} - ${lids_n}
end_repeat | | |
calculate | pots_all | | sum(${pots_n})
calculate | kitchens_n | | count(${kitchen_called})
""",
    "counted_repeats": """
survey
type | name | label | repeat_count
begin_repeat | towers | Towers | 4
text | tower_called | Which tower? |
end_repeat | | |
""",
    "scales": """
survey
type | name | label | parameters
range | calm_felt | How calm is it here? | start=1 end=5 step=1
range | noise_level | How loud is it? | start=0 end=100 step=10
range | slope_seen | How steep? | start=0 end=1 step=0.1
range | frost_felt | How cold is it? | start=-4 end=0 step=1
""",
    "acknowledged": """
survey
type | name | label | relevant
acknowledge | told_purpose | We told them why we came. |
text | their_reply | What was the reply? | ${told_purpose} = 'OK'
""",
    "or_other": """
survey
type | name | label
select_one fuel or_other | stove_fuel | What burns in the stove?
select_multiple fuel or_other | store_fuel | What is in the store?

choices
list_name | name | label
fuel | wood | Wood
fuel | coal | Coal
""",
    "photos": """
survey
type | name | label
image | gate_view | A view of the gate
""",
    "languages": """
survey
type | name | label::English (en) | label::Русский (ru) | hint::Русский (ru)
select_one yes_no | snow_lies | Does snow lie? | Лежит ли снег? | Во дворе
integer | paths_n | Paths swept | |

choices
list_name | name | label::English (en) | label::Русский (ru)
yes_no | yes | Yes | Да
yes_no | no | No | Нет

settings
form_title | default_language
Snow | English (en)
""",
    "one_other_language": """
survey
type | name | label::Русский (ru)
text | сколько_стен | Сколько здесь стен?
""",
    "what_phones_note": """
survey
type | name | label | required | default | appearance | required_message | calculation | trigger
start | start | | | | | |
deviceid | deviceid | | | | | |
integer | doors_n | Doors | yes | 1 | minimal | Please | |
integer | doors_again | Doors once more | | | | | ${doors_n} | ${doors_n}
calculate | doors_twice | | | | | | ${doors_n} * 2 | ${doors_n}
""",
    "old_names": """
survey
type | name | caption:English | relevance | constraint message
begin group | stairs | Stairs | |
select one from steps | step_kind | What are the steps made of? | |
int | steps_n | How many? | ${step_kind} = 'wood' |
end group | | | |

choices
list name | value | label:English
steps | wood | Wood
steps | stone | Stone
""",
    "names_not_ours": """
survey
type | name | label | relevant
select_one n | Q.1 | Which one? |
text | Q.2 | Why two? | ${Q.1} = 2 and ${Q.1} != '1'
text | name | Whose? |

choices
list_name | name | label
n | 1 | One
n | 2 | Two
""",
    "columns_of_ours": """
survey
type | name | label | item_key | kind | theme | source | unit | core | private_only | provisions | noncompliant | confirm
integer | heads | How many are held? | held_women | integer | population.composition | document | persons | yes | | | | . <= #{paces}
integer | paces | Paces | paces | tally | material_conditions.space | observation | number | | | | |
select_one yes_no | hit | Hit? | hit_lately | yes_no | treatment.physical | person_held | | | yes | nmr.1 | op: eq, value: yes |
integer | wait | Wait | waited_here | duration | visit_access.entry | staff | minutes | | | | op: gt, value: 30, basis: working_proposal |
"""
    + YES_NO,
    "patterns": r"""
survey
type | name | label | constraint | relevant
text | badge_no | Number on the badge | regex(., '[A-Z]{2}\d{3,5}') |
decimal | badge_share | Share with badges | . <= 1 | contains(${badge_no}, 'A') and coalesce(${badge_no}, 'none') != 'none'
""",
    "read_only_rows": """
survey
type | name | label | readonly | calculation
text | told_aloud | Read this aloud. | yes |
integer | windows_n | Windows | |
integer | windows_twice | Twice as many | yes | ${windows_n} * 2
""",
}


def book_of(text: str) -> dict[str, Rows]:
    """Read tables of text as the sheets of a workbook."""
    sheets: dict[str, Rows] = {}
    for part in text.strip().split("\n\n"):
        name, *lines = part.strip("\n").split("\n")
        if name not in {"survey", "choices", "settings", "checklist"}:
            raise ValueError(name)
        sheets[name] = [(n, tuple(cell.strip() for cell in line.split(" |"))) for n, line in enumerate(lines, start=1)]
    return sheets


def named(name: str) -> dict[str, Rows]:
    """Give one of the forms with a name of its own on its sheet “settings”."""
    book = book_of(FORMS[name])
    (_, heads), *rows = book.get("settings", [(1, ())])
    _, cells = rows[0] if rows else (2, ())
    return {**book, "settings": [(1, ("form_id", *heads)), (2, (name, *cells))]}


def book_from(tables: Sequence[Table]) -> dict[str, Rows]:
    """Give exported tables as the sheets of a workbook."""
    return {table.name: [(1, table.columns), *enumerate(table.rows, start=2)] for table in tables}


def workbook(book: Mapping[str, Rows]) -> bytes:
    """Write sheets as a real workbook."""
    sheets = [Sheet(name, _columns(rows), [cells for _, cells in _filled(rows)[1:]]) for name, rows in book.items()]
    return xlsx(sheets, made=datetime(2026, 11, 22, tzinfo=UTC))


def _columns(rows: Rows) -> tuple[Column, ...]:
    return tuple(Column(heading) for heading in rows[0][1])


def _filled(rows: Rows) -> list[tuple[int, tuple[str, ...]]]:
    width = len(rows[0][1])
    return [(number, (*cells, *[""] * width)[:width]) for number, cells in rows]
