//! `sarex plan RUN.sarex`: where something adrift is by what a seat knew, and the search it could order.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::pattern::Place;
use super::{files, notation, say};
use crate::base::quantity::nmi;
use crate::base::{Position, Span, Tick};
use crate::picture::{self, Briefing, CaseView, Doing, Picture};
use crate::plan::{self, Assumed, Prediction, SearchPlan, Searcher};
use crate::record::Replay;
use crate::sar::planning::SearchConditions;
use crate::scenario::Stage;

/// Particles of one cloud, and steps of ten minutes of all of them, at most: a cloud is there within a second or two.
const PARTICLES: usize = 4_000;
const STEPS: usize = 600_000;
/// The first guess of when the middle of the search will be.
const FIRST_GUESS: Span = Span::hours(6);
/// The cloud should be that of the middle of the search to within this, after so many tries at most.
const OFF_TIME: Span = Span::hours(1);
const TRIES: usize = 3;

#[derive(Debug, Serialize)]
struct Answer {
    exercise: bool,
    scenario: String,
    seat: String,
    at: String,
    tick: u32,
    conditions: &'static str,
    cases: Vec<Case>,
}

#[derive(Debug, Serialize)]
struct Case {
    case: u32,
    described: String,
    /// Why there is no plan. Exists when and only when there is none.
    no_plan: Option<String>,
    assumed: Option<Assumption>,
    cloud: Option<Cloud>,
    units: Vec<Unit>,
    search: Option<Search>,
}

#[derive(Debug, Serialize)]
struct Assumption {
    object: &'static str,
    position: Place,
    error_nmi: f64,
    true_at: String,
    why: String,
}

