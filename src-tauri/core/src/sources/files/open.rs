//! Opening a file: gzip or not, whatever its encoding, or a sheet of a workbook, as a stream of UTF-8; never the whole
//! file in memory.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use encoding_rs::{Decoder, Encoding, UTF_8};
use flate2::read::MultiGzDecoder;

use super::mapping::{ImportKind, ImportMapping};
use super::rows::{Numbers, Rows};
use super::workbook;
use crate::types::{Code, Error, Result};

const BUFFER: usize = 256 * 1024;

/// The file's bytes, unpacked.
pub fn bytes(path: &Path) -> Result<Box<dyn Read + Send>> {
    let failed = |e| Error::file("read", path, e);
    let meta = std::fs::metadata(path).map_err(failed)?;
    if meta.is_dir() {
        return Err(Error::bad_input(format!("{} is a folder. Choose a file in it.", path.display())));
    }
    let mut file = File::open(path).map_err(failed)?;
    let mut magic = [0u8; 4];
    let got = fill(&mut file, &mut magic).map_err(failed)?;
    let start = magic.get(..got).unwrap_or(&[]).to_vec();
    if workbook::may_be(&start) {
        return Err(Error::bad_input(format!(
            "{} is a spreadsheet or a zip archive, not a text. Save it as CSV, or unpack it.",
            name(path)
        )));
    }
    let whole = io::Cursor::new(start.clone()).chain(file);
    Ok(if start.starts_with(&[0x1f, 0x8b]) {
        Box::new(MultiGzDecoder::new(BufReader::with_capacity(BUFFER, whole)))
    } else {
        Box::new(whole)
    })
}

pub fn is_gzip(path: &Path) -> bool {
    begins(path, |start| start.starts_with(&[0x1f, 0x8b]))
}

pub fn is_workbook(path: &Path) -> bool {
    begins(path, workbook::may_be)
}

fn begins(path: &Path, test: impl Fn(&[u8]) -> bool) -> bool {
    let mut magic = [0u8; 4];
    let got = File::open(path).and_then(|mut f| fill(&mut f, &mut magic)).unwrap_or(0);
    test(magic.get(..got).unwrap_or(&[]))
}

/// The rows under the header, as the mapping says. The header itself is checked and left behind.
pub fn rows(path: &Path, mapping: &ImportMapping) -> Result<Rows> {
    let failed = |e| broken(path, &e);
    let mut rows = if let Some(sheet) = &mapping.sheet {
        Rows::new(workbook::text(path, sheet, mapping.decimals)?, b',', Numbers::Rows).map_err(failed)?
    } else {
        let text = text(bytes(path)?, encoding(&mapping.encoding)?);
        if mapping.kind == ImportKind::Events {
            return Rows::of_lines(text).map_err(failed);
        }
        Rows::new(text, delimiter(&mapping.delimiter)?, Numbers::Lines).map_err(failed)?
    };
    let mut row = csv::ByteRecord::new();
    for _ in 0..u64::from(mapping.lines_above) + u64::from(mapping.header) {
        read(&mut rows, &mut row, path)?;
    }
    let same = row.len() == mapping.columns.len()
        && row.iter().zip(&mapping.columns).all(|(cell, column)| String::from_utf8_lossy(cell).replace('\0', "").trim() == column.name);
    if mapping.header && !same {
        return Err(Error::bad_input(format!("The columns of {} are not those that were confirmed. Look at the file again.", name(path))));
    }
    Ok(rows)
}

/// By a label of the Encoding Standard.
pub fn encoding(label: &str) -> Result<&'static Encoding> {
    Encoding::for_label(label.trim().as_bytes())
        .ok_or_else(|| Error::bad_input(format!("“{label}” is no encoding of text that Regulars knows, such as UTF-8 or windows-1252.")))
}

pub fn delimiter(text: &str) -> Result<u8> {
    match text.as_bytes() {
        &[one] if !matches!(one, b'"' | b'\n' | b'\r') => Ok(one),
        _ => Err(Error::bad_input("What stands between the columns must be one character, such as a comma.")),
    }
}

/// `false` at the end of the file.
pub fn read(rows: &mut Rows, row: &mut csv::ByteRecord, path: &Path) -> Result<bool> {
    rows.read(row).map_err(|e| broken(path, &e))
}

pub fn broken(path: &Path, cause: &dyn std::fmt::Display) -> Error {
    Error::new(Code::File, format!("{} breaks off or is damaged: it could not be read to its end. Export or copy it again.", name(path)))
        .caused_by(cause.to_string())
}

pub fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}

/// UTF-8 goes through as it is (cells that are not valid are judged one by one); everything else is decoded.
pub fn text(bytes: Box<dyn Read + Send>, encoding: &'static Encoding) -> Box<dyn Read + Send> {
    if encoding == UTF_8 {
        return Box::new(WithoutBom { inner: bytes, begun: false, held: io::Cursor::new(Vec::new()) });
    }
    Box::new(Decoding {
        inner: bytes,
        decoder: encoding.new_decoder_with_bom_removal(),
        input: vec![0; BUFFER],
        pending: 0..0,
        ended: false,
        output: vec![0; BUFFER * 4],
        ready: 0..0,
    })
}

struct WithoutBom {
    inner: Box<dyn Read + Send>,
    begun: bool,
    held: io::Cursor<Vec<u8>>,
}

impl Read for WithoutBom {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if !self.begun {
            self.begun = true;
            let mut start = [0u8; 3];
            let got = fill(&mut self.inner, &mut start)?;
            let start = start.get(..got).unwrap_or(&[]);
            if start != [0xef, 0xbb, 0xbf] {
                self.held = io::Cursor::new(start.to_vec());
            }
        }
        match self.held.read(out)? {
            0 => self.inner.read(out),
            n => Ok(n),
        }
    }
}

struct Decoding {
    inner: Box<dyn Read + Send>,
    decoder: Decoder,
    input: Vec<u8>,
    pending: std::ops::Range<usize>,
    ended: bool,
    output: Vec<u8>,
    ready: std::ops::Range<usize>,
}

impl Read for Decoding {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.ready.is_empty() {
            if self.pending.is_empty() {
                if self.ended {
                    return Ok(0);
                }
                let n = self.inner.read(&mut self.input)?;
                self.pending = 0..n;
                self.ended = n == 0;
            }
            let input = self.input.get(self.pending.clone()).unwrap_or(&[]);
            let (_, used, written, _) = self.decoder.decode_to_utf8(input, &mut self.output, self.ended);
            self.pending.start += used;
            self.ready = 0..written;
        }
        let ready = self.output.get(self.ready.clone()).unwrap_or(&[]);
        let n = ready.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..n), ready.get(..n)) {
            to.copy_from_slice(from);
        }
        self.ready.start += n;
        Ok(n)
    }
}

fn fill(from: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {
    let mut got = 0;
    while let Some(rest) = into.get_mut(got..).filter(|r| !r.is_empty()) {
        match from.read(rest) {
            Ok(0) => break,
            Ok(n) => got += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(got)
}
