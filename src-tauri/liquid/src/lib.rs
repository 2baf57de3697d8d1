//! Liquid, Shopify's template language: the whole standard language, safe to give to anybody, quick to fill in.
//!
//! A template is read once (`Template::parse`, or `Template::from_parts` for text cut by somebody else) and filled in
//! often (`Template::render`). It never panics, never hangs and never opens a file: reading is bounded by
//! `ParseLimits`, filling in by `Limits`, which count steps rather than time, so that a template either always stops
//! or never. Data is never read as Liquid. Values reach the page through an `Observer`, which escapes them for their
//! place and notes what came out empty.
//!
//! The crate knows nothing of the product. Start with `Template`; `Language` says how to add filters.
//!
//! ```
//! use regulars_liquid::{Language, Object, Plain, Scope, Settings, Template};
//!
//! let template = Template::parse("Hello {{ name | default: 'you' | upcase }}!", &Language::standard()).unwrap();
//! let mut scope = Scope::new([("name", "Ada")].into_iter().collect::<Object>());
//! let mut page = String::new();
//! template.render(&mut scope, &mut Plain, &Settings::default(), &mut page).unwrap();
//! assert_eq!(page, "Hello ADA!");
//! ```

mod compare;
mod condition;
mod cursor;
pub mod dates;
mod error;
mod expression;
mod filters;
mod language;
mod lex;
mod number;
mod object;
mod parse;
mod print;
mod reads;
mod render;
mod scope;
mod template;
mod text;
mod tree;
mod value;

pub use error::{RenderError, SyntaxError};
pub use language::{Args, Filter, Language, ParseLimits, Run};
pub use lex::Part;
pub use number::Number;
pub use object::Object;
pub use reads::Names;
pub use render::{Context, Limits, Loader, Observer, Plain, Settings};
pub use scope::Scope;
pub use template::{Output, Template};
pub use text::Text;
pub use value::{Lookup, Value, Written};
