//! Everything on the chart that a person can point at: where it is, what it looks like, and what it is called.

use egui::{Color32, Vec2, vec2};

use super::model::{Scene, Selected};
use super::symbols::Mark;
use crate::base::ids::{PlaceId, SeatId, SruId};
use crate::base::quantity::{knots, nmi};
use crate::base::{Position, Span, Tick, math};
use crate::picture::{CaseView, ContactView, Doing, PositionView, SruCard, SruView, TrafficView};
use crate::sar::detection::radio_horizon_m;
use crate::scenario::{Antenna, PlaceKind, SruKind, Stage};
use crate::sim::signals::SHIP_ANTENNA_M;
use crate::sim::{Seen, Setting, Source};
use crate::ui::theme::Theme;
use crate::ui::words::case_name;

/// Something a person can point at.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    /// What selecting it selects.
    pub(super) what: Selected,
    /// Tells things apart that select the same.
    pub(super) key: u32,
    /// Where it is.
    pub(super) at: Position,
    /// How far beside its place its symbol is drawn \[in symbol sizes\], so that boats in one port do not hide each
    /// other.
    pub(super) beside: Vec2,
    /// What it looks like.
    pub(super) mark: Mark,
    /// Its colour.
    pub(super) colour: Color32,
    /// What is written beside it, line by line.
    pub(super) label: Vec<String>,
    /// What a screen reader says.
    pub(super) name: String,
    /// More for the tooltip, line by line.
    pub(super) more: Vec<String>,
    /// The lower the earlier its label finds a place.
    pub(super) rank: u8,
}

/// How old something is, for a label: "23 min", "2 h 5 min".
pub(super) fn age(now: Tick, then: Tick) -> String {
    match now.since(then).seconds() / 60 {
        0 => "under 1 min".to_owned(),
        minutes => Span::minutes(minutes).to_string(),
    }
}

/// A time of day, "1405Z".
pub(super) fn clock(scene: &Scene<'_>, tick: Tick) -> String {
    let dtg = scene.briefing.start.at(tick).dtg();
    dtg.get(dtg.len().saturating_sub(5)..).unwrap_or(&dtg).to_owned()
}

/// All things on the chart, those that matter most first.
pub(super) fn things(scene: &Scene<'_>, theme: &Theme, layers: &super::Layers) -> Vec<Thing> {
    let mut all = Vec::new();
    if let Some(picture) = scene.picture {
        if layers.contacts {
            picture.cases.iter().for_each(|case| case_things(&mut all, scene, theme, case));
        }
        let mut lying = Berths::default();
        for sru in &picture.srus {
            let colour = if sru.mine {
                theme.own
            } else if sru.lent {
                theme.lent
            } else {
                theme.foreign
            };
            let whose = match (sru.mine, sru.lent) {
                (true, _) => "own",
                (false, true) => "lent",
                (false, false) => "another's",
            };
            all.push(sru_thing(scene, sru, card(&picture.cards, sru.sru), colour, whose, &mut lying));
        }
        if layers.contacts {
            all.extend(picture.contacts.iter().map(|contact| contact_thing(scene, theme, contact)));
        }
    }
    if let (Some(truth), Some(plan)) = (scene.truth, scene.plan) {
        truth_things(&mut all, scene, theme, truth, plan);
    }
    if layers.places {
        for (i, place) in scene.briefing.places.iter().enumerate() {
            let (kind, words) = match place.kind {
                PlaceKind::Port => (place.kind, "port"),
                PlaceKind::Airfield => (place.kind, "airfield"),
            };
            let mut name = format!("{}, {words}", place.name);
            let mut more = vec![party(scene, place.party.index())];
            if place.hospital {
                name.push_str(", hospital");
                more.push("hospital".to_owned());
            }
            if place.place_of_safety {
                name.push_str(", place of safety");
                more.push("place of safety".to_owned());
            }
            all.push(Thing {
                what: Selected::Place(PlaceId::new(i)),
                key: 0,
                at: place.position,
                beside: Vec2::ZERO,
                mark: Mark::Place { kind, hospital: place.hospital, safe: place.place_of_safety },
                colour: theme.text,
                label: vec![place.name.clone()],
                name,
                more,
                rank: 5,
            });
        }
        for (i, seat) in scene.briefing.seats.iter().enumerate() {
            all.push(Thing {
                what: Selected::Seat(SeatId::new(i)),
                key: 0,
                at: seat.position,
                beside: Vec2::ZERO,
                mark: Mark::Seat,
                colour: theme.text,
                label: vec![seat.name.clone()],
                name: format!("{}, office", seat.name),
                more: vec![party(scene, seat.party.index())],
                rank: 6,
            });
        }
        all.extend((0..).zip(&scene.briefing.antennas).map(|(i, antenna)| station_thing(scene, theme, i, antenna)));
    }
    if layers.traffic
        && let Some(picture) = scene.picture
    {
        let ships = picture.traffic.iter();
        all.extend(ships.map(|ship| traffic_thing(scene, theme, ship, card(&picture.cards, ship.sru))));
    }
    all
}

