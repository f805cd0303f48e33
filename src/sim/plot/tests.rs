//! Cases as labels: one vessel told of twice, one that is not there, and what seats make of them.

use proptest::prelude::*;

use super::super::tests::{CASE, OPS, Play, RCC, at, scenario};
use super::super::*;
use super::*;
use crate::base::Span;
use crate::base::ids::{CraftId, SeatId};
use crate::scenario::{Channel, Effect, Nature, Phone, ReportOnly, Scenario, Stage, Told};

/// A centre of another state.
const OTHER: SeatId = SeatId(3);
/// A second series of reports of the vessel.
const DOUBLED: CraftId = CraftId(1);
/// Reports of nothing.
const HOAX: CraftId = CraftId(2);

/// The boat, a second series of reports of it, and one of nothing.
fn reports() -> Scenario {
    let mut scenario = scenario();
    for (id, same_as) in [("doubled", Some(CASE)), ("hoax", None)] {
        let mut craft = scenario.craft[0].clone();
        craft.id = id.to_owned();
        craft.name = id.to_owned();
        craft.groups.clear();
        craft.calls.clear();
        craft.troubles.clear();
        craft.phone = Phone { answers: 0.0, reads_position: 0.0, error_m: 0.0, gross_error: 0.0 };
        craft.report = Some(ReportOnly { same_as });
        scenario.craft.push(craft);
    }
    scenario
}

/// An hour in: the boat has called the centre, and somebody has told it, and another state's, of the two others.
fn told() -> Play {
    let mut play = Play::of(reports());
    for (case, to) in [(DOUBLED, RCC), (HOAX, RCC), (DOUBLED, OTHER)] {
        assert_eq!(play.excon(report(case, to)), None);
    }
    play.until_hours(1.0);
    for (case, seat) in [(CASE, RCC), (DOUBLED, RCC), (HOAX, RCC), (DOUBLED, OTHER)] {
        assert!(super::super::comms::has_heard(&play.world, seat, case), "{seat} of {case}");
    }
    play
}

fn report(case: CraftId, to: SeatId) -> Intervention {
    let told = Told { nature: Nature::TakingWater, persons: Some(30), error_m: 3_000.0, age: Span::ZERO };
    let effect = Effect::Message {
        from: "a relative".to_owned(),
        to,
        channel: Channel::Phone,
        case,
        position: Some(at(-7.5, 105.5)),
        text: "They called.".to_owned(),
        told,
    };
    Intervention::Improvise { purpose: "a report".to_owned(), effect }
}

fn merge(case: CraftId, into: CraftId) -> super::super::Command {
    super::super::Command::Plot(super::Command::Merge { case, into, reason: "one place".to_owned() })
}

fn apart(case: CraftId, from: CraftId) -> super::super::Command {
    super::super::Command::Plot(super::Command::KeepApart { case, from, reason: "another colour".to_owned() })
}

fn conclude(case: CraftId, reason: Conclusion) -> super::super::Command {
    super::super::Command::Plot(super::Command::Conclude { case, reason })
}

/// The last thing that became true of a plot.
fn last(play: &Play) -> super::Event {
    let found = play.events.iter().rev().find_map(|event| match &event.body {
        super::super::Event::Plot(what) => Some((**what).clone()),
        _ => None,
    });
    found.expect("something was decided")
}

fn into(play: &Play, seat: SeatId, case: CraftId) -> Option<CraftId> {
    play.world.cases[case.index()].plots[seat.index()].into
}

fn is_closed(play: &Play, seat: SeatId, case: CraftId) -> bool {
    play.world.cases[case.index()].plots[seat.index()].concluded.is_some()
}

#[test]
fn what_is_only_reported_is_nowhere_and_nobody_is_aboard() {
    let mut play = told();
    for case in [DOUBLED, HOAX] {
        assert_eq!(play.world.hull(case).afloat, Afloat::Gone);
        assert!(play.world.people.iter().all(|person| person.craft == CASE));
        assert!(play.excon(Intervention::MoveCraft { case, to: at(-7.5, 105.0) }).unwrap().contains("only reported"));
        let before = play.count(|e| matches!(e, super::super::Event::CallUnanswered { .. }));
        assert_eq!(play.command(RCC, super::super::Command::CallCasualty { case }), None);
        assert_eq!(play.count(|e| matches!(e, super::super::Event::CallUnanswered { .. })), before + 1);
    }
    play.until_hours(4.0);
    let stages = play.count(|e| matches!(e, super::super::Event::StageReached { case, .. } if *case != CASE));
    assert_eq!(stages, 0);
    assert_eq!(play.world.casualties[HOAX.index()].stage, Stage::Sunk);
}

#[test]
fn a_centre_may_take_two_cases_for_one_and_undo_it() {
    let mut play = told();
    assert!(matches!(play.command(OTHER, merge(DOUBLED, CASE)), Some(Rejection::Unknown { .. })), "it has not heard");
    assert!(matches!(play.command(OPS, merge(DOUBLED, CASE)), Some(Rejection::NotYours { .. })));
    assert_eq!(play.command(RCC, merge(DOUBLED, CASE)), None);
    assert_eq!(into(&play, RCC, DOUBLED), Some(CASE));
    assert_eq!(into(&play, OTHER, DOUBLED), None, "others decide for themselves");
    for again in [merge(DOUBLED, CASE), merge(CASE, DOUBLED), merge(DOUBLED, HOAX), merge(CASE, CASE)] {
        assert!(matches!(play.command(RCC, again), Some(Rejection::NotReady { .. })));
    }
    assert_eq!(play.command(RCC, apart(CASE, DOUBLED)), None);
    assert_eq!(into(&play, RCC, DOUBLED), None);
    assert!(matches!(last(&play), super::Event::KeptApart { undone: Some(DOUBLED), .. }));
    // Kept apart beforehand, there is nothing to undo.
    assert_eq!(play.command(RCC, apart(HOAX, CASE)), None);
    assert!(matches!(last(&play), super::Event::KeptApart { undone: None, .. }));
}

