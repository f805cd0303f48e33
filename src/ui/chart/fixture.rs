//! A scene for tests: units of all kinds, contacts, a case told of twice, a ship on AIS.

use super::model::{Cloud, Draft, Overlay, Scene, Selected};
use crate::base::ids::{CraftId, PartyId, PlaceId, SeatId, SruId};
use crate::base::quantity::{metres, mps};
use crate::base::{Position, Tick};
use crate::crew::Crew;
use crate::picture::{
    Briefing, CaseView, ContactView, Described, Doing, Picture, Plan, PositionView, SruCard, SruView, TrafficView,
    Truth,
};
use crate::sar::pattern::{Pattern, Rectangle};
use crate::sar::sweep::SearchObject;
use crate::scenario::{self, Nature, SruKind};
use crate::session::{Exercise, Seating};
use crate::sim::{Order, ReportedPosition, Seen, Source};

/// All that a scene borrows.
pub(super) struct Fixture {
    pub(super) briefing: Briefing,
    pub(super) picture: Picture,
    pub(super) truth: Truth,
    pub(super) plan: Plan,
    pub(super) overlay: Overlay,
}

/// The moment shown.
pub(super) const NOW: Tick = Tick(2000);

pub(super) fn at(lat: f64, lon: f64) -> Position {
    Position::clamped(lat, lon)
}

impl Fixture {
    pub(super) fn new() -> Self {
        let scenario = scenario::read(scenario::EXAMPLE).0.expect("the example is sound");
        let seating = Seating::all(&scenario, Crew::Absent);
        let exercise = Exercise::new(scenario, 1, seating);
        let (theatre, world) = (exercise.theatre(), exercise.world());
        let mut picture = crate::picture::project(theatre, world, SeatId(1));
        fill(&mut picture);
        let middle = at(-8.1, 105.2);
        let cloud = Cloud { particles: (0..400).map(|i| scattered(middle, i, 30_000.0)).collect(), ..Cloud::default() };
        let draft = Draft {
            label: "second search".to_owned(),
            area: Some(rectangle(at(-8.45, 105.3), 16.0, 10.0, 20.0)),
            track: Vec::new(),
        };
        Self {
            briefing: crate::picture::briefing(theatre, Some(SeatId(1))),
            truth: crate::picture::truth(theatre, world),
            plan: crate::picture::plan(theatre),
            picture,
            overlay: Overlay { cloud: Some(cloud), drafts: vec![draft], pointer: None },
        }
    }

    /// The scene of a seat.
    pub(super) fn seat(&self, selected: Option<Selected>) -> Scene<'_> {
        Scene {
            briefing: &self.briefing,
            picture: Some(&self.picture),
            truth: None,
            plan: None,
            now: NOW,
            overlay: &self.overlay,
            selected,
        }
    }

    /// The scene of EXCON.
    pub(super) fn excon(&self) -> Scene<'_> {
        Scene { picture: None, truth: Some(&self.truth), plan: Some(&self.plan), ..self.seat(None) }
    }
}

/// The i-th of many places round a middle, always the same.
pub(super) fn scattered(middle: Position, i: u32, spread_m: f64) -> Position {
    let noise = |n: u32| {
        let mixed = u64::from(n).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        f64::from((mixed >> 40) as u32) / f64::from(1_u32 << 24) - 0.5
    };
    middle.shifted(spread_m * noise(2 * i), spread_m * noise(2 * i + 1))
}

pub(super) fn rectangle(centre: Position, length_nmi: f64, width_nmi: f64, axis_true_deg: f64) -> Rectangle {
    Rectangle { centre, length_m: metres(length_nmi), width_m: metres(width_nmi), axis_true_deg }
}

fn sru(sru: u32, position: Position, velocity: (f64, f64), doing: Doing) -> SruView {
    SruView {
        sru: SruId(sru),
        mine: true,
        lent: false,
        position,
        velocity,
        doing,
        order: None,
        case: None,
        ahead: Vec::new(),
        fuel: 0.8,
        range_left_m: metres(400.0),
        survivors: 0,
        bodies: 0,
        room: 60,
        stores: None,
        in_hand: None,
        laden_since: None,
        aboard: None,
    }
}

