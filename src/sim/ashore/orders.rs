//! Orders ashore: who may give them, about whose files, and those about the sites themselves.
//!
//! What must be known before is judged by the file, never by the truth; **a refusal tells nothing that the file does
//! not**. What is violated is judged by the truth, and told to nobody but the record.

use std::collections::BTreeSet;

use super::super::command::Rejection;
use super::super::event::Event as Told;
use super::super::ledger::Fact as Entry;
use super::super::rights::{self, Right, role_name};
use super::super::step::Now;
use super::super::world::World;
use super::command::{Command, Families, FileId};
use super::event::{Event, Fact, Violation};
use super::{Ashore, File, Stay, assessment, care, kin_here, policing, relocation};
use crate::base::ids::{PartyId, SeatId, SiteId};
use crate::base::{Span, Tick};
use crate::sar::reception::{Staff, Stage};
use crate::scenario::Site;

/// Speed by road between sites \[km/h\], and how much longer the road is than the line (*proposed*).
const ROAD_KMH: f64 = 50.0;
const ROAD_FACTOR: f64 = 1.3;

/// Time to get ready for a move between sites \[h\] (*proposed*).
const PACKING_H: f64 = 1.0;

/// Who gives an order, and about whose files.
#[derive(Debug, Clone, Copy)]
pub(super) struct Office {
    pub(super) seat: SeatId,
    pub(super) party: PartyId,
    /// Whether it may act on people who are not registered yet.
    runs_sites: bool,
}

/// Applies an order, or says why not. A refused order changes nothing.
pub(in crate::sim) fn apply(
    now: &mut Now<'_>,
    world: &mut World,
    seat: SeatId,
    command: &Command,
) -> Result<(), Rejection> {
    rights::must(now.theatre.seat(seat).role, right(command))?;
    let mut ashore = std::mem::take(&mut world.ashore);
    let outcome = give(now, world, &mut ashore, seat, command);
    if outcome.is_ok() {
        ashore.seal();
    }
    world.ashore = ashore;
    outcome?;
    now.tell(world, seat, Entry::Ashore(Box::new(Fact::Did(command.clone()))));
    Ok(())
}

/// What a command takes, by the table of rights.
fn right(command: &Command) -> Right {
    match command {
        Command::Open { .. }
        | Command::Prioritise { .. }
        | Command::Lend { .. }
        | Command::Catch { .. }
        | Command::Skip { .. }
        | Command::Refer { .. }
        | Command::NotifyConsulate { .. }
        | Command::House { .. }
        | Command::Transfer { .. }
        | Command::Decide { .. }
        | Command::Assess { .. }
        | Command::Relocate { .. } => Right::RunReception,
        Command::Charge { .. }
        | Command::TakeStatement { .. }
        | Command::Protect { .. }
        | Command::Secure { .. }
        | Command::Spoil { .. } => Right::Police,
    }
}

fn give(
    now: &mut Now<'_>,
    world: &mut World,
    ashore: &mut Ashore,
    seat: SeatId,
    command: &Command,
) -> Result<(), Rejection> {
    match command {
        Command::Open { site } => open(now, ashore, seat, *site),
        Command::Prioritise { site, order } => prioritise(now, ashore, seat, *site, order),
        Command::Lend { from, to, staff, number } => lend(now, ashore, seat, (*from, *to), *staff, *number),
        Command::Catch { persons, stage } => care::catch_up(now, ashore, seat, persons, *stage),
        Command::Skip { persons, stage } => care::skip(now, ashore, seat, persons, *stage),
        Command::Refer { persons, to } => care::refer(now, ashore, seat, persons, *to),
        Command::NotifyConsulate { nationality, persons } => care::notify(now, ashore, seat, *nationality, persons),
        Command::House { persons, how, families } => care::house(now, world, ashore, seat, persons, *how, *families),
        Command::Transfer { persons, to, families } => {
            care::transfer(now, world, ashore, seat, persons, *to, *families)
        }
        Command::Decide { persons, outcome } => care::decide(now, world, ashore, seat, persons, *outcome),
        Command::Charge { person, offence } => policing::charge(now, world, ashore, seat, *person, *offence),
        Command::TakeStatement { person } => policing::take_statement(now, ashore, seat, *person),
        Command::Protect { person } => policing::protect(now, ashore, seat, *person),
        Command::Secure { case, item } => policing::secure(now, world, ashore, seat, *case, *item),
        Command::Spoil { case, item } => policing::spoil(now, ashore, seat, *case, *item),
        Command::Assess { persons } => assessment::ask(now, ashore, seat, persons),
        Command::Relocate { persons, to, families } => {
            relocation::relocate(now, world, ashore, seat, persons, *to, *families)
        }
    }
}

