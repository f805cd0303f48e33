//! Vessels in distress: hull, passage, troubles, people, calls.

use super::super::diagnostic::{LEEWAY, OBJECT, ORDER, REACH, SHARES, TOO_MANY, UNANSWERED, suggest};
use super::super::doc::{
    CallDoc, ClaimDoc, CraftDoc, GroupDoc, HullDoc, Part, PhoneDoc, RaftsDoc, TroubleDoc, TroubleKindDoc, Words,
};
use super::super::leaf::Leaf;
use super::super::model::{Call, Claim, Craft, Group, Phone, Rafts, Region, Stage, Trouble, TroubleKind};
use super::super::reading::{Reading, shown};
use super::super::values::Within;
use super::Written;
use super::channels::channel;
use super::parties::{centre, known_id};
use super::{entries, entries_or_none, reception, reports, stores, units};
use crate::base::Position;
use crate::base::quantity::Kind;
use crate::sar::leeway;
use crate::sar::raft;
use crate::sar::stability::Hull;
use crate::sar::sweep::SearchObject;
use crate::sar::thirst::{Ration, Sharing};

/// Persons aboard all vessels in distress at most.
const PERSONS: u32 = 5_000;

/// What of a capsized boat's length is seen above the water, as a share: *proposed*.
const SEEN_CAPSIZED: f64 = 1.0 / 3.0;

/// Telephone of a casualty that has none.
const NO_PHONE: Phone = Phone { answers: 0.0, reads_position: 0.0, error_m: 0.0, gross_error: 0.0 };

/// `regions` exist when and only when all of them are well written.
pub(super) fn crafts<'a>(
    reading: &mut Reading<'a>,
    written: &[Written<'a, CraftDoc<'a>>],
    regions: Option<&[Region]>,
) -> Vec<Option<Craft>> {
    reading.names_differ("craft", &written.iter().map(|entry| entry.form.name).collect::<Vec<_>>());
    let mut room = PERSONS;
    written
        .iter()
        .map(|entry| {
            let craft = craft(reading, &entry.form, &mut room)?;
            let answered = |p: &Position| regions.is_none_or(|list| list.iter().any(|region| region.contains(*p)));
            if !craft.passage.iter().any(answered) {
                let message = format!("no region holds any point of the passage of {}", entry.form.id.raw().text());
                let help = "extend an entry of `regions`, so that a centre answers for it";
                reading.warning(UNANSWERED, entry.form.passage.raw(), message, help);
            }
            Some(craft)
        })
        .collect()
}

