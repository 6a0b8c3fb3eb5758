// SPDX-License-Identifier: EUPL-1.2
use super::{Attribute, Dn, DnError};

fn dn(text: &str) -> Dn {
    Dn::parse(text).expect("DN parses")
}

const REGULAR: &str = "CN=mss1.clinique.test,OU=1990000001,O=CLINIQUE EXEMPLE,ST=Côte-d'Or (21),C=FR";

#[test]
fn regular_dn_is_read_and_written_alike() {
    let read = dn(REGULAR);
    assert_eq!(read.value("CN"), Some("mss1.clinique.test"));
    assert_eq!(read.value("ST"), Some("Côte-d'Or (21)"));
    assert_eq!(read.to_string(), REGULAR);
}

#[test]
fn spellings_that_the_published_list_mixes_are_the_same_name() {
    for spelling in [
        "CN=mss1.clinique.test, OU=1990000001, O=CLINIQUE EXEMPLE, ST=Côte-d'Or (21), C=FR",
        "CN=mss1.clinique.test ,OU=1990000001,O=CLINIQUE EXEMPLE,ST=Côte-d'Or (21),C=FR",
        "CN=MSS1.clinique.test,OU=1990000001,O=\"CLINIQUE  EXEMPLE\",ST=Côte-d'Or (21),C=FR",
        "CN=mss1.clinique.test,OU=1990000001,O=CLINIQUE\u{a0}EXEMPLE,ST=Côte-d'Or (21),C=FR",
        "C=FR,ST=Côte-d'Or (21),O=CLINIQUE EXEMPLE,OU=1990000001,CN=mss1.clinique.test",
        "2.5.4.3=mss1.clinique.test,ou=1990000001,o=CLINIQUE EXEMPLE,st=C\\C3\\B4te-d'Or (21),c=FR",
    ] {
        assert!(dn(REGULAR).same_as(&dn(spelling)), "{spelling}");
    }
}

#[test]
fn names_that_differ_stay_different() {
    for spelling in [
        "CN=mss1.clinique.test,OU=1990000001,O=CLINIQUE EXEMPLE,L=Côte-d'Or (21),C=FR",
        "CN=mss1.clinique.test,OU=1990000001,O=CLINIQUE EXEMPLE,ST=Côte-d'Or(21),C=FR",
        "CN=mss1.clinique.test,OU=1990000002,O=CLINIQUE EXEMPLE,ST=Côte-d'Or (21),C=FR",
        "OU=1990000001,CN=mss1.clinique.test,O=CLINIQUE EXEMPLE,ST=Côte-d'Or (21),C=FR",
        "CN=mss1.clinique.test,OU=1990000001,O=CLINIQUE EXEMPLE,ST=Côte-d'Or (21)",
    ] {
        assert!(!dn(REGULAR).same_as(&dn(spelling)), "{spelling}");
    }
}

#[test]
fn quotes_inside_a_value_are_part_of_it() {
    let read = dn("CN=a.test,O=CENTRE \"LES TILLEULS\",C=FR");
    assert_eq!(read.value("O"), Some("CENTRE \"LES TILLEULS\""));
}

#[test]
fn quoted_and_escaped_commas_do_not_separate() {
    for text in ["CN=a.test,O=\"LE BON, LA BRUTE\",C=FR", "CN=a.test,O=LE BON\\, LA BRUTE,C=FR"] {
        let read = dn(text);
        assert_eq!(read.value("O"), Some("LE BON, LA BRUTE"));
        assert_eq!(dn(&read.to_string()), read);
    }
}

#[test]
fn multivalued_rdns_are_sets() {
    assert!(dn("CN=a+SN=b,C=FR").same_as(&dn("SN=b+CN=a,C=FR")));
    assert!(!dn("CN=a+SN=b,C=FR").same_as(&dn("CN=a,SN=b,C=FR")));
}

#[test]
fn what_is_no_dn_is_refused_with_the_piece_at_fault() {
    assert_eq!(Dn::parse(" "), Err(DnError::Empty));
    assert_eq!(Dn::parse("CN=a,BRUTE,C=FR"), Err(DnError::NotAnAttribute("BRUTE,C=FR".into())));
    assert_eq!(Dn::parse("CN=a,O=\"B,C=FR"), Err(DnError::OpenQuote("\"B,C=FR".into())));
    assert_eq!(Dn::parse("CN=a\\"), Err(DnError::Escape("a\\".into())));
    assert!(Dn::parse("CN=a,").is_err());
}

