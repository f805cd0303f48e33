//! Short words for what is on a desk: times, ages, bearings, distances, orders, requests, messages, seats, channels.
//!
//! Mariners' notation throughout: date-time groups, true bearings in three figures, knots, nautical miles. **No
//! decision is made here and nothing is drawn.**

use crate::base::ids::{CraftId, PartyId, PlaceId, SeatId, SruId};
use crate::base::quantity::{knots, nmi};
use crate::base::{Position, Span, Tick, math};
use crate::picture::{Briefing, Doing, Picture, SruCard, Way};
use crate::sar::recovery::Method;
use crate::sar::sensor::Sensor;
use crate::scenario::{Channel, Nature, Phase, PlaceKind, Role, SruKind};
use crate::session::{LinkStatus, View};
use crate::sim::alongside::{Bound, Errand};
use crate::sim::forms::Form;
use crate::sim::{Answer, Ask, MessageBody, Order, ReportedPosition, Seen, Source, Terms};

/// The date-time group of a moment, "20 JUN 0016Z".
pub fn dtg(briefing: &Briefing, tick: Tick) -> String {
    briefing.start.at(tick).dtg()
}

/// Whether what a desk has asked for waits for the clock, and not for the line to the host.
pub fn waits_for_clock(view: &View) -> bool {
    view.link == LinkStatus::Live && !view.clock.running && !view.clock.over
}

/// The hour and minute of a moment in UTC, "0016Z".
pub fn clock(briefing: &Briefing, tick: Tick) -> String {
    let dtg = dtg(briefing, tick);
    dtg.rsplit(' ').next().unwrap_or(&dtg).to_owned()
}

/// The local time of a moment at the scene, "0716 local".
pub fn local(briefing: &Briefing, tick: Tick) -> String {
    let minutes = briefing.start.at(tick).0.div_euclid(60) + i64::from(briefing.local_offset_min);
    format!("{:02}{:02} local", minutes.div_euclid(60).rem_euclid(24), minutes.rem_euclid(60))
}

/// A length of time in whole minutes, "45 min", "6 h 24 min", "3 d 4 h".
pub fn span(span: Span) -> String {
    Span::minutes(span.seconds().max(0) / 60).to_string().replace("0 s", "0 min")
}

/// How old something is, "23 min".
pub fn age(now: Tick, tick: Tick) -> String {
    span(now.since(tick))
}

/// How long ago something was, "23 min ago", "just now".
pub fn ago(now: Tick, tick: Tick) -> String {
    if now.since(tick) < Span::minutes(1) { "just now".to_owned() } else { format!("{} ago", age(now, tick)) }
}

/// When something is due, "in 12 min", "now", "8 min late".
pub fn due(now: Tick, at: Tick) -> String {
    if at > now && at.since(now) >= Span::minutes(1) {
        format!("in {}", span(at.since(now)))
    } else if now.since(at) >= Span::minutes(1) {
        format!("{} late", span(now.since(at)))
    } else {
        "now".to_owned()
    }
}

/// A distance, "4.3 NM", "127 NM".
pub fn distance(metres: f64) -> String {
    let miles = nmi(metres);
    if miles < 9.95 { format!("{miles:.1} NM") } else { format!("{miles:.0} NM") }
}

/// A speed, "22 kn", "4.5 kn".
pub fn speed(mps: f64) -> String {
    let knots = knots(mps);
    if knots < 9.95 { format!("{knots:.1} kn") } else { format!("{knots:.0} kn") }
}

/// A true bearing or course in three figures, "037°".
pub fn bearing(true_deg: f64) -> String {
    format!("{:03.0}°", math::wrap_360(true_deg).round() % 360.0)
}

/// Course and speed over ground of a velocity \[m/s eastward, northward\], "224° 12 kn"; "stopped" when hardly moving.
pub fn course_and_speed(velocity: (f64, f64)) -> String {
    let mps = math::hypot(velocity.0, velocity.1);
    if mps < 0.2 {
        return "stopped".to_owned();
    }
    format!("{} {}", bearing(math::atan2(velocity.0, velocity.1).to_degrees()), speed(mps))
}

