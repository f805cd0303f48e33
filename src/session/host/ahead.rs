//! Looking ahead: the exercise played on in private, with and without an intervention, with crews in every seat.

use std::sync::Arc;

use crate::base::Span;
use crate::base::ids::InjectId;
use crate::crew::Crew;
use crate::picture::truth;
use crate::session::wire::Outlook;
use crate::session::wire::Tally;
use crate::session::{Exercise, Seating};
use crate::sim::{Command, InjectStatus, Intervention, Theatre, World};

/// The farthest anybody may look.
pub(super) const FARTHEST: Span = Span::hours(24 * 7);

/// What comes of playing on. `None` if it was broken off.
pub(super) fn look_ahead(
    theatre: &Arc<Theatre>,
    world: &World,
    crews: &[Crew],
    what: Option<Intervention>,
    span: Span,
    go_on: &dyn Fn() -> bool,
) -> Option<Outlook> {
    // Where people sit a crew stands in for them; a seat left empty on purpose stays empty.
    let seating = Seating { crews: crews.to_vec(), script: None };
    let to = world.tick.after(Span(span.0.clamp(0, FARTHEST.0)));
    let from = world.tick;
    let play = |what: Option<Intervention>| {
        let mut exercise = Exercise::from_moment(Arc::clone(theatre), world.clone(), seating.clone());
        let mut entering: Vec<_> = what.into_iter().map(|what| (None, Command::Excon(Box::new(what)))).collect();
        while !exercise.is_over() && exercise.world().tick < to {
            if !go_on() {
                return None;
            }
            exercise.advance_with(std::mem::take(&mut entering));
        }
        Some((Tally::of(&truth(theatre, exercise.world())), fired(exercise.world())))
    };
    let (without, fired_without) = play(None)?;
    let Some(what) = what else {
        return Some(Outlook { about: None, from, to, with: None, without, injects: Default::default() });
    };
    let (with, fired_with) = play(Some(what.clone()))?;
    let only = |these: &[InjectId], those: &[InjectId]| these.iter().filter(|i| !those.contains(i)).copied().collect();
    let injects = (only(&fired_with, &fired_without), only(&fired_without, &fired_with));
    Some(Outlook { about: Some(what), from, to, with: Some(with), without, injects })
}

fn fired(world: &World) -> Vec<InjectId> {
    let fired = |(_, status): &(usize, &InjectStatus)| matches!(status, InjectStatus::Fired(_));
    world.injects.iter().enumerate().filter(fired).map(|(i, _)| InjectId::new(i)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Tick;
    use crate::scenario;

    #[test]
    fn looking_ahead_is_what_playing_on_would_bring_and_changes_nothing() {
        let scenario = scenario::read(scenario::EXAMPLE).0.unwrap();
        let crews = vec![Crew::Doctrine; scenario.seats.len()];
        let mut exercise = Exercise::new(scenario, 3, Seating { crews: crews.clone(), script: None });
        exercise.play_to(Tick(60));
        let theatre = exercise.shared_theatre();
        let before = exercise.world().digest();
        let span = Span::hours(3);
        let note = Intervention::Note { text: "nothing".to_owned(), bookmark: false };
        let outlook = look_ahead(&theatre, exercise.world(), &crews, Some(note), span, &|| true).unwrap();
        assert_eq!(exercise.world().digest(), before);
        assert_eq!(outlook.with, Some(outlook.without), "a note saves nobody");
        exercise.play_to(Tick(60).after(span));
        assert_eq!(Tally::of(&truth(&theatre, exercise.world())), outlook.without);
        let persons = theatre.scenario.persons_aboard();
        let all = outlook.without;
        assert_eq!(all.saved + all.aboard_rescuers + all.at_risk + all.dead, persons);
        assert_eq!(look_ahead(&theatre, exercise.world(), &crews, None, span, &|| false), None);
    }
}
