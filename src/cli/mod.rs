//! The command line: one file per subcommand. **No rule of the exercise is here**, and nothing is computed that a
//! layer above does not offer.
//!
//! Exit codes: 0 all is well; 1 the answer is no (findings, a recording that does not verify, an exercise that was
//! interrupted); 2 it could not be done.

mod check;
mod desk;
mod drift;
mod excerpt;
mod files;
mod gpx;
mod host;
mod notation;
mod pattern;
mod plan;
mod planned;
mod references;
mod report;
mod run;
mod score;
mod show;
mod stdio;
mod stop;
mod sweep_width;
mod verify;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A maritime search-and-rescue table-top exercise on a real sea. Every output is an EXERCISE.
#[derive(Debug, Parser)]
#[command(name = "sarex", version, max_term_width = 110)]
struct Arguments {
    /// Without one the start screen opens
    #[command(subcommand)]
    task: Option<Task>,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Check scenarios and say what is wrong, with line and column
    Check(check::Arguments),
    /// Play a scenario to its end with computer crews in every seat
    Run(run::Arguments),
    /// Lay a table for others on the network, and steer
    Host(host::Arguments),
    /// Sit down at somebody's table
    Join(desk::Join),
    /// Look at a recording from any seat
    Replay(desk::Review),
    /// Prove that a recording is what really happened, by playing it again
    Verify(verify::Arguments),
    /// Score a recording
    Score(score::Arguments),
    /// Write the report of a recording as one HTML file
    Report(report::Arguments),
    /// Show what a seat knew at a moment, or the truth
    Show(show::Arguments),
    /// Work a sweep width, with every factor
    SweepWidth(sweep_width::Arguments),
    /// Lay out a search pattern: legs, lengths, times, a GPX route
    Pattern(pattern::Arguments),
    /// Plan a search: about a datum, or with what a seat knew
    Plan(plan::Arguments),
    /// Where something adrift will be, or came from
    Drift(drift::Arguments),
}

/// Parses the command line and does what it says.
pub fn main() -> ExitCode {
    let outcome = match Arguments::parse_from(shielded(std::env::args_os())).task {
        None => desk::start(),
        Some(Task::Host(arguments)) => host::host(&arguments),
        Some(Task::Join(arguments)) => desk::join(&arguments),
        Some(Task::Replay(arguments)) => desk::replay(&arguments),
        Some(Task::Check(arguments)) => check::check(&arguments),
        Some(Task::Run(arguments)) => run::run(&arguments),
        Some(Task::Verify(arguments)) => verify::verify(&arguments),
        Some(Task::Score(arguments)) => score::score(&arguments),
        Some(Task::Report(arguments)) => report::report(&arguments),
        Some(Task::Show(arguments)) => show::show(&arguments),
        Some(Task::SweepWidth(arguments)) => sweep_width::sweep_width(&arguments),
        Some(Task::Pattern(arguments)) => pattern::pattern(&arguments),
        Some(Task::Plan(arguments)) => plan::plan(&arguments),
        Some(Task::Drift(arguments)) => drift::drift(&arguments),
    };
    match outcome {
        Ok(code) => code,
        // Whoever reads our output has stopped reading, as `head` does: that is no failure of ours.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sarex: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// The command line with southern latitudes made safe for options that take several values: in
/// `pattern … --track -8.6,105.4 -8.2,105.9` each is a position and not an option, which a blank before it says.
fn shielded(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.collect();
    if arguments.get(1).is_some_and(|task| task == "pattern") {
        for argument in &mut arguments[2..] {
            let text = argument.to_string_lossy();
            let figure = |c: char| c.is_ascii_digit() || c == '.';
            if text.strip_prefix('-').is_some_and(|rest| rest.starts_with(figure) && rest.contains([',', ';', ' '])) {
                *argument = OsString::from(format!(" {text}"));
            }
        }
    }
    arguments
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe))
}

/// The answer is no.
const NO: u8 = 1;

/// Prints to standard output; unlike `println!`, a closed pipe is an error and not a panic.
fn say(text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}
