//! Orders of the police: charges, statements, witnesses, evidence.

use super::super::command::Rejection;
use super::super::step::Now;
use super::super::world::World;
use super::command::{Evidence, FileId, Offence};
use super::event::{Event, Violation};
use super::orders::{Office, edit, emit, file_of, not_ready, police};
use super::{Ashore, evidence};
use crate::base::ids::{CraftId, SeatId};
use crate::sar::reception::Stage;

pub(super) fn take_statement(
    now: &mut Now<'_>,
    ashore: &mut Ashore,
    seat: SeatId,
    id: FileId,
) -> Result<(), Rejection> {
    let office = police(now, seat)?;
    let file = file_of(ashore, office, id)?;
    if file.is_past(Stage::Statement) || file.statement_wanted {
        return Err(not_ready(id, "a statement has been taken or is asked for already"));
    }
    edit(ashore, office, id).statement_wanted = true;
    Ok(())
}

pub(super) fn protect(now: &mut Now<'_>, ashore: &mut Ashore, seat: SeatId, id: FileId) -> Result<(), Rejection> {
    let office = police(now, seat)?;
    let file = file_of(ashore, office, id)?;
    if file.known.witness != Some(true) {
        return Err(not_ready(id, "nobody has said yet that this is a witness; take a statement"));
    }
    let person = file.person;
    edit(ashore, office, id).known.protected = true;
    emit(now, seat, Event::WitnessProtected { seat, person });
    Ok(())
}

pub(super) fn charge(
    now: &mut Now<'_>,
    world: &World,
    ashore: &mut Ashore,
    seat: SeatId,
    id: FileId,
    offence: Offence,
) -> Result<(), Rejection> {
    let office = police(now, seat)?;
    let file = file_of(ashore, office, id)?;
    if file.known.charged.is_some() {
        return Err(not_ready(id, "that person has been charged already"));
    }
    if offence == Offence::Organising && !file.known.organiser {
        return Err(not_ready(id, "there is no evidence yet that this person organised the voyage"));
    }
    let person = file.person;
    edit(ashore, office, id).known.charged = Some(offence);
    emit(now, seat, Event::Charged { seat, person, offence });
    if offence == Offence::Smuggled && !ashore.backgrounds[person.index()].organiser {
        emit(now, seat, Event::Violated { seat, person, what: Violation::SmuggledCharged });
        let case = world.people[person.index()].craft;
        let of_case = |e: &&mut evidence::CaseEvidence| e.party == office.party && e.case == case;
        if let Some(evidence) = ashore.evidence.iter_mut().find(of_case) {
            evidence.smuggled_charged += 1;
        }
    }
    Ok(())
}

/// A state's evidence of a case that has come to it.
fn record(ashore: &mut Ashore, office: Office, case: CraftId) -> Result<&mut evidence::CaseEvidence, Rejection> {
    let mut records = ashore.evidence.iter_mut();
    let unknown = || Rejection::Unknown { what: "evidence of that case".to_owned() };
    records.find(|e| e.party == office.party && e.case == case).ok_or_else(unknown)
}

pub(super) fn secure(
    now: &mut Now<'_>,
    world: &mut World,
    ashore: &mut Ashore,
    seat: SeatId,
    case: CraftId,
    item: Evidence,
) -> Result<(), Rejection> {
    let office = police(now, seat)?;
    let record = record(ashore, office, case)?;
    let condition = record.condition(item, now.tick);
    let this = &mut record.items[item as usize];
    if !this.there || this.spoiled || this.secured.is_some() {
        return Err(not_ready(item.words(), "there is none to be secured"));
    }
    this.secured = Some((now.tick, condition));
    emit(now, seat, Event::EvidenceSecured { seat, case, item, condition });
    evidence::identify(now, world, ashore, office.party, case);
    Ok(())
}

pub(super) fn spoil(
    now: &mut Now<'_>,
    ashore: &mut Ashore,
    seat: SeatId,
    case: CraftId,
    item: Evidence,
) -> Result<(), Rejection> {
    let office = police(now, seat)?;
    let this = &mut record(ashore, office, case)?.items[item as usize];
    if !this.there || this.spoiled {
        return Err(not_ready(item.words(), "there is none"));
    }
    this.spoiled = true;
    emit(now, seat, Event::EvidenceSpoiled { seat, case, item });
    Ok(())
}
