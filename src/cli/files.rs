//! Reading scenarios and recordings for a command, with errors a person can act on.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource};

use super::excerpt::Excerpt;
use crate::record::{RecordError, Recording};
use crate::scenario::{self, Diagnostic, Scenario, Severity, Source};

/// A scenario that has passed its checks, with its text.
pub(super) struct Loaded {
    pub(super) source: Source,
    pub(super) scenario: Scenario,
}

/// Loads a scenario for playing; findings are printed, errors end the command.
pub(super) fn scenario(path: &Path) -> Result<Loaded> {
    let source = scenario::load(path)?;
    let (scenario, findings) = source.read();
    for finding in &findings {
        eprint!("{}", render(&source, finding));
    }
    match scenario {
        Some(scenario) => Ok(Loaded { source, scenario }),
        None => bail!("{} cannot be played until the errors above are mended", path.display()),
    }
}

/// A recording, opened up to its damage if it has any.
pub(super) fn recording(path: &Path) -> Result<Recording> {
    Recording::open(path).map_err(|error| match error {
        // This one names the file itself.
        RecordError::Io { .. } => anyhow!("{error}"),
        _ => anyhow!("{}: {error}", path.display()),
    })
}

/// A finding as people read it: where, what, and what to type instead.
pub(super) fn render(source: &Source, finding: &Diagnostic) -> String {
    let severity = match finding.severity {
        Severity::Error => miette::Severity::Error,
        Severity::Warning => miette::Severity::Warning,
    };
    let name = source.path.display().to_string();
    let column = (finding.column as usize).saturating_sub(1);
    let excerpt = Excerpt::of(&source.text, finding.span.start..finding.span.end, column);
    let diagnostic =
        MietteDiagnostic::new(format!("{}:{}:{}: {}", name, finding.line, finding.column, finding.message))
            .with_code(finding.code)
            .with_severity(severity)
            .with_help(finding.help.clone())
            .with_label(LabeledSpan::at(excerpt.span(), "here"));
    let report = miette::Report::new(diagnostic).with_source_code(NamedSource::new(name, excerpt));
    let theme = if std::env::var_os("NO_COLOR").is_some() || !is_terminal() {
        GraphicalTheme::unicode_nocolor()
    } else {
        GraphicalTheme::unicode()
    };
    let mut text = String::new();
    let handler = GraphicalReportHandler::new_themed(theme).with_width(110);
    match handler.render_report(&mut text, report.as_ref()) {
        Ok(()) => text,
        Err(_) => format!("{}: {}\n  {}\n", finding.code, finding.message, finding.help),
    }
}

fn is_terminal() -> bool {
    use std::io::IsTerminal;
    std::io::stderr().is_terminal() && std::io::stdout().is_terminal()
}
