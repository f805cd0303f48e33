//! Orders about the people in a site's care: stages, referrals, consulates, where they stay, what becomes of them.

use super::super::command::Rejection;
use super::super::step::Now;
use super::super::world::World;
use super::background::ADULT_YEARS;
use super::command::{Families, FileId, Outcome, Placement, Referral};
use super::event::{Event, Violation};
use super::orders::{
    all_of, edit, emit, file_of, middle, not_ready, note_separation, own_site, runner, travel, with_families,
};
use super::{Ashore, Known, Stay};
use crate::base::Tick;
use crate::base::ids::{NationalityId, PartyId, SeatId, SiteId};
use crate::sar::reception::{Stage, due_days};
use crate::scenario::PartyKind;

pub(super) fn catch_up(
    now: &mut Now<'_>,
    ashore: &mut Ashore,
    seat: SeatId,
    persons: &[FileId],
    stage: Stage,
) -> Result<(), Rejection> {
    let office = runner(now, seat)?;
    let persons = all_of(ashore, office, persons)?;
    let again = matches!(stage, Stage::Screening | Stage::Trafficking);
    for id in &persons {
        let file = file_of(ashore, office, *id)?;
        if file.done[stage as usize].is_some() && !again {
            return Err(not_ready(id, &format!("{} has been done", stage.words())));
        }
    }
    for id in persons {
        let file = edit(ashore, office, id);
        (file.skipped[stage as usize], file.done[stage as usize]) = (false, None);
    }
    Ok(())
}

pub(super) fn skip(
    now: &mut Now<'_>,
    ashore: &mut Ashore,
    seat: SeatId,
    persons: &[FileId],
    stage: Stage,
) -> Result<(), Rejection> {
    let office = runner(now, seat)?;
    for id in all_of(ashore, office, persons)? {
        let file = edit(ashore, office, id);
        if file.is_past(stage) {
            continue;
        }
        file.skipped[stage as usize] = true;
        file.in_hand = file.in_hand.filter(|hand| hand.stage != stage);
        let person = file.person;
        emit(now, seat, Event::StageSkipped { seat, person, stage });
    }
    Ok(())
}

pub(super) fn refer(
    now: &mut Now<'_>,
    ashore: &mut Ashore,
    seat: SeatId,
    persons: &[FileId],
    to: Referral,
) -> Result<(), Rejection> {
    let office = runner(now, seat)?;
    let persons = all_of(ashore, office, persons)?;
    for id in &persons {
        let file = file_of(ashore, office, *id)?;
        let known = &file.known;
        let site = now.theatre.scenario.reception.site(file.site);
        let registered = file.done[Stage::Registration as usize].is_some();
        let why = match to {
            Referral::Hospital if site.is_none_or(|site| site.ambulances == 0) => Some("the site has no ambulance"),
            Referral::Hospital if file.stay != Stay::AtSite => Some("that person is not at the site"),
            Referral::ChildProtection if !known.is_child() => Some("that person is not registered as a child"),
            Referral::TraffickingProtection if known.indicators.unwrap_or(0) == 0 && known.trafficked != Some(true) => {
                Some("no indicator is known; have that person screened")
            }
            Referral::Unhcr | Referral::Iom if !registered => Some("that person is not registered yet"),
            _ if to != Referral::Hospital && known.is_referred(to) => Some("that person has been referred already"),
            _ => None,
        };
        if let Some(why) = why {
            return Err(not_ready(id, why));
        }
    }
    for id in persons {
        let file = edit(ashore, office, id);
        file.known.referred.push((to, now.tick));
        if to == Referral::Hospital {
            (file.stay, file.in_hand) = (Stay::AwaitsAmbulance, None);
        }
        let person = file.person;
        emit(now, seat, Event::Referred { seat, person, to });
    }
    Ok(())
}