/// Where a position lies from another, "12 NM, 224° from Merak" without the name.
pub fn from_there(there: Position, position: Position) -> String {
    format!("{} {}", bearing(there.bearing_true(position)), distance(there.distance_m(position)))
}

/// So many of something, "1 person", "12 persons".
pub fn persons(count: u32) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} persons") }
}

/// A seat's name.
pub fn seat_name(briefing: &Briefing, seat: SeatId) -> &str {
    briefing.seats.get(seat.index()).map_or("an unknown seat", |seat| seat.name.as_str())
}

/// A place's name.
pub fn place_name(briefing: &Briefing, place: PlaceId) -> &str {
    briefing.places.get(place.index()).map_or("an unknown place", |place| place.name.as_str())
}

/// A party's name.
pub fn party_name(briefing: &Briefing, party: PartyId) -> &str {
    briefing.parties.get(party.index()).map_or("unknown", |party| party.name.as_str())
}

/// A unit's name, from the cards a desk has: `Picture.cards`, or `Plan.srus`. Its number when it has none of it.
pub fn sru_name(cards: &[SruCard], sru: SruId) -> String {
    let found = cards.binary_search_by_key(&sru, |card| card.sru).ok().and_then(|i| cards.get(i));
    found.map_or_else(|| sru.to_string(), |card| card.name.clone())
}

/// A case by its number, "Case 1".
pub fn case_name(case: CraftId) -> String {
    format!("Case {}", u64::from(case.0) + 1)
}

/// Who told something.
pub fn source(briefing: &Briefing, source: &Source) -> String {
    match source {
        Source::Seat(seat) => seat_name(briefing, *seat).to_owned(),
        Source::Casualty(_) => "the vessel".to_owned(),
        Source::Outside(who) => who.clone(),
    }
}

/// A phase of emergency by its code word, "DETRESFA".
pub fn phase_code(phase: Phase) -> &'static str {
    match phase {
        Phase::Uncertainty => "INCERFA",
        Phase::Alert => "ALERFA",
        Phase::Distress => "DETRESFA",
    }
}

/// A phase of emergency, "DETRESFA (distress)".
pub fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Uncertainty => "INCERFA (uncertainty)",
        Phase::Alert => "ALERFA (alert)",
        Phase::Distress => "DETRESFA (distress)",
    }
}

/// The trouble a caller tells of.
pub fn nature(nature: Nature) -> &'static str {
    match nature {
        Nature::Enquiry => "no trouble told",
        Nature::Concern => "cause for concern",
        Nature::EngineTrouble => "engine trouble",
        Nature::TakingWater => "taking water",
        Nature::Sinking => "sinking or capsized",
    }
}

/// What a seat is.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Rcc => "rescue coordination centre",
        Role::Operations => "operations",
        Role::Masters => "masters of merchant ships",
        Role::ForeignMinistry => "foreign ministry",
        Role::Immigration => "immigration and reception",
        Role::Police => "police and prosecution",
        Role::FocalPoint => "national focal point",
        Role::Unhcr => "UNHCR",
        Role::Iom => "IOM",
    }
}

/// A means of communication.
pub fn channel(channel: Channel) -> &'static str {
    channel.words()
}

/// A means of communication with how long it takes, "telephone, 1 to 3 min".
pub fn channel_with_delay(briefing: &Briefing, by: Channel) -> String {
    let quality = briefing.channels.quality(by);
    let minutes = |span: Span| (span.seconds() + 30) / 60;
    let (least, most) = (minutes(quality.min_delay), minutes(quality.max_delay));
    let delay = if least == most { format!("{most} min") } else { format!("{least} to {most} min") };
    let lost = if quality.loss > 0.0 { format!(", {:.0} in 100 lost", 100.0 * quality.loss) } else { String::new() };
    format!("{}, {delay}{lost}", channel(by))
}

