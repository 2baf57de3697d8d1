//! Typed ids: an order's number cannot be taken for a person's.

use serde::{Deserialize, Serialize};
use specta::Type;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type, schemars::JsonSchema)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// Dense from 1, so that sets of people are bitmaps.
    PersonId(u32)
);
id!(OrderId(i64));
id!(ProductId(i64));
id!(RefundId(i64));
id!(SourceId(i64));
id!(
    /// One import, sync or push: a row of `run`.
    RunId(i64)
);
id!(
    /// A saved segment, email, email block, journey or experiment: a row of `document`.
    DocumentId(i64)
);
id!(
    /// A folder of documents: a row of `folder`.
    FolderId(i64)
);
id!(
    /// Codes of which each is handed out once: a row of `coupon_pool`.
    CouponPoolId(i64)
);
id!(
    /// A picture kept in the shop's file: a row of `picture`.
    PictureId(i64)
);
id!(
    /// A list of people that was read from a file: a row of `people_list`.
    ListId(i64)
);
