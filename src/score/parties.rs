//! Numbers by the state, company or organisation that did a thing or had people in its care: each beside the total of
//! all, and the rows add up to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::ids::{PartyId, PersonId};
use crate::scenario::Scenario;

use super::conduct::{plain, quotient, tally};
use super::model::{Evidence, Measure, Unit};

/// Things, all of them and then by each party that did any. Who did it is unknown only in junk, which stays in the
/// total.
pub(super) fn tallies(
    scenario: &Scenario,
    key: &str,
    name: &str,
    done: &[(Option<PartyId>, Evidence)],
) -> Vec<Measure> {
    let mut measures = vec![tally(key, name, done.iter().map(|(_, evidence)| evidence.clone()).collect())];
    for (party, of) in grouped(done.iter().map(|(party, evidence)| (*party, evidence))) {
        let Some((key, name)) = named(scenario, key, name, party) else { continue };
        measures.push(tally(&key, &name, of.into_iter().cloned().collect()));
    }
    measures
}

/// Persons to whom something was done, all of them and then by each party that did it to any. Whom one party wrongs
/// twice is one person; whom two wrong is one for each, and the total is the sum.
pub(super) fn persons(
    scenario: &Scenario,
    key: &str,
    name: &str,
    done: &[(Option<PartyId>, PersonId, Evidence)],
) -> Vec<Measure> {
    let distinct = |of: &[&(Option<PartyId>, PersonId, Evidence)]| {
        of.iter().map(|(_, person, _)| *person).collect::<BTreeSet<_>>().len() as f64
    };
    let groups = grouped(done.iter().map(|one| (one.0, one)));
    let sum = groups.values().map(|of| distinct(of)).sum::<f64>() + 0.0;
    let events: Vec<Evidence> = done.iter().map(|(.., evidence)| evidence.clone()).collect();
    let mut measures = vec![plain(key, name, sum, Unit::Persons, &events)];
    for (party, of) in groups {
        let Some((key, name)) = named(scenario, key, name, party) else { continue };
        let events: Vec<Evidence> = of.iter().map(|(.., evidence)| evidence.clone()).collect();
        measures.push(plain(&key, &name, distinct(&of), Unit::Persons, &events));
    }
    measures
}

/// One of those a share is taken of: in whose care, and the event if it was done for them.
pub(super) type Due = (Option<PartyId>, Option<Evidence>);

/// A share, of all of them and then of those in the care of each party.
pub(super) fn shares(scenario: &Scenario, key: &str, name: &str, due: &[Due]) -> Vec<Measure> {
    let share = |key: &str, name: &str, of: &[&Due]| {
        let mut done: Vec<Evidence> = of.iter().filter_map(|(_, evidence)| evidence.clone()).collect();
        done.sort_by_key(|evidence| (evidence.tick, evidence.event));
        quotient(key, name, done.len() as f64, of.len() as f64, Unit::Share, done)
    };
    let mut measures = vec![share(key, name, &due.iter().collect::<Vec<_>>())];
    for (party, of) in grouped(due.iter().map(|one| (one.0, one))) {
        let Some((key, name)) = named(scenario, key, name, party) else { continue };
        measures.push(share(&key, &name, &of));
    }
    measures
}

fn grouped<T>(all: impl Iterator<Item = (Option<PartyId>, T)>) -> BTreeMap<Option<PartyId>, Vec<T>> {
    let mut groups: BTreeMap<Option<PartyId>, Vec<T>> = BTreeMap::new();
    for (party, one) in all {
        groups.entry(party).or_default().push(one);
    }
    groups
}

/// Key and name of a party's row. None where the party is not known.
fn named(scenario: &Scenario, key: &str, name: &str, party: Option<PartyId>) -> Option<(String, String)> {
    let written = scenario.parties.get(party?.index())?;
    Some((format!("{key}.{}", written.id), format!("{name}: {}", written.name)))
}
