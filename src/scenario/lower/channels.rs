//! Means of communication: how they behave, antennas ashore, what vessels carry.

use super::super::diagnostic::{ORDER, UNLIKELY};
use super::super::doc::{AntennaDoc, ChannelDoc, ChannelsDoc, CraftDoc, MfRangeDoc, Part, PhoneDoc, SeatDoc, VhfDoc};
use super::super::leaf::{Choice, Duration, Id, Leaf, Quantity};
use super::super::model::{
    Antenna, Call, Channel, ChannelQuality, Channels, Craft, Effect, MfRange, PartyKind, Sets, Telephone, Trouble,
    TroubleKind, Vhf,
};
use super::super::reading::Reading;
use super::{Written, beacons};
use crate::base::Position;
use crate::base::Span;
use crate::base::ids::{PartyId, SeatId};
use crate::base::quantity::Kind;
use crate::sar::radio;

/// Antennas of one seat at most.
const ANTENNAS: usize = 30;

/// Height of the antenna of a small boat's VHF \[m\]: *proposed*.
const BOAT_ANTENNA_M: f64 = 4.0;

pub(super) fn channels<'a>(reading: &mut Reading<'a>, form: &ChannelsDoc<'a>) -> Option<Channels> {
    let default = Channels::default();
    let mut channel = |part: Option<Part<'a, ChannelDoc<'a>>>, default| match part {
        Some(part) => quality(reading, part),
        None => Some(default),
    };
    let phone = channel(form.phone, default.phone);
    let text = channel(form.text, default.text);
    let safety_net = channel(form.safety_net, default.safety_net);
    let radio = channel(form.radio, default.radio);
    let vhf = channel(form.vhf, default.vhf);
    let epirb = channel(form.epirb, default.epirb);
    let mobile = channel(form.mobile, default.mobile);
    let word_of_mouth = channel(form.word_of_mouth, default.word_of_mouth);
    let mf_range = match form.mf_range {
        None => Some(None),
        Some(part) => reading.form(part, "a range").and_then(|form| mf_range(reading, &form)).map(Some),
    };
    let told_on_landing = form.told_on_landing.map_or(Some(false), |switch| reading.switch(switch));
    Some(Channels {
        phone: phone?,
        text: text?,
        safety_net: safety_net?,
        radio: radio?,
        vhf: vhf?,
        epirb: epirb?,
        mobile: mobile?,
        word_of_mouth: word_of_mouth?,
        mf_range: mf_range?,
        told_on_landing: told_on_landing?,
    })
}

fn quality<'a>(reading: &mut Reading<'a>, part: Part<'a, ChannelDoc<'a>>) -> Option<ChannelQuality> {
    let form = reading.form(part, "a channel")?;
    let (shortest, longest) = form.delay;
    let min_delay = reading.span(shortest);
    let max_delay = reading.span(longest);
    let loss = reading.share(form.loss);
    let (min_delay, max_delay) = (min_delay?, max_delay?);
    if min_delay > max_delay {
        let message = format!("the shortest delay, {min_delay}, is longer than the longest, {max_delay}");
        return reading.error(ORDER, shortest.raw(), message, "write the shorter one first");
    }
    Some(ChannelQuality { min_delay, max_delay, loss: loss? })
}

fn mf_range<'a>(reading: &mut Reading<'a>, form: &MfRangeDoc<'a>) -> Option<MfRange> {
    let mut range = |written: Option<Quantity<'a>>, default: f64| {
        written.map_or(Some(default), |range| {
            reading.quantity(range, Kind::Length, "a range", 0.0..=20_000_000.0, "0 to 10,000 NM")
        })
    };
    let day_m = range(form.day, radio::MF_DAY_M);
    let night_m = range(form.night, radio::MF_NIGHT_M);
    Some(MfRange { day_m: day_m?, night_m: night_m? })
}

/// By what a message comes; by telephone where nothing is said.
pub(super) fn channel<'a>(reading: &mut Reading<'a>, choice: Option<Choice<'a>>) -> Option<Channel> {
    let known = [
        ("Phone", Channel::Phone),
        ("Text", Channel::Text),
        ("SafetyNet", Channel::SafetyNet),
        ("Radio", Channel::Radio),
        ("Vhf", Channel::Vhf),
        ("Epirb", Channel::Epirb),
        ("Mobile", Channel::Mobile),
        ("WordOfMouth", Channel::WordOfMouth),
    ];
    choice.map_or(Some(Channel::Phone), |choice| reading.word(choice, &known))
}

