//! What a unit reports of vessels alongside and of other ships, in the words of a desk's log.

use super::model::{Picture, SruView};
use crate::base::ids::CraftId;
use crate::sim::Theatre;
use crate::sim::alongside::Hail;

/// A report of a unit of this name in words.
pub(super) fn words(theatre: &Theatre, name: &str, hail: &Hail) -> String {
    match hail {
        Hail::Provided { case, water_l, lifejackets, food_days } => {
            let food = if *food_days > 0.0 { format!(", food for {food_days:.0} person-days") } else { String::new() };
            format!("{name} has given {water_l:.0} L of water{food} and {lifejackets} lifejackets to {case}")
        }
        Hail::Leading { case } => format!("{name} leads {case}, which goes under its own engine"),
        Hail::Towing { case } => format!("{name} has {case} in tow"),
        Hail::LetGo { case } => format!("{name} has let {case} go"),
        Hail::Mended { case } => format!("{name} has mended the engine of {case}, which goes on"),
        Hail::Capsized { case } => format!("{name}: {case} has capsized or sunk; taking people from the water"),
        Hail::Unable { why } => format!("{name} cannot do what it was sent for: {why}"),
        Hail::PassedOver { to, living, dead, left } => {
            let other = theatre.scenario.srus.get(to.index()).map_or("another ship", |sru| sru.name.as_str());
            format!("{name} has passed {living} survivors and {dead} dead to {other}; {left} stay aboard")
        }
    }
}

impl Picture {
    /// The unit of this desk that has a vessel in its hands: leads it, or has it in tow.
    pub fn holder(&self, case: CraftId) -> Option<&SruView> {
        self.srus.iter().find(|view| view.in_hand == Some(case))
    }
}
