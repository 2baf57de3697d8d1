//! Where a letter is written to: a text, or scales that only count its bytes.
//!
//! Most of a letter is the same for everybody. Scales add up the length of that part without copying it; what is
//! filled in passes through a small text that is emptied again.

pub(super) trait Sink {
    /// Text that is the same for everybody.
    fn fixed(&mut self, text: &str);
    /// Where a value is appended to; `weighed` after it.
    fn text(&mut self) -> &mut String;
    fn weighed(&mut self);
    /// What was written from a place on; nothing on scales.
    fn since(&self, place: usize) -> &str;
    fn len(&self) -> usize;
}

impl Sink for String {
    fn fixed(&mut self, text: &str) {
        self.push_str(text);
    }

    fn text(&mut self) -> &mut String {
        self
    }

    fn weighed(&mut self) {}

    fn since(&self, place: usize) -> &str {
        self.get(place..).unwrap_or("")
    }

    fn len(&self) -> usize {
        String::len(self)
    }
}

pub(super) struct Weight {
    pub(super) bytes: usize,
    passing: String,
}

impl Weight {
    pub(super) fn new() -> Self {
        // Longer than nearly all that is filled in at once, so that it does not grow again for each reader.
        Self { bytes: 0, passing: String::with_capacity(8_192) }
    }
}

impl Sink for Weight {
    fn fixed(&mut self, text: &str) {
        self.bytes += text.len();
    }

    fn text(&mut self) -> &mut String {
        &mut self.passing
    }

    fn weighed(&mut self) {
        self.bytes += self.passing.len();
        self.passing.clear();
    }

    fn since(&self, _: usize) -> &str {
        ""
    }

    fn len(&self) -> usize {
        self.bytes
    }
}
