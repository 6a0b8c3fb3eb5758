// SPDX-License-Identifier: EUPL-1.2
//! Tells how a list departs from its own rules. Published lists do, here and there: a connector must live with it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::read::{self, ReadError};
use super::{Dn, Entree, ListeBlanche};

/// A rule that entries may break, with the sentence that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    NomForm,
    NomOutside,
    Duplicate,
    DateForm,
    DateAfterGeneration,
    DnUnreadable,
    DnForm,
    CnForm,
    CnInEspace,
    OuForm,
    OuKey,
    OAscii,
    OLetters,
    OBlanks,
    OLength,
    StForm,
    CForm,
}

impl Rule {
    /// What an entry that breaks the rule looks like.
    pub fn sentence(self) -> &'static str {
        match self {
            Rule::NomForm => "Nom is not a domain name in lower case",
            Rule::NomOutside => "Nom is outside mssante.fr",
            Rule::Duplicate => "the same domain and DN came before",
            Rule::DateForm => "DateMAJ is not of the form 2030-01-02T03:04:05Z",
            Rule::DateAfterGeneration => "DateMAJ is later than DateDeGeneration",
            Rule::DnUnreadable => "the DN cannot be read",
            Rule::DnForm => "the DN is not written CN=…,OU=…,O=…,ST=…,C=… with bare commas",
            Rule::CnForm => "CN is not a host name in lower case with its domain",
            Rule::CnInEspace => "CN is a host under mssante.fr, which needs a DNS delegation",
            Rule::OuForm => "OU is not 1 + FINESS or 3 + SIRET",
            Rule::OuKey => "OU holds an identifier whose check digit is wrong",
            Rule::OAscii => "O holds characters beyond ASCII",
            Rule::OLetters => "O holds more than capitals, digits and spaces",
            Rule::OBlanks => "O holds doubled spaces, quotes or no-break spaces",
            Rule::OLength => "O is 40 characters long: the name was probably cut",
            Rule::StForm => "ST is not of the form Nom (NN)",
            Rule::CForm => "the DN does not end in C=FR",
        }
    }
}

/// How often a rule is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// Entries that break it.
    pub entrees: usize,
    /// Distinct DN strings among them.
    pub dns: usize,
    /// The first value that breaks it.
    pub example: String,
}

/// What a list holds, and how it departs from its rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// `DateDeGeneration`, as written.
    pub date_de_generation: String,
    /// Entries, distinct domains, distinct DN strings.
    pub counts: Counts,
    /// Whether the entries are sorted by `Nom`.
    pub sorted: bool,
    /// Broken rules, in the order of [`Rule`].
    pub findings: Vec<Finding>,
}

/// The sizes of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// `Domaine` elements.
    pub entrees: usize,
    /// Distinct `Nom`, case aside.
    pub domaines: usize,
    /// Distinct `DNCertificatOperateur`, compared as text.
    pub dns: usize,
}

impl Counts {
    /// Counts a list.
    pub fn of(list: &ListeBlanche) -> Counts {
        let domaines: BTreeSet<String> = list.entrees.iter().map(|entree| entree.nom.to_lowercase()).collect();
        let dns: BTreeSet<&str> = list.entrees.iter().map(|entree| entree.dn.as_str()).collect();
        Counts { entrees: list.entrees.len(), domaines: domaines.len(), dns: dns.len() }
    }
}

/// Reads a list, signed or not, and examines it; the signature is not looked at.
///
/// # Errors
/// [`ReadError`] when there is no list to examine.
pub fn lint(bytes: &[u8]) -> Result<Lint, ReadError> {
    Ok(examine(&read::liste(&read::parse(read::decode(bytes)?)?)?))
}

