//! What a desk makes of its picture: who is missing, who is on the way, whose region it is, which port is nearest.
//!
//! Pure functions of the picture and the shelf. Numbers no source gives are named, with "proposed".

use crate::base::ids::{CraftId, PlaceId, SeatId, SruId};
use crate::base::quantity::metres;
use crate::base::{Position, Span, Tick};
use crate::chart::Coast;
use crate::picture::{Briefing, CaseView, ContactView, Doing, Picture, PositionView, RequestView, SruView, Way};
use crate::plan;
use crate::sar::planning::PROBABLE_ERROR_SIGMAS;
use crate::scenario::{Nature, Phase, Place, PlaceKind, Role, SruKind};
use crate::sim::forms::Form;
use crate::sim::{Answer, Ask, MessageBody, Order, ReportedPosition, Seen, Source, voyage};

/// More persons than this on a small boat make any trouble a danger (*proposed*, as the doctrine crew has it).
const MANY: u32 = 50;

/// Contacts nearer to each other than this are spoken of together \[NM\] (*proposed*).
const TOGETHER_NMI: f64 = 4.0;

/// A unit bound for within this of somebody is on the way to them \[NM\] (*proposed*).
const BOUND_FOR_NMI: f64 = 8.0;

/// Living people seen longer ago than this are searched for, not fetched (*proposed*).
pub(super) const SEEN_LASTS: Span = Span::hours(8);

/// Counts of people: recovered alive, recovered dead, landed alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    /// Recovered alive.
    pub(super) recovered: u32,
    /// Recovered dead.
    pub(super) bodies: u32,
    /// Landed alive.
    pub(super) landed: u32,
}

/// What units this desk sees have done for a case.
pub(super) fn own_counts(view: &CaseView) -> Counts {
    Counts { recovered: view.recovered, bodies: view.bodies, landed: view.landed }
}

/// What all units have done for a case as far as this desk knows. Centres tell each other what their own units did,
/// which is added up; a centre tells its own operations the sum, of which theirs is a part.
pub(super) fn all_counts(briefing: &Briefing, picture: &Picture, view: &CaseView) -> Counts {
    let (mut sum, mut ours) = (own_counts(view), Counts::default());
    for told in &view.told {
        let same_side = briefing.seats.get(told.seat.index()).is_some_and(|seat| seat.party == picture.party);
        let to = if same_side { &mut ours } else { &mut sum };
        to.recovered += told.recovered;
        to.bodies += told.bodies;
        to.landed += told.landed;
    }
    if picture.role == Role::Rcc {
        return sum;
    }
    Counts {
        recovered: sum.recovered.max(ours.recovered),
        bodies: sum.bodies.max(ours.bodies),
        landed: sum.landed.max(ours.landed),
    }
}

/// Persons not accounted for: told aboard, less recovered, less bodies. None when no number was told.
pub(super) fn unaccounted(briefing: &Briefing, picture: &Picture, view: &CaseView) -> Option<u32> {
    let counts = all_counts(briefing, picture, view);
    view.persons.map(|told| told.saturating_sub(counts.recovered + counts.bodies))
}

/// Living persons landed at each place by units this desk sees, in order of place, as its log tells. Places where nobody
/// was landed are left out.
pub(super) fn landed_by_place(briefing: &Briefing, picture: &Picture) -> Vec<(PlaceId, u32)> {
    let landed = |place: &Place| -> u32 {
        let end = format!(" at {}", place.name);
        let lines = picture.log.iter().filter(|line| !line.refused);
        let counts =
            lines.filter_map(|line| line.text.strip_suffix(&end)?.rsplit_once(" has landed ")?.1.parse::<u32>().ok());
        counts.sum()
    };
    let places = briefing.places.iter().enumerate().map(|(i, place)| (PlaceId::new(i), landed(place)));
    places.filter(|(_, count)| *count > 0).collect()
}

