//! Forms as a seat can fill them from its own picture, and what the search plans of others tell it.
//!
//! Each form says what this desk believes; whoever sends it may change every field. Left out: which of several
//! positions is the best, and how wide a strip a unit sweeps, which `plan` works out.

use super::model::{CaseView, Doing, Picture, SruView, Way};
use crate::base::ids::{CraftId, SeatId};
use crate::base::{Position, Span, Tick};
use crate::sar::pattern::legs_for;
use crate::scenario::{Channel, Nature, Seat};
use crate::sim::forms::{Form, HandOver, HandedSearch, HandedUnit, MaydayRelay, PlannedSearch, SearchActionPlan};
use crate::sim::{MessageBody, Order, Source};

/// A situation report is asked for every so many hours (*proposed*).
const SITREP_EVERY_H: u32 = 4;
/// A form lists so many units, and so many searches, the latest: more than a person reads.
const LISTED: usize = 20;

/// The MAYDAY relay of a case as a seat can fill it. None when it has not heard of the case.
pub fn mayday_relay(picture: &Picture, case: CraftId, seats: &[Seat]) -> Option<MaydayRelay> {
    let view = case_of(picture, case)?;
    let station = name_of(seats, picture.seat);
    let assistance = match view.nature {
        Nature::Sinking => "Ships near keep a sharp look-out, and take people aboard",
        Nature::TakingWater => "Ships near assist, and stand by to take people aboard",
        Nature::EngineTrouble | Nature::Concern | Nature::Enquiry => {
            "Ships near keep a sharp look-out, assist if possible"
        }
    };
    Some(MaydayRelay {
        case,
        report_to: station.clone(),
        station,
        vessel: view.described.words.clone(),
        position: view.latest_position().map(|told| told.reported),
        nature: view.nature,
        assistance: assistance.to_owned(),
        persons: view.persons,
        description: String::new(),
        reply_by: Channel::Phone,
        text: String::new(),
    })
}

/// The search action plan of a case as a seat can fill it: what the units it sees search, or are bound to. None when it
/// has not heard of the case. Weather and sweep widths are left to `plan::complete`.
pub fn search_action_plan(picture: &Picture, case: CraftId, seats: &[Seat]) -> Option<SearchActionPlan> {
    let view = case_of(picture, case)?;
    let units = picture.srus.iter().filter(|unit| unit.case == Some(case));
    let mut searches: Vec<PlannedSearch> = units.clone().filter_map(|unit| planned(picture, unit)).collect();
    searches.truncate(LISTED);
    let lines: Vec<String> = searches
        .iter()
        .map(|line| format!("{} searches about {}", line.unit, line.area.centre))
        .chain(
            units
                .filter(|unit| !matches!(unit.order, Some(Order::Search { .. }) | None))
                .take(LISTED)
                .map(|unit| format!("{} {}", unit_name(picture, unit), doing_words(unit.doing))),
        )
        .collect();
    let found = if view.recovered + view.bodies > 0 {
        format!(", {} recovered alive, {} dead", view.recovered, view.bodies)
    } else {
        String::new()
    };
    let holder = view.responsible.map_or(picture.seat, |(seat, _)| seat);
    Some(SearchActionPlan {
        case,
        situation: format!("{}: {}{found}", view.described.words, nature_words(view.nature)),
        object: view.described.words.clone(),
        persons: view.persons,
        secondary: "people in the water, rafts, lifejackets, wreckage".to_owned(),
        weather: String::new(),
        action: lines.join("; "),
        searches,
        coordinator: name_of(seats, holder),
        on_scene: String::new(),
        communications: format!("{} by telephone or radio; sightings at once", name_of(seats, picture.seat)),
        sitrep_every_h: SITREP_EVERY_H,
        text: String::new(),
    })
}

/// The hand-over of a case as a seat can fill it, with what its own units did: who adds up what it is told counts
/// nobody twice. None when it has not heard of the case.
pub fn hand_over(picture: &Picture, case: CraftId) -> Option<HandOver> {
    let view = case_of(picture, case)?;
    let at_work = picture.srus.iter().filter(|unit| unit.case == Some(case) && !matches!(unit.doing, Doing::InPort(_)));
    let units = at_work
        .take(LISTED)
        .map(|unit| HandedUnit {
            unit: unit_name(picture, unit),
            doing: doing_words(unit.doing).to_owned(),
            survivors: unit.survivors,
        })
        .collect();
    let done: Vec<HandedSearch> = picture
        .searches
        .iter()
        .filter(|search| search.case == Some(case))
        .map(|search| HandedSearch {
            unit: picture
                .cards
                .iter()
                .find(|card| card.sru == search.sru)
                .map_or_else(|| search.sru.to_string(), |card| card.name.clone()),
            area: search.area,
            pattern: search.pattern,
            spacing_m: search.spacing_m,
            began_at: search.began_at,
            ended_at: search.ended_at,
            completed: search.completed,
        })
        .collect();
    let latest = done.len().saturating_sub(LISTED);
    let mut actions = Vec::new();
    if view.last_called.is_some() {
        actions.push("the vessel was called");
    }
    if view.broadcast_at.is_some() {
        actions.push("distress was broadcast to shipping");
    }
    Some(HandOver {
        case,
        vessel: view.described.words.clone(),
        phase: view.phase.map(|(phase, _)| phase),
        nature: view.nature,
        position: view.latest_position().map(|told| told.reported),
        persons: view.persons,
        recovered: view.recovered,
        bodies: view.bodies,
        landed: view.landed,
        units,
        searches: done.into_iter().skip(latest).collect(),
        actions: actions.join("; "),
        text: String::new(),
        capsized: knows_wreck(picture, case),
    })
}

