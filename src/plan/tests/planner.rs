//! The planner on ten stated cases, and that nobody is ever given more than it can do.

use super::search::{BOAT, Fleet, MORNING, fleet};
use super::*;
use crate::base::ids::SruId;
use crate::base::quantity::metres;
use crate::base::{Noise, Stream, math};
use crate::chart::Coast;
use crate::plan::chances::Chances;
use crate::plan::cloud::summed;
use crate::plan::optimum::{KindOfEffort, optimum};
use crate::plan::task::Aim;
use crate::plan::{Drifting, Prediction, SearchPlan, Searcher, Start, cloud, estimate};
use crate::sar::planning::SearchConditions;
use crate::sim::{Command, Event, Stamped, step, voyage};

/// Particles of each case: enough for the optimum not to be mere luck.
const PARTICLES: usize = 6_000;

/// When the clouds are of.
const AT: Tick = Tick(MORNING.0 + 6 * 360);

/// A prediction of weighted particles with their hypotheses.
fn predicted(particles: Vec<(Position, f64, u16)>) -> Prediction {
    let whole: f64 = particles.iter().map(|p| p.1).sum();
    let origin = particles[0].0;
    let (mut north, mut east) = (0.0, 0.0);
    for (p, weight, _) in &particles {
        north += weight / whole * (p.lat_deg() - origin.lat_deg());
        east += weight / whole * (p.lon_deg() - origin.lon_deg());
    }
    let datum = at(origin.lat_deg() + north, origin.lon_deg() + east);
    let weights = particles.iter().map(|p| p.1 / whole).collect();
    let groups = particles.iter().map(|p| p.2).collect();
    summed(particles.iter().map(|p| p.0).collect(), weights, groups, AT, metres(10.0), 0.0, vec![(AT, datum)])
}

/// Normal about a place, with standard deviations along and across an axis \[NM\], all of one weight and hypothesis.
fn normal(
    n: usize,
    about: Position,
    sigmas: (f64, f64),
    axis: f64,
    weight: f64,
    group: u16,
) -> Vec<(Position, f64, u16)> {
    let noise = Noise::new(u64::from(group) + 77);
    let (sin, cos) = math::sin_cos(axis.to_radians());
    let one = |i: usize| {
        let mut draws = noise.once(Stream::Planning, i as u64);
        let (u, v) = (metres(sigmas.0) * draws.normal(), metres(sigmas.1) * draws.normal());
        (about.shifted(u * sin + v * cos, u * cos - v * sin), weight / n as f64, group)
    };
    (0..n).map(one).collect()
}

/// A case: its name, the cloud, what each hypothesis looks like, who searches, for how long at most.
struct Case {
    name: &'static str,
    cloud: Prediction,
    objects: Vec<SearchObject>,
    units: Vec<&'static str>,
    hours: Option<f64>,
}

const ISLAND: [&str; 4] = ["hmas-wollongong", "hmas-larrakia", "dash-8", "orion"];

const EIGHT: [&str; 8] = [
    "hmas-wollongong",
    "hmas-larrakia",
    "dash-8",
    "orion",
    "kestrel-reach",
    "golden-tarsier",
    "southern-dunlin",
    "kri-corvette",
];

/// Where an area lies in which three in five have been found already: the middle.
fn holed(mut all: Vec<(Position, f64, u16)>, about: Position, half_m: f64, pod: f64) -> Vec<(Position, f64, u16)> {
    for (p, weight, _) in &mut all {
        let (east, north) = about.offset_to(*p);
        if east.abs() <= half_m && north.abs() <= half_m {
            *weight *= 1.0 - pod;
        }
    }
    all
}

