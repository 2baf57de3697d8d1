//! Files of every shape: spreadsheets, no header, title lines, another encoding or delimiter than was found, lines' numbers.

#![allow(clippy::unwrap_used)] // unwrap is how a test fails

use std::path::{Path, PathBuf};

use regulars_core::sources::files::{self, ColumnRole, DateOrder, DecimalMark, FileReading, ImportKind, ImportPlan, Known};
use regulars_core::store::Store;
use regulars_core::sync::import::{Import, ImportSummary, import};
use regulars_core::types::{FixedClock, Progress, Timestamp};
use regulars_tests::workbook::{Cell, Sheet, ods, xlsx};

const NOW: FixedClock = FixedClock(Timestamp(1_795_000_000));

struct Shop {
    dir: tempfile::TempDir,
    store: Store,
}

impl Shop {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
        Self { dir, store }
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn bring(&self, plan: &ImportPlan) -> ImportSummary {
        assert_eq!(plan.problems, Vec::<String>::new());
        let what = Import::new(Path::new(&plan.file.path), &plan.mapping, self.dir.path());
        import(&self.store, &NOW, &Progress::silent(), &what).unwrap()
    }

    fn texts(&self, sql: &str) -> Vec<String> {
        self.store.read(|r| r.rows(sql, &[], |row| row.get::<String>(0))).unwrap()
    }
}

fn look(path: &Path) -> ImportPlan {
    look_as(path, &FileReading::default())
}

fn look_as(path: &Path, how: &FileReading) -> ImportPlan {
    files::inspect(path, how, &Known::default()).unwrap()
}

fn role(plan: &ImportPlan, role: ColumnRole) -> &str {
    plan.mapping.columns.iter().find(|c| c.role == role).map_or("", |c| c.name.as_str())
}

/// A title over merged cells, a blank row, a header, and cells of every type.
fn orders() -> Sheet {
    use Cell::*;
    Sheet {
        name: "Orders 2026",
        merged: vec!["A1:F1"],
        rows: vec![
            vec![Text("Orders of the year")],
            vec![],
            ["Order Number", "Order Date", "Email", "Order Total", "Tax", "Newsletter"].map(Text).to_vec(),
            vec![Number(1001.0), Date(46_082.5), Text("ann@example.com"), Number(12.5), Number(2.0), Yes(true)],
            vec![Text("#1002"), Date(46_083.0), Inline("bob & co@example.com".into()), Number(20.0), Empty, Yes(false)],
            vec![],
            vec![Text("#1003"), Text("2026-03-03"), Text("cid@example.com"), Formula("D4+D5", 0.1 + 0.2), Empty, Empty],
            vec![Text("#1004"), Text("soon"), Text("dot@example.com"), Number(1.0)],
        ],
    }
}

#[test]
fn a_sheet_is_read_by_what_its_cells_are() {
    let shop = Shop::new();
    let cover = Sheet { name: "Notes", merged: vec![], rows: vec![vec![Cell::Text("Exported by the till, see the next sheet")]] };
    let book = shop.dir.path().join("orders.xlsx");
    xlsx(&book, &[cover, orders()]);
    let plan = look(&book);
    assert_eq!((plan.mapping.sheet.as_deref(), plan.mapping.lines_above, plan.file.rows), (Some("Orders 2026"), 1, Some(4)));
    assert_eq!(plan.file.sheets, ["Notes", "Orders 2026"]);
    assert_eq!(
        plan.top.iter().map(|r| (r.line, r.header)).collect::<Vec<_>>(),
        [(1, false), (3, true), (4, false), (5, false), (7, false), (8, false)]
    );
    let total = plan.mapping.columns.iter().position(|c| c.role == ColumnRole::OrderTotal).unwrap();
    assert_eq!(plan.samples[total], ["12.5", "20", "0.3"]);
    assert_eq!(plan.reads[0].means.as_deref(), Some("1 March 2026, 12:00"));
    let s = shop.bring(&plan);
    assert_eq!((s.read, s.orders, s.refused, s.revenue[0].minor), (4, 3, 1, 1250 + 2000 + 30));
    // The row's number is the one that the spreadsheet shows.
    assert_eq!(shop.texts("SELECT row_no || ' ' || reason FROM refusal"), ["8 The date cannot be read"]);
    assert_eq!(
        shop.texts("SELECT number || ' ' || placed_at FROM orders ORDER BY id"),
        ["1001 1772366400", "#1002 1772409600", "#1003 1772496000"]
    );
    let agreed = "SELECT p.email || ' ' || c.state FROM consent c JOIN person p ON p.id = c.person_id";
    assert_eq!(shop.texts(agreed), ["ann@example.com subscribed"]);
    // The other sheet is there for the asking, and says what is wrong with it.
    let notes = look_as(&book, &FileReading { sheet: Some("Notes".into()), ..FileReading::default() });
    assert!(!notes.problems.is_empty());
    let none =
        files::inspect(&book, &FileReading { sheet: Some("Orders".into()), ..FileReading::default() }, &Known::default()).unwrap_err();
    assert!(none.message.contains("“Notes”, “Orders 2026”"), "{}", none.message);
}

