//! Assessment of needs of protection: who is heard when, by which office, what is found, and where it holds.
//!
//! Burden sharing, harmonised or regional assessment (Jakarta Declaration 7-8). A finding goes into the person's file.
//! It holds in the state that made it; among states that use one form, in all of them. **Wherever somebody is heard, a
//! need comes out with the same chance, and nobody is found in need who is not**; so the ways differ in time, in who is
//! heard twice, and in who pays. Numbers are those of `sar::assessment`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::command::Rejection;
use super::super::event::Event as Told;
use super::super::means;
use super::super::step::Now;
use super::super::world::World;
use super::background::{Purpose, draws};
use super::command::FileId;
use super::event::{Event, Finding};
use super::orders::{all_of, edit, emit, file_of, not_ready, runner};
use super::{Ashore, File, Stay};
use crate::base::ids::{PartyId, PersonId, RequestId, SeatId, SiteId};
use crate::base::{Span, Tick};
use crate::sar::assessment::{BRINGS_OUT, USD_EACH, hearing_h};
use crate::sar::reception::Stage;
use crate::scenario::{Assessment, AssessmentKind, PaidBy, Scenario};

/// Who hears somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename = "AssessmentOffice")]
pub enum Office {
    /// A state's own.
    State(PartyId),
    /// The regional centre.
    Centre,
}

/// What an assessment found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessed {
    /// When.
    pub at: Tick,
    /// By which office.
    pub office: Office,
    /// Whether in need of international protection.
    pub in_need: bool,
}

/// A hearing, as the record has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    /// In whose care the person was.
    pub party: PartyId,
    /// Who heard the person.
    pub office: Office,
    /// In which way states assess.
    pub kind: AssessmentKind,
    /// Whether in need of international protection, as found.
    pub in_need: bool,
    /// Whether the person had been heard before.
    pub repeat: bool,
    /// What it cost \[USD\].
    pub usd: u32,
    /// What is left in the trust fund \[USD\]. Exists when and only when the fund paid for it.
    pub fund_usd: Option<u64>,
}

/// The offices that assess. Empty where nobody does.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Offices {
    /// Each office with whom it hears: those of the states in order of `PartyId`, then the centre.
    pub offices: Vec<Queue>,
    /// How often each person has been heard. Hidden: no seat knows what another state has done.
    pub heard: BTreeMap<PersonId, u32>,
    /// How many people have been taken to another state on each request for that.
    pub relocated: BTreeMap<RequestId, u32>,
}

/// One office.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Queue {
    /// Which.
    pub office: Office,
    /// Persons it hears in a day.
    pub per_day: u32,
    /// Who waits for it, in order.
    pub waiting: Vec<PersonId>,
    /// Who is heard, and until when. Exists when and only when somebody is.
    pub in_hand: Option<(PersonId, Tick)>,
}

impl Offices {
    /// All offices, with nobody before them.
    pub(super) fn new(scenario: &Scenario) -> Self {
        let Some(written) = &scenario.reception.assessment else { return Self::default() };
        let of = |office, per_day| Queue { office, per_day, waiting: Vec::new(), in_hand: None };
        let states = (0..scenario.parties.len()).map(PartyId::new).map(|p| of(Office::State(p), written.per_day));
        let centre = written.centre.map(|centre| of(Office::Centre, centre.per_day));
        Self { offices: states.chain(centre).collect(), ..Self::default() }
    }

    /// An office, if it exists.
    pub fn office(&self, office: Office) -> Option<&Queue> {
        self.offices.iter().find(|queue| queue.office == office)
    }

    /// Nobody hears this person any more, wherever that was to be.
    pub(super) fn forget(&mut self, person: PersonId) {
        for queue in &mut self.offices {
            queue.waiting.retain(|other| *other != person);
            queue.in_hand = queue.in_hand.filter(|(other, _)| *other != person);
        }
    }
}

/// The office that hears people in the care of a site.
pub(crate) fn office_of(written: &Assessment, party: PartyId, site: SiteId) -> Office {
    if written.is_centre(site) { Office::Centre } else { Office::State(party) }
}

/// Brings people before the office that hears those of their site.
pub(super) fn ask(now: &mut Now<'_>, ashore: &mut Ashore, seat: SeatId, persons: &[FileId]) -> Result<(), Rejection> {
    let office = runner(now, seat)?;
    let Some(written) = &now.theatre.scenario.reception.assessment else {
        return Err(Rejection::Unknown { what: "an office that assesses needs of protection".to_owned() });
    };
    let persons = all_of(ashore, office, persons)?;
    for id in &persons {
        let file = file_of(ashore, office, *id)?;
        let is_done = |stage: Stage| file.done[stage as usize].is_some();
        let alone = file.known.unaccompanied == Some(true);
        let why = match () {
            () if !is_done(Stage::Registration) => Some("that person is not registered"),
            () if alone && !is_done(Stage::BestInterests) => {
                Some("that is a child alone; have the best-interests assessment done first")
            }
            () if file.known.assessed.is_some() => Some("that person's need of protection has been assessed"),
            () if file.known.assessment_asked.is_some() => Some("that person waits to be heard already"),
            () => None,
        };
        if let Some(why) = why {
            return Err(not_ready(id, why));
        }
    }
    for id in persons {
        let file = edit(ashore, office, id);
        file.known.assessment_asked = Some(now.tick);
        let (person, before) = (file.person, office_of(written, office.party, file.site));
        if let Some(queue) = ashore.assessment.offices.iter_mut().find(|queue| queue.office == before) {
            queue.waiting.push(person);
        }
        emit(now, seat, Event::AssessmentAsked { seat, person });
    }
    Ok(())
}

