//! What became of each person: where they were, for how long, and how they are accounted for.
//!
//! Junk is answered, not trusted: an event about a person who does not exist, or a second death, changes nothing.

use std::collections::BTreeMap;

use crate::base::Tick;
use crate::base::ids::PersonId;
use crate::base::time::TICK_HOURS;
use crate::scenario::Scenario;
use crate::sim::{DeathCause, Event, Fate, Setting, Whereabouts, World, ashore};

use super::clocks::BEFORE;
use super::model::{DeathCell, Evidence, Exposure, Persons};

/// One person's history.
#[derive(Debug, Clone)]
struct History {
    setting: Setting,
    since: Tick,
    died: Option<Death>,
    body_recovered: bool,
    recovered: bool,
    saved: bool,
    /// The event by which the person came where they are. Exists when and only when they ever moved.
    moved_by: Option<Evidence>,
    /// The event by which the body was taken aboard. Exists when and only when it was.
    found_by: Option<Evidence>,
    /// Settings this person has been in, in the order of `Setting::ALL`.
    visited: [bool; Setting::ALL.len()],
    /// When the person first was on the hull or in the water. Exists when and only when that happened.
    immersed_at: Option<Tick>,
    /// From then to being taken aboard alive \[h\]. Exists when and only when that happened.
    waited_h: Option<f64>,
}

#[derive(Debug, Clone)]
struct Death {
    cause: DeathCause,
    setting: Setting,
    evidence: Evidence,
}

/// Everybody, and the sums over them.
#[derive(Debug, Clone)]
pub(super) struct People {
    all: Vec<History>,
    exposure: Vec<Exposure>,
    pub(super) recovered: Vec<Evidence>,
    pub(super) bodies: Vec<Evidence>,
    pub(super) saved: Vec<Evidence>,
    /// Those who reached a shore by themselves and were brought in by land.
    pub(super) fetched: Vec<Evidence>,
}

/// The events behind the parts of `Persons`. Somebody who never moved has none.
#[derive(Debug, Clone, Default)]
pub(super) struct Accounts {
    /// Deaths, and the bodies that establish them.
    pub(super) dead: Vec<Evidence>,
    /// Deaths.
    pub(super) missing_died: Vec<Evidence>,
    /// How each came to be where they are.
    pub(super) missing_at_sea: Vec<Evidence>,
    /// How each came aboard.
    pub(super) missing_aboard_rescuer: Vec<Evidence>,
    /// How each came ashore.
    pub(super) missing_ashore_unsafe: Vec<Evidence>,
}

impl Accounts {
    /// Everything behind the missing, in order.
    pub(super) fn missing(&self) -> Vec<Evidence> {
        let parts =
            [&self.missing_died, &self.missing_at_sea, &self.missing_aboard_rescuer, &self.missing_ashore_unsafe];
        let mut all: Vec<Evidence> = parts.into_iter().flatten().cloned().collect();
        all.sort_by_key(|evidence| (evidence.tick, evidence.event));
        all
    }
}

impl People {
    /// The initial situation, which need not be tick 0.
    pub(super) fn new(scenario: &Scenario, initial: &World) -> Self {
        let mut people = Self {
            all: Vec::with_capacity(initial.people.len()),
            exposure: Setting::ALL
                .map(|setting| Exposure {
                    setting,
                    person_hours: 0.0,
                    persons: 0,
                    first: None,
                    last: None,
                    evidence: Vec::new(),
                })
                .to_vec(),
            recovered: Vec::new(),
            bodies: Vec::new(),
            saved: Vec::new(),
            fetched: Vec::new(),
        };
        for person in &initial.people {
            let setting = person.whereabouts.setting();
            let died = match person.fate {
                Fate::Living => None,
                Fate::Dead { cause, at } => {
                    let text = BEFORE.to_owned();
                    Some(Death { cause, setting, evidence: Evidence { tick: at, event: 0, text } })
                }
            };
            let safe = match person.whereabouts {
                Whereabouts::AtPlace(place) => ashore::is_safe_for(scenario, &initial.noise, person, place),
                _ => false,
            };
            let mut visited = [false; Setting::ALL.len()];
            if died.is_none() {
                visited[setting as usize] = true;
                people.arrived(setting, initial.tick, true, None);
            }
            people.all.push(History {
                setting,
                since: initial.tick,
                body_recovered: died.is_some() && setting == Setting::AboardRescuer,
                recovered: died.is_none() && setting == Setting::AboardRescuer,
                saved: died.is_none() && safe,
                moved_by: None,
                found_by: None,
                visited,
                died,
                immersed_at: is_immersed(setting).then_some(initial.tick),
                waited_h: None,
            });
        }
        people
    }

