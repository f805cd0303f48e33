//! The probability map: weights, hypotheses that exchange them, searches that found nothing.

use proptest::prelude::*;

use super::search::{Fleet, MORNING, fleet};
use super::*;
use crate::base::ids::{CraftId, PartyId, SeatId, SruId};
use crate::base::quantity::metres;
use crate::picture::{CaseView, Picture, PositionView, SearchView, SruCard};
use crate::plan::{Belief, Course, Drifting, Hypothesis, Start, Way, belief, hypotheses, probability_map};
use crate::sar::detection::{pod_inverse_cube, pod_random};
use crate::sar::pattern::{Pattern, Rectangle};
use crate::sar::planning::{SearchConditions, cumulative_pos, optimal_search};
use crate::scenario::{Nature, Role};
use crate::sim::{ReportedPosition, Source};

pub(super) const CASE: CraftId = CraftId(0);

/// A desk that sees the whole fleet, at a moment.
pub(super) fn desk(fleet: &Fleet, tick: Tick) -> Picture {
    let srus = &fleet.theatre.scenario.srus;
    let card = |i: usize| SruCard {
        sru: SruId::new(i),
        name: srus[i].name.clone(),
        kind: srus[i].kind,
        party: srus[i].party,
        data: Some(Box::new(srus[i].clone())),
    };
    Picture {
        seat: SeatId(0),
        party: PartyId(0),
        role: Role::Operations,
        tick,
        now: fleet.shelf.start.at(tick),
        cases: Vec::new(),
        cards: (0..srus.len()).map(card).collect(),
        srus: Vec::new(),
        contacts: Vec::new(),
        traffic: Vec::new(),
        messages: Vec::new(),
        requests: Vec::new(),
        searches: Vec::new(),
        log: Vec::new(),
        foreign: Vec::new(),
        reception: Vec::new(),
        means: crate::picture::MeansView::default(),
        portal: crate::picture::PortalView::default(),
        press: Vec::new(),
        received: Vec::new(),
        lines: crate::picture::LinesView::default(),
        plot: crate::picture::PlotView::default(),
        mail: crate::picture::MailView::default(),
        bearings: Vec::new(),
    }
}

pub(super) fn sru(fleet: &Fleet, id: &str) -> SruId {
    SruId::new(fleet.theatre.scenario.srus.iter().position(|sru| sru.id == id).unwrap())
}

/// A still sea on the fleet's shelf.
pub(super) fn still(fleet: &Fleet) -> Briefing {
    let mut shelf = fleet.shelf.clone();
    let none = Field::Constant(Flow::default());
    (shelf.forecast.wind, shelf.forecast.current) = (none.clone(), none);
    (shelf.forecast.wind_error_mps, shelf.forecast.current_error_mps) = (0.0, 0.0);
    shelf
}

pub(super) fn about(name: &str, prior: f64, position: Position, error_nmi: f64) -> Hypothesis<'static> {
    let start = Start { position, error_m: metres(error_nmi), at: MORNING };
    Hypothesis { name: name.to_owned(), prior, start, object: Drifting::Wreckage, course: Course::Adrift }
}

/// A search of a square by an aeroplane, run to its end.
fn searched(fleet: &Fleet, centre: Position, side_nmi: f64, spacing_m: f64, hours_after: i64) -> SearchView {
    let side = metres(side_nmi);
    SearchView {
        sru: sru(fleet, "dash-8"),
        case: Some(CASE),
        area: Rectangle { centre, length_m: side, width_m: side, axis_true_deg: 20.0 },
        pattern: Pattern::ParallelSweep,
        spacing_m,
        began_at: MORNING.after(Span::hours(hours_after)),
        ended_at: Some(MORNING.after(Span::hours(hours_after + 4))),
        completed: true,
    }
}

const MIDDLE: (f64, f64) = (-9.6, 105.5);

