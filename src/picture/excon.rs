//! What EXCON and the reviewer see beside the truth: the plan, what became of it, and every seat's picture.
//!
//! **Never sent to a trainee's seat.**

use serde::{Deserialize, Serialize};

use super::{Picture, SruCard, Truth, briefing, project, truth};
use crate::base::Tick;
use crate::base::ids::{ExpectationId, ObjectiveId, PlaceId, SruId};
use crate::scenario::{Condition, Craft, Expectation, Inject, Objective};
use crate::sim::{self, ExpectationStatus, InjectStatus, Rating, Theatre, World};

/// What the trainer's plan says, which never changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// One paragraph on what happens and how far it follows a real case.
    pub summary: String,
    /// Vessels in distress, in order of `CraftId`.
    pub craft: Vec<Craft>,
    /// All units and ships, in order of `SruId`.
    pub srus: Vec<SruCard>,
    /// Planned interventions, in order of `InjectId`.
    pub injects: Vec<Inject>,
    /// What a good team would do, in order of `ExpectationId`.
    pub expectations: Vec<Expectation>,
    /// What the exercise is to test, in order of `ObjectiveId`.
    pub objectives: Vec<Objective>,
    /// The place of each reception site, in order of `SiteId`.
    pub sites: Vec<PlaceId>,
}

/// The plan of a scenario.
pub fn plan(theatre: &Theatre) -> Plan {
    let scenario = &theatre.scenario;
    Plan {
        summary: scenario.summary.clone(),
        craft: scenario.craft.clone(),
        srus: (0..scenario.srus.len()).map(|i| briefing::card(theatre, SruId::new(i), true)).collect(),
        injects: scenario.injects.clone(),
        expectations: scenario.expectations.clone(),
        objectives: scenario.objectives.clone(),
        sites: scenario.reception.sites.iter().map(|site| site.place).collect(),
    }
}

/// All that is to be seen at one moment by somebody who may see everything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The truth.
    pub truth: Truth,
    /// What each seat sees, in order of `SeatId`.
    pub pictures: Vec<Picture>,
    /// Where each planned inject stands, in order of `InjectId`.
    pub injects: Vec<Standing>,
    /// Where each expectation stands, in order of `ExpectationId`, and since when its time runs. The second exists
    /// when and only when it runs.
    pub expectations: Vec<(ExpectationStatus, Option<Tick>)>,
    /// How far what each planned inject waits for is, in order of `InjectId`.
    pub waits: Vec<Held>,
    /// The evaluator's rating of each expectation, in order of `ExpectationId`; each exists when and only when there is
    /// one.
    pub ratings: Vec<Option<Rating>>,
    /// The same of each objective, in order of `ObjectiveId`.
    pub objectives: Vec<Option<Rating>>,
    /// Which steps of each expectation were done, and when, in order of `ExpectationId`. One for a plain expectation,
    /// none for one that is judged.
    pub steps: Vec<Vec<Option<Tick>>>,
}

/// How far a condition is: the same tree as the condition's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Since when it holds. Exists when and only when it does.
    pub since: Option<Tick>,
    /// How many there are of what it counts: persons, beds, millilitres for each person. Exists when and only when it
    /// counts something that is there.
    pub have: Option<u32>,
    /// The conditions it is made of, in their order.
    pub parts: Vec<Held>,
}

/// How far a condition is.
fn held(theatre: &Theatre, world: &World, condition: &Condition) -> Held {
    Held {
        since: sim::since(theatre, condition, world),
        have: match condition {
            Condition::Is(situation) => sim::count(theatre, world, *situation),
            _ => None,
        },
        parts: condition.parts().iter().map(|part| held(theatre, world, part)).collect(),
    }
}

/// Where a planned inject stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Standing {
    /// Waiting for its condition.
    Armed,
    /// It fires at this time at the latest, whatever anybody at the table does.
    Due(Tick),
    /// It has fired.
    Fired(Tick),
    /// Its latest time passed, or EXCON called it off.
    Overtaken(Tick),
    /// It still waits but can have no effect any more, for this reason.
    Impossible(String),
}

