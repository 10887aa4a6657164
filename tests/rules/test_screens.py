"""What a screen can be made to show."""

from __future__ import annotations

import pytest

from companion.errors import Refusal
from tests.rules.test_polls import draft, mod, opened
from tests.support.world import World


def show(world: World, what: str, **args: str) -> None:
    world.do(mod(world), "screen.show", screen="main", what=what, **args)


def test_a_poll_is_shown_from_when_it_opens_until_it_is_put_away(hall: World) -> None:
    id = opened(hall, grace=20)
    for state in ("open", "closing", "closed"):
        assert hall.row("poll", id)["state"] == state
        show(hall, "blank")
        show(hall, "poll", id=id)
        assert hall.view("stage")["screen", "main"] == {"what": "poll", "id": id, "text": None}
        if state == "open":
            hall.do(mod(hall), "poll.close", id=id)
        if state == "closing":
            hall.wall += 20_000
            hall.do(mod(hall), "poll.settle", id=id)
    hall.do(mod(hall), "poll.archive", id=id)
    with pytest.raises(Refusal, match="wrong_state"):
        show(hall, "poll", id=id)


def test_a_draft_is_not_for_the_wall(hall: World) -> None:
    with pytest.raises(Refusal, match="wrong_state"):
        show(hall, "poll", id=draft(hall))


@pytest.mark.parametrize("args", [{}, {"id": "none"}])
def test_a_poll_has_to_be_named(hall: World, args: dict[str, str]) -> None:
    with pytest.raises(Refusal, match="not_found"):
        show(hall, "poll", **args)


def test_a_screen_shows_only_what_it_knows(hall: World) -> None:
    with pytest.raises(Refusal, match="bad_args"):
        show(hall, "result")