/// One subject as OpenSSL, GnuTLS and Java write it, in this order.
const SPELLINGS: [&str; 8] = [
    r#"CN=mx.ch-alpha.test,OU=CENTRE,OU=1990000001,O=CH NOTRE-DAME\, SITE \C3\89t\C3\A9 \E2\80\93 Nord \"A\" \+ B,ST=Val-d'Oise (95),C=FR"#,
    r#"CN=mx.ch-alpha.test,OU=CENTRE,OU=1990000001,O=CH NOTRE-DAME\, SITE Été – Nord \"A\" \+ B,ST=Val-d'Oise (95),C=FR"#,
    r#"C = FR, ST = Val-d'Oise (95), O = "CH NOTRE-DAME, SITE \C3\89t\C3\A9 \E2\80\93 Nord \"A\" + B", OU = 1990000001, OU = CENTRE, CN = mx.ch-alpha.test"#,
    r#"C = FR, ST = Val-d'Oise (95), O = "CH NOTRE-DAME, SITE Été – Nord \"A\" + B", OU = 1990000001, OU = CENTRE, CN = mx.ch-alpha.test"#,
    r#"C=FR,ST=Val-d'Oise (95),O=CH NOTRE-DAME\, SITE Été – Nord \"A\" \+ B,OU=1990000001,OU=CENTRE,CN=mx.ch-alpha.test"#,
    r#"CN=mx.ch-alpha.test,OU=CENTRE,OU=1990000001,O=CH NOTRE-DAME\, SITE Été – Nord \"A\" \+ B,ST=Val-d'Oise (95),C=FR"#,
    r#"CN=mx.ch-alpha.test, OU=CENTRE, OU=1990000001, O="CH NOTRE-DAME, SITE Été – Nord \"A\" + B", ST=Val-d'Oise (95), C=FR"#,
    r#"cn=mx.ch-alpha.test,ou=CENTRE,ou=1990000001,o=CH NOTRE-DAME\2c SITE Été – Nord \22A\22 \2B B,st=Val-d'Oise (95),c=FR"#,
];

#[test]
fn spellings_of_programs_are_the_same_name() {
    let first = dn(SPELLINGS[0]);
    assert_eq!(first.value("O"), Some("CH NOTRE-DAME, SITE Été – Nord \"A\" + B"));
    for spelling in SPELLINGS {
        assert!(first.same_as(&dn(spelling)), "{spelling}");
    }
}

#[test]
fn forms_between_slashes_are_no_names() {
    for spelling in [
        r#"/C=FR/ST=Val-d'Oise (95)/O=CH NOTRE-DAME, SITE \xC3\x89t\xC3\xA9/OU=1990000001/CN=mx.ch-alpha.test"#,
        "/C=FR/ST=Val-d'Oise+20+2895+29/O=CH+20NOTRE-DAME/OU=1990000001/CN=mx.ch-alpha.test",
    ] {
        assert!(matches!(Dn::parse(spelling), Err(DnError::NotAnAttribute(_))), "{spelling}");
    }
}

/// Numbers that look random and are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    /// Up to so many pieces of an alphabet, one after the other.
    fn text(&mut self, pieces: &[&str], longest: usize) -> String {
        (0..self.below(longest + 1)).map(|_| pieces[self.below(pieces.len())]).collect()
    }

    fn dn(&mut self) -> Dn {
        let kinds = ["CN", "OU", "O", "ST", "C", "L", "2.5.4.97", "UID"];
        let values =
            ["a", "B", "é", " ", "  ", "\u{a0}", ",", "+", ";", "\"", "\\", "=", "#", "<", ">", "2C", "/", "'"];
        let rdn = |dice: &mut Dice| {
            let attributes = 1 + usize::from(dice.below(6) == 0);
            let attribute =
                |dice: &mut Dice| Attribute { kind: kinds[dice.below(8)].to_owned(), value: dice.text(&values, 6) };
            (0..attributes).map(|_| attribute(dice)).collect()
        };
        let rdns = 1 + self.below(5);
        Dn((0..rdns).map(|_| rdn(self)).collect())
    }
}

#[test]
fn every_name_is_read_back_as_it_was_written() {
    let mut dice = Dice(7);
    for _ in 0..20_000 {
        let name = dice.dn();
        assert_eq!(Dn::parse(&name.to_string()).as_ref(), Ok(&name), "{name}");
    }
}

#[test]
fn comparing_is_reflexive_and_symmetric_and_blind_to_direction() {
    let mut dice = Dice(11);
    let names: Vec<Dn> = (0..200).map(|_| dice.dn()).collect();
    for one in &names {
        let reversed = Dn(one.0.iter().rev().cloned().collect());
        assert!(one.same_as(one) && one.same_as(&reversed), "{one}");
        for other in &names {
            assert_eq!(one.same_as(other), other.same_as(one), "{one} and {other}");
        }
    }
}

#[test]
fn no_text_makes_the_parser_panic() {
    let pieces =
        ["CN=", "OU", "=", ",", ";", "+", "\"", "\\", "\\2C", "\\é", " ", "é", "\u{1f3e5}", "#0c", "a", "/", "\0"];
    let mut dice = Dice(13);
    let read = (0..50_000).filter(|_| Dn::parse(&dice.text(&pieces, 12)).is_ok()).count();
    assert!(read > 100, "{read} texts were names: the others alone prove little");
}