pub(super) fn emit(now: &mut Now<'_>, seat: SeatId, event: Event) {
    now.emit_by(seat, Told::Ashore(Box::new(event)));
}

pub(super) fn not_ready(what: impl std::fmt::Display, why: &str) -> Rejection {
    Rejection::NotReady { what: what.to_string(), why: why.to_owned() }
}

fn not_yours(now: &Now<'_>, seat: SeatId, what: &str, ask: Option<SeatId>) -> Rejection {
    let ask_whom = ask.map_or("the seat that does".to_owned(), |seat| now.theatre.seat(seat).name.clone());
    Rejection::NotYours { role: role_name(now.theatre.seat(seat).role).to_owned(), what: what.to_owned(), ask_whom }
}

/// A site that this seat runs.
pub(super) fn own_site<'n>(now: &Now<'n>, seat: SeatId, site: SiteId) -> Result<&'n Site, Rejection> {
    let unknown = || Rejection::Unknown { what: "that reception site".to_owned() };
    let found = now.theatre.scenario.reception.site(site).ok_or_else(unknown)?;
    if found.run_by == seat { Ok(found) } else { Err(not_yours(now, seat, "run that site", Some(found.run_by))) }
}

/// The office of a seat that runs its state's sites.
pub(super) fn runner(now: &Now<'_>, seat: SeatId) -> Result<Office, Rejection> {
    let party = now.theatre.seat(seat).party;
    let mut sites = now.theatre.scenario.reception.sites.iter().filter(|site| site.party == party);
    match sites.next().map(|site| site.run_by) {
        Some(run_by) if run_by == seat => Ok(Office { seat, party, runs_sites: true }),
        other => Err(not_yours(now, seat, "decide about people in reception", other)),
    }
}

/// The office of a state's police; of who runs its sites where it has none.
pub(super) fn police(now: &Now<'_>, seat: SeatId) -> Result<Office, Rejection> {
    let party = now.theatre.seat(seat).party;
    match now.theatre.scenario.police_of(party) {
        Some(police) if police == seat => Ok(Office { seat, party, runs_sites: false }),
        Some(police) => Err(not_yours(now, seat, "act for the police", Some(police))),
        None => runner(now, seat),
    }
}

/// A file that this office may act on. One it cannot know of is as one that does not exist.
pub(super) fn file_of(ashore: &Ashore, office: Office, id: FileId) -> Result<&File, Rejection> {
    let unknown = || Rejection::Unknown { what: id.to_string() };
    let file = ashore.file(office.party, id).ok_or_else(unknown)?;
    if !office.runs_sites && file.done[Stage::Registration as usize].is_none() {
        return Err(unknown());
    }
    match file.stay {
        Stay::Left => Err(not_ready(id, "that person has left the country")),
        Stay::Died => Err(not_ready(id, "that person has died")),
        Stay::Relocated => Err(not_ready(id, "that person is in the care of another state")),
        _ => Ok(file),
    }
}

/// A file that was found by `file_of`, to be changed.
pub(super) fn edit(ashore: &mut Ashore, office: Office, id: FileId) -> &mut File {
    &mut ashore.files[office.party.index()][id.index()]
}

