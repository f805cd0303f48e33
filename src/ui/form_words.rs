//! What a form says, in full, field by field as the doctrine has them.

use super::words::{channel, clock, distance, dtg, nature, persons, phase, sentence};
use crate::base::quantity::knots;
use crate::picture::Briefing;
use crate::sim::ReportedPosition;
use crate::sim::disembarkation::DisembarkationRequest;
use crate::sim::forms::{Form, HandOver, HandedSearch, PlannedSearch, SearchActionPlan};

/// A form in words, a line for each part; what is left empty is left out.
pub(super) fn form(briefing: &Briefing, form: &Form) -> String {
    match form {
        Form::MaydayRelay(relay) => lines([
            Some(format!("MAYDAY {}", relay.vessel)),
            place(briefing, relay.position),
            Some(sentence(nature(relay.nature))),
            relay.persons.map(|n| format!("{} aboard", persons(n))),
            field("Description", &relay.description),
            field("Assistance needed", &relay.assistance),
            Some(format!("Report to {} by {}", relay.report_to, channel(relay.reply_by))),
            field("", &relay.text),
        ]),
        Form::SearchActionPlan(plan) => action_plan(briefing, plan),
        Form::HandOver(over) => hand_over(briefing, over),
        Form::Disembarkation(form) => disembarkation(briefing, form).join("\n"),
    }
}

fn action_plan(briefing: &Briefing, plan: &SearchActionPlan) -> String {
    let mut all = vec![
        field("1 Situation", &plan.situation),
        field("Searched for", &plan.object),
        plan.persons.map(|n| format!("{} aboard", persons(n))),
        field("Also look for", &plan.secondary),
        field("Weather", &plan.weather),
        field("2 Action", &plan.action),
    ];
    all.extend(plan.searches.iter().map(|line| Some(planned(briefing, line))));
    let reports = plan.sitrep_every_h;
    all.extend([
        field("5 Mission co-ordinator", &plan.coordinator),
        field("On-scene co-ordinator", &plan.on_scene),
        field("6 Communications", &plan.communications),
        (reports > 0).then(|| format!("7 Situation report every {reports} h")),
        field("", &plan.text),
    ]);
    lines(all)
}

/// One line of a plan: area, unit, pattern, spacing, speed, height, times.
fn planned(briefing: &Briefing, line: &PlannedSearch) -> String {
    let height = line.altitude_m.map_or_else(String::new, |m| format!(" at {m:.0} m"));
    format!(
        "{}: {} {} by {} about {}, axis {:03.0}°, spacing {}, {:.0} kn{height}, {} to {}",
        line.unit,
        line.pattern.code(),
        distance(line.area.length_m),
        distance(line.area.width_m),
        line.area.centre,
        line.area.axis_true_deg,
        distance(line.spacing_m),
        knots(line.speed_mps),
        dtg(briefing, line.from),
        dtg(briefing, line.until)
    )
}

/// A request to land people, field after field.
pub(super) fn disembarkation(briefing: &Briefing, form: &DisembarkationRequest) -> Vec<String> {
    let party = |state| super::words::party_name(briefing, state).to_owned();
    let port = |place| super::words::place_name(briefing, place).to_owned();
    form.fields(party, port, |tick| dtg(briefing, tick))
}

fn hand_over(briefing: &Briefing, over: &HandOver) -> String {
    let mut all = vec![
        field("Vessel", &over.vessel),
        Some(sentence(over.phase.map_or("no phase declared", phase))),
        Some(sentence(nature(over.nature))),
        over.capsized.then(|| "It has capsized".to_owned()),
        place(briefing, over.position),
        over.persons.map(|n| format!("{} aboard", persons(n))),
        Some(format!("Recovered {} alive, {} dead; landed {}", over.recovered, over.bodies, over.landed)),
    ];
    all.extend(over.units.iter().map(|unit| {
        let aboard = if unit.survivors > 0 { format!(", {} aboard", persons(unit.survivors)) } else { String::new() };
        Some(format!("{}: {}{aboard}", unit.unit, unit.doing))
    }));
    all.extend(over.searches.iter().map(|search| Some(searched(briefing, search))));
    all.extend([field("Done, and still open", &over.actions), field("", &over.text)]);
    lines(all)
}

fn searched(briefing: &Briefing, search: &HandedSearch) -> String {
    let ended = match (search.ended_at, search.completed) {
        (None, _) => "goes on".to_owned(),
        (Some(at), true) => format!("completed {}", clock(briefing, at)),
        (Some(at), false) => format!("left {}", clock(briefing, at)),
    };
    format!(
        "{} searched {} by {} about {}, {} at {}, from {}, {ended}",
        search.unit,
        distance(search.area.length_m),
        distance(search.area.width_m),
        search.area.centre,
        search.pattern.code(),
        distance(search.spacing_m),
        clock(briefing, search.began_at)
    )
}

fn place(briefing: &Briefing, position: Option<ReportedPosition>) -> Option<String> {
    Some(match position {
        Some(told) => {
            format!(
                "Position {} at {}, within {}",
                told.position,
                clock(briefing, told.true_at),
                distance(told.error_m)
            )
        }
        None => "Position not known".to_owned(),
    })
}

fn field(name: &str, words: &str) -> Option<String> {
    let words = words.trim();
    (!words.is_empty()).then(|| if name.is_empty() { words.to_owned() } else { format!("{name}: {words}") })
}

fn lines(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
