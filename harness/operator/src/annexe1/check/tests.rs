// SPDX-License-Identifier: EUPL-1.2

use super::super::{Form, rule};
use input::Source;
use std::collections::BTreeSet;

/// A form without fault.
pub const GOOD: &str = "\
environment: test
operateur: CENTRE HOSPITALIER EXEMPLE
certificate-dn: CN=mss.ch-exemple.fr,OU=1990000002,O=CENTRE HOSPITALIER EXEMPLE,ST=Bas-Rhin (67),C=FR
automatic-reply: reponse-automatique@ch-exemple.mssante.fr
editor: Exemple Messagerie
representative:
  structure: CENTRE HOSPITALIER EXEMPLE
  identifier: '990000002'
  surname: Exemple
  first-name: Camille
  address: 1 rue de l'Exemple, 67000 Strasbourg
  phone: '03 00 00 00 00'
  email: direction@ch-exemple.fr
project-lead: { surname: Modele, first-name: Dominique, phone: '+33 3 00 00 00 01', email: d.modele@ch-exemple.fr }
technical-lead: { surname: Patron, first-name: Claude, phone: 03.00.00.00.02, email: claude.patron@ch-exemple.fr }
incident-contacts:
  project: { surname: Modele, first-name: Dominique, phone: '0300000003', email: mssante@ch-exemple.fr }
  technical: { surname: Patron, first-name: Claude, phone: '0300000004', email: exploitation@ch-exemple.fr }
dns:
  redirection: { mail-server: mss.ch-exemple.fr }
domaines:
  add: [ch-exemple.mssante.fr]
  change: [ehpad-exemple.mssante.fr]
  remove: [ancien-exemple.mssante.fr]
";

const REDIRECTION: &str = "redirection: { mail-server: mss.ch-exemple.fr }";
const DELEGATION: &str = "delegation: { primary: ns1.ch-exemple.fr, secondary: ns2.ch-exemple.fr }";
const DOMAINS: &str =
    "add: [ch-exemple.mssante.fr]\n  change: [ehpad-exemple.mssante.fr]\n  remove: [ancien-exemple.mssante.fr]";
const CONTACT_LINES: [&str; 2] = ["project-lead:", "technical-lead:"];

fn form(text: &str) -> Form {
    Form::of(&Source::from_text("annexe1.yaml", text)).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn broken(text: &str) -> Vec<&'static str> {
    form(text).findings().into_iter().map(|finding| finding.rule.id).collect()
}