#[derive(Debug, Serialize)]
struct Cloud {
    at: String,
    datum: Place,
    particles: usize,
    std_east_nmi: f64,
    std_north_nmi: f64,
    correlation: f64,
    half_within_nmi: f64,
    most_within_nmi: f64,
    total_probable_error_nmi: f64,
    aground: f64,
    /// Rossmo's R against where the vessel truly was then: 1 best, 0 chance, -1 worst. Exists when and only when the
    /// recording goes so far and the vessel was still afloat.
    rossmo_r: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Unit {
    name: String,
    position: Place,
    doing: String,
}

#[derive(Debug, Serialize)]
struct Search {
    tasks: Vec<Task>,
    pos: f64,
    uncovered: f64,
    optimum_pos: f64,
    efficiency: f64,
    unused: Vec<Unused>,
    why: String,
}

#[derive(Debug, Serialize)]
struct Unused {
    unit: String,
    why: String,
}

#[derive(Debug, Serialize)]
struct Task {
    unit: String,
    pattern: &'static str,
    centre: Place,
    length_nmi: f64,
    width_nmi: f64,
    axis_true_deg: f64,
    commence_search_point: Option<Place>,
    track_spacing_nmi: f64,
    sweep_width_nmi: f64,
    sweep_width_from: String,
    coverage: f64,
    poc: f64,
    pod: f64,
    pos: f64,
    arrives: String,
    on_scene_h: f64,
    done_at: String,
    note: String,
    legs: Vec<Place>,
}

/// Plans for every case of a seat at a moment of a recording.
pub(super) fn plan(path: &Path, at: &str, seat: &str, conditions: SearchConditions, json: bool) -> Result<ExitCode> {
    let recording = files::recording(path)?;
    let last = recording.last_tick();
    let mut replay = Replay::new(&recording)?;
    if seat == "excon" {
        bail!("--seat excon has the truth and no picture to plan by; type a seat that plays");
    }
    let seat = notation::seat(seat, &replay.theatre().scenario)?;
    let at = notation::moment(at, &replay.theatre().scenario, last)?;
    replay
        .seek(at)
        .with_context(|| format!("the recording goes from {} to {last} from the start", recording.first_tick()))?;
    let theatre = replay.theatre();
    let picture = picture::project(theatre, replay.world(), seat);
    let briefing = picture::briefing(theatre, Some(seat));
    let (mut cases, predictions): (Vec<Case>, Vec<Option<Prediction>>) =
        picture.cases.iter().map(|case| for_case(&briefing, &picture, case, conditions)).unzip();
    for ((case, view), prediction) in cases.iter_mut().zip(&picture.cases).zip(predictions) {
        if let (Some(cloud), Some(prediction)) = (&mut case.cloud, prediction.filter(|p| p.at <= last)) {
            replay.seek(prediction.at)?;
            let truth = picture::truth(replay.theatre(), replay.world());
            let vessel = truth.casualties.iter().find(|vessel| vessel.case == view.case);
            let afloat = vessel.filter(|vessel| vessel.stage < Stage::Sunk);
            cloud.rossmo_r = afloat.map(|vessel| plan::probability_map(&prediction, None).rossmo(vessel.position));
        }
    }
    let answer = Answer {
        exercise: true,
        scenario: briefing.id.clone(),
        seat: briefing.seats[seat.index()].id.clone(),
        at: picture.now.to_string(),
        tick: picture.tick.0,
        conditions: if conditions == SearchConditions::Ideal { "ideal" } else { "normal" },
        cases,
    };
    say(&if json { serde_json::to_string_pretty(&answer)? } else { lines(&briefing, &picture, &answer) })?;
    Ok(ExitCode::SUCCESS)
}

/// The plan for one case, and the cloud it is made for. There is one when and only when there is a position.
fn for_case(
    briefing: &Briefing,
    picture: &Picture,
    view: &CaseView,
    conditions: SearchConditions,
) -> (Case, Option<Prediction>) {
    let searchers = searchers(picture);
    let mut case = Case {
        case: u32::try_from(view.case.index()).unwrap_or(u32::MAX),
        described: view.described.words.clone(),
        no_plan: None,
        assumed: None,
        cloud: None,
        units: searchers
            .iter()
            .map(|unit| Unit {
                name: unit.data.name.clone(),
                position: unit.view.position.into(),
                doing: doing(briefing, unit.view.doing),
            })
            .collect(),
        search: None,
    };
    let Some(assumed) = plan::assumed(picture, view.case) else {
        case.no_plan = Some("No position of it is known at this seat.".to_owned());
        return (case, None);
    };
    case.assumed = Some(Assumption {
        object: assumed.object.name(),
        position: assumed.start.position.into(),
        error_nmi: nmi(assumed.start.error_m),
        true_at: briefing.start.at(assumed.start.at).to_string(),
        why: assumed.why.clone(),
    });
    let (prediction, search) = predict_and_plan(briefing, picture.tick, &assumed, view, &searchers, conditions);
    case.cloud = Some(cloud(briefing, &prediction));
    match search {
        Some(search) => case.search = Some(told(briefing, picture, &search)),
        None => case.no_plan = Some("This seat commands no unit that could search.".to_owned()),
    }
    (case, Some(prediction))
}

/// The units a seat may order that could sail or fly.
fn searchers(picture: &Picture) -> Vec<Searcher<'_>> {
    let fit = picture.srus.iter().filter(|unit| unit.mine && !matches!(unit.doing, Doing::Failed | Doing::Landing(_)));
    fit.filter_map(|view| {
        let card = picture.cards.iter().find(|card| card.sru == view.sru)?;
        Some(Searcher { view, data: card.data.as_deref()? })
    })
    .collect()
}