/// Whether a coast station is the seat's that looks.
pub(super) fn is_own(scene: &Scene<'_>, antenna: &Antenna) -> bool {
    scene.picture.is_some_and(|picture| picture.seat == antenna.seat)
}

/// A coast station. It has no name on the chart: it stands at a place, or beside an office, that has.
fn station_thing(scene: &Scene<'_>, theme: &Theme, number: u16, antenna: &Antenna) -> Thing {
    let own = is_own(scene, antenna);
    let whose = scene.briefing.seats.get(antenna.seat.index()).map_or("", |seat| seat.name.as_str());
    let reach = nmi(radio_horizon_m(antenna.height_m, SHIP_ANTENNA_M));
    Thing {
        what: Selected::Station(number),
        key: 0,
        at: antenna.position,
        // Beside the port or the office it stands at, which would hide it.
        beside: vec2(-2.4, 0.0),
        mark: Mark::Station { own },
        colour: if own { theme.own } else { theme.text },
        label: Vec::new(),
        name: if own { "Your coast station on VHF".to_owned() } else { format!("Coast station of {whose} on VHF") },
        more: vec![format!("antenna {:.0} m high; a ship hears it out to {reach:.0} NM", antenna.height_m)],
        rank: 8,
    }
}

fn card(cards: &[SruCard], sru: SruId) -> Option<&SruCard> {
    cards.binary_search_by_key(&sru, |card| card.sru).ok().map(|i| &cards[i])
}

fn party(scene: &Scene<'_>, index: usize) -> String {
    scene.briefing.parties.get(index).map_or_else(String::new, |party| party.name.clone())
}

fn place_name(scene: &Scene<'_>, place: PlaceId) -> String {
    scene.briefing.places.get(place.index()).map_or_else(|| place.to_string(), |place| place.name.clone())
}

/// Symbols in one port, side by side.
#[derive(Default)]
struct Berths(Vec<(PlaceId, u8)>);

impl Berths {
    /// The next free berth at a place.
    fn next(&mut self, place: PlaceId) -> Vec2 {
        let taken = match self.0.iter_mut().find(|(p, _)| *p == place) {
            Some((_, taken)) => {
                *taken = taken.saturating_add(1);
                *taken
            }
            None => {
                self.0.push((place, 0));
                0
            }
        };
        vec2(2.2 + 2.2 * f32::from(taken % 5), -2.4 - 3.0 * f32::from(taken / 5))
    }
}

fn sort_of_unit(kind: SruKind) -> &'static str {
    match kind {
        SruKind::Vessel => "vessel",
        SruKind::Merchant => "merchant ship",
        SruKind::FixedWing => "aeroplane",
        SruKind::Helicopter => "helicopter",
    }
}

fn doing(scene: &Scene<'_>, doing: &Doing) -> String {
    match doing {
        Doing::InPort(place) => format!("in port at {}", place_name(scene, *place)),
        Doing::GettingReady(place, at) => {
            format!("at {}, ready {}", place_name(scene, *place), clock(scene, *at))
        }
        Doing::UnderWay => "under way".to_owned(),
        Doing::Waiting => "waiting".to_owned(),
        Doing::Searching => "searching".to_owned(),
        Doing::Recovering => "taking people aboard".to_owned(),
        Doing::Escorting => "keeping company".to_owned(),
        Doing::Landing(place) => format!("landing people at {}", place_name(scene, *place)),
        Doing::OnPassage => "on passage".to_owned(),
        Doing::Failed => "out of service".to_owned(),
        Doing::Reserve => "held in reserve".to_owned(),
        Doing::Alongside => "alongside a vessel".to_owned(),
    }
}

/// Course \[degrees true\] and speed \[m/s\] over ground. Exists when and only when it moves.
pub(super) fn course_speed((east, north): (f64, f64)) -> Option<(f64, f64)> {
    let speed = math::hypot(east, north);
    (speed > 0.1).then(|| (math::wrap_360(math::atan2(east, north).to_degrees()), speed))
}

fn course_words(course_true: f64, speed_mps: f64) -> String {
    format!("course {:03.0}°, {:.1} kn", math::wrap_360(course_true.round()), knots(speed_mps))
}