/// Whether the vessel of a case is known to be lost: own or lent units have seen its hull, people in the water or a
/// raft, or somebody has told of it.
pub fn knows_wreck(picture: &Picture, case: CraftId) -> bool {
    let told = picture.messages.iter().filter(|m| matches!(m.way, Way::From(_)) && m.body.case() == Some(case));
    picture.contacts.iter().any(|c| c.case == case && c.what.is_wreck())
        || told.into_iter().any(|m| m.body.tells_wreck())
}

/// A search somebody else has planned and told of, which this desk does not see for itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlannedView<'a> {
    /// Who told.
    pub from: SeatId,
    /// When it was known here.
    pub known_at: Tick,
    /// For which case.
    pub case: CraftId,
    /// What is planned.
    pub line: &'a PlannedSearch,
}

/// Searches planned by others that are not over yet: of each seat and case the plan that came last. **A search planned
/// is no search done.** What this desk sees of a unit itself counts before what was told of it.
pub fn planned_by_others(picture: &Picture) -> Vec<PlannedView<'_>> {
    let mut told: Vec<(SeatId, CraftId)> = Vec::new();
    let mut all = Vec::new();
    for message in picture.messages.iter().rev() {
        let (Way::From(Source::Seat(from)), MessageBody::Form(form)) = (&message.way, &message.body) else { continue };
        let Form::SearchActionPlan(plan) = &**form else { continue };
        if told.contains(&(*from, plan.case)) {
            continue;
        }
        told.push((*from, plan.case));
        let unseen = |line: &&PlannedSearch| picture.srus.iter().all(|unit| unit.sru != line.sru);
        let lines = plan.searches.iter().filter(|line| line.until > picture.tick).filter(unseen);
        all.extend(lines.map(|line| PlannedView { from: *from, known_at: message.at, case: plan.case, line }));
    }
    all
}

/// The line of a unit that searches, or is bound to a search.
fn planned(picture: &Picture, unit: &SruView) -> Option<PlannedSearch> {
    let Some(Order::Search { area, pattern, spacing_m }) = unit.order else { return None };
    let data = picture.cards.iter().find(|card| card.sru == unit.sru)?.data.as_deref()?;
    let speed_mps = data.search_mps.max(0.1);
    let (from, way): (Tick, Vec<Position>) = match unit.doing {
        Doing::Failed | Doing::Landing(_) | Doing::Reserve => return None,
        Doing::Searching => (picture.tick, std::iter::once(unit.position).chain(unit.ahead.iter().copied()).collect()),
        doing => {
            let leaves = if let Doing::GettingReady(_, at) = doing { at.max(picture.tick) } else { picture.tick };
            let way_m = unit.position.distance_m(area.centre);
            let arrives = leaves.after(Span::from_hours(way_m / data.transit_mps.max(0.1) / 3600.0));
            let legs = legs_for(pattern, &area, spacing_m, area.centre);
            (arrives, std::iter::once(area.centre).chain(legs.waypoints).collect())
        }
    };
    let length_m: f64 = way.windows(2).map(|leg| leg[0].distance_m(leg[1])).sum();
    Some(PlannedSearch {
        unit: unit_name(picture, unit),
        sru: unit.sru,
        area,
        pattern,
        spacing_m,
        speed_mps,
        altitude_m: data.kind.flies().then_some(data.altitude_m),
        sweep_width_m: None,
        from,
        until: from.after(Span::from_hours((length_m / speed_mps / 3600.0).min(LONGEST_H))),
    })
}

/// A line of a plan speaks of no longer than this \[h\].
const LONGEST_H: f64 = 240.0;

pub(super) fn case_of(picture: &Picture, case: CraftId) -> Option<&CaseView> {
    picture.cases.iter().find(|view| view.case == case)
}

pub(super) fn name_of(seats: &[Seat], seat: SeatId) -> String {
    seats.get(seat.index()).map_or_else(|| seat.to_string(), |seat| seat.name.clone())
}

pub(super) fn unit_name(picture: &Picture, unit: &SruView) -> String {
    let card = picture.cards.iter().find(|card| card.sru == unit.sru);
    card.map_or_else(|| unit.sru.to_string(), |card| card.name.clone())
}

pub(super) fn nature_words(nature: Nature) -> &'static str {
    match nature {
        Nature::Enquiry => "no trouble told",
        Nature::Concern => "lost, overdue or out of supplies",
        Nature::EngineTrouble => "engine trouble",
        Nature::TakingWater => "taking water",
        Nature::Sinking => "sinking or capsized",
    }
}

pub(super) fn doing_words(doing: Doing) -> &'static str {
    match doing {
        Doing::InPort(_) => "in port",
        Doing::GettingReady(..) => "getting ready",
        Doing::UnderWay => "under way",
        Doing::Waiting => "waiting",
        Doing::Searching => "searching",
        Doing::Recovering => "taking people aboard",
        Doing::Escorting => "keeping company",
        Doing::Landing(_) => "landing people",
        Doing::OnPassage => "on its own passage",
        Doing::Failed => "out of service",
        Doing::Reserve => "not at hand",
        Doing::Alongside => "alongside",
    }
}