#[test]
fn a_search_in_vain_leaves_what_the_law_of_parallel_legs_leaves() {
    let fleet = fleet(|_| {});
    let shelf = still(&fleet);
    let middle = at(MIDDLE.0, MIDDLE.1);
    let ship = fleet.unit("hmas-wollongong").data;
    let person = Drifting::Person;
    let hypothesis = vec![Hypothesis { object: person, ..about("there", 1.0, middle, 1.0) }];
    let mut picture = desk(&fleet, MORNING.after(Span::hours(8)));
    let unsearched = belief(&shelf, &picture, CASE, hypothesis.clone(), 3000, 5);
    assert_eq!((unsearched.pos_so_far, unsearched.searches.len()), (0.0, 0));
    // Everything in the area, at coverage one: erf(sqrt(pi)/2).
    let then = MORNING.after(Span::hours(3));
    let width_m = crate::plan::seeing(&shelf.forecast, shelf.start, ship, person.object(), middle, then).width_m();
    let of = |hours| SearchView {
        sru: fleet.unit("hmas-wollongong").view.sru,
        ..searched(&fleet, middle, 6.0, width_m, hours)
    };
    picture.searches.push(of(1));
    let once = belief(&shelf, &picture, CASE, hypothesis.clone(), 3000, 5);
    assert!((once.searches[0].pos - pod_inverse_cube(1.0)).abs() < 0.03, "{}", once.searches[0].pos);
    assert!((once.pos_so_far - once.searches[0].pos).abs() < 1e-12);
    // The same once more: what is left is missed again.
    let mut picture = picture.clone();
    picture.searches.push(of(5));
    picture.tick = MORNING.after(Span::hours(12));
    let twice = belief(&shelf, &picture, CASE, hypothesis, 3000, 5);
    let both = cumulative_pos(twice.searches[0].pos, twice.searches[1].pos);
    assert!((twice.pos_so_far - both).abs() < 1e-9 && (twice.searches[1].cumulative - both).abs() < 1e-9);
    assert!(twice.pos_so_far > once.pos_so_far);
    assert!((twice.weights().iter().sum::<f64>() - 1.0).abs() < 1e-9);
}

#[test]
fn hypotheses_exchange_weight_as_bayes_has_it() {
    let fleet = fleet(|_| {});
    let shelf = still(&fleet);
    let (here, there) = (at(MIDDLE.0, MIDDLE.1), at(-8.9, 104.6));
    let hypotheses = vec![about("here", 3.0, here, 3.0), about("there", 1.0, there, 3.0)];
    let mut picture = desk(&fleet, MORNING.after(Span::hours(8)));
    picture.searches.push(searched(&fleet, here, 24.0, 1500.0, 1));
    let seen = belief(&shelf, &picture, CASE, hypotheses.clone(), 2000, 5);
    let change = &seen.searches[0];
    assert!((change.before[0] - 0.75).abs() < 1e-9 && (change.before[1] - 0.25).abs() < 1e-9);
    // Nothing of it was flown there: all of the success is here's.
    let pod = change.pos / 0.75;
    let expected = 0.75 * (1.0 - pod) / (1.0 - change.pos);
    assert!((change.after[0] - expected).abs() < 1e-9, "{:?} {expected}", change.after);
    assert!((change.after.iter().sum::<f64>() - 1.0).abs() < 1e-9 && change.after[0] < 0.75);
    assert_eq!(seen.hypotheses[1].weight, change.after[1]);
    let prediction = seen.prediction(picture.tick);
    let weight = |group: u16| -> f64 { prediction.weighted().filter(|p| p.2 == group).map(|p| p.1).sum() };
    assert!((weight(0) - change.after[0]).abs() < 1e-9 && (weight(1) - change.after[1]).abs() < 1e-9);
    // The datum has gone towards what has not been searched.
    let before =
        belief(&shelf, &desk(&fleet, picture.tick), CASE, hypotheses.clone(), 2000, 5).prediction(picture.tick);
    assert!(prediction.datum.distance_m(there) < before.datum.distance_m(there) - metres(3.0));
    // A search from before the position was known tells nothing; nor does one by a unit whose data are not on the desk.
    let later = |h: &Hypothesis<'static>| {
        let start = Start { at: MORNING.after(Span::hours(7)), ..h.start };
        Hypothesis { start, ..h.clone() }
    };
    let anew = belief(&shelf, &picture, CASE, hypotheses.iter().map(later).collect(), 200, 5);
    assert_eq!((anew.pos_so_far, anew.searches.len()), (0.0, 0));
    picture.cards.clear();
    assert_eq!(belief(&shelf, &picture, CASE, hypotheses, 200, 5).pos_so_far, 0.0);
}

