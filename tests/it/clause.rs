//! What a test says of itself that tells a clause of the declarations done from left undone.

/// Two scores of one thing, done and left undone, held against each other for a clause: they must differ. The page of
/// clauses (`scenarios/README.md`) may name a test for a clause only if the test says so with this.
pub(crate) fn clause(code: &str, what: &str, done: f64, undone: f64) {
    assert!(done.is_finite() && undone.is_finite(), "{code}: {what} is no number: {done}, {undone}");
    assert!(done != undone, "{code}: {what} is {done} whether it is done or left undone");
}
