//! Reception sites, and what concerns people after the rescue.

use super::super::diagnostic::{RECEPTION, SHARES, TEXT};
use super::super::doc::{Count, GroupDoc, Number, Part, SiteDoc, StaffDoc, Words};
use super::super::leaf::Leaf;
use super::super::model::Role;
use super::super::reading::Reading;
use super::super::reception::{Circumstances, Nationality, Site};
use super::Written;
use crate::base::Span;
use crate::base::ids::{LanguageId, NationalityId, PartyId, PlaceId, SeatId};
use crate::sar::reception::Staff;

/// Staff of one kind, beds, ambulances at one site at most.
const MOST: u32 = 20_000;

/// Nationalities, or languages, of one group or site at most.
const KINDS: usize = 50;

/// Time to the hospital where nothing is said (*proposed*).
const HOSPITAL: Span = Span::hours(1);

pub(super) fn sites<'a>(reading: &mut Reading<'a>, written: &[Written<'a, SiteDoc<'a>>]) -> Vec<Option<Site>> {
    let mut taken: Vec<PlaceId> = Vec::new();
    written.iter().map(|entry| site(reading, &entry.form, &mut taken)).collect()
}

fn site<'a>(reading: &mut Reading<'a>, form: &SiteDoc<'a>, taken: &mut Vec<PlaceId>) -> Option<Site> {
    let place = reading.reference(|r| &mut r.places, form.place).map(PlaceId::new);
    let party = reading.reference(|r| &mut r.parties, form.party).map(PartyId::new);
    if let Some(place) = place {
        if taken.contains(&place) {
            let message = format!("there are two reception sites at {}", form.place.raw().text());
            let _: Option<()> =
                reading.error(RECEPTION, form.place.raw(), message, "put their staff and beds together");
        }
        taken.push(place);
    }
    let owner = place.and_then(|place| reading.harbours.get(place.index())?.party);
    let foreign = owner.zip(party).is_some_and(|(owner, party)| owner != party);
    if foreign {
        let message = format!("{} is not a place of {}", form.place.raw().text(), form.party.raw().text());
        let _: Option<()> = reading.error(RECEPTION, form.party.raw(), message, "name the party of the place");
    }
    let run_by = party.and_then(|party| runner(reading, form, party));
    let berths = form.berths.map_or(Some(1), |berths| reading.count(berths, "berths", 1..=100));
    let notice = reading.span_or_none(form.opens);
    let staff = reading.form(form.staff, "the staff").and_then(|form| staff(reading, &form));
    let beds = reading.count(form.beds, "beds", 0..=MOST);
    let water = reading.number(form.water_l_per_day, "the water of a day", 0.0..=10_000_000.0);
    let meals = match form.meals {
        Some(count) => reading.count(count, "persons fed", 0..=MOST).map(Some),
        None => Some(None),
    };
    let ambulances = form.ambulances.map_or(Some(0), |count| reading.count(count, "ambulances", 0..=MOST));
    let hospital = form.hospital.map_or(Some(HOSPITAL), |span| reading.span(span));
    let (staff, interpreters) = staff?;
    Some(Site {
        place: place?,
        party: party?,
        run_by: run_by?,
        berths: berths?,
        notice: notice?,
        staff,
        interpreters,
        beds: beds?,
        water_l_per_day: water?,
        ambulances: ambulances?,
        hospital: hospital?,
        meals: meals?,
    })
    .filter(|_| !foreign)
}

/// The seat that runs a party's sites. Nothing is put down where a seat that cannot be read may be it.
fn runner<'a>(reading: &mut Reading<'a>, form: &SiteDoc<'a>, party: PartyId) -> Option<SeatId> {
    let of_role = |role: Role| {
        let chair = reading.chairs.iter().position(|chair| chair.party == Some(party) && chair.role == Some(role));
        chair.map(SeatId::new)
    };
    let found = of_role(Role::Immigration).or_else(|| of_role(Role::Rcc));
    let unread = reading.chairs.iter().any(|chair| chair.party.is_none() || chair.role.is_none());
    if found.is_some() || unread {
        return found;
    }
    let message = format!("{} has no seat that could run a reception site", form.party.raw().text());
    reading.error(RECEPTION, form.party.raw(), message, "give it a seat with the role `Immigration` or `Rcc`")
}

pub(super) type StaffAndInterpreters = ([u32; Staff::ALL.len()], Vec<(LanguageId, u32)>);

pub(super) fn staff<'a>(reading: &mut Reading<'a>, form: &StaffDoc<'a>) -> Option<StaffAndInterpreters> {
    let of = |kind: Staff| match kind {
        Staff::Reception => form.reception,
        Staff::Medical => form.medical,
        Staff::Registration => form.registration,
        Staff::Screening => form.screening,
        Staff::Immigration => form.immigration,
        Staff::Police => form.police,
        Staff::ChildProtection => form.child_protection,
    };
    let counts = Staff::ALL.map(|kind| of(kind).map_or(Some(0), |count| reading.count(count, kind.words(), 0..=MOST)));
    let interpreters = match form.interpreters {
        Some(part) => interpreters(reading, part),
        None => Some(Vec::new()),
    };
    let mut staff = [0; Staff::ALL.len()];
    for (place, count) in staff.iter_mut().zip(counts) {
        *place = count?;
    }
    Some((staff, interpreters?))
}