#[test]
fn half_a_search_counts_for_half_and_what_is_to_come_is_planned_around() {
    let fleet = fleet(|_| {});
    let shelf = still(&fleet);
    let middle = at(MIDDLE.0, MIDDLE.1);
    let hypothesis = vec![about("there", 1.0, middle, 8.0)];
    let mut picture = desk(&fleet, MORNING.after(Span::hours(3)));
    let mut search = searched(&fleet, middle, 40.0, 2500.0, 1);
    (search.ended_at, search.completed) = (Some(MORNING.after(Span::hours(2))), false);
    picture.searches.push(search.clone());
    let left = belief(&shelf, &picture, CASE, hypothesis.clone(), 1500, 5).pos_so_far;
    picture.searches[0].ended_at = None;
    let running = belief(&shelf, &picture, CASE, hypothesis.clone(), 1500, 5);
    assert!(running.searches[0].running && running.pos_so_far > left && left > 0.05, "{left}");
    // Another aeroplane that searches the middle keeps this one out of it, and a plan for it looks elsewhere.
    let mut busy = fleet.unit("orion").view.clone();
    let area = Rectangle { centre: middle, length_m: metres(20.0), width_m: metres(20.0), axis_true_deg: 0.0 };
    busy.order = Some(crate::sim::Order::Search { area, pattern: Pattern::ParallelSweep, spacing_m: 2000.0 });
    busy.doing = crate::picture::Doing::UnderWay;
    let mut hands = desk(&fleet, MORNING);
    hands.srus.push(busy);
    let with = belief(&shelf, &hands, CASE, hypothesis.clone(), 1500, 5);
    let plan = |belief: &Belief<'_>| {
        belief.plan(&[fleet.unit("dash-8")], MORNING, Some(2.0), SearchConditions::Normal).tasks[0].clone()
    };
    let hands = desk(&fleet, MORNING);
    let alone = belief(&shelf, &hands, CASE, hypothesis, 1500, 5);
    assert!(plan(&alone).area.contains(middle));
    let beside = plan(&with).area;
    assert!(!beside.contains(middle) && beside.centre.distance_m(middle) < metres(40.0));
}

#[test]
fn a_plan_for_hypotheses_tells_each_ones_share_and_is_weighed_alike_again() {
    let fleet = fleet(|_| {});
    let shelf = still(&fleet);
    let boat = wooden_boat();
    let middle = at(MIDDLE.0, MIDDLE.1);
    let mut upright = about("upright", 0.7, middle, 10.0);
    upright.object = Drifting::Upright(&boat);
    let people = Hypothesis { object: Drifting::Person, ..about("people", 0.3, middle, 10.0) };
    let picture = desk(&fleet, MORNING);
    let both = belief(&shelf, &picture, CASE, vec![upright, people], 2000, 5);
    let units = [fleet.unit("dash-8"), fleet.unit("hmas-wollongong")];
    let plan = both.plan(&units, MORNING, None, SearchConditions::Normal);
    assert_eq!(plan.tasks.len(), 2, "{:?}", plan.unused);
    for task in &plan.tasks {
        // Planned for the boat; people are seen from a tenth as far, or less.
        assert_eq!(task.relative[0], 1.0);
        assert!(task.relative[1] < 0.15, "{:?}", task.relative);
        let most = 0.7 * task.conditions.pod(task.coverage) + 0.3 * task.conditions.pod(task.coverage * 0.15);
        assert!(task.pos <= most && task.pos > 0.0);
    }
    let again = both.weigh(&plan.tasks);
    // Times are rounded to half an hour for planning and exact for weighing.
    assert!((again.pos - plan.pos).abs() < 0.02, "{} {}", again.pos, plan.pos);
    assert!(again.efficiency <= 1.0 && plan.efficiency <= 1.0);
    assert_eq!(again, both.weigh(&again.tasks));
    // Without a position there is nothing to plan, and nobody stumbles.
    let none = belief(&shelf, &picture, CASE, Vec::new(), 500, 5);
    let plan = none.plan(&units, MORNING, None, SearchConditions::Normal);
    assert_eq!((plan.tasks.len(), plan.unused.len(), plan.pos), (0, 2, 0.0));
}

