//! Means of communication in numbers: what was lost by which and why, calls for help, beacons, dead lines.

use std::collections::BTreeMap;

use super::conduct::tally;
use super::model::{Evidence, Measure};
use crate::scenario::Channel;
use crate::sim::Event;
use crate::sim::signals::{SignalEvent, Unheard};

/// What is remembered of means of communication.
#[derive(Debug, Clone, Default)]
pub(super) struct Signals {
    lost: BTreeMap<(Channel, Unheard), Vec<Evidence>>,
    hailed: Vec<Evidence>,
    unheard: Vec<Evidence>,
    again: Vec<Evidence>,
    empty: Vec<Evidence>,
    alerts: Vec<Evidence>,
    died: Vec<Evidence>,
    homed: Vec<Evidence>,
    registers: Vec<Evidence>,
}

/// The key of a channel in measures.
fn key(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "phone",
        Channel::Text => "text",
        Channel::SafetyNet => "safety_net",
        Channel::Radio => "radio",
        Channel::Vhf => "vhf",
        Channel::Epirb => "epirb",
        Channel::Mobile => "mobile",
        Channel::WordOfMouth => "word_of_mouth",
    }
}

/// The key of a reason in measures.
fn why_key(why: Unheard) -> &'static str {
    match why {
        Unheard::Chance => "chance",
        Unheard::OutOfRange => "out_of_range",
        Unheard::DeadLine => "dead_line",
    }
}

impl Signals {
    pub(super) fn take(&mut self, event: &Event, evidence: &Evidence) {
        let kept = match event {
            Event::MessageLost { channel, why, .. } => self.lost.entry((*channel, *why)).or_default(),
            Event::Signal(what) => match **what {
                SignalEvent::Hailed { heard_by: 0, .. } => {
                    self.unheard.push(evidence.clone());
                    &mut self.hailed
                }
                SignalEvent::Hailed { .. } => &mut self.hailed,
                SignalEvent::CallAgain { .. } => &mut self.again,
                SignalEvent::PhoneEmpty { .. } => &mut self.empty,
                SignalEvent::BeaconHeard { .. } => &mut self.alerts,
                SignalEvent::LineDied { .. } => &mut self.died,
                SignalEvent::Homed { first: true, .. } => &mut self.homed,
                SignalEvent::RegisterRead { .. } => &mut self.registers,
                SignalEvent::Homed { .. } => return,
                SignalEvent::BeaconOn { .. } | SignalEvent::BeaconSpent { .. } | SignalEvent::LineBack { .. } => return,
            },
            _ => return,
        };
        kept.push(evidence.clone());
    }

    /// The numbers: only those of what happened.
    pub(super) fn measures(&self) -> Vec<Measure> {
        let lost = Channel::ALL.into_iter().flat_map(|channel| Unheard::ALL.map(|why| (channel, why)));
        let mut measures: Vec<Measure> = lost
            .filter_map(|(channel, why)| {
                let evidence = self.lost.get(&(channel, why))?;
                let name = format!("Messages lost by {}: {}", channel.words(), why.words());
                Some(tally(&format!("lost.{}.{}", key(channel), why_key(why)), &name, evidence.clone()))
            })
            .collect();
        let others = [
            ("vhf_calls", "Calls for help by VHF", &self.hailed),
            ("vhf_calls_unheard", "Calls for help by VHF that nobody heard", &self.unheard),
            ("calls_tried_again", "Calls that nobody took and that were tried again", &self.again),
            ("phones_empty", "Vessels whose telephone ran out of battery", &self.empty),
            ("beacon_alerts", "Alerts of distress beacons", &self.alerts),
            ("lines_dead", "Times a line died", &self.died),
            ("beacons_homed", "Times a unit began to home on a distress beacon", &self.homed),
            ("registers_read", "Times a register of beacons was read", &self.registers),
        ];
        let happened = others.into_iter().filter(|(_, _, evidence)| !evidence.is_empty());
        measures.extend(happened.map(|(key, name, evidence)| tally(key, name, evidence.clone())));
        measures
    }
}
