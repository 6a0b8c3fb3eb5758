// SPDX-License-Identifier: EUPL-1.2
//! The command `annexe1` as an operator runs it.

use crate::witness::heard;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
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
fn a_form_is_read_out_of_a_connector_file_as_well() {
    let section: String = GOOD.lines().map(|line| format!("  {line}\n")).collect();
    let connector = include_str!("../../connectors/reference/connector.yaml");
    let (code, said) = check(&format!("{connector}annexe1:\n{section}"), &[]);
    assert_eq!((code, said.as_str()), (Some(0), "0 to mend, 0 recommendation(s)\n"));
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
        "  = rule mail-server-is-cn [",
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

#[test]
fn a_right_form_becomes_a_pdf_and_a_wrong_one_only_as_a_draft() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("annexe1.pdf");
    let to = ["--out", out.to_str().expect("UTF-8")];
    let wrong = GOOD.replace("1990000002", "1990000001");
    let (code, said) = on(&wrong, &["annexe1", "render"], &to);
    assert!(code == Some(1) && said.contains("1 to mend") && !out.exists(), "{said}");
    assert!(check(&wrong, &[]).1.contains("  = rule check-digit ["));
    for (text, more) in [(GOOD, &[][..]), (&wrong, &["--draft", "--lang", "en"])] {
        let (code, said) = on(text, &["annexe1", "render"], &[&to, more].concat());
        assert_eq!(code, Some(0), "{said}");
        assert!(std::fs::read(&out).expect("a file").starts_with(b"%PDF-"));
        if let Some(said) = heard("qpdf", &["--check", to[1]], folder.path()) {
            assert!(String::from_utf8_lossy(&said.stdout).contains("No syntax or stream encoding errors"), "{said:?}");
        }
        std::fs::remove_file(&out).expect("removed");
    }
}

fn openssl(arguments: &[&str]) -> Option<String> {
    let output = heard("openssl", arguments, Path::new("."))?;
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(output.status.success(), "{said}");
    Some(said)
}

fn csr(text: &str, folder: &Path, more: &[&str]) -> (Option<i32>, String) {
    on(text, &["csr"], &[&["--out", folder.to_str().expect("UTF-8")], more].concat())
}

#[test]
fn key_and_request_are_for_the_declared_subject_and_openssl_agrees() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, said) = csr(GOOD, folder.path(), &[]);
    assert_eq!(code, Some(0), "{said}");
    for words in [
        "F414",
        "“certificat restreint au serveur suivant”: mss.ch-exemple.fr\n",
        "(p. 7): CENTRE HOSPITALIER EXEMPLE, FINESS 990000002\n",
    ] {
        assert!(said.contains(words), "`{words}` is not in:\n{said}");
    }
    assert!(!said.contains("WARNING"), "{said}");
    let [key, request] = ["key", "csr"].map(|kind| folder.path().join(format!("mss.ch-exemple.fr.{kind}.pem")));
    assert_eq!(std::fs::metadata(&key).expect("a key").permissions().mode() & 0o777, 0o600);
    let request = request.to_str().expect("UTF-8");
    let Some(verified) = openssl(&["req", "-verify", "-noout", "-in", request]) else { return };
    assert!(verified.to_lowercase().contains("verify ok"), "{verified}");
    let subject = openssl(&["req", "-noout", "-subject", "-nameopt", "RFC2253,utf8,-esc_msb", "-in", request]);
    assert_eq!(
        subject.as_deref(),
        Some("subject=CN=mss.ch-exemple.fr,OU=1990000002,O=CENTRE HOSPITALIER EXEMPLE,ST=Bas-Rhin (67),C=FR\n")
    );
    let text = openssl(&["req", "-noout", "-text", "-in", request]).unwrap_or_default();
    for words in ["2048 bit", "Exponent: 65537", "sha256WithRSAEncryption", "DNS:mss.ch-exemple.fr"] {
        assert!(text.contains(words), "`{words}` is not in:\n{text}");
    }
    let own = [&["-in", key.to_str().expect("UTF-8")], &["-pubout"][..]].concat();
    let of_key = openssl(&[&["pkey"], own.as_slice()].concat());
    assert_eq!(of_key, openssl(&["req", "-noout", "-pubkey", "-in", request]));
}

#[test]
fn no_key_is_overwritten_and_none_made_for_a_wrong_subject() {
    let folder = tempfile::tempdir().expect("a folder");
    let key = folder.path().join("mss.ch-exemple.fr.key.pem");
    std::fs::write(&key, "mine").expect("a file");
    let (code, said) = csr(GOOD, folder.path(), &[]);
    assert!(code == Some(2) && said.contains("a key is never overwritten"), "{said}");
    assert_eq!(std::fs::read_to_string(&key).expect("a file"), "mine");
    std::fs::remove_file(&key).expect("removed");
    let (code, said) = csr(&GOOD.replace("O=CENTRE", "O=Centre"), folder.path(), &[]);
    assert!(code == Some(1) && said.contains("O is not in capitals"), "{said}");
    let (code, said) = csr(GOOD, folder.path(), &["--second"]);
    assert!(code == Some(2) && said.contains("declares no `second-certificate-dn`"), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn a_second_certificate_production_and_a_server_below_mssante_are_told_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let second = "CN=mss2.ch-exemple.mssante.fr,OU=1990000002,O=CENTRE HOSPITALIER EXEMPLE,ST=Bas-Rhin (67),C=FR";
    let text =
        GOOD.replace("editor:", &format!("second-certificate-dn: {second}\neditor:")).replace("test\n", "production\n");
    let (code, said) = csr(&text, folder.path(), &["--second"]);
    assert_eq!(code, Some(0), "{said}");
    for words in [
        "F413",
        "form 101",
        "for the server mss2.ch-exemple.mssante.fr",
        "WARNING  mss2.ch-exemple.mssante.fr is below mssante.fr",
    ] {
        assert!(said.contains(words), "`{words}` is not in:\n{said}");
    }
    assert!(folder.path().join("mss2.ch-exemple.mssante.fr.csr.pem").is_file());
}
