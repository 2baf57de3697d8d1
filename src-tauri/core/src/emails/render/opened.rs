//! What a letter as one Liquid template (`letter::open::liquid`) is filled in with for a reader, by whatever Liquid.
//!
//! The choices are made, the goods fetched and written as words; only filling in is left. So another engine can be held
//! against ours: both must write the same page.

use regulars_liquid::Value;
use serde_json::{Map, Value as Json, json};

use super::super::data::without_turns;
use super::super::letter::{Key, Letter, Node};
use super::super::reader::Sheet;
use super::goods::{Goods, House, Item};
use super::page::rows_of;

/// The data of one reader.
pub fn opened(letter: &Letter, sheet: &Sheet<'_>) -> Json {
    let (out, page) = super::begun(letter, sheet, false, &mut String::new());
    let mut data: Map<String, Json> = page.data().iter().map(|(name, value)| (name.to_string(), plain(value))).collect();
    data.insert("subject".to_owned(), out.subject.into());
    data.insert("preheader".to_owned(), out.preheader.into());
    let mut blocks = Map::new();
    for (block, chosen) in letter.blocks.iter().zip(page.chosen()) {
        let Some(alternative) = chosen.alternative.and_then(|a| block.alternatives.get(a)) else {
            blocks.insert(block.id.clone(), json!({}));
            continue;
        };
        let goods = &chosen.goods;
        let item = |n: usize| Json::Object(written(goods, goods.item(n), page.house()));
        let mut first = 0;
        let rows: Vec<Json> = rows_of(goods.len(), widest(&alternative.html))
            .into_iter()
            .map(|n| {
                let row = (first..first + n).map(item).collect();
                first += n;
                Json::Array(row)
            })
            .collect();
        let items: Vec<Json> = (0..goods.len()).map(item).collect();
        blocks.insert(
            block.id.clone(),
            json!({
                "taken": alternative.id.as_deref().unwrap_or("default"),
                "rows": rows,
                "items": items,
                "one": written(goods, Item::None, page.house()),
            }),
        );
    }
    data.insert("blocks".to_owned(), Json::Object(blocks));
    Json::Object(data)
}

/// How many stand side by side.
fn widest(nodes: &[Node]) -> usize {
    nodes.iter().find_map(|n| if let Node::Rows(kinds) = n { Some(kinds.len()) } else { None }).unwrap_or(0)
}

fn written(goods: &Goods, item: Item<'_>, house: &House<'_>) -> Map<String, Json> {
    let value = |key: Key| goods.value(item, key, house).map(|v| without_turns(&v).into_owned());
    Key::ALL.into_iter().filter_map(|(key, name)| Some((name.to_owned(), value(key)?.into()))).collect()
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Nil => Json::Null,
        Value::Bool(b) => (*b).into(),
        Value::Int(n) => (*n).into(),
        Value::Float(x) => (*x).into(),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(object) => object.iter().map(|(k, v)| (k.to_string(), plain(v))).collect::<Map<_, _>>().into(),
        other => other.to_text().as_str().into(),
    }
}
