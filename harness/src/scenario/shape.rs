// SPDX-License-Identifier: EUPL-1.2
//! The ways in which a peer or a message may differ without anything being wrong.

use strum::{IntoStaticStr, VariantArray};

/// A closed set of words of the scenario language.
pub trait Word: Copy + Into<&'static str> + VariantArray {
    /// The word in a file.
    fn word(self) -> &'static str {
        self.into()
    }

    /// The value of a word.
    fn find(word: &str) -> Option<Self> {
        Self::VARIANTS.iter().copied().find(|known| known.word() == word)
    }
}

impl<T: Copy + Into<&'static str> + VariantArray> Word for T {}

/// How a peer's domain is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum DnsShape {
    /// MX in the zone of the espace de confiance.
    Redirection,
    /// NS in that zone, MX in the operator's own.
    Delegation,
}

/// How the liste blanche spells a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum ListedAs {
    Plain,
    /// A second entry with another operator's DN comes first.
    TwoDns,
    /// The same pair (domain, DN) stands twice.
    Duplicated,
    /// Blanks after the commas of the DN.
    SpacedDn,
    /// The O value between double quotes.
    QuotedDn,
    /// Absent at first; there from the moment its scenario publishes.
    Newcomer,
}

/// The mail servers of a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum MxShape {
    One,
    /// Two servers with different preferences, both up.
    Two,
    /// The preferred server does not answer, the second does.
    FirstDown,
}

/// The TLS versions that a peer speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum TlsShape {
    Any,
    #[strum(serialize = "1.2")]
    Tls12,
    #[strum(serialize = "1.3")]
    Tls13,
}

/// The messages that scenarios send, all built anew for each run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum MessageKind {
    SimpleText,
    /// French letters in the subject, the names and the text.
    Accents,
    /// The same text in UTF-8, unencoded (8BITMIME).
    EightBit,
    /// An `IHE_XDM.zip` and a PDF with an accented file name.
    Attachments,
    /// Every `X-MSS-*` header field.
    MssHeaders,
    /// In-Reply-To, References, Reply-To, Disposition-Notification-To.
    Threaded,
    /// Lines that begin with dots.
    DotLines,
    /// An HTML alternative beside the text.
    Alternative,
    /// Marked `Auto-Submitted: auto-replied`.
    Automatic,
}