fn interpreters<'a>(
    reading: &mut Reading<'a>,
    part: Part<'a, Vec<(Words<'a>, Count<'a>)>>,
) -> Option<Vec<(LanguageId, u32)>> {
    let list = reading.list(part, "interpreters", 0..=KINDS)?;
    let read: Vec<_> = list
        .into_iter()
        .map(|(words, count)| {
            let language = language(reading, words);
            let count = reading.count(count, "interpreters", 0..=MOST);
            Some((language?, count?))
        })
        .collect();
    read.into_iter().collect()
}

/// What concerns a group after the rescue. `count` exists when and only when the number of the group is well written.
pub(super) fn circumstances<'a>(
    reading: &mut Reading<'a>,
    form: &GroupDoc<'a>,
    count: Option<u32>,
) -> Option<Circumstances> {
    let nationalities = shares(reading, form.nationalities, "nationalities", nationality);
    let languages = shares(reading, form.languages, "languages", language);
    let documents_share = reading.share_or_none(form.documents_share);
    let unaccompanied_share = reading.share_or_none(form.unaccompanied_share);
    let pregnant_share = reading.share_or_none(form.pregnant_share);
    let wounded_share = reading.share_or_none(form.wounded_share);
    let trafficking_share = reading.share_or_none(form.trafficking_share);
    let protection_share = reading.share_or_none(form.protection_share);
    let most = count.unwrap_or(u32::MAX);
    let organisers = form.organisers.map_or(Some(0), |number| reading.count(number, "organisers", 0..=most));
    let witnesses_share = reading.share_or_none(form.witnesses_share);
    let flees = form.flees.map(|party| reading.reference(|r| &mut r.parties, party).map(PartyId::new));
    Some(Circumstances {
        nationalities: nationalities?,
        languages: languages?,
        documents_share: documents_share?,
        unaccompanied_share: unaccompanied_share?,
        pregnant_share: pregnant_share?,
        wounded_share: wounded_share?,
        trafficking_share: trafficking_share?,
        protection_share: protection_share?,
        organisers: organisers?,
        witnesses_share: witnesses_share?,
        flees: match flees {
            Some(party) => Some(party?),
            None => None,
        },
    })
}

/// Names with their shares, which add up to 1 at most.
fn shares<'a, T>(
    reading: &mut Reading<'a>,
    part: Option<Part<'a, Vec<(Words<'a>, Number<'a>)>>>,
    what: &str,
    known: fn(&mut Reading<'a>, Words<'a>) -> Option<T>,
) -> Option<Vec<(T, f64)>> {
    let Some(part) = part else { return Some(Vec::new()) };
    let list = reading.list(part, what, 0..=KINDS)?;
    let read: Vec<_> = list
        .into_iter()
        .map(|(words, share)| {
            let name = known(reading, words);
            let share = reading.share(share);
            Some((name?, share?))
        })
        .collect();
    let read: Vec<(T, f64)> = read.into_iter().collect::<Option<_>>()?;
    let sum: f64 = read.iter().map(|(_, share)| share).sum();
    // A hair more than 1, so that 0.7 and 0.3 do fit.
    if sum > 1.0 + 1e-9 {
        let message = format!("the shares of these {what} add up to {sum:.2}, more than 1");
        return reading.error(SHARES, part.raw(), message, "lower some, so that they add up to 1 at most");
    }
    Some(read)
}

/// A nationality: entered the first time it is named.
fn nationality<'a>(reading: &mut Reading<'a>, words: Words<'a>) -> Option<NationalityId> {
    let name = plain(reading, words)?;
    if let Some(known) = reading.nationalities.iter().position(|n| n.name == name) {
        return Some(NationalityId::new(known));
    }
    let party = reading.parties.index.get(&name).copied().map(PartyId::new);
    reading.nationalities.push(Nationality { name, party });
    Some(NationalityId::new(reading.nationalities.len() - 1))
}

/// A language: entered the first time it is named.
fn language<'a>(reading: &mut Reading<'a>, words: Words<'a>) -> Option<LanguageId> {
    let name = plain(reading, words)?;
    if let Some(known) = reading.languages.iter().position(|language| *language == name) {
        return Some(LanguageId::new(known));
    }
    reading.languages.push(name);
    Some(LanguageId::new(reading.languages.len() - 1))
}

/// A name short enough for a table.
fn plain<'a>(reading: &mut Reading<'a>, words: Words<'a>) -> Option<String> {
    let name = reading.text(words)?;
    if name.chars().count() <= 60 {
        return Some(name);
    }
    reading.error(TEXT, words.raw(), "this name has more than 60 characters", "type a short one, as in \"Rohingya\"")
}
