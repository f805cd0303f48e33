//! Cards of people and units: survivors nobody fetches, units that wait, survivors aboard to be landed, searches done.

use crate::base::{Position, Span, Tick};
use crate::picture::{CaseView, Doing, SruView, Way};
use crate::plan;
use crate::scenario::{Channel, Role, SruKind};
use crate::sim::{Ask, Command, MessageBody, Order, ReportedPosition};
use crate::ui::chart::Selected;
use crate::ui::words;

use super::super::desk::{Act, DeskData, OrderDraft, Verb};
use super::super::know::{self, Cluster};
use super::card::{Card, Weight};

/// A unit that waits is worth an order within this (*proposed*, from news to changed orders).
const TASK: Span = Span::minutes(10);
/// Survivors aboard an idle unit are on their way ashore within this (*proposed*).
const LAND: Span = Span::minutes(30);
/// Units offered by name on one card.
const OFFERED: usize = 3;
/// Another country's place of safety is worth asking for when it is this much nearer (*proposed*: three hours' way at
/// 15 kn).
const WORTH_ASKING_M: f64 = 45.0 * 1852.0;

/// The cards of all people and units.
pub(super) fn cards(desk: &DeskData<'_>, out: &mut Vec<Card>) {
    for view in &desk.picture.cases {
        for cluster in know::clusters(desk.picture, view.case) {
            out.extend(unfetched(desk, view, &cluster));
            out.extend(unreported(desk, view, &cluster));
        }
        out.extend(idle(desk, view));
    }
    for unit in desk.picture.srus.iter().filter(|unit| unit.mine) {
        out.extend(laden(desk, unit));
        out.extend(unoffered(desk, unit));
        out.extend(at_sea(desk, unit));
    }
    out.extend(desk.picture.srus.iter().filter_map(|unit| failed(desk, unit)));
}

/// The command that gives a drafted order is never sent from here: its consequence is shown first.
fn send(desk: &DeskData<'_>, unit: &SruView, verb: Verb, to: Position, case: Option<crate::base::ids::CraftId>) -> Act {
    debug_assert!(verb.needs_position(), "an order to a position");
    let case = case.or_else(|| desk.case_of(unit));
    Act::Order(OrderDraft { target: Some(to), ..OrderDraft::new(unit.sru, verb, case) })
}

/// Units of this seat that could go, nearest first, with about when they could be there.
fn candidates<'a>(desk: &DeskData<'a>, to: Position, taking_people: bool) -> Vec<(Tick, &'a SruView)> {
    let mut able: Vec<(Tick, &SruView)> = desk
        .picture
        .srus
        .iter()
        .filter(|unit| unit.mine && !matches!(unit.doing, Doing::Failed | Doing::Landing(_) | Doing::Recovering))
        .filter(|unit| !taking_people || (know::takes_people(desk.picture, unit) && unit.room > 0))
        .filter_map(|unit| know::about_there(desk.briefing, desk.picture, unit, to).map(|at| (at, unit)))
        .filter(|(_, unit)| has_fuel_for(desk, unit, to))
        .collect();
    able.sort_by_key(|(at, unit)| (*at, unit.sru));
    able
}

/// Whether a unit could be sent there, by the host's own rule. That is asked only where fuel may be short, because the
/// rule looks for the way round land.
fn has_fuel_for(desk: &DeskData<'_>, unit: &SruView, to: Position) -> bool {
    if unit.range_left_m > 4.0 * unit.position.distance_m(to) {
        return true;
    }
    let data = desk.card(unit.sru).and_then(|card| card.data.as_deref());
    data.is_none_or(|data| plan::estimate(desk.briefing, data, unit, &Order::Proceed { to }, desk.now()).is_ok())
}

/// People seen whom nobody is on the way to fetch.
fn unfetched(desk: &DeskData<'_>, view: &CaseView, cluster: &Cluster<'_>) -> Option<Card> {
    let lead = cluster.lead;
    if know::helping_at(desk.briefing, desk.picture, lead.position).next().is_some() {
        return None;
    }
    let able = candidates(desk, lead.position, true);
    if able.is_empty() {
        return None;
    }
    let mut card = Card::new(
        format!("fetch contact {}", lead.number),
        Weight::Life,
        cluster.first_seen(),
        TASK,
        format!("{} seen, nobody is on the way", words::persons(cluster.persons())),
    )
    .why(format!(
        "{}: {} in {}, {} by {}.",
        words::case_name(view.case),
        words::seen(lead.what),
        lead.position,
        words::ago(desk.now(), lead.last_seen),
        desk.sru_name(lead.by)
    ))
    .otherwise("they drift, and tire.");
    for (at, unit) in able.into_iter().take(OFFERED) {
        let label = format!("Send {} (about {})...", desk.sru_name(unit.sru), words::clock(desk.briefing, at));
        card = card.begin(label, send(desk, unit, Verb::Recover, lead.position, Some(view.case)));
    }
    Some(card.look("Show", Act::Select(Selected::Contact(lead.number))))
}