/// The coast stations of all seats, in order of seat. `at` says where each seat is, where that is well written.
pub(super) fn antennas<'a>(
    reading: &mut Reading<'a>,
    seats: &[Written<'a, SeatDoc<'a>>],
    at: &[Option<Position>],
) -> Option<Vec<Antenna>> {
    let mut all = Vec::new();
    let mut whole = true;
    for (place, entry) in seats.iter().enumerate() {
        let Some(list) = entry.form.antennas else { continue };
        let Some(parts) = reading.list(list, "antennas", 0..=ANTENNAS) else {
            whole = false;
            continue;
        };
        for part in parts {
            let seat = (SeatId::new(place), at.get(place).copied().flatten());
            match reading.form(part, "an antenna").and_then(|form| antenna(reading, &form, seat)) {
                Some(antenna) => all.push(antenna),
                None => whole = false,
            }
        }
    }
    whole.then_some(all)
}

fn antenna<'a>(
    reading: &mut Reading<'a>,
    form: &AntennaDoc<'a>,
    (seat, home): (SeatId, Option<Position>),
) -> Option<Antenna> {
    let position = match form.at {
        Some(at) => reading.spot(at).and_then(|spot| reading.position_of(spot)),
        None => home,
    };
    let height_m = reading.quantity(form.height, Kind::Length, "a height", 1.0..=3_000.0, "1 to 3,000 m");
    Some(Antenna { seat, position: position?, height_m: height_m? })
}

/// What every vessel carries to call by, in their order.
pub(super) fn all_sets<'a>(
    reading: &mut Reading<'a>,
    written: &[Written<'a, CraftDoc<'a>>],
    crafts: &[Option<Craft>],
    kinds: &[Option<PartyKind>],
) -> Option<Vec<Sets>> {
    let each = written.iter().enumerate().map(|(place, entry)| {
        let craft = crafts.get(place).and_then(Option::as_ref);
        let (calls, troubles) = craft.map_or((&[][..], &[][..]), |craft| (&craft.calls, &craft.troubles));
        sets(reading, &entry.form, (calls, troubles), kinds)
    });
    // Every vessel is looked at, also after a mistake in one.
    let each: Vec<Option<Sets>> = each.collect();
    each.into_iter().collect()
}

/// What a vessel carries to call by; `calls` and `troubles` are its own.
fn sets<'a>(
    reading: &mut Reading<'a>,
    form: &CraftDoc<'a>,
    (calls, troubles): (&[Call], &[Trouble]),
    kinds: &[Option<PartyKind>],
) -> Option<Sets> {
    let vhf = match form.vhf {
        None => Some(None),
        Some(part) => reading.form(part, "a VHF set").and_then(|form| vhf(reading, &form)).map(Some),
    };
    let epirb = match form.epirb {
        None => Some(None),
        Some(part) => reading.form(part, "an EPIRB").and_then(|form| beacons::epirb(reading, &form, kinds)).map(Some),
    };
    // Whatever is wrong with the form of the telephone was put down when it was read for how it answers.
    let telephone = match form.phone {
        None => Some(Telephone::default()),
        Some(part) => {
            super::super::parse::try_read::<PhoneDoc<'a>>(part.raw().text()).and_then(|form| telephone(reading, &form))
        }
    };
    let sets = Sets { vhf: vhf?, epirb: epirb?, telephone: telephone? };
    let name = form.id.raw().text();
    if let (None, true, Some(list)) = (sets.vhf, calls.iter().any(|call| call.channel == Channel::Vhf), form.calls) {
        let message = format!("{name} calls by VHF and has no set; nobody will hear it");
        reading.warning(UNLIKELY, list.raw(), message, "add `vhf: ()` to the craft, or call by `Phone`");
    }
    let by_hand = troubles.iter().any(|trouble| trouble.kind == TroubleKind::BeaconSetOff);
    if let (None, true, Some(list)) = (sets.epirb, by_hand, form.troubles) {
        let message = format!("{name} has no distress beacon to set off");
        reading.warning(UNLIKELY, list.raw(), message, "add `epirb: (encoded: true)` to the craft, or leave this out");
    }
    Some(sets)
}

