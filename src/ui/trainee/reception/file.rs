//! One person's file, as far as known: what has been said and found, what was done, what is due, what is not known yet.

use egui::Ui;

use crate::base::Tick;
use crate::picture::{FileView, SiteView};
use crate::plan;
use crate::sar::reception::{Stage, Triage};
use crate::sim::ashore::{FileId, Offence, Outcome, Placement, Stay};
use crate::ui::words;

use super::super::desk::DeskData;
use super::super::kit;
use super::{board, files};

pub(super) fn show(ui: &mut Ui, desk: &DeskData<'_>, site: &SiteView, file: &FileView) {
    let theme = desk.theme;
    let at = |tick: Tick| words::dtg(desk.briefing, tick);
    kit::heading(ui, &format!("{}: {}", words::sentence(&file.file.to_string()), files::who(file)));
    kit::fact(ui, theme, "Landed", at(file.landed_at));
    kit::fact(ui, theme, "Now", stays(desk, file));
    for (name, what) in facts(desk, site, file) {
        kit::fact(ui, theme, name, what);
    }
    if site.runs {
        let dues = file.dues();
        for (what, due) in dues {
            let sign = if due < desk.now() { "⚠ " } else { "" };
            let what = words::sentence(&board::deadline(what));
            ui.label(format!("{sign}{what}: {}, {}", at(due), words::due(desk.now(), due)));
        }
    }
    let unknown = plan::not_known(site, file);
    if !unknown.is_empty() {
        kit::heading(ui, "Not known yet");
        for (what, stage) in unknown {
            let after = if file.skipped[stage as usize] { ", which was left out" } else { "" };
            kit::small(ui, theme, format!("{}: {} would tell{after}", words::sentence(what), stage.words()));
        }
    }
    kit::heading(ui, "What was done");
    for stage in Stage::ALL {
        let words = match file.done(stage) {
            Some(done) => at(done),
            None if file.skipped[stage as usize] => "left out".to_owned(),
            None if file.in_hand == Some(stage) => "in hand".to_owned(),
            None => continue,
        };
        kit::fact(ui, theme, &words::sentence(stage.words()), words);
    }
    let against: Vec<String> = plan::CareOrder::all(desk.briefing, desk.picture, site)
        .into_iter()
        .filter(|order| !matches!(order, plan::CareOrder::Catch(_) | plan::CareOrder::Skip(_)))
        .filter_map(|order| {
            let why = order.against(desk.briefing, site, file)?;
            Some(format!("{}: {why}", order.words(desk.briefing, desk.picture)))
        })
        .collect();
    egui::CollapsingHeader::new(format!("Not possible now ({})", against.len())).id_salt("not possible").show(
        ui,
        |ui| {
            for line in against {
                kit::small(ui, theme, line);
            }
        },
    );
}

fn stays(desk: &DeskData<'_>, file: &FileView) -> String {
    match file.stay {
        Stay::Hospital { from, until } if desk.now() < from => {
            format!("in an ambulance; hospital {}", words::due(desk.now(), from.min(until)))
        }
        Stay::Hospital { until, .. } => format!("in hospital, back {}", words::due(desk.now(), until)),
        Stay::OnTheWay { until } => format!("on the way there, arrives {}", words::due(desk.now(), until)),
        _ => files::stay(file),
    }
}

/// What is known, a name and what it is.
fn facts(desk: &DeskData<'_>, site: &SiteView, file: &FileView) -> Vec<(&'static str, String)> {
    let known = &file.known;
    let yes_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let clock = |tick: Tick| words::dtg(desk.briefing, tick);
    let mut all: Vec<(&'static str, String)> = Vec::new();
    let mut add = |name, what: Option<String>| all.extend(what.map(|what| (name, what)));
    add("Triage", known.triage.map(|triage: Triage| triage.words().to_owned()));
    let says = known.nationality.map(|says| says.is_some());
    let named = files::nationality(desk, site, file).map(str::to_owned);
    add("Nationality", says.map(|says| if says { named.unwrap_or_default() } else { "says none".to_owned() }));
    add(
        "Interpreter",
        known.language.map(|language| {
            let name =
                language.and_then(|id| site.languages.iter().find(|(of, _)| *of == id)).map(|(_, name)| name.clone());
            name.unwrap_or_else(|| "not needed".to_owned())
        }),
    );
    add("Documents", known.documents.map(yes_no));
    add("Identity established", known.identity.map(yes_no));
    add("Child without adult", known.unaccompanied.filter(|alone| *alone).map(yes_no));
    let family: Vec<String> = known.family.iter().map(FileId::to_string).collect();
    add("Family here", (!family.is_empty()).then(|| family.join(", ")));
    add("Family not here", known.family_missing.map(|n| n.to_string()));
    add("Pregnant", known.pregnant.map(yes_no));
    add("Wounded", known.wounded.map(yes_no));
    add("Food", known.hunger.map(|hunger| hunger.words().to_owned()));
    add("Indicators of trafficking", known.indicators.map(|n| n.to_string()));
    add("Victim of trafficking", known.trafficked.map(yes_no));
    add("In need of protection", known.protection.map(yes_no));
    add("Waits to be heard since", known.assessment_asked.map(clock));
    add(
        "Assessed",
        known.assessed.map(|found| {
            let what = if found.in_need { "in need of protection" } else { "not in need of protection" };
            format!("{what}, {}", clock(found.at))
        }),
    );
    add("Witness", known.witness.map(yes_no));
    add("Organiser", known.organiser.then(|| "identified".to_owned()));
    add("Stays", known.placement.map(|how: Placement| how.words().to_owned()));
    for (to, when) in &known.referred {
        add("Referred", Some(format!("{}, {}", to.words(), clock(*when))));
    }
    add("Consulate told", known.consulate.map(|(_, when)| clock(when)));
    add("Statement", file.statement_wanted.then(|| "wanted by the police".to_owned()));
    add(
        "Decided",
        known.outcome.map(|(outcome, when, due)| {
            let to = match outcome {
                Outcome::AssistedReturn { to } | Outcome::Return { to } => {
                    format!(" to {}", words::party_name(desk.briefing, to))
                }
                _ => String::new(),
            };
            format!("{}{to}, {}; due {}", outcome.words(), clock(when), clock(due))
        }),
    );
    add("Charged with", known.charged.map(|offence: Offence| offence.words().to_owned()));
    add("Protected as a witness", known.protected.then(|| "yes".to_owned()));
    all
}
