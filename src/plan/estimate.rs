//! What an order would take, before it is given: the way, the time, the fuel, and whether the host would refuse it.
//!
//! The rules are `sim::voyage`'s, which the host obeys. What the host knows and a desk does not is left out: the true
//! sea (here the forecast), and where a merchant ship's own passage goes on.

use crate::base::ids::PlaceId;
use crate::base::quantity::nmi;
use crate::base::time::{TICK_HOURS, TICK_SECONDS};
use crate::base::{Position, Span, Tick};
use crate::chart::Coast;
use crate::picture::{Briefing, Doing, SruView};
use crate::sar::recovery::persons_per_h;
use crate::sar::{pattern, sun};
use crate::scenario::Sru;
use crate::sim::voyage::{self, Berth, Standing, Waters};
use crate::sim::{Order, Rejection};

/// What an order would take.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The way, from where the unit is to where the order leads. For an order to resume passage only the start: where
    /// the passage goes on is not on the desk.
    pub way: Vec<Position>,
    /// Length of the way \[m\].
    pub distance_m: f64,
    /// When it gets under way: after its notice and refuelling if it is in port, else at once.
    pub departs: Tick,
    /// When it is there.
    pub eta: Tick,
    /// Fuel on arrival, as a fraction of full.
    pub fuel: f64,
    /// Distance it can then still go at transit speed \[m\].
    pub range_m: f64,
    /// Where it would refuel afterwards. Exists when and only when its country has a place that suits it.
    pub refuge: Option<Refuge>,
    /// How long its fuel lets it work there before it must make for the refuge. Exists when and only when fuel limits
    /// it, which it does not for merchant ships.
    pub on_scene: Option<Span>,
    /// How long the search takes. Exists when and only when the order is to search.
    pub work: Option<Span>,
    /// More survivors it can take.
    pub room: u32,
    /// People per hour it could take aboard there, by the forecast sea and light, with the best of its means.
    pub lift_per_h: f64,
    /// Forecast significant wave height there on arrival \[m\].
    pub wave_height_m: f64,
    /// Wave height it is not meant to go out in \[m\].
    pub max_wave_m: f64,
    /// Whether it is light there on arrival.
    pub daylight: bool,
    /// The order it has now, which this one replaces. Exists when and only when it has one.
    pub leaves: Option<Order>,
    /// What speaks against it though it would not be refused, a sentence each, the gravest first.
    pub cautions: Vec<String>,
}

/// Where a unit would refuel after an order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Refuge {
    /// Which place.
    pub place: PlaceId,
    /// The way there as reckoned \[m\], with an allowance for land and wind.
    pub way_m: f64,
    /// What would be left after that way and the reserve \[m\]; negative when the reserve would be touched.
    pub spare_m: f64,
}

/// What an order would take a unit, given now.
///
/// # Errors
/// In the host's words, when the host would refuse it: not under this seat, out of service, too little fuel, no way, no
/// means of taking people aboard, numbers that make no search. Consent to land is another matter: see
/// [`consent`](super::consent).
pub fn estimate(briefing: &Briefing, data: &Sru, view: &SruView, order: &Order, now: Tick) -> Result<Estimate, String> {
    reckon(briefing, data, view, order, None, now).map_err(|why| why.to_string())
}

/// The same for an order that names another ship, which is there now as far as the desk knows.
///
/// # Errors
/// As [`estimate`]; and when it is not known where that ship is.
pub fn estimate_meeting(
    briefing: &Briefing,
    data: &Sru,
    view: &SruView,
    order: &Order,
    meets: Option<Position>,
    now: Tick,
) -> Result<Estimate, String> {
    reckon(briefing, data, view, order, meets, now).map_err(|why| why.to_string())
}