#[test]
fn a_sheet_of_libreoffice_is_the_same() {
    let (excel, libre) = (Shop::new(), Shop::new());
    let book = excel.dir.path().join("orders.xlsx");
    xlsx(&book, &[orders()]);
    let sheet = libre.dir.path().join("orders.ods");
    ods(&sheet, &orders());
    let (a, b) = (excel.bring(&look(&book)), libre.bring(&look(&sheet)));
    assert_eq!((a.read, a.orders, a.refused, &a.revenue), (b.read, b.orders, b.refused, &b.revenue));
    let all = "SELECT number || ' ' || placed_at || ' ' || total FROM orders ORDER BY id";
    assert_eq!(excel.texts(all), libre.texts(all));
}

#[test]
fn numbers_of_a_sheet_do_not_care_what_stands_before_the_cents() {
    use Cell::*;
    let shop = Shop::new();
    let book = shop.dir.path().join("bestellungen.xlsx");
    let rows = vec![
        ["Bestellnummer", "Bestelldatum", "E-Mail", "Gesamtbetrag"].map(Text).to_vec(),
        vec![Text("A1"), Text("31.12.2025"), Text("ann@example.com"), Text("1.234,50")],
        vec![Text("A2"), Text("30.12.2025"), Text("ann@example.com"), Text("7,25 €")],
        vec![Text("A3"), Date(46_082.0), Text("bob@example.com"), Number(12.5)],
    ];
    xlsx(&book, &[Sheet { name: "Tabelle1", rows, merged: vec![] }]);
    let plan = look(&book);
    assert_eq!((plan.mapping.decimals, plan.mapping.dates), (DecimalMark::Comma, DateOrder::DayFirst));
    let s = shop.bring(&plan);
    assert_eq!((s.orders, s.refused, s.revenue[0].minor), (3, 0, 123_450 + 725 + 1250));
}

#[test]
fn what_is_no_spreadsheet_says_so() {
    let shop = Shop::new();
    let book = shop.dir.path().join("orders.xlsx");
    xlsx(&book, &[orders()]);
    let whole = std::fs::read(&book).unwrap();
    for (name, bytes) in [
        ("half.xlsx", whole[..whole.len() / 2].to_vec()),
        ("old.xls", [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 600]].concat()),
        ("zip.zip", b"PK\x03\x04 and so on".to_vec()),
        ("noise.xlsx", whole.iter().enumerate().map(|(i, b)| if i > 200 && i % 97 == 0 { b ^ 0x55 } else { *b }).collect()),
    ] {
        let said = match files::inspect(&shop.write(name, bytes), &FileReading::default(), &Known::default()) {
            Err(e) => e.message,
            Ok(plan) => plan.problems.join(" "),
        };
        assert!(said.contains(name) && said.ends_with('.'), "{name}: {said}");
    }
    xlsx(&book, &[Sheet { name: "Empty", rows: vec![], merged: vec![] }]);
    assert!(files::inspect(&book, &FileReading::default(), &Known::default()).unwrap_err().message.contains("is empty"));
}

