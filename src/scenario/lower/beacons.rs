//! Distress beacons: what they send, and what the register of the state says with which they are registered.

use super::super::channels::BeaconRegister;
use super::super::diagnostic::{STATE, UNLIKELY};
use super::super::doc::{CraftDoc, EpirbDoc};
use super::super::leaf::{Id, Leaf};
use super::super::model::{Epirb, PartyKind, Role};
use super::super::reading::Reading;
use super::Written;
use crate::base::ids::PartyId;
use crate::sar::radio;

/// Persons a register may say a vessel has aboard.
const PERSONS: u32 = 20_000;

/// What a beacon sends. `kinds` says what sort of body each party is, where it is well written.
pub(super) fn epirb<'a>(reading: &mut Reading<'a>, form: &EpirbDoc<'a>, kinds: &[Option<PartyKind>]) -> Option<Epirb> {
    let encoded = form.encoded.map_or(Some(false), |switch| reading.switch(switch));
    let floats_free = form.floats_free.map_or(Some(true), |switch| reading.switch(switch));
    let battery = form.battery.map_or(Some(radio::EPIRB_BATTERY), |span| reading.span(span));
    let registered = form.registered.map_or(Some(None), |id| registered(reading, id, kinds).map(Some));
    let told = form.register.map(Leaf::raw).or(form.persons.map(Leaf::raw));
    if let (None, Some(raw)) = (form.registered, told) {
        let message = "a register is kept by a state, and the beacon is registered with none";
        let help = "add `registered: \"…\"` with the id of a party whose kind is `Country`";
        return reading.error(STATE, raw, message, help);
    }
    Some(Epirb { encoded: encoded?, floats_free: floats_free?, battery: battery?, registered: registered? })
}

/// The state a beacon is registered with: one with a rescue coordination centre, or nobody is told.
fn registered<'a>(reading: &mut Reading<'a>, id: Id<'a>, kinds: &[Option<PartyKind>]) -> Option<PartyId> {
    let place = reading.reference(|r| &mut r.parties, id)?;
    if kinds.get(place).copied().flatten().is_some_and(|kind| kind != PartyKind::Country) {
        let message = format!("{} is no state, and beacons are registered with states", id.raw().text());
        return reading.error(STATE, id.raw(), message, "name a party whose kind is `Country`");
    }
    let party = PartyId::new(place);
    let unread = reading.chairs.iter().any(|chair| chair.party.is_none() || chair.role.is_none());
    let centre = reading.chairs.iter().any(|chair| chair.party == Some(party) && chair.role == Some(Role::Rcc));
    if !centre && !unread {
        let message =
            format!("{} has no rescue coordination centre here, so nobody reads its register", id.raw().text());
        reading.warning(UNLIKELY, id.raw(), message, "name a state with a seat whose role is `Rcc`, or leave this out");
    }
    Some(party)
}

/// What the registers say of each vessel's beacon, in order of the vessels.
pub(super) fn registers<'a>(
    reading: &mut Reading<'a>,
    written: &[Written<'a, CraftDoc<'a>>],
) -> Option<Vec<Option<BeaconRegister>>> {
    let each: Vec<_> = written.iter().map(|entry| register(reading, &entry.form)).collect();
    each.into_iter().collect()
}

fn register<'a>(reading: &mut Reading<'a>, form: &CraftDoc<'a>) -> Option<Option<BeaconRegister>> {
    // Whatever is wrong with the form of the beacon was put down when it was read for what it sends.
    let Some(part) = form.epirb else { return Some(None) };
    let Some(form) = super::super::parse::try_read::<EpirbDoc<'a>>(part.raw().text()) else { return Some(None) };
    if form.register.is_none() && form.persons.is_none() {
        return Some(None);
    }
    let words = form.register.map_or(Some(String::new()), |words| reading.text(words));
    let persons =
        form.persons.map_or(Some(None), |count| reading.count(count, "persons in a register", 0..=PERSONS).map(Some));
    Some(Some(BeaconRegister { words: words?, persons: persons? }))
}

#[cfg(test)]
mod tests {
    use crate::base::ids::CraftId;
    use crate::scenario::{EXAMPLE, Scenario, read};

    fn with(epirb: &str) -> (Option<Scenario>, String) {
        let (scenario, findings) = read(&EXAMPLE.replacen("departs:", &format!("epirb: ({epirb}), departs:"), 1));
        (scenario, findings.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_beacon_is_registered_with_a_state_whose_register_says_who_and_how_many() {
        let (scenario, said) =
            with("registered: \"south\", register: \"fishing vessel of 15 m, owner in the south\", persons: 6");
        let scenario = scenario.unwrap_or_else(|| panic!("{said}"));
        assert_eq!(said, "");
        let registered = scenario.signals.sets(CraftId(0)).epirb.unwrap().registered.unwrap();
        assert_eq!(scenario.parties[registered.index()].id, "south");
        let register = scenario.signals.register(CraftId(0)).unwrap();
        assert_eq!(
            (register.words.as_str(), register.persons),
            ("fishing vessel of 15 m, owner in the south", Some(6))
        );
        let (scenario, _) = with("encoded: true");
        let signals = scenario.unwrap().signals;
        assert_eq!(signals.sets(CraftId(0)).epirb.unwrap().registered, None);
        assert!(signals.register(CraftId(0)).is_none());
    }

    #[test]
    fn mistakes_in_a_registration_say_what_to_type() {
        for (written, wanted) in [
            ("registered: \"suoth\"", "south"),
            ("registered: \"trade\"", "`Country`"),
            ("register: \"a ferry\"", "registered: \"…\""),
            ("persons: 12", "registered: \"…\""),
            ("registered: \"south\", persons: -1", "persons"),
            ("registred: \"south\"", "registered"),
        ] {
            let (scenario, said) = with(written);
            assert!(scenario.is_none() && said.contains(wanted), "{written}: {said}");
        }
    }
}