/// Whether a case has nothing left to be done by what is known: all accounted for, nobody in sight, nobody still
/// aboard a unit.
pub(super) fn settled(briefing: &Briefing, picture: &Picture, view: &CaseView) -> bool {
    let aboard = picture.srus.iter().any(|unit| unit.survivors > 0 && unit.case == Some(view.case));
    unaccounted(briefing, picture, view) == Some(0) && !aboard && survivors_seen(picture, view.case).next().is_none()
}

/// Living people seen for a case lately and not reported cleared.
pub(super) fn survivors_seen(picture: &Picture, case: CraftId) -> impl Iterator<Item = &ContactView> {
    let now = picture.tick;
    picture.contacts.iter().filter(move |contact| {
        contact.case == case
            && !contact.cleared
            && contact.persons > 0
            && matches!(contact.what, Seen::Vessel | Seen::CapsizedHull | Seen::PersonInWater | Seen::LifeRaft)
            && now < contact.last_seen.after(SEEN_LASTS)
    })
}

/// Contacts that lie together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cluster<'a> {
    /// The one seen with most persons.
    pub(super) lead: &'a ContactView,
    /// All of them.
    pub(super) contacts: Vec<&'a ContactView>,
}

impl Cluster<'_> {
    /// Persons seen there.
    pub(super) fn persons(&self) -> u32 {
        self.contacts.iter().map(|contact| contact.persons).sum()
    }

    /// When the first was first seen.
    pub(super) fn first_seen(&self) -> Tick {
        self.contacts.iter().map(|contact| contact.first_seen).min().unwrap_or(self.lead.first_seen)
    }
}

/// Living people seen for a case, those who lie together taken together; most persons first.
pub(super) fn clusters(picture: &Picture, case: CraftId) -> Vec<Cluster<'_>> {
    let mut seen: Vec<&ContactView> = survivors_seen(picture, case).collect();
    seen.sort_by_key(|contact| (std::cmp::Reverse(contact.persons), contact.number));
    let mut clusters: Vec<Cluster<'_>> = Vec::new();
    for contact in seen {
        let near =
            |cluster: &&mut Cluster<'_>| cluster.lead.position.distance_m(contact.position) <= metres(TOGETHER_NMI);
        match clusters.iter_mut().find(near) {
            Some(cluster) => cluster.contacts.push(contact),
            None => clusters.push(Cluster { lead: contact, contacts: vec![contact] }),
        }
    }
    clusters
}

/// Where an order leads. None for those that lead home, or on.
pub(super) fn order_target(briefing: &Briefing, order: &Order) -> Option<Position> {
    match order {
        Order::Proceed { to } => Some(*to),
        Order::Search { area, .. } => Some(area.centre),
        Order::Recover { at } | Order::Escort { at } => Some(*at),
        Order::Land { place } => briefing.places.get(place.index()).map(|place| place.position),
        Order::Return | Order::Resume => None,
        Order::Alongside(errand) => errand.at(),
    }
}

/// Units this seat sees that are at a position, or bound for it, and can take people aboard.
pub(super) fn helping_at<'a>(
    briefing: &'a Briefing,
    picture: &'a Picture,
    position: Position,
) -> impl Iterator<Item = &'a SruView> {
    picture.srus.iter().filter(move |unit| {
        let to = match &unit.order {
            Some(Order::Search { area, .. }) => {
                return area.contains(position) && takes_people(picture, unit) && unit.room > 0;
            }
            Some(Order::Land { .. } | Order::Alongside(_)) | None => None,
            Some(order) => order_target(briefing, order),
        };
        let at_work = matches!(unit.doing, Doing::Recovering).then_some(unit.position);
        let near = |place: Position| place.distance_m(position) <= metres(BOUND_FOR_NMI);
        unit.room > 0 && takes_people(picture, unit) && to.into_iter().chain(at_work).any(near)
    })
}

/// Whether a unit has a way of taking people aboard, as far as its data sheet is known.
pub(super) fn takes_people(picture: &Picture, unit: &SruView) -> bool {
    let card = picture.cards.binary_search_by_key(&unit.sru, |card| card.sru).ok().map(|i| &picture.cards[i]);
    card.and_then(|card| card.data.as_deref()).is_some_and(|data| !data.methods.is_empty())
}

