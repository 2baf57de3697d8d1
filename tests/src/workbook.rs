//! Made-up workbooks, written part by part as Excel and LibreOffice write them: typed cells, shared texts, dates as
//! serials, formulas with their values, merged titles.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// What stands in a cell.
#[derive(Clone, Debug)]
pub enum Cell {
    Empty,
    /// Among the texts that all sheets share.
    Text(&'static str),
    /// A text of its own, with marks escaped.
    Inline(String),
    Number(f64),
    /// Days since the end of 1899, shown as a date.
    Date(f64),
    Yes(bool),
    /// A formula and the value it had when the book was saved.
    Formula(&'static str, f64),
}

pub struct Sheet {
    pub name: &'static str,
    pub rows: Vec<Vec<Cell>>,
    /// As `A1:D1`.
    pub merged: Vec<&'static str>,
}

/// Writes an .xlsx.
///
/// # Panics
/// When the file cannot be written.
pub fn xlsx(path: &Path, sheets: &[Sheet]) {
    let mut shared: Vec<&str> = Vec::new();
    let mut parts: Vec<(String, String)> = Vec::new();
    let (mut names, mut links, mut types) = (String::new(), String::new(), String::new());
    for (n, sheet) in (1..).zip(sheets) {
        let mut body = String::new();
        for (row, cells) in (1..).zip(&sheet.rows) {
            if cells.is_empty() {
                continue;
            }
            let _ = write!(body, "<row r=\"{row}\">");
            for (column, cell) in cells.iter().enumerate() {
                let at = format!("{}{row}", letters(column));
                let _ = match cell {
                    Cell::Empty => Ok(()),
                    Cell::Text(t) => {
                        let place = shared.iter().position(|s| s == t).unwrap_or_else(|| {
                            shared.push(t);
                            shared.len() - 1
                        });
                        write!(body, "<c r=\"{at}\" t=\"s\"><v>{place}</v></c>")
                    }
                    Cell::Inline(t) => write!(body, "<c r=\"{at}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(t)),
                    Cell::Number(x) => write!(body, "<c r=\"{at}\"><v>{x}</v></c>"),
                    Cell::Date(x) => write!(body, "<c r=\"{at}\" s=\"1\"><v>{x}</v></c>"),
                    Cell::Yes(b) => write!(body, "<c r=\"{at}\" t=\"b\"><v>{}</v></c>", u8::from(*b)),
                    Cell::Formula(f, x) => write!(body, "<c r=\"{at}\"><f>{f}</f><v>{x}</v></c>"),
                };
            }
            body.push_str("</row>");
        }
        let merged: String = sheet.merged.iter().map(|m| format!("<mergeCell ref=\"{m}\"/>")).collect();
        let merged = if merged.is_empty() { merged } else { format!("<mergeCells>{merged}</mergeCells>") };
        parts.push((
            format!("xl/worksheets/sheet{n}.xml"),
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{body}</sheetData>{merged}</worksheet>"),
        ));
        let _ = write!(names, "<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>", escaped(sheet.name));
        let _ = write!(links, "<Relationship Id=\"rId{n}\" Type=\"{REL}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>");
        let _ = write!(types, "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{CT}.worksheet+xml\"/>");
    }
    let _ = write!(
        links,
        "<Relationship Id=\"rId90\" Type=\"{REL}/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId91\" Type=\"{REL}/sharedStrings\" Target=\"sharedStrings.xml\"/>"
    );
    let texts: String = shared.iter().map(|t| format!("<si><t xml:space=\"preserve\">{}</t></si>", escaped(t))).collect();
    let all = [
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{CT}.sheet.main+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{PKG}\"><Relationship Id=\"rId1\" Type=\"{REL}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        ("xl/workbook.xml".to_owned(), format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{REL}\"><sheets>{names}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships xmlns=\"{PKG}\">{links}</Relationships>")),
        (
            "xl/styles.xml".to_owned(),
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"22\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
            ),
        ),
        ("xl/sharedStrings.xml".to_owned(), format!("<sst xmlns=\"{MAIN}\">{texts}</sst>")),
    ];
    packed(path, all.iter().chain(&parts));
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PKG: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const CT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// Writes the first sheet as an .ods.
///
/// # Panics
/// As `xlsx`.
pub fn ods(path: &Path, sheet: &Sheet) {
    let mut body = String::new();
    for cells in &sheet.rows {
        body.push_str("<table:table-row>");
        for cell in cells {
            let _ = match cell {
                Cell::Empty => write!(body, "<table:table-cell/>"),
                Cell::Text(t) => {
                    write!(body, "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>", escaped(t))
                }
                Cell::Inline(t) => {
                    write!(body, "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>", escaped(t))
                }
                Cell::Number(x) | Cell::Formula(_, x) => {
                    write!(
                        body,
                        "<table:table-cell office:value-type=\"float\" office:value=\"{x}\"><text:p>{x}</text:p></table:table-cell>"
                    )
                }
                Cell::Date(x) => {
                    let day = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default().and_time(chrono::NaiveTime::MIN)
                        + chrono::Duration::seconds((x * 86_400.0).round() as i64);
                    let said = day.format("%Y-%m-%dT%H:%M:%S");
                    write!(
                        body,
                        "<table:table-cell office:value-type=\"date\" office:date-value=\"{said}\"><text:p>{said}</text:p></table:table-cell>"
                    )
                }
                Cell::Yes(b) => write!(
                    body,
                    "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"{b}\"><text:p>{b}</text:p></table:table-cell>"
                ),
            };
        }
        body.push_str("</table:table-row>");
    }
    let spaces = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";
    let content = format!(
        "<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name=\"{}\">{body}</table:table></office:spreadsheet></office:body></office:document-content>",
        escaped(sheet.name)
    );
    let manifest = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/></manifest:manifest>";
    packed(
        path,
        [
            ("mimetype".to_owned(), "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
            ("META-INF/manifest.xml".to_owned(), manifest.to_owned()),
            ("content.xml".to_owned(), content),
        ]
        .iter(),
    );
}

fn packed<'a>(path: &Path, parts: impl Iterator<Item = &'a (String, String)>) {
    let mut zip = zip::ZipWriter::new(std::fs::File::create(path).expect("the workbook can be made"));
    for (name, text) in parts {
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(name.as_str(), stored).expect("a part can be added");
        zip.write_all(text.as_bytes()).expect("a part can be written");
    }
    zip.finish().expect("the workbook can be ended");
}

/// 0 is A, 26 is AA.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
