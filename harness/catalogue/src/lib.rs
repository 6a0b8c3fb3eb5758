// SPDX-License-Identifier: EUPL-1.2
//! Closed lists whose every item carries its id and its sentence in two languages: see [`catalogue!`].

#![warn(missing_docs)]

#[doc(hidden)]
pub use strum;

/// Declares an enum in which every item stands beside what is known of it, each field under its name.
///
/// # Form
/// ```
/// catalogue::catalogue! {
///     /// One thing wrong with a parcel.
///     pub enum ParcelFault {
///         Empty { en: "The parcel is empty.", fr: "Le colis est vide." },
///         /// A remark that follows the sentence in the documentation.
///         WrongAddress { en: "The parcel has another address.", fr: "Le colis a une autre adresse." },
///     }
/// }
///
/// assert_eq!(ParcelFault::WrongAddress.id(), "wrong-address");
/// assert_eq!(ParcelFault::Empty.sentence_fr(), "Le colis est vide.");
/// assert_eq!(ParcelFault::find("empty"), Some(ParcelFault::Empty));
/// assert_eq!(ParcelFault::ALL, [ParcelFault::Empty, ParcelFault::WrongAddress]);
/// ```
///
/// # What it generates
/// - the enum; each item is documented by its English sentence, then by its own doc comment;
/// - the derives `Debug`, `Clone`, `Copy`, `PartialEq`, `Eq`, `Hash`, `PartialOrd` and `Ord`; others may be added above
///   `enum`;
/// - `ALL`, in the order of declaration;
/// - `id()`: the item's name in kebab case, unless `#[strum(serialize = "…")]` says another;
/// - `sentence_en()` and `sentence_fr()`;
/// - `find(id)`, and [`FromStr`](std::str::FromStr) for ids;
/// - one accessor for each column.
///
/// The traits `VariantArray`, `EnumString` and `IntoStaticStr` of `strum` are there for generic code.
///
/// # Columns
/// A `row` before the enum names and types what each item says besides its sentences. The visibility of a column is
/// that of its accessor. The fields of an item may stand in any order. Values are built at each call.
/// ```
/// catalogue::catalogue! {
///     row {
///         /// Days until somebody notices.
///         pub days: u32,
///         /// The price of a new one, in cents.
///         pub price: fn(u32) -> u32,
///     }
///     /// One thing wrong with a parcel.
///     pub enum ParcelFault {
///         Empty { days: 2, price: |weight| 10 * weight, en: "The parcel is empty.", fr: "Le colis est vide." },
///         #[strum(serialize = "late-3-days")]
///         Late3Days { days: 3, price: |_| 0, en: "The parcel is late.", fr: "Le colis est en retard." },
///     }
/// }
///
/// assert_eq!((ParcelFault::Empty.price())(7), 70);
/// assert_eq!(ParcelFault::Late3Days.id(), "late-3-days");
/// ```
///
/// # Items with a parameter
/// An item may hold one value, written with its type and the default that `ALL` and `find` give it. Such an enum
/// derives `Debug`, `Clone`, `PartialEq` and `Eq` only, and its methods take `&self`. `FromStr` is left to its author.
/// ```
/// catalogue::catalogue! {
///     /// One thing wrong with a parcel.
///     pub enum ParcelFault {
///         Empty { en: "The parcel is empty.", fr: "Le colis est vide." },
///         Late(u32 = 3) { en: "The parcel is some days late.", fr: "Le colis a des jours de retard." },
///     }
/// }
///
/// assert_eq!(ParcelFault::find("late"), Some(ParcelFault::Late(3)));
/// assert_eq!(ParcelFault::Late(8).id(), "late");
/// ```
///
/// # What does not compile
/// An item without one of the languages:
/// ```compile_fail,E0063
/// catalogue::catalogue! {
///     pub enum ParcelFault {
///         Empty { en: "The parcel is empty." },
///     }
/// }
/// ```
///
/// An item without one of the columns:
/// ```compile_fail,E0063
/// catalogue::catalogue! {
///     row { days: u32 }
///     pub enum ParcelFault {
///         Empty { en: "The parcel is empty.", fr: "Le colis est vide." },
///     }
/// }
/// ```
///
/// A field that no column announces:
/// ```compile_fail,E0560
/// catalogue::catalogue! {
///     pub enum ParcelFault {
///         Empty { days: 2, en: "The parcel is empty.", fr: "Le colis est vide." },
///     }
/// }
/// ```
#[macro_export]
macro_rules! catalogue {
    // No column.
    ( $(#[$doc:meta])* $vis:vis enum $name:ident $items:tt ) => {
        $crate::catalogue! { row {} $(#[$doc])* $vis enum $name $items }
    };
    // No parameter.
    (
        row $columns:tt
        $(#[$doc:meta])*
        $vis:vis enum $name:ident { $( $(#[$note:meta])* $item:ident { $($fields:tt)* } ),+ $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive($crate::strum::VariantArray, $crate::strum::EnumString, $crate::strum::IntoStaticStr)]
        #[strum(crate = "catalogue::strum", serialize_all = "kebab-case")]
        $vis enum $name {
            $( #[doc = $crate::english!($($fields)*)] #[doc = ""] $(#[$note])* $item, )+
        }

        impl $name {
            /// Every item, in the order of declaration.
            pub const ALL: &'static [Self] = <Self as $crate::strum::VariantArray>::VARIANTS;

            /// The item of an id.
            pub fn find(id: &str) -> Option<Self> {
                id.parse().ok()
            }
        }

        $crate::catalogue! { @accessors (self) self $name $columns $( $item { $($fields)* } )+ }
    };
    // Items with a parameter among others.
    (
        row $columns:tt
        $(#[$doc:meta])*
        $vis:vis enum $name:ident {
            $( $(#[$note:meta])* $item:ident $(($parameter:ty = $default:expr))? { $($fields:tt)* } ),+ $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, $crate::strum::IntoStaticStr)]
        #[strum(crate = "catalogue::strum", serialize_all = "kebab-case")]
        $vis enum $name {
            $( #[doc = $crate::english!($($fields)*)] #[doc = ""] $(#[$note])* $item $(($parameter))?, )+
        }

        impl $name {
            /// Every item with its default parameter, in the order of declaration.
            pub const ALL: &'static [Self] = &[$( Self::$item $(($default))?, )+];

            /// The item of an id, with its default parameter.
            pub fn find(id: &str) -> Option<Self> {
                Self::ALL.iter().find(|item| item.id() == id).cloned()
            }
        }

        $crate::catalogue! { @accessors (&self) self $name $columns $( $item { $($fields)* } )+ }
    };
    // `self` comes from one place with the receiver: names of two expansions would not meet.
    (
        @accessors $receiver:tt $this:ident $name:ident
        { $( $(#[$doc:meta])* $vis:vis $column:ident: $type:ty ),* $(,)? }
        $( $item:ident { $($fields:tt)* } )+
    ) => {
        const _: () = {
            struct CatalogueRow {
                en: &'static str,
                fr: &'static str,
                $( $column: $type, )*
            }

            impl $name {
                fn row $receiver -> CatalogueRow {
                    match $this { $( Self::$item { .. } => CatalogueRow { $($fields)* }, )+ }
                }

                /// The name in files and on the command line, in kebab case.
                pub fn id $receiver -> &'static str {
                    $this.into()
                }

                /// The sentence in English.
                pub fn sentence_en $receiver -> &'static str {
                    $this.row().en
                }

                /// The sentence in French.
                pub fn sentence_fr $receiver -> &'static str {
                    $this.row().fr
                }

                $(
                    $(#[$doc])*
                    $vis fn $column $receiver -> $type {
                        $this.row().$column
                    }
                )*
            }
        };
    };
}

/// The English sentence among the fields of an item; nothing where it is missing, which the row itself reports.
#[doc(hidden)]
#[macro_export]
macro_rules! english {
    ( en: $en:literal $($rest:tt)* ) => { $en };
    ( $field:ident: $value:expr, $($rest:tt)* ) => { $crate::english!($($rest)*) };
    ( $($rest:tt)* ) => { "" };
}
