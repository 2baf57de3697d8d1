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

fn roles(plan: &ImportPlan) -> String {
    let named = plan.mapping.columns.iter().filter(|c| c.role != ColumnRole::Skip).map(|c| format!("{}={}", c.name, c.role.name()));
    named.collect::<Vec<_>>().join(" · ")
}

#[test]
fn exports_of_known_platforms_are_named_and_read_exactly() {
    for (preset, kind, text, wanted) in [
        (
            "Shopify: customers",
            ImportKind::People,
            "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address City,Default Address Country Code,Accepts SMS Marketing,Total Spent,Tags\n'1,Ann,Example,ann@example.com,yes,Kiel,DE,no,10.00,\"vip, blue\"\n",
            "1 people; ann@example.com email subscribed, sms unsubscribed",
        ),
        (
            "Etsy: orders",
            ImportKind::Orders,
            "Sale Date,Order ID,Buyer User ID,Full Name,First Name,Last Name,Number of Items,Ship City,Ship Country,Currency,Order Value,Coupon Code,Discount Amount,Shipping,Sales Tax,Order Total,Status,Order Net,Buyer\n\
             09/25/26,9001,ann77,Ann Example,Ann,Example,1,Kiel,Germany,EUR,50.00,,0.00,5.00,0,55.00,,53.00,Ann Example (ann77)\n",
            "1 people, 1 orders, 5500 EUR",
        ),
        (
            "Etsy: items sold",
            ImportKind::OrderLines,
            "Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Discount Amount,Order Shipping,Order Sales Tax,Item Total,Currency,Transaction ID,Listing ID,Order ID,SKU\n\
             09/25/26,Card,ann77,2,5.00,X,1.00,4.50,0.50,10.00,EUR,1,901,3001,C1\n09/25/26,Sticker,ann77,1,3.00,,0,4.50,0.50,3.00,EUR,2,902,3001,\n",
            "1 people, 1 orders, 1700 EUR",
        ),
        (
            "Squarespace: orders",
            ImportKind::OrderLines,
            "Order ID,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Amount Refunded,Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem variant,Billing Name,Billing City,Billing Country\n\
             00012,ann@example.com,PAID,2026-03-01 10:00:00 +0000,EUR,20.00,5.00,0,2.50,25.00,,0,2026-03-01 09:59:00 +0000,2,Mug,10.00,M1,Blue,Ann Example,Kiel,DE\n",
            "1 people, 1 orders, 2500 EUR, 250 back",
        ),
        (
            "Square: items",
            ImportKind::OrderLines,
            "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Event Type,Customer ID,Customer Name\n\
             2026-10-05,11:40:00,UTC,Soap,Bar,2.0,Regular,S1,\"$1,010.00\",-$10.00,\"$1,000.00\",$70.00,T1,Payment,SQ1,Ann Example\n2026-10-05,11:40:00,UTC,Soap,Dish,1.0,,D1,$5.00,$0.00,$5.00,$0.35,T1,Payment,SQ1,Ann Example\n\
             2026-10-06,09:00:00,UTC,Soap,Bar,-1.0,Regular,S1,-$5.00,$0.00,-$5.00,-$0.35,T2,Refund,SQ1,Ann Example\n",
            "1 people, 1 orders, 107535 EUR, 535 back",
        ),
        (
            "Stripe: payments",
            ImportKind::Orders,
            "id,Description,Created date (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted Amount Refunded,Fee,Converted Currency,Mode,Status,Customer ID,Customer Email,Captured\n\
             ch_1,,2026-03-01 10:00:00,20.00,5.00,usd,18.50,4.62,0.5,eur,Live,Paid,cus_1,ann@example.com,true\n",
            "1 people, 1 orders, 2000 USD, 500 back",
        ),
        (
            "Mailchimp: audience",
            ImportKind::People,
            "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,UNSUB_TIME,LEID,EUID,NOTES\n\
             ann@example.com,Ann,Example,2,2026-01-01 10:00:00,,2026-01-01 10:05:00,,2026-02-01 10:00:00,55,abc,\n",
            "1 people; ann@example.com email unsubscribed",
        ),
        (
            "Klaviyo: profiles",
            ImportKind::People,
            "Email,Klaviyo ID,First Name,Last Name,City,State / Region,Country,Zip Code,Email Marketing Consent,SMS Marketing Consent,Profile Created On\n\
             ann@example.com,01H,Ann,Example,Kiel,,Germany,24103,SUBSCRIBED,NEVER_SUBSCRIBED,2026-01-01\n",
            "1 people; ann@example.com email subscribed",
        ),
        (
            "Brevo: contacts",
            ImportKind::People,
            "CONTACT ID;EMAIL;FIRSTNAME;LASTNAME;SMS;ADDED_TIME\n1;ann@example.com;Ann;Example;49151;2026-01-01 10:00:00\n",
            "1 people; ",
        ),
        (
            "Kit: subscribers",
            ImportKind::People,
            "first_name,email,status,created_at,tags\nAnn,ann@example.com,active,2026-01-01 10:00:00,\"vip,blue\"\n",
            "1 people; ann@example.com email subscribed",
        ),
        (
            "HubSpot: contacts",
            ImportKind::People,
            "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Create Date\n51,Ann,Example,ann@example.com,,Me,2026-01-01 10:00\n",
            "1 people; ",
        ),
        (
            "WooCommerce: orders",
            ImportKind::Orders,
            "order_id,order_date,order_status,customer_id,billing_first_name,billing_email,billing_country,order_total,order_currency\n\
             7,2026-03-01 10:00:00,wc-completed,3,Ann,ann@example.com,DE,12.50,EUR\n8,2026-03-02 10:00:00,wc-cancelled,3,Ann,ann@example.com,DE,9.00,EUR\n",
            "1 people, 1 orders, 1250 EUR",
        ),
    ] {
        let shop = Shop::new();
        let plan = look(&shop.write("export.csv", text));
        assert_eq!((plan.preset.as_deref(), plan.mapping.kind), (Some(preset), kind));
        let s = shop.bring(&plan);
        assert_eq!(s.refused, 0, "{preset}: {:?}", s.reasons);
        let mut came = format!("{} people", s.people);
        if kind.is_of_orders() {
            came += &format!(", {} orders, {} {}", s.orders, s.revenue[0].minor, s.revenue[0].currency);
            came += &s.refunded.first().map_or(String::new(), |m| format!(", {} back", m.minor));
        } else {
            let said = "SELECT p.email || ' ' || group_concat(c.channel || ' ' || c.state, ', ') FROM consent c JOIN person p ON p.id = c.person_id GROUP BY p.id";
            came += &format!("; {}", shop.texts(said).join(""));
        }
        assert_eq!(came, wanted, "{preset}: {}", roles(&plan));
    }
}

