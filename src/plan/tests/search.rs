//! The search planner: what more units, one curve of detection, lobes and known positions do to a plan.

use proptest::prelude::*;

use super::*;
use crate::base::ids::SruId;
use crate::base::quantity::{metres, nmi};
use crate::picture::{Picture, project};
use crate::plan::{Drifting, Prediction, SearchPlan, Searcher, Start, Task, cloud, evaluate, search, task};
use crate::sar::detection::{pod_inverse_cube, pod_random};
use crate::sar::pattern::{Pattern, Rectangle};
use crate::sar::planning::{Datum, SearchConditions, optimal_search};
use crate::scenario::Sru;
use crate::sim::{Event, Order, World, step};

/// Every unit of the shipped exercise under one commander, at sea where it is told to be, by day.
pub(super) struct Fleet {
    pub(super) theatre: Theatre,
    pub(super) world: World,
    pub(super) shelf: Briefing,
    pictures: Vec<Picture>,
}

/// Six in the morning local time of the 20th: a day's light ahead.
pub(super) const MORNING: Tick = Tick(11 * 360 + 180);

pub(super) fn fleet(change: impl FnOnce(&mut World)) -> Fleet {
    let theatre = Theatre::new(units_alone());
    let mut world = World::new(&theatre, 1);
    world.tick = MORNING;
    change(&mut world);
    let pictures = theatre.seats().map(|seat| project(&theatre, &world, seat)).collect();
    let shelf = briefing(&theatre, None);
    Fleet { theatre, world, shelf, pictures }
}

impl Fleet {
    pub(super) fn unit(&self, id: &str) -> Searcher<'_> {
        let sru = self.theatre.scenario.srus.iter().position(|sru| sru.id == id).unwrap();
        let data: &Sru = &self.theatre.scenario.srus[sru];
        let views = &self.pictures[data.seat.index()].srus;
        Searcher { view: views.iter().find(|view| view.sru == SruId::new(sru)).unwrap(), data }
    }

    fn plan(&self, cloud: &Prediction, object: SearchObject, units: &[&str]) -> SearchPlan {
        let units: Vec<_> = units.iter().map(|id| self.unit(id)).collect();
        search(&self.shelf, cloud, object, &units, MORNING, None, SearchConditions::Normal)
    }
}

/// A normal cloud about a position with this probable error \[NM\], for eight hours after the morning.
fn round_cloud(shelf: &Briefing, position: Position, error_nmi: f64) -> Prediction {
    let mut calm = shelf.clone();
    let still = Field::Constant(Flow::default());
    (calm.forecast.wind, calm.forecast.current) = (still.clone(), still);
    (calm.forecast.wind_error_mps, calm.forecast.current_error_mps) = (0.0, 0.0);
    let at = MORNING.after(Span::hours(6));
    cloud(&calm, &Start { position, error_m: metres(error_nmi), at }, Drifting::Person, at, 4000, 3)
}

pub(super) const BOAT: SearchObject = SearchObject::PowerBoat20ft;

/// North of Christmas Island, an hour and less from everybody there.
fn near_the_island() -> Position {
    at(-9.6, 105.5)
}

#[test]
fn more_units_find_more_and_equal_questions_get_equal_answers() {
    let fleet = fleet(|_| {});
    let cloud = round_cloud(&fleet.shelf, near_the_island(), 15.0);
    let all = ["hmas-wollongong", "hmas-larrakia", "dash-8", "orion"];
    let plans: Vec<SearchPlan> = (1..=all.len()).map(|n| fleet.plan(&cloud, BOAT, &all[..n])).collect();
    for (n, plan) in plans.iter().enumerate() {
        println!("{} units: {} {:.3} of {:.3}", n + 1, plan.why, plan.pos, plan.ideal);
        assert_eq!(plan.tasks.len(), n + 1, "{:?}", plan.unused);
        assert!(plan.pos <= plan.ideal && plan.pos > 0.6 * plan.ideal);
        let each: Vec<f64> = plan.tasks.iter().map(|task| task.pos).collect();
        assert!(plan.pos <= each.iter().sum::<f64>() + 1e-9 && each.iter().all(|pos| *pos <= plan.pos + 1e-9));
    }
    for pair in plans.windows(2) {
        assert!(pair[1].pos > pair[0].pos + 0.005, "{} then {}", pair[0].pos, pair[1].pos);
        assert!(pair[1].uncovered <= pair[0].uncovered + 0.05);
    }
    assert_eq!(fleet.plan(&cloud, BOAT, &all), plans[3]);
    // However they are listed, the same is done.
    let turned = fleet.plan(&cloud, BOAT, &["orion", "dash-8", "hmas-larrakia", "hmas-wollongong"]);
    assert!((turned.pos - plans[3].pos).abs() < 1e-9);
    assert_eq!(turned.tasks[0].sru, plans[3].tasks[3].sru);
}

