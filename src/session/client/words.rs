//! Requests in a few words, for the list of what is on its way.

use crate::base::ids::{SeatId, SruId};
use crate::crew::Crew;
use crate::picture::{Briefing, Picture};
use crate::session::wire::{Steer, ToHost};
use crate::sim::{Command, Intervention, mail};

/// A request in a few words, with the names this desk knows.
pub(super) fn of(message: &ToHost, briefing: Option<&Briefing>, picture: Option<&Picture>) -> String {
    let seat = |id: SeatId| {
        let known = briefing.and_then(|briefing| briefing.seats.get(id.index()));
        known.map_or_else(|| id.to_string(), |seat| seat.name.clone())
    };
    let sru = |id: SruId| {
        let known = picture.and_then(|picture| picture.cards.iter().find(|card| card.sru == id));
        known.map_or_else(|| id.to_string(), |card| card.name.clone())
    };
    match message {
        ToHost::Hello { .. } => "greeting".to_owned(),
        ToHost::Do { command, .. } => match command {
            Command::SetPhase { phase, .. } => format!("declare {phase:?}"),
            Command::Assume { .. } => "take responsibility".to_owned(),
            Command::Send { to, .. } => format!("message to {}", seat(*to)),
            Command::CallCasualty { .. } => "call the vessel".to_owned(),
            Command::Ask { to, .. } => format!("ask {}", seat(*to)),
            Command::Answer { .. } => "answer a request".to_owned(),
            Command::BroadcastDistress { .. } => "broadcast distress".to_owned(),
            Command::Order { sru: unit, order, .. } => format!("order {} to {}", sru(*unit), order.verb()),
            Command::Log { .. } => "log entry".to_owned(),
            Command::Excon(_) => "intervention".to_owned(),
            Command::Withdraw { .. } => "withdraw a request".to_owned(),
            Command::Agree { .. } => "agree to terms".to_owned(),
            Command::Release { sru: unit } => format!("release {}", sru(*unit)),
            Command::Ashore(order) => order.words(),
            Command::Means(order) => order.words(),
            Command::Portal(order) => order.words(),
            Command::Statement(_) => "statement to the press".to_owned(),
            Command::Plot(order) => order.words().to_owned(),
            Command::Mail(order) => match &**order {
                mail::Command::SendForReceipt { to, .. } => format!("message to {} with a receipt", seat(*to)),
                mail::Command::MarkRead { .. } => mail::MARK_READ.to_owned(),
            },
        },
        ToHost::Crew { crew, .. } => given("this seat", *crew),
        ToHost::Steer { steer, .. } => match steer {
            Steer::Run => "run".to_owned(),
            Steer::Pause => "pause".to_owned(),
            Steer::Speed(speed) => format!("speed {speed}"),
            Steer::NextNews(_) => "run until something is known".to_owned(),
            Steer::NextEvent => "run to the next event".to_owned(),
            Steer::Seat { seat: id, crew } => given(&seat(*id), *crew),
            Steer::Revoke(_) => "new code for a chair".to_owned(),
            Steer::Intervene(what) => intervention(what).to_owned(),
            Steer::LookAhead { span, .. } => format!("look {span} ahead"),
            Steer::Branch(tick) => format!("go back to {tick}"),
            Steer::Stop => "end the exercise".to_owned(),
        },
    }
}

fn given(seat: &str, crew: Option<Crew>) -> String {
    match crew {
        Some(crew) => format!("hand {seat} to the crew \"{crew}\""),
        None => format!("hand {seat} to people"),
    }
}

fn intervention(what: &Intervention) -> &'static str {
    match what {
        Intervention::Fire { .. } => "fire an inject",
        Intervention::CallOff { .. } => "call an inject off",
        Intervention::Improvise { .. } => "a new inject",
        Intervention::MoveSru { .. } => "move a unit",
        Intervention::MoveCraft { .. } => "move the vessel",
        Intervention::BringIn { .. } => "bring in a unit",
        Intervention::Repair { .. } => "repair a unit",
        Intervention::Weather { .. } => "change the weather",
        Intervention::Rate { .. } => "rate an expectation",
        Intervention::Note { .. } => "note",
        Intervention::Seated { .. } => "who plays a seat",
        Intervention::RateObjective { .. } => "rate an objective",
    }
}
