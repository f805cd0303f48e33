//! What the program remembers between runs: palette, text size, recordings opened lately. Nothing of an exercise.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::ui::theme::{Palette, Theme};

/// Recordings remembered.
const RECENT: usize = 5;

/// What is remembered. A file that cannot be read counts as none; one that cannot be written is let be, because
/// forgetting a palette is no reason to stop anybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Settings {
    pub(super) palette: Palette,
    /// Text size \[% of normal\], 80 to 200.
    pub(super) scale_percent: u16,
    /// Recordings, newest first.
    pub(super) runs: Vec<PathBuf>,
    /// What the person called itself when joining last.
    pub(super) name: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self { palette: Palette::Day, scale_percent: 100, runs: Vec::new(), name: String::new() }
    }
}

impl Settings {
    /// What was remembered.
    pub(super) fn load() -> Self {
        let text = file().and_then(|path| std::fs::read_to_string(path).ok());
        let mut settings: Self = text.and_then(|text| ron::from_str(&text).ok()).unwrap_or_default();
        settings.scale_percent = settings.scale_percent.clamp(80, 200);
        settings
    }

    /// Remembers.
    pub(super) fn save(&self) {
        let Some(path) = file() else { return };
        let written = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default())
            .map_err(|error| error.to_string())
            .and_then(|text| {
                let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
                folder.and_then(|()| std::fs::write(&path, text)).map_err(|error| error.to_string())
            });
        if let Err(why) = written {
            tracing::warn!("cannot remember settings in {}: {why}", path.display());
        }
    }

    /// A recording was opened or made.
    pub(super) fn opened(&mut self, run: &Path) {
        let run = std::path::absolute(run).unwrap_or_else(|_| run.to_owned());
        self.runs.retain(|known| *known != run);
        self.runs.insert(0, run);
        self.runs.truncate(RECENT);
        self.save();
    }

    /// The colours.
    pub(super) fn theme(&self) -> Theme {
        Theme::of(self.palette)
    }
}

fn file() -> Option<PathBuf> {
    Some(directories::ProjectDirs::from("", "", "sarex")?.config_dir().join("settings.ron"))
}