#[test]
fn a_catalogue_gives_what_was_sold_its_categories() {
    let shop = Shop::new();
    shop.bring(&look(&shop.write(
        "orders.csv",
        "Order Number,Order Date,Email,SKU,Quantity,Price\n1,2026-01-01,ann@example.com,SHIRT-L,1,20\n2,2026-01-02,ann@example.com,MUG,2,5\n",
    )));
    let text = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src\n\
                shirt,Shirt,,Wick,Clothes,\"new, blue\",true,Size,M,SHIRT-M,0,20.00,https://shop.example/a.jpg\n\
                shirt,,,,,,,,L,SHIRT-L,4,21.00,\n\
                shirt,,,,,,,,,,,,https://shop.example/b.jpg\n\
                mug,Mug,,Wick,Kitchen,,true,Title,Default Title,MUG,9,5.00,\n\
                odd,Odd,,Wick,,,true,,,ODD,1,free,\n";
    let plan = look(&shop.write("products.csv", text));
    assert_eq!((plan.preset.as_deref(), plan.mapping.kind), (Some("Shopify: products"), ImportKind::Products));
    let s = shop.bring(&plan);
    assert_eq!((s.read, s.stored, s.refused, s.products), (5, 4, 1, 3));
    let all = "SELECT t.external_id || '|' || t.title || '|' || t.price || '|' || t.in_stock || '|' || (SELECT group_concat(category) FROM product_category c WHERE c.product_id = t.id)
                 || '|' || coalesce((SELECT group_concat(tag, '+') FROM product_tag g WHERE g.product_id = t.id), '') || '|' || coalesce(image_url, '') FROM product t ORDER BY 1";
    assert_eq!(
        shop.texts(all),
        [
            "MUG|Mug|500|1|Kitchen||",
            "SHIRT-L|Shirt - L|2100|1|Clothes|blue+new|https://shop.example/a.jpg",
            "SHIRT-M|Shirt - M|2000|0|Clothes|blue+new|https://shop.example/a.jpg"
        ]
    );
    // What was sold is the same product, not another one of the same name.
    assert_eq!(
        shop.texts("SELECT t.title FROM order_line l JOIN product t ON t.id = l.product_id ORDER BY l.order_id"),
        ["Shirt - L", "Mug"]
    );
    // A plain list of products, too.
    let plan = look(&shop.write("list.csv", "SKU,Product Name,Category,Price,In stock\nA1,Apron,Kitchen > Textiles,12.5,yes\n"));
    assert_eq!((plan.preset.clone(), plan.mapping.kind), (None, ImportKind::Products));
    assert_eq!(shop.bring(&plan).products, 1);
}