fn card(sru: u32, name: &str, kind: SruKind) -> SruCard {
    SruCard { sru: SruId(sru), name: name.to_owned(), kind, party: PartyId(0), data: None }
}

fn contact(number: u32, what: Seen, position: Position, cleared: bool) -> ContactView {
    ContactView {
        number,
        case: CraftId(0),
        what,
        position,
        error_m: 1500.0,
        persons: u32::from(what == Seen::PersonInWater) * 3,
        first_seen: Tick(1700),
        last_seen: Tick(1862),
        by: SruId(0),
        cleared,
    }
}

fn fill(picture: &mut Picture) {
    let data = picture.cards.iter().find(|card| card.sru == SruId(0)).and_then(|card| card.data.clone());
    picture.tick = NOW;
    picture.cards = vec![
        SruCard { data, ..card(0, "KN SAR Merak", SruKind::Vessel) },
        card(1, "Patrol 2", SruKind::FixedWing),
        card(2, "Ever North", SruKind::Merchant),
        card(3, "Heli 1", SruKind::Helicopter),
        card(4, "Rescue 12", SruKind::Vessel),
        card(5, "HMAS Maitland", SruKind::Vessel),
        card(6, "MV Vulpecula", SruKind::Merchant),
    ];
    let area = rectangle(at(-8.05, 105.25), 20.0, 12.0, 70.0);
    let order = Order::Search { area, pattern: Pattern::ParallelSweep, spacing_m: metres(2.0) };
    picture.srus = vec![
        SruView {
            survivors: 12,
            order: Some(order),
            ..sru(0, at(-7.95, 105.0), (mps(14.0), mps(-6.0)), Doing::Searching)
        },
        sru(1, at(-7.6, 105.6), (mps(-120.0), mps(-80.0)), Doing::UnderWay),
        sru(3, at(-7.5, 105.2), (0.0, mps(90.0)), Doing::UnderWay),
        sru(4, at(-5.93, 106.0), (0.0, 0.0), Doing::InPort(PlaceId(0))),
        SruView { mine: false, lent: true, ..sru(5, at(-8.4, 104.8), (mps(10.0), mps(10.0)), Doing::UnderWay) },
    ];
    picture.traffic = vec![TrafficView {
        sru: SruId(6),
        position: at(-8.3, 105.7),
        course_true: 310.0,
        speed_mps: mps(15.0),
        heard_at: Tick(1970),
    }];
    picture.contacts = vec![
        contact(1, Seen::CapsizedHull, at(-8.12, 105.3), false),
        contact(2, Seen::PersonInWater, at(-8.2, 105.38), false),
        contact(3, Seen::Debris, at(-8.22, 105.15), true),
    ];
    let told = |position, error_nmi, tick, from| PositionView {
        reported: ReportedPosition { position, error_m: metres(error_nmi), true_at: Tick(tick) },
        known_at: Tick(tick + 20),
        from,
    };
    let described = Described {
        words: "blue wooden fishing boat, about 18 m".to_owned(),
        leeway_afloat: "FISHING-VESSEL-2".to_owned(),
        leeway_capsized: "SKIFF-3".to_owned(),
        object_afloat: SearchObject::PowerBoat33ft,
        object_capsized: SearchObject::PowerBoat33ft,
    };
    picture.cases = vec![CaseView {
        nature: Nature::TakingWater,
        positions: vec![
            told(at(-7.9, 105.5), 5.0, 1200, Source::Outside("a relative".to_owned())),
            told(at(-8.0, 105.3), 3.0, 1880, Source::Casualty(CraftId(0))),
        ],
        persons: Some(40),
        ..CaseView::new(CraftId(0), Tick(1200), described)
    }];
}