#[test]
fn one_aeroplane_on_a_normal_cloud_does_what_the_worksheet_promises() {
    let fleet = fleet(|_| {});
    for error_nmi in [12.0, 20.0] {
        let cloud = round_cloud(&fleet.shelf, near_the_island(), error_nmi);
        let plan = fleet.plan(&cloud, BOAT, &["dash-8"]);
        let task = &plan.tasks[0];
        let track_m: f64 = task.legs.windows(2).map(|leg| leg[0].distance_m(leg[1])).sum();
        let relative = task.sweep_width_m * track_m / (metres(error_nmi) * metres(error_nmi));
        let best = optimal_search(relative, Datum::Point, SearchConditions::Normal);
        println!("E {error_nmi} NM: effort {relative:.2} E2, {:.3} against {:.3}: {}", plan.pos, best.pos, task.note);
        assert!((plan.pos - best.pos).abs() < 0.05, "{} against {}", plan.pos, best.pos);
    }
}

/// A task as an expert might draw it.
fn drawn(fleet: &Fleet, cloud: &Prediction, side_nmi: f64, pattern: Pattern) -> Task {
    let side = metres(side_nmi);
    let area = Rectangle { centre: cloud.datum, length_m: side, width_m: side, axis_true_deg: 0.0 };
    let unit = fleet.unit("dash-8");
    task(&fleet.shelf, cloud, BOAT, &unit, area, pattern, side / 10.0, MORNING, SearchConditions::Normal).unwrap()
}

#[test]
fn success_is_the_share_of_the_particles_inside_times_the_curve_of_detection() {
    let fleet = fleet(|_| {});
    let cloud = round_cloud(&fleet.shelf, near_the_island(), 8.0);
    let mut one = drawn(&fleet, &cloud, 20.0, Pattern::ParallelSweep);
    one.spacing_m = one.sweep_width_m;
    let plan = evaluate(&cloud, std::slice::from_ref(&one));
    let seen = &plan.tasks[0];
    let inside = |p: &&Position| {
        let (east, north) = cloud.datum.offset_to(**p);
        east.abs() <= metres(10.0) && north.abs() <= metres(10.0)
    };
    let counted = cloud.particles.iter().filter(inside).count() as f64 / cloud.particles.len() as f64;
    assert!((seen.poc - counted).abs() < 0.002, "{} {counted}", seen.poc);
    assert!((seen.coverage - 1.0).abs() < 1e-12 && (seen.pod - pod_random(1.0)).abs() < 1e-12);
    assert!((plan.pos - seen.poc * pod_random(1.0)).abs() < 1e-9);
    assert!((plan.uncovered - (1.0 - seen.poc)).abs() < 1e-9);
    one.conditions = SearchConditions::Ideal;
    assert!((evaluate(&cloud, &[one.clone()]).tasks[0].pod - pod_inverse_cube(1.0)).abs() < 1e-12);
    // The same area twice: what one misses the other may find, once.
    one.conditions = SearchConditions::Normal;
    let twice = evaluate(&cloud, &[one.clone(), one.clone()]);
    assert!((twice.pos - seen.poc * pod_random(2.0)).abs() < 1e-9);
    // Beside the cloud there is nothing.
    one.area.centre = at(-15.0, 105.5);
    let beside = evaluate(&cloud, &[one.clone()]);
    assert_eq!((beside.pos, beside.uncovered), (0.0, 1.0));
    one.area.length_m = f64::NAN;
    assert_eq!(evaluate(&cloud, &[one]).pos, 0.0);
}

