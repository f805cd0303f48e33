//! Evidence, witnesses and organisers: what a state can still prove of a case.
//!
//! All numbers here are *proposed*; no source gives any. Evidence decays until it is secured. An organiser is hidden to
//! a degree drawn once, and is identified when what the state has in hand outweighs it; so that securing more, or
//! hearing one witness more, identifies exactly those whom it would have, whatever else differs between two runs.

use serde::{Deserialize, Serialize};

use super::super::event::Event as Told;
use super::super::ledger::Fact as Entry;
use super::super::step::Now;
use super::super::world::{Afloat, World};
use super::assistance::Shared;
use super::background::{Purpose, draws};
use super::command::{Evidence, FileId};
use super::event::{Event, Fact};
use super::{Ashore, File, Files, Stay, leads};
use crate::base::Tick;
use crate::base::ids::{CraftId, PartyId};
use crate::base::math;
use crate::sar::reception::Stage;

/// A witness waits this long to be heard, on average \[h\].
const PATIENCE_H: f64 = 240.0;

/// Each charge against somebody smuggled shortens the patience of the case's witnesses to this share of it.
const DISTRUST: f64 = 0.5;

/// A statement by a witness leaves this share of an organiser's cover.
const AFTER_STATEMENT: f64 = 0.5;

/// What a state has of one case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseEvidence {
    /// Which state.
    pub party: PartyId,
    /// Which case.
    pub case: CraftId,
    /// Since when.
    pub since: Tick,
    /// What there is, in the order of `Evidence::ALL`.
    pub items: [Item; Evidence::ALL.len()],
    /// Persons of the case charged here with having been smuggled.
    pub smuggled_charged: u32,
    /// What other states have shared, oldest first.
    pub shared: Vec<Shared>,
}

/// One piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Whether there ever was any.
    pub there: bool,
    /// When it was secured, and what was left of it then, 0 to 1. Exists when and only when it was.
    pub secured: Option<(Tick, f64)>,
    /// Whether it was let go.
    pub spoiled: bool,
}

impl CaseEvidence {
    /// What is left of a piece now, 0 to 1.
    pub fn condition(&self, item: Evidence, now: Tick) -> f64 {
        let this = &self.items[item as usize];
        if !this.there || this.spoiled {
            return 0.0;
        }
        match this.secured {
            Some((_, condition)) => condition,
            None => math::exp(-now.since(self.since).as_hours() / lasts_h(item)),
        }
    }

    /// What is in hand of a piece, 0 to 1: nothing of what has not been secured.
    pub(super) fn in_hand(&self, item: Evidence) -> f64 {
        let this = &self.items[item as usize];
        this.secured.filter(|_| !this.spoiled).map_or(0.0, |(_, condition)| condition)
    }
}

/// Time after which 37 in a hundred parts of unsecured evidence are left \[h\].
fn lasts_h(item: Evidence) -> f64 {
    match item {
        Evidence::Vessel => 168.0,
        Evidence::Phones => 48.0,
        Evidence::Ledger => 24.0,
    }
}

/// What a piece in full takes from an organiser's cover, as a share.
fn weight(item: Evidence) -> f64 {
    match item {
        Evidence::Vessel => 0.1,
        Evidence::Phones => 0.3,
        Evidence::Ledger => 0.4,
    }
}

/// The first person of a case comes ashore in a state, and with them what there is of evidence.
pub(super) fn come(now: &mut Now<'_>, world: &mut World, party: PartyId, case: CraftId) {
    if world.ashore.evidence.iter().any(|e| e.party == party && e.case == case) {
        return;
    }
    let floats = world.hull(case).afloat != Afloat::Gone;
    let items =
        Evidence::ALL.map(|item| Item { there: item != Evidence::Vessel || floats, secured: None, spoiled: false });
    let there = Evidence::ALL.into_iter().zip(&items).filter(|(_, item)| item.there).map(|(what, _)| what).collect();
    world.ashore.evidence.push(CaseEvidence {
        party,
        case,
        since: now.tick,
        items,
        smuggled_charged: 0,
        shared: Vec::new(),
    });
    now.emit(Told::Ashore(Box::new(Event::EvidenceCame { party, case, items: there })));
}