#[test]
fn a_person_can_say_how_a_file_is_written() {
    let shop = Shop::new();
    // Semicolons within, and commas as cents: the delimiter that is said holds.
    let file = shop.write("x.csv", "Order ID|Order Date|Customer Email|Order Total\n1|03/04/2026|ann@example.com|1.500\n");
    let plan = look(&file);
    assert_eq!((plan.mapping.delimiter.as_str(), role(&plan, ColumnRole::OrderTotal)), ("|", "Order Total"));
    let wrong = look_as(&file, &FileReading { delimiter: Some(";".into()), ..FileReading::default() });
    assert_eq!(wrong.mapping.columns.len(), 1);
    assert!(files::inspect(&file, &FileReading { delimiter: Some("||".into()), ..FileReading::default() }, &Known::default()).is_err());
    assert!(files::inspect(&file, &FileReading { encoding: Some("klingon".into()), ..FileReading::default() }, &Known::default()).is_err());
    // What samples are read as follows the mapping.
    let mut m = plan.mapping.clone();
    (m.dates, m.decimals) = (DateOrder::MonthFirst, DecimalMark::Comma);
    let reads: Vec<Option<String>> = files::samples(&m, &plan.samples).into_iter().map(|r| r.means).collect();
    assert_eq!(reads, [Some("4 March 2026".into()), Some("€1,500.00".into())]);
    // Central European letters: only a person can know.
    let letters = shop.write("pl.csv", b"E-mail,First name\n\xb3ukasz@example.com,\xa3ukasz\n");
    let plan = look_as(&letters, &FileReading { encoding: Some("windows-1250".into()), ..FileReading::default() });
    assert_eq!((plan.mapping.encoding.as_str(), plan.samples[1][0].as_str()), ("windows-1250", "Łukasz"));
}

#[test]
fn a_file_without_names_of_columns_can_be_mapped() {
    let shop = Shop::new();
    let file = shop.write("list.csv", "ann@example.com,Ann,2026-01-05\nbob@example.com,Bob,2026-02-05\n");
    let plan = look(&file);
    assert!(!plan.mapping.header && plan.mapping.kind == ImportKind::People);
    assert_eq!((role(&plan, ColumnRole::Email), role(&plan, ColumnRole::CreatedAt), plan.file.rows), ("Column 1", "Column 3", Some(2)));
    let s = shop.bring(&plan);
    assert_eq!((s.read, s.people), (2, 2));
    // And the other way round: what was taken for people can be a header.
    let said = look_as(&file, &FileReading { header_row: Some(1), ..FileReading::default() });
    assert_eq!((said.mapping.columns[1].name.as_str(), said.file.rows), ("Ann", Some(1)));
    // Lines above the header, chosen by hand.
    let titled = shop.write("titled.csv", "My list\n\nfoo,bar\nann@example.com,1\n");
    let said = look_as(&titled, &FileReading { header_row: Some(2), ..FileReading::default() });
    assert_eq!((said.mapping.lines_above, said.mapping.columns[0].name.as_str()), (1, "foo"));
    assert_eq!(said.top.iter().map(|r| (r.line, r.header)).collect::<Vec<_>>(), [(1, false), (3, true), (4, false)]);
}

#[test]
fn refused_rows_name_the_line_they_stand_in() {
    let shop = Shop::new();
    let text = "Order Number,Order Date,Order Total,Email,Notes\n\
                1,2026-01-01,5,ann@example.com,\n\n\n\
                2,yesterday,5,ann@example.com,\n\
                3,2026-01-01,5,ann@example.com,\"two\nlines\"\n\n\
                4,2026-01-01,much,ann@example.com,\"two\n\nmore\"\n\
                5,2026-01-01,,ann@example.com,";
    for (name, text) in [("lf.csv", text.to_owned()), ("crlf.csv", text.replace('\n', "\r\n"))] {
        let shop = Shop::new();
        let s = shop.bring(&look(&shop.write(name, text)));
        assert_eq!((s.read, s.refused), (5, 3), "{name}");
        assert_eq!(
            shop.texts("SELECT row_no || ' ' || reason FROM refusal ORDER BY row_no"),
            ["5 The date cannot be read", "9 The total is not an amount", "12 The row has no total"],
            "{name}"
        );
    }
    let lines = "{\"type\":\"track\",\"event\":\"X\",\"userId\":\"7\",\"timestamp\":\"2026-03-01\"}\n\n{\"type\":\"quux\"}\n";
    let s = shop.bring(&look(&shop.write("events.jsonl", lines)));
    assert_eq!((s.read, s.refused), (2, 1));
    assert_eq!(shop.texts("SELECT CAST(row_no AS TEXT) FROM refusal"), ["3"]);
}