/// Other seats of a role, in order.
pub(super) fn others(briefing: &Briefing, me: SeatId, role: Role) -> impl Iterator<Item = SeatId> {
    let seats = briefing.seats.iter().enumerate().map(|(i, seat)| (SeatId::new(i), seat));
    seats.filter(move |(id, seat)| seat.role == role && *id != me).map(|(id, _)| id)
}

/// The operations of this seat's own side.
pub(super) fn own_operations<'a>(briefing: &'a Briefing, picture: &Picture) -> impl Iterator<Item = SeatId> + 'a {
    let (me, party) = (picture.seat, picture.party);
    others(briefing, me, Role::Operations).filter(move |seat| briefing.seats[seat.index()].party == party)
}

/// Places of safety that suit a unit, nearest first, with their distance \[m\].
pub(super) fn havens(briefing: &Briefing, kind: SruKind, from: Position) -> Vec<(PlaceId, &Place, f64)> {
    let wanted = if kind.flies() { PlaceKind::Airfield } else { PlaceKind::Port };
    let mut havens: Vec<(PlaceId, &Place, f64)> = briefing
        .places
        .iter()
        .enumerate()
        .filter(|(_, place)| place.kind == wanted && place.place_of_safety)
        .map(|(i, place)| (PlaceId::new(i), place, place.position.distance_m(from)))
        .collect();
    havens.sort_by(|a, b| a.2.total_cmp(&b.2).then(a.0.cmp(&b.0)));
    havens
}

/// About when a unit told now could be at a position: its notice and the straight way. None when it is out of service, or
/// has not the fuel to come home again. The exact way, round land, is worked out before an order is given.
pub(super) fn about_there(briefing: &Briefing, picture: &Picture, unit: &SruView, to: Position) -> Option<Tick> {
    let card = picture.cards.binary_search_by_key(&unit.sru, |card| card.sru).ok().map(|i| &picture.cards[i]);
    let data = card?.data.as_deref()?;
    let leaves = match unit.doing {
        Doing::InPort(_) => picture.tick.after(data.notice),
        Doing::GettingReady(_, at) => at.max(picture.tick),
        Doing::Failed => return None,
        _ => picture.tick,
    };
    let way_m = unit.position.distance_m(to);
    // Who is in port leaves with full tanks. A merchant ship goes where it must.
    let in_port = matches!(unit.doing, Doing::InPort(_) | Doing::GettingReady(..));
    let have_m = if in_port { data.range_m } else { unit.range_left_m };
    if let Some((_, refuge)) = voyage::refuge(&briefing.places, data, to)
        && way_m + voyage::way_back_m(data, to, refuge) + voyage::reserve_m(data) > have_m
    {
        return None;
    }
    Some(leaves.after(Span::from_hours(way_m / data.transit_mps.max(0.1) / 3600.0)))
}

/// Speed no overloaded boat exceeds \[kn\], for doubting positions (*proposed*, the doctrine crew's).
const FASTEST_KN: f64 = 10.0;

/// What may speak against a position somebody told. None when nothing does.
pub(super) fn doubt(view: &CaseView, told: &PositionView) -> Option<&'static str> {
    if ashore(&told.reported) {
        return Some("on land");
    }
    let others = view.positions.iter().filter(|other| !ashore(&other.reported));
    let (mut all, mut agreeing) = (0, 0);
    for other in others {
        all += 1;
        agreeing += usize::from(agree(&told.reported, &other.reported));
    }
    (2 * agreeing <= all).then_some("far from most of the others")
}

/// Whether a position lies on land, farther from the sea than its error.
fn ashore(told: &ReportedPosition) -> bool {
    let coast = Coast::region();
    coast.is_land(told.position) && coast.distance_to_coast_m(told.position) >= told.error_m + metres(2.0)
}

