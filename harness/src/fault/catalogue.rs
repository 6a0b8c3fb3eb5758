// SPDX-License-Identifier: EUPL-1.2
//! One line a fault: variant, id and sentences stand together and cannot drift apart.

/// Declares an enum whose every variant carries its id and its sentence in two languages.
macro_rules! catalogue {
    (
        $(#[$enum_doc:meta])*
        $name:ident { $( $(#[$note:meta])* $variant:ident = $id:literal, $en:literal, $fr:literal; )+ }
    ) => {
        $(#[$enum_doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $( #[doc = $en] $(#[doc = ""] #[$note])* $variant, )+ }

        impl $name {
            /// Every fault, in the order the manual shows them.
            pub const ALL: &[$name] = &[$( $name::$variant, )+];

            /// The name used in scenarios after that of the room, in kebab case.
            pub fn id(self) -> &'static str {
                match self { $( $name::$variant => $id, )+ }
            }

            /// One sentence saying what is wrong.
            pub fn sentence(self) -> reports::text::Text {
                match self { $( $name::$variant => reports::text::Text::new($fr, $en), )+ }
            }
        }
    };
}

pub(super) use catalogue;
