//! People are taken to a reception site of another state, which has agreed to receive so many.
//!
//! The consent is an ordinary request (`means::Wanted::Admit`); each agreement is used up person by person. The state
//! they leave closes its file, the one that receives them opens another: with everything in it where both use one form,
//! and empty where they do not, so that people are asked again. Times are those of `sar::assessment`.

use super::super::command::Rejection;
use super::super::ledger::Fact as Entry;
use super::super::means::{Grant, Wanted};
use super::super::step::Now;
use super::super::world::World;
use super::assessment::handed_over;
use super::command::{Families, FileId};
use super::event::{Event, Fact, Violation};
use super::orders::{all_of, edit, emit, file_of, not_ready, note_separation, runner, with_families};
use super::{Ashore, File, Stay, kin_here};
use crate::base::Span;
use crate::base::ids::{SeatId, SiteId};
use crate::sar::assessment::crossing_h;
use crate::sar::reception::Stage;

/// How many more people each agreement lets a seat send to a site, oldest first.
pub(crate) fn agreements<'w>(
    world: &'w World,
    ashore: &'w Ashore,
    seat: SeatId,
    site: SiteId,
) -> impl Iterator<Item = (&'w Grant, u32)> {
    let ours = move |grant: &&Grant| {
        let about = matches!(grant.what, Wanted::Admit { site: of, .. } if of == site);
        about && grant.to == seat && grant.settled_at.is_some()
    };
    world.means.grants.iter().filter(ours).map(|grant| {
        let used = ashore.assessment.relocated.get(&grant.request).copied().unwrap_or(0);
        (grant, grant.number.saturating_sub(used))
    })
}

pub(super) fn relocate(
    now: &mut Now<'_>,
    world: &mut World,
    ashore: &mut Ashore,
    seat: SeatId,
    persons: &[FileId],
    to: SiteId,
    families: Families,
) -> Result<(), Rejection> {
    let office = runner(now, seat)?;
    let theatre = now.theatre;
    let reception = &theatre.scenario.reception;
    let unknown = || Rejection::Unknown { what: "that reception site, as one of another state,".to_owned() };
    let target = reception.site(to).filter(|site| site.party != office.party).ok_or_else(unknown)?;
    let persons = all_of(ashore, office, persons)?;
    let persons = with_families(now, world, ashore, office, persons, families);
    for id in &persons {
        let file = file_of(ashore, office, *id)?;
        if file.done[Stage::Registration as usize].is_none() {
            return Err(not_ready(id, "that person is not registered"));
        }
        if file.stay != Stay::AtSite {
            return Err(not_ready(id, "that person is not at a site"));
        }
    }
    let number = u32::try_from(persons.len()).unwrap_or(u32::MAX);
    let left = agreements(world, ashore, seat, to).map(|(_, left)| left).fold(0_u32, u32::saturating_add);
    if number > left {
        let name = &theatre.scenario.parties[target.party.index()].name;
        let why = format!("{name} has agreed to receive {left} more of you there; ask it for more");
        return Err(not_ready("taking them there", &why));
    }
    use_up(world, ashore, seat, to, number);
    note_separation(now, world, ashore, office, &persons, |_| true);
    let one_form = reception.assessment.as_ref().is_some_and(|how| how.holds(office.party, target.party));
    let mut taken: Vec<FileId> = Vec::new();
    let mut last = now.tick;
    for id in persons {
        let file = edit(ashore, office, id);
        let (person, from) = (file.person, file.site);
        let (known, done) = handed_over(file, one_form);
        let copy = File { site: to, in_hand: None, done, known, ..file.clone() };
        (file.stay, file.in_hand, file.known.assessment_asked) = (Stay::Relocated, None, None);
        ashore.sites[from.index()].present.retain(|other| *other != id);
        ashore.assessment.forget(person);
        let Some(source) = reception.site(from) else { continue };
        let places = &theatre.scenario.places;
        let metres = places[source.place.index()].position.distance_m(places[target.place.index()].position);
        let arrive = now.tick.after(Span::from_hours(crossing_h(metres)));
        let skipped = if one_form { copy.skipped } else { [false; Stage::ALL.len()] };
        let wanted = one_form && copy.statement_wanted;
        let files = &mut ashore.files[target.party.index()];
        let opened = FileId(u32::try_from(files.len()).unwrap_or(u32::MAX));
        files.push(File { stay: Stay::OnTheWay { until: arrive }, skipped, statement_wanted: wanted, ..copy });
        ashore.sites[to.index()].present.push(opened);
        ashore.index.insert(person, (target.party, opened));
        last = last.max(arrive);
        taken.push(opened);
        emit(now, seat, Event::Relocated { seat, person, from, to, arrive });
        if ashore.backgrounds.get(person.index()).is_some_and(|background| background.flees == Some(target.party)) {
            emit(now, seat, Event::Violated { seat, person, what: Violation::Refoulement });
        }
    }
    for id in taken.iter().filter(|_| one_form) {
        let family = kin_here(&theatre.scenario, world, ashore, target.party, *id);
        ashore.files[target.party.index()][id.index()].known.family = family;
    }
    let coming = Fact::Coming { site: to, persons: number, arrive: last };
    now.tell(world, target.run_by, Entry::Ashore(Box::new(coming)));
    Ok(())
}

/// Counts people against the agreements under which they go, the oldest first.
fn use_up(world: &World, ashore: &mut Ashore, seat: SeatId, site: SiteId, mut number: u32) {
    let open: Vec<_> = agreements(world, ashore, seat, site).map(|(grant, left)| (grant.request, left)).collect();
    for (request, left) in open {
        let part = left.min(number);
        *ashore.assessment.relocated.entry(request).or_insert(0) += part;
        number -= part;
    }
}