pub(super) fn notify(
    now: &mut Now<'_>,
    ashore: &mut Ashore,
    seat: SeatId,
    nationality: NationalityId,
    persons: &[FileId],
) -> Result<(), Rejection> {
    let office = runner(now, seat)?;
    let unknown = || Rejection::Unknown { what: "that nationality".to_owned() };
    let named = now.theatre.scenario.reception.nationalities.get(nationality.index()).ok_or_else(unknown)?;
    let persons = all_of(ashore, office, persons)?;
    for id in &persons {
        if file_of(ashore, office, *id)?.known.nationality != Some(Some(nationality)) {
            return Err(not_ready(id, "that person is not registered with that nationality"));
        }
    }
    for id in persons {
        let file = edit(ashore, office, id);
        file.known.consulate = Some((nationality, now.tick));
        let person = file.person;
        emit(now, seat, Event::ConsulateTold { seat, person, nationality });
        let background = &ashore.backgrounds[person.index()];
        // Where the nationality is no party's of its own, it is taken to be that of the state fled from.
        if background.flees.is_some() && (named.party.is_none() || named.party == background.flees) {
            emit(now, seat, Event::Violated { seat, person, what: Violation::Disclosure });
        }
    }
    Ok(())
}

pub(super) fn house(
    now: &mut Now<'_>,
    world: &World,
    ashore: &mut Ashore,
    seat: SeatId,
    persons: &[FileId],
    how: Placement,
    families: Families,
) -> Result<(), Rejection> {
    let office = runner(now, seat)?;
    let persons = all_of(ashore, office, persons)?;
    let persons = with_families(now, world, ashore, office, persons, families);
    for id in &persons {
        let file = edit(ashore, office, *id);
        if file.known.placement == Some(how) {
            continue;
        }
        file.known.placement = Some(how);
        // Who has a place already is placed anew.
        (file.done[Stage::Shelter as usize], file.skipped[Stage::Shelter as usize]) = (None, false);
        file.in_hand = file.in_hand.filter(|hand| hand.stage != Stage::Shelter);
        let person = file.person;
        emit(now, seat, Event::PlacementDecided { seat, person, how });
        if how == Placement::Detention && world.people[person.index()].body.age_years < ADULT_YEARS {
            emit(now, seat, Event::Violated { seat, person, what: Violation::ChildDetained });
        }
    }
    if how != Placement::Shelter {
        note_separation(now, world, ashore, office, &persons, |file| file.known.placement != Some(how));
    }
    Ok(())
}

pub(super) fn transfer(
    now: &mut Now<'_>,
    world: &World,
    ashore: &mut Ashore,
    seat: SeatId,
    persons: &[FileId],
    to: SiteId,
    families: Families,
) -> Result<(), Rejection> {
    let office = runner(now, seat)?;
    let target = own_site(now, seat, to)?;
    let persons = all_of(ashore, office, persons)?;
    let persons = with_families(now, world, ashore, office, persons, families);
    for id in &persons {
        let file = file_of(ashore, office, *id)?;
        if file.site == to || file.stay != Stay::AtSite {
            return Err(not_ready(id, "that person is there already, or not at a site"));
        }
    }
    note_separation(now, world, ashore, office, &persons, |_| true);
    for id in persons {
        let Ok(file) = file_of(ashore, office, id) else { continue };
        let (person, from) = (file.person, file.site);
        let Ok(source) = own_site(now, seat, from) else { continue };
        let until = now.tick.after(travel(now, source, target));
        ashore.sites[from.index()].present.retain(|other| *other != id);
        ashore.sites[to.index()].present.push(id);
        // Another office may hear people there.
        ashore.assessment.forget(person);
        let file = edit(ashore, office, id);
        (file.site, file.stay, file.in_hand) = (to, Stay::OnTheWay { until }, None);
        file.known.assessment_asked = None;
        // A bed there is another bed.
        file.done[Stage::Shelter as usize] = None;
        emit(now, seat, Event::Transferred { seat, person, from, to });
    }
    Ok(())
}

