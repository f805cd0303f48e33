//! Forms and what became of them in words, for the list of events.

use crate::base::quantity::nmi;
use crate::scenario::Scenario;
use crate::sim::ReportedPosition;
use crate::sim::forms::{Form, PlannedSearch};
use crate::sim::mail::Event;

use super::words::{nature_words, party_name, phase_words, place_name, seat_name};

/// What a form says: its fields in the doctrine's order, and nothing of what is left empty.
pub(super) fn form(form: &Form, s: &Scenario) -> String {
    let mut parts: Vec<String> = Vec::new();
    match form {
        Form::MaydayRelay(relay) => {
            parts.push(format!("MAYDAY relay: {}", relay.vessel));
            parts.push(place(relay.position));
            parts.push(nature_words(relay.nature).to_owned());
            parts.extend(relay.persons.map(|n| format!("{n} persons")));
            parts.extend([&relay.description, &relay.assistance].into_iter().filter(|w| !w.is_empty()).cloned());
            parts.extend(quoted(&relay.text));
        }
        Form::SearchActionPlan(plan) => {
            parts.push(format!("search action plan: {}", plan.object));
            parts.extend(plan.searches.iter().map(line));
            if plan.searches.is_empty() {
                parts.push("no searches".to_owned());
            }
            parts.push(format!("co-ordinating {}", plan.coordinator));
            parts.extend(quoted(&plan.text));
        }
        Form::HandOver(over) => {
            parts.push(format!("hand-over: {}", over.vessel));
            parts.push(over.phase.map_or("no phase", phase_words).to_owned());
            parts.extend(over.capsized.then(|| "capsized".to_owned()));
            parts.push(place(over.position));
            parts.push(over.persons.map_or_else(|| "persons unknown".to_owned(), |n| format!("{n} persons")));
            parts.push(format!("recovered {}, bodies {}, landed {}", over.recovered, over.bodies, over.landed));
            parts.push(format!("{} units at work, {} searches done or begun", over.units.len(), over.searches.len()));
            parts.extend(quoted(&over.actions));
            parts.extend(quoted(&over.text));
        }
        Form::Disembarkation(form) => {
            parts.push("disembarkation request".to_owned());
            parts.extend(form.fields(|p| party_name(s, p), |p| place_name(s, p), |t| s.start.at(t).dtg()));
        }
    }
    parts.join(", ")
}

/// One line of a plan.
fn line(line: &PlannedSearch) -> String {
    format!(
        "{} searches {:.0} x {:.0} NM about {}, {} at {:.1} NM",
        line.unit,
        nmi(line.area.length_m),
        nmi(line.area.width_m),
        line.area.centre,
        line.pattern.code(),
        nmi(line.spacing_m)
    )
}

fn place(position: Option<ReportedPosition>) -> String {
    position.map_or_else(|| "no position".to_owned(), |told| told.position.to_string())
}

fn quoted(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| format!("\"{words}\""))
}

/// What became of a written message. `what` is the message with its sender, if that is known.
pub(super) fn mail(s: &Scenario, event: &Event, what: Option<&(String, &'static str)>) -> String {
    let (from, noun) = match what {
        Some((from, noun)) => (from.as_str(), *noun),
        None => ("another seat", "message"),
    };
    match event {
        Event::ReceiptAsked { .. } => format!("{from} asked for a receipt of the {noun}"),
        Event::Read { by, .. } => format!("{} read the {noun} from {from}", seat_name(s, *by)),
        Event::ReceiptCame { to, .. } => {
            format!("{} had the receipt of its {noun}: it has been read", seat_name(s, *to))
        }
    }
}