/// What is replaced in the good form, by what, and the rules that it then breaks, in the order of its lines.
const MISTAKES: &[(&str, &str, &[&str])] = &[
    ("environment: test\n", "", &["one-environment"]),
    ("operateur: CENTRE HOSPITALIER EXEMPLE\n", "", &["empty-box"]),
    ("automatic-reply: reponse-automatique@ch-exemple.mssante.fr", "automatic-reply: ' '", &["empty-box"]),
    ("editor: Exemple Messagerie\n", "", &["editor"]),
    ("first-name: Camille", "first-name:", &["empty-contact-box"]),
    (
        "surname: Modele, first-name: Dominique, phone: '0300000003'",
        "phone: '0300000003'",
        &["empty-contact-box", "empty-contact-box"],
    ),
    ("certificate-dn: CN=mss", "certificate-dn: mss", &["dn-readable"]),
    (",ST=Bas-Rhin (67)", ",L=Bas-Rhin (67)", &["dn-shape"]),
    (",O=CENTRE HOSPITALIER EXEMPLE", "", &["dn-shape"]),
    (",ST=Bas-Rhin (67),C=FR", ",C=FR,ST=Bas-Rhin (67)", &["dn-shape"]),
    (",C=FR", ", C=FR", &["dn-commas"]),
    ("CN=mss.ch-exemple.fr", "CN=mss", &["cn-is-host", "mail-server-is-cn"]),
    ("CN=mss.ch-exemple.fr", "CN=*.ch-exemple.fr", &["cn-is-host", "mail-server-is-cn"]),
    ("CN=mss.ch-exemple.fr", "CN=MSS.ch-exemple.fr", &["cn-lower-case"]),
    ("CN=mss.ch-exemple.fr", "CN=mss.ch-exemple.test", &["real-name", "mail-server-is-cn"]),
    ("OU=1990000002", "OU=990000002", &["ou-structure", "ou-is-identifier"]),
    ("OU=1990000002", "OU=2990000002", &["ou-structure"]),
    ("OU=1990000002", "OU=1990000001", &["check-digit", "ou-is-identifier"]),
    ("OU=1990000002", "OU=333234567820002", &["ou-is-identifier"]),
    ("identifier: '990000002'", "identifier: 99 00 00 00 2", &["ou-is-identifier", "structure-identifier"]),
    ("identifier: '990000002'", "identifier: '990000003'", &["ou-is-identifier", "check-digit"]),
    (",O=CENTRE HOSPITALIER EXEMPLE", ",O=Centre hospitalier EXEMPLE", &["o-capitals"]),
    (",O=CENTRE HOSPITALIER EXEMPLE", ",O=HÔPITAL EXEMPLE", &["o-capitals"]),
    (",O=CENTRE HOSPITALIER EXEMPLE", ",O=C.H. L'EXEMPLE (NORD)", &[]),
    (",O=CENTRE HOSPITALIER EXEMPLE", ",O=CH – EXEMPLE", &["o-characters"]),
    (",O=CENTRE HOSPITALIER EXEMPLE", ",O=CENTRE  HOSPITALIER", &["o-blanks"]),
    (",O=CENTRE HOSPITALIER EXEMPLE", ",O=\"CENTRE HOSPITALIER\"", &["o-blanks"]),
    (",O=CENTRE HOSPITALIER EXEMPLE", ",O=CENTRE HOSPITALIER REGIONAL ET UNIVERSITAIRE", &["o-length"]),
    ("Bas-Rhin (67)", "Bas-Rhin(67)", &["st-departement"]),
    ("Bas-Rhin (67)", "Bas-Rhin 67", &["st-departement"]),
    ("Bas-Rhin (67)", "Bas-Rhin (76)", &["st-name-and-number"]),
    ("Bas-Rhin (67)", "BAS RHIN (67)", &["st-spelling"]),
    (",C=FR", ",C=fr", &["c-fr"]),
    ("direction@ch-exemple.fr", "direction.ch-exemple.fr", &["mailbox-form"]),
    ("direction@ch-exemple.fr", "direction@localhost", &["mailbox-form"]),
    ("direction@ch-exemple.fr", "Direction générale@ch-exemple.fr", &["mailbox-form"]),
    (
        "automatic-reply: reponse-automatique@ch-exemple",
        "automatic-reply: reponse-automatique@autre",
        &["automatic-reply-domain"],
    ),
    ("'03 00 00 00 00'", "'03 00 00 00'", &["phone-form"]),
    ("'+33 3 00 00 00 01'", "poste 12", &["phone-form"]),
    ("email: mssante@", "email: d.modele@", &["organisational-address"]),
    ("email: exploitation@", "email: claude@", &["organisational-address"]),
    (
        "surname: Patron, first-name: Claude, phone: 03",
        "surname: MODÈLE, first-name: dominique, phone: 03",
        &["technical-lead-differs"],
    ),
    (REDIRECTION, "redirection:", &["dns-method"]),
    ("dns:\n  redirection: { mail-server: mss.ch-exemple.fr }\n", "", &["dns-method"]),
    (REDIRECTION, DELEGATION, &[]),
    (
        REDIRECTION,
        "delegation: { primary: ns1.ch-exemple.fr, secondary: ns2.ch-exemple.fr }\n  redirection: { mail-server: mss.ch-exemple.fr }",
        &["one-dns-method"],
    ),
    (REDIRECTION, "delegation: { primary: ns1.ch-exemple.fr }", &["empty-dns-box"]),
    (REDIRECTION, "redirection: {}", &["empty-dns-box"]),
    (REDIRECTION, "delegation: { primary: ns1.ch-exemple.fr, secondary: NS1.ch-exemple.fr }", &["secondary-differs"]),
    (REDIRECTION, "delegation: { primary: ns1, secondary: ns2.ch-exemple.fr }", &["server-name-full"]),
    (
        REDIRECTION,
        "delegation: { primary: 192.0.2.1, secondary: -ns2.ch-exemple.fr }",
        &["server-name-full", "server-name-full"],
    ),
    (
        REDIRECTION,
        "delegation: { primary: ns_1.ch-exemple.fr, secondary: ns2.hôpital.fr }",
        &["server-name-characters", "server-name-characters"],
    ),
    (
        REDIRECTION,
        "delegation: { primary: ns1.un-tres-long-nom-de-domaine-que-personne-ne-choisirait-jamais.fr, secondary: ns2.ch-exemple.fr }",
        &["server-name-length"],
    ),
    (REDIRECTION, "delegation: { primary: ns1.ch-exemple.test, secondary: ns2.ch-exemple.fr }", &["real-name"]),
    ("mail-server: mss", "mail-server: mx", &["mail-server-is-cn"]),
    (DOMAINS, "", &["some-domain"]),
    ("[ehpad-exemple.mssante.fr]", "['@ehpad-exemple.mssante.fr']", &["domain-name"]),
    ("[ehpad-exemple.mssante.fr]", "[ehpad_exemple.mssante.fr]", &["domain-name"]),
    (
        "[ehpad-exemple.mssante.fr]",
        "[ehpad-exemple-dont-le-nom-est-bien-trop-long-pour-le-formulaire.mssante.fr]",
        &["domain-name-length"],
    ),
    ("[ehpad-exemple.mssante.fr]", "[ehpad-exemple.fr]", &["domain-in-mssante"]),
    ("[ehpad-exemple.mssante.fr]", "[ehpad-exemple.mssante.test]", &["real-name"]),
    ("[ehpad-exemple.mssante.fr]", "[CH-exemple.mssante.fr]", &["domain-listed-once"]),
    ("[ehpad-exemple.mssante.fr]", "[a.mssante.fr, b.mssante.fr, a.mssante.fr]", &["domain-named-once"]),
];

