"""Laws of proof: what can and cannot make an impact evidenced or sustained."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.rules.periods import Period
from models.rules.proof import (
    Lack,
    Piece,
    borne_out,
    is_step_down,
    lacking,
    lasting,
    proved,
    refused,
    shows_change,
    stands_against,
    unlooked,
    weighing,
)
from models.vocabulary import Bearing, EvidenceKind, EvidenceState, Impact, SignOff

DAYS = st.dates(date(2009, 1, 1), date(2012, 12, 31))
PERIODS = st.builds(lambda first, days: Period(first, first + timedelta(days)), DAYS, st.integers(0, 200))
PIECES = st.builds(
    Piece,
    st.sampled_from(EvidenceKind),
    st.sampled_from(Bearing),
    st.sampled_from(EvidenceState),
    st.booleans(),
    st.none() | PERIODS,
    st.booleans(),
)
MANY = st.lists(PIECES, max_size=6)
SAID = st.sampled_from(Impact)


@given(MANY)
def test_process_alone_never_proves_or_evidences(pieces: list[Piece]) -> None:
    process = [piece._replace(kind=EvidenceKind.PROCESS) for piece in pieces]
    assert not proved(process)
    assert refused(Impact.EVIDENCED, process, process) is not None
    assert refused(Impact.SUSTAINED, process, process) is not None


@given(MANY)
def test_what_nobody_accepted_proves_nothing(pieces: list[Piece]) -> None:
    assert not proved([piece for piece in pieces if piece.state is not EvidenceState.ACCEPTED])


@given(MANY, PIECES, st.sampled_from([Bearing.AGAINST, Bearing.MIXED]))
def test_unanswered_against_blocks_and_an_answer_unblocks(pieces: list[Piece], piece: Piece, bearing: Bearing) -> None:
    against = piece._replace(bearing=bearing, state=EvidenceState.OFFERED, answered=False)
    assert not proved([*pieces, against])
    assert lacking([*pieces, against]) is Lack.UNANSWERED
    assert refused(Impact.EVIDENCED, pieces, [*pieces, against]) is not None
    assert proved([*pieces, against._replace(answered=True)]) is proved(pieces)
    assert proved([*pieces, against._replace(state=EvidenceState.RETURNED)]) is proved(pieces)


@given(MANY, PIECES)
def test_accepted_evidence_for_proves_unless_something_stands_against(pieces: list[Piece], piece: Piece) -> None:
    shown = piece._replace(kind=EvidenceKind.AUDIT, bearing=Bearing.FOR, state=EvidenceState.ACCEPTED)
    assert proved([*pieces, shown]) is not any(map(stands_against, pieces))


@given(MANY)
def test_the_order_of_evidence_changes_nothing(pieces: list[Piece]) -> None:
    assert lacking(pieces) == lacking(pieces[::-1])
    assert lasting(pieces) == lasting(pieces[::-1])


@given(MANY)
def test_sustained_is_evidenced_twice_the_second_time_later(pieces: list[Piece]) -> None:
    if refused(Impact.SUSTAINED, pieces, pieces) is None:
        periods = [piece.period for piece in pieces if shows_change(piece) and piece.period]
        assert refused(Impact.EVIDENCED, pieces, pieces) is None
        assert max(period.first for period in periods) > min(period.last for period in periods)


@given(MANY, PIECES, PERIODS)
def test_one_period_is_never_sustained(pieces: list[Piece], piece: Piece, period: Period) -> None:
    same = [each._replace(period=period) for each in (*pieces, piece)]
    assert refused(Impact.SUSTAINED, same, same) is not None


@given(MANY, PERIODS)
def test_a_later_period_sustains_what_is_evidenced(pieces: list[Piece], period: Period) -> None:
    shown = Piece(EvidenceKind.AUDIT, Bearing.FOR, EvidenceState.ACCEPTED, period=period)
    later = shown._replace(period=Period(period.last + timedelta(1), period.last + timedelta(30)))
    both = [*pieces, shown, later]
    assert (refused(Impact.SUSTAINED, both, both) is None) is proved(both)


@given(SAID, MANY)
def test_what_is_borne_out_is_never_more_than_was_said_and_stays_borne_out(said: Impact, pieces: list[Piece]) -> None:
    after = borne_out(said, pieces)
    assert after is said or is_step_down(said, after)
    assert borne_out(after, pieces) is after
    if after in (Impact.EVIDENCED, Impact.SUSTAINED):
        weighed = weighing(pieces, said, SignOff.NOT_REQUESTED)
        assert proved(weighed)
        assert after is Impact.EVIDENCED or lasting(weighed)


@given(SAID, MANY)
def test_what_may_be_stated_is_borne_out(said: Impact, pieces: list[Piece]) -> None:
    if refused(said, pieces, pieces) is None:
        assert borne_out(said, pieces) is said


@given(MANY, SAID, st.sampled_from(SignOff), PIECES)
def test_what_a_reader_offers_alone_takes_nothing_away(
    pieces: list[Piece], said: Impact, sign_off: SignOff, piece: Piece
) -> None:
    offered = piece._replace(by_reader=True, state=EvidenceState.OFFERED, answered=False)
    assert borne_out(said, [*pieces, offered]) is borne_out(said, pieces)
    if said in (Impact.EVIDENCED, Impact.SUSTAINED) or sign_off is SignOff.SIGNED_OFF:
        assert weighing([*pieces, offered], said, sign_off) == weighing(pieces, said, sign_off)
    assert unlooked(offered)
    assert not unlooked(offered._replace(state=EvidenceState.ACCEPTED))


@given(MANY, PIECES)
def test_what_a_reader_offers_against_is_in_the_way_of_evidenced(pieces: list[Piece], piece: Piece) -> None:
    against = piece._replace(by_reader=True, state=EvidenceState.OFFERED, answered=False, bearing=Bearing.AGAINST)
    assert refused(Impact.EVIDENCED, pieces, [*pieces, against]) is not None