/// What a master's ship has seen and no centre has been told.
fn unreported(desk: &DeskData<'_>, view: &CaseView, cluster: &Cluster<'_>) -> Option<Card> {
    if desk.is_rcc() {
        return None;
    }
    let lead = cluster.lead;
    // To whom: own centre, else the one whose region it is.
    let own = know::others(desk.briefing, desk.me(), Role::Rcc)
        .find(|seat| desk.briefing.seats[seat.index()].party == desk.picture.party);
    if own.is_some() {
        // Its centre sees what its units see.
        return None;
    }
    let to = plan::region(desk.briefing, lead.position)?;
    let told = desk.picture.messages.iter().any(|m| {
        m.way == Way::To(to)
            && matches!(&m.body, MessageBody::Sighting { case, what, .. } if *case == view.case && *what == lead.what)
    });
    if told {
        return None;
    }
    let who = desk.seat_name(to);
    let position = ReportedPosition { position: lead.position, error_m: lead.error_m, true_at: lead.last_seen };
    let body = MessageBody::Sighting { case: view.case, position, what: lead.what, persons: cluster.persons() };
    Some(
        Card::new(
            format!("report {} {:?}", view.case, lead.what),
            Weight::Life,
            cluster.first_seen(),
            TASK,
            format!("{who} has not been told what {} sees", desk.sru_name(lead.by)),
        )
        .why(format!(
            "{}, {} in {}. It lies in the region of {who}.",
            words::sentence(words::seen(lead.what)),
            words::persons(cluster.persons()),
            lead.position
        ))
        .otherwise("nobody ashore knows of it from you.")
        .send("Report the sighting", vec![Command::Send { to, channel: Channel::Phone, body }])
        .look("Show", Act::Select(Selected::Contact(lead.number))),
    )
}

/// Units that wait in port, or pass by, while a case is open: one card for each case.
fn idle(desk: &DeskData<'_>, view: &CaseView) -> Option<Card> {
    if know::settled(desk.briefing, desk.picture, view) {
        return None;
    }
    let told = know::best(desk.picture, view)?;
    let position = told.reported.position;
    let masters = desk.picture.role == Role::Masters;
    if masters && !told_of_distress(desk, view) {
        return None;
    }
    let waits = |unit: &SruView| {
        unit.order.is_none()
            && (matches!(unit.doing, Doing::InPort(_)) || (masters && matches!(unit.doing, Doing::OnPassage)))
    };
    let able: Vec<(Tick, &SruView)> =
        candidates(desk, position, false).into_iter().filter(|(_, unit)| waits(unit)).collect();
    let working = desk.picture.srus.iter().filter(|u| u.mine && u.case == Some(view.case) && u.order.is_some()).count();
    let (_, first) = able.first()?;
    // One more ship on passage, far away, is not asked for once some are going.
    if masters && working >= OFFERED {
        return None;
    }
    let weight = if working == 0 { Weight::Asked } else { Weight::Thought };
    let what = if masters { "could help" } else { "wait" };
    let mut card = Card::new(
        format!("idle {} {working} {}", view.case, first.sru),
        weight,
        told.known_at.max(view.opened_at),
        TASK,
        format!("{} of your units {what}: {}", able.len(), words::case_name(view.case)),
    )
    .why(format!(
        "{} now {} for it. The latest position is {} old.",
        words::sentence(&match working {
            0 => "none of your units".to_owned(),
            1 => "one of your units".to_owned(),
            n => format!("{n} of your units"),
        }),
        if working > 1 { "work" } else { "works" },
        words::age(desk.now(), told.reported.true_at)
    ))
    .otherwise("they stay where they are.");
    let units: Vec<_> = able.iter().map(|(_, unit)| unit.sru).collect();
    for (at, unit) in able.into_iter().take(OFFERED) {
        let label = format!("Send {} (about {})...", desk.sru_name(unit.sru), words::clock(desk.briefing, at));
        let verb = if know::takes_people(desk.picture, unit) { Verb::Recover } else { Verb::Proceed };
        card = card.begin(label, send(desk, unit, verb, position, Some(view.case)));
    }
    card = card.begin("Plan a search...", Act::PlanSearch(Some(view.case), units));
    Some(card.look("Show", Act::LookAt(position)))
}