#[test]
fn what_may_have_happened_follows_what_is_known() {
    let fleet = fleet(|_| {});
    let mut picture = desk(&fleet, MORNING);
    let told = |minutes: u32, lat: f64| PositionView {
        reported: ReportedPosition { position: at(lat, 105.0), error_m: 900.0, true_at: Tick(minutes * 6) },
        known_at: Tick(minutes * 6),
        from: Source::Casualty(CASE),
    };
    picture.cases.push(CaseView {
        nature: Nature::Concern,
        positions: vec![told(60, -8.0)],
        persons: Some(40),
        ..CaseView::new(CASE, Tick::START, wooden_boat())
    });
    assert!(hypotheses(&picture, CraftId(7)).is_empty());
    let names = |picture: &Picture| hypotheses(picture, CASE).into_iter().map(|h| h.name).collect::<Vec<_>>();
    assert_eq!(names(&picture), ["adrift since", "capsized since"]);
    picture.cases[0].positions.push(told(240, -8.2));
    let all = hypotheses(&picture, CASE);
    assert_eq!(names(&picture).len(), 4);
    assert!((all.iter().map(|h| h.prior).sum::<f64>() - 1.0).abs() < 1e-12);
    assert!(all.iter().any(|h| matches!(h.course, Course::Kept(Way { north_mps, .. }) if north_mps < 0.0)));
    picture.cases[0].nature = Nature::EngineTrouble;
    assert_eq!(names(&picture), ["adrift since", "capsized since"]);
    // The kept way leads on, the drift does not follow it: the groups part.
    picture.cases[0].nature = Nature::Concern;
    let shelf = still(&fleet);
    let wide = belief(&shelf, &picture, CASE, hypotheses(&picture, CASE), 800, 1).prediction(Tick(840 * 6));
    let mean = |group: u16| {
        let own: Vec<f64> = wide.weighted().filter(|p| p.2 == group).map(|p| p.0.lat_deg()).collect();
        own.iter().sum::<f64>() / own.len() as f64
    };
    assert!(mean(2) < mean(1) - 0.1 && mean(1) < mean(0) - 0.1, "{} {} {}", mean(0), mean(1), mean(2));
}

#[test]
fn rossmos_r_is_one_where_the_map_is_highest_and_nothing_for_an_even_map() {
    let fleet = fleet(|_| {});
    let shelf = still(&fleet);
    let middle = at(MIDDLE.0, MIDDLE.1);
    let picture = desk(&fleet, MORNING);
    let cloud = belief(&shelf, &picture, CASE, vec![about("there", 1.0, middle, 6.0)], 4000, 5).prediction(MORNING);
    let map = probability_map(&cloud, Some(metres(1.0)));
    assert!((map.poc.iter().sum::<f64>() - 1.0).abs() < 1e-9 && map.poc.len() == map.columns * map.rows);
    assert!(map.rossmo(middle) > 0.9, "{}", map.rossmo(middle));
    let off = middle.destination(45.0, metres(15.0));
    assert!(map.rossmo(off) < map.rossmo(middle.destination(45.0, metres(6.0))));
    assert_eq!(map.rossmo(at(10.0, 90.0)), -1.0);
    let mut even = map.clone();
    even.poc.fill(1.0 / map.poc.len() as f64);
    assert!(even.rossmo(middle).abs() < 1e-12);
    // By the definition: n likelier, m as likely with itself, of N.
    let n = map.poc.len() as f64;
    let lowest = map.poc.iter().filter(|p| **p == 0.0).count() as f64;
    let nowhere = (0..map.poc.len()).find(|i| map.poc[*i] == 0.0).unwrap();
    let place = |i: usize| {
        let (row, column) = (i / map.columns, i % map.columns);
        map.south_west.shifted((column as f64 + 0.5) * map.cell_m, (row as f64 + 0.5) * map.cell_m)
    };
    let expected = (0.5 - ((n - lowest) + lowest / 2.0) / n) / 0.5;
    assert!((map.rossmo(place(nowhere)) - expected).abs() < 1e-9);
}