#[test]
fn a_form_without_fault_has_no_finding_for_test_and_for_production() {
    assert_eq!(broken(GOOD), [""; 0]);
    assert_eq!(broken(&GOOD.replace("environment: test", "environment: production")), [""; 0]);
    // Details that the agency has already are left out.
    let coordinates_unchanged: String = GOOD
        .lines()
        .filter(|line| !CONTACT_LINES.iter().any(|key| line.starts_with(key)))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(broken(&coordinates_unchanged), [""; 0]);
}

#[test]
fn each_mistake_breaks_its_own_rules_and_no_other() {
    for (right, wrong, rules) in MISTAKES {
        assert!(GOOD.contains(right), "`{right}` is not in the form");
        assert_eq!(broken(&GOOD.replacen(right, wrong, 1)), *rules, "{right} → {wrong}");
    }
}

#[test]
fn a_certificate_below_mssante_needs_a_delegation() {
    let inside = GOOD.replace("mss.ch-exemple.fr", "mss.ch-exemple.mssante.fr");
    assert_eq!(broken(&inside), ["cn-needs-delegation"]);
    let server = REDIRECTION.replace("mss.ch-exemple.fr", "mss.ch-exemple.mssante.fr");
    assert_eq!(broken(&inside.replace(&server, DELEGATION)), [""; 0]);
}

#[test]
fn a_second_certificate_is_held_to_the_same_rules_and_its_name_serves_as_well() {
    let second = |dn: &str| GOOD.replace("automatic-reply:", &format!("second-certificate-dn: {dn}\nautomatic-reply:"));
    let own = "CN=mss2.ch-exemple.fr,OU=1990000002,O=CENTRE HOSPITALIER EXEMPLE,ST=Bas-Rhin (67),C=FR";
    assert_eq!(broken(&second(own)), [""; 0]);
    assert_eq!(broken(&second(own).replace("mail-server: mss.", "mail-server: mss2.")), [""; 0]);
    assert_eq!(broken(&second(&own.replace("mss2", "mss"))), ["second-dn-differs"]);
    assert_eq!(broken(&second(&own.replace("1990000002", "1990000001"))), ["check-digit", "ou-is-identifier"]);
}

