//! What must hold of a world after every tick; tests check it at every step of whole runs.

use super::command::Answer;
use super::theatre::Theatre;
use super::world::*;
use crate::base::ids::RaftId;

impl World {
    /// Panics with a sentence if the world contradicts itself. For tests: a world made by `step` never does.
    ///
    /// # Panics
    /// On a broken invariant.
    pub fn check_invariants(&self, theatre: &Theatre) {
        let aboard = theatre.scenario.persons_aboard() as usize;
        assert_eq!(self.people.len(), aboard, "nobody is added or lost from the list of people");
        for (i, person) in self.people.iter().enumerate() {
            assert_eq!(person.id.index(), i, "people are in order of id");
            assert!(
                person.toll.borne.is_finite() && person.toll.borne >= 0.0,
                "{}: hazard borne {}",
                person.id,
                person.toll.borne
            );
            assert!(person.toll.deficit_l.is_finite() && person.toll.deficit_l >= 0.0, "{}: deficit", person.id);
            if person.fate == Fate::Living {
                assert!(person.whereabouts != Whereabouts::Lost, "{} lives and is lost", person.id);
            }
            if let Whereabouts::InWater { object, .. } = person.whereabouts {
                let thing = &self.objects[object.index()];
                assert_eq!(thing.kind, ObjectKind::Person(person.id), "{} is the object in the water", person.id);
                assert!(thing.afloat != Afloat::Gone, "{} is in the water as an object that is gone", person.id);
            }
            if let Whereabouts::InRaft(raft) = person.whereabouts {
                let afloat = matches!(self.rafts[raft.index()].state, RaftState::Adrift(object)
                    if self.objects[object.index()].kind == ObjectKind::Raft(raft));
                assert!(afloat, "{} is in {raft}, which is not afloat", person.id);
            }
        }
        for (i, raft) in self.rafts.iter().enumerate() {
            let aboard = super::rafts::aboard(self, RaftId::new(i));
            assert!(aboard <= raft.capacity, "raft {i} carries {aboard} of {}", raft.capacity);
            assert!(raft.water_l.is_finite() && raft.water_l >= 0.0, "raft {i} has {} L of water", raft.water_l);
        }
        for (i, object) in self.objects.iter().enumerate() {
            assert_eq!(object.id.index(), i, "objects are in order of id");
            let (east, north) = object.velocity;
            assert!(east.is_finite() && north.is_finite(), "{} moves at {east}, {north}", object.id);
            if object.afloat == Afloat::Yes {
                assert!(!theatre.coast.is_land(object.position), "{} drifts on land at {}", object.id, object.position);
            }
        }
        for (i, sru) in self.srus.iter().enumerate() {
            assert_eq!(sru.id.index(), i, "units are in order of id");
            assert!((0.0..=1.0).contains(&sru.fuel), "{} has fuel {}", sru.id, sru.fuel);
            let (living, _) = super::people::aboard_sru(self, sru.id);
            let spec = theatre.sru(sru.id);
            assert!(living <= spec.capacity, "{} carries {living} of {}", spec.name, spec.capacity);
            let ship_at_sea = !spec.kind.flies() && sru.activity.is_out();
            assert!(
                !ship_at_sea || !theatre.coast.is_land(sru.position),
                "{} is on land at {}",
                spec.name,
                sru.position
            );
            if sru.activity == Activity::Reserve {
                let untouched = sru.order.is_none() && sru.case.is_none() && sru.lent_to.is_none();
                assert!(untouched && sru.in_sight.is_empty(), "{} is in reserve and has been used", spec.name);
                assert_eq!(super::people::aboard_sru(self, sru.id), (0, 0), "{} is in reserve", spec.name);
            }
        }
        let weather = [self.weather.wind, self.weather.current].map(|flow| flow.east_mps + flow.north_mps);
        assert!(weather.iter().all(|sum| sum.is_finite()), "the weather is {:?}", self.weather);
        assert!(self.weather.wave_height_m.is_finite(), "the waves are {}", self.weather.wave_height_m);
        self.check_alongside();
        self.check_ashore(theatre);
        super::plot::check(self);
        super::means::check(theatre, self);
        for message in &self.comms.in_flight {
            assert!(message.arrives_at > self.tick, "{} should have arrived", message.id);
        }
        for request in &self.requests {
            assert!(request.answer.is_none() || request.received_at.is_some(), "{} answered unread", request.id);
            let (asks, is_asked) = super::rights::rights_of(&request.what);
            let (from, to) = (theatre.seat(request.from).role, theatre.seat(request.to).role);
            assert!(super::rights::may(from, asks), "{} was made by {from:?}", request.id);
            assert!(super::rights::may(to, is_asked), "{} was made of {to:?}", request.id);
            let life = &request.life;
            let terms = match &request.answer {
                Some((Answer::AcceptIf { terms }, _)) => Some(*terms),
                _ => None,
            };
            assert!(life.agreed_at.is_none() || terms.is_some(), "{}: no terms to agree to", request.id);
            let most = terms.and_then(|terms| terms.at_most);
            assert!(most.is_none_or(|most| life.landed <= most), "{}: {} landed of {most:?}", request.id, life.landed);
            assert!(life.withdrawal_known_at.is_none() || life.withdrawn_at.is_some(), "{}: no withdrawal", request.id);
        }
    }