#[test]
fn every_pattern_counts_what_its_track_passes() {
    let fleet = fleet(|_| {});
    let cloud = round_cloud(&fleet.shelf, near_the_island(), 8.0);
    for pattern in Pattern::ALL {
        let seen = drawn(&fleet, &cloud, 16.0, pattern);
        assert!(seen.pos > 0.0 && seen.legs.len() >= 4, "{pattern:?}");
        // No particle it claims is farther from its track than the outermost legs sweep.
        let near = |p: &Position| {
            let off = seen.legs.windows(2).map(|leg| off_leg_m(leg[0], leg[1], *p)).fold(f64::INFINITY, f64::min);
            let reach = if pattern == Pattern::Sector { metres(4.1) } else { 1.6 * seen.spacing_m };
            off <= reach
        };
        assert!(cloud.particles.iter().filter(|p| seen.sweeps(**p)).all(near), "{pattern:?}");
    }
    let circle = drawn(&fleet, &cloud, 16.0, Pattern::Sector);
    let whole = drawn(&fleet, &cloud, 16.0, Pattern::ParallelSweep);
    assert!(circle.poc < whole.poc && circle.poc > 0.7 * whole.poc);
}

/// How far a position lies off a leg \[m\], on a flat chart.
fn off_leg_m(from: Position, to: Position, p: Position) -> f64 {
    let ((x, y), (px, py)) = (from.offset_to(to), from.offset_to(p));
    let length2 = (x * x + y * y).max(1e-9);
    let t = ((px * x + py * y) / length2).clamp(0.0, 1.0);
    crate::base::math::hypot(px - t * x, py - t * y)
}

#[test]
fn a_small_thing_near_a_good_fix_gets_a_sector_and_a_wider_datum_a_square() {
    let fleet = fleet(|_| {});
    let plan = |error_nmi, object| {
        let cloud = round_cloud(&fleet.shelf, near_the_island(), error_nmi);
        fleet.plan(&cloud, object, &["hmas-wollongong"])
    };
    // A raft is seen from afar: three passes through the datum do nearly all there is to do. A person is not.
    let near = plan(0.5, SearchObject::Raft6Person);
    let person = plan(0.5, SearchObject::PersonInWater);
    let (wider, wide) = (plan(3.0, SearchObject::PersonInWater), plan(12.0, SearchObject::PersonInWater));
    for plan in [&near, &person, &wider, &wide] {
        println!("{} | {} | {}", plan.why, plan.tasks[0].note, plan.tasks[0].sweep);
    }
    assert_eq!(near.tasks[0].pattern, Pattern::Sector);
    assert_eq!(person.tasks[0].pattern, Pattern::ExpandingSquare);
    assert_eq!(wider.tasks[0].pattern, Pattern::ExpandingSquare);
    assert_eq!(wide.tasks[0].pattern, Pattern::ParallelSweep);
    assert!(wider.tasks[0].area.centre.distance_m(near_the_island()) < metres(0.5));
    // Two ships share an area instead.
    let cloud = round_cloud(&fleet.shelf, near_the_island(), 3.0);
    let two = fleet.plan(&cloud, SearchObject::PersonInWater, &["hmas-wollongong", "hmas-larrakia"]);
    assert!(two.tasks.iter().all(|t| matches!(t.pattern, Pattern::ParallelSweep | Pattern::CreepingLine)));
}

