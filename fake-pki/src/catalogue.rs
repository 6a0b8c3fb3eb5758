// SPDX-License-Identifier: EUPL-1.2
//! A few lines a fault: variant, id, what it does and its sentences stand together and cannot drift apart.

/// Declares an enum whose every variant carries its id, what it consists of, and its sentence in two languages.
macro_rules! catalogue {
    (
        $(#[$enum_doc:meta])*
        pub enum $name:ident: $content:ty {
            $( $(#[$note:meta])* $variant:ident = $id:literal, $what:expr, $en:literal, $fr:literal; )+
        }
    ) => {
        $(#[$enum_doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $( #[doc = $en] $(#[doc = ""] #[$note])* $variant, )+
        }

        impl $name {
            /// Every one, in the order the manual shows them.
            pub const ALL: &[$name] = &[$( $name::$variant, )+];

            /// The name used in scenarios and on the command line, in kebab case.
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

            /// What it does, and whatever else its row says.
            pub(crate) fn row(self) -> $content {
                match self { $( $name::$variant => $what, )+ }
            }
        }
    };
}

pub(crate) use catalogue;