/// Estimates, or refuses as the host does.
pub(super) fn reckon(
    briefing: &Briefing,
    data: &Sru,
    view: &SruView,
    order: &Order,
    meets: Option<Position>,
    now: Tick,
) -> Result<Estimate, Rejection> {
    if !view.mine {
        let seat = briefing.seats.get(data.seat.index());
        let commander = seat.map_or_else(|| "its commander".to_owned(), |seat| seat.name.clone());
        return Err(Rejection::NotUnderYou { sru: data.name.clone(), commander });
    }
    let sea = &briefing.forecast;
    let waters = Waters { coast: Coast::region(), places: &briefing.places };
    let standing = Standing {
        position: view.position,
        berth: berth(view),
        range_left_m: view.range_left_m,
        carries_people: view.survivors > 0 || view.bodies > 0,
        waves_m: sea.wave_height_m.at(view.position, now).max(0.0),
        passage: None,
        meets,
    };
    let voyage = voyage::voyage(&waters, data, &standing, order, |_| Ok(()))?;
    let target = voyage.target.unwrap_or(view.position);

    let departs = departs(data, view, now);
    let refuelled = if standing.berth == Berth::InPort {
        (view.fuel + f64::from(departs.0.saturating_sub(now.0)) * voyage::refuels_per_tick(data.kind)).min(1.0)
    } else {
        view.fuel
    };
    let strides = (voyage.length_m / (data.transit_mps.max(0.1) * TICK_SECONDS as f64)).ceil().clamp(0.0, 1e9) as u32;
    let eta = Tick(departs.0.saturating_add(strides));
    let burnt = voyage::burn_per_h(data, data.transit_mps) * f64::from(strides) * TICK_HOURS;
    let fuel = (refuelled - burnt).max(0.0);
    let range_m = fuel * data.range_m;

    let searches = matches!(order, Order::Search { .. });
    let refuge = voyage::refuge(&briefing.places, data, target);
    let works_at_mps = if searches { data.search_mps } else { 0.0 };
    let on_scene = refuge.and_then(|(_, place)| {
        let spare_m = range_m - voyage::turns_back_at_m(data, target, place);
        let per_h = voyage::burn_per_h(data, works_at_mps);
        (per_h > 0.0).then(|| Span::from_hours(spare_m / data.range_m.max(1.0) / per_h))
    });
    let refuge = refuge.map(|(place, position)| {
        let way_m = voyage::way_back_m(data, target, position);
        Refuge { place, way_m, spare_m: range_m - way_m - voyage::reserve_m(data) }
    });
    let work = match order {
        Order::Search { area, pattern, spacing_m } => {
            let track_m = pattern::legs_for(*pattern, area, *spacing_m, area.centre).length_m;
            Some(Span::from_hours(track_m / data.search_mps.max(0.1) / 3600.0))
        }
        _ => None,
    };
    let wave_height_m = sea.wave_height_m.at(target, eta).max(0.0);
    let daylight = sun::is_daylight(target, briefing.start.at(eta));
    let mut way = vec![view.position];
    way.extend(voyage.ahead);
    let mut estimate = Estimate {
        way,
        distance_m: voyage.length_m,
        departs,
        eta,
        fuel,
        range_m,
        refuge,
        on_scene,
        work,
        room: view.room,
        lift_per_h: recovery_rate_per_h(data, wave_height_m, daylight),
        wave_height_m,
        max_wave_m: data.max_wave_m,
        daylight,
        leaves: view.order.clone(),
        cautions: Vec::new(),
    };
    estimate.cautions = cautions(briefing, data, view, order, &estimate);
    Ok(estimate)
}

fn berth(view: &SruView) -> Berth {
    match view.doing {
        Doing::Failed => Berth::Failed,
        Doing::Landing(_) => Berth::Landing,
        Doing::InPort(_) | Doing::GettingReady(..) => Berth::InPort,
        _ => Berth::Out,
    }
}

/// When a unit ordered now gets under way. The order is taken in the next tick; a unit that is getting ready already
/// goes on doing so.
fn departs(data: &Sru, view: &SruView, now: Tick) -> Tick {
    let ready_at = match view.doing {
        Doing::InPort(_) => now.next().after(data.notice),
        Doing::GettingReady(_, at) => at,
        _ => return now,
    };
    voyage::leaves_at(data.kind, view.fuel, now, ready_at)
}

/// People per hour a unit takes aboard with the best of its means, in a significant wave height \[m\]; none when it has
/// no means for such a sea.
pub fn recovery_rate_per_h(data: &Sru, wave_height_m: f64, daylight: bool) -> f64 {
    let rates = data.methods.iter().map(|method| persons_per_h(*method, wave_height_m, !daylight, 0.0, false));
    rates.fold(0.0, f64::max)
}

fn cautions(briefing: &Briefing, data: &Sru, view: &SruView, order: &Order, estimate: &Estimate) -> Vec<String> {
    let mut said = Vec::new();
    let takes_people = matches!(order, Order::Recover { .. });
    let (waves_m, limit_m) = (estimate.wave_height_m, data.max_wave_m);
    let goes_home = matches!(order, Order::Return | Order::Land { .. });
    let way_nmi = nmi(estimate.distance_m);
    if goes_home && !data.kind.flies() && data.home.is_some() && estimate.distance_m > view.range_left_m
        || goes_home && data.kind.flies() && estimate.distance_m > view.range_left_m
    {
        let have_nmi = nmi(view.range_left_m);
        said.push(format!("Its fuel is good for {have_nmi:.0} NM and the way is {way_nmi:.0} NM."));
    }
    if !data.kind.flies() && waves_m > limit_m {
        said.push(format!("Waves of {waves_m:.1} m are forecast there; its limit is {limit_m:.1} m."));
    }
    if takes_people && view.room == 0 {
        said.push("It has no room for more people.".to_owned());
    }
    if takes_people && view.room > 0 && estimate.lift_per_h <= 0.0 {
        said.push(format!("In the {waves_m:.1} m of sea forecast there it cannot take anybody aboard."));
    }
    if let (Some(stays), Some(work)) = (estimate.on_scene, estimate.work)
        && stays < work
    {
        said.push(format!("The search takes {work}; its fuel lets it stay {stays}."));
    }
    if view.survivors > 0 && !goes_home {
        said.push(format!("It has {} survivors aboard who wait to be landed.", view.survivors));
    }
    if let Order::Land { place } = order
        && let Some(there) = briefing.places.get(place.index())
        && !there.place_of_safety
    {
        said.push(format!("{} is no place of safety.", there.name));
    }
    let by_eye = matches!(order, Order::Search { .. } | Order::Recover { .. } | Order::Escort { .. })
        || matches!(order, Order::Alongside(errand) if errand.at().is_some());
    if by_eye && !estimate.daylight {
        said.push("It arrives in the dark.".to_owned());
    }
    if matches!(view.doing, Doing::OnPassage) && !matches!(order, Order::Resume) {
        said.push("It leaves its passage.".to_owned());
    }
    said
}
