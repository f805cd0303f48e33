//! The search planner: eight units, 20,000 particles, cases of several shapes. `cargo bench -- planning` prints the
//! table alone: how long a plan takes, and its success as a share of the grid optimum for the same effort.

use std::time::Duration;

use sarex::base::ids::{CraftId, SruId};
use sarex::base::quantity::metres;
use sarex::base::{Noise, Position, Span, Stream, Tick, math};
use sarex::picture::{self, Briefing, Picture, project};
use sarex::plan::{self, Drifting, Prediction, SearchPlan, Searcher, Start};
use sarex::sar::planning::SearchConditions;
use sarex::sar::sweep::SearchObject;
use sarex::sea::{Field, Flow};
use sarex::sim::{Theatre, World};

use super::{shipped, timed};

const PARTICLES: usize = 20_000;
/// Six in the morning local time of the 20th.
const MORNING: Tick = Tick(11 * 360 + 180);
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

/// The shipped exercise without the boat, every unit at its berth by day.
struct Fleet {
    theatre: Theatre,
    shelf: Briefing,
    pictures: Vec<Picture>,
}

impl Fleet {
    fn new() -> Self {
        let mut scenario = shipped().1.clone();
        scenario.craft.clear();
        scenario.injects.clear();
        scenario.expectations.clear();
        let theatre = Theatre::new(scenario);
        let mut world = World::new(&theatre, 1);
        world.tick = MORNING;
        let pictures = theatre.seats().map(|seat| project(&theatre, &world, seat)).collect();
        let shelf = picture::briefing(&theatre, None);
        Self { theatre, shelf, pictures }
    }

    fn units(&self, wanted: &[&str]) -> Vec<Searcher<'_>> {
        let unit = |id: &&str| {
            let index = self.theatre.scenario.srus.iter().position(|sru| sru.id == *id).unwrap();
            let data = &self.theatre.scenario.srus[index];
            let views = &self.pictures[data.seat.index()].srus;
            Searcher { view: views.iter().find(|view| view.sru == SruId::new(index)).unwrap(), data }
        };
        wanted.iter().map(unit).collect()
    }
}

/// Normal about a place, with standard deviations along and across an axis \[NM\].
fn normal(about: Position, sigmas: (f64, f64), axis: f64, n: usize) -> Vec<Position> {
    let noise = Noise::new(78);
    let (sin, cos) = math::sin_cos(axis.to_radians());
    let one = |i: usize| {
        let mut draws = noise.once(Stream::Planning, i as u64);
        let (u, v) = (metres(sigmas.0) * draws.normal(), metres(sigmas.1) * draws.normal());
        about.shifted(u * sin + v * cos, u * cos - v * sin)
    };
    (0..n).map(one).collect()
}

fn predicted(datum: Position, particles: Vec<Position>) -> Prediction {
    let n = particles.len();
    let at = MORNING.after(Span::hours(6));
    let far = particles.iter().map(|p| datum.distance_m(*p));
    let mut off: Vec<f64> = far.collect();
    off.sort_by(f64::total_cmp);
    let holds = |share: f64| off[(share * (n - 1) as f64) as usize];
    Prediction {
        weights: vec![1.0 / n as f64; n],
        groups: vec![0; n],
        at,
        datum,
        error_m: holds(0.5),
        half_m: holds(0.5),
        most_m: holds(0.95),
        aground: 0.0,
        path: vec![(at, datum)],
        particles,
    }
}

fn position(lat: f64, lon: f64) -> Position {
    Position::new(lat, lon).unwrap()
}

/// Prints the table.
pub(crate) fn table() {
    println!("planning: 20,000 particles, eight units");
    let fleet = Fleet::new();
    let units = fleet.units(&EIGHT);
    let middle = position(-9.6, 105.5);
    let row = |name: &str, (plan, time): (SearchPlan, Duration)| {
        println!(
            "  {name}: {:.0} ms, {} units, success {:.3} of {:.3}, {:.1} %, cells of {:.1} NM",
            time.as_secs_f64() * 1000.0,
            plan.tasks.len(),
            plan.pos,
            plan.ideal,
            100.0 * plan.efficiency,
            plan.cell_m / 1852.0
        );
    };
    let search = |cloud: &Prediction, object| {
        timed(|| plan::search(&fleet.shelf, cloud, object, &units, MORNING, None, SearchConditions::Normal))
    };
    let (boat, raft) = (SearchObject::PowerBoat20ft, SearchObject::Raft6Person);
    for (name, sigmas) in [("round, small", (9.0, 9.0)), ("round", (18.0, 18.0)), ("round, wide", (45.0, 45.0))] {
        row(name, search(&predicted(middle, normal(middle, sigmas, 0.0, PARTICLES)), raft));
    }
    row("elongated", search(&predicted(middle, normal(middle, (40.0, 8.0), 40.0, PARTICLES)), boat));
    let mut two = normal(position(-9.6, 105.0), (7.0, 7.0), 0.0, PARTICLES / 2);
    two.extend(normal(position(-9.6, 106.1), (7.0, 7.0), 0.0, PARTICLES / 2));
    row("two humps", search(&predicted(position(-9.6, 105.55), two), boat));

    // A whole desk's question: three hypotheses, half a day adrift, each unit at its own time.
    let mut windy = fleet.shelf.clone();
    windy.forecast.wind = Field::Constant(Flow { east_mps: -5.0, north_mps: 5.0 });
    let start = Start { position: position(-10.0, 105.9), error_m: metres(3.0), at: Tick::START };
    let one = |name: &str, prior, object| plan::Hypothesis {
        name: name.to_owned(),
        prior,
        start,
        object,
        course: plan::Course::Adrift,
    };
    let hypotheses = vec![
        one("wreckage", 0.5, Drifting::Wreckage),
        one("lifejackets", 0.3, Drifting::PersonWithLifejacket),
        one("none", 0.2, Drifting::Person),
    ];
    let desk = &fleet.pictures[0];
    let (belief, time) = timed(|| plan::belief(&windy, desk, CraftId(0), hypotheses, PARTICLES, 5));
    println!("  a map of three hypotheses, half a day adrift: {:.0} ms", time.as_secs_f64() * 1000.0);
    row("  its plan", timed(|| belief.plan(&units, MORNING, None, SearchConditions::Normal)));
}
