//! The frame of the exercise in words: what expectations and injects came to, and what an evaluator said.

use crate::base::ids::ObjectiveId;
use crate::base::position::NAUTICAL_MILE_M;
use crate::base::{Span, Tick};
use crate::scenario::{Effect, Nature, Proof, Scenario, Told};
use crate::sim::{FrameEvent, Rating};

use super::words::{
    channel_words, craft_name, expectation_name, nature_words, party_name, place_name, seat_name, sru_name,
    trouble_words,
};

/// An event of the frame in words.
pub(super) fn tell(s: &Scenario, what: &FrameEvent) -> String {
    let moment = |tick: Tick| s.start.at(tick).dtg();
    match what {
        FrameEvent::TimeRuns { expectation, since } => {
            format!("The time runs since {}: {}", moment(*since), expectation_name(s, *expectation))
        }
        FrameEvent::StepDone { expectation, step, at } => {
            let name = match s.expectations.get(expectation.index()).map(|e| &e.proof) {
                Some(Proof::Steps { steps, .. }) => steps.get(*step as usize).map(|step| step.what.clone()),
                _ => None,
            };
            format!("Done at {}: {}", moment(*at), name.unwrap_or_else(|| expectation_name(s, *expectation)))
        }
        FrameEvent::ProtestBegan { place, until } => {
            format!("A crowd lets nobody be put ashore at {} until {}", place_name(s, *place), moment(*until))
        }
        FrameEvent::ProtestEnded { place } => format!("People can be put ashore at {} again", place_name(s, *place)),
        FrameEvent::SiteClosed { place } => format!("The reception site at {} closed", place_name(s, *place)),
        FrameEvent::WaterCame { case, water_l } => {
            format!("{} got {water_l:.0} L of drinking water", craft_name(s, *case))
        }
    }
}

/// The name of an objective.
pub(super) fn objective_name(s: &Scenario, objective: ObjectiveId) -> String {
    s.objectives.get(objective.index()).map_or_else(|| objective.to_string(), |o| o.text.clone())
}

/// What an evaluator said of something.
pub(super) fn rated(rating: Rating, of: &str, note: &str) -> String {
    let note = if note.is_empty() { String::new() } else { format!(" ({note})") };
    format!("The evaluator rated as {}: {of}{note}", rating.words())
}

/// What a message tells beside its words and its position, with a space before it; empty where that is as usual.
pub fn told_words(told: &Told, is_without_position: bool) -> String {
    let mut parts = Vec::new();
    if told.nature != Nature::Enquiry {
        parts.push(format!("tells of {}", nature_words(told.nature)));
    }
    if let Some(persons) = told.persons {
        parts.push(format!("{persons} persons"));
    }
    if !is_without_position && told.error_m != Told::default().error_m {
        parts.push(format!("to {:.1} NM", told.error_m / NAUTICAL_MILE_M));
    }
    if !is_without_position && told.age != Span::ZERO {
        parts.push(format!("{} old", told.age));
    }
    if parts.is_empty() { String::new() } else { format!(" {};", parts.join(", ")) }
}

/// What an inject does, in words.
pub fn effect_words(s: &Scenario, effect: &Effect) -> String {
    let site = |site: crate::base::ids::SiteId| {
        s.reception.site(site).map_or_else(|| site.to_string(), |spec| place_name(s, spec.place))
    };
    match effect {
        Effect::Message { from, to, channel, position, text, told, .. } => {
            let told = told_words(told, position.is_none());
            let position = position.map_or_else(String::new, |position| format!(" gives {position};"));
            format!("{from} to {} by {}:{position}{told} \"{text}\"", seat_name(s, *to), channel_words(*channel))
        }
        Effect::Trouble { craft, kind } => format!("{}: {}", craft_name(s, *craft), trouble_words(*kind)),
        Effect::SruFails { sru } => format!("{} goes out of service", sru_name(s, *sru)),
        Effect::BringsIn { sru, at } => {
            let at = at.map_or_else(|| "its home".to_owned(), |at| at.to_string());
            format!("{} comes in at {at}", sru_name(s, *sru))
        }
        Effect::SiteCloses { site: which } => format!("The reception site at {} closes", site(*which)),
        Effect::SiteOpens { site: which } => format!("The reception site at {} opens", site(*which)),
        Effect::CrowdProtests { place, span } => {
            format!("A crowd lets nobody be put ashore at {} for {span}", place_name(s, *place))
        }
        Effect::StoresCome { craft, water_l } => {
            format!("{} gets {water_l:.0} L of drinking water", craft_name(s, *craft))
        }
        Effect::Indicator(indicator) => super::public_words::indicator(s, indicator),
        Effect::Press(news) => super::public_words::news(s, news),
        Effect::ChannelFails { channel, party, span } => {
            format!("The {} of {} is dead for {span}", channel_words(*channel), party_name(s, *party))
        }
    }
}
