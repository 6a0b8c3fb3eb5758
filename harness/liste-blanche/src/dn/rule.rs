// SPDX-License-Identifier: EUPL-1.2
//! The rules of a declared DN: what the guide demands of it, and what the published list departs from.

use super::{Dn, has_good_key, is_departement, is_host, is_structure};

/// One rule of a declared DN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DnRule {
    /// No DN at all.
    Unreadable,
    /// Other attributes, another order, or blanks after the commas.
    Form,
    /// The CN is no host name in lower case.
    CnForm,
    /// The CN is a host below `mssante.fr`.
    CnInEspace,
    /// The OU is neither `1` and a FINESS number nor `3` and a SIRET number.
    OuForm,
    /// The check digit of that number is wrong.
    OuKey,
    /// Characters beyond ASCII in the O.
    OAscii,
    /// More than capitals, digits and spaces in the O.
    OLetters,
    /// Doubled spaces, quotes or no-break spaces in the O.
    OBlanks,
    /// An O of 40 characters, the length at which names are cut.
    OLength,
    /// The ST is not `Nom (NN)`.
    StForm,
    /// The DN does not end in `C=FR`.
    CForm,
}

impl DnRule {
    /// What a DN that breaks the rule looks like.
    pub fn sentence(self) -> &'static str {
        match self {
            DnRule::Unreadable => "the DN cannot be read",
            DnRule::Form => "the DN is not written CN=…,OU=…,O=…,ST=…,C=… with bare commas",
            DnRule::CnForm => "CN is not a host name in lower case with its domain",
            DnRule::CnInEspace => "CN is a host under mssante.fr, which needs a DNS delegation",
            DnRule::OuForm => "OU is not 1 + FINESS or 3 + SIRET",
            DnRule::OuKey => "OU holds an identifier whose check digit is wrong",
            DnRule::OAscii => "O holds characters beyond ASCII",
            DnRule::OLetters => "O holds more than capitals, digits and spaces",
            DnRule::OBlanks => "O holds doubled spaces, quotes or no-break spaces",
            DnRule::OLength => "O is 40 characters long: the name was probably cut",
            DnRule::StForm => "ST is not of the form Nom (NN)",
            DnRule::CForm => "the DN does not end in C=FR",
        }
    }

    /// The rules that a DN breaks, each with the value that breaks it.
    pub fn broken_by(text: &str) -> Vec<(DnRule, String)> {
        let Ok(dn) = Dn::parse(text) else { return vec![(DnRule::Unreadable, text.to_owned())] };
        let value = |kind| dn.value(kind).unwrap_or_default();
        let (cn, ou, o, st) = (value("CN"), value("OU"), value("O"), value("ST"));
        // Quotes around the value are gone from `o`, yet a reader that compares texts trips over them.
        let quoted = text.contains("O=\"");
        let kinds: Vec<_> = dn.attributes().map(|attribute| attribute.kind.as_str()).collect();
        let regular = kinds == ["CN", "OU", "O", "ST", "C"] && !text.contains(", ");
        let letters = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == ' ';
        let rules = [
            (!regular, DnRule::Form, text),
            (!is_host(cn) || !cn.contains('.'), DnRule::CnForm, cn),
            (cn.ends_with(".mssante.fr"), DnRule::CnInEspace, cn),
            (!is_structure(ou), DnRule::OuForm, ou),
            (is_structure(ou) && !has_good_key(&ou[1..]), DnRule::OuKey, ou),
            (!o.is_ascii(), DnRule::OAscii, o),
            (quoted || !o.chars().all(letters), DnRule::OLetters, o),
            (quoted || o.contains("  ") || o.contains(['"', '\u{a0}']), DnRule::OBlanks, o),
            (o.chars().count() == 40, DnRule::OLength, o),
            (!is_departement(st), DnRule::StForm, if st.is_empty() { text } else { st }),
            (!text.ends_with(",C=FR"), DnRule::CForm, text),
        ];
        rules.into_iter().filter(|(broken, ..)| *broken).map(|(_, rule, value)| (rule, value.to_owned())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::DnRule;

    fn broken_by(dn: &str) -> Vec<DnRule> {
        DnRule::broken_by(dn).into_iter().map(|(rule, _)| rule).collect()
    }

    #[test]
    fn each_departure_from_a_regular_dn_is_named() {
        let cases = [
            ("CN=mss1.clinique.test,OU=1990000001,O=CLINIQUE EXEMPLE,ST=Paris (75),C=FR", vec![DnRule::OuKey]),
            ("CN=mss1.clinique.test,OU=1990000002,O=CLINIQUE EXEMPLE,ST=Paris (75),C=FR", vec![]),
            ("CN=mss1.clinique.test ,OU=1990000002,O=CLINIQUE EXEMPLE,ST=Paris (75),C=FR", vec![DnRule::CnForm]),
            ("CN=mss1.mssante.fr,OU=1990000002,O=CLINIQUE EXEMPLE,ST=Paris (75),C=FR", vec![DnRule::CnInEspace]),
            ("CN=a.test,OU=2123456789,O=CLINIQUE EXEMPLE,ST=Paris (75),C=FR", vec![DnRule::OuForm]),
            ("CN=a.test,OU=1990000002,O=L'EXEMPLE,ST=Paris (75),C=FR", vec![DnRule::OLetters]),
            ("CN=a.test,OU=1990000002,O=\"UN  EXEMPLE\",ST=Paris (75),C=FR", vec![DnRule::OLetters, DnRule::OBlanks]),
            (
                "CN=a.test,OU=1990000002,O=UN\u{a0}EXEMPLE,ST=Paris (75),C=FR",
                vec![DnRule::OAscii, DnRule::OLetters, DnRule::OBlanks],
            ),
            ("CN=a.test,OU=1990000002,O=EXEMPLE,ST=Paris(75),C=FR", vec![DnRule::StForm]),
            ("CN=a.test,OU=1990000002,O=EXEMPLE,L=Paris (75),C=FR", vec![DnRule::Form, DnRule::StForm]),
            ("CN=a.test,OU=1990000002,O=EXEMPLE,ST=Paris (75), C=FR", vec![DnRule::Form, DnRule::CForm]),
            ("not a DN", vec![DnRule::Unreadable]),
        ];
        for (dn, expected) in cases {
            assert_eq!(broken_by(dn), expected, "{dn}");
        }
    }
}
