// SPDX-License-Identifier: EUPL-1.2
//! The command `csr`: key and request for the certificate that an Annexe 1 declares.

use super::output::{Existing, write_file};
use super::{Exit, Failure};
use clap::Args;
use input::{InputError, Written};
use liste_blanche::dn::Dn;
use operator::annexe1::{Form, Word};
use operator::csr::{Request, boxes};
use operator::real_zone;
use std::path::{Path, PathBuf};

/// What the request itself cannot mend: it is told, and the request made.
const ABOUT_THE_METHOD: &str = "cn-needs-delegation";

#[derive(Debug, Args)]
pub struct CsrArgs {
    /// The Annexe 1, or a connector.yaml that holds it.
    #[arg(value_name = "FILE")]
    form: PathBuf,
    /// Where the key and the request go; nothing is overwritten.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// For the second certificate declared.
    #[arg(long)]
    second: bool,
}

pub fn csr(arguments: &CsrArgs) -> Result<Exit, Failure> {
    let (form, source) = Form::read(&arguments.form)?;
    let (key, declared): (_, &Word) = match arguments.second {
        true => ("second-certificate-dn", &form.second_certificate_dn),
        false => ("certificate-dn", &form.certificate_dn),
    };
    let Some(declared) = declared else {
        return Err(source.error_at(form.place(), format!("declares no `{key}`")).into());
    };
    refuse_a_wrong_dn(&form, declared, &arguments.form)?;
    let dn = Dn::parse(declared.trim()).map_err(|error| source.error_at(declared.place(), error.to_string()))?;
    let request = Request::of(&dn).map_err(|error| source.error_at(declared.place(), error.to_string()))?;
    let cn = dn.value("CN").unwrap_or_default();
    let [key_file, request_file] =
        ["key.pem", "csr.pem"].map(|ending| arguments.out.join(format!("{}.{ending}", cn.to_ascii_lowercase())));
    write_both(&arguments.out, [(&key_file, &request.key_pem, 0o600), (&request_file, &request.request_pem, 0o644)])?;
    println!("{}  the private key, readable by you alone: keep it, and give it to nobody", key_file.display());
    println!("{}  the request (PKCS#10, RSA 2048, SHA-256)", request_file.display());
    println!("subject  {dn}");
    boxes(&form, &dn).iter().for_each(|line| println!("{line}"));
    println!(
        "note     our copy of the guide does not say whether the agency takes a request or makes the key itself (PKCS#12);"
    );
    println!("         in the second case only the boxes matter, and the certificate must have the subject above");
    if real_zone(cn) == Some("mssante.fr") {
        println!(
            "WARNING  {cn} is below mssante.fr: the guide (p. 10, F414, tableau n° 5) calls such a server not valid"
        );
        println!(
            "         without a DNS delegation; choose one below a domain of your own, or method 1 in the Annexe 1"
        );
    }
    Ok(Exit::Conforming)
}

/// A certificate ordered with a mistake in its subject would have to be ordered again.
fn refuse_a_wrong_dn(form: &Form, declared: &Written<String>, file: &Path) -> Result<(), Failure> {
    let about = |finding: &operator::annexe1::Finding| {
        finding.must() && finding.place == declared.place() && finding.rule.id != ABOUT_THE_METHOD
    };
    let wrong: Vec<String> = form.findings().iter().filter(|finding| about(finding)).map(|f| f.sentence().en).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    let what = format!("no request is made for a DN that must be mended:\n  {}", wrong.join("\n  "));
    let error = InputError::new(file, what).help("`annexe1 check` says more");
    Err(Failure::from(error).ending(Exit::NonConforming))
}

/// Both files or, when one is there already, neither.
fn write_both(folder: &Path, files: [(&PathBuf, &String, u32); 2]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| InputError::new(folder, format!("cannot be filled: {error}"));
    std::fs::create_dir_all(folder).map_err(failed)?;
    if let Some((there, ..)) = files.iter().find(|(path, ..)| path.exists()) {
        let error = InputError::new(there.as_path(), "is there already, and a key is never overwritten");
        return Err(error.help("give another folder, or move the file away").into());
    }
    for (path, text, mode) in files {
        write_file(path, text.as_bytes(), mode, Existing::Refused)?;
    }
    Ok(())
}
