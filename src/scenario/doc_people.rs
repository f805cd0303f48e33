//! The forms of the people aboard and of those who receive them ashore; the rest of the format is in `doc`.

use serde::Deserialize;

use super::leaf::{Count, Duration, Id, Number, Part, Words};

/// An entry of `groups`: persons described together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "group")]
pub struct GroupDoc<'a> {
    /// What they have in common, shown in lists.
    #[serde(borrow)]
    pub name: Words<'a>,
    /// How many.
    pub count: Count<'a>,
    /// Youngest and oldest age \[years\]: `(18, 45)`.
    pub ages: (Count<'a>, Count<'a>),
    /// Share of men and boys.
    pub male_share: Number<'a>,
    /// Share able to swim.
    pub swim_share: Number<'a>,
    /// Share with a lifejacket that holds. Default: 0.
    pub good_lifejacket_share: Option<Number<'a>>,
    /// Share with one that does not hold for long. Default: 0. With the one above not more than 1.
    pub poor_lifejacket_share: Option<Number<'a>>,
    /// Share in poor health. Default: 0.
    pub frail_share: Option<Number<'a>>,
    /// Persons in one family; 1 for people who travel alone. Default: 1.
    pub family_size: Option<Count<'a>>,
    /// Share below deck. Default: 0.
    pub below_deck_share: Option<Number<'a>>,
    /// Nationalities with their shares, together at most 1: `[("bangladesh", 0.4), ("Stateless", 0.6)]`. One that is
    /// the id of a party is that state's, and has its consulate; the rest of the group say none. Default: none.
    pub nationalities: Option<Part<'a, Vec<(Words<'a>, Number<'a>)>>>,
    /// Languages with their shares, together at most 1, for which an interpreter is needed: `[("Rohingya", 0.8)]`. The
    /// rest speak that of the site. Default: none.
    pub languages: Option<Part<'a, Vec<(Words<'a>, Number<'a>)>>>,
    /// Share with an identity document. Default: 0.
    pub documents_share: Option<Number<'a>>,
    /// Share of the children who travel without any adult of theirs. Default: 0.
    pub unaccompanied_share: Option<Number<'a>>,
    /// Share of the women from 15 to 49 who are pregnant. Default: 0.
    pub pregnant_share: Option<Number<'a>>,
    /// Share who come ashore wounded, from before or from the voyage. Default: 0.
    pub wounded_share: Option<Number<'a>>,
    /// Share who are victims of trafficking. Default: 0.
    pub trafficking_share: Option<Number<'a>>,
    /// Share in need of international protection. Default: 0.
    pub protection_share: Option<Number<'a>>,
    /// Organisers among them: adults who run the voyage. Default: 0.
    pub organisers: Option<Count<'a>>,
    /// Share of the adults who can tell who the organisers are. Default: 0.
    pub witnesses_share: Option<Number<'a>>,
    /// Id of the party fled from, by those in need of protection: none of its places is safe for them. Default: none.
    pub flees: Option<Id<'a>>,
}

/// An entry of `reception`: `(place: "merak", party: "north", opens: "6h", staff: (medical: 8), beds: 200, …)`. It is
/// run by the party's `Immigration` seat, or by its `Rcc` where it has none.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "site")]
pub struct SiteDoc<'a> {
    /// Id of the place; each has one site at most.
    #[serde(borrow)]
    pub place: Id<'a>,
    /// Id of the party whose site it is, which is the place's.
    pub party: Id<'a>,
    /// Ships that can put people ashore there at one time. Default: 1.
    pub berths: Option<Count<'a>>,
    /// From the order to open it to its being open. Default: none.
    pub opens: Option<Duration<'a>>,
    /// Who works there.
    pub staff: Part<'a, StaffDoc<'a>>,
    /// Beds.
    pub beds: Count<'a>,
    /// Drinking water it can give out in a day \[L\].
    pub water_l_per_day: Number<'a>,
    /// Persons it can feed. Default: not counted, and everybody.
    pub meals: Option<Count<'a>>,
    /// Ambulances, each for one patient. Default: 0.
    pub ambulances: Option<Count<'a>>,
    /// How far away the hospital is by ambulance. Default: "1h" (*proposed*).
    pub hospital: Option<Duration<'a>>,
}

/// `staff: ( … )`: at work at any one time. Whoever is left out is not there.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "staff")]
pub struct StaffDoc<'a> {
    /// Berth, crowd safety, water, shelter.
    #[serde(borrow)]
    pub reception: Option<Count<'a>>,
    /// Doctors and nurses.
    pub medical: Option<Count<'a>>,
    /// Registration and family tracing.
    pub registration: Option<Count<'a>>,
    /// Vulnerability and trafficking screening.
    pub screening: Option<Count<'a>>,
    /// Immigration officers.
    pub immigration: Option<Count<'a>>,
    /// Police.
    pub police: Option<Count<'a>>,
    /// Child protection.
    pub child_protection: Option<Count<'a>>,
    /// Interpreters by language: `[("Rohingya", 2)]`.
    pub interpreters: Option<Part<'a, Vec<(Words<'a>, Count<'a>)>>>,
}