fn craft<'a>(reading: &mut Reading<'a>, form: &CraftDoc<'a>, room: &mut u32) -> Option<Craft> {
    let name = reading.text(form.name);
    let description = reading.text(form.description);
    let hull = reading.form(form.hull, "a hull").and_then(|form| hull(reading, &form));
    let rated_persons = reading.count(form.rated_persons, "persons it could carry safely", 1..=5_000);
    let object_afloat = match form.object_afloat {
        Some(object) => search_object(reading, object),
        None => hull.map(|hull| SearchObject::vessel_of_length(hull.length_m)),
    };
    let object_capsized = match form.object_capsized {
        Some(object) => search_object(reading, object),
        None => hull.map(|hull| SearchObject::vessel_of_length(hull.length_m * SEEN_CAPSIZED)),
    };
    let leeway_afloat = leeway_class(reading, form.leeway_afloat);
    let leeway_capsized = leeway_class(reading, form.leeway_capsized);
    let floats_capsized = reading.span(form.floats_capsized);
    let hull_room = reading.count(form.hull_room, "room on the upturned hull", 0..=5_000);
    let debris_pieces = reading.count(form.debris_pieces, "pieces of wreckage", 0..=5_000);
    let passage = units::passage(reading, form.passage);
    let departs_s = reading.seconds(form.departs, Within::PastToEnd);
    let speed = reading.quantity(form.speed, Kind::Speed, "a speed", 0.0..=30.0, "0 to 58 kn").and_then(|speed| {
        if speed > 0.0 {
            return Some(speed);
        }
        let message = format!("{} has no speed on its passage", form.id.raw().text());
        reading.error(REACH, form.speed.raw(), message, "type one like \"6 kn\"; the engine can fail at \"+0h\"")
    });
    let speed_spread = form.speed_spread.map_or(Some(0.0), |spread| reading.number(spread, "a spread", 0.0..=0.5));
    let water_l = reading.quantity(form.water, Kind::Volume, "the water", 0.0..=1_000_000.0, "0 to 1,000 m3");
    let food_days = stores::food(reading, form.food);
    let sharing = form.sharing.map_or(Some(Sharing::Even), |choice| {
        reading.word(choice, &[("Even", Sharing::Even), ("ChildrenFirst", Sharing::ChildrenFirst)])
    });
    let ration = form.ration.map_or(Some(None), |ration| {
        let l_per_day = reading.quantity(ration, Kind::Volume, "a ration", 0.0..=20.0, "0 to 20 L")?;
        Some(Some(Ration { l_per_day, none_on_first_day: false }))
    });
    let rafts = rafts(reading, form.rafts);
    let engine_may_fail = form.engine_may_fail.map_or(Some(false), |switch| reading.switch(switch));
    let troubles = entries_or_none(reading, form.troubles, "troubles", "a trouble", 100);
    let troubles_whole = !troubles.has_gaps;
    let troubles: Vec<_> = troubles.written.iter().map(|entry| trouble(reading, &entry.form)).collect();
    let report = reports::report(reading, form);
    let least = usize::from(!reports::is_report(form));
    let groups = entries(reading, form.groups, "groups", "a group", least..=100);
    let groups_whole = !groups.has_gaps;
    let groups: Vec<_> = groups.written.iter().map(|entry| group(reading, &entry.form, room)).collect();
    let calls = entries_or_none(reading, form.calls, "calls", "a call", 200);
    let calls_whole = !calls.has_gaps;
    let calls: Vec<_> = calls.written.iter().map(|entry| call(reading, &entry.form)).collect();
    let phone = match form.phone {
        Some(part) => reading.form(part, "a phone").and_then(|form| phone(reading, &form)),
        None => Some(NO_PHONE),
    };

    let begins = begins(reading, form, departs_s);
    let repair = match form.repair {
        None => Some(None),
        Some(span) => reading.span(span).map(Some),
    };

    let mut troubles = troubles.into_iter().collect::<Option<Vec<_>>>().filter(|_| troubles_whole)?;
    troubles.sort_by_key(|trouble| trouble.at);
    let mut calls = calls.into_iter().collect::<Option<Vec<_>>>().filter(|_| calls_whole)?;
    calls.sort_by_key(|call| call.at);
    Some(Craft {
        id: known_id(form.id),
        name: name?,
        description: description?,
        hull: hull?,
        rated_persons: rated_persons?,
        object_afloat: object_afloat?,
        object_capsized: object_capsized?,
        leeway_afloat: leeway_afloat?,
        leeway_capsized: leeway_capsized?,
        floats_capsized: floats_capsized?,
        hull_room: hull_room?,
        debris_pieces: debris_pieces?,
        passage: passage?,
        departs_s: departs_s?,
        speed_mps: speed?,
        speed_spread: speed_spread?,
        water_l: water_l?,
        sharing: sharing?,
        ration: ration?,
        rafts: rafts?,
        engine_may_fail: engine_may_fail?,
        troubles,
        groups: groups.into_iter().collect::<Option<Vec<_>>>().filter(|_| groups_whole)?,
        calls,
        phone: phone?,
        begins: begins?,
        repair: repair?,
        report: report?,
        food_days: food_days?,
    })
}

/// How a vessel is when the exercise begins. Only one that has departed can be in any trouble.
fn begins<'a>(reading: &mut Reading<'a>, form: &CraftDoc<'a>, departs_s: Option<i64>) -> Option<Stage> {
    let known = [("UnderWay", Stage::UnderWay), ("Adrift", Stage::Adrift), ("Capsized", Stage::Capsized)];
    let Some(choice) = form.begins else { return Some(Stage::UnderWay) };
    let begins = reading.word(choice, &known)?;
    if begins != Stage::UnderWay && departs_s.is_some_and(|departs| departs > 0) {
        let message = format!("{} is in trouble before it departs", form.id.raw().text());
        return reading.error(ORDER, choice.raw(), message, "let it depart before the start, or begin `UnderWay`");
    }
    Some(begins)
}

/// Life rafts at most aboard one vessel or unit.
const RAFTS: u32 = 200;

/// Life rafts of a casualty or a unit.
pub(super) fn rafts<'a>(
    reading: &mut Reading<'a>,
    list: Option<Part<'a, Vec<Part<'a, RaftsDoc<'a>>>>>,
) -> Option<Vec<Rafts>> {
    let list = entries_or_none(reading, list, "rafts", "a sort of rafts", 20);
    let whole = !list.has_gaps;
    let mut room = RAFTS;
    let sorts: Vec<_> = list.written.iter().map(|entry| raft_sort(reading, &entry.form, &mut room)).collect();
    sorts.into_iter().collect::<Option<Vec<_>>>().filter(|_| whole)
}

