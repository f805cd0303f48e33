//! Any bytes at all, read as a scenario: a scenario or findings, never a panic, and every finding in its place.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sarex::scenario::{Severity, read};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (scenario, findings) = read(&text);
    let has_error = findings.iter().any(|finding| finding.severity == Severity::Error);
    assert_eq!(scenario.is_none(), has_error);
    for finding in findings {
        assert!(text.get(finding.span.start..finding.span.end).is_some());
        assert!(finding.line > 0 && finding.column > 0 && !finding.help.is_empty());
    }
});
