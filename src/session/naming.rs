//! What a new recording is called when nobody says.

use std::path::{Path, PathBuf};

/// A recording's name that is not taken yet: the scenario's and the moment, in UTC, as `sunda-2012-20261122-0512.sarex`.
pub fn new_run(folder: &Path, scenario: &str) -> PathBuf {
    let now = jiff::Timestamp::now().strftime("%Y%m%d-%H%M").to_string();
    let name = |number: u32| match number {
        0 => format!("{scenario}-{now}.sarex"),
        _ => format!("{scenario}-{now}-{number}.sarex"),
    };
    (0..).map(|number| folder.join(name(number))).find(|path| !path.exists()).unwrap_or_else(|| folder.join(name(0)))
}

#[cfg(test)]
mod tests {
    use super::new_run;

    #[test]
    fn a_name_is_not_given_twice() {
        let folder = tempfile::tempdir().unwrap();
        let first = new_run(folder.path(), "drill");
        std::fs::write(&first, "x").unwrap();
        let second = new_run(folder.path(), "drill");
        assert_ne!(first, second);
        assert!(second.to_string_lossy().ends_with(".sarex"));
    }
}
