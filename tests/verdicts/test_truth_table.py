"""Every combination of counts up to six units with its state, written from design rules 4 and 5, not from the program.

Columns: supports, disputes, mixed, inconclusive; state, with the kind of a conflict after a stroke; direction.
"""

from __future__ import annotations

from itertools import product

import pytest

from kb.verdicts import Counts, decide

TABLE = """
# 0 units
0 0 0 0  no_evidence          none

# 1 unit
1 0 0 0  single_study         supports
0 1 0 0  single_study         disputes
0 0 1 0  single_study         mixed
0 0 0 1  single_study         inconclusive

# 2 units
2 0 0 0  consistent_support   supports
1 1 0 0  conflicting/between  none
1 0 1 0  conflicting/within   supports
1 0 0 1  inconclusive         supports
0 2 0 0  consistent_dispute   disputes
0 1 1 0  conflicting/within   disputes
0 1 0 1  inconclusive         disputes
0 0 2 0  conflicting/within   none
0 0 1 1  conflicting/within   none
0 0 0 2  inconclusive         none

# 3 units
3 0 0 0  consistent_support   supports
2 1 0 0  conflicting/between  supports
2 0 1 0  qualified_support    supports
2 0 0 1  qualified_support    supports
1 2 0 0  conflicting/between  disputes
1 1 1 0  conflicting/between  none
1 1 0 1  conflicting/between  none
1 0 2 0  conflicting/within   supports
1 0 1 1  conflicting/within   supports
1 0 0 2  inconclusive         supports
0 3 0 0  consistent_dispute   disputes
0 2 1 0  qualified_dispute    disputes
0 2 0 1  qualified_dispute    disputes
0 1 2 0  conflicting/within   disputes
0 1 1 1  conflicting/within   disputes
0 1 0 2  inconclusive         disputes
0 0 3 0  conflicting/within   none
0 0 2 1  conflicting/within   none
0 0 1 2  inconclusive         none
0 0 0 3  inconclusive         none

# 4 units
4 0 0 0  consistent_support   supports
3 1 0 0  conflicting/between  supports
3 0 1 0  qualified_support    supports
3 0 0 1  qualified_support    supports
2 2 0 0  conflicting/between  none
2 1 1 0  conflicting/between  supports
2 1 0 1  conflicting/between  supports
2 0 2 0  conflicting/within   supports
2 0 1 1  conflicting/within   supports
2 0 0 2  inconclusive         supports
1 3 0 0  conflicting/between  disputes
1 2 1 0  conflicting/between  disputes
1 2 0 1  conflicting/between  disputes
1 1 2 0  conflicting/between  none
1 1 1 1  conflicting/between  none
1 1 0 2  conflicting/between  none
1 0 3 0  conflicting/within   supports
1 0 2 1  conflicting/within   supports
1 0 1 2  inconclusive         supports
1 0 0 3  inconclusive         supports
0 4 0 0  consistent_dispute   disputes
0 3 1 0  qualified_dispute    disputes
0 3 0 1  qualified_dispute    disputes
0 2 2 0  conflicting/within   disputes
0 2 1 1  conflicting/within   disputes
0 2 0 2  inconclusive         disputes
0 1 3 0  conflicting/within   disputes
0 1 2 1  conflicting/within   disputes
0 1 1 2  inconclusive         disputes
0 1 0 3  inconclusive         disputes
0 0 4 0  conflicting/within   none
0 0 3 1  conflicting/within   none
0 0 2 2  conflicting/within   none
0 0 1 3  inconclusive         none
0 0 0 4  inconclusive         none

# 5 units
5 0 0 0  consistent_support   supports
4 1 0 0  conflicting/between  supports
4 0 1 0  qualified_support    supports
4 0 0 1  qualified_support    supports
3 2 0 0  conflicting/between  supports
3 1 1 0  conflicting/between  supports
3 1 0 1  conflicting/between  supports
3 0 2 0  qualified_support    supports
3 0 1 1  qualified_support    supports
3 0 0 2  qualified_support    supports
2 3 0 0  conflicting/between  disputes
2 2 1 0  conflicting/between  none
2 2 0 1  conflicting/between  none
2 1 2 0  conflicting/between  supports
2 1 1 1  conflicting/between  supports
2 1 0 2  conflicting/between  supports
2 0 3 0  conflicting/within   supports
2 0 2 1  conflicting/within   supports
2 0 1 2  inconclusive         supports
2 0 0 3  inconclusive         supports
1 4 0 0  conflicting/between  disputes
1 3 1 0  conflicting/between  disputes
1 3 0 1  conflicting/between  disputes
1 2 2 0  conflicting/between  disputes
1 2 1 1  conflicting/between  disputes
1 2 0 2  conflicting/between  disputes
1 1 3 0  conflicting/between  none
1 1 2 1  conflicting/between  none
1 1 1 2  conflicting/between  none
1 1 0 3  conflicting/between  none
1 0 4 0  conflicting/within   supports
1 0 3 1  conflicting/within   supports
1 0 2 2  conflicting/within   supports
1 0 1 3  inconclusive         supports
1 0 0 4  inconclusive         supports
0 5 0 0  consistent_dispute   disputes
0 4 1 0  qualified_dispute    disputes
0 4 0 1  qualified_dispute    disputes
0 3 2 0  qualified_dispute    disputes
0 3 1 1  qualified_dispute    disputes
0 3 0 2  qualified_dispute    disputes
0 2 3 0  conflicting/within   disputes
0 2 2 1  conflicting/within   disputes
0 2 1 2  inconclusive         disputes
0 2 0 3  inconclusive         disputes
0 1 4 0  conflicting/within   disputes
0 1 3 1  conflicting/within   disputes
0 1 2 2  conflicting/within   disputes
0 1 1 3  inconclusive         disputes
0 1 0 4  inconclusive         disputes
0 0 5 0  conflicting/within   none
0 0 4 1  conflicting/within   none
0 0 3 2  conflicting/within   none
0 0 2 3  inconclusive         none
0 0 1 4  inconclusive         none
0 0 0 5  inconclusive         none

# 6 units
6 0 0 0  consistent_support   supports
5 1 0 0  conflicting/between  supports
5 0 1 0  qualified_support    supports
5 0 0 1  qualified_support    supports
4 2 0 0  conflicting/between  supports
4 1 1 0  conflicting/between  supports
4 1 0 1  conflicting/between  supports
4 0 2 0  qualified_support    supports
4 0 1 1  qualified_support    supports
4 0 0 2  qualified_support    supports
3 3 0 0  conflicting/between  none
3 2 1 0  conflicting/between  supports
3 2 0 1  conflicting/between  supports
3 1 2 0  conflicting/between  supports
3 1 1 1  conflicting/between  supports
3 1 0 2  conflicting/between  supports
3 0 3 0  conflicting/within   supports
3 0 2 1  conflicting/within   supports
3 0 1 2  inconclusive         supports
3 0 0 3  inconclusive         supports
2 4 0 0  conflicting/between  disputes
2 3 1 0  conflicting/between  disputes
2 3 0 1  conflicting/between  disputes
2 2 2 0  conflicting/between  none
2 2 1 1  conflicting/between  none
2 2 0 2  conflicting/between  none
2 1 3 0  conflicting/between  supports
2 1 2 1  conflicting/between  supports
2 1 1 2  conflicting/between  supports
2 1 0 3  conflicting/between  supports
2 0 4 0  conflicting/within   supports
2 0 3 1  conflicting/within   supports
2 0 2 2  conflicting/within   supports
2 0 1 3  inconclusive         supports
2 0 0 4  inconclusive         supports
1 5 0 0  conflicting/between  disputes
1 4 1 0  conflicting/between  disputes
1 4 0 1  conflicting/between  disputes
1 3 2 0  conflicting/between  disputes
1 3 1 1  conflicting/between  disputes
1 3 0 2  conflicting/between  disputes
1 2 3 0  conflicting/between  disputes
1 2 2 1  conflicting/between  disputes
1 2 1 2  conflicting/between  disputes
1 2 0 3  conflicting/between  disputes
1 1 4 0  conflicting/between  none
1 1 3 1  conflicting/between  none
1 1 2 2  conflicting/between  none
1 1 1 3  conflicting/between  none
1 1 0 4  conflicting/between  none
1 0 5 0  conflicting/within   supports
1 0 4 1  conflicting/within   supports
1 0 3 2  conflicting/within   supports
1 0 2 3  inconclusive         supports
1 0 1 4  inconclusive         supports
1 0 0 5  inconclusive         supports
0 6 0 0  consistent_dispute   disputes
0 5 1 0  qualified_dispute    disputes
0 5 0 1  qualified_dispute    disputes
0 4 2 0  qualified_dispute    disputes
0 4 1 1  qualified_dispute    disputes
0 4 0 2  qualified_dispute    disputes
0 3 3 0  conflicting/within   disputes
0 3 2 1  conflicting/within   disputes
0 3 1 2  inconclusive         disputes
0 3 0 3  inconclusive         disputes
0 2 4 0  conflicting/within   disputes
0 2 3 1  conflicting/within   disputes
0 2 2 2  conflicting/within   disputes
0 2 1 3  inconclusive         disputes
0 2 0 4  inconclusive         disputes
0 1 5 0  conflicting/within   disputes
0 1 4 1  conflicting/within   disputes
0 1 3 2  conflicting/within   disputes
0 1 2 3  inconclusive         disputes
0 1 1 4  inconclusive         disputes
0 1 0 5  inconclusive         disputes
0 0 6 0  conflicting/within   none
0 0 5 1  conflicting/within   none
0 0 4 2  conflicting/within   none
0 0 3 3  conflicting/within   none
0 0 2 4  inconclusive         none
0 0 1 5  inconclusive         none
0 0 0 6  inconclusive         none
"""

