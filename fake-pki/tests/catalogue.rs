// SPDX-License-Identifier: EUPL-1.2
//! Every deviation before two foreign judges, webpki and the openssl command: who refuses it, and in which words.
//!
//! `goldens/catalogue.txt` is the table. After a change that is meant, take over what the failing test prints.

mod bench;

use ::webpki::KeyUsage;
use bench::{HOST, IGC_SANTE, issue, openssl, request, webpki, webpki_host};
use fake_pki::{Deviation, Examination, LeafRequest};
use x509_parser::prelude::{FromDer, X509Certificate};

const GOLDEN: &str = include_str!("goldens/catalogue.txt");
const COLUMNS: [&str; 8] =
    ["deviation", "seen by", "webpki server", "client", "host", "openssl server", "client", "host"];

/// What the judges say of one deviation, in the order of `COLUMNS`; without openssl, its columns are the golden's.
fn row(deviation: Option<Deviation>, directory: &std::path::Path) -> Vec<String> {
    let credential = issue(deviation);
    let id = deviation.map_or("none", Deviation::id);
    let seen = deviation.map_or_else(|| "nobody".into(), |deviation| format!("{:?}", deviation.seen_by()));
    let ours = [
        id.to_owned(),
        seen,
        webpki(&credential, KeyUsage::server_auth()),
        webpki(&credential, KeyUsage::client_auth()),
        webpki_host(&credential),
    ];
    let judge = |options: &[&str]| openssl(&credential, options, directory);
    let theirs = [
        judge(&["-purpose", "sslserver"]),
        judge(&["-purpose", "sslclient"]),
        judge(&["-purpose", "any", "-verify_hostname", HOST]),
    ];
    let golden: Vec<_> = golden().into_iter().find(|row| row[0] == id).unwrap_or_default();
    let heard = |(column, said): (usize, Option<String>)| {
        said.or_else(|| golden.get(5 + column).map(|text| (*text).to_owned())).unwrap_or_default()
    };
    ours.into_iter().chain(theirs.into_iter().enumerate().map(heard)).collect()
}

fn golden() -> Vec<Vec<&'static str>> {
    GOLDEN.lines().skip(1).map(|line| line.split('|').map(str::trim).collect()).collect()
}

fn laid_out(rows: &[Vec<String>]) -> String {
    let widths = [30, 17, 36, 36, 24, 44, 44, 0];
    let line = |cells: &[String]| {
        let cells = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join(" | ").trim_end().to_owned() + "\n"
    };
    line(&COLUMNS.map(String::from)) + &rows.iter().map(|row| line(row)).collect::<String>()
}

#[test]
fn judges_say_of_each_deviation_what_the_table_says() {
    let all: Vec<_> = [None].into_iter().chain(Deviation::ALL.iter().copied().map(Some)).collect();
    let judge = |part: &[Option<Deviation>]| {
        let directory = tempfile::tempdir().expect("a directory");
        part.iter().map(|deviation| row(*deviation, directory.path())).collect::<Vec<_>>()
    };
    // Most of the time goes into waiting for openssl, three times a deviation.
    let rows = std::thread::scope(|scope| {
        let parts: Vec<_> = all.chunks(all.len().div_ceil(4)).map(|part| scope.spawn(move || judge(part))).collect();
        parts.into_iter().flat_map(|part| part.join().expect("part is judged")).collect::<Vec<_>>()
    });
    let table = laid_out(&rows);
    println!("{table}");
    let differing = table.lines().zip(GOLDEN.lines()).find(|(now, golden)| now != golden);
    assert!(table == GOLDEN, "first difference: {differing:?}");
}

/// The claims of the catalogue against the table, which the test above holds against the judges.
#[test]
fn first_examination_of_each_deviation_is_the_one_that_the_judges_show() {
    for row in golden() {
        let ok = |columns: &[usize]| columns.iter().all(|column| row[*column] == "ok");
        let none = |columns: &[usize]| columns.iter().all(|column| row[*column] != "ok");
        let path = [2, 3, 5, 6];
        let seen = match Deviation::find(row[0]).map(Deviation::seen_by) {
            None => ok(&[2, 3, 4, 5, 6, 7]),
            Some(Examination::Path) => none(&path),
            Some(Examination::Purpose) => (none(&[2, 5]) || none(&[3, 6])) && ok(&[4]),
            Some(Examination::HostName) => ok(&path) && none(&[4]),
            Some(Examination::Revocation | Examination::ListeBlanche | Examination::OtherCertificates) => ok(&path),
            // One judge may object to what the other accepts: that is why nobody can rely on the path alone.
            Some(Examination::Profile) => row[2] == "ok" || row[5] == "ok",
        };
        assert!(seen, "{row:?}");
    }
    assert_eq!(golden().len(), Deviation::ALL.len() + 1);
    assert!(Deviation::ALL.len() >= 60);
}

#[test]
fn each_deviation_changes_one_thing() {
    let parts = |deviation| {
        let LeafRequest { profile, .. } = request();
        let credential = IGC_SANTE.issue(&LeafRequest { deviation, profile, ..request() }).expect("leaf is issued");
        let leaf = X509Certificate::from_der(&credential.chain[0]).expect("certificate parses").1;
        let tbs = &leaf.tbs_certificate;
        let mut parts = vec![
            format!("{:?}", tbs.version),
            format!("{:?}", tbs.signature),
            format!("{:?}", tbs.issuer.as_raw()),
            format!("{:?}", tbs.validity),
            format!("{:?}", tbs.subject.as_raw()),
            format!("{:?}", tbs.subject_pki.raw),
        ];
        let order = tbs.extensions().iter().map(|extension| extension.oid.to_id_string()).collect::<Vec<_>>();
        parts.extend(tbs.extensions().iter().map(|e| format!("{} {} {:?}", e.oid, e.critical, e.value)));
        (parts, order, tbs.raw_serial().to_vec(), credential)
    };
    let (regular, order, ..) = parts(None);
    for deviation in Deviation::ALL {
        let (spoilt, spoilt_order, serial, credential) = parts(Some(*deviation));
        let changed = regular.iter().filter(|part| !spoilt.contains(part)).count()
            + spoilt.iter().filter(|part| !regular.contains(part)).count();
        let elsewhere = serial.len() != 16
            || serial[0] & 0x80 != 0
            || spoilt_order != order
            || spoilt.len() != regular.len()
            || credential.chain.get(1) != Some(IGC_SANTE.intermediate_der())
            || matches!(
                deviation,
                Deviation::Revoked
                    | Deviation::SerialDuplicate
                    | Deviation::SignatureCorrupted
                    | Deviation::GeneralizedTime
                    | Deviation::SignatureMd5
            );
        // A part that is replaced counts twice. Issuer and key identifier, key and its identifier, subject and its
        // alternative name go together.
        assert!(changed <= 4 && (changed > 0 || elsewhere), "{}: {changed} parts differ", deviation.id());
    }
}
