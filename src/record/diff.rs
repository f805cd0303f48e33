//! What differs between two worlds, field by field, in words.
//!
//! Works on the lines of their `Debug` form: every field of every struct is there by derive, with floats to the
//! last bit, and nothing has to be listed here.

use std::fmt::Debug;

/// At most this many differences are told.
const TOLD: usize = 4;

/// The first few fields in which two values differ: "people\[17\].borne: recorded 0.31, now 0.32".
pub(crate) fn differences<T: Debug>(recorded: &T, now: &T) -> String {
    let (recorded, now) = (format!("{recorded:#?}"), format!("{now:#?}"));
    let mut path = Path::default();
    let mut told = Vec::new();
    for (then, now) in recorded.lines().zip(now.lines()) {
        let place = path.follow(then);
        if then == now {
            continue;
        }
        told.push(format!("{place}: recorded {}, now {}", value(then), value(now)));
        // Once a list is longer or a variant another, the lines no longer stand beside each other.
        if told.len() == TOLD || indent(then) != indent(now) || opens(then) != opens(now) || label(then) != label(now) {
            break;
        }
    }
    if told.is_empty() { "nothing".to_owned() } else { told.join("; ") }
}

/// The enclosing fields of a line.
#[derive(Default)]
struct Path {
    open: Vec<Level>,
}

struct Level {
    name: String,
    children: usize,
}

impl Path {
    /// Goes on to the next line, and says where it is.
    fn follow(&mut self, line: &str) -> String {
        self.open.truncate(indent(line));
        let text = line.trim();
        if text.starts_with(['}', ']', ')']) {
            return self.name("");
        }
        let nth = self.open.last_mut().map_or(0, |level| {
            level.children += 1;
            level.children - 1
        });
        let name = match label(line) {
            Some(field) => format!(".{field}"),
            None if self.open.is_empty() => String::new(),
            None => format!("[{nth}]"),
        };
        let place = self.name(&name);
        if opens(line) {
            self.open.push(Level { name, children: 0 });
        }
        place
    }

    fn name(&self, last: &str) -> String {
        let whole: String = self.open.iter().map(|level| level.name.as_str()).chain([last]).collect();
        whole.trim_start_matches('.').to_owned()
    }
}

fn indent(line: &str) -> usize {
    (line.len() - line.trim_start().len()) / 4
}

fn opens(line: &str) -> bool {
    line.ends_with(['{', '[', '('])
}

/// The field's name, if the line is a field.
fn label(line: &str) -> Option<&str> {
    let (name, _) = line.trim().split_once(": ")?;
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_').then_some(name)
}

fn value(line: &str) -> &str {
    let text = line.trim();
    let text = label(line).map_or(text, |label| &text[label.len() + 2..]);
    text.trim_end_matches(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone)]
    #[expect(dead_code, reason = "only its Debug form is read")]
    struct Person {
        name: &'static str,
        borne: f64,
        lost: Option<u32>,
    }

    #[test]
    fn a_difference_is_named_by_its_fields() {
        let person = |borne| Person { name: "one: two", borne, lost: Some(3) };
        let recorded = (7, vec![person(0.1), person(0.2), person(0.3)]);
        let mut now = recorded.clone();
        assert_eq!(differences(&recorded, &now), "nothing");
        now.1[2].borne = 0.30000000000000004;
        assert_eq!(differences(&recorded, &now), "[1][2].borne: recorded 0.3, now 0.30000000000000004");
        now.1[1].lost = None;
        assert_eq!(differences(&recorded, &now), "[1][1].lost: recorded Some(, now None");
    }
}