/// Of an organiser's cover, what a state's evidence and witnesses have taken, and with them the leads it followed up, 0
/// to 1. What other states have shared counts as its own does; a piece that both have counts once.
pub(super) fn strength(ashore: &Ashore, world: &World, evidence: &CaseEvidence) -> f64 {
    let mut cover = 1.0;
    for item in Evidence::ALL {
        let shared = evidence.shared.iter().flat_map(|shared| &shared.items).filter(|(of, _)| *of == item);
        let best = shared.map(|(_, left)| *left).fold(evidence.in_hand(item), f64::max);
        cover *= 1.0 - weight(item) * best;
    }
    for _ in 0..evidence.shared.iter().map(|shared| shared.statements).sum::<u32>() {
        cover *= AFTER_STATEMENT;
    }
    let of_case = |file: &&File| world.people[file.person.index()].craft == evidence.case;
    let heard = |file: &&File| file.done[Stage::Statement as usize].is_some() && file.known.witness == Some(true);
    let files = ashore.files.get(evidence.party.index()).map_or(&[][..], Files::as_slice);
    for _ in files.iter().filter(of_case).filter(heard) {
        cover *= AFTER_STATEMENT;
    }
    leads::with_leads(ashore, evidence.party, evidence.case, 1.0 - cover)
}

/// Identifies the organisers of a case ashore in a state whose cover is gone. Says whether there was one.
pub(super) fn identify(
    now: &mut Now<'_>,
    world: &mut World,
    ashore: &mut Ashore,
    party: PartyId,
    case: CraftId,
) -> bool {
    let Some(evidence) = ashore.evidence.iter().find(|e| e.party == party && e.case == case) else { return false };
    let strength = strength(ashore, world, evidence);
    let mut found: Vec<FileId> = Vec::new();
    for (i, file) in ashore.files[party.index()].iter().enumerate() {
        let hidden = ashore.backgrounds[file.person.index()].organiser && !file.known.organiser;
        if !hidden || world.people[file.person.index()].craft != case {
            continue;
        }
        if draws(&world.noise, Purpose::Hidden as u32, file.person, 0).unit() < strength {
            found.push(FileId(u32::try_from(i).unwrap_or(u32::MAX)));
        }
    }
    for id in &found {
        let file = &mut ashore.files[party.index()][id.index()];
        file.known.organiser = true;
        let person = file.person;
        now.emit(Told::Ashore(Box::new(Event::OrganiserIdentified { person, party })));
        tell(now, world, ashore, party, *id, Fact::Organiser { file: *id });
    }
    !found.is_empty()
}

/// Once an hour: witnesses who have waited too long to be heard are lost. Says whether any was.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World, ashore: &mut Ashore) -> bool {
    let mut lost: Vec<(PartyId, FileId)> = Vec::new();
    for (p, files) in ashore.files.iter().enumerate() {
        for (i, file) in files.iter().enumerate() {
            let witness = ashore.backgrounds[file.person.index()].witness;
            let heard = file.done[Stage::Statement as usize].is_some();
            let gone = file.stay == Stay::Relocated;
            if gone || !witness || heard || file.known.protected || file.witness_lost || file.stay == Stay::Died {
                continue;
            }
            let (party, case) = (PartyId::new(p), world.people[file.person.index()].craft);
            let charged = ashore.evidence.iter().find(|e| e.party == party && e.case == case);
            let distrust = (0..charged.map_or(0, |e| e.smuggled_charged.min(10))).fold(1.0, |left, _| left * DISTRUST);
            let patience = draws(&world.noise, Purpose::Patience as u32, file.person, 0).exponential() * PATIENCE_H;
            if file.stay == Stay::Left || now.tick.since(file.landed_at).as_hours() > patience * distrust {
                lost.push((party, FileId(u32::try_from(i).unwrap_or(u32::MAX))));
            }
        }
    }
    for (party, id) in &lost {
        let file = &mut ashore.files[party.index()][id.index()];
        file.witness_lost = true;
        let (person, known) = (file.person, file.known.witness == Some(true));
        now.emit(Told::Ashore(Box::new(Event::WitnessLost { person })));
        if known {
            tell(now, world, ashore, *party, *id, Fact::WitnessLost { file: *id });
        }
    }
    !lost.is_empty()
}

/// Tells the seat that runs a person's site, and the police of the state where there are any.
pub(super) fn tell(now: &Now<'_>, world: &mut World, ashore: &Ashore, party: PartyId, file: FileId, fact: Fact) {
    let scenario = &now.theatre.scenario;
    let site = ashore.file(party, file).and_then(|file| scenario.reception.site(file.site));
    let police = scenario.police_of(party);
    let seats = site.map(|site| site.run_by).into_iter().chain(police.filter(|p| site.is_none_or(|s| s.run_by != *p)));
    for seat in seats {
        now.tell(world, seat, Entry::Ashore(Box::new(fact.clone())));
    }
}
