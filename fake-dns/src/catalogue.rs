// SPDX-License-Identifier: EUPL-1.2
//! One line a fault: variant, parameter, id, side and sentences stand together and cannot drift apart.

/// Declares an enum whose every variant carries its id, the side it is set on, and its sentence in two languages.
macro_rules! catalogue {
    (
        $(#[$enum_doc:meta])*
        pub enum $name:ident {
            $(
                $(#[$note:meta])*
                $variant:ident $(($parameter:ty = $default:expr))? = $id:literal, $side:ident, $en:literal, $fr:literal;
            )+
        }
    ) => {
        $(#[$enum_doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $( #[doc = $en] $(#[doc = ""] #[$note])* $variant $(($parameter))?, )+
        }

        impl $name {
            /// Every fault once, in the order the manual shows them, each with its default parameter.
            pub const ALL: &[Self] = &[$( Self::$variant $(($default))?, )+];

            /// Gives the id used in scenarios and reports, in kebab case.
            pub fn id(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $id, )+ }
            }

            /// Says in English what is wrong.
            pub fn sentence_en(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $en, )+ }
            }

            /// Says in French what is wrong.
            pub fn sentence_fr(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $fr, )+ }
            }

            /// Says which servers it must be set on for its asker to meet it.
            pub fn side(&self) -> Side {
                match self { $( Self::$variant { .. } => Side::$side, )+ }
            }
        }
    };
}

pub(crate) use catalogue;
