// SPDX-License-Identifier: EUPL-1.2
//! PKCS#12 files before the command `openssl pkcs12`.

mod bench;

use bench::{issue, run_openssl};

#[test]
fn openssl_opens_the_file_with_its_password_and_with_no_other() {
    let directory = tempfile::tempdir().expect("a directory");
    let credential = issue(None);
    for password in ["harnais", "", "mot de passe à rallonge"] {
        let file = credential.pkcs12(password).expect("file is made");
        std::fs::write(directory.path().join("identity.p12"), file).expect("file is written");
        let open = |password: &str| {
            let given = format!("pass:{password}");
            let arguments = ["pkcs12", "-in", "identity.p12", "-noenc", "-passin", &given];
            run_openssl(&arguments, directory.path())
        };
        let Some(said) = open(password) else { return };
        let certificates = credential.chain.len();
        assert_eq!(said.matches("BEGIN CERTIFICATE").count(), certificates, "{said}");
        let key = said
            .lines()
            .skip_while(|line| !line.contains("BEGIN PRIVATE KEY"))
            .take_while(|line| !line.contains("END"));
        assert_eq!(
            key.map(|line| format!("{line}\n")).collect::<String>() + "-----END PRIVATE KEY-----\n",
            credential.key_pem()
        );
        let refused = open("another").expect("openssl is there");
        assert!(refused.contains("invalid password"), "{refused}");
    }
}
