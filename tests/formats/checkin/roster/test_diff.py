"""What a list would change, before anything is changed."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from companion.formats.checkin.roster.diff import Changes, compare
from companion.formats.checkin.roster.model import Person, Roster


def roster(*people: Person) -> Roster:
    return Roster(people=people, notes=(), columns=(), source="list")


def known(*people: Person) -> dict[str, Person]:
    return {person.key: person for person in people}


def test_added_changed_gone_and_same() -> None:
    anna, ida = Person(key="a", name="Anna"), Person(key="i", name="Ida", org="Süd")
    moved = Person(key="i", name="Ida", org="Nord", mode="remote")
    new = Person(key="n", name="Олена")
    found = compare(known(anna, ida, Person(key="g", name="Jan")), roster(anna, moved, new))
    assert (found.added, found.gone, found.same) == ((new,), ("g",), (anna,))
    assert [(change.old, change.new, change.fields) for change in found.changed] == [(ida, moved, ("org", "mode"))]


def test_what_a_list_does_not_say_stands() -> None:
    told = Person(key="a", name="Anna", mode="remote", lang="de", consent=False, codes=("x", "y"))
    assert compare(known(told), roster(Person(key="a", name="Anna", codes=("x",)))).changed == ()
    assert compare(known(told), roster(Person(key="a", name="Anna", consent=True, codes=("z",)))).changed[0].fields == (
        "consent",
        "codes",
    )


def test_tickets_that_are_not_told_are_not_compared() -> None:
    class Row:
        """As a store might keep somebody: with hashes instead of codes, and lists instead of tuples."""

        def __init__(self, **fields: Any) -> None:
            self.__dict__ |= fields

    person = Person(key="a", name="Anna", choices=("Radio",), codes=("x",))
    fields = {field: getattr(person, field) for field in person.__struct_fields__ if field != "codes"}
    row: Any = Row(**fields | {"choices": ["Radio"]})
    assert compare({"a": row}, roster(person)).same == (person,)


PEOPLE = st.lists(
    st.builds(Person, key=st.text("ab12", min_size=1, max_size=4), name=st.text(min_size=1, max_size=5)),
    unique_by=lambda person: person.key,
)


@given(PEOPLE, PEOPLE)
def test_after_a_list_was_taken_over_it_changes_nothing(before: list[Person], after: list[Person]) -> None:
    found = compare(known(*before), roster(*after))
    assert len(found.added) + len(found.changed) + len(found.same) == len(after)
    again = compare(known(*before) | known(*after), roster(*after))
    assert again == Changes((), (), found.gone, tuple(after))
