//! Light or dark, known before the page is: the window has the page's ground colour from its first moment.
//!
//! The page decides (what was chosen, and what the system says) and tells it here; a line in a file of the data
//! folder keeps it for the next start. The colours themselves are the page's (ui/src/app/tokens.css); only the two
//! grounds stand here again.

use std::path::Path;

use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::window::Color;
use tauri::{Theme, WebviewWindow};

const FILE: &str = "look";

/// `--paper` of the two themes.
const PAPER: Color = Color(0xf7, 0xf2, 0xe8, 0xff);
const PAPER_DARK: Color = Color(0x1b, 0x19, 0x16, 0xff);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    Light,
    Dark,
    /// Like the system.
    Auto,
}

/// How the page looks: what was chosen, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Look {
    pub choice: Choice,
    pub dark: bool,
}

impl Look {
    /// As it was last; light, like most systems, before anybody said anything.
    pub fn last(data_dir: &Path) -> Self {
        std::fs::read_to_string(data_dir.join(FILE))
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or(Self { choice: Choice::Auto, dark: false })
    }

    /// Brings the window's own parts (ground, title bar, dialogs) in line, and remembers it.
    pub fn apply(self, window: &WebviewWindow, data_dir: &Path) {
        let before = Self::last(data_dir);
        if before == self {
            return;
        }
        let mut done = window.set_background_color(Some(self.ground()));
        if before.choice != self.choice {
            done = done.and(window.set_theme(self.theme()));
        }
        if let Err(e) = done {
            tracing::warn!(%e, "the window did not take its colours");
        }
        // Only a convenience: where it cannot be kept, the next start shows a moment of the other colour.
        if let Err(e) = serde_json::to_string(&self).map_err(std::io::Error::from).and_then(|t| std::fs::write(data_dir.join(FILE), t)) {
            tracing::warn!(%e, "the look could not be remembered");
        }
    }

    pub fn ground(self) -> Color {
        if self.dark { PAPER_DARK } else { PAPER }
    }

    /// `None`: the system's.
    pub fn theme(self) -> Option<Theme> {
        match self.choice {
            Choice::Light => Some(Theme::Light),
            Choice::Dark => Some(Theme::Dark),
            Choice::Auto => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grounds_are_those_of_the_page() {
        let tokens = include_str!("../ui/src/app/tokens.css");
        let papers: Vec<_> = tokens.lines().filter_map(|l| l.trim().strip_prefix("--paper: ")).collect();
        let hex = |c: Color| format!("#{:02x}{:02x}{:02x};", c.0, c.1, c.2);
        assert_eq!(papers, [hex(PAPER), hex(PAPER_DARK)]);
    }

    #[test]
    fn what_cannot_be_read_is_light() {
        let dir = std::env::temp_dir().join(format!("regulars-look-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        assert_eq!(Look::last(&dir), Look { choice: Choice::Auto, dark: false });
        std::fs::write(dir.join(FILE), r#"{"choice":"dark","dark":true}"#).unwrap();
        assert_eq!(Look::last(&dir).theme(), Some(Theme::Dark));
        std::fs::write(dir.join(FILE), "mauve").unwrap();
        assert_eq!(Look::last(&dir).theme(), None);
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
