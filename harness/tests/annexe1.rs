// SPDX-License-Identifier: EUPL-1.2
//! The command `annexe1` as an operator runs it.

use std::io::Write;
use std::process::{Command, Output};

/// A form without fault.
const GOOD: &str = "\
environment: test
operateur: CENTRE HOSPITALIER EXEMPLE
certificate-dn: CN=mss.ch-exemple.fr,OU=1990000002,O=CENTRE HOSPITALIER EXEMPLE,ST=Bas-Rhin (67),C=FR
automatic-reply: reponse-automatique@ch-exemple.mssante.fr
editor: Exemple Messagerie
dns: { redirection: { mail-server: mss.ch-exemple.fr } }
domaines: { add: [ch-exemple.mssante.fr] }
";

fn harness(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mssante-harness")).args(arguments).output().expect("the program")
}

/// Runs a command on a form; gives the exit code and everything said.
fn on(text: &str, before: &[&str], after: &[&str]) -> (Option<i32>, String) {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(text.as_bytes()).expect("written");
    let path = file.path().to_str().expect("UTF-8");
    let output = harness(&[before, &[path], after].concat());
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&said).replace(path, "annexe1.yaml"))
}

fn check(text: &str, more: &[&str]) -> (Option<i32>, String) {
    on(text, &["annexe1", "check"], more)
}

#[test]
fn a_right_form_and_one_with_recommendations_only_are_accepted() {
    assert_eq!(check(GOOD, &[]), (Some(0), "0 to mend, 0 recommendation(s)\n".to_owned()));
    let (code, said) = check(&GOOD.replace("editor: Exemple Messagerie\n", ""), &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.starts_with("advice: annexe1.yaml:1:1: ") && said.ends_with("0 to mend, 1 recommendation(s)\n"),
        "{said}"
    );
}

#[test]
fn every_fault_is_told_at_once_with_place_words_remedy_and_source() {
    let wrong = GOOD
        .replace("O=CENTRE HOSPITALIER EXEMPLE", "O=Hôpital Exemple")
        .replace("mail-server: mss", "mail-server: mx");
    let (code, said) = check(&wrong, &[]);
    assert_eq!(code, Some(1), "{said}");
    for words in [
        "error: annexe1.yaml:3:17: DN of the SSL certificate: O is not in capitals without accents\n  3 | certificate-dn: CN=",
        "  = there is: `Hôpital Exemple`\n",
        "  = perhaps: `HOPITAL EXEMPLE`\n",
        "  = to do: write the structure’s name in capitals",
        "  = rule o-capitals [guide: Guide d’intégration, p. 17",
        "error: annexe1.yaml:6:36: MSSanté mail server: ",
        "  = perhaps: `mss.ch-exemple.fr`\n",
        "\n2 to mend, 0 recommendation(s)\n",
    ] {
        assert!(said.contains(words), "`{words}` is not in:\n{said}");
    }
    let (_, said) = check(&wrong, &["--lang", "fr"]);
    assert!(
        said.contains("à corriger: annexe1.yaml:3:17: DN du certificat d’authentification SSL : O n’est pas"),
        "{said}"
    );
}

#[test]
fn what_is_no_form_is_refused_with_its_place() {
    for (text, words) in [
        (GOOD.replace("operateur", "operator"), "annexe1.yaml:2:1: unknown field `operator`"),
        (GOOD.replace("operateur", "operator"), "did you mean `operateur`?"),
        (GOOD.replace("test\n", "formation\n"), "annexe1.yaml:1:14"),
        (String::new(), "is empty"),
        ("connector: { name: x }\n".to_owned(), "holds no section `annexe1`"),
    ] {
        let (code, said) = check(&text, &[]);
        assert!(code == Some(2) && said.contains(words), "`{words}` is not in:\n{said}");
    }
}