    /// Takes an event in; true if it changed where anybody is or how they are accounted for.
    pub(super) fn take(&mut self, event: &Event, evidence: &Evidence) -> bool {
        match event {
            Event::PersonMoved { person, to, .. } => self.moved(*person, *to, evidence),
            Event::PersonRecovered { person, .. } => {
                let changed = self.moved(*person, Setting::AboardRescuer, evidence);
                if changed && let Some(history) = self.all.get_mut(person.index()) {
                    if !history.recovered {
                        history.recovered = true;
                        history.waited_h = history.immersed_at.map(|from| evidence.tick.since(from).as_hours());
                    }
                    self.recovered.push(evidence.clone());
                }
                changed
            }
            Event::PersonLanded { person, sru, place, safe } => {
                if sru.is_none() && place.is_some() {
                    self.fetched.push(evidence.clone());
                }
                // Who was on a shore and is brought in by land has been ashore before.
                let changed = self.moved(*person, Setting::Ashore, evidence);
                if changed
                    && *safe
                    && let Some(history) = self.all.get_mut(person.index()).filter(|history| !history.saved)
                {
                    history.saved = true;
                    self.saved.push(evidence.clone());
                }
                changed
            }
            Event::PersonDied { person, cause, setting, .. } => {
                let Some(history) = self.all.get_mut(person.index()).filter(|history| history.died.is_none()) else {
                    return false;
                };
                history.died = Some(Death { cause: *cause, setting: *setting, evidence: evidence.clone() });
                let (left, since) = (history.setting, history.since);
                self.left(left, since, evidence.tick);
                true
            }
            Event::BodyRecovered { person, .. } => {
                let Some(history) = self.all.get_mut(person.index()) else {
                    return false;
                };
                if history.died.is_none() || history.body_recovered {
                    return false;
                }
                history.body_recovered = true;
                history.found_by = Some(evidence.clone());
                self.bodies.push(evidence.clone());
                true
            }
            _ => false,
        }
    }

    fn moved(&mut self, person: PersonId, to: Setting, evidence: &Evidence) -> bool {
        let Some(history) = self.all.get_mut(person.index()).filter(|history| history.died.is_none()) else {
            return false;
        };
        let (from, since) = (history.setting, history.since);
        history.setting = to;
        history.since = evidence.tick;
        history.moved_by = Some(evidence.clone());
        if is_immersed(to) && history.immersed_at.is_none() {
            history.immersed_at = Some(evidence.tick);
        }
        let is_new = !std::mem::replace(&mut history.visited[to as usize], true);
        self.left(from, since, evidence.tick);
        self.arrived(to, evidence.tick, is_new, Some(evidence));
        true
    }

    fn left(&mut self, setting: Setting, since: Tick, now: Tick) {
        let exposure = &mut self.exposure[setting as usize];
        exposure.person_hours += f64::from(now.0.saturating_sub(since.0)) * TICK_HOURS;
        exposure.last = Some(now);
    }

    fn arrived(&mut self, setting: Setting, now: Tick, is_new: bool, evidence: Option<&Evidence>) {
        let exposure = &mut self.exposure[setting as usize];
        exposure.first = exposure.first.or(Some(now));
        exposure.persons += u32::from(is_new);
        exposure.evidence.extend(evidence.cloned());
    }

    /// Where everybody is accounted for now.
    pub(super) fn persons(&self) -> Persons {
        let mut n = Persons { at_risk: count(self.all.len()), ..Persons::default() };
        for history in &self.all {
            n.recovered += u32::from(history.recovered);
            n.bodies += u32::from(history.body_recovered);
            n.died += u32::from(history.died.is_some());
            match &history.died {
                Some(_) if history.is_established_dead() => n.dead += 1,
                Some(_) => n.missing_died += 1,
                None if history.saved => n.saved += 1,
                None => match history.setting {
                    Setting::AboardRescuer => n.missing_aboard_rescuer += 1,
                    Setting::Ashore => n.missing_ashore_unsafe += 1,
                    _ => n.missing_at_sea += 1,
                },
            }
        }
        n.missing = n.missing_died + n.missing_at_sea + n.missing_aboard_rescuer + n.missing_ashore_unsafe;
        n
    }

