//! The checklist for a place of safety, each item answered from what a desk knows: yes, no, or not known.
//!
//! Items as sar-models.md 6.3 lists them. **"Not known" is an answer**: nothing is assumed in the people's favour or
//! against them, and the reason says what would answer it.

use super::care::state_named;
use super::landing::{Landing, ministry};
use crate::base::quantity::nmi;
use crate::base::{Span, Tick};
use crate::picture::{Briefing, FileView, Picture, SiteView, Stands, Way, landing_form};
use crate::sar::reception::{Staff, WATER_L_PER_DAY};
use crate::scenario::{Place, PlaceKind, Role};
use crate::sim::{Ask, MessageBody};

/// From farther away than this an airfield is no onward transport \[m\] (*proposed*).
const ONWARD_M: f64 = 100_000.0;

/// A longer way to a place than this is not acceptable for people just rescued \[h\] (*proposed*).
const WAY_H: f64 = 24.0;

/// An item of the checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SafetyItem {
    /// Their lives are no longer threatened there.
    Life,
    /// Food, water, shelter and medical care.
    Needs,
    /// Onward transport.
    Onward,
    /// No risk of persecution there.
    Persecution,
    /// Families stay together.
    Families,
    /// Room for all of them.
    Room,
    /// The way there and the weather are acceptable.
    Way,
    /// The authorities have been informed.
    Authorities,
    /// UNHCR and IOM have access.
    Access,
    /// It is not the territory fled from.
    Territory,
}

impl SafetyItem {
    /// All of them, in the order of sar-models.md 6.3.
    pub const ALL: [Self; 10] = [
        Self::Life,
        Self::Needs,
        Self::Onward,
        Self::Persecution,
        Self::Families,
        Self::Room,
        Self::Way,
        Self::Authorities,
        Self::Access,
        Self::Territory,
    ];

    /// What is to hold, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Life => "life no longer threatened",
            Self::Needs => "food, water, shelter, medical care",
            Self::Onward => "onward transport",
            Self::Persecution => "no risk of persecution there",
            Self::Families => "families kept together",
            Self::Room => "room for all of them",
            Self::Way => "way and weather acceptable",
            Self::Authorities => "authorities informed",
            Self::Access => "UNHCR and IOM have access",
            Self::Territory => "not the territory fled from",
        }
    }
}

/// How an item is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// Nothing on the desk tells.
    Unknown,
}

impl Verdict {
    /// A word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "not known",
        }
    }
}

/// An item answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Which.
    pub item: SafetyItem,
    /// How.
    pub verdict: Verdict,
    /// Why, or what would tell.
    pub why: String,
}

/// The checklist of the place where a landing was asked for, or of another place named in its terms.
pub fn place_of_safety(briefing: &Briefing, picture: &Picture, landing: &Landing) -> Vec<Checked> {
    let terms = landing.last(picture).and_then(|last| last.terms());
    let id = terms.and_then(|terms| terms.place).unwrap_or(landing.place);
    let Some(place) = briefing.places.get(id.index()) else { return Vec::new() };
    let asked = Asked {
        briefing,
        picture,
        landing,
        place,
        site: picture.reception.iter().find(|site| site.place == id && site.runs),
        at_most: terms.and_then(|terms| terms.at_most),
    };
    SafetyItem::ALL
        .into_iter()
        .map(|item| {
            let (verdict, why) = asked.answer(item);
            Checked { item, verdict, why }
        })
        .collect()
}

/// What the answers are read from.
struct Asked<'a> {
    briefing: &'a Briefing,
    picture: &'a Picture,
    landing: &'a Landing,
    place: &'a Place,
    /// The reception site there. Exists when and only when this desk runs one there.
    site: Option<&'a SiteView>,
    /// The number that the terms of the answer allow. Exists when and only when they limit it.
    at_most: Option<u32>,
}