fn cases(n: usize) -> Vec<Case> {
    let middle = at(-9.6, 105.5);
    let raft = SearchObject::Raft6Person;
    let one = |name, cloud, units: &[&'static str]| Case {
        name,
        cloud,
        objects: vec![BOAT],
        units: units.to_vec(),
        hours: None,
    };
    // A sampan that drifted 17 hours in 10 m/s of wind goes 48 degrees off downwind to either side.
    let windy = constant((-7.0, 7.0), (0.0, 0.0));
    let start = Start { position: at(-10.1, 106.0), error_m: metres(2.0), at: Tick::START };
    let boat = wooden_boat();
    let humps = cloud(&windy, &start, Drifting::Upright(&boat), AT, n, 3);
    let coast = Coast::region();
    let mut inshore = normal(2 * n, at(-7.75, 106.6), (14.0, 10.0), 90.0, 1.0, 0);
    inshore.retain(|(p, ..)| !coast.is_land(*p));
    inshore.truncate(n);
    let third = |about, sigma: f64, weight, group| normal(n / 3, about, (sigma, sigma), 0.0, weight, group);
    let mut three = third(at(-9.6, 105.2), 6.0, 0.5, 0);
    three.extend(third(at(-9.3, 105.9), 9.0, 0.3, 1));
    three.extend(third(at(-9.9, 105.7), 5.0, 0.2, 2));
    let round = |sigma: f64| normal(n, middle, (sigma, sigma), 0.0, 1.0, 0);
    vec![
        one("round, four units", predicted(round(18.0)), &ISLAND),
        one("elongated, 5 to 1, three units", predicted(normal(n, middle, (40.0, 8.0), 40.0, 1.0, 0)), &ISLAND[..3]),
        one("two humps of a sampan's divergence", humps, &ISLAND),
        Case {
            objects: vec![SearchObject::PowerBoat53ft, BOAT, raft],
            ..one("three hypotheses that look different", predicted(three), &ISLAND)
        },
        one(
            "a hole in the middle after a search",
            predicted(holed(round(14.0), middle, metres(14.0), 0.8)),
            &["hmas-wollongong", "hmas-larrakia", "dash-8"],
        ),
        one("near a coast, ships", predicted(inshore), &["kri-corvette", "hmas-wollongong", "kestrel-reach"]),
        one(
            "many slow ships",
            predicted(round(12.0)),
            &["kestrel-reach", "golden-tarsier", "southern-dunlin", "banda-petrel", "tirta-cempaka", "meridian-sedge"],
        ),
        one("one aeroplane", predicted(round(25.0)), &["dash-8"]),
        Case { objects: vec![raft], ..one("eight units, low coverage", predicted(round(45.0)), &EIGHT) },
        one("eight units, high coverage", predicted(round(9.0)), &EIGHT),
    ]
}

fn solved(fleet: &Fleet, case: &Case, conditions: SearchConditions) -> (SearchPlan, usize) {
    let units: Vec<Searcher<'_>> = case.units.iter().map(|id| fleet.unit(id)).collect();
    let chances = Chances::at_times(std::slice::from_ref(&case.cloud), &case.objects, Vec::new());
    let aim = Aim { briefing: &fleet.shelf, chances: &chances, start: MORNING, conditions };
    (aim.plan(&units, case.hours, &[]), units.len())
}

#[test]
fn on_ten_stated_cases_the_plan_does_nine_tenths_of_what_can_be_done() {
    let fleet = fleet(|_| {});
    let mut short = Vec::new();
    for case in cases(PARTICLES) {
        let (plan, units) = solved(&fleet, &case, SearchConditions::Normal);
        println!(
            "{}: {:.3} of {:.3}, {:.1} %, {} of {units} units, cells of {:.1} NM",
            case.name,
            plan.pos,
            plan.ideal,
            100.0 * plan.efficiency,
            plan.tasks.len(),
            plan.cell_m / 1852.0
        );
        for task in &plan.tasks {
            println!("   {:.3} coverage {:.2}, {}", task.pos, task.coverage, task.note);
        }
        for (_, why) in &plan.unused {
            println!("   without one: {why}");
        }
        assert!(plan.efficiency <= 1.0 && plan.pos > 0.02);
        if plan.efficiency < 0.9 {
            short.push(format!("{}: {:.3}", case.name, plan.efficiency));
        }
        nobody_does_more_than_it_can(&fleet, &plan);
        apart(&fleet, &plan);
    }
    assert!(short.is_empty(), "{short:?}");
}