/// The cloud of the middle of the search, and the search: when that will be is known only once it is planned.
fn predict_and_plan(
    briefing: &Briefing,
    now: Tick,
    assumed: &Assumed<'_>,
    view: &CaseView,
    units: &[Searcher<'_>],
    conditions: SearchConditions,
) -> (Prediction, Option<SearchPlan>) {
    // The same question gets the same cloud, here and on every desk.
    let seed = u64::from(view.case.0);
    let predict = |until: Tick| {
        let steps = usize::try_from(until.since(assumed.start.at).seconds() / 600).unwrap_or(0).max(1);
        let particles = (STEPS / steps).clamp(300, PARTICLES);
        plan::cloud_assumed(briefing, assumed, until, particles, seed, &mut |_| true)
            // Nobody stops it; a cloud of none is no worse than none.
            .unwrap_or_else(|| plan::cloud(briefing, &assumed.start, assumed.object, until, 0, seed))
    };
    if units.is_empty() {
        return (predict(now), None);
    }
    let mut until = now.after(FIRST_GUESS);
    let mut tries = 1;
    loop {
        let prediction = predict(until);
        let search = plan::search(briefing, &prediction, assumed.object.object(), units, now, None, conditions);
        let begin = search.tasks.iter().map(|task| task.arrives).min();
        let end = search.tasks.iter().map(|task| task.done_at).max();
        if let (Some(begin), Some(end)) = (begin, end)
            && tries < TRIES
        {
            let middle = Tick(begin.0 / 2 + end.0 / 2);
            if middle.0.abs_diff(prediction.at.0) > OFF_TIME.ticks() {
                (until, tries) = (middle, tries + 1);
                continue;
            }
        }
        return (prediction, Some(search));
    }
}

fn cloud(briefing: &Briefing, prediction: &Prediction) -> Cloud {
    let n = prediction.particles.len().max(1) as f64;
    let off: Vec<(f64, f64)> = prediction.particles.iter().map(|p| prediction.datum.offset_to(*p)).collect();
    let mean = |value: &dyn Fn(&(f64, f64)) -> f64| off.iter().map(value).sum::<f64>() / n;
    let (east, north) = (mean(&|p| p.0), mean(&|p| p.1));
    let var_east = mean(&|p| (p.0 - east) * (p.0 - east));
    let var_north = mean(&|p| (p.1 - north) * (p.1 - north));
    let shared = mean(&|p| (p.0 - east) * (p.1 - north));
    let spread = (var_east * var_north).sqrt();
    Cloud {
        at: briefing.start.at(prediction.at).to_string(),
        datum: prediction.datum.into(),
        particles: prediction.particles.len(),
        std_east_nmi: nmi(var_east.sqrt()),
        std_north_nmi: nmi(var_north.sqrt()),
        correlation: if spread > 0.0 { (shared / spread).clamp(-1.0, 1.0) } else { 0.0 },
        half_within_nmi: nmi(prediction.half_m),
        most_within_nmi: nmi(prediction.most_m),
        total_probable_error_nmi: nmi(prediction.error_m),
        aground: prediction.aground,
        rossmo_r: None,
    }
}

fn told(briefing: &Briefing, picture: &Picture, search: &SearchPlan) -> Search {
    let name = |sru| {
        let card = picture.cards.iter().find(|card| card.sru == sru);
        card.map_or_else(|| "a unit".to_owned(), |card| card.name.clone())
    };
    let task = |task: &plan::Task| Task {
        unit: name(task.sru),
        pattern: task.pattern.code(),
        centre: task.area.centre.into(),
        length_nmi: nmi(task.area.length_m),
        width_nmi: nmi(task.area.width_m),
        axis_true_deg: task.area.axis_true_deg,
        commence_search_point: task.legs.first().copied().map(Position::into),
        track_spacing_nmi: nmi(task.spacing_m),
        sweep_width_nmi: nmi(task.sweep_width_m),
        sweep_width_from: task.sweep.clone(),
        coverage: task.coverage,
        poc: task.poc,
        pod: task.pod,
        pos: task.pos,
        arrives: briefing.start.at(task.arrives).to_string(),
        on_scene_h: task.on_scene.as_hours(),
        done_at: briefing.start.at(task.done_at).to_string(),
        note: task.note.clone(),
        legs: task.legs.iter().copied().map(Place::from).collect(),
    };
    Search {
        tasks: search.tasks.iter().map(task).collect(),
        pos: search.pos,
        uncovered: search.uncovered,
        optimum_pos: search.ideal,
        efficiency: if search.ideal > 0.0 { (search.pos / search.ideal).min(1.0) } else { 0.0 },
        unused: search.unused.iter().map(|(sru, why)| Unused { unit: name(*sru), why: why.clone() }).collect(),
        why: search.why.clone(),
    }
}

fn doing(briefing: &Briefing, doing: Doing) -> String {
    match doing {
        Doing::InPort(place) => format!("in port, {}", briefing.places[place.index()].name),
        Doing::GettingReady(place, _) => format!("getting ready, {}", briefing.places[place.index()].name),
        Doing::UnderWay => "under way".to_owned(),
        Doing::Waiting => "waiting at sea".to_owned(),
        Doing::Searching => "searching".to_owned(),
        Doing::Recovering => "taking people aboard".to_owned(),
        Doing::Escorting => "keeping company".to_owned(),
        Doing::Landing(place) => format!("putting people ashore, {}", briefing.places[place.index()].name),
        Doing::OnPassage => "on its own passage".to_owned(),
        Doing::Failed => "out of service".to_owned(),
        Doing::Reserve => "in reserve".to_owned(),
        Doing::Alongside => "alongside a vessel".to_owned(),
    }
}

fn lines(briefing: &Briefing, picture: &Picture, answer: &Answer) -> String {
    let percent = |p: f64| format!("{:.1} %", 100.0 * p);
    let mut text = format!(
        "EXERCISE  {}  search by {} at {} ({}), {} conditions\n",
        briefing.title,
        briefing.seats[picture.seat.index()].name,
        picture.now.dtg(),
        picture.tick,
        answer.conditions
    );
    if answer.cases.is_empty() {
        text += "\nThis seat has been told of no case.\n";
    }
    for case in &answer.cases {
        text += &format!("\nCase {}: {}\n", case.case + 1, case.described);
        if let Some(assumed) = &case.assumed {
            text += &format!(
                "  from {} +-{:.1} NM at {}: {}\n  {}\n",
                assumed.position, assumed.error_nmi, assumed.true_at, assumed.object, assumed.why
            );
        }
        if let Some(cloud) = &case.cloud {
            text += &format!(
                "  datum at {}: {}; half within {:.1} NM, 95 % within {:.1} NM; spread {:.1} NM east, {:.1} NM north\n",
                cloud.at,
                cloud.datum,
                cloud.half_within_nmi,
                cloud.most_within_nmi,
                cloud.std_east_nmi,
                cloud.std_north_nmi
            );
            if let Some(r) = cloud.rossmo_r {
                text += &format!("  Rossmo's R against where it truly was then: {r:.2} (1 best, 0 chance, -1 worst)\n");
            }
        }
        text += "  units\n";
        for unit in &case.units {
            text += &format!("    {:<24} {}  {}\n", unit.name, unit.position, unit.doing);
        }
        if let Some(search) = &case.search {
            for task in &search.tasks {
                text += &format!(
                    "  {:<24} {}\n    sweep width {}\n    coverage {:.2}, POC {}, POD {}, POS {}; there at {}, done at {}\n",
                    task.unit,
                    task.note,
                    task.sweep_width_from,
                    task.coverage,
                    percent(task.poc),
                    percent(task.pod),
                    percent(task.pos),
                    task.arrives,
                    task.done_at
                );
            }
            text += &format!(
                "  together: POS {}, optimum {}, efficiency {}\n  {}\n",
                percent(search.pos),
                percent(search.optimum_pos),
                percent(search.efficiency),
                search.why
            );
        }
        if let Some(why) = &case.no_plan {
            text += &format!("  {why}\n");
        }
    }
    text
}