impl Asked<'_> {
    fn answer(&self, item: SafetyItem) -> (Verdict, String) {
        let (verdict, why): (Verdict, String) = match item {
            SafetyItem::Life if self.place.place_of_safety => (Verdict::Yes, "held to be a place of safety".into()),
            SafetyItem::Life => (Verdict::No, "not held to be a place of safety".into()),
            SafetyItem::Needs => self.needs(),
            SafetyItem::Onward => self.onward(),
            SafetyItem::Persecution => self.persecution(),
            SafetyItem::Families => self.families(),
            SafetyItem::Room => self.room(),
            SafetyItem::Way => self.way(),
            SafetyItem::Authorities => self.authorities(),
            SafetyItem::Access => self.access(),
            SafetyItem::Territory => self.territory(),
        };
        (verdict, why)
    }

    fn needs(&self) -> (Verdict, String) {
        let Some(site) = self.site else {
            let hospital = if self.place.hospital { "there is a hospital; " } else { "" };
            return (Verdict::Unknown, format!("{hospital}ask who receives people there"));
        };
        let all = f64::from(site.present.saturating_add(self.landing.persons));
        let lacks = [
            (!site.open).then_some("the site is not open"),
            (site.water_l_per_day < all * WATER_L_PER_DAY).then_some("too little water"),
            (site.beds.saturating_sub(site.beds_taken) < self.landing.persons).then_some("too few beds"),
            (site.staff[Staff::Medical as usize] == 0).then_some("no medical staff"),
        ];
        let lacks: Vec<&str> = lacks.into_iter().flatten().collect();
        if lacks.is_empty() {
            (Verdict::Yes, "our site there has them".into())
        } else {
            (Verdict::No, format!("at our site there: {}", lacks.join(", ")))
        }
    }

    fn onward(&self) -> (Verdict, String) {
        let airfield = self.briefing.places.iter().find(|other| {
            let near = other.position.distance_m(self.place.position) < ONWARD_M;
            other.kind == PlaceKind::Airfield && other.party == self.place.party && near
        });
        let other_site = self.picture.reception.iter().any(|site| site.runs && self.site.is_some_and(|s| s != site));
        match airfield {
            Some(airfield) => (Verdict::Yes, format!("by {}", airfield.name)),
            None if other_site => (Verdict::Yes, "by road to another site of ours".into()),
            None => (Verdict::Unknown, "ask the centre there".into()),
        }
    }

    /// Files of people with a nationality named as the state of the place.
    fn of_that_state(&self) -> impl Iterator<Item = &FileView> {
        let (briefing, state) = (self.briefing, self.place.party);
        self.picture.reception.iter().flat_map(move |site| {
            let is_of = |name: &str| state_named(briefing, name) == Some(state);
            let named = site.nationalities.iter().find(|(_, name)| is_of(name)).map(|(id, _)| *id);
            site.files.iter().filter(move |file| named.is_some() && file.known.nationality.flatten() == named)
        })
    }

    fn files(&self) -> impl Iterator<Item = &FileView> {
        self.picture.reception.iter().flat_map(|site| &site.files)
    }

    /// Whether people who are to be landed say that they flee from the state of the place: to this desk's own ships, or in
    /// the request in writing. None where nobody has said anything of the kind.
    fn fled_from_there(&self) -> Option<bool> {
        let (picture, state) = (self.picture, self.place.party);
        let of_case = picture.srus.iter().filter(|unit| unit.case == Some(self.landing.case));
        let aboard = of_case.filter_map(|unit| unit.aboard.as_deref()).map(|aboard| &aboard.feared);
        let links = self.landing.links.iter().filter_map(|i| picture.requests.get(*i));
        let written = links.filter_map(|request| landing_form(picture, request)).map(|(form, _)| &form.feared);
        let mut said = aboard.chain(written).filter(|feared| !feared.is_empty()).peekable();
        said.peek()?;
        Some(said.any(|feared| feared.contains(&state)))
    }

    fn persecution(&self) -> (Verdict, String) {
        if self.fled_from_there() == Some(true) {
            return (Verdict::No, "people aboard say they flee from that state".into());
        }
        let there = self.of_that_state().filter(|file| file.known.protection == Some(true)).count();
        let elsewhere = self.files().filter(|file| file.known.protection == Some(true)).count();
        match (there, elsewhere) {
            (0, 0) => (Verdict::Unknown, "nobody has been asked; screening would tell".into()),
            (0, _) => (Verdict::Yes, "none of those found in need of protection is of that state".into()),
            (n, _) => (Verdict::No, format!("{n} of that state registered here are in need of protection")),
        }
    }

    fn territory(&self) -> (Verdict, String) {
        match self.fled_from_there() {
            Some(true) => return (Verdict::No, "people aboard say they flee from it".into()),
            Some(false) => return (Verdict::Yes, "people aboard say they flee from another state".into()),
            None => {}
        }
        let there = self.of_that_state().count();
        let told = self.files().filter(|file| file.known.nationality.flatten().is_some()).count();
        match (there, told) {
            (0, 0) => (Verdict::Unknown, "nobody has said where they are from".into()),
            (0, _) => (Verdict::Yes, "nobody registered here has its nationality".into()),
            (n, _) => (Verdict::No, format!("{n} registered here say its nationality")),
        }
    }

    fn families(&self) -> (Verdict, String) {
        match (self.at_most, self.landing.granted(self.picture)) {
            (Some(most), _) if most < self.landing.persons => {
                (Verdict::No, format!("{most} of {} may land; families may be parted", self.landing.persons))
            }
            (_, Some(_)) => (Verdict::Yes, "all may land together".into()),
            (_, None) => (Verdict::Unknown, "not agreed yet".into()),
        }
    }

    fn room(&self) -> (Verdict, String) {
        let persons = self.landing.persons;
        if let Some(site) = self.site {
            let free = site.beds.saturating_sub(site.beds_taken);
            let verdict = if free >= persons { Verdict::Yes } else { Verdict::No };
            return (verdict, format!("{free} beds free at our site, {persons} people"));
        }
        match (self.at_most, self.landing.granted(self.picture)) {
            (Some(most), _) if most < persons => (Verdict::No, format!("terms allow {most} of {persons}")),
            (_, Some(_)) => (Verdict::Yes, "agreed for all of them".into()),
            (_, None) => (Verdict::Unknown, "not agreed yet".into()),
        }
    }

    fn way(&self) -> (Verdict, String) {
        let picture = self.picture;
        let carries = picture.srus.iter().filter(|unit| unit.survivors > 0 && unit.case == Some(self.landing.case));
        let Some(unit) = carries.max_by_key(|unit| unit.survivors) else {
            return (Verdict::Unknown, "no ship of ours has them aboard; ask its master".into());
        };
        let data = picture.cards.iter().find(|card| card.sru == unit.sru).and_then(|card| card.data.as_deref());
        let Some(data) = data.filter(|data| data.transit_mps > 0.0) else {
            return (Verdict::Unknown, "the ship's speed is not known".into());
        };
        let far_m = unit.position.distance_m(self.place.position);
        let hours = far_m / data.transit_mps / 3600.0;
        let eta: Tick = picture.tick.after(Span::from_hours(hours));
        let waves_m = self.briefing.forecast.wave_height_m.at(self.place.position, eta).max(0.0);
        let fair = hours <= WAY_H && waves_m <= data.max_wave_m;
        let why = format!("{}: {:.0} NM, {hours:.0} h, {waves_m:.1} m forecast there", data.name, nmi(far_m));
        (if fair { Verdict::Yes } else { Verdict::No }, why)
    }

    fn authorities(&self) -> (Verdict, String) {
        let (picture, landing) = (self.picture, self.landing);
        let links = || landing.links.iter().filter_map(|i| picture.requests.get(*i));
        if landing.asked == picture.seat {
            let Some(ministry) = ministry(self.briefing, picture.party) else {
                return (Verdict::Yes, "your centre has been asked".into());
            };
            let name = self.briefing.seats.get(ministry.index()).map_or("the ministry", |seat| seat.name.as_str());
            let told = links().any(|r| !r.of_us && r.other == ministry && matches!(r.what, Ask::Clear(_)));
            return match told {
                true => (Verdict::Yes, format!("{name} has been asked")),
                false => (Verdict::No, format!("{name} has not been asked")),
            };
        }
        match landing.stands(picture) {
            _ if landing.asker != picture.seat => (Verdict::Yes, "your ministry has been asked".into()),
            Stands::Accepted | Stands::Refused | Stands::Offered => (Verdict::Yes, "they have answered".into()),
            Stands::Withdrawn => (Verdict::Unknown, "the request was withdrawn".into()),
            Stands::Waiting | Stands::Silent => (Verdict::Unknown, "asked; only an answer tells that it came".into()),
        }
    }

    fn access(&self) -> (Verdict, String) {
        let helps = |role: Role| matches!(role, Role::Unhcr | Role::Iom);
        if helps(self.picture.role) {
            return (Verdict::Unknown, "ask the state there for it".into());
        }
        let mut seats = self.briefing.seats.iter().filter(|seat| helps(seat.role)).peekable();
        if seats.peek().is_none() {
            return (Verdict::Unknown, "neither is at this table".into());
        }
        let told = self.picture.messages.iter().rev().find(|message| {
            let Way::To(to) = message.way else { return false };
            let body = match &message.body {
                MessageBody::Text { case, .. } => *case == Some(self.landing.case),
                MessageBody::Sitrep { case, .. } => *case == self.landing.case,
                _ => false,
            };
            body && self.briefing.seats.get(to.index()).is_some_and(|seat| helps(seat.role))
        });
        match told {
            Some(_) => (Verdict::Yes, "they have been told of the case".into()),
            None => (Verdict::No, "they have not been told of the case".into()),
        }
    }
}