Row = tuple[tuple[int, int, int, int], str, str]


def _rows() -> list[Row]:
    rows: list[Row] = []
    for line in TABLE.splitlines():
        if line and not line.startswith("#"):
            s, d, m, i, state, direction = line.split()
            rows.append(((int(s), int(d), int(m), int(i)), state, direction))
    return rows


ROWS = _rows()


def _name(row: Row) -> str:
    return "s{}-d{}-m{}-i{}".format(*row[0])


def _decided(counts: tuple[int, int, int, int], *, stated: bool = False, second_hand: bool = False) -> tuple[str, str]:
    decision = decide(Counts(*counts), stated=stated, second_hand=second_hand)
    state = f"{decision.state}/{decision.conflict}" if decision.conflict else str(decision.state)
    return state, str(decision.direction)


def test_the_table_holds_every_combination_up_to_six_units_once() -> None:
    every = [counts for counts in product(range(7), repeat=4) if sum(counts) <= 6]
    assert len(every) == 210
    assert sorted(row[0] for row in ROWS) == sorted(every)


@pytest.mark.parametrize("row", ROWS, ids=_name)
def test_counts_give_the_state_and_direction_of_the_table(row: Row) -> None:
    counts, state, direction = row
    assert _decided(counts) == (state, direction)


@pytest.mark.parametrize("row", ROWS, ids=_name)
def test_findings_kept_from_voting_matter_only_where_nothing_votes(row: Row) -> None:
    counts, state, direction = row
    expected = "second_hand_only" if counts == (0, 0, 0, 0) else state
    assert _decided(counts, second_hand=True) == (expected, direction)


# a stated conflict is between two counted units of different stance, so it needs at least two columns above zero
STATED = [row for row in ROWS if sum(count > 0 for count in row[0]) >= 2]


@pytest.mark.parametrize("row", STATED, ids=_name)
def test_a_stated_conflict_comes_right_after_one_between_units(row: Row) -> None:
    counts, _, direction = row
    supports, disputes, _, _ = counts
    kind = "between" if supports and disputes else "stated"
    assert _decided(counts, stated=True) == (f"conflicting/{kind}", direction)


def test_stated_rows_are_not_empty() -> None:
    assert len(STATED) == 210 - 1 - 4 * 6  # all but "no units" and one to six units of a single stance
