//! The full form of a situation report as a seat can fill it from its own picture, and the latest that came.
//!
//! Weather is left to `plan`, which has the forecast.

use super::landing::AboardView;
use super::model::{Doing, Picture, SearchView, Way};
use crate::base::Tick;
use crate::base::ids::{CraftId, PartyId, SeatId};
use crate::base::quantity::nmi;
use crate::scenario::{Party, Seat};
use crate::sim::sitrep::{FullSitrep, Priority};
use crate::sim::{Ask, MessageBody, Source};

use super::forms::{case_of, doing_words, name_of, nature_words, unit_name};

/// A report names so many searches, units and wants, the latest: more than a person reads.
const LISTED: usize = 6;

/// The full form of the next report about a case to a seat. None when this seat has not heard of the case.
pub fn full_sitrep(
    picture: &Picture,
    case: CraftId,
    to: SeatId,
    seats: &[Seat],
    parties: &[Party],
) -> Option<FullSitrep> {
    let view = case_of(picture, case)?;
    let before = picture.messages.iter().filter(|m| m.way == Way::To(to) && is_sitrep(&m.body, case)).count();
    let phase = view.phase.map(|(phase, _)| phase);
    let mut actions: Vec<String> = Vec::new();
    if let Some((_, answered)) = view.last_called {
        actions.push(if answered { "vessel called and heard" } else { "vessel called, no answer" }.to_owned());
    }
    if view.broadcast_at.is_some() {
        actions.push("distress broadcast to shipping".to_owned());
    }
    let mut at_work = picture.srus.iter().filter(|unit| unit.case == Some(case)).peekable();
    if at_work.peek().is_some() {
        actions.push("units sent".to_owned());
    }
    let units: Vec<String> = at_work
        .clone()
        .filter(|unit| !matches!(unit.doing, Doing::InPort(_) | Doing::Failed))
        .take(LISTED)
        .map(|unit| format!("{} {}", unit_name(picture, unit), doing_words(unit.doing)))
        .collect();
    let getting_ready = at_work.filter(|unit| matches!(unit.doing, Doing::GettingReady(..) | Doing::UnderWay));
    let mut plans: Vec<String> =
        getting_ready.take(LISTED).map(|unit| format!("{} to come", unit_name(picture, unit))).collect();
    let goes_on = |search: &&SearchView| search.case == Some(case) && search.ended_at.is_none();
    if picture.searches.iter().any(|search| goes_on(&search)) {
        plans.push("search to be completed".to_owned());
    } else if view.concluded.is_some() {
        plans.push("case closed".to_owned());
    }
    let survivors: u32 = picture.srus.iter().filter(|unit| unit.case == Some(case)).map(|unit| unit.survivors).sum();
    if survivors > 0 {
        plans.push(format!("{survivors} survivors aboard to be landed"));
    }
    let holder = view.responsible.map_or_else(|| "nobody known".to_owned(), |(seat, _)| name_of(seats, seat));
    Some(FullSitrep {
        number: u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1),
        priority: Priority::of(phase),
        situation: nature_words(view.nature).to_owned(),
        assistance: wanted(picture, case, seats),
        coordinating: holder,
        description: view.described.words.clone(),
        weather: String::new(),
        actions: actions.join("; "),
        search: searches(picture, case),
        instructions: units.join("; "),
        plans: plans.join("; "),
        additional: aboard_words(picture, case, seats.get(to.index()).map(|seat| seat.party), parties),
    })
}

/// Who is aboard units of a case that this seat sees, as their crews have counted and heard them. **What people say of the
/// state they flee from is for others than that state**, unless it is this seat's own, whose ships heard it.
fn aboard_words(picture: &Picture, case: CraftId, to: Option<PartyId>, parties: &[Party]) -> String {
    let aboard = picture.srus.iter().filter(|unit| unit.case == Some(case)).filter_map(|unit| unit.aboard.as_deref());
    let mut sum = AboardView::default();
    for view in aboard {
        sum.women += view.women;
        sum.men += view.men;
        sum.children += view.children;
        sum.injured += view.injured;
        sum.feared.extend(&view.feared);
    }
    let all = sum.women + sum.men + sum.children;
    if all == 0 {
        return String::new();
    }
    let AboardView { women, men, children, injured, .. } = sum;
    let mut words = format!("{all} survivors aboard: {women} women, {men} men, {children} children; {injured} injured");
    sum.feared.sort_unstable();
    sum.feared.dedup();
    let tells = |state: &PartyId| Some(*state) != to || *state == picture.party;
    let named = sum.feared.into_iter().filter(tells).filter_map(|state| parties.get(state.index()));
    let feared: Vec<&str> = named.map(|party| party.name.as_str()).collect();
    if !feared.is_empty() {
        words
            .push_str(&format!("; people among them say they flee from {}: not to be landed there", feared.join(", ")));
    }
    words
}

/// What this seat has asked of others for the case and waits for, each once.
fn wanted(picture: &Picture, case: CraftId, seats: &[Seat]) -> String {
    let open = picture.requests.iter().filter(|r| !r.of_us && r.case == case && r.waits());
    let mut all: Vec<String> = Vec::new();
    for request in open {
        let what = match request.what {
            Ask::Deploy { .. } => "units",
            Ask::Divert { .. } | Ask::Lend { .. } => "a ship",
            Ask::Land { .. } => "a port for survivors",
            Ask::Enter => "leave to enter territorial waters",
            Ask::Coordinate => "that coordination is taken over",
            Ask::Clear(_) | Ask::Means(_) | Ask::Assist(_) => continue,
        };
        let words = format!("{what}, of {}", name_of(seats, request.other));
        if !all.contains(&words) {
            all.push(words);
        }
    }
    all.truncate(LISTED);
    if all.is_empty() { "none asked".to_owned() } else { all.join("; ") }
}

/// Searches of the case, and what has been found.
fn searches(picture: &Picture, case: CraftId) -> String {
    let of_case: Vec<&SearchView> = picture.searches.iter().filter(|search| search.case == Some(case)).collect();
    let later = of_case.len().saturating_sub(LISTED);
    let mut all: Vec<String> = of_case
        .iter()
        .skip(later)
        .map(|search| {
            let how = match (search.ended_at, search.completed) {
                (None, _) => "goes on",
                (Some(_), true) => "completed",
                (Some(_), false) => "left",
            };
            let (long, wide) = (nmi(search.area.length_m), nmi(search.area.width_m));
            format!("{long:.0} x {wide:.0} NM about {} {how}", search.area.centre)
        })
        .collect();
    if later > 0 {
        all.insert(0, format!("{later} earlier searches"));
    }
    let seen: u32 = picture.contacts.iter().filter(|c| c.case == case && !c.cleared).map(|c| c.persons).sum();
    if !all.is_empty() || seen > 0 {
        all.push(if seen > 0 { format!("{seen} persons in sight") } else { "nobody in sight now".to_owned() });
    }
    all.join("; ")
}

fn is_sitrep(body: &MessageBody, case: CraftId) -> bool {
    matches!(body, MessageBody::Sitrep { case: of, .. } if *of == case)
}

/// The latest report in full about a case that came from a seat, and when.
pub fn latest_sitrep(picture: &Picture, case: CraftId, from: SeatId) -> Option<(&FullSitrep, Tick)> {
    picture.messages.iter().rev().filter(|m| m.way == Way::From(Source::Seat(from))).find_map(|m| match &m.body {
        MessageBody::Sitrep { case: of, full: Some(full), .. } if *of == case => Some((&**full, m.at)),
        _ => None,
    })
}
