//! Directing the units of one desk for one case: who takes people aboard, who searches, who lands, who goes home.
//!
//! The same for an operations seat and its own units, for a rescue coordination centre and the ships lent to it,
//! and for masters whose ships nobody has called for. Sequence of sar-models.md 5.7: boats first where people are
//! still aboard, ships stand off.

mod aircraft;
mod homing;
mod keep_off;
mod provide;

use crate::base::ids::{CraftId, SruId};
use crate::base::quantity::metres;
use crate::base::{Position, Span, Tick};
use crate::picture::{ContactView, Doing, SruView};
use crate::sar::sun;
use crate::scenario::{Nature, SruKind};
use crate::sim::{Command, Order, Seen};

use super::datum;
use super::delay::TASK;
use super::desk::{self, Desk};
use super::{entry, fleet, landing, outlook, responsibility, search};

/// Contacts nearer to one another than this are one place to send a ship to \[NM\] (*proposed*).
const ONE_PLACE_NMI: f64 = 1.5;
/// An order to recover belongs to the people seen within this of it \[NM\] (*proposed*).
const SAME_PLACE_NMI: f64 = 8.0;
/// A ship on its way is told anew when the people have moved this far from where it was sent \[NM\] (*proposed*).
const TELL_ANEW_NMI: f64 = 3.0;
/// People one ship is sent for, before a second follows (*proposed*, two to three hours' work at 5.6's rates).
const PERSONS_PER_SHIP: u32 = 50;
/// Ships sent to one place at most (*proposed*).
const SHIPS_PER_PLACE: usize = 4;
/// Ships that keep company with a vessel afloat (*proposed*).
const STANDING_BY: usize = 2;
/// Ships sent to search for one case by one desk at most (*proposed*).
const SHIPS_SEARCHING: usize = 4;
/// Aircraft of one desk searching for one case at a time (*proposed*: separation, 5.1).
const AIRCRAFT_SEARCHING: usize = 2;
/// A better unit is waited for so long before people are taken off by whoever is there (*proposed*).
const WAIT_FOR_BOATS: Span = Span::hours(6);
/// A vessel seen this lately is in sight (*proposed*).
const IN_SIGHT: Span = Span::minutes(30);
/// Work in daylight begins so long after first light (*proposed*).
const FIRST_LIGHT: Span = Span::minutes(30);
/// Nobody is sent to people it could reach only after this (*proposed*).
const TOO_LATE: Span = Span::hours(36);

/// People seen at one place.
#[derive(Debug, Clone, PartialEq)]
struct Target {
    /// Where they were last seen.
    position: Position,
    /// When.
    seen_at: Tick,
    /// When first.
    since: Tick,
    /// Living persons, as counted.
    persons: u32,
    /// The worst of what was seen there.
    what: Seen,
}

/// Orders for the units a desk may direct for a case from a moment on. `taken` are units that another case has this
/// minute, and those that this one has had are added to it.
pub(super) fn commands(
    desk: &Desk<'_>,
    case: CraftId,
    units: &[&SruView],
    from: Tick,
    taken: &mut Vec<SruId>,
) -> Vec<Command> {
    let mut round = Round { desk, case, units, taken: std::mem::take(taken), out: Vec::new() };
    let targets = targets(desk, case);
    round.land(&targets);
    if outlook::closed(desk, case) {
        round.dismiss();
    } else if desk.waited(from, case, TASK) {
        round.recover(&targets);
        round.home_in(&targets);
        round.search(&targets);
        round.bring_home(&targets);
    }
    *taken = round.taken;
    round.out
}

/// One minute's round of decisions: each unit gets at most one order in it.
struct Round<'a, 'd> {
    desk: &'d Desk<'a>,
    case: CraftId,
    units: &'d [&'a SruView],
    taken: Vec<SruId>,
    out: Vec<Command>,
}