/// What sort of unit it is.
pub fn sru_kind(kind: SruKind) -> &'static str {
    match kind {
        SruKind::Vessel => "government vessel",
        SruKind::Merchant => "merchant ship",
        SruKind::FixedWing => "aeroplane",
        SruKind::Helicopter => "helicopter",
    }
}

/// What sort of place it is.
pub fn place_kind(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Port => "port",
        PlaceKind::Airfield => "airfield",
    }
}

/// A way of taking people aboard.
pub fn method(method: Method) -> &'static str {
    match method {
        Method::RibShuttle => "rescue boat",
        Method::LowDeck => "low deck alongside",
        Method::PilotLadder => "pilot ladder",
        Method::ScrambleNet => "scramble net",
        Method::Basket => "basket or crane",
        Method::Hoist => "hoist",
    }
}

/// An aid to seeing.
pub fn sensor(sensor: Sensor) -> &'static str {
    match sensor {
        Sensor::Radar => "radar",
        Sensor::Infrared => "infrared",
        Sensor::NightVision => "night vision",
        Sensor::Searchlight => "searchlight",
        Sensor::DirectionFinder => "direction finder (121.5 MHz)",
    }
}

/// What a unit is doing.
pub fn doing(briefing: &Briefing, doing: Doing) -> String {
    match doing {
        Doing::InPort(place) => format!("at {}", place_name(briefing, place)),
        Doing::GettingReady(place, at) => {
            format!("at {}, under way {}", place_name(briefing, place), clock(briefing, at))
        }
        Doing::UnderWay => "under way".to_owned(),
        Doing::Waiting => "waiting at sea".to_owned(),
        Doing::Searching => "searching".to_owned(),
        Doing::Recovering => "taking people aboard".to_owned(),
        Doing::Escorting => "keeping company".to_owned(),
        Doing::Landing(place) => format!("putting people ashore at {}", place_name(briefing, place)),
        Doing::OnPassage => "on its own passage".to_owned(),
        Doing::Failed => "out of service".to_owned(),
        Doing::Reserve => "held in reserve".to_owned(),
        Doing::Alongside => "alongside a vessel".to_owned(),
    }
}

/// An order in words.
pub fn order(briefing: &Briefing, order: &Order) -> String {
    match order {
        Order::Proceed { to } => format!("proceed to {to}"),
        Order::Search { area, pattern, spacing_m } => format!(
            "search {} by {} NM about {}, {}, tracks {} apart",
            round_nmi(area.length_m),
            round_nmi(area.width_m),
            area.centre,
            pattern.name(),
            distance(*spacing_m)
        ),
        Order::Recover { at } => format!("take people aboard at {at}"),
        Order::Escort { at } => format!("keep company at {at}"),
        Order::Land { place } => format!("land people at {}", place_name(briefing, *place)),
        Order::Return => "return home".to_owned(),
        Order::Resume => "resume passage".to_owned(),
        Order::Alongside(task) => errand(briefing, task),
    }
}

/// What is to be done with a vessel, or another ship, in words.
fn errand(briefing: &Briefing, errand: &Errand) -> String {
    match errand {
        Errand::Provide { at, water_l: Some(litres) } => {
            format!("give {litres:.0} L of water, food and lifejackets to the vessel at {at}")
        }
        Errand::Provide { at, water_l: None } => format!("give water, food and lifejackets to the vessel at {at}"),
        Errand::TurnBack { at, to } => format!("turn the vessel at {at} back to {to}"),
        Errand::Tow { at, to: Bound::For(place) } => {
            format!("tow the vessel at {at} to {}", place_name(briefing, *place))
        }
        Errand::Tow { at, to: Bound::Towards(to) } => format!("tow the vessel at {at} to {to}"),
        Errand::Repair { at } => format!("mend the engine of the vessel at {at}"),
        Errand::Transfer { .. } => "pass survivors to another ship".to_owned(),
    }
}

fn round_nmi(metres: f64) -> String {
    format!("{:.0}", nmi(metres))
}

