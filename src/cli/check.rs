//! `sarex check`: every finding of every scenario, with line and column.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use super::{NO, files, say};
use crate::scenario;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Scenario folders or .ron files
    #[arg(required = true, value_name = "SCENARIO")]
    scenarios: Vec<PathBuf>,
}

pub(super) fn check(arguments: &Arguments) -> Result<ExitCode> {
    let (mut findings, mut unread) = (0_usize, false);
    for path in &arguments.scenarios {
        let source = match scenario::load(path) {
            Ok(source) => source,
            Err(error) => {
                eprintln!("sarex: {error}");
                unread = true;
                continue;
            }
        };
        let (scenario, found) = source.read();
        for finding in &found {
            say(&files::render(&source, finding))?;
        }
        findings += found.len();
        match scenario {
            Some(scenario) => say(&format!(
                "{}: {}, {} seats, {} units, {} persons aboard, {}",
                path.display(),
                scenario.title,
                scenario.seats.len(),
                scenario.srus.len(),
                scenario.persons_aboard(),
                counted(found.len())
            ))?,
            None => say(&format!("{}: {}; it cannot be played yet", path.display(), counted(found.len())))?,
        }
    }
    Ok(match (unread, findings) {
        (true, _) => ExitCode::from(2),
        (false, 0) => ExitCode::SUCCESS,
        (false, _) => ExitCode::from(NO),
    })
}

fn counted(findings: usize) -> String {
    match findings {
        0 => "no findings".to_owned(),
        1 => "1 finding".to_owned(),
        n => format!("{n} findings"),
    }
}