/// All files of a list, each once, if this office may act on every one.
pub(super) fn all_of(ashore: &Ashore, office: Office, persons: &[FileId]) -> Result<BTreeSet<FileId>, Rejection> {
    if persons.is_empty() {
        return Err(Rejection::BadNumber { what: "the number of persons".to_owned(), rule: "at least one".to_owned() });
    }
    for id in persons {
        file_of(ashore, office, *id)?;
    }
    Ok(persons.iter().copied().collect())
}

/// Where families go together, their members at the same site too.
pub(super) fn with_families(
    now: &Now<'_>,
    world: &World,
    ashore: &Ashore,
    office: Office,
    mut persons: BTreeSet<FileId>,
    families: Families,
) -> BTreeSet<FileId> {
    if families == Families::Together {
        for id in persons.clone() {
            persons.extend(kin_here(&now.theatre.scenario, world, ashore, office.party, id));
        }
    }
    persons
}

/// Notes each person who is parted from family that is not among them and of which something holds.
pub(super) fn note_separation(
    now: &mut Now<'_>,
    world: &World,
    ashore: &Ashore,
    office: Office,
    persons: &BTreeSet<FileId>,
    parted: impl Fn(&File) -> bool,
) {
    for id in persons {
        let kin = kin_here(&now.theatre.scenario, world, ashore, office.party, *id);
        let left = |other: &FileId| ashore.file(office.party, *other).is_some_and(&parted);
        if kin.iter().any(|other| !persons.contains(other) && left(other))
            && let Some(file) = ashore.file(office.party, *id)
        {
            let (seat, person) = (office.seat, file.person);
            emit(now, seat, Event::Violated { seat, person, what: Violation::FamilySeparated });
        }
    }
}

fn open(now: &mut Now<'_>, ashore: &mut Ashore, seat: SeatId, id: SiteId) -> Result<(), Rejection> {
    let site = own_site(now, seat, id)?;
    let state = &mut ashore.sites[id.index()];
    if state.opens_at.is_some() {
        return Err(not_ready("opening the site", "it is open, or opening, already"));
    }
    state.opens_at = Some(now.tick.after(site.notice));
    emit(now, seat, Event::OpeningOrdered { seat, site: id });
    Ok(())
}

fn prioritise(
    now: &mut Now<'_>,
    ashore: &mut Ashore,
    seat: SeatId,
    id: SiteId,
    order: &[Stage],
) -> Result<(), Rejection> {
    own_site(now, seat, id)?;
    let mut full: Vec<Stage> = Vec::new();
    for stage in order.iter().chain(&Stage::ALL) {
        if !full.contains(stage) {
            full.push(*stage);
        }
    }
    ashore.sites[id.index()].order.clone_from(&full);
    emit(now, seat, Event::Prioritised { seat, site: id, order: full });
    Ok(())
}

fn lend(
    now: &mut Now<'_>,
    ashore: &mut Ashore,
    seat: SeatId,
    (from, to): (SiteId, SiteId),
    staff: Staff,
    number: u32,
) -> Result<(), Rejection> {
    let (a, b) = (own_site(now, seat, from)?, own_site(now, seat, to)?);
    let there = ashore.sites[from.index()].staff[staff as usize];
    if from == to || number == 0 || number > there {
        let rule = format!("from 1 to the {there} there are, and to another site");
        return Err(Rejection::BadNumber { what: format!("the number of {}", staff.words()), rule });
    }
    let arrive = now.tick.after(travel(now, a, b));
    ashore.sites[from.index()].staff[staff as usize] -= number;
    ashore.sites[to.index()].coming.push((arrive, staff, number));
    emit(now, seat, Event::StaffLent { seat, from, to, staff, number });
    Ok(())
}

/// Time from one site to another by road.
pub(super) fn travel(now: &Now<'_>, from: &Site, to: &Site) -> Span {
    let places = &now.theatre.scenario.places;
    let metres = places[from.place.index()].position.distance_m(places[to.place.index()].position);
    Span::from_hours(PACKING_H + metres / 1000.0 * ROAD_FACTOR / ROAD_KMH)
}

pub(super) fn middle(now: Tick, (least, most): (u32, u32)) -> Tick {
    now.after(Span::hours(i64::from(least + most) * 12))
}