    /// Nothing in store is negative, and no vessel is in the hands of two ships.
    fn check_alongside(&self) {
        assert_eq!(self.alongside.stores.len(), self.srus.len(), "the stores of every ship are known or not counted");
        for (i, stores) in self.alongside.stores.iter().enumerate() {
            let left_l = stores.map_or(0.0, |stores| stores.water_l);
            assert!(left_l.is_finite() && left_l >= 0.0, "ship {i} has {left_l} L of water");
            let food = stores.and_then(|stores| stores.food_days).unwrap_or(0.0);
            assert!(food.is_finite() && food >= 0.0, "ship {i} has food for {food} person-days");
        }
        for (i, casualty) in self.casualties.iter().enumerate() {
            assert!(casualty.water_l.is_finite() && casualty.water_l >= 0.0, "vessel {i}: {} L", casualty.water_l);
            let food = casualty.food_days.unwrap_or(0.0);
            assert!(food.is_finite() && food >= 0.0, "vessel {i} has food for {food} person-days");
            let of_it = |work: &&super::alongside::Work| work.grip.holds() && work.craft == Some(casualty.craft);
            let holders = self.alongside.work.values().filter(of_it).count();
            assert!(holders <= 1, "vessel {i} is in the hands of {holders} ships");
        }
    }

    /// Everybody in a site's care is there once, and every file is of a person who is or was.
    fn check_ashore(&self, theatre: &Theatre) {
        let ashore = &self.ashore;
        let open = |file: &&super::ashore::File| file.stay != super::ashore::Stay::Relocated;
        let files = ashore.files.iter().flat_map(|files| files.iter()).filter(open).count();
        assert_eq!(files, ashore.index.len(), "every person has one file that is not closed");
        for (s, state) in ashore.sites.iter().enumerate() {
            let party = theatre.scenario.reception.sites[s].party;
            let mut seen = state.present.clone();
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), state.present.len(), "nobody is at site {s} twice");
            for id in seen {
                let file = ashore.file(party, id).unwrap_or_else(|| panic!("site {s} has {id}, which does not exist"));
                assert_eq!(file.site.index(), s, "{id} is where its file says");
                assert!(file.is_here(), "{id} is at site {s} and has left");
            }
        }
        for (person, (party, id)) in &ashore.index {
            let file = ashore.file(*party, *id).unwrap_or_else(|| panic!("{person} has {id}, which does not exist"));
            assert_eq!(file.person, *person, "{id} is of one person");
            let alive = self.people[person.index()].fate == Fate::Living;
            assert_eq!(alive, file.stay != super::ashore::Stay::Died, "{person}: life and file agree");
            if file.is_here() {
                let at = ashore.sites[file.site.index()].present.iter().filter(|other| **other == *id).count();
                assert_eq!(at, 1, "{person} is in the care of one site");
            }
        }
    }
}