/// What a request asks for, to follow "asks you to" or "you asked to".
pub fn ask(briefing: &Briefing, cards: &[SruCard], ask: &Ask) -> String {
    match ask {
        Ask::Coordinate => "take over coordination".to_owned(),
        Ask::Deploy { at, error_m, .. } => format!("send units to {at}, within {}", distance(*error_m)),
        Ask::Divert { sru, at } => format!("divert {} to {at}", sru_name(cards, *sru)),
        Ask::Land { place, persons: count } => {
            format!("let {} come ashore at {}", persons(*count), place_name(briefing, *place))
        }
        Ask::Enter => "give leave to enter territorial waters".to_owned(),
        Ask::Lend { sru } => format!("lend {}", sru_name(cards, *sru)),
        Ask::Clear(told) => format!(
            "decide whether {} may come ashore at {}, as {} asks",
            persons(told.persons),
            place_name(briefing, told.place),
            seat_name(briefing, told.asker)
        ),
        // Which site and language is known to some desks and not to others: those that know say so themselves.
        Ask::Means(wanted) => wanted.words(|_| "one of its sites".to_owned(), |_| "a language".to_owned()),
        Ask::Assist(wanted) => format!("give legal assistance: {}", wanted.words()),
    }
}

/// Terms in words.
pub fn terms(briefing: &Briefing, terms: &Terms) -> String {
    terms.words(|place| place_name(briefing, place).to_owned(), |tick| clock(briefing, tick))
}

/// An answer in words.
pub fn answer(briefing: &Briefing, answer: &Answer) -> String {
    match answer {
        Answer::AcceptIf { terms } => format!("accepted on terms: {}", self::terms(briefing, terms)),
        Answer::Accept => "accepted".to_owned(),
        Answer::Refuse { reason } => format!("refused: {reason}"),
    }
}

/// What a look-out recognises.
pub fn seen(what: Seen) -> &'static str {
    match what {
        Seen::Vessel => "vessel, upright",
        Seen::CapsizedHull => "capsized hull",
        Seen::PersonInWater => "person in the water",
        Seen::Body => "body",
        Seen::Debris => "wreckage",
        Seen::LifeRaft => "life raft",
    }
}

/// A reported position with its error and age, "08°36.4'S 105°24.0'E, within 2.0 NM, 23 min old".
pub fn reported(now: Tick, reported: &ReportedPosition) -> String {
    format!("{}, within {}, {} old", reported.position, distance(reported.error_m), age(now, reported.true_at))
}

/// What sort of message it is.
pub fn message_kind(body: &MessageBody) -> &'static str {
    match body {
        MessageBody::Call { .. } => "CALL",
        MessageBody::Sitrep { .. } => "SITREP",
        MessageBody::Distress { .. } => "DISTRESS",
        MessageBody::Sighting { .. } => "SIGHTING",
        MessageBody::AtYourDisposal { .. } => "AT YOUR DISPOSAL",
        MessageBody::Text { .. } => "TEXT",
        MessageBody::Plotted { .. } => "WORD ON A CASE",
        MessageBody::Lead { .. } => "LEAD",
        MessageBody::Form(form) => match **form {
            Form::MaydayRelay(_) => "MAYDAY RELAY",
            Form::SearchActionPlan(_) => "SEARCH ACTION PLAN",
            Form::HandOver(_) => "HAND-OVER",
            Form::Disembarkation(_) => "DISEMBARKATION REQUEST",
        },
    }
}

