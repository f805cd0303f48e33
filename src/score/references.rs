//! A run beside what crews make of the same scenario with the same chance: nobody, a competent team, an all-knowing
//! one.

use serde::Serialize;

use super::model::{Clock, Persons, Score};

/// What a crew in every seat made of the same scenario with the same chance, up to the same moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reference {
    /// Which crew: "absent", "doctrine", "informed".
    pub crew: String,
    /// What became of people.
    pub persons: Persons,
    /// Expectations met, partly met and missed.
    pub expectations: (u32, u32, u32),
    /// Times from the first alert to each link of the chain, by the clock's key \[s\]; none where it never came to
    /// that.
    pub clocks: Vec<(String, Option<i64>)>,
    /// What became of people, by the measure's key: the number, and as people read it.
    pub outcome: Vec<(String, Option<f64>, String)>,
}

impl Reference {
    /// What of a score others are held against.
    pub fn of(score: &Score) -> Self {
        let e = &score.expectations;
        Self {
            crew: score.crew.clone(),
            persons: score.persons,
            expectations: (e.met, e.partial, e.missed),
            clocks: overall(score).map(|clock| (clock.key.clone(), clock.seconds)).collect(),
            outcome: score.outcome.iter().map(|m| (m.key.clone(), m.value, m.words())).collect(),
        }
    }
}

/// One number of a run, and the same of each reference, as people read them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// What it is.
    pub name: String,
    /// Of this run.
    pub run: String,
    /// Of each reference, in their order; "-" where it has none.
    pub references: Vec<String>,
}

/// The clocks of the whole table, from the first alert.
fn overall(score: &Score) -> impl Iterator<Item = &Clock> {
    score.clocks.iter().filter(|clock| clock.party.is_none() && clock.case.is_none())
}

/// Everything of a run that can be held against its references, in the order of the score: people, expectations,
/// clocks, outcome. What is the same in all and nought is left out. Empty where there are no references.
pub fn beside(score: &Score) -> Vec<Beside> {
    if score.references.is_empty() {
        return Vec::new();
    }
    let of_all = |of: &dyn Fn(&Reference) -> String| score.references.iter().map(of).collect::<Vec<_>>();
    let count = |name: &str, of: fn(&Persons) -> u32| Beside {
        name: name.to_owned(),
        run: of(&score.persons).to_string(),
        references: of_all(&|reference| of(&reference.persons).to_string()),
    };
    let mut rows =
        vec![count("saved", |p| p.saved), count("dead, established", |p| p.dead), count("missing", |p| p.missing)];
    let e = &score.expectations;
    let met = |(met, partial, missed): (u32, u32, u32)| format!("{met} of {}", met + partial + missed);
    rows.push(Beside {
        name: "expectations met".to_owned(),
        run: met((e.met, e.partial, e.missed)),
        references: of_all(&|reference| met(reference.expectations)),
    });
    for clock in overall(score) {
        let of = |reference: &Reference| {
            let seconds = reference.clocks.iter().find(|(key, _)| *key == clock.key).and_then(|(_, seconds)| *seconds);
            Clock { seconds, ..clock.clone() }.words()
        };
        rows.push(Beside { name: clock.name.clone(), run: clock.words(), references: of_all(&of) });
    }
    for measure in &score.outcome {
        let find = |reference: &Reference| reference.outcome.iter().find(|(key, ..)| *key == measure.key).cloned();
        let nought = |value: Option<f64>| value.is_none_or(|value| value == 0.0);
        if nought(measure.value) && score.references.iter().all(|r| find(r).is_none_or(|(_, value, _)| nought(value))) {
            continue;
        }
        rows.push(Beside {
            name: measure.name.clone(),
            run: measure.words(),
            references: of_all(&|reference| find(reference).map_or_else(|| "-".to_owned(), |(.., words)| words)),
        });
    }
    rows
}

/// Where a run lies between the reference that saves fewest and the one that saves most, in one sentence. Exists when
/// and only when they differ.
pub fn standing(score: &Score) -> Option<String> {
    place(score.persons.saved, &score.references)
}

fn place(saved: u32, references: &[Reference]) -> Option<String> {
    let fewest = references.iter().min_by_key(|reference| reference.persons.saved)?;
    let most = references.iter().max_by_key(|reference| reference.persons.saved)?;
    let (low, high) = (fewest.persons.saved, most.persons.saved);
    let room = high.checked_sub(low).filter(|room| *room > 0)?;
    let part = (f64::from(saved) - f64::from(low)) * 100.0 / f64::from(room);
    Some(format!(
        "With the same chance the {} crew saves {low} and the {} crew {high}; this run saved {saved}: {part:.0} % of the way \
         from the one to the other.",
        fewest.crew, most.crew
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference(crew: &str, saved: u32) -> Reference {
        let persons = Persons { at_risk: 100, saved, dead: 100 - saved, ..Persons::default() };
        Reference { crew: crew.to_owned(), persons, expectations: (0, 0, 1), clocks: Vec::new(), outcome: Vec::new() }
    }

    #[test]
    fn a_run_lies_where_its_saved_lie_between_the_least_and_the_most() {
        let three = [reference("absent", 20), reference("doctrine", 70), reference("informed", 100)];
        let words = place(60, &three).unwrap();
        assert!(words.contains("absent crew saves 20") && words.contains("informed crew 100"), "{words}");
        assert!(words.contains(": 50 % of the way"), "{words}");
        assert!(place(12, &three).unwrap().contains(": -10 %"), "fewer than if nobody had done anything");
        assert_eq!(place(60, &[reference("absent", 5), reference("doctrine", 5)]), None);
        assert_eq!(place(60, &[]), None);
    }
}