fn sru_thing(
    scene: &Scene<'_>,
    sru: &SruView,
    card: Option<&SruCard>,
    colour: Color32,
    whose: &str,
    lying: &mut Berths,
) -> Thing {
    let called = card.map_or_else(|| sru.sru.to_string(), |card| card.name.clone());
    let kind = card.map_or(SruKind::Vessel, |card| card.kind);
    let does = doing(scene, &sru.doing);
    let beside = match sru.doing {
        Doing::InPort(place) | Doing::GettingReady(place, _) => lying.next(place),
        _ => Vec2::ZERO,
    };
    let moving = course_speed(sru.velocity);
    let mut name = format!("{called}, {whose} {}, {does}", sort_of_unit(kind));
    let mut second = does.clone();
    if sru.survivors > 0 {
        name.push_str(&format!(", {} survivors", sru.survivors));
        second.push_str(&format!(", {} survivors", sru.survivors));
    }
    let mut more = vec![does];
    more.extend(moving.map(|(course, speed)| course_words(course, speed)));
    more.push(format!("survivors aboard {}, room for {}", sru.survivors, sru.room));
    if sru.bodies > 0 {
        more.push(format!("dead aboard {}", sru.bodies));
    }
    more.push(format!("can still go {:.0} NM", nmi(sru.range_left_m)));
    let in_port = matches!(sru.doing, Doing::InPort(_));
    Thing {
        what: Selected::Sru(sru.sru),
        key: 0,
        at: sru.position,
        beside,
        mark: Mark::Sru { kind, course: moving.map(|(c, _)| c.to_radians() as f32), lent: sru.lent && !sru.mine },
        colour,
        label: if in_port { vec![called] } else { vec![called, second] },
        name,
        more,
        rank: if in_port { 4 } else { 1 },
    }
}

fn traffic_thing(scene: &Scene<'_>, theme: &Theme, ship: &TrafficView, card: Option<&SruCard>) -> Thing {
    let called = card.map_or_else(|| ship.sru.to_string(), |card| card.name.clone());
    let age = age(scene.now, ship.heard_at);
    Thing {
        what: Selected::Sru(ship.sru),
        key: 1,
        at: ship.position,
        beside: Vec2::ZERO,
        mark: Mark::Traffic(ship.course_true.to_radians() as f32),
        colour: theme.traffic,
        label: vec![called.clone(), age.clone()],
        name: format!("{called}, ship on AIS, heard {age} ago"),
        more: vec![course_words(ship.course_true, ship.speed_mps), format!("heard on AIS {age} ago")],
        rank: 7,
    }
}

/// What a look-out calls it.
pub(super) fn seen_words(seen: Seen) -> &'static str {
    match seen {
        Seen::Vessel => "vessel",
        Seen::CapsizedHull => "capsized hull",
        Seen::PersonInWater => "person in the water",
        Seen::Body => "body",
        Seen::Debris => "debris",
        Seen::LifeRaft => "life raft",
    }
}

fn contact_thing(scene: &Scene<'_>, theme: &Theme, contact: &ContactView) -> Thing {
    let (what, age) = (seen_words(contact.what), age(scene.now, contact.last_seen));
    let persons = match contact.persons {
        0 => String::new(),
        1 => ", 1 person".to_owned(),
        n => format!(", {n} persons"),
    };
    let cleared = if contact.cleared { ", nobody left there" } else { "" };
    // Contacts are numbered from 1 wherever they are named.
    let number = u64::from(contact.number) + 1;
    let by = scene
        .picture
        .and_then(|picture| card(&picture.cards, contact.by))
        .map_or_else(|| contact.by.to_string(), |card| card.name.clone());
    Thing {
        what: Selected::Contact(contact.number),
        key: 0,
        at: contact.position,
        beside: Vec2::ZERO,
        mark: Mark::Contact(contact.what, contact.cleared),
        colour: theme.contact,
        label: vec![format!("#{number} {what}"), age.clone()],
        name: format!("Contact {number}, {what}{persons}, seen {age} ago{cleared}"),
        more: vec![
            format!("seen {age} ago by {by}{persons}{cleared}"),
            format!("error {:.1} NM", nmi(contact.error_m)),
        ],
        rank: if contact.cleared { 8 } else { 2 },
    }
}

/// Who told, as a label says it.
pub(super) fn teller(scene: &Scene<'_>, from: &Source) -> String {
    match from {
        Source::Seat(seat) => {
            scene.briefing.seats.get(seat.index()).map_or_else(|| seat.to_string(), |seat| seat.name.clone())
        }
        Source::Casualty(_) => "the vessel".to_owned(),
        Source::Outside(name) => name.clone(),
    }
}

/// The positions of a case that are drawn, oldest first, and which is the newest: no more than a dozen.
pub(super) fn told(case: &CaseView) -> impl Iterator<Item = (usize, &PositionView, bool)> {
    const MOST: usize = 12;
    let newest = case.latest_position();
    let first = case.positions.len().saturating_sub(MOST);
    case.positions
        .iter()
        .enumerate()
        .filter(move |(i, view)| *i >= first || newest.is_some_and(|n| std::ptr::eq(n, *view)))
        .map(move |(i, view)| (i, view, newest.is_some_and(|n| std::ptr::eq(n, view))))
}