fn raft_sort<'a>(reading: &mut Reading<'a>, form: &RaftsDoc<'a>, room: &mut u32) -> Option<Rafts> {
    let number = reading.count(form.number, "rafts", 1..=RAFTS).and_then(|number| {
        *room = match room.checked_sub(number) {
            Some(rest) => rest,
            None => {
                let message = format!("there are more than {RAFTS} rafts aboard");
                return reading.error(TOO_MANY, form.number.raw(), message, "leave some out");
            }
        };
        Some(number)
    });
    let capacity = reading.count(form.capacity, "persons a raft is made for", 1..=50);
    let water = form.water.map_or(Some(raft::WATER_L_PER_PERSON), |water| {
        reading.quantity(water, Kind::Volume, "the water for each person", 0.0..=100.0, "0 to 100 L")
    });
    let drogue = form.drogue.map_or(Some(true), |switch| reading.switch(switch));
    Some(Rafts { number: number?, capacity: capacity?, water_l_per_person: water?, drogue: drogue? })
}

fn hull<'a>(reading: &mut Reading<'a>, form: &HullDoc<'a>) -> Option<Hull> {
    let length_m = reading.quantity(form.length, Kind::Length, "a length", 2.0..=400.0, "2 to 400 m");
    let beam_m = reading.quantity(form.beam, Kind::Length, "a beam", 0.5..=80.0, "0.5 to 80 m");
    let mass = 100.0..=500_000_000.0;
    let displacement_kg =
        reading.quantity(form.displacement, Kind::Mass, "a displacement", mass, "100 kg to 500,000 t");
    let gm = 0.01..=20.0;
    let gm_m = reading.quantity(form.metacentric_height, Kind::Length, "a metacentric height", gm, "0.01 to 20 m");
    let flood_angle_deg = reading.number(form.flooding_angle, "a flooding angle", 1.0..=60.0);
    let litres = 10.0..=500_000_000.0;
    let reserve_l =
        reading.quantity(form.reserve_buoyancy, Kind::Volume, "a reserve of buoyancy", litres, "0.01 to 500,000 m3");
    let (length_m, beam_m) = (length_m?, beam_m?);
    if beam_m > length_m {
        let message = format!("this hull is {beam_m} m broad and {length_m} m long");
        return reading.error(ORDER, form.beam.raw(), message, "write the shorter of the two as `beam`");
    }
    Some(Hull {
        length_m,
        beam_m,
        displacement_kg: displacement_kg?,
        gm_m: gm_m?,
        flood_angle_deg: flood_angle_deg?,
        reserve_buoyancy_m3: reserve_l? / 1000.0,
    })
}

fn search_object<'a>(reading: &mut Reading<'a>, words: Words<'a>) -> Option<SearchObject> {
    let name = reading.text(words)?;
    SearchObject::named(&name).or_else(|| {
        let help = suggest(&name, SearchObject::all().map(SearchObject::name), true);
        let message = format!("the sweep-width tables have no object \"{}\"", shown(&name));
        reading.error(OBJECT, words.raw(), message, help)
    })
}

fn leeway_class<'a>(reading: &mut Reading<'a>, words: Words<'a>) -> Option<String> {
    let key = reading.text(words)?;
    if let Some(class) = leeway::class(&key) {
        return Some(class.key.clone());
    }
    let help = suggest(&key, leeway::classes().iter().map(|class| class.key.as_str()), true);
    reading.error(LEEWAY, words.raw(), format!("the leeway table has no class \"{}\"", shown(&key)), help)
}

fn trouble<'a>(reading: &mut Reading<'a>, form: &TroubleDoc<'a>) -> Option<Trouble> {
    let at = reading.tick(form.at, Within::Exercise);
    let spread = reading.span_or_none(form.spread);
    let kind = trouble_kind(reading, form.kind);
    Some(Trouble { at: at?, spread: spread?, kind: kind? })
}

pub(super) fn trouble_kind<'a>(reading: &mut Reading<'a>, form: TroubleKindDoc<'a>) -> Option<TroubleKind> {
    Some(match form {
        TroubleKindDoc::EngineFails => TroubleKind::EngineFails,
        TroubleKindDoc::EngineRestarts => TroubleKind::EngineRestarts,
        TroubleKindDoc::Leak(rate) => TroubleKind::Leak {
            m3_per_h: reading.quantity(rate, Kind::Flow, "a leak", 0.0..=100_000.0, "0 to 100,000 m3/h")?,
        },
        TroubleKindDoc::PumpFails => TroubleKind::PumpFails,
        TroubleKindDoc::PhoneLost => TroubleKind::PhoneLost,
        TroubleKindDoc::BeaconSetOff => TroubleKind::BeaconSetOff,
    })
}

