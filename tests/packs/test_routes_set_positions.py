"""What the routes of every pack do to the position of a service."""

from oversight.engine.routes.carries import Carry
from oversight.engine.routes.models import Body


def test_every_council_can_restrict_and_take_it_off_again(library):
    """Of each pack with routes: what sets a restriction has something that takes it off."""
    found = {}
    for name in library.names():
        for route in library.load(name).routes.values():
            for answer in route.answers():
                if answer.sets:
                    found.setdefault((name, route.body), set()).add(answer.sets.value)
                assert answer.sets or Carry.POSITION not in answer.carries, (name, route.id, answer.answer)
    assert found == {
        ("bromley/1", Body.COUNCIL): {"none"},
        ("halton/2024-10", Body.COUNCIL): {"carried", "none"},
        ("somerset/1", Body.COUNCIL): {"carried", "none", "terminate"},
        ("somerset/1", Body.HEALTH): {"carried", "none"},
        ("west-berkshire/1", Body.COUNCIL): {"before", "carried", "none", "terminate"},
    }
