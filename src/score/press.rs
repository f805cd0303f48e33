//! The press in numbers: what was published, and how strongly each state was pressed.

use std::collections::BTreeMap;

use super::conduct::{plain, tally};
use super::model::{Evidence, Measure, Unit};
use crate::base::ids::PartyId;
use crate::scenario::Scenario;
use crate::sim::Event;
use crate::sim::press::{Published, Tone, Voice, mood};

/// What is remembered of the press.
#[derive(Debug, Clone, Default)]
pub(super) struct Press {
    published: Vec<(Published, Evidence)>,
    /// The strongest pressure on each state so far, with what made it.
    peaks: BTreeMap<PartyId, (f64, Evidence)>,
}

impl Press {
    pub(super) fn take(&mut self, scenario: &Scenario, event: &Event, evidence: &Evidence) {
        let Event::Press(item) = event else { return };
        self.published.push(((**item).clone(), evidence.clone()));
        // Pressure only falls between two things published, so its peaks are at these.
        for party in (0..scenario.parties.len()).map(PartyId::new).filter(|party| scenario.is_country(*party)) {
            let pressure = mood(self.published.iter().map(|(item, _)| item), party, evidence.tick).pressure;
            let peak = self.peaks.entry(party).or_insert_with(|| (0.0, evidence.clone()));
            if pressure > peak.0 {
                *peak = (pressure, evidence.clone());
            }
        }
    }

    /// The numbers. None where nothing was published.
    pub(super) fn measures(&self, scenario: &Scenario) -> Vec<Measure> {
        if self.published.is_empty() {
            return Vec::new();
        }
        let of = |wanted: &dyn Fn(&Voice) -> bool| {
            let those = self.published.iter().filter(|(item, _)| wanted(&item.by));
            those.map(|(_, evidence)| evidence.clone()).collect::<Vec<_>>()
        };
        let mut measures = vec![
            tally("news", "News published", of(&|by| matches!(by, Voice::Outlet(_)))),
            tally(
                "stand_offs_published",
                "News of people waiting for a port",
                of(&|by| matches!(by, Voice::StandOff(_))),
            ),
        ];
        for tone in Tone::ALL {
            let key = match tone {
                Tone::Calls => "statements.calls",
                Tone::Thanks => "statements.thanks",
                Tone::Reassures => "statements.reassures",
                Tone::Blames => "statements.blames",
            };
            let said = of(&|by| matches!(by, Voice::Seat(_, of) if *of == tone));
            measures.push(tally(key, &format!("Statements: one {} a state", tone.words()), said));
        }
        for (party, (pressure, evidence)) in &self.peaks {
            let Some(written) = scenario.parties.get(party.index()) else { continue };
            let (key, name) = (
                format!("public_pressure_most.{}", written.id),
                format!("Strongest public pressure: {}", written.name),
            );
            measures.push(plain(&key, &name, *pressure, Unit::Ratio, std::slice::from_ref(evidence)));
        }
        measures
    }
}
