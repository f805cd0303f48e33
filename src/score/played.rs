//! Who played, in words, from the labels of the seats.

/// The label of a seat at which nobody sits.
pub const ABSENT: &str = "absent";

/// Who played: one word where it is the same at every seat, else what most seats have, and the others with their names:
/// "doctrine; informed at RCC North; nobody at UNHCR". Each seat comes with its name and its label; `+script` in a
/// label is a script beside the crew.
pub fn who_played<'a>(seats: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut kinds: Vec<(&str, Vec<&str>)> = Vec::new();
    for (name, who) in seats {
        // A script beside nobody is the script.
        let who = if who == "absent+script" { "script" } else { who };
        match kinds.iter_mut().find(|(kind, _)| *kind == who) {
            Some((_, names)) => names.push(name),
            None => kinds.push((who, vec![name])),
        }
    }
    kinds.sort_by_key(|(kind, names)| (*kind == ABSENT, std::cmp::Reverse(names.len())));
    let words = |(i, (kind, names)): (usize, &(&str, Vec<&str>))| match (i, *kind) {
        // Most seats are the rule, and the others are named.
        (0, kind) => kind.to_owned(),
        (_, ABSENT) => format!("nobody at {}", names.join(", ")),
        (_, kind) => format!("{kind} at {}", names.join(", ")),
    };
    match kinds.len() {
        0 => ABSENT.to_owned(),
        _ => kinds.iter().enumerate().map(words).collect::<Vec<_>>().join("; "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_seats_are_the_rule_and_the_others_are_named() {
        let played = |labels: &[&'static str]| {
            who_played(["North", "South", "East", "West"].into_iter().zip(labels.iter().copied()))
        };
        assert_eq!(played(&[]), "absent");
        assert_eq!(played(&["absent"; 4]), "absent");
        assert_eq!(played(&["doctrine"; 4]), "doctrine");
        assert_eq!(played(&["absent+script"; 4]), "script");
        assert_eq!(played(&["people", "doctrine", "doctrine", "absent"]), "doctrine; people at North; nobody at West");
        assert_eq!(played(&["absent", "absent", "absent", "informed"]), "informed; nobody at North, South, East");
    }
}