/// Examines a list already read.
pub fn examine(list: &ListeBlanche) -> Lint {
    let mut broken: BTreeMap<Rule, (usize, BTreeSet<&str>, String)> = BTreeMap::new();
    let mut by_dn: HashMap<&str, Vec<(Rule, String)>> = HashMap::new();
    let mut pairs: BTreeSet<(&str, &str)> = BTreeSet::new();
    for entree in &list.entrees {
        let of_dn = by_dn.entry(&entree.dn).or_insert_with(|| dn_rules(&entree.dn)).clone();
        let duplicate = (!pairs.insert((&entree.nom, &entree.dn))).then(|| (Rule::Duplicate, entree.nom.clone()));
        let of_entry = entry_rules(entree, &list.date_de_generation);
        for (rule, value) in of_entry.into_iter().chain(duplicate).chain(of_dn) {
            let (count, dns, _) = broken.entry(rule).or_insert_with(|| (0, BTreeSet::new(), value));
            *count += 1;
            dns.insert(&entree.dn);
        }
    }
    let finding = |(rule, (entrees, dns, example)): (_, (_, BTreeSet<&str>, _))| Finding {
        rule,
        entrees,
        dns: dns.len(),
        example,
    };
    Lint {
        date_de_generation: list.date_de_generation.clone(),
        counts: Counts::of(list),
        sorted: list.entrees.is_sorted_by(|a, b| a.nom <= b.nom),
        findings: broken.into_iter().map(finding).collect(),
    }
}

fn entry_rules(entree: &Entree, generation: &str) -> Vec<(Rule, String)> {
    let nom = &entree.nom;
    let outside = nom != "mssante.fr" && !nom.ends_with(".mssante.fr");
    let rules = [
        (!is_host(nom), Rule::NomForm, nom),
        (outside, Rule::NomOutside, nom),
        (!is_date(&entree.date_maj), Rule::DateForm, &entree.date_maj),
        // Dates of one fixed form sort as text.
        (entree.date_maj.as_str() > generation, Rule::DateAfterGeneration, &entree.date_maj),
    ];
    rules.into_iter().filter(|(broken, ..)| *broken).map(|(_, rule, value)| (rule, value.clone())).collect()
}

fn dn_rules(text: &str) -> Vec<(Rule, String)> {
    let Ok(dn) = Dn::parse(text) else { return vec![(Rule::DnUnreadable, text.to_owned())] };
    let value = |kind| dn.value(kind).unwrap_or_default();
    let (cn, ou, o, st) = (value("CN"), value("OU"), value("O"), value("ST"));
    // Quotes around the value are gone from `o`, yet a reader that compares texts trips over them.
    let quoted = text.contains("O=\"");
    let kinds: Vec<_> = dn.attributes().map(|attribute| attribute.kind.as_str()).collect();
    let regular = kinds == ["CN", "OU", "O", "ST", "C"] && !text.contains(", ");
    let letters = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == ' ';
    let rules = [
        (!regular, Rule::DnForm, text),
        (!is_host(cn) || !cn.contains('.'), Rule::CnForm, cn),
        (cn.ends_with(".mssante.fr"), Rule::CnInEspace, cn),
        (!is_structure(ou), Rule::OuForm, ou),
        (is_structure(ou) && !luhn(&ou[1..]), Rule::OuKey, ou),
        (!o.is_ascii(), Rule::OAscii, o),
        (quoted || !o.chars().all(letters), Rule::OLetters, o),
        (quoted || o.contains("  ") || o.contains(['"', '\u{a0}']), Rule::OBlanks, o),
        (o.chars().count() == 40, Rule::OLength, o),
        (!is_departement(st), Rule::StForm, if st.is_empty() { text } else { st }),
        (!text.ends_with(",C=FR"), Rule::CForm, text),
    ];
    rules.into_iter().filter(|(broken, ..)| *broken).map(|(_, rule, value)| (rule, value.to_owned())).collect()
}

fn is_host(name: &str) -> bool {
    let label = |label: &str| {
        let letters = label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        letters && !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
    };
    name.len() <= 253 && name.split('.').all(label)
}

fn is_date(text: &str) -> bool {
    let form = time::macros::format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    time::PrimitiveDateTime::parse(text, form).is_ok()
}

/// `1` and a FINESS number (nine characters, a letter possible) or `3` and a SIRET number (fourteen digits).
fn is_structure(ou: &str) -> bool {
    let alphanumeric = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    match ou.split_at_checked(1) {
        Some(("1", finess)) => finess.len() == 9 && alphanumeric(finess),
        Some(("3", siret)) => siret.len() == 14 && siret.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    }
}

/// The check digit of FINESS and SIRET; identifiers with a letter, as in Corsica, are beyond it.
fn luhn(identifier: &str) -> bool {
    let digits: Option<Vec<u32>> = identifier.chars().rev().map(|c| c.to_digit(10)).collect();
    let doubled = |(rank, digit): (usize, u32)| if rank % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { digit };
    digits.is_none_or(|digits| digits.into_iter().enumerate().map(doubled).sum::<u32>() % 10 == 0)
}