#[test]
fn the_telephone_of_the_vessel_rings_whatever_its_case_is_called() {
    let mut play = told();
    assert_eq!(play.command(RCC, merge(CASE, DOUBLED)), None);
    let before = play.count(|e| matches!(e, super::super::Event::MessageSent { from: Source::Casualty(_), .. }));
    assert_eq!(play.command(RCC, super::super::Command::CallCasualty { case: DOUBLED }), None);
    let after = play.count(|e| matches!(e, super::super::Event::MessageSent { from: Source::Casualty(_), .. }));
    assert_eq!(after, before + 1);
}

#[test]
fn ending_a_search_counts_who_lives_at_sea_and_a_new_report_opens_the_case_again() {
    let mut play = told();
    let aboard = play.world.people.len() as u32;
    let too_many = Conclusion::NoHope { alive_percent: 101 };
    assert!(matches!(play.command(RCC, conclude(CASE, too_many)), Some(Rejection::BadNumber { .. })));
    assert_eq!(play.command(RCC, conclude(CASE, Conclusion::NoHope { alive_percent: 5 })), None);
    let super::Event::Concluded { vessels, alive, holds, .. } = last(&play) else { panic!("closed") };
    // The same boat is looked for under its second name.
    assert_eq!((vessels.as_slice(), alive, holds), (&[][..], 0, true));
    assert!(matches!(play.command(RCC, conclude(CASE, Conclusion::PassedOn)), Some(Rejection::NotReady { .. })));
    assert_eq!(play.command(RCC, conclude(DOUBLED, Conclusion::FalseAlarm)), None);
    let super::Event::Concluded { vessels, alive, .. } = last(&play) else { panic!("closed") };
    assert_eq!((vessels.as_slice(), alive), (&[CASE][..], aboard));
    assert_eq!(play.command(RCC, conclude(HOAX, Conclusion::FalseAlarm)), None);
    let super::Event::Concluded { vessels, alive, .. } = last(&play) else { panic!("closed") };
    assert_eq!((vessels.as_slice(), alive), (&[][..], 0));
    // A report of the hoax opens it, and nothing else.
    assert_eq!(play.excon(report(HOAX, RCC)), None);
    play.until_hours(2.0);
    assert!(!is_closed(&play, RCC, HOAX) && is_closed(&play, RCC, DOUBLED));
    assert!(matches!(last(&play), super::Event::Reopened { case: HOAX, reason: None, .. }));
    let reopen = |case| super::super::Command::Plot(super::Command::Reopen { case, reason: "a doubt".to_owned() });
    assert_eq!(play.command(RCC, reopen(DOUBLED)), None);
    assert!(matches!(play.command(RCC, reopen(DOUBLED)), Some(Rejection::NotReady { .. })));
}

#[test]
fn a_seat_without_a_plot_follows_the_centre_of_its_own_state_and_no_other() {
    let mut play = told();
    let word = |to, note| super::super::Command::Send {
        to,
        channel: Channel::Phone,
        body: MessageBody::Plotted { case: DOUBLED, note },
    };
    assert!(play.command(OPS, word(RCC, Note::Reopened)).is_some(), "it keeps no plot");
    assert_eq!(play.command(RCC, word(OPS, Note::SameAs(CASE))), None);
    assert_eq!(play.command(RCC, word(OTHER, Note::SameAs(CASE))), None);
    play.until_hours(2.0);
    assert_eq!(into(&play, OPS, DOUBLED), Some(CASE));
    assert_eq!(into(&play, OTHER, DOUBLED), None, "a centre decides for itself");
    assert!(super::super::comms::has_heard(&play.world, OTHER, CASE), "it has heard of both by now");
    assert_eq!(play.command(OTHER, word(OPS, Note::Apart(CASE))), None);
    play.until_hours(3.0);
    assert_eq!(into(&play, OPS, DOUBLED), Some(CASE), "that is not its centre");
    assert_eq!(play.command(RCC, word(OPS, Note::Concluded(Conclusion::AllAccountedFor))), None);
    play.until_hours(4.0);
    assert!(is_closed(&play, OPS, CASE), "both are one there");
}

proptest! {
    #[test]
    fn whatever_is_decided_no_plot_runs_in_a_ring(
        decisions in prop::collection::vec((0..3_u32, 0..3_u32, 0..4_u8), 1..20)
    ) {
        let mut play = told();
        for (one, other, what) in decisions {
            let (case, other) = (CraftId(one), CraftId(other));
            let order = match what {
                0 | 1 => merge(case, other),
                2 => apart(case, other),
                _ => conclude(case, Conclusion::PassedOn),
            };
            play.command(RCC, order);
            play.world.check_invariants(&play.theatre);
        }
    }
}