/// Whether a boat could have been at both.
fn agree(a: &ReportedPosition, b: &ReportedPosition) -> bool {
    let hours = a.true_at.since(b.true_at).max(b.true_at.since(a.true_at)).as_hours();
    a.position.distance_m(b.position) <= metres(5.0 + FASTEST_KN * hours) + 2.0 * (a.error_m + b.error_m)
}

/// How fast a position nobody has told anew grows uncertain \[m/s\]: 2 kn, between a drift and a slow passage (*proposed*).
const GROWS_MPS: f64 = 1.03;

/// How far off a position may be by now \[m\].
fn off_by_now(told: &PositionView, now: Tick) -> f64 {
    told.reported.error_m + GROWS_MPS * now.since(told.reported.true_at).seconds() as f64
}

/// The best position of a case: of those told that nothing speaks against, and of the vessel or people as own units
/// last saw them, the one that can be least far off by now; of equals the newest. A relative's guess of this minute is
/// worth less than what the boat itself read off an hour ago. A position on land is given only when there is no other.
pub(super) fn best(picture: &Picture, view: &CaseView) -> Option<PositionView> {
    let seen = picture.contacts.iter().filter(|contact| {
        contact.case == view.case && !contact.cleared && !matches!(contact.what, Seen::Body | Seen::Debris)
    });
    let seen = seen.map(|contact| PositionView {
        reported: ReportedPosition {
            position: contact.position,
            error_m: contact.error_m * PROBABLE_ERROR_SIGMAS,
            true_at: contact.last_seen,
        },
        known_at: contact.last_seen,
        from: Source::Outside(crate::ui::words::sru_name(&picture.cards, contact.by)),
    });
    let now = picture.tick;
    let surest = |positions: &mut dyn Iterator<Item = PositionView>| {
        positions.min_by(|a, b| {
            let newer = (b.reported.true_at, b.known_at).cmp(&(a.reported.true_at, a.known_at));
            off_by_now(a, now).total_cmp(&off_by_now(b, now)).then(newer)
        })
    };
    let sound = view.positions.iter().filter(|told| doubt(view, told).is_none()).cloned();
    surest(&mut sound.chain(seen))
        .or_else(|| surest(&mut view.positions.iter().filter(|told| !ashore(&told.reported)).cloned()))
        .or_else(|| view.latest_position().cloned())
}

/// The centre that a case is reported to: who broadcast it last, else who is known to be responsible, else whose region
/// it is in, else the first.
pub(super) fn centre_for(briefing: &Briefing, picture: &Picture, case: CraftId) -> Option<SeatId> {
    let broadcast = heard(picture, case).filter_map(|(source, body)| match (source, body) {
        (Source::Seat(seat), MessageBody::Distress { .. }) => Some(*seat),
        (Source::Seat(seat), MessageBody::Form(form)) if matches!(**form, Form::MaydayRelay(_)) => Some(*seat),
        _ => None,
    });
    let view = picture.cases.iter().find(|view| view.case == case)?;
    let region = || best(picture, view).and_then(|told| plan::region(briefing, told.reported.position));
    let first = || others(briefing, picture.seat, Role::Rcc).next();
    let holder = || view.responsible.map(|(seat, _)| seat);
    broadcast.last().or_else(holder).or_else(region).or_else(first).filter(|seat| *seat != picture.seat)
}

/// The last request of some sort made of a seat about a case.
pub(super) fn last_asked(
    picture: &Picture,
    to: SeatId,
    case: CraftId,
    what: impl Fn(&Ask) -> bool,
) -> Option<&RequestView> {
    let mut requests = picture.requests.iter().rev();
    requests.find(|r| !r.of_us && r.other == to && r.case == case && what(&r.what))
}

