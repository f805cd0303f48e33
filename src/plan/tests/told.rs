//! Searches planned by others: they count as in hand, by the unit's data or by the sweep width told, and never as done.

use super::belief::{CASE, about, desk, sru, still};
use super::search::{MORNING, fleet};
use super::*;
use crate::base::ids::{MessageId, SeatId, SruId};
use crate::base::quantity::metres;
use crate::picture::{MessageView, Picture, Way};
use crate::plan::{Drifting, Hypothesis, belief};
use crate::sar::pattern::{Pattern, Rectangle};
use crate::scenario::Channel;
use crate::sim::forms::{Form, PlannedSearch, SearchActionPlan};
use crate::sim::{MessageBody, Source};

const HERE: (f64, f64) = (-9.6, 105.5);

/// A line of a plan over the middle, by an aeroplane.
fn line(sru: SruId, sweep_width_m: Option<f64>) -> PlannedSearch {
    let centre = at(HERE.0, HERE.1);
    let side = metres(10.0);
    PlannedSearch {
        unit: "an aeroplane of the neighbours".to_owned(),
        sru,
        area: Rectangle { centre, length_m: side, width_m: side, axis_true_deg: 20.0 },
        pattern: Pattern::ParallelSweep,
        spacing_m: metres(1.0),
        speed_mps: 80.0,
        altitude_m: Some(300.0),
        sweep_width_m,
        from: MORNING.after(Span::hours(3)),
        until: MORNING.after(Span::hours(5)),
    }
}

fn told(picture: &mut Picture, line: PlannedSearch) {
    let plan = SearchActionPlan {
        case: CASE,
        situation: String::new(),
        object: String::new(),
        persons: None,
        secondary: String::new(),
        weather: String::new(),
        action: String::new(),
        searches: vec![line],
        coordinator: String::new(),
        on_scene: String::new(),
        communications: String::new(),
        sitrep_every_h: 0,
        text: String::new(),
    };
    picture.messages.push(MessageView {
        message: MessageId(7),
        at: picture.tick,
        sent_at: picture.tick,
        way: Way::From(Source::Seat(SeatId(1))),
        channel: Channel::Text,
        body: MessageBody::Form(Box::new(Form::SearchActionPlan(plan))),
    });
}

/// Two places, one in the area planned and one far outside, equally likely.
fn two_places() -> Vec<Hypothesis<'static>> {
    let person = |name, prior, position| Hypothesis { object: Drifting::Person, ..about(name, prior, position, 0.5) };
    vec![person("in it", 0.5, at(HERE.0, HERE.1)), person("outside", 0.5, at(HERE.0 - 1.0, HERE.1))]
}

/// The weight left in the area when what is in hand has found nothing, with what was told by now.
fn left(line: Option<PlannedSearch>, with_data: bool) -> (f64, f64, usize) {
    let fleet = fleet(|_| {});
    let shelf = still(&fleet);
    let mut picture = desk(&fleet, MORNING.after(Span::hours(2)));
    if !with_data {
        picture.cards.clear();
    }
    if let Some(line) = line {
        told(&mut picture, line);
    }
    let belief = belief(&shelf, &picture, CASE, two_places(), 2000, 3);
    let (weights, areas) = belief.after_those_in_hand(&[]);
    (weights[..1000].iter().sum(), belief.pos_so_far, areas.len())
}

#[test]
fn a_planned_search_takes_weight_from_its_area_for_what_is_planned_next_and_is_not_done() {
    let fleet = fleet(|_| {});
    let plane = sru(&fleet, "dash-8");
    let (before, ..) = left(None, true);
    assert!((before - 0.5).abs() < 0.01, "{before}");
    for (line, with_data) in [(line(plane, None), true), (line(plane, Some(metres(1.0))), false)] {
        let (after, done, areas) = left(Some(line), with_data);
        assert!(after < before - 0.01, "{after} of {before}");
        assert_eq!((done, areas), (0.0, 1), "nothing has been searched");
    }
}

#[test]
fn a_plan_that_does_not_say_how_wide_is_swept_or_is_over_counts_for_nothing() {
    let fleet = fleet(|_| {});
    let plane = sru(&fleet, "dash-8");
    let over = PlannedSearch { from: MORNING, until: MORNING.after(Span::hours(2)), ..line(plane, Some(metres(1.0))) };
    for line in [line(plane, None), over] {
        let (after, done, areas) = left(Some(line), false);
        assert!((after - 0.5).abs() < 0.01 && done == 0.0 && areas == 0, "{after} {areas}");
    }
}
