//! Spreadsheets (Excel's .xlsx, .xlsb and .xls, LibreOffice's .ods) as the text that the rest of this folder reads.
//!
//! A sheet becomes CSV, row for row from its first one, blank rows too, so that a row's place is its number in the sheet.
//! What a cell holds is what it was typed as: a date is written year first, whatever the sheet shows; a number with the
//! decimal mark that the mapping says; a formula is its value; of merged cells the first one holds it all. A thread of
//! its own reads ahead by a few portions: a large sheet is never in memory as a whole (those of .xls, .xlsb and .ods are,
//! because the library reads them so).

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, Sheets, Xls, Xlsb, Xlsx};
use chrono::{Duration, NaiveDate, NaiveDateTime};

use super::amounts::DecimalMark;
use super::open;
use crate::types::{Error, Result};

/// Bytes of text that are handed over at once, and how many such portions may wait.
const PORTION: usize = 64 * 1024;
const AHEAD: usize = 4;

type Book = Sheets<BufReader<File>>;

/// By its first bytes: a zip archive or Microsoft's older container.
pub fn may_be(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// The names of the sheets that hold cells, in the book's order.
pub fn sheets(path: &Path) -> Result<Vec<String>> {
    let book = open_book(path)?;
    let all = book.sheets_metadata();
    Ok(all
        .iter()
        .filter(|s| s.typ == calamine::SheetType::WorkSheet && s.visible == calamine::SheetVisible::Visible)
        .map(|s| s.name.clone())
        .collect())
}

/// The sheet as CSV in UTF-8, with commas between the cells.
pub fn text(path: &Path, sheet: &str, decimals: DecimalMark) -> Result<Box<dyn Read + Send>> {
    let mut book = open_book(path)?;
    if !book.sheet_names().iter().any(|s| s == sheet) {
        return Err(Error::bad_input(format!("{} has no sheet “{sheet}” any more. Look at the file again.", open::name(path))));
    }
    let (send, receive) = sync_channel(AHEAD);
    let sheet = sheet.to_owned();
    std::thread::Builder::new()
        .name("workbook".to_owned())
        .spawn(move || {
            let mut out = Out { csv: writer(), send, decimals, next_row: 0, row: Vec::new() };
            let done = pour(&mut book, &sheet, &mut out).and_then(|()| out.hand_over());
            let last = match done {
                // Nothing more comes: told apart from a reader that broke down.
                Ok(()) => Ok(Vec::new()),
                Err(e) => Err(e),
            };
            let _ = out.send.send(last);
        })
        .map_err(|e| Error::internal("The spreadsheet could not be read.").caused_by(e))?;
    Ok(Box::new(Portions { receive, now: io::Cursor::new(Vec::new()), ended: false }))
}

fn open_book(path: &Path) -> Result<Book> {
    let name = open::name(path);
    let file = || File::open(path).map(BufReader::new).map_err(|e| Error::file("read", path, e));
    let mut start = [0u8; 4];
    file()?.read_exact(&mut start).map_err(|e| Error::file("read", path, e))?;
    let locked = || Error::bad_input(format!("{name} is locked with a password. Save it without one, and choose that file."));
    if !start.starts_with(b"PK") {
        return match Xls::new(file()?) {
            Ok(book) => Ok(Sheets::Xls(book)),
            Err(calamine::XlsError::Password) => Err(locked()),
            Err(_) if matches!(Xlsx::new(file()?), Err(calamine::XlsxError::Password)) => Err(locked()),
            Err(e) => Err(Error::bad_input(format!("{name} is no spreadsheet that can be read. Save it as .xlsx or as CSV.")).caused_by(e)),
        };
    }
    let has = |part: &[u8]| -> Result<bool> {
        // The directory at a zip's end names its parts.
        let mut all = file()?;
        let length = std::fs::metadata(path).map_or(0, |m| m.len());
        io::Seek::seek(&mut all, io::SeekFrom::Start(length.saturating_sub(256 * 1024))).map_err(|e| Error::file("read", path, e))?;
        let mut end = Vec::new();
        all.read_to_end(&mut end).map_err(|e| Error::file("read", path, e))?;
        Ok(end.windows(part.len()).any(|w| w == part))
    };
    let broken = |e: &dyn std::fmt::Display| {
        Error::bad_input(format!("{name} is damaged: the spreadsheet in it cannot be read. Export or copy it again."))
            .caused_by(e.to_string())
    };
    if has(b"xl/workbook.xml")? {
        return match Xlsx::new(file()?) {
            Ok(book) => Ok(Sheets::Xlsx(book)),
            Err(calamine::XlsxError::Password) => Err(locked()),
            Err(e) => Err(broken(&e)),
        };
    }
    if has(b"xl/workbook.bin")? {
        return Xlsb::new(file()?).map(Sheets::Xlsb).map_err(|e| broken(&e));
    }
    if has(b"content.xml")? {
        return match Ods::new(file()?) {
            Ok(book) => Ok(Sheets::Ods(book)),
            Err(calamine::OdsError::Password) => Err(locked()),
            Err(e) => Err(broken(&e)),
        };
    }
    Err(Error::bad_input(format!("{name} is a zip archive, or a spreadsheet that breaks off. Unpack it, and choose the table in it.")))
}

fn pour(book: &mut Book, sheet: &str, out: &mut Out) -> io::Result<()> {
    let broken = |e: &dyn std::fmt::Display| io::Error::new(io::ErrorKind::InvalidData, e.to_string());
    if let Sheets::Xlsx(book) = book {
        let mut cells = book.worksheet_cells_reader(sheet).map_err(|e| broken(&e))?;
        while let Some(cell) = cells.next_cell().map_err(|e| broken(&e))? {
            let (row, column) = cell.get_position();
            let text = match cell.get_value() {
                DataRef::Empty => continue,
                DataRef::SharedString(s) => (*s).to_owned(),
                DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => s.clone(),
                DataRef::Int(n) => n.to_string(),
                DataRef::Float(x) => number(*x, out.decimals),
                DataRef::Bool(b) => b.to_string(),
                DataRef::DateTime(at) => moment(at),
                DataRef::Error(e) => e.to_string(),
            };
            out.cell(row, column, text)?;
        }
        return out.finish();
    }
    let range = book.worksheet_range(sheet).map_err(|e| broken(&e))?;
    let (top, left) = range.start().unwrap_or((0, 0));
    for (row, column, cell) in range.used_cells() {
        let text = match cell {
            Data::Empty => continue,
            Data::String(s) | Data::DateTimeIso(s) | Data::DurationIso(s) => s.clone(),
            Data::Int(n) => n.to_string(),
            Data::Float(x) => number(*x, out.decimals),
            Data::Bool(b) => b.to_string(),
            Data::DateTime(at) => moment(at),
            Data::Error(e) => e.to_string(),
        };
        let place = |n: usize, from: u32| u32::try_from(n).unwrap_or(u32::MAX).saturating_add(from);
        out.cell(place(row, top), place(column, left), text)?;
    }
    out.finish()
}

/// As the sheet shows it at its widest: 15 digits, no artefacts of binary fractions.
fn number(x: f64, decimals: DecimalMark) -> String {
    let rounded = format!("{x:.14e}").parse::<f64>().unwrap_or(x);
    let text = format!("{rounded}");
    if decimals == DecimalMark::Comma { text.replace('.', ",") } else { text }
}

fn moment(at: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    let whole = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
        .and_then(|d| d.and_hms_milli_opt(hour.into(), minute.into(), second.into(), milli.into()))
        .map(|t: NaiveDateTime| t + Duration::milliseconds(500));
    match whole {
        // A time of day, or a length of time.
        _ if at.is_duration() || at.as_f64() < 1.0 => format!("{hour:02}:{minute:02}:{second:02}"),
        Some(t) if t.format("%T").to_string() == "00:00:00" => t.format("%Y-%m-%d").to_string(),
        Some(t) => t.format("%Y-%m-%d %H:%M:%S").to_string(),
        None => number(at.as_f64(), DecimalMark::Point),
    }
}

struct Out {
    csv: csv::Writer<Vec<u8>>,
    send: SyncSender<io::Result<Vec<u8>>>,
    decimals: DecimalMark,
    /// Of the sheet, from 0: the one that is being gathered.
    next_row: u32,
    row: Vec<String>,
}

fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().flexible(true).from_writer(Vec::with_capacity(PORTION + 4096))
}