/// Whom this seat has lent a unit to, by its own books: the last thing it did or was told about a loan counts.
pub(super) fn lent_to(picture: &Picture, sru: SruId) -> Option<SeatId> {
    let unit = picture.srus.iter().find(|unit| unit.sru == sru)?;
    let granted = picture.requests.iter().filter(|r| r.of_us).filter_map(|r| {
        let asked = matches!(r.what, Ask::Lend { sru: of } | Ask::Divert { sru: of, .. } if of == sru);
        let (answer, at) = r.answer.as_ref()?;
        (asked && !matches!(answer, Answer::Refuse { .. })).then_some((*at, r.other))
    });
    let offered = picture.messages.iter().filter_map(|m| match (&m.way, &m.body) {
        (Way::To(to), MessageBody::AtYourDisposal { sru: of, .. }) if *of == sru => Some((m.at, *to)),
        _ => None,
    });
    let (at, to) = granted.chain(offered).max_by_key(|(at, _)| *at)?;
    let name = crate::ui::words::sru_name(&picture.cards, unit.sru);
    let released = format!("{name} released");
    let over = picture.log.iter().any(|line| !line.refused && line.at >= at && line.text.starts_with(&released));
    // To resume its passage ends a loan too.
    let resumed = unit.order == Some(crate::sim::Order::Resume) || unit.doing == crate::picture::Doing::OnPassage;
    (!over && !resumed).then_some(to)
}

/// When this seat last sent another a situation report about a case. None when it never did.
pub(super) fn last_sitrep(picture: &Picture, to: SeatId, case: CraftId) -> Option<Tick> {
    let mut messages = picture.messages.iter().rev();
    let about = |body: &MessageBody| matches!(body, MessageBody::Sitrep { case: c, .. } if *c == case);
    messages.find(|m| m.way == Way::To(to) && about(&m.body)).map(|m| m.at)
}

/// Whether the vessel is known to have capsized or sunk, or people to be in the water.
pub(super) fn wrecked(picture: &Picture, case: CraftId) -> bool {
    crate::picture::knows_wreck(picture, case)
}

/// What was received about a case, oldest first.
pub(super) fn heard(picture: &Picture, case: CraftId) -> impl Iterator<Item = (&Source, &MessageBody)> {
    picture.messages.iter().filter_map(move |m| match &m.way {
        Way::From(source) if m.body.case() == Some(case) => Some((source, &m.body)),
        _ => None,
    })
}

/// The phase another centre has told last, and which.
pub(super) fn phase_told(view: &CaseView) -> Option<(Phase, SeatId)> {
    let told = view.told.iter().filter_map(|told| Some((told.known_at, told.phase?, told.seat)));
    told.max().map(|(_, phase, seat)| (phase, seat))
}

/// The phase that what is known of a case calls for, with the reason (SAR Convention annex 1.3.11 to 1.3.13, applied
/// as the doctrine crew does).
pub(super) fn phase_called_for(picture: &Picture, view: &CaseView) -> (Phase, &'static str) {
    let many = view.persons.is_some_and(|persons| persons > MANY);
    let broadcast = heard(picture, view.case).any(|(_, body)| {
        matches!(body, MessageBody::Distress { .. } | MessageBody::Sitrep { phase: Some(Phase::Distress), .. })
            || matches!(body, MessageBody::Form(form) if form.tells_distress())
    });
    if wrecked(picture, view.case) {
        return (Phase::Distress, "wreck, people or bodies seen in the water");
    }
    match view.nature {
        Nature::Sinking => (Phase::Distress, "sinking or capsized by its own account"),
        Nature::TakingWater => (Phase::Distress, "taking water: grave and imminent danger is likely"),
        Nature::EngineTrouble if many => (Phase::Distress, "disabled with many people aboard a small boat"),
        _ if broadcast => (Phase::Distress, "another centre has it in the distress phase"),
        Nature::EngineTrouble => (Phase::Alert, "engine trouble: ability to go on is impaired"),
        Nature::Concern if many => (Phase::Alert, "crowded: there is doubt about their safety"),
        Nature::Concern => (Phase::Uncertainty, "in doubt; enquiries begun"),
        Nature::Enquiry => (Phase::Uncertainty, "heard of; enquiries begun"),
    }
}