#[test]
fn answers_to_a_survey_are_kept_with_who_gave_them() {
    let shop = Shop::new();
    let text = "Timestamp,Email Address,How did you hear of us?,Would you come again?,Anything else\n\
                2026-03-01 10:00:00,ann@example.com,A friend,Yes,\n2026-03-02 10:00:00,bob@example.com,Instagram,No,\"Slow, sorry\"\n\
                2026-03-03 10:00:00,,A friend,Yes,\n2026-03-03 10:00:00,cid@example.com,,,\n";
    let plan = look(&shop.write("survey.csv", text));
    assert_eq!((plan.mapping.kind, role(&plan, ColumnRole::ReviewDate)), (ImportKind::Answers, "Timestamp"));
    for _ in 0..2 {
        let s = shop.bring(&plan);
        assert_eq!((s.read, s.stored, s.refused, s.events, s.people), (4, 2, 2, 2, 2));
    }
    let all = "SELECT p.email || ' ' || e.name || ' ' || json_extract(e.properties, '$.\"How did you hear of us?\"') FROM event e JOIN person p ON p.id = e.person_id ORDER BY e.id";
    assert_eq!(shop.texts(all), ["ann@example.com Survey answered A friend", "bob@example.com Survey answered Instagram"]);
    assert_eq!(shop.texts("SELECT DISTINCT state FROM consent"), Vec::<String>::new());
}

#[test]
fn who_agreed_can_be_stated_for_a_whole_list_and_those_who_left_stay_out() {
    let shop = Shop::new();
    let mut plan =
        look(&shop.write("list.csv", "Email,First Name,Unsubscribed on\nann@example.com,Ann,\nbob@example.com,Bob,2026-02-01\n"));
    assert!(plan.notes.is_empty() || plan.mapping.everyone.is_none());
    plan.mapping.everyone = Some(regulars_core::types::records::ConsentState::Subscribed);
    shop.bring(&plan);
    let all = "SELECT p.email || ' ' || c.state || ' ' || c.method FROM consent c JOIN person p ON p.id = c.person_id ORDER BY p.id";
    assert_eq!(shop.texts(all), ["ann@example.com subscribed stated_by_shop", "bob@example.com unsubscribed unknown"]);
}

#[test]
fn orders_in_other_currencies_get_a_value_when_their_rate_is_known() {
    let shop = Shop::new();
    let orders = "Order Number,Order Date,Email,Order Total,Currency,Exchange Rate\n\
                  1,2026-01-05,ann@example.com,100.00,EUR,\n2,2026-01-06,ann@example.com,100.00,EUR,\n\
                  3,2026-01-05,ann@example.com,108.00,USD,\n4,2026-01-10,ann@example.com,50.00,GBP,1.15\n5,2026-01-10,ann@example.com,70.00,CHF,\n";
    let plan = look(&shop.write("orders.csv", orders));
    let s = shop.bring(&plan);
    assert_eq!((s.orders, s.refused), (5, 0));
    let values = "SELECT number || ' ' || coalesce(total_shop, '-') || ' ' || coalesce(rate_origin, '-') FROM orders ORDER BY id";
    assert_eq!(shop.texts(values), ["1 10000 -", "2 10000 -", "3 - -", "4 5750 source", "5 - -"]);
    // As the European Central Bank writes them; of CHF nothing is known yet.
    let ecb = "Date,USD,GBP,JPY,\n2026-01-05,1.0800,0.86,N/A,\n2026-01-02,1.0700,x,160.1,\n";
    let plan = look(&shop.write("eurofxref.csv", ecb));
    assert_eq!((plan.mapping.kind, plan.mapping.currency.as_str()), (ImportKind::Rates, "EUR"));
    assert!(plan.reads.iter().any(|r| r.means.as_deref() == Some("1 EUR is 1.0800 USD")), "{:?}", plan.reads);
    let s = shop.bring(&plan);
    assert_eq!((s.read, s.stored, s.refused, s.rates, s.revalued), (2, 1, 1, 2, 1));
    assert_eq!(shop.texts(values)[2..], ["3 10000 rates of eurofxref.csv", "4 5750 source", "5 - -"]);
    assert_eq!(shop.texts("SELECT CAST(spent AS TEXT) FROM person_stats"), ["35750"]);
    // A row a day and currency, the other way round, and not against the shop's currency.
    let mut plan = look(&shop.write("rates.csv", "day;currency;rate\n2026-01-09;CHF;1,10\n2026-01-09;EUR;1,2\n"));
    assert_eq!((plan.mapping.kind, plan.mapping.decimals), (ImportKind::Rates, DecimalMark::Comma));
    plan.mapping.currency = "USD".parse().unwrap();
    plan.mapping.rates = files::RateSense::OneOfTheirs;
    let s = shop.bring(&plan);
    // 70 CHF × 1.10 USD ÷ 1.2 USD a euro; and a dollar is 1 ÷ 1.2 euro from then on.
    assert_eq!((s.rates, s.revalued, shop.texts(values)[4].as_str()), (2, 1, "5 6417 rates of rates.csv"));
    // Against a currency that says nothing of the shop's.
    let mut plan = look(&shop.write("other.csv", "day,currency,rate\n2026-01-09,CHF,1.10\n"));
    plan.mapping.currency = "USD".parse().unwrap();
    let what = Import::new(Path::new(&plan.file.path), &plan.mapping, shop.dir.path());
    let e = import(&shop.store, &NOW, &Progress::silent(), &what).unwrap_err();
    assert!(e.message.contains("against USD") && e.message.contains("EUR"), "{}", e.message);
}