fn group<'a>(reading: &mut Reading<'a>, form: &GroupDoc<'a>, room: &mut u32) -> Option<Group> {
    let name = reading.text(form.name);
    let count = reading.count(form.count, "persons of a group", 1..=PERSONS).and_then(|count| {
        *room = match room.checked_sub(count) {
            Some(rest) => rest,
            None => {
                let message = format!("there are more than {PERSONS} persons aboard all craft");
                return reading.error(TOO_MANY, form.count.raw(), message, "make the groups smaller");
            }
        };
        Some(count)
    });
    let youngest = reading.count(form.ages.0, "an age", 0..=120);
    let oldest = reading.count(form.ages.1, "an age", 0..=120);
    let male_share = reading.share(form.male_share);
    let swim_share = reading.share(form.swim_share);
    let good_lifejacket_share = reading.share_or_none(form.good_lifejacket_share);
    let poor_lifejacket_share = reading.share_or_none(form.poor_lifejacket_share);
    let frail_share = reading.share_or_none(form.frail_share);
    let family_size = form.family_size.map_or(Some(1), |size| reading.count(size, "persons in a family", 1..=50));
    let below_deck_share = reading.share_or_none(form.below_deck_share);
    let circumstances = reception::circumstances(reading, form, count);
    let age = |age: u32| u8::try_from(age).ok();
    let ages = (age(youngest?)?, age(oldest?)?);
    if ages.0 > ages.1 {
        let message = format!("the youngest is {} and the oldest {}", ages.0, ages.1);
        let help = format!("type ({}, {})", ages.1, ages.0);
        return reading.error(ORDER, form.ages.0.raw(), message, help);
    }
    let (good, poor) = (good_lifejacket_share?, poor_lifejacket_share?);
    // A hair more than 1, so that 0.7 and 0.3 do fit.
    if good + poor > 1.0 + 1e-9 {
        let at = form.poor_lifejacket_share.or(form.good_lifejacket_share)?.raw();
        let message = format!("good and poor lifejackets are {good} and {poor} of the group, together more than 1");
        let help = format!("type at most {:.2}, or lower the other share", 1.0 - good);
        return reading.error(SHARES, at, message, help);
    }
    Some(Group {
        name: name?,
        count: count?,
        ages,
        male_share: male_share?,
        swim_share: swim_share?,
        good_lifejacket_share: good,
        poor_lifejacket_share: poor,
        frail_share: frail_share?,
        family_size: family_size?,
        below_deck_share: below_deck_share?,
        circumstances: circumstances?,
    })
}

fn call<'a>(reading: &mut Reading<'a>, form: &CallDoc<'a>) -> Option<Call> {
    let at = reading.tick(form.at, Within::Exercise);
    let spread = reading.span_or_none(form.spread);
    let to = centre(reading, form.to);
    let channel = channel(reading, form.channel);
    let nature = super::plan::nature(reading, form.nature);
    let position = form.position.map_or(Some(Claim::Unstated), |claim_form| claim(reading, claim_form));
    let persons = form.persons.map(|persons| reading.count(persons, "persons told", 0..=100_000));
    let text = reading.text(form.text);
    Some(Call {
        at: at?,
        spread: spread?,
        to: to?,
        channel: channel?,
        nature: nature?,
        position: position?,
        persons: persons.map_or(Some(None), |told| told.map(Some))?,
        text: text?,
    })
}

fn claim<'a>(reading: &mut Reading<'a>, form: ClaimDoc<'a>) -> Option<Claim> {
    Some(match form {
        ClaimDoc::Unstated => Claim::Unstated,
        ClaimDoc::Read(error) => Claim::Read {
            error_m: reading.quantity(error, Kind::Length, "an error", 0.0..=1_000_000.0, "0 to 1,000 km")?,
        },
        ClaimDoc::Stale(age) => Claim::Stale { age: reading.span(age)? },
        ClaimDoc::Stated(position) => Claim::Stated(reading.any_position(position)?),
    })
}

fn phone<'a>(reading: &mut Reading<'a>, form: &PhoneDoc<'a>) -> Option<Phone> {
    let answers = reading.share(form.answers);
    let reads_position = reading.share(form.reads_position);
    let error_m = reading.quantity(form.error, Kind::Length, "an error", 0.0..=1_000_000.0, "0 to 1,000 km");
    let gross_error = reading.share_or_none(form.gross_error);
    Some(Phone { answers: answers?, reads_position: reads_position?, error_m: error_m?, gross_error: gross_error? })
}