/// `Nom (NN)`, or three characters of number overseas.
fn is_departement(st: &str) -> bool {
    let Some((name, number)) = st.strip_suffix(')').and_then(|st| st.rsplit_once(" (")) else { return false };
    let number =
        (2..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit() || b == b'A' || b == b'B');
    number && name.trim() == name && !name.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{Rule, examine};
    use crate::liste_blanche::{Entree, ListeBlanche};

    fn broken_by(dn: &str) -> Vec<Rule> {
        let entree = Entree {
            nom: "clinique.mssante.fr".into(),
            dn: dn.into(),
            date_maj: "2030-01-01T00:00:00Z".into(),
            ..Entree::default()
        };
        let list = ListeBlanche { date_de_generation: "2030-01-02T03:04:05Z".into(), entrees: vec![entree] };
        examine(&list).findings.into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn each_departure_from_a_regular_dn_is_named() {
        let cases = [
            ("CN=mss1.clinique.test,OU=1990000001,O=CLINIQUE EXEMPLE,ST=Paris (75),C=FR", vec![Rule::OuKey]),
            ("CN=mss1.clinique.test,OU=1990000002,O=CLINIQUE EXEMPLE,ST=Paris (75),C=FR", vec![]),
            ("CN=mss1.clinique.test ,OU=1990000002,O=CLINIQUE EXEMPLE,ST=Paris (75),C=FR", vec![Rule::CnForm]),
            ("CN=mss1.mssante.fr,OU=1990000002,O=CLINIQUE EXEMPLE,ST=Paris (75),C=FR", vec![Rule::CnInEspace]),
            ("CN=a.test,OU=2123456789,O=CLINIQUE EXEMPLE,ST=Paris (75),C=FR", vec![Rule::OuForm]),
            ("CN=a.test,OU=1990000002,O=L'EXEMPLE,ST=Paris (75),C=FR", vec![Rule::OLetters]),
            ("CN=a.test,OU=1990000002,O=\"UN  EXEMPLE\",ST=Paris (75),C=FR", vec![Rule::OLetters, Rule::OBlanks]),
            (
                "CN=a.test,OU=1990000002,O=UN\u{a0}EXEMPLE,ST=Paris (75),C=FR",
                vec![Rule::OAscii, Rule::OLetters, Rule::OBlanks],
            ),
            ("CN=a.test,OU=1990000002,O=EXEMPLE,ST=Paris(75),C=FR", vec![Rule::StForm]),
            ("CN=a.test,OU=1990000002,O=EXEMPLE,L=Paris (75),C=FR", vec![Rule::DnForm, Rule::StForm]),
            ("CN=a.test,OU=1990000002,O=EXEMPLE,ST=Paris (75), C=FR", vec![Rule::DnForm, Rule::CForm]),
            ("not a DN", vec![Rule::DnUnreadable]),
        ];
        for (dn, expected) in cases {
            assert_eq!(broken_by(dn), expected, "{dn}");
        }
    }

    #[test]
    fn duplicates_disorder_and_odd_names_are_counted() {
        let entree = |nom: &str| Entree {
            nom: nom.into(),
            dn: "CN=a.test,OU=1990000002,O=EXEMPLE,ST=Paris (75),C=FR".into(),
            date_maj: "2030-01-03T00:00:00Z".into(),
            ..Entree::default()
        };
        let entrees = ["b.mssante.fr", "a.mssante.fr", "a.mssante.fr", "X@ailleurs.fr"].map(entree).to_vec();
        let lint = examine(&ListeBlanche { date_de_generation: "2030-01-02T03:04:05Z".into(), entrees });
        let counted: Vec<_> = lint.findings.iter().map(|finding| (finding.rule, finding.entrees)).collect();
        let expected =
            [(Rule::NomForm, 1), (Rule::NomOutside, 1), (Rule::Duplicate, 1), (Rule::DateAfterGeneration, 4)];
        assert_eq!(counted, expected);
        assert!(!lint.sorted);
        assert_eq!((lint.counts.entrees, lint.counts.domaines, lint.counts.dns), (4, 3, 1));
    }
}
