//! Who people are, by hand: established more often where an officer of their state was lent, and at a price before the
//! state they fled from.

use super::tests::{BOAT, DELTA, HILLS, IMMIGRATION, MERAK, Shore, clause, fixture};
use super::*;
use crate::base::Span;
use crate::base::ids::{RequestId, SeatId};
use crate::scenario::Purse;
use crate::sim::means::{Grant, Help, Wanted};

const RCC_DELTA: SeatId = SeatId(4);

/// People landed and interviewed, with immigration officers lent by a state, or by none.
fn interviewed(people: std::ops::Range<u32>, lent_by: Option<PartyId>) -> Shore {
    let mut scenario = fixture();
    let mut purses = vec![Purse::default(); scenario.parties.len()];
    if let Some(of) = lent_by {
        purses[of.index()].staff[Staff::Immigration as usize] = 1;
        // Whoever lends them sits in that state.
        scenario.seats[RCC_DELTA.index()].party = of;
    }
    scenario.means.purses = purses;
    let mut shore = Shore::of(scenario, 3);
    if let Some(of) = lent_by {
        shore.world.means.books[of.index()].staff = [0; Staff::ALL.len()];
        shore.world.means.grants.push(Grant {
            request: RequestId(9_000),
            from: RCC_DELTA,
            to: IMMIGRATION,
            case: BOAT,
            what: Wanted::Staff { site: MERAK, help: Help::Staff(Staff::Immigration), number: 1 },
            number: 1,
            settled_at: Some(Tick(1)),
            arrive_at: Some(Tick(6)),
            arrived_at: None,
        });
    }
    let mut shore = shore.landing(people).open();
    shore.play(Span::hours(60), &[]);
    assert_eq!(shore.done(Stage::Interview), shore.files().len());
    shore
}

fn established(shore: &Shore) -> Vec<PersonId> {
    shore.files().iter().filter(|file| file.known.identity == Some(true)).map(|file| file.person).collect()
}

#[test]
fn an_officer_of_their_state_establishes_who_more_people_are_and_nobody_less() {
    // Workers of Delta, two in five with a document.
    let (alone, with) = (interviewed(40..80, None), interviewed(40..80, Some(DELTA)));
    let (few, many) = (established(&alone), established(&with));
    assert!(few.len() > 10 && few.len() < 40, "{}", few.len());
    assert!(many.len() > few.len() && few.iter().all(|person| many.contains(person)), "{} {}", few.len(), many.len());
    let told = |shore: &Shore| {
        shore.events.iter().filter(|e| matches!(e, Event::IdentityEstablished { liaison: true, .. })).count()
    };
    assert_eq!((told(&alone), told(&with)), (0, many.len()));
    clause("J 10.B.d, A.e-g", "identities established", many.len() as f64, few.len() as f64);
    assert!(with.violations(Violation::Disclosure).is_empty());
    // The site has an officer more.
    let officers = |shore: &Shore| shore.world.ashore.sites[MERAK.index()].staff[Staff::Immigration as usize];
    assert_eq!(officers(&with), officers(&alone) + 1);
}

#[test]
fn to_be_interviewed_before_an_officer_of_the_state_fled_from_is_disclosure() {
    // Families who fled Hills.
    let (alone, with) = (interviewed(0..20, None), interviewed(0..20, Some(HILLS)));
    assert!(alone.violations(Violation::Disclosure).is_empty());
    assert_eq!(with.violations(Violation::Disclosure).len(), with.files().len());
}