/// All that is to be seen now.
pub fn overview(theatre: &Theatre, world: &World) -> Overview {
    let scenario = &theatre.scenario;
    Overview {
        truth: truth(theatre, world),
        pictures: theatre.seats().map(|seat| project(theatre, world, seat)).collect(),
        injects: (0..scenario.injects.len()).map(|i| standing(theatre, world, i)).collect(),
        expectations: scenario
            .expectations
            .iter()
            .zip(&world.expectations)
            .enumerate()
            .map(|(i, (spec, status))| {
                let kept = world.frame.progress.get(i).and_then(|progress| progress.from);
                (*status, kept.or_else(|| sim::since(theatre, &spec.from, world)))
            })
            .collect(),
        waits: scenario.injects.iter().map(|inject| held(theatre, world, &inject.when)).collect(),
        ratings: (0..scenario.expectations.len())
            .map(|i| world.frame.ratings.get(&ExpectationId::new(i)).copied())
            .collect(),
        objectives: (0..scenario.objectives.len())
            .map(|i| world.frame.objectives.get(&ObjectiveId::new(i)).copied())
            .collect(),
        steps: world.frame.progress.iter().map(|progress| progress.done.clone()).collect(),
    }
}

fn standing(theatre: &Theatre, world: &World, i: usize) -> Standing {
    let spec = &theatre.scenario.injects[i];
    match world.injects[i] {
        InjectStatus::Fired(at) => Standing::Fired(at),
        InjectStatus::Overtaken(at) => Standing::Overtaken(at),
        InjectStatus::Waiting => match sim::futile(theatre, world, &spec.effect) {
            Some(why) => Standing::Impossible(why),
            None => match sim::fixed(theatre, &spec.when, world) {
                Some(at) if spec.latest.is_none_or(|latest| at <= latest) => Standing::Due(at),
                _ => Standing::Armed,
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Span;
    use crate::base::ids::{CraftId, InjectId, SeatId};
    use crate::scenario::{self, Channel, Condition, Effect, Milestone, Stage, Told, TroubleKind};
    use crate::sim::{Command, Intervention, Stamped, step};

    const HOUR: u32 = 360;

    /// The example, with an inject for each standing.
    fn theatre() -> Theatre {
        let mut scenario = scenario::read(scenario::EXAMPLE).0.expect("the example is sound");
        let told = Condition::Reached(Milestone::Alerted(SeatId(0), CraftId(0)));
        let message = Effect::Message {
            from: "somebody".to_owned(),
            to: SeatId(2),
            channel: Channel::Phone,
            case: CraftId(0),
            position: None,
            text: "hello".to_owned(),
            told: Told::default(),
        };
        let fails = |sru| Effect::SruFails { sru: SruId(sru) };
        let at = |hours: u32| Condition::At(Tick(hours * HOUR));
        let inject = |when, latest: Option<u32>, effect| Inject {
            id: "x".to_owned(),
            purpose: "a test".to_owned(),
            when,
            latest: latest.map(|hours| Tick(hours * HOUR)),
            effect,
        };
        scenario.injects = vec![
            inject(at(3), None, message.clone()),
            inject(told.clone(), None, message.clone()),
            inject(Condition::After(Span::hours(1), Box::new(told.clone())), None, message.clone()),
            inject(Condition::All(vec![at(2), at(4)]), None, fails(1)),
            inject(Condition::Any(vec![told.clone(), at(5)]), None, message.clone()),
            inject(Condition::All(vec![told, at(5)]), Some(2), message.clone()),
            inject(at(1), None, fails(0)),
            inject(at(6), None, fails(0)),
            inject(at(6), None, Effect::Trouble { craft: CraftId(0), kind: TroubleKind::PhoneLost }),
            inject(at(6), Some(5), message),
        ];
        Theatre::new(scenario)
    }

    fn standings(theatre: &Theatre, world: &World) -> Vec<Standing> {
        overview(theatre, world).injects
    }

    fn play(theatre: &Theatre, world: &mut World, until: u32) {
        while world.tick < Tick(until) {
            step(theatre, world, &[]);
        }
    }

    #[test]
    fn what_is_planned_is_armed_due_fired_overtaken_or_impossible() {
        let theatre = theatre();
        let mut world = World::new(&theatre, 3);
        use Standing::{Armed, Due, Fired, Impossible, Overtaken};
        let due = |hours: u32| Due(Tick(hours * HOUR));
        let beginning = vec![due(3), Armed, Armed, due(4), due(5), Armed, due(1), due(6), due(6), Armed];
        assert_eq!(standings(&theatre, &world), beginning);

        // The first unit breaks down; to break it down again is impossible.
        play(&theatre, &mut world, HOUR + 6);
        let now = standings(&theatre, &world);
        assert_eq!(now[6], Fired(Tick(HOUR)));
        assert!(matches!(&now[7], Impossible(why) if why.contains("out of service")), "{:?}", now[7]);

        // EXCON calls one off; another is too late by its own terms.
        let off = Command::Excon(Box::new(Intervention::CallOff { inject: InjectId(0) }));
        step(&theatre, &mut world, &[Stamped { tick: Tick(0), seat: None, seq: 0, body: off }]);
        assert_eq!(standings(&theatre, &world)[0], Overtaken(world.tick));
        play(&theatre, &mut world, 2 * HOUR + 6);
        assert_eq!(standings(&theatre, &world)[5], Overtaken(Tick(2 * HOUR + 6)));

        // Somebody tells the centre: what waited for that has fired, what waits an hour longer is due.
        let tell = Intervention::Improvise {
            purpose: String::new(),
            effect: Effect::Message {
                from: "a relative".to_owned(),
                to: SeatId(0),
                channel: Channel::Text,
                case: CraftId(0),
                position: None,
                text: "he is late".to_owned(),
                told: Told::default(),
            },
        };
        let tell = Command::Excon(Box::new(tell));
        step(&theatre, &mut world, &[Stamped { tick: Tick(0), seat: None, seq: 0, body: tell }]);
        play(&theatre, &mut world, 3 * HOUR);
        let alerted = world.milestones[&Milestone::Alerted(SeatId(0), CraftId(0))];
        let now = standings(&theatre, &world);
        assert!(matches!(now[1], Fired(at) if at >= alerted), "{:?}", now[1]);
        assert!(matches!(now[4], Fired(_)), "the first of two is enough");
        assert!(now[2] == Due(alerted.after(Span::hours(1))) || matches!(now[2], Fired(_)), "{:?}", now[2]);

        world.casualties[0].stage = Stage::Capsized;
        let now = standings(&theatre, &world);
        assert!(matches!(&now[8], Impossible(why) if why.contains("capsized")), "{:?}", now[8]);
    }

    #[test]
    fn an_overview_holds_the_truth_every_picture_and_where_each_expectation_stands() {
        let theatre = theatre();
        let mut world = World::new(&theatre, 3);
        play(&theatre, &mut world, 8 * HOUR);
        let all = overview(&theatre, &world);
        assert_eq!(all.truth, truth(&theatre, &world));
        assert_eq!(all.pictures.len(), theatre.scenario.seats.len());
        for (seat, picture) in theatre.seats().zip(&all.pictures) {
            assert_eq!(*picture, project(&theatre, &world, seat));
        }
        assert_eq!(all.expectations.len(), 1);
        let alerted = world.milestones.get(&Milestone::Alerted(SeatId(2), CraftId(0))).copied();
        assert_eq!(all.expectations[0].1, alerted, "its time runs from the alert");
        assert_eq!(alerted.is_some(), all.expectations[0].0 != ExpectationStatus::Open);
        let plan = plan(&theatre);
        assert_eq!(plan.srus.len(), theatre.scenario.srus.len());
        assert!(plan.srus.iter().all(|card| card.data.is_some()));
    }
}