#[test]
fn a_cloud_of_two_lobes_is_not_searched_in_the_middle() {
    let fleet = fleet(|_| {});
    let left = round_cloud(&fleet.shelf, at(-9.6, 105.0), 6.0);
    let right = round_cloud(&fleet.shelf, at(-9.6, 106.4), 6.0);
    let mut both = left.clone();
    both.particles.extend(&right.particles);
    both.weights.extend(&right.weights);
    both.weights.iter_mut().for_each(|weight| *weight /= 2.0);
    both.groups.extend(&right.groups);
    both.datum = at(-9.6, 105.7);
    let ships = fleet.plan(&both, BOAT, &["hmas-wollongong", "hmas-larrakia"]);
    println!("{}", ships.why);
    assert!(ships.why.contains("an area of its own"));
    let lobe = |task: &Task| {
        let share = |cloud: &Prediction| cloud.particles.iter().filter(|p| task.sweeps(**p)).count();
        (share(&left) > 100, share(&right) > 100)
    };
    let mut lobes: Vec<_> = ships.tasks.iter().map(lobe).collect();
    lobes.sort_unstable();
    assert_eq!(lobes, [(false, true), (true, false)]);
    assert!(!ships.tasks.iter().any(|task| task.sweeps(both.datum)));
    // An aeroplane besides may look where they do, but they stay apart from each other.
    let with = fleet.plan(&both, BOAT, &["dash-8", "hmas-wollongong", "hmas-larrakia"]);
    println!("{} {:?}", with.why, with.tasks.iter().map(|t| &t.note).collect::<Vec<_>>());
    assert!(with.pos > ships.pos + 0.2);
    for task in &with.tasks {
        let ratio = task.area.length_m / task.area.width_m;
        assert!((0.1..10.0).contains(&ratio), "{}", task.note);
    }
    let (a, b) = (&with.tasks[1], &with.tasks[2]);
    let shared = both.particles.iter().filter(|p| a.sweeps(**p) && b.sweeps(**p)).count();
    assert!(shared * 100 < both.particles.len());
}

#[test]
fn who_cannot_take_part_is_named_with_the_reason() {
    let fleet = fleet(|world| {
        let failed = 5;
        world.srus[failed].activity = crate::sim::Activity::Failed;
    });
    assert_eq!(fleet.theatre.scenario.srus[5].id, "hmas-wollongong");
    let cloud = round_cloud(&fleet.shelf, at(-11.8, 104.0), 10.0);
    let plan = fleet.plan(&cloud, BOAT, &["helicopter-halim", "hmas-larrakia", "hmas-wollongong"]);
    assert_eq!(plan.tasks.len(), 1);
    let reasons: Vec<&str> = plan.unused.iter().map(|(_, why)| why.as_str()).collect();
    assert!(reasons[0].contains("has fuel for") && reasons[1].contains("out of service"), "{reasons:?}");
    assert!(plan.why.contains("Without AS365"), "{}", plan.why);
    // In the dark an eye without aids finds nobody.
    let night = MORNING.after(Span::hours(13));
    let mut data = fleet.unit("hmas-larrakia").data.clone();
    data.sensors.clear();
    let unit = Searcher { data: &data, ..fleet.unit("hmas-larrakia") };
    let person = SearchObject::PersonInWater;
    let plan = search(&fleet.shelf, &cloud, person, &[unit], night, Some(3.0), SearchConditions::Normal);
    assert!(plan.tasks.is_empty() && plan.unused[0].1.contains("dark"), "{:?}", plan.unused);
    assert_eq!((plan.pos, plan.uncovered), (0.0, 1.0));
}

