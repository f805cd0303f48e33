//! What became true of means of communication, in words.

use super::words::{craft_name, party_name, seat_name, sru_name};
use crate::scenario::Scenario;
use crate::sim::signals::{BeaconCause, SignalEvent};

/// The event in words, without its time.
pub(super) fn tell(s: &Scenario, event: &SignalEvent) -> String {
    let craft = |case| craft_name(s, case);
    match event {
        SignalEvent::Hailed { case, position, heard_by } => {
            let who = match heard_by {
                0 => "nobody heard it".to_owned(),
                1 => "one seat heard it".to_owned(),
                n => format!("{n} seats heard it"),
            };
            format!("{} called for help by VHF at {position}; {who}", craft(*case))
        }
        SignalEvent::CallAgain { case, at } => {
            format!("Nobody took the call of {}; it will be tried again at {}", craft(*case), s.start.at(*at).dtg())
        }
        SignalEvent::PhoneEmpty { case } => format!("The battery of the telephone of {} is empty", craft(*case)),
        SignalEvent::BeaconOn { case, cause, position } => {
            let how = match cause {
                BeaconCause::ByHand => "was set off by hand",
                BeaconCause::FloatedFree => "floated free and came on",
            };
            format!("The distress beacon of {} {how} at {position}", craft(*case))
        }
        SignalEvent::BeaconHeard { case, to, located } => {
            let what = if *located { "and located" } else { "but not located" };
            let told = match to {
                Some(to) => format!("{} is told", seat_name(s, *to)),
                None => "no centre answers for where it is".to_owned(),
            };
            format!("Satellites heard the distress beacon of {}, {what} it; {told}", craft(*case))
        }
        SignalEvent::BeaconSpent { case } => format!("The battery of the distress beacon of {} is spent", craft(*case)),
        SignalEvent::LineDied { party, channel, until } => {
            let until = s.start.at(*until).dtg();
            format!("The {} of {} is dead until {until}", channel.words(), party_name(s, *party))
        }
        SignalEvent::LineBack { party, channel } => {
            format!("The {} of {} works again", channel.words(), party_name(s, *party))
        }
        SignalEvent::RegisterRead { case, party } => {
            format!("{} reads in its register whose the beacon of {} is", party_name(s, *party), craft(*case))
        }
        SignalEvent::Homed { sru, case, position, first } => {
            let does = if *first { "hears" } else { "still hears" };
            let of = craft(*case);
            format!("{} {does} the distress beacon of {of}; its bearings cross at {position}", sru_name(s, *sru))
        }
    }
}