/// Whether a distress broadcast, or people in the water, have come to the notice of a desk of masters.
fn told_of_distress(desk: &DeskData<'_>, view: &CaseView) -> bool {
    know::heard(desk.picture, view.case).any(|(_, body)| matches!(body, MessageBody::Distress { .. }))
        || know::wrecked(desk.picture, view.case)
        || desk.picture.requests.iter().any(|r| r.of_us && r.case == view.case)
}

/// A merchant ship that helps, and of which the centre has not been told.
fn unoffered(desk: &DeskData<'_>, unit: &SruView) -> Option<Card> {
    let case = unit.case.filter(|_| unit.order.is_some() && !unit.lent)?;
    if desk.picture.role != Role::Masters || desk.card(unit.sru)?.kind != SruKind::Merchant {
        return None;
    }
    let body = MessageBody::AtYourDisposal { case, sru: unit.sru };
    // Who asked for the ship has it already.
    let asked = desk.picture.requests.iter().any(|r| {
        r.of_us && r.case == case && matches!(r.what, Ask::Divert { sru, .. } if sru == unit.sru) && r.answer.is_some()
    });
    let told = desk.picture.messages.iter().any(|m| matches!(m.way, Way::To(_)) && m.body == body);
    if asked || told {
        return None;
    }
    let to = know::centre_for(desk.briefing, desk.picture, case)?;
    let (who, name) = (desk.seat_name(to), desk.sru_name(unit.sru));
    Some(
        Card::new(
            format!("offer {} {case}", unit.sru),
            Weight::Asked,
            desk.now(),
            TASK,
            format!("{who} does not know that {name} comes"),
        )
        .why(format!("{name}: {}.", words::order(desk.briefing, unit.order.as_ref()?)))
        .otherwise("the centre counts without it, and cannot direct it.")
        .send(
            format!("Place {name} at the disposal of {who}"),
            vec![Command::Send { to, channel: Channel::Phone, body }],
        )
        .look("Show", Act::Select(Selected::Sru(unit.sru))),
    )
}

/// A unit with survivors aboard and nothing to do, or no room for more.
fn laden(desk: &DeskData<'_>, unit: &SruView) -> Option<Card> {
    if unit.survivors == 0 || matches!(unit.doing, Doing::Landing(_) | Doing::Failed | Doing::Recovering) {
        return None;
    }
    let full = unit.room == 0;
    if matches!(unit.order, Some(Order::Land { .. } | Order::Return)) || (unit.order.is_some() && !full) {
        return None;
    }
    let name = desk.sru_name(unit.sru);
    let kind = desk.card(unit.sru)?.kind;
    let havens = know::havens(desk.briefing, kind, unit.position);
    let agreed = havens.iter().find(|(place, ..)| plan::consent(desk.briefing, desk.picture, *place).is_none());
    let nearest = havens.first();
    let case = desk.case_of(unit);
    let mut card = Card::new(
        format!("land {}", unit.sru),
        Weight::Asked,
        desk.now(),
        LAND,
        format!(
            "{name} has {} aboard and {}",
            words::persons(unit.survivors),
            if full { "no room" } else { "no order" }
        ),
    )
    .why(format!("{}, {}.", words::sentence(&words::doing(desk.briefing, unit.doing)), unit.position))
    .otherwise("they wait for a place of safety, and the unit is not free.");
    if let Some((place, there, far_m)) = agreed {
        let draft = OrderDraft { place: Some(*place), ..OrderDraft::new(unit.sru, Verb::Land, case) };
        card = card.begin(format!("Land at {} ({})...", there.name, words::distance(*far_m)), Act::Order(draft));
    }
    if let Some((place, there, far_m)) = nearest
        && let Some(rcc) = plan::consent(desk.briefing, desk.picture, *place)
        && rcc != desk.me()
        && agreed.is_none_or(|(_, _, own_m)| own_m - far_m > WORTH_ASKING_M)
    {
        let waiting = desk
            .picture
            .requests
            .iter()
            .rev()
            .find(|r| !r.of_us && r.other == rcc && matches!(r.what, Ask::Land { place: p, .. } if p == *place));
        let who = desk.seat_name(rcc);
        match (waiting.map(|r| (r.at, &r.answer)), case) {
            (Some((at, None)), _) => {
                card.why.push_str(&format!(
                    " {who} was asked {} to let them land at {}.",
                    words::ago(desk.now(), at),
                    there.name
                ));
            }
            (_, Some(case)) => {
                let what = Ask::Land { place: *place, persons: unit.survivors };
                let command = Command::Ask { to: rcc, channel: Channel::Phone, case, what, by: None };
                let label = format!("Ask {who} to let them land at {} ({})", there.name, words::distance(*far_m));
                card = card.send(label, vec![command]);
            }
            (_, None) => {}
        }
    }
    Some(card.look("Show", Act::Select(Selected::Sru(unit.sru))))
}