/// Every task by the estimate a desk makes of its order, and by the rules the host obeys.
fn nobody_does_more_than_it_can(fleet: &Fleet, plan: &SearchPlan) {
    for task in &plan.tasks {
        let data = &fleet.theatre.scenario.srus[task.sru.index()];
        let unit = fleet.unit(&data.id);
        let estimate = estimate(&fleet.shelf, data, unit.view, &task.order(), MORNING).unwrap();
        assert!(estimate.on_scene.is_none_or(|stays| task.on_scene <= stays), "{}", task.note);
        let Some((_, refuge)) = voyage::refuge(&fleet.shelf.places, data, task.area.centre) else { continue };
        let burnt_m = voyage::burn_per_h(data, data.search_mps) * task.on_scene.as_hours() * data.range_m;
        if burnt_m > 0.0 {
            let last = *task.legs.last().unwrap();
            let left_m = estimate.range_m - burnt_m;
            assert!(left_m >= voyage::turns_back_at_m(data, last, refuge) - 1.0, "{}", task.note);
        }
        // The useful share: what is searched is at most 85 in 100 of the time on scene.
        let most = if data.kind.flies() { 24.0 } else { 8.0 };
        let useful = crate::sar::planning::USEFUL_SEARCH_TIME * most * 3600.0 * data.search_mps;
        assert!(task.track_m() <= useful + 1.0, "{}", task.note);
    }
}

/// Ships' areas keep clear of ships', aircraft's of aircraft's.
fn apart(fleet: &Fleet, plan: &SearchPlan) {
    let flies = |sru: SruId| fleet.theatre.scenario.srus[sru.index()].kind.flies();
    for (i, a) in plan.tasks.iter().enumerate() {
        for b in plan.tasks[..i].iter().filter(|b| flies(b.sru) == flies(a.sru)) {
            // No point well inside one lies in the other.
            for (along, across) in (0..121).map(|k| (k / 11 - 5, k % 11 - 5)) {
                let inside = |half: f64, k: i32| 0.98 * half * f64::from(k) / 5.0;
                let p = a.area.position(inside(a.area.length_m / 2.0, along), inside(a.area.width_m / 2.0, across));
                assert!(!b.area.contains(p), "{} | {}", a.note, b.note);
            }
        }
    }
}

#[test]
fn the_same_question_gets_the_same_plan_and_the_ideal_law_is_planned_for_too() {
    let fleet = fleet(|_| {});
    let case = &cases(1500)[4];
    let (plan, _) = solved(&fleet, case, SearchConditions::Ideal);
    assert_eq!(solved(&fleet, case, SearchConditions::Ideal).0, plan);
    println!("ideal law: {:.3} of {:.3}", plan.pos, plan.ideal);
    assert!(plan.efficiency > 0.85 && plan.pos > solved(&fleet, case, SearchConditions::Normal).0.pos);
}

#[test]
fn units_ordered_as_planned_end_their_search_and_none_breaks_off_for_fuel() {
    let mut fleet = fleet(|_| {});
    let case = &cases(1500)[9];
    let (plan, _) = solved(&fleet, case, SearchConditions::Normal);
    assert!(plan.tasks.len() >= 6, "{:?}", plan.unused);
    let commands: Vec<_> = plan
        .tasks
        .iter()
        .map(|task| Stamped {
            tick: MORNING.next(),
            seat: Some(fleet.theatre.sru(task.sru).seat),
            seq: task.sru.0,
            body: Command::Order { sru: task.sru, case: None, order: task.order() },
        })
        .collect();
    let last = plan.tasks.iter().map(|task| task.done_at).max().unwrap().after(Span::minutes(30));
    let (mut given, mut done): (&[_], Vec<SruId>) = (&commands, Vec::new());
    while fleet.world.tick < last {
        for event in step(&fleet.theatre, &mut fleet.world, given) {
            match event.body {
                Event::SearchCompleted { sru } => done.push(sru),
                Event::CommandRejected { why, .. } => panic!("{why}"),
                Event::SruBrokeOff { sru, why } if !done.contains(&sru) => panic!("{sru} breaks off: {why}"),
                _ => {}
            }
        }
        given = &[];
    }
    done.sort_unstable();
    let mut planned: Vec<SruId> = plan.tasks.iter().map(|task| task.sru).collect();
    planned.sort_unstable();
    assert_eq!(done, planned);
}