/// One minute of all offices. Says whether anything changed.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World, ashore: &mut Ashore) -> bool {
    let theatre = now.theatre;
    let Some(written) = &theatre.scenario.reception.assessment else { return false };
    let mut changed = false;
    for i in 0..ashore.assessment.offices.len() {
        let queue = &mut ashore.assessment.offices[i];
        if let Some((person, _)) = queue.in_hand.filter(|(_, until)| *until <= now.tick) {
            queue.in_hand = None;
            finish(now, world, ashore, written, i, person);
            changed = true;
        }
        changed |= turn_to(now.tick, ashore, written, i);
    }
    changed
}

/// An office that hears nobody turns to the first who waits and is at the site; those who have died, left, or are
/// before another office by now are struck off.
fn turn_to(now: Tick, ashore: &mut Ashore, written: &Assessment, i: usize) -> bool {
    let queue = &ashore.assessment.offices[i];
    if queue.waiting.is_empty() {
        return false;
    }
    let (office, before) = (queue.office, queue.waiting.len());
    let of = |person: &PersonId| {
        let (party, id) = ashore.index.get(person)?;
        let file = ashore.file(*party, *id)?;
        let ours = office_of(written, *party, file.site) == office;
        (ours && file.is_here() && file.known.assessment_asked.is_some()).then_some(file)
    };
    let waiting: Vec<PersonId> = queue.waiting.iter().copied().filter(|person| of(person).is_some()).collect();
    let idle = queue.in_hand.is_none();
    let next = waiting.iter().position(|person| of(person).is_some_and(|file| file.stay == Stay::AtSite));
    let hearing = hearing_h(queue.per_day).filter(|_| idle).zip(next);
    let queue = &mut ashore.assessment.offices[i];
    queue.waiting = waiting;
    if let Some((hours, next)) = hearing {
        let person = queue.waiting.remove(next);
        queue.in_hand = Some((person, now.after(Span::from_hours(hours))));
    }
    queue.waiting.len() != before
}

/// A hearing is over: what it brought out goes into the file.
fn finish(
    now: &mut Now<'_>,
    world: &mut World,
    ashore: &mut Ashore,
    written: &Assessment,
    office: usize,
    person: PersonId,
) {
    let office = ashore.assessment.offices[office].office;
    let Some((party, id)) = ashore.index.get(&person).copied() else { return };
    let Some(file) = ashore.file(party, id) else { return };
    if !file.is_here() || file.known.assessment_asked.is_none() {
        return;
    }
    let times = ashore.assessment.heard.entry(person).or_insert(0);
    *times += 1;
    let (repeat, times) = (*times > 1, *times);
    let needs = ashore.backgrounds.get(person.index()).is_some_and(|background| background.protection);
    let brought_out = draws(&world.noise, Purpose::Hearing as u32, person, times).chance(BRINGS_OUT);
    let file = &mut ashore.files[party.index()][id.index()];
    let known = &mut file.known;
    let news = known.protection != Some(true);
    let in_need = !news || (needs && brought_out);
    known.protection = Some(in_need);
    known.assessment_asked = None;
    known.assessed = Some(Assessed { at: now.tick, office, in_need });
    let fund_usd = (office == Office::Centre && written.centre.is_some_and(|centre| centre.paid_by == PaidBy::Fund))
        .then(|| means::pay_from_fund(world, USD_EACH))
        .flatten();
    let hearing = Hearing { party, office, kind: written.kind, in_need, repeat, usd: USD_EACH, fund_usd };
    now.emit(Told::Ashore(Box::new(Event::Assessed { person, hearing })));
    if in_need && news {
        now.emit(Told::Ashore(Box::new(Event::Found { person, what: Finding::Protection })));
    }
}

/// What of a file holds in another state: with one form all that is known of the person and what was done; without it,
/// nothing but what anybody can see.
pub(super) fn handed_over(file: &File, one_form: bool) -> (super::Known, [Option<Tick>; Stage::ALL.len()]) {
    if !one_form {
        return (super::Known::default(), [None; Stage::ALL.len()]);
    }
    let mut done = file.done;
    // A bed there is another bed, and family are traced among those who are there.
    (done[Stage::Shelter as usize], done[Stage::FamilyTracing as usize]) = (None, None);
    let known = super::Known {
        placement: None,
        family: Vec::new(),
        family_missing: None,
        assessment_asked: None,
        ..file.known.clone()
    };
    (known, done)
}