impl<'a> Round<'a, '_> {
    fn order(&mut self, view: &SruView, order: Order) {
        self.taken.push(view.sru);
        if let Some(instead) = entry::instead(self.desk, view, self.case, &order) {
            // One request serves all units of the case.
            self.out.extend(instead.into_iter().filter(|command| !self.out.contains(command)).collect::<Vec<_>>());
            return;
        }
        self.out.push(desk::order(view.sru, self.case, order));
    }

    /// Free for new orders, and not one that just refused.
    fn free(&self, view: &SruView) -> bool {
        fleet::free(view, self.case)
            && !self.taken.contains(&view.sru)
            && !self.desk.refused_lately(&self.desk.sru(view.sru).name)
    }

    fn ours(&self, view: &SruView) -> bool {
        view.case == Some(self.case)
    }

    /// Units with survivors go ashore when it is time.
    fn land(&mut self, targets: &[Target]) {
        for view in self.units {
            let elsewhere = view.case.is_some_and(|case| case != self.case) || self.taken.contains(&view.sru);
            if view.survivors == 0 || elsewhere {
                continue;
            }
            let near = |t: &&Target| t.position.distance_nmi(view.position) < 30.0;
            let more_to_do = view.room > 0 && targets.iter().any(|t| near(&t));
            let others = self.units.iter().any(|other| {
                other.sru != view.sru
                    && other.room > 0
                    && matches!(other.doing, Doing::Recovering | Doing::Searching | Doing::Waiting)
                    && !self.desk.sru(other.sru).kind.flies()
                    && other.position.distance_nmi(view.position) < 30.0
            });
            if self.desk.refused_lately(&self.desk.sru(view.sru).name) {
                continue;
            }
            let commands = landing::commands(self.desk, view, self.case, more_to_do, others);
            if commands.iter().any(|c| matches!(c, Command::Order { .. } | Command::Ask { .. })) {
                self.taken.push(view.sru);
            }
            self.out.extend(commands);
        }
    }

    /// Everybody found, or hope past: units at sea without survivors go home, merchants on.
    fn dismiss(&mut self) {
        for view in self.units {
            let at_sea = matches!(view.doing, Doing::UnderWay | Doing::Waiting | Doing::Searching | Doing::Escorting);
            let bound = matches!(view.order, Some(Order::Land { .. } | Order::Return | Order::Resume));
            let ours = self.ours(view) && !self.taken.contains(&view.sru);
            let sru = self.desk.sru(view.sru);
            if !ours || !at_sea || bound || view.survivors > 0 || self.desk.refused_lately(&sru.name) {
                continue;
            }
            match sru.kind {
                // The dead are landed too, before a ship goes its way; a unit brings them home.
                SruKind::Merchant if view.bodies > 0 => {
                    self.out.extend(landing::to_port(self.desk, view, self.case));
                }
                SruKind::Merchant => self.order(view, Order::Resume),
                _ => self.order(view, Order::Return),
            }
        }
    }

    /// Ships and helicopters to the people seen, those in the water first.
    fn recover(&mut self, targets: &[Target]) {
        for target in targets {
            if !self.desk.passed(target.since, self.desk.takes(self.case.0, TASK)) {
                continue;
            }
            if target.what == Seen::Vessel {
                if !self.keep_off(target) {
                    self.take_off(target);
                }
                continue;
            }
            let (mut room, mut sent) = self.already_there(target);
            let wanted = (1 + (target.persons / PERSONS_PER_SHIP) as usize).min(SHIPS_PER_PLACE);
            while sent < wanted || (room < target.persons && sent < SHIPS_PER_PLACE) {
                let Some((view, at, _)) = self.nearest(target, |_| true) else { break };
                room += view.room;
                sent += 1;
                self.order(view, Order::Recover { at });
            }
        }
    }

    /// Room and number of the units that are there or on their way, whoever directs them; those on their way that this
    /// desk directs are told anew if need be.
    fn already_there(&mut self, target: &Target) -> (u32, usize) {
        let (mut room, mut count) = (0, 0);
        for view in &self.desk.picture.srus {
            let Some(Order::Recover { at }) = view.order else { continue };
            if !self.ours(view) || matches!(view.doing, Doing::Failed) || self.taken.contains(&view.sru) {
                continue;
            }
            let working = matches!(view.doing, Doing::Recovering);
            let near = if working { view.position } else { at };
            if near.distance_m(target.position) > metres(SAME_PLACE_NMI) && !near_on_arrival(self, view, target, at) {
                continue;
            }
            room += view.room;
            count += 1;
            if working || !self.directs(view) {
                continue;
            }
            let meet = self.meeting(view, target);
            let far = view.position.distance_m(meet) > metres(TELL_ANEW_NMI);
            if far && meet.distance_m(at) > metres(TELL_ANEW_NMI) {
                self.order(view, Order::Recover { at: meet });
            } else {
                self.taken.push(view.sru);
            }
        }
        (room, count)
    }

    fn directs(&self, view: &SruView) -> bool {
        self.units.iter().any(|unit| unit.sru == view.sru)
    }

    /// A vessel afloat with people aboard. Units with boats take them off by daylight, others keep company; at night
    /// all keep company, because people who crowd towards a ship in the dark capsize the boat (5.8). Whoever is there
    /// takes them off at once when it is sinking, and a ship without boats by day if water is coming in and no boats
    /// are near.
    fn take_off(&mut self, target: &Target) {
        let desk = self.desk;
        let gentle = |view: &SruView| fleet::approaches_gently(desk, view);
        let nature = responsibility::trouble(desk, self.case);
        let light = |at: Tick| sun::is_daylight(target.position, desk.theatre.scenario.start.at(at));
        // A ship that reckons to arrive at first light may be early.
        let sun_up = |at: Tick| light(at) && light(Tick(at.0.saturating_sub(FIRST_LIGHT.ticks())));
        let may = |view: &SruView, by: Tick| nature == Nature::Sinking || sun_up(by) || desk.sru(view.sru).kind.flies();
        let at_the_boat = |at: Position| at.distance_m(target.position) < metres(2.0 * SAME_PLACE_NMI);
        let (mut boats, mut ships, mut company) = (0, 0, 0);
        for view in desk.picture.srus.iter().filter(|v| v.case == Some(self.case)).collect::<Vec<_>>() {
            match view.order {
                Some(Order::Recover { at }) if at_the_boat(at) || matches!(view.doing, Doing::Recovering) => {
                    let (meet, by) = self.meeting_at(view, target);
                    let tell = self.directs(view) && self.free(view);
                    if tell && !may(view, by) {
                        self.order(view, Order::Escort { at: meet });
                        company += 1;
                        continue;
                    }
                    if tell
                        && meet.distance_m(at) > metres(TELL_ANEW_NMI)
                        && view.position.distance_m(meet) > metres(TELL_ANEW_NMI)
                    {
                        self.order(view, Order::Recover { at: meet });
                    } else {
                        self.taken.push(view.sru);
                    }
                    if gentle(view) {
                        boats += 1;
                    } else {
                        ships += 1;
                    }
                }
                Some(Order::Escort { .. }) => company += 1,
                _ => {}
            }
        }
        // A boat of which nobody has told any trouble is kept company, and not emptied.
        let in_need = nature >= Nature::Concern || responsibility::told_in_need(desk, self.case);
        let wanted = if in_need { 1 + usize::from(target.persons > PERSONS_PER_SHIP) } else { 0 };
        while boats < wanted {
            let Some((view, at, by)) = self.nearest(target, |v| gentle(v) && !self.waits(v, target, may)) else {
                break;
            };
            self.order(view, if may(view, by) { Order::Recover { at } } else { Order::Escort { at } });
            boats += 1;
        }
        let near_boats = self.nearest(target, gentle).is_some_and(|(.., by)| by <= desk.now().after(WAIT_FOR_BOATS));
        if nature >= Nature::TakingWater
            && boats + ships == 0
            && !near_boats
            && let Some((view, at, by)) = self.nearest(target, |_| true)
            && may(view, by)
        {
            self.order(view, Order::Recover { at });
        }
        while company < STANDING_BY {
            let fit = |v: &SruView| !matches!(v.order, Some(Order::Escort { .. }));
            let Some((view, at, _)) = self.nearest_of(target, |v| fit(v) && !matches!(v.doing, Doing::InPort(_)))
            else {
                break;
            };
            self.order(view, Order::Escort { at });
            company += 1;
        }
        if in_need {
            self.provide(target, nature);
        }
    }

    /// Whether a unit already keeps company with the vessel and may still do no more than that.
    fn waits(&self, view: &SruView, target: &Target, may: impl Fn(&SruView, Tick) -> bool) -> bool {
        matches!(view.order, Some(Order::Escort { .. })) && !may(view, self.meeting_at(view, target).1)
    }

    /// The free unit that can be there first and take somebody aboard, where it meets them, and when.
    fn nearest(&self, target: &Target, fit: impl Fn(&SruView) -> bool) -> Option<(&'a SruView, Position, Tick)> {
        let able =
            |v: &SruView| v.room > 0 && fit(v) && fleet::recovery_rate_per_h(self.desk, v, target.position) > 0.0;
        self.nearest_of(target, able)
    }

    /// The free unit that can be there first, where it meets the people, and when.
    fn nearest_of(&self, target: &Target, fit: impl Fn(&SruView) -> bool) -> Option<(&'a SruView, Position, Tick)> {
        let latest = self.desk.now().after(TOO_LATE);
        let candidates = self.units.iter().filter(|v| self.free(v) && fit(v)).map(|view| {
            let (meet, arrives) = self.meeting_at(view, target);
            (*view, meet, arrives)
        });
        let mut candidates: Vec<_> = candidates.filter(|(.., at)| *at <= latest).collect();
        candidates.sort_by_key(|(view, _, at)| (*at, view.sru));
        candidates.into_iter().find(|(view, meet, _)| fleet::can_work_at(self.desk, view, *meet))
    }

    /// Where a unit meets people seen, and when.
    fn meeting_at(&self, view: &SruView, target: &Target) -> (Position, Tick) {
        let meet = self.meeting(view, target);
        (meet, fleet::arrival(self.desk, view, meet))
    }

    /// Where people seen will have drifted to when a unit gets there.
    fn meeting(&self, view: &SruView, target: &Target) -> Position {
        let arrives = fleet::arrival(self.desk, view, target.position);
        if let Some(class) = datum::class_of(target.what) {
            return datum::drifted(self.desk.theatre, Some(class), target.position, target.seen_at, arrives);
        }
        let moved = datum::datum(self.desk, self.case, arrives);
        let known = datum::datum(self.desk, self.case, target.seen_at);
        match (moved, known) {
            // The datum's own way since the people were seen, from where they were seen.
            (Some(then), Some(seen)) => {
                let (east, north) = seen.position.offset_to(then.position);
                target.position.shifted(east, north)
            }
            _ => target.position,
        }
    }

    /// Units without people to go to look for some.
    fn search(&mut self, targets: &[Target]) {
        let people_waiting = targets.iter().any(|t| t.what != Seen::Vessel);
        // A vessel in sight needs no search; one aircraft stays over it, so that it is not lost again.
        if targets.iter().any(|t| t.what == Seen::Vessel && !self.desk.passed(t.seen_at, IN_SIGHT)) {
            self.watch(targets);
            return;
        }
        let Some(here) = search::centre(self.desk, self.case, self.desk.now()) else { return };
        let mut candidates: Vec<(Tick, &SruView)> = Vec::new();
        for view in self.units.iter().filter(|v| self.free(v)) {
            match &view.order {
                Some(Order::Search { area, .. }) if !search::outdated(self.desk, view, self.case, area) => continue,
                Some(Order::Escort { .. }) if !targets.is_empty() => continue,
                Some(Order::Recover { at }) if at.distance_m(here.position) < here.error_m + metres(15.0) => continue,
                _ => {}
            }
            candidates.push((fleet::arrival(self.desk, view, here.position), view));
        }
        candidates.sort_by_key(|(at, view)| (*at, view.sru));
        let mut by_air = search::in_hand(self.desk, self.case, true);
        let mut by_sea = search::in_hand(self.desk, self.case, false);
        let mut chosen: Vec<&SruView> = Vec::new();
        for (_, view) in candidates {
            let flies = self.desk.sru(view.sru).kind.flies();
            let (in_hand, most) =
                if flies { (&mut by_air, AIRCRAFT_SEARCHING) } else { (&mut by_sea, SHIPS_SEARCHING) };
            // A unit whose area is outdated is not in its own way.
            in_hand.retain(|sru| *sru != view.sru);
            // Ships in port stay there while others deal with people already found; aircraft look for the rest.
            let idle_in_port = matches!(view.doing, Doing::InPort(_)) && people_waiting && !flies;
            if in_hand.len() >= most || idle_in_port || !fleet::can_work_at(self.desk, view, here.position) {
                continue;
            }
            if !search::thought_of_lately(self.desk, self.case, view) {
                in_hand.push(view.sru);
                chosen.push(view);
            }
        }
        let plans = search::plans(self.desk, &chosen, self.case);
        for plan in plans.orders {
            if let Some(view) = chosen.iter().find(|view| view.sru == plan.sru) {
                self.out.push(Command::Log { text: plan.note });
                self.order(view, plan.order);
            }
        }
        self.out.extend(plans.none.map(|text| Command::Log { text }));
    }
}

