// SPDX-License-Identifier: EUPL-1.2
//! The ways in which a peer or a message may differ without anything being wrong.

/// A closed set of words of the scenario language.
pub trait Word: Sized + Copy + 'static {
    const ALL: &'static [Self];

    fn word(self) -> &'static str;

    fn find(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.word() == word)
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident => $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

words! {
    /// How a peer's domain is reached.
    DnsShape {
        /// MX in the zone of the espace de confiance.
        Redirection => "redirection",
        /// NS in that zone, MX in the operator's own.
        Delegation => "delegation",
    }
}

words! {
    /// How the liste blanche spells a peer.
    ListedAs {
        Plain => "plain",
        /// A second entry with another operator's DN comes first.
        TwoDns => "two-dns",
        /// The same pair (domain, DN) stands twice.
        Duplicated => "duplicated",
        /// Blanks after the commas of the DN.
        SpacedDn => "spaced-dn",
        /// The O value between double quotes.
        QuotedDn => "quoted-dn",
        /// Absent at first; there from the moment its scenario publishes.
        Newcomer => "newcomer",
    }
}

words! {
    /// The mail servers of a peer.
    MxShape {
        One => "one",
        /// Two servers with different preferences, both up.
        Two => "two",
        /// The preferred server does not answer, the second does.
        FirstDown => "first-down",
    }
}

words! {
    /// The TLS versions that a peer speaks.
    TlsShape {
        Any => "any",
        Tls12 => "1.2",
        Tls13 => "1.3",
    }
}

words! {
    /// The messages that scenarios send, all built anew for each run.
    MessageKind {
        SimpleText => "simple-text",
        /// French letters in the subject, the names and the text.
        Accents => "accents",
        /// The same text in UTF-8, unencoded (8BITMIME).
        EightBit => "eight-bit",
        /// An `IHE_XDM.zip` and a PDF with an accented file name.
        Attachments => "attachments",
        /// Every `X-MSS-*` header field.
        MssHeaders => "mss-headers",
        /// In-Reply-To, References, Reply-To, Disposition-Notification-To.
        Threaded => "threaded",
        /// Lines that begin with dots.
        DotLines => "dot-lines",
        /// An HTML alternative beside the text.
        Alternative => "alternative",
        /// Marked `Auto-Submitted: auto-replied`.
        Automatic => "automatic",
    }
}