fn vhf<'a>(reading: &mut Reading<'a>, form: &VhfDoc<'a>) -> Option<Vhf> {
    let antenna_m = form.antenna.map_or(Some(BOAT_ANTENNA_M), |height| {
        reading.quantity(height, Kind::Length, "the height of an antenna", 0.1..=100.0, "0.1 to 100 m")
    });
    let reads_position = form.reads_position.map_or(Some(true), |switch| reading.switch(switch));
    Some(Vhf { antenna_m: antenna_m?, reads_position: reads_position? })
}

fn telephone<'a>(reading: &mut Reading<'a>, form: &PhoneDoc<'a>) -> Option<Telephone> {
    let mobile =
        form.kind.map_or(Some(false), |choice| reading.word(choice, &[("Satellite", false), ("Mobile", true)]));
    let talk: Option<Option<Span>> = match form.battery {
        None => Some(None),
        Some(span) => reading.span(span).map(Some),
    };
    let tries_again = form.tries_again.map_or(Some(false), |switch| reading.switch(switch));
    Some(Telephone { mobile: mobile?, talk: talk?, tries_again: tries_again? })
}

/// A party's line fails for some time.
pub(super) fn fails<'a>(
    reading: &mut Reading<'a>,
    by: Choice<'a>,
    span: Duration<'a>,
    party: Id<'a>,
) -> Option<Effect> {
    let channel = channel(reading, Some(by));
    let span = reading.span(span);
    let party = reading.reference(|r| &mut r.parties, party).map(PartyId::new);
    Some(Effect::ChannelFails { channel: channel?, party: party?, span: span? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ids::CraftId;
    use crate::scenario::{EXAMPLE, Epirb, Scenario, read};

    fn with(from: &str, to: &str) -> Result<Scenario, String> {
        assert!(EXAMPLE.contains(from), "{from}");
        let (scenario, findings) = read(&EXAMPLE.replacen(from, to, 1));
        scenario.ok_or_else(|| findings.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn what_is_not_written_of_means_of_communication_is_as_before() {
        let scenario = read(EXAMPLE).0.unwrap();
        assert_eq!(scenario.signals.antennas, Vec::new());
        assert_eq!(scenario.signals.sets(CraftId(0)), Sets::default());
        assert_eq!(scenario.channels.mf_range, None);
    }

    #[test]
    fn a_vessel_carries_what_is_written_and_a_seat_has_its_antennas() {
        let sets = "epirb: (encoded: true), vhf: (antenna: \"6 m\"), departs:";
        let scenario = with("departs:", sets).unwrap();
        let carried = scenario.signals.sets(CraftId(0));
        assert_eq!(carried.vhf, Some(Vhf { antenna_m: 6.0, reads_position: true }));
        let battery = Span::hours(48);
        assert_eq!(carried.epirb, Some(Epirb { encoded: true, floats_free: true, battery, registered: None }));
        let scenario =
            with("role: Rcc,", "role: Rcc, antennas: [(height: \"60 m\"), (at: \"-6.0, 105.9\", height: \"200 m\")],");
        let antennas = scenario.unwrap().signals.antennas;
        assert_eq!(antennas.iter().map(|a| a.height_m).collect::<Vec<_>>(), [60.0, 200.0]);
        assert_eq!(antennas[1].position, Position::new(-6.0, 105.9).unwrap());
    }

    #[test]
    fn mistakes_in_means_of_communication_say_what_to_type() {
        for (written, wanted) in [
            ("epirb: (coded: true), departs:", "encoded"),
            ("epirb: (encoded: 3), departs:", "true"),
            ("epirb: (battery: \"2 kn\"), departs:", "2h30m"),
            ("vhf: (antenna: \"300 m\"), departs:", "0.1 to 100 m"),
        ] {
            let said = with("departs:", written).unwrap_err();
            assert!(said.contains(wanted), "{written}: {said}");
        }
        let said = with("role: Rcc,", "role: Rcc, antennas: [(height: \"0 m\")],").unwrap_err();
        assert!(said.contains("1 to 3,000 m"), "{said}");
    }

    #[test]
    fn a_set_that_is_not_there_is_missed() {
        let text = EXAMPLE.replacen("departs:", "troubles: [(at: \"+1h\", kind: BeaconSetOff)], departs:", 1);
        let text = if EXAMPLE.contains("troubles:") {
            EXAMPLE.replacen("troubles: [", "troubles: [(at: \"+1h\", kind: BeaconSetOff),", 1)
        } else {
            text
        };
        let findings = read(&text).1;
        assert!(findings.iter().any(|finding| finding.message.contains("no distress beacon")), "{findings:?}");
    }
}