#[test]
fn a_search_that_would_run_into_the_night_ends_at_dusk() {
    // An eye without aids, ordered in the afternoon: dusk is about 18 local time, eleven UTC.
    let fleet = fleet(|_| {});
    let mut data = fleet.unit("hmas-wollongong").data.clone();
    data.sensors.clear();
    let unit = Searcher { data: &data, ..fleet.unit("hmas-wollongong") };
    let case = &cases(1500)[0];
    let chances = Chances::of(&case.cloud, &SearchObject::PersonInWater);
    let from = |start: Tick| {
        let aim = Aim { briefing: &fleet.shelf, chances: &chances, start, conditions: SearchConditions::Normal };
        let plan = aim.plan(&[unit], None, &[]);
        (plan.tasks.first().map(|task| (task.arrives, task.done_at)), plan.unused)
    };
    let (morning, _) = from(MORNING);
    let (arrives, done) = morning.unwrap();
    assert!(done.since(arrives) > Span::hours(5));
    let (afternoon, unused) = from(MORNING.after(Span::hours(8)));
    let (arrives, done) = afternoon.unwrap_or_else(|| panic!("{unused:?}"));
    println!("there at {}, done at {}", fleet.shelf.start.at(arrives).dtg(), fleet.shelf.start.at(done).dtg());
    let light = |tick: Tick| crate::sar::sun::is_daylight(case.cloud.datum, fleet.shelf.start.at(tick));
    assert!(light(arrives) && done.since(arrives) < Span::hours(5));
    assert!(light(Tick(done.0.saturating_sub(180))), "it goes on in the dark");
}

#[test]
fn areas_that_others_search_are_kept_clear_of() {
    let fleet = fleet(|_| {});
    let case = &cases(1500)[0];
    let unit = fleet.unit("dash-8");
    let chances = Chances::of(&case.cloud, &BOAT);
    let aim = Aim { briefing: &fleet.shelf, chances: &chances, start: MORNING, conditions: SearchConditions::Normal };
    let alone = aim.plan(&[unit], None, &[]);
    let taken = alone.tasks[0].area;
    let beside = aim.plan(&[unit], None, &[(taken, true)]);
    let inside = |p: &Position| beside.tasks[0].area.contains(*p) && taken.contains(*p);
    let shared = case.cloud.particles.iter().filter(|p| inside(p)).count();
    assert!(shared * 50 < case.cloud.particles.len(), "{shared}");
    // A ship there is in nobody's way.
    assert_eq!(aim.plan(&[unit], None, &[(taken, false)]).tasks[0].area, taken);
}

#[test]
fn the_optimum_is_reckoned_where_things_are_when_each_unit_searches() {
    let middle = at(-9.6, 105.5);
    let about = |sigma: f64| predicted(normal(PARTICLES, middle, (sigma, sigma), 0.0, 1.0, 0));
    let (early, late) = (about(6.0), about(18.0));
    let effort = metres(30.0) * metres(30.0);
    let spent = |time: usize, share: f64| KindOfEffort { time, effort_m2: share * effort, relative: vec![1.0] };
    let of = |times: &[&Prediction], efforts: &[KindOfEffort]| optimum(times, efforts, SearchConditions::Normal).pos;
    let alone = |cloud: &Prediction| of(&[cloud], &[spent(0, 1.0)]);
    let (best, worst) = (alone(&early), alone(&late));
    assert!(best > worst + 0.2, "{best} {worst}");
    assert!((of(&[&early, &late], &[spent(0, 1.0)]) - best).abs() < 1e-9);
    assert!((of(&[&early, &late], &[spent(1, 1.0)]) - worst).abs() < 1e-9);
    // Half of the effort at each time does something between, and more than the half alone.
    let both = of(&[&early, &late], &[spent(0, 0.5), spent(1, 0.5)]);
    assert!(worst < both && both < best, "{worst} {both} {best}");
    assert!(both > of(&[&early, &late], &[spent(0, 0.5)]) + 0.02);
    // At two times that are alike it does not matter when.
    let twice = of(&[&early, &early], &[spent(0, 0.3), spent(1, 0.7)]);
    assert!((twice - best).abs() < 0.005, "{twice} {best}");
}