#[test]
fn the_host_takes_the_orders_and_its_unit_begins_and_ends_when_planned() {
    let mut fleet = fleet(|_| {});
    let cloud = round_cloud(&fleet.shelf, near_the_island(), 10.0);
    let plan = fleet.plan(&cloud, BOAT, &["hmas-wollongong", "dash-8"]);
    let commands: Vec<_> = plan
        .tasks
        .iter()
        .map(|task| crate::sim::Stamped {
            tick: MORNING.next(),
            seat: Some(fleet.theatre.sru(task.sru).seat),
            seq: task.sru.0,
            body: crate::sim::Command::Order { sru: task.sru, case: None, order: task.order() },
        })
        .collect();
    let (mut began, mut ended) = (Vec::new(), Vec::new());
    let last = plan.tasks.iter().map(|task| task.done_at).max().unwrap().after(Span::hours(1));
    let mut given = &commands[..];
    while fleet.world.tick < last {
        for event in step(&fleet.theatre, &mut fleet.world, given) {
            match event.body {
                Event::SearchBegan { sru, .. } => began.push((sru, event.tick)),
                Event::SearchCompleted { sru } => ended.push((sru, event.tick)),
                Event::CommandRejected { why, .. } => panic!("{why}"),
                _ => {}
            }
        }
        given = &[];
    }
    for task in &plan.tasks {
        let at = |list: &[(SruId, Tick)]| list.iter().find(|(sru, _)| *sru == task.sru).unwrap().1;
        assert_eq!(at(&began), task.arrives, "{}", task.note);
        let off = f64::from(at(&ended).0) - f64::from(task.done_at.0);
        assert!(off.abs() < 30.0, "{off} ticks: {}", task.note);
        assert!(task.stays.unwrap() >= task.on_scene, "{}", task.note);
    }
}

#[test]
fn hours_on_scene_bound_the_search_and_the_sweep_width_is_accounted_for() {
    let fleet = fleet(|_| {});
    let cloud = round_cloud(&fleet.shelf, near_the_island(), 15.0);
    let unit = fleet.unit("dash-8");
    let plan = |hours| search(&fleet.shelf, &cloud, BOAT, &[unit], MORNING, Some(hours), SearchConditions::Normal);
    let (short, long) = (plan(1.0), plan(3.0));
    assert!(short.tasks[0].on_scene <= Span::minutes(66) && long.tasks[0].on_scene <= Span::minutes(195));
    assert!(short.pos < long.pos);
    let sweep = &long.tasks[0].sweep;
    println!("{sweep}");
    assert!(sweep.starts_with(&format!("{:.1} NM", nmi(long.tasks[0].sweep_width_m))), "{sweep}");
    assert!(plan(0.1).unused[0].1.contains("only"));
    assert!(matches!(long.tasks[0].order(), Order::Search { area, .. } if area == long.tasks[0].area));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_absurd_makes_it_stumble(
        lat in -89.0..89.0_f64, lon in -180.0..180.0_f64, error in prop_oneof![Just(0.0), 0.0..4e5_f64],
        n in prop_oneof![Just(0_usize), Just(1), 2..40_usize], hours in prop_oneof![Just(None), any::<f64>().prop_map(Some)],
        search_mps in any::<f64>(), altitude in any::<f64>(), start in any::<u32>(), object in 0..25_usize,
        side in any::<f64>(), spacing in any::<f64>(),
    ) {
        let fleet = fleet(|_| {});
        let begin = Start { position: at(lat, lon), error_m: error, at: Tick(start / 2) };
        let cloud = cloud(&fleet.shelf, &begin, Drifting::Person, Tick(start / 2 + 100), n, 1);
        let object = SearchObject::all().nth(object).unwrap();
        let mut odd = fleet.unit("dash-8").data.clone();
        (odd.search_mps, odd.altitude_m) = (search_mps, altitude);
        let units = [
            fleet.unit("dash-8"), Searcher { data: &odd, ..fleet.unit("dash-8") }, fleet.unit("hmas-wollongong"),
            fleet.unit("kestrel-reach"), fleet.unit("kn-sar-merak"),
        ];
        let plan = search(&fleet.shelf, &cloud, object, &units, Tick(start), hours, SearchConditions::Ideal);
        prop_assert!((0.0..=1.0).contains(&plan.pos) && (0.0..=1.0).contains(&plan.uncovered));
        prop_assert!(plan.tasks.len() + plan.unused.len() == units.len());
        let mut tasks = plan.tasks.clone();
        for (task, pattern) in tasks.iter_mut().zip(Pattern::ALL) {
            (task.area.width_m, task.spacing_m, task.pattern) = (side, spacing, pattern);
        }
        let again = evaluate(&cloud, &tasks);
        prop_assert!((0.0..=1.0).contains(&again.pos));
        prop_assert_eq!(evaluate(&cloud, &plan.tasks).pos, plan.pos);
    }
}
