//! `sarex show`: what a seat's picture held at a moment; `--seat excon` is the truth.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};

use super::{files, notation, say};
use crate::base::ids::PlaceId;
use crate::picture::{self, Doing, Picture, Truth};
use crate::record::Replay;
use crate::scenario::Scenario;
use crate::score::{ask_words, phase_words, stage_words};
use crate::sim::{Seen, Setting, Theatre};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The recording
    #[arg(value_name = "RUN.sarex")]
    recording: PathBuf,
    /// When: "31h5m" from the start, "2012-06-20T20:30Z", or "end"
    #[arg(long, value_name = "TIME", default_value = "end")]
    at: String,
    /// Whose picture, by the seat's id; "excon" is the truth
    #[arg(long, value_name = "SEAT", default_value = "excon")]
    seat: String,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn show(arguments: &Arguments) -> Result<ExitCode> {
    let recording = files::recording(&arguments.recording)?;
    let last = recording.last_tick();
    let mut replay = Replay::new(&recording)?;
    let at = notation::moment(&arguments.at, &replay.theatre().scenario, last)?;
    replay
        .seek(at)
        .with_context(|| format!("the recording goes from {} to {last} from the start", recording.first_tick()))?;
    let theatre = replay.theatre();
    let world = replay.world();
    let text = if arguments.seat == "excon" {
        let truth = picture::truth(theatre, world);
        if arguments.json { serde_json::to_string_pretty(&truth)? } else { truth_text(theatre, &truth) }
    } else {
        let seat = notation::seat(&arguments.seat, &theatre.scenario)?;
        let picture = picture::project(theatre, world, seat);
        if arguments.json { serde_json::to_string_pretty(&picture)? } else { picture_text(theatre, &picture) }
    };
    say(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn seen(what: Seen) -> &'static str {
    match what {
        Seen::Vessel => "vessel",
        Seen::CapsizedHull => "capsized hull",
        Seen::PersonInWater => "person in the water",
        Seen::Body => "body",
        Seen::Debris => "wreckage",
        Seen::LifeRaft => "life raft",
    }
}

fn truth_text(theatre: &Theatre, truth: &Truth) -> String {
    let scenario = &theatre.scenario;
    let mut text = format!("EXERCISE  {}  THE TRUTH at {} ({})\n", scenario.title, truth.now.dtg(), truth.tick);
    for c in &truth.casualties {
        if let Some(report) = c.report {
            let of = report.same_as.and_then(|vessel| scenario.craft.get(vessel.index()));
            let of = of.map_or_else(|| "nothing".to_owned(), |vessel| vessel.name.clone());
            text += &format!("\n{}: only reported, of {of}\n", scenario.craft[c.case.index()].name);
            continue;
        }
        text += &format!(
            "\n{}: {} at {}\n  aboard at the start {}, saved {}, died {} (found {})\n",
            scenario.craft[c.case.index()].name,
            stage_words(c.stage),
            c.position,
            c.persons,
            c.saved,
            c.died,
            c.bodies
        );
        for (setting, n) in Setting::ALL.iter().zip(c.living).filter(|(_, n)| *n > 0) {
            text += &format!("  living {}: {n}\n", setting.words());
        }
        let holder = c.responsible.map_or("nobody", |seat| scenario.seats[seat.index()].name.as_str());
        text += &format!("  responsible: {holder}\n");
    }
    text += "\nUnits\n";
    for unit in &truth.srus {
        text += &unit_line(scenario, unit);
    }
    text
}

fn unit_line(scenario: &Scenario, unit: &picture::SruView) -> String {
    let order = unit.order.as_ref().map_or_else(String::new, |order| format!(", order: {}", order.verb()));
    format!(
        "  {:<24} {}  {}{order}, fuel {:.0} %, survivors {}, bodies {}\n",
        scenario.srus[unit.sru.index()].name,
        unit.position,
        doing(scenario, unit.doing),
        unit.fuel * 100.0,
        unit.survivors,
        unit.bodies
    )
}

/// What a unit does.
fn doing(scenario: &Scenario, doing: Doing) -> String {
    let place = |place: PlaceId| scenario.places.get(place.index()).map_or("a place", |place| place.name.as_str());
    match doing {
        Doing::InPort(at) => format!("at {}", place(at)),
        Doing::GettingReady(at, ready) => {
            format!("at {}, under way {}", place(at), scenario.start.at(ready).dtg())
        }
        Doing::UnderWay => "under way".to_owned(),
        Doing::Waiting => "waiting at sea".to_owned(),
        Doing::Searching => "searching".to_owned(),
        Doing::Recovering => "taking people aboard".to_owned(),
        Doing::Escorting => "keeping company".to_owned(),
        Doing::Landing(at) => format!("putting people ashore at {}", place(at)),
        Doing::OnPassage => "on its own passage".to_owned(),
        Doing::Failed => "out of service".to_owned(),
        Doing::Reserve => "held in reserve".to_owned(),
        Doing::Alongside => "alongside a vessel".to_owned(),
    }
}

fn picture_text(theatre: &Theatre, picture: &Picture) -> String {
    let scenario = &theatre.scenario;
    let seat = &scenario.seats[picture.seat.index()];
    let mut text = format!("EXERCISE  {}  {} at {} ({})\n", scenario.title, seat.name, picture.now.dtg(), picture.tick);
    for case in &picture.cases {
        text += &format!(
            "\nCase of {}\n  phase: {}\n  responsible, as far as known: {}\n  aboard, as told: {}\n",
            scenario.start.at(case.opened_at).dtg(),
            case.phase.map_or("none declared".to_owned(), |(phase, _)| phase_words(phase).to_owned()),
            case.responsible.map_or("not known", |(holder, _)| scenario.seats[holder.index()].name.as_str()),
            case.persons.map_or("not known".to_owned(), |n| n.to_string()),
        );
        text += &format!("  recovered {}, bodies {}, landed {}\n", case.recovered, case.bodies, case.landed);
        for view in case.positions.iter().rev().take(5) {
            text += &format!(
                "  position {} +-{:.1} NM, true {}, from {}\n",
                view.reported.position,
                crate::base::quantity::nmi(view.reported.error_m),
                scenario.start.at(view.reported.true_at).dtg(),
                theatre.source_name(&view.from)
            );
        }
    }
    let open: Vec<_> = picture.requests.iter().filter(|r| r.waits()).collect();
    if !open.is_empty() {
        text += "\nWaiting for an answer\n";
        for request in open {
            let other = &scenario.seats[request.other.index()].name;
            let way = if request.of_us { format!("{other} asks us") } else { format!("we asked {other}") };
            let what = ask_words(&request.what, scenario);
            text += &format!("  {} {way}: {what}\n", scenario.start.at(request.at).dtg());
        }
    }
    text += "\nUnits\n";
    for unit in &picture.srus {
        text += &unit_line(scenario, unit);
    }
    if !picture.contacts.is_empty() {
        text += "\nContacts\n";
        for contact in &picture.contacts {
            text += &format!(
                "  {:>3} {:<20} {}  last seen {} ago, persons {}{}\n",
                contact.number + 1,
                seen(contact.what),
                contact.position,
                picture.tick.since(contact.last_seen),
                contact.persons,
                if contact.cleared { ", nobody left" } else { "" }
            );
        }
    }
    text += "\nLog\n";
    for line in &picture.log {
        text += &format!("  {} {}\n", scenario.start.at(line.at).dtg(), line.text);
    }
    text
}