pub(super) fn decide(
    now: &mut Now<'_>,
    world: &World,
    ashore: &mut Ashore,
    seat: SeatId,
    persons: &[FileId],
    outcome: Outcome,
) -> Result<(), Rejection> {
    let office = runner(now, seat)?;
    let scenario = &now.theatre.scenario;
    if let Outcome::AssistedReturn { to } | Outcome::Return { to } = outcome {
        let country = scenario.parties.get(to.index()).is_some_and(|party| party.kind == PartyKind::Country);
        if !country || to == office.party {
            return Err(Rejection::Unknown { what: "that state, as another than your own,".to_owned() });
        }
    }
    let persons = all_of(ashore, office, persons)?;
    for id in &persons {
        let file = file_of(ashore, office, *id)?;
        let known = &file.known;
        let is_done = |stage: Stage| file.done[stage as usize].is_some();
        let nationality = known.nationality.flatten().and_then(|n| scenario.reception.nationalities.get(n.index()));
        let why = match outcome {
            Outcome::AssistedReturn { .. } if !is_done(Stage::Interview) => Some("identity has not been established"),
            Outcome::AssistedReturn { .. } if known.protection == Some(true) => {
                Some("that person is in need of protection; decide a protection procedure")
            }
            Outcome::AssistedReturn { .. } if scenario.reception.assessment.is_some() && known.assessed.is_none() => {
                Some("that person's need of protection has not been assessed")
            }
            Outcome::AssistedReturn { to } if nationality.is_none_or(|n| n.party != Some(to)) => {
                Some("that is not the nationality registered")
            }
            Outcome::AssistedReturn { .. } if known.consulate.is_none() => {
                Some("the consulate that verifies the nationality has not been told")
            }
            Outcome::Resettlement if !known.is_referred(Referral::Unhcr) && !on_one_form(now, office.party, known) => {
                Some("UNHCR has not been asked")
            }
            Outcome::Reunification if !is_done(Stage::FamilyTracing) => Some("no family has been traced"),
            Outcome::ProtectionProcedure | Outcome::Return { .. } if !is_done(Stage::Registration) => {
                Some("that person is not registered")
            }
            _ => None,
        };
        if let Some(why) = why {
            return Err(not_ready(id, why));
        }
    }
    if matches!(outcome, Outcome::Return { .. }) {
        note_separation(now, world, ashore, office, &persons, |_| true);
    }
    for id in persons {
        let known = &file_of(ashore, office, id)?.known;
        let due = due(now.tick, outcome, known, on_one_form(now, office.party, known));
        let file = edit(ashore, office, id);
        file.known.outcome = Some((outcome, now.tick, due));
        let (person, site) = (file.person, file.site);
        if matches!(outcome, Outcome::Return { .. }) {
            (file.stay, file.in_hand) = (Stay::Left, None);
            ashore.sites[site.index()].present.retain(|other| *other != id);
        }
        emit(now, seat, Event::OutcomeDecided { seat, person, outcome, due });
        if let Outcome::AssistedReturn { to } | Outcome::Return { to } = outcome
            && ashore.backgrounds[person.index()].flees == Some(to)
        {
            emit(now, seat, Event::Violated { seat, person, what: Violation::Refoulement });
        }
    }
    Ok(())
}

/// Whether a need of protection was found on a form that other states use too, so that one of them can decide on it as
/// it stands.
fn on_one_form(now: &Now<'_>, party: PartyId, known: &Known) -> bool {
    let written = now.theatre.scenario.reception.assessment.as_ref();
    written.is_some_and(|how| how.members.contains(&party)) && known.assessed.is_some_and(|found| found.in_need)
}

/// When a decision is due: the middle of the times of sar-models.md 6.4; a return at once. Where a need of protection
/// has been assessed there is nothing left for a procedure to find; and a place in a state that uses the same form
/// takes the least time of 6.4, because nobody is heard again (*proposed*).
fn due(now: Tick, outcome: Outcome, known: &Known, one_form: bool) -> Tick {
    let days = match outcome {
        Outcome::AssistedReturn { .. } => due_days::ASSISTED_RETURN,
        Outcome::ProtectionProcedure if known.assessed.is_some() => (0, 0),
        Outcome::ProtectionProcedure => due_days::STATUS_DETERMINATION,
        Outcome::Resettlement if one_form => (due_days::RESETTLEMENT.0, due_days::RESETTLEMENT.0),
        Outcome::Resettlement | Outcome::Reunification => due_days::RESETTLEMENT,
        Outcome::Return { .. } => (0, 0),
    };
    middle(now, days)
}