/// What a message says, in full.
pub fn message(briefing: &Briefing, cards: &[SruCard], body: &MessageBody) -> String {
    let place = |told: &Option<ReportedPosition>| match told {
        Some(told) => format!(
            "Position {} at {}, within {}. ",
            told.position,
            clock(briefing, told.true_at),
            distance(told.error_m)
        ),
        None => String::new(),
    };
    let aboard = |told: &Option<u32>| told.map_or_else(String::new, |n| format!("{} aboard. ", persons(n)));
    match body {
        MessageBody::Call { nature: told, position, persons, text, .. } => {
            format!("{}. {}{}\"{text}\"", sentence(nature(*told)), place(position), aboard(persons))
        }
        MessageBody::Sitrep {
            phase: told, position, persons, recovered, bodies, landed, text, capsized, full, ..
        } => {
            format!(
                "{}{}. {}{}Recovered {recovered} alive, {bodies} dead; landed {landed}. {text}{}",
                told.map_or("No phase declared", phase),
                if *capsized { "; it has capsized" } else { "" },
                place(position),
                aboard(persons),
                full.as_ref().map_or_else(String::new, |full| format!("\n{}.", full.words())),
            )
        }
        MessageBody::Distress { position, text, .. } => format!("Distress in {position}. {text}"),
        MessageBody::Sighting { position, what, persons: count, .. } => format!(
            "Saw {} in {} at {}, {}.",
            seen(*what),
            position.position,
            clock(briefing, position.true_at),
            persons(*count)
        ),
        MessageBody::AtYourDisposal { sru, .. } => {
            format!("{} is at the receiver's disposal.", sru_name(cards, *sru))
        }
        MessageBody::Text { text, .. } => text.clone(),
        MessageBody::Plotted { case, note } => format!("{} {}.", case_name(*case), note.words(case_name)),
        MessageBody::Lead { about, text, .. } => format!("About {}. {text}", about.words()),
        MessageBody::Form(form) => super::form_words::form(briefing, form),
    }
}

/// The same words, beginning a sentence.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The seat at the other end of a message. None when the other end is at no seat.
pub fn correspondent(way: &Way) -> Option<SeatId> {
    match way {
        Way::To(seat) | Way::From(Source::Seat(seat)) => Some(*seat),
        Way::From(Source::Casualty(_) | Source::Outside(_)) => None,
    }
}

/// The title of an exercise and of the chair at it, "Sunda Strait, June 2012 · BASARNAS, Jakarta (Indonesia)".
pub fn chair_title(briefing: &Briefing, picture: &Picture) -> String {
    format!("{} · {} ({})", briefing.title, seat_name(briefing, picture.seat), party_name(briefing, picture.party))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_whole_minutes_and_lateness_is_said() {
        let tick = |minutes: u32| Tick(minutes * 6);
        assert_eq!(age(tick(23), tick(0)), "23 min");
        assert_eq!(age(Tick(5), tick(0)), "0 min");
        assert_eq!(age(tick(60 * 6 + 24), tick(0)), "6 h 24 min");
        assert_eq!(ago(Tick(3), tick(0)), "just now");
        assert_eq!(ago(tick(10), tick(0)), "10 min ago");
        assert_eq!(due(tick(0), tick(12)), "in 12 min");
        assert_eq!(due(tick(20), tick(12)), "8 min late");
        assert_eq!(due(tick(12), tick(12)), "now");
    }

    #[test]
    fn bearings_have_three_figures_and_distances_a_sensible_decimal() {
        assert_eq!(bearing(7.2), "007°");
        assert_eq!(bearing(359.7), "000°");
        assert_eq!(bearing(-10.0), "350°");
        assert_eq!(distance(1852.0 * 4.26), "4.3 NM");
        assert_eq!(distance(1852.0 * 127.4), "127 NM");
        assert_eq!(course_and_speed((-1.0, -1.0)).split(' ').next(), Some("225°"));
        assert_eq!(course_and_speed((0.0, 0.05)), "stopped");
    }

    #[test]
    fn local_time_follows_the_offset() {
        let (scenario, _) = crate::scenario::read(crate::scenario::EXAMPLE);
        let theatre = crate::sim::Theatre::new(scenario.unwrap());
        let shelf = crate::picture::briefing(&theatre, None);
        assert_eq!(dtg(&shelf, Tick::START), "19 JUN 1152Z");
        assert_eq!(clock(&shelf, Tick::START), "1152Z");
        assert_eq!(local(&shelf, Tick::START), "1952 local");
        assert_eq!(channel_with_delay(&shelf, Channel::Phone), "telephone, 1 to 3 min, 5 in 100 lost");
    }
}