/// Whether a unit's order leads to where the people will be when it arrives, though they are not there yet.
fn near_on_arrival(round: &Round<'_, '_>, view: &SruView, target: &Target, at: Position) -> bool {
    at.distance_m(round.meeting(view, target)) < metres(SAME_PLACE_NMI)
}

/// The living people seen for a case and not cleared, by place: those in the water first, then on a hull, then aboard;
/// of equals the most people first.
fn targets(desk: &Desk<'_>, case: CraftId) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    for contact in desk.survivors_seen(case) {
        let near = |t: &&mut Target| t.position.distance_m(contact.position) < metres(ONE_PLACE_NMI);
        match targets.iter_mut().find(near) {
            Some(target) => join(target, contact),
            None => targets.push(Target {
                position: contact.position,
                seen_at: contact.last_seen,
                since: contact.first_seen,
                persons: contact.persons,
                what: contact.what,
            }),
        }
    }
    let urgency = |what| match what {
        Seen::PersonInWater => 0,
        Seen::CapsizedHull => 1,
        _ => 2,
    };
    targets.sort_by_key(|t| (urgency(t.what), u32::MAX - t.persons, t.since));
    targets
}

fn join(target: &mut Target, contact: &ContactView) {
    target.persons += contact.persons;
    target.since = target.since.min(contact.first_seen);
    if contact.what == Seen::CapsizedHull {
        // A hull with people in the water round it is worked as one place, and drifts as the hull does.
        target.what = Seen::CapsizedHull;
        target.position = contact.position;
        target.seen_at = contact.last_seen;
    } else if contact.last_seen > target.seen_at && target.what == contact.what {
        target.position = contact.position;
        target.seen_at = contact.last_seen;
    }
}
