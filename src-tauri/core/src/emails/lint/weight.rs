//! The finished mail's weight, and whether it says anything to somebody who sees no pictures.

use super::super::check::CheckLevel;
use super::{Lint, LintId};

/// Gmail cuts a mail off near 102 KB of HTML.
pub const GMAIL_CUTS: usize = 102 * 1024;
/// What senders add at most: counting pixels, links that are wrapped.
pub const SENDERS_SHARE: usize = 20 * 1024;
/// Fewer letters than these beside pictures are a picture with a caption.
const FEW_LETTERS: usize = 80;

/// One reader's mail as far as these lints ask.
pub struct FinishedMail<'a> {
    pub html: &'a str,
    /// The plain-text part without its foot.
    pub words: &'a str,
}

pub(super) fn lints(mail: &FinishedMail<'_>, out: &mut Vec<Lint>) {
    let size = mail.html.len();
    let kb = size.div_ceil(1024);
    if size > GMAIL_CUTS {
        out.push(Lint::overall(
            LintId::TooHeavy,
            CheckLevel::Problem,
            format!("The mail has {kb} KB; Gmail cuts it off at 102 KB. Take blocks out, or shorten long texts."),
        ));
    } else if size + SENDERS_SHARE > GMAIL_CUTS {
        out.push(Lint::overall(
            LintId::TooHeavy,
            CheckLevel::Warning,
            format!("The mail has {kb} KB; once the sender has added its part, Gmail may cut it off at 102 KB."),
        ));
    }
    let letters = mail.words.chars().filter(|c| c.is_alphanumeric()).count();
    let pictures = mail.html.matches("<img").count();
    if letters == 0 {
        out.push(Lint::overall(
            LintId::NoPlainText,
            CheckLevel::Problem,
            "Its plain-text part says nothing: who reads mail as text, or hears it, gets an empty page.",
        ));
    } else if pictures > 0 && letters < FEW_LETTERS {
        out.push(Lint::overall(
            LintId::PictureOnly,
            CheckLevel::Warning,
            format!(
                "It is almost only pictures, with {letters} letters beside them: filters distrust that, and many people see no pictures."
            ),
        ));
    }
}