/// A unit that waits at sea without survivors: its search is done, it found nobody more, or it is at our disposal.
fn at_sea(desk: &DeskData<'_>, unit: &SruView) -> Option<Card> {
    if unit.order.is_some() || !matches!(unit.doing, Doing::Waiting) || unit.survivors + unit.bodies > 0 {
        return None;
    }
    let name = desk.sru_name(unit.sru);
    let card = desk.card(unit.sru)?;
    let reported = desk.picture.log.iter().rev().find(|line| !line.refused && line.text.starts_with(&name));
    let since = reported.map_or(desk.now(), |line| line.at);
    let searched = reported.is_some_and(|line| line.text.contains("completed its search"));
    let case = desk.case_of(unit);
    let title = match (searched, unit.lent) {
        (true, _) => format!("{name} has completed its search"),
        (false, true) => format!("{name} is at your disposal and waits"),
        (false, false) => format!("{name} waits at sea"),
    };
    let mut tray = Card::new(format!("waits {} {}", unit.sru, since.0), Weight::Due, since, TASK, title)
        .why(format!(
            "{}{}. {}, room for {}.",
            reported.map_or_else(String::new, |line| format!("{}. ", line.text)),
            unit.position,
            words::sentence(words::sru_kind(card.kind)),
            words::persons(unit.room)
        ))
        .otherwise(if card.kind == SruKind::Merchant {
            "its master may ask to resume the passage."
        } else {
            "it stays there and burns fuel."
        });
    let open = case.and_then(|case| desk.case(case)).filter(|view| !know::settled(desk.briefing, desk.picture, view));
    if let Some(view) = open {
        tray = tray.begin("Plan its next search...", Act::PlanSearch(Some(view.case), vec![unit.sru]));
        if let Some(cluster) = know::clusters(desk.picture, view.case).first()
            && know::takes_people(desk.picture, unit)
            && has_fuel_for(desk, unit, cluster.lead.position)
        {
            let to = cluster.lead.position;
            let label = format!("Send it to {} seen...", words::persons(cluster.persons()));
            tray = tray.begin(label, send(desk, unit, Verb::Recover, to, Some(view.case)));
        }
    }
    let home =
        if card.kind == SruKind::Merchant { (Verb::Resume, "Release it...") } else { (Verb::Return, "Return...") };
    let draft = OrderDraft::new(unit.sru, home.0, None);
    Some(tray.begin(home.1, Act::Order(draft)).look("Show", Act::Select(Selected::Sru(unit.sru))))
}

/// A unit out of service.
fn failed(desk: &DeskData<'_>, unit: &SruView) -> Option<Card> {
    if unit.doing != Doing::Failed {
        return None;
    }
    let name = desk.sru_name(unit.sru);
    let reported = desk.picture.log.iter().rev().find(|line| line.text.starts_with(&name));
    let since = reported.map_or(desk.now(), |line| line.at);
    let mut card = Card::new(
        format!("failed {}", unit.sru),
        if unit.survivors > 0 { Weight::Life } else { Weight::Due },
        since,
        TASK,
        format!("{name} is out of service"),
    )
    .why(format!("In {}, {} aboard.", unit.position, words::persons(unit.survivors)))
    .otherwise("what it was to do is not done.");
    // Who has people aboard and cannot move is gone to; what else it was to do is done in its place.
    let stranded = unit.survivors > 0 && !desk.card(unit.sru)?.kind.flies();
    let to = match unit.case.and_then(|case| desk.best(case)) {
        _ if stranded => Some(unit.position),
        told => told.map(|told| told.reported.position),
    };
    let open = unit.case.and_then(|case| desk.case(case));
    let open = open.is_some_and(|view| !know::settled(desk.briefing, desk.picture, view));
    let able = to.filter(|_| stranded || open).map_or_else(Vec::new, |to| candidates(desk, to, stranded));
    for (at, other) in able.into_iter().take(OFFERED) {
        let Some(to) = to else { break };
        let label = format!("Send {} (about {})...", desk.sru_name(other.sru), words::clock(desk.briefing, at));
        let verb = if know::takes_people(desk.picture, other) { Verb::Recover } else { Verb::Proceed };
        card = card.begin(label, send(desk, other, verb, to, unit.case));
    }
    Some(card.look("Show", Act::Select(Selected::Sru(unit.sru))))
}
