//! What has become of everybody, in four numbers.

use super::wire::Tally;
use crate::picture::truth;
use crate::sim::{Setting, Theatre, World};

/// What has become of everybody.
pub(super) fn tally(theatre: &Theatre, world: &World) -> Tally {
    let aboard = Setting::ALL.iter().position(|setting| *setting == Setting::AboardRescuer).unwrap_or_default();
    truth(theatre, world).casualties.iter().fold(Tally::default(), |tally, casualty| {
        let rescued = casualty.living[aboard];
        Tally {
            saved: tally.saved + casualty.saved,
            aboard_rescuers: tally.aboard_rescuers + rescued,
            at_risk: tally.at_risk + casualty.persons.saturating_sub(casualty.saved + rescued + casualty.died),
            dead: tally.dead + casualty.died,
        }
    })
}
