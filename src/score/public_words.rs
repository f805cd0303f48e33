//! The focal points' portal and the press in words, for the list of events.

use super::words::{craft_name, party_name, phase_words, seat_name};
use crate::base::ids::CraftId;
use crate::scenario::{Indicator, News, Scenario};
use crate::sim::portal::{Event, IncidentReport, Post, Warning};
use crate::sim::press::{Published, Voice};

/// What became true at the portal.
pub(super) fn portal(s: &Scenario, what: &Event) -> String {
    match what {
        Event::Posted { post, what } => {
            format!("{} posted to the portal: {}", seat_name(s, post.by), post_words(s, what))
        }
        Event::Arrived { post, to } => {
            let number = u64::from(post.number) + 1;
            format!("Post {number} of {} lies unread in the portal of {}", seat_name(s, post.by), seat_name(s, *to))
        }
        Event::Read { post, by } => {
            let number = u64::from(post.number) + 1;
            format!("{} read post {number} of {}", seat_name(s, *by), seat_name(s, post.by))
        }
        Event::Indicated { to, what, sound } => {
            let sound = if *sound { "true" } else { "false" };
            format!("Intelligence to {}, {sound}: {}", seat_name(s, *to), warning_words(s, what))
        }
    }
}

fn post_words(s: &Scenario, post: &Post) -> String {
    match post {
        Post::EarlyWarning(warning) => format!("early warning of {}", warning_words(s, warning)),
        Post::CaseShared(shared) => {
            let place = shared.position.map_or_else(|| "no position".to_owned(), |p| p.position.to_string());
            let phase = shared.phase.map_or("no phase", phase_words);
            format!("{}, {phase}, {place}{}. \"{}\"", craft_name(s, shared.case), persons(shared.persons), shared.text)
        }
        Post::Advice { kind, case, text } => {
            format!("advice about {}{}. \"{text}\"", kind.words(), concerning(s, *case))
        }
        Post::IncidentReport(report) => incident_words(s, report),
        Post::Text { case, text } => format!("\"{text}\"{}", concerning(s, *case)),
    }
}

/// A report in words: what is told of it, and nothing of what is left empty.
fn incident_words(s: &Scenario, report: &IncidentReport) -> String {
    let numbers = [
        ("persons", report.persons),
        ("survivors", report.survivors),
        ("dead", report.dead),
        ("missing", report.missing),
        ("men", report.men),
        ("women", report.women),
        ("boys", report.boys),
        ("girls", report.girls),
        ("organisers", report.organisers),
    ];
    let told = numbers.iter().filter_map(|(what, number)| Some(format!("{what} {}", (*number)?)));
    let told = told.collect::<Vec<_>>().join(", ");
    format!("incident report on {}: {told}", craft_name(s, report.case))
}

fn warning_words(s: &Scenario, warning: &Warning) -> String {
    let place = warning.position.map_or_else(String::new, |p| format!(" at {}", p.position));
    let (kind, case) = (warning.kind.words(), concerning(s, warning.case));
    format!("{kind}{case}{place}{}. \"{}\"", persons(warning.persons), warning.text)
}

fn persons(number: Option<u32>) -> String {
    number.map_or_else(String::new, |n| format!(", {n} persons"))
}

fn concerning(s: &Scenario, case: Option<CraftId>) -> String {
    case.map_or_else(String::new, |case| format!(", {}", craft_name(s, case)))
}

/// Something published.
pub(super) fn published(s: &Scenario, item: &Published) -> String {
    let of = || match item.on {
        Some(of) => party_name(s, of),
        None if item.concerned.is_empty() => "all states".to_owned(),
        None => item.concerned.iter().map(|of| party_name(s, *of)).collect::<Vec<_>>().join(", "),
    };
    match &item.by {
        Voice::Outlet(outlet) => format!("News, {outlet}: \"{}\"", item.text),
        Voice::Seat(seat, tone) => format!("{} {} {}: \"{}\"", seat_name(s, *seat), tone.words(), of(), item.text),
        Voice::StandOff(_) => format!("News: \"{}\"", item.text),
    }
}

/// Intelligence that is planned.
pub(super) fn indicator(s: &Scenario, planned: &Indicator) -> String {
    let sound = if planned.sound { "true" } else { "false" };
    let place = planned.position.map_or_else(String::new, |p| format!(" at {p}"));
    let (to, kind, case) = (seat_name(s, planned.to), planned.kind.words(), concerning(s, planned.case));
    format!("intelligence to {to}, {sound}: {kind}{case}{place}{}. \"{}\"", persons(planned.persons), planned.text)
}

/// News that is planned.
pub(super) fn news(s: &Scenario, planned: &News) -> String {
    let on = planned.on.map_or_else(|| "all states".to_owned(), |on| party_name(s, on));
    format!("news, {}: \"{}\"; pressure {:.2} on {on}", planned.outlet, planned.text, planned.pressure)
}