impl Out {
    fn cell(&mut self, row: u32, column: u32, text: String) -> io::Result<()> {
        while self.next_row < row {
            self.end_row()?;
        }
        let column = column as usize;
        if self.row.len() <= column {
            self.row.resize(column + 1, String::new());
        }
        if let Some(slot) = self.row.get_mut(column) {
            *slot = text;
        }
        Ok(())
    }

    fn end_row(&mut self) -> io::Result<()> {
        if self.row.is_empty() {
            self.row.push(String::new());
        }
        self.csv.write_record(&self.row)?;
        self.row.clear();
        self.next_row += 1;
        if self.csv.get_ref().len() > PORTION { self.hand_over() } else { Ok(()) }
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.row.is_empty() { Ok(()) } else { self.end_row() }
    }

    fn hand_over(&mut self) -> io::Result<()> {
        let full = std::mem::replace(&mut self.csv, writer());
        let bytes = full.into_inner().map_err(|e| io::Error::other(e.to_string()))?;
        if bytes.is_empty() {
            return Ok(());
        }
        // Nobody reads any more: then there is nothing to do either.
        self.send.send(Ok(bytes)).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

struct Portions {
    receive: Receiver<io::Result<Vec<u8>>>,
    now: io::Cursor<Vec<u8>>,
    ended: bool,
}

impl Read for Portions {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let n = self.now.read(out)?;
            if n > 0 || self.ended || out.is_empty() {
                return Ok(n);
            }
            let next = self.receive.recv().map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "the sheet breaks off"))??;
            self.ended = next.is_empty();
            self.now = io::Cursor::new(next);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_binary_dust() {
        assert_eq!(number(0.1 + 0.2, DecimalMark::Point), "0.3");
        assert_eq!(number(12.5, DecimalMark::Comma), "12,5");
        assert_eq!(number(31_612_345_678.0, DecimalMark::Comma), "31612345678");
        assert_eq!(number(-7.0, DecimalMark::Point), "-7");
    }

    #[test]
    fn dates_are_written_year_first() {
        let at = |x: f64| moment(&ExcelDateTime::new(x, calamine::ExcelDateTimeType::DateTime, false));
        assert_eq!(at(45_943.5), "2025-10-13 12:00:00");
        assert_eq!(at(45_943.0), "2025-10-13");
        assert_eq!(at(0.5), "12:00:00");
        let old_mac = ExcelDateTime::new(44_481.0, calamine::ExcelDateTimeType::DateTime, true);
        assert_eq!(moment(&old_mac), "2025-10-13");
    }
}