#[test]
fn every_rule_is_seen_to_be_broken() {
    let broken: BTreeSet<_> = MISTAKES.iter().flat_map(|(_, _, rules)| rules.iter().copied()).collect();
    let elsewhere = ["cn-needs-delegation", "second-dn-differs"];
    let unseen = rule::every().map(|rule| rule.id).filter(|id| !broken.contains(id) && !elsewhere.contains(id));
    assert_eq!(unseen.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_finding_points_at_its_words_and_says_what_was_probably_meant() {
    let cases = [
        (",O=CENTRE HOSPITALIER EXEMPLE", ",O=Hôpital d'Œuvre", (3, 17), Some("HOPITAL D'OEUVRE")),
        ("Bas-Rhin (67)", "Bas-Rhin(67)", (3, 17), Some("Bas-Rhin (67)")),
        ("Bas-Rhin (67)", "Bas-Rhin (76)", (3, 17), Some("Bas-Rhin (67)")),
        ("identifier: '990000002'", "identifier: '99 000 000 2'", (8, 15), Some("990000002")),
        ("mail-server: mss", "mail-server: mx", (20, 31), Some("mss.ch-exemple.fr")),
        ("mss.ch-exemple.fr }", "https://mss.ch-exemple.fr/ }", (20, 31), Some("mss.ch-exemple.fr")),
        ("[ehpad-exemple.mssante.fr]", "['x@ehpad-exemple.mssante.fr']", (23, 12), Some("ehpad-exemple.mssante.fr")),
        ("first-name: Camille\n  ", "", (7, 3), None),
    ];
    for (right, wrong, place, near) in cases {
        let findings = form(&GOOD.replacen(right, wrong, 1)).findings();
        let found = findings.iter().find(|finding| (finding.place.line, finding.place.column) == place);
        let found = found.unwrap_or_else(|| panic!("{wrong}: nothing at {place:?} in {findings:#?}"));
        let meant = findings.iter().filter(|finding| finding.place == found.place).find_map(|f| f.near.as_deref());
        assert_eq!(meant, near, "{wrong}");
    }
}

#[test]
fn a_connector_file_is_read_for_its_section_alone_and_without_one_is_refused() {
    let inside: String = GOOD.lines().map(|line| format!("  {line}\n")).collect();
    let connector = format!("connector: {{ name: x, version: '1', editor: x }}\nannexe1:\n{inside}pics: []\n");
    assert_eq!(broken(&connector), [""; 0]);
    let wrong = connector.replace("OU=1990000002", "OU=1990000001");
    assert_eq!(form(&wrong).findings()[0].place.line, 5);
    for (text, words) in [
        ("connector: { name: x }\n", "holds no section `annexe1`"),
        (&*GOOD.replace("operateur", "operator"), "did you mean `operateur`?"),
        (&*GOOD.replace("environment: test", "environment: both"), "annexe1.yaml:1:14"),
        (&*GOOD.replace("environment: test", "environment: [test, production]"), "annexe1.yaml:1:14"),
        (&*connector.replace("operateur", "operator"), "annexe1.yaml:4:3"),
    ] {
        let refused = Form::of(&Source::from_text("annexe1.yaml", text)).expect_err(words).to_string();
        assert!(refused.contains(words), "`{words}` is not in {refused}");
    }
}

#[test]
fn what_the_dns_must_say_needs_a_cn_one_method_and_a_domain() {
    let source = |text: &str| Source::from_text("annexe1.yaml", text);
    let declared = |text: &str| form(text).declared(&source(text));
    let right = declared(GOOD).expect("a declaration");
    assert_eq!(right.domaines, ["ch-exemple.mssante.fr", "ehpad-exemple.mssante.fr"]);
    for (right, wrong, words) in [
        ("CN=", "L=", "annexe1.yaml:3:17: `certificate-dn` names no CN"),
        (REDIRECTION, "", "ticks only one"),
        (DOMAINS, "remove: [a.mssante.fr]", "no domain is added or changed"),
    ] {
        let refused = declared(&GOOD.replacen(right, wrong, 1)).expect_err(words).to_string();
        assert!(refused.contains(words), "`{words}` is not in {refused}");
    }
}

#[test]
fn a_report_shows_every_box_filled_in_and_every_finding() {
    let wrong = GOOD.replace("OU=1990000002", "OU=1990000001");
    let reported = form(&wrong).reported();
    let value = |id: &str| reported.rows.iter().find(|row| row.id == id).map(|row| row.value.as_str());
    assert_eq!(value("environment"), Some("TEST"));
    assert_eq!(value("representative.identifier"), Some("990000002"));
    assert_eq!(value("domaines.add"), Some("ch-exemple.mssante.fr"));
    assert_eq!(value("second-certificate-dn"), None);
    assert_eq!(reported.rows.len(), 32);
    let rules: Vec<_> = reported.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["check-digit", "ou-is-identifier"]);
    assert!(reported.findings[1].help.fr.contains("OU=1990000002"));
}

#[test]
fn a_fair_copy_says_that_it_is_one_and_on_each_sheet_when_it_is_a_draft() {
    use reports::document::{Block, pdf};
    use reports::text::Lang;
    let right = form(GOOD).fair_copy("2026-11-26T09:00:00Z");
    assert_eq!(right.warning, None);
    assert!(matches!(&right.blocks[0], Block::Paragraph(words) if words.fr.contains("n’est pas le formulaire")));
    let wrong = form(&GOOD.replace("OU=1990000002", "OU=1990000001")).fair_copy("2026-11-26T09:00:00Z");
    assert!(wrong.warning.as_ref().is_some_and(|words| words.fr.contains("BROUILLON")));
    for (document, lang) in [(&right, Lang::Fr), (&wrong, Lang::En)] {
        assert!(pdf(document, lang).expect("a PDF").starts_with(b"%PDF-"));
    }
}
