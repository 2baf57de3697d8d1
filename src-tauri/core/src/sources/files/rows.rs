//! Rows of a table, each with the number of the line it begins in; rows of nothing are passed over.

use std::io::{self, Read};

use csv::{ByteRecord, Terminator};

const BUFFER: usize = 256 * 1024;

/// How the rows of a file are numbered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// By the lines of the text, line breaks within cells counted.
    Lines,
    /// One after the other: a row of a sheet is one, whatever its cells hold.
    Rows,
}

pub struct Rows {
    csv: csv::Reader<Ended>,
    numbers: Numbers,
    newline: u8,
    /// Where the row read last begins, from 1; and the line after its end.
    line: u64,
    next: u64,
}

impl Rows {
    /// # Errors
    /// When the text cannot be read.
    pub fn new(text: Box<dyn Read + Send>, delimiter: u8, numbers: Numbers) -> io::Result<Self> {
        Self::with(text, csv::ReaderBuilder::new().delimiter(delimiter), numbers)
    }

    /// Whole lines as rows of one cell: the character between cells is one that JSON never holds as it is.
    ///
    /// # Errors
    /// As `new`.
    pub fn of_lines(text: Box<dyn Read + Send>) -> io::Result<Self> {
        Self::with(text, csv::ReaderBuilder::new().quoting(false).delimiter(0x1f), Numbers::Lines)
    }

    fn with(text: Box<dyn Read + Send>, how: &mut csv::ReaderBuilder, numbers: Numbers) -> io::Result<Self> {
        let (text, newline) = Ended::new(text)?;
        // One character ends a row: what stands before it (a carriage return) is blank and falls away with the cell's blanks.
        let csv = how.has_headers(false).flexible(true).terminator(Terminator::Any(newline)).buffer_capacity(BUFFER).from_reader(text);
        Ok(Self { csv, numbers, newline, line: 0, next: 1 })
    }

    /// The next row with anything in it; `false` at the end.
    ///
    /// # Errors
    /// When the text cannot be read to its end.
    pub fn read(&mut self, row: &mut ByteRecord) -> csv::Result<bool> {
        loop {
            if !self.csv.read_byte_record(row)? {
                return Ok(false);
            }
            let within = row.as_slice().iter().filter(|b| **b == self.newline).count() as u64;
            match (self.numbers, self.newline) {
                // Every row ends with a newline that was read with it, so what came before is known exactly.
                (Numbers::Lines, b'\n') => self.line = self.csv.position().line().saturating_sub(within + 1).max(1),
                // The reader does not count old Mac line ends.
                (Numbers::Lines, _) => {
                    self.line = self.next;
                    self.next += within + 1;
                }
                (Numbers::Rows, _) => self.line += 1,
            }
            if row.iter().any(|c| !c.trim_ascii().is_empty()) {
                return Ok(true);
            }
        }
    }

    /// Of the row read last, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }
}

/// A text whose last line ends, whether it did or not.
struct Ended {
    begun: io::Cursor<Vec<u8>>,
    rest: Box<dyn Read + Send>,
    newline: u8,
    last: Option<u8>,
    done: bool,
}

impl Ended {
    fn new(mut text: Box<dyn Read + Send>) -> io::Result<(Self, u8)> {
        let mut start = Vec::new();
        (&mut text).take(BUFFER as u64).read_to_end(&mut start)?;
        let old_mac = start.contains(&b'\r') && !start.contains(&b'\n');
        let newline = if old_mac { b'\r' } else { b'\n' };
        Ok((Self { begun: io::Cursor::new(start), rest: text, newline, last: None, done: false }, newline))
    }
}

impl Read for Ended {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.done {
            return Ok(0);
        }
        let n = match self.begun.read(out)? {
            0 => self.rest.read(out)?,
            n => n,
        };
        if n > 0 {
            self.last = out.get(n - 1).copied();
            return Ok(n);
        }
        self.done = true;
        match (out.first_mut(), self.last) {
            (Some(slot), Some(last)) if last != self.newline => {
                *slot = self.newline;
                Ok(1)
            }
            _ => Ok(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut rows = Rows::new(Box::new(io::Cursor::new(text.as_bytes().to_vec())), b',', Numbers::Lines).unwrap();
        let mut row = ByteRecord::new();
        let mut out = Vec::new();
        while rows.read(&mut row).unwrap() {
            out.push((rows.line(), row.iter().map(|c| String::from_utf8_lossy(c).trim().to_owned()).collect()));
        }
        out
    }

    #[test]
    fn each_row_knows_its_line_after_blank_lines_and_breaks_in_cells() {
        let text = "a,b\n\n\n1,2\n\"x\ny\",3\n,\n4,5\n\"p\nq\nr\",6\n\n7,8";
        let lines = |text: &str| read(text).into_iter().map(|(n, row)| format!("{n}:{}", row[1])).collect::<Vec<_>>().join(" ");
        let wanted = "1:b 4:2 5:3 8:5 9:6 13:8";
        assert_eq!(lines(text), wanted);
        assert_eq!(lines(&format!("{text}\n")), wanted);
        assert_eq!(lines(&text.replace('\n', "\r\n")), wanted);
        assert_eq!(lines(&format!("{text}\n").replace('\n', "\r\n")), wanted);
        // Old Mac line ends: a blank line is none there.
        assert_eq!(lines("a,b\r1,2\r\"x\ry\",3\r4,5"), "1:b 2:2 3:3 5:5");
        assert_eq!(read(""), []);
        assert_eq!(read("\r\n \n"), []);
    }
}