    /// Deaths by cause and setting.
    pub(super) fn deaths(&self) -> Vec<DeathCell> {
        let mut cells: BTreeMap<(DeathCause, Setting), DeathCell> = BTreeMap::new();
        for history in &self.all {
            let Some(death) = &history.died else { continue };
            let tick = death.evidence.tick;
            let cell = cells.entry((death.cause, death.setting)).or_insert_with(|| DeathCell {
                cause: death.cause,
                setting: death.setting,
                persons: 0,
                established: 0,
                first: tick,
                last: tick,
                evidence: Vec::new(),
            });
            cell.persons += 1;
            cell.established += u32::from(history.is_established_dead());
            cell.first = cell.first.min(tick);
            cell.last = cell.last.max(tick);
            cell.evidence.push(death.evidence.clone());
        }
        let mut cells: Vec<DeathCell> = cells.into_values().collect();
        for cell in &mut cells {
            cell.evidence.sort_by_key(|evidence| (evidence.tick, evidence.event));
        }
        cells
    }

    /// Every death, in order of time.
    pub(super) fn died(&self) -> Vec<Evidence> {
        let mut all: Vec<Evidence> =
            self.all.iter().filter_map(|h| h.died.as_ref()).map(|d| d.evidence.clone()).collect();
        all.sort_by_key(|evidence| (evidence.tick, evidence.event));
        all
    }

    /// The events by which people came to be accounted for as they are, for each part of `Persons`.
    pub(super) fn accounts(&self) -> Accounts {
        let mut accounts = Accounts::default();
        for history in &self.all {
            let part = match &history.died {
                Some(_) if history.is_established_dead() => &mut accounts.dead,
                Some(_) => &mut accounts.missing_died,
                None if history.saved => continue,
                None => match history.setting {
                    Setting::AboardRescuer => &mut accounts.missing_aboard_rescuer,
                    Setting::Ashore => &mut accounts.missing_ashore_unsafe,
                    _ => &mut accounts.missing_at_sea,
                },
            };
            match &history.died {
                Some(death) => {
                    part.extend([Some(&death.evidence), history.found_by.as_ref()].into_iter().flatten().cloned())
                }
                None => part.extend(history.moved_by.clone()),
            }
        }
        for part in [
            &mut accounts.dead,
            &mut accounts.missing_died,
            &mut accounts.missing_at_sea,
            &mut accounts.missing_aboard_rescuer,
            &mut accounts.missing_ashore_unsafe,
        ] {
            part.sort_by_key(|evidence| (evidence.tick, evidence.event));
        }
        accounts
    }

    /// Person-hours by setting, with those still going on counted up to `until`.
    pub(super) fn exposure(&self, until: Tick) -> Vec<Exposure> {
        let mut exposure = self.exposure.clone();
        for history in self.all.iter().filter(|history| history.died.is_none()) {
            let cell = &mut exposure[history.setting as usize];
            cell.person_hours += f64::from(until.0.saturating_sub(history.since.0)) * TICK_HOURS;
        }
        let mut here = [false; Setting::ALL.len()];
        for history in self.all.iter().filter(|history| history.died.is_none()) {
            here[history.setting as usize] = true;
        }
        for (cell, here) in exposure.iter_mut().zip(here) {
            if here {
                cell.last = None;
            }
        }
        exposure
    }

    /// Sum \[h\] and number of the times people were on a hull or in the water before they were taken aboard alive.
    pub(super) fn waited(&self) -> (f64, u32) {
        self.all.iter().filter_map(|history| history.waited_h).fold((0.0, 0), |(sum, n), hours| (sum + hours, n + 1))
    }
}

impl History {
    /// Whether the death is established: the body is in hand, or the person died among people.
    fn is_established_dead(&self) -> bool {
        let among_people = |death: &Death| matches!(death.setting, Setting::AboardRescuer | Setting::Ashore);
        self.died.as_ref().is_some_and(|death| self.body_recovered || among_people(death))
    }
}

fn is_immersed(setting: Setting) -> bool {
    matches!(setting, Setting::OnHull | Setting::HoldingOn | Setting::InWater)
}

/// A length as a number of persons or things.
pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
