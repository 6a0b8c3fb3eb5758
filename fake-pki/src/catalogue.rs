// SPDX-License-Identifier: EUPL-1.2
//! One line a deviation: variant, id, sentences and first examination stand together and cannot drift apart.

/// Declares an enum whose every variant carries its id, what first sees it, and its sentence in two languages.
macro_rules! catalogue {
    (
        $(#[$enum_doc:meta])*
        pub enum $name:ident {
            $( $(#[$note:meta])* $variant:ident = $id:literal, $examination:ident, $en:literal, $fr:literal; )+
        }
    ) => {
        $(#[$enum_doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $( #[doc = $en] $(#[doc = ""] #[$note])* $variant, )+
        }

        impl $name {
            /// Every deviation, in the order the manual shows them.
            pub const ALL: &[$name] = &[$( $name::$variant, )+];

            /// The name used in scenarios, in kebab case.
            pub fn id(self) -> &'static str {
                match self { $( $name::$variant => $id, )+ }
            }

            /// One English sentence saying what is wrong.
            pub fn sentence_en(self) -> &'static str {
                match self { $( $name::$variant => $en, )+ }
            }

            /// One French sentence saying what is wrong.
            pub fn sentence_fr(self) -> &'static str {
                match self { $( $name::$variant => $fr, )+ }
            }

            /// The first examination that can see it.
            pub fn seen_by(self) -> Examination {
                match self { $( $name::$variant => Examination::$examination, )+ }
            }
        }
    };
}

pub(crate) use catalogue;