#[test]
fn the_grid_optimum_of_a_normal_cloud_is_the_closed_form() {
    // Koopman: success of the best spread over a circular normal is 1 - (1 + a) exp(-a), a = sqrt(Z / (pi sigma^2)).
    let fleet = fleet(|_| {});
    let shelf = still(&fleet);
    let picture = desk(&fleet, MORNING);
    let (error_nmi, middle) = (10.0, at(MIDDLE.0, MIDDLE.1));
    let one = vec![about("there", 1.0, middle, error_nmi)];
    let cloud = belief(&shelf, &picture, CASE, one, 20_000, 5).prediction(MORNING);
    let map = probability_map(&cloud, None);
    let sigma = metres(error_nmi) / crate::sar::planning::PROBABLE_ERROR_SIGMAS;
    for relative in [0.5, 2.0, 8.0, 30.0] {
        let effort = relative * metres(error_nmi) * metres(error_nmi);
        let a = (effort / (math::PI * sigma * sigma)).sqrt();
        let exact = 1.0 - (1.0 + a) * math::exp(-a);
        let grid = map.optimum(effort, SearchConditions::Normal);
        println!("{relative}: {grid:.4}, exactly {exact:.4}, cells of {:.2} NM", map.cell_m / 1852.0);
        assert!((grid - exact).abs() < 0.012, "{relative}: {grid} {exact}");
        // One square is no better.
        let square = optimal_search(relative, crate::sar::planning::Datum::Point, SearchConditions::Normal).pos;
        assert!(square < grid);
    }
    // Perfect legs do better for the same effort.
    let effort = 6.0 * metres(error_nmi) * metres(error_nmi);
    assert!(map.optimum(effort, SearchConditions::Ideal) > map.optimum(effort, SearchConditions::Normal) + 0.05);
    assert!(pod_inverse_cube(1.0) > pod_random(1.0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn an_empty_search_never_raises_the_weight_inside_what_it_swept(
        east in -12.0..12.0_f64, north in -12.0..12.0_f64, side in 4.0..30.0_f64, spacing in 500.0..6000.0_f64,
        pattern in 0..5_usize, priors in prop::collection::vec(0.0..2.0_f64, 1..4), nonsense in any::<f64>(),
        current in (-0.5..0.5_f64, -0.5..0.5_f64), whole in any::<bool>(),
    ) {
        let fleet = fleet(|_| {});
        let mut shelf = still(&fleet);
        shelf.forecast.current = Field::Constant(Flow { east_mps: current.0, north_mps: current.1 });
        let middle = at(MIDDLE.0, MIDDLE.1);
        let mut all: Vec<_> = priors.iter().map(|prior| about("one", *prior, middle, 8.0)).collect();
        all.push(about("odd", nonsense, middle.shifted(2e4, 0.0), 5.0));
        let picture = desk(&fleet, MORNING.after(Span::hours(9)));
        let before = belief(&shelf, &picture, CASE, all.clone(), 300, 5);
        let mut search = searched(&fleet, middle.shifted(metres(east), metres(north)), side, spacing, 2);
        search.pattern = Pattern::ALL[pattern];
        if !whole {
            (search.ended_at, search.completed) = (None, false);
        }
        let mut picture = picture.clone();
        picture.searches.push(search);
        let after = belief(&shelf, &picture, CASE, all, 300, 5);
        let (old, new) = (before.weights(), after.weights());
        for weights in [&old, &new] {
            prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!(weights.iter().all(|w| (0.0..=1.0).contains(w)));
        }
        prop_assert!((0.0..=1.0).contains(&after.pos_so_far));
        prop_assert_eq!(before.pos_so_far, 0.0);
        prop_assert!((after.hypotheses.iter().map(|h| h.weight).sum::<f64>() - 1.0).abs() < 1e-9);
        // Whoever may have been seen at all: together they weigh no more than they did, and everybody else no less.
        let ratio: Vec<f64> = old.iter().zip(&new).map(|(a, b)| if *a > 0.0 { b / a } else { 1.0 }).collect();
        let missed_most = ratio.iter().copied().fold(0.0, f64::max);
        let swept = |i: &usize| ratio[*i] < missed_most * (1.0 - 1e-9);
        let sum = |weights: &[f64]| -> f64 { (0..weights.len()).filter(swept).map(|i| weights[i]).sum() };
        prop_assert!(sum(&new) <= sum(&old) + 1e-9);
    }

    #[test]
    fn more_effort_never_lowers_the_optimum(
        efforts in prop::collection::vec(0.0..4e10_f64, 2..8), seed in 0..1000_u64, ideal in any::<bool>(),
    ) {
        let fleet = fleet(|_| {});
        let shelf = still(&fleet);
        let picture = desk(&fleet, MORNING);
        let one = vec![about("there", 1.0, at(MIDDLE.0, MIDDLE.1), 9.0)];
        let map = probability_map(&belief(&shelf, &picture, CASE, one, 400, seed).prediction(MORNING), None);
        let conditions = if ideal { SearchConditions::Ideal } else { SearchConditions::Normal };
        let mut sorted = efforts;
        sorted.sort_by(f64::total_cmp);
        let best: Vec<f64> = sorted.iter().map(|effort| map.optimum(*effort, conditions)).collect();
        prop_assert!(best.windows(2).all(|pair| pair[1] >= pair[0] - 1e-9), "{:?}", best);
        prop_assert!(best.iter().all(|pos| (0.0..=1.0).contains(pos)));
        prop_assert_eq!(map.optimum(f64::NAN, conditions), 0.0);
    }
}