fn case_things(all: &mut Vec<Thing>, scene: &Scene<'_>, theme: &Theme, case: &CaseView) {
    for (i, view, newest) in told(case) {
        let (when, old) = (clock(scene, view.reported.true_at), age(scene.now, view.reported.true_at));
        let from = teller(scene, &view.from);
        let words = format!("{}, told by {from}, of {when}, {old} old", case.described.words);
        all.push(Thing {
            what: Selected::Case(case.case),
            key: u32::try_from(i).unwrap_or(u32::MAX),
            at: view.reported.position,
            beside: Vec2::ZERO,
            mark: Mark::Told { newest },
            colour: if newest { theme.danger } else { theme.told },
            label: if newest {
                vec![case_name(case.case), format!("told {when}, {old} old"), format!("by {from}")]
            } else {
                Vec::new()
            },
            name: if newest {
                format!("{}, newest position: {words}", case_name(case.case))
            } else {
                format!("{}, earlier position: {words}", case_name(case.case))
            },
            more: vec![
                case.described.words.clone(),
                format!("told by {from}, known since {}", clock(scene, view.known_at)),
                format!("of {when}, {old} old"),
                format!("error {:.1} NM", nmi(view.reported.error_m)),
            ],
            rank: if newest { 0 } else { 9 },
        });
    }
}

fn truth_things(
    all: &mut Vec<Thing>,
    scene: &Scene<'_>,
    theme: &Theme,
    truth: &crate::picture::Truth,
    plan: &crate::picture::Plan,
) {
    for casualty in truth.casualties.iter().filter(|casualty| casualty.report.is_none()) {
        let called =
            plan.craft.get(casualty.case.index()).map_or_else(|| casualty.case.to_string(), |craft| craft.name.clone());
        let seen = match casualty.stage {
            Stage::UnderWay | Stage::Adrift | Stage::Flooding | Stage::Listing => Seen::Vessel,
            Stage::Capsized => Seen::CapsizedHull,
            Stage::Sunk => Seen::Debris,
        };
        let living: u32 = casualty.living.iter().sum();
        let rescued = Setting::ALL.iter().zip(casualty.living).find(|(setting, _)| **setting == Setting::AboardRescuer);
        let at_risk = living.saturating_sub(casualty.saved + rescued.map_or(0, |(_, count)| count));
        all.push(Thing {
            what: Selected::Case(casualty.case),
            key: 1_000_000,
            at: casualty.position,
            beside: Vec2::ZERO,
            mark: Mark::Truth(seen),
            colour: theme.truth,
            // Beside the vessel stands who is still in danger; who is aboard a rescuer is counted there.
            label: vec![called.clone(), format!("{at_risk} at risk, {} saved", casualty.saved)],
            name: format!("{called}, in truth, {living} living, {} saved, {} dead", casualty.saved, casualty.died),
            more: vec![format!("{living} living, {} saved, {} dead", casualty.saved, casualty.died)],
            rank: 0,
        });
    }
    for (i, afloat) in truth.afloat.iter().enumerate() {
        // The vessels themselves stand above.
        let near = |p: &crate::picture::CasualtyTruth| p.case == afloat.case && p.position == afloat.position;
        let is_vessel = matches!(afloat.what, Seen::Vessel | Seen::CapsizedHull);
        if is_vessel && truth.casualties.iter().any(near) {
            continue;
        }
        let words = format!("{} living, {} dead", afloat.living, afloat.dead);
        all.push(Thing {
            what: Selected::Case(afloat.case),
            key: 1_000_001_u32.saturating_add(u32::try_from(i).unwrap_or(u32::MAX)),
            at: afloat.position,
            beside: Vec2::ZERO,
            mark: Mark::Truth(afloat.what),
            colour: theme.truth,
            label: if afloat.living > 0 { vec![format!("{} living", afloat.living)] } else { Vec::new() },
            name: format!("{}, in truth, {words}", seen_words(afloat.what)),
            more: vec![words],
            rank: 3,
        });
    }
    let mut lying = Berths::default();
    // What is held in reserve is nowhere yet.
    for sru in truth.srus.iter().filter(|sru| sru.doing != Doing::Reserve) {
        // What the picture shows live is there already.
        let shown = scene.picture.is_some_and(|p| p.srus.binary_search_by_key(&sru.sru, |s| s.sru).is_ok());
        if !shown {
            let mut thing = sru_thing(scene, sru, card(&plan.srus, sru.sru), theme.truth, "in truth,", &mut lying);
            thing.key = 2;
            if matches!(sru.doing, Doing::OnPassage) {
                thing.rank = 7;
            }
            all.push(thing);
        }
    }
}
