// SPDX-License-Identifier: EUPL-1.2
//! Lists that ask their reader to fetch something: nobody comes for it, and they are refused.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use liste_blanche::fault::{EXTERNAL_ENTITY, variants};
use liste_blanche::verify::{Policy, Trust, verify};
use reference_connector::examine_list;
use time::OffsetDateTime;

use super::{IGC_SANTE, published};
use crate::witness::is_heard;

/// The variants that name something outside, with an address where somebody listens.
fn pointing_at(address: &str) -> Vec<(&'static str, Vec<u8>)> {
    let outside = variants().filter_map(|variant| {
        let text = String::from_utf8(published(Some(variant))).ok().filter(|text| text.contains(EXTERNAL_ENTITY))?;
        Some((variant.id(), text.replace(EXTERNAL_ENTITY, &format!("http://{address}/{EXTERNAL_ENTITY}")).into_bytes()))
    });
    outside.collect()
}

fn read_by_xmlsec1(folder: &Path, list: &[u8]) {
    std::fs::write(folder.join("list.xml"), list).expect("written");
    let mut xmlsec1 = Command::new("xmlsec1");
    xmlsec1.current_dir(folder).args(["--verify", "--trusted-pem", "root.pem", "list.xml"]);
    xmlsec1.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("xmlsec1 runs");
}

#[test]
fn external_entities_are_refused_and_nobody_comes_for_them() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("it does not wait");
    let lists = pointing_at(&listener.local_addr().expect("an address").to_string());
    assert!(lists.len() >= 2, "an external entity, and a parameter entity");
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("root.pem");
    std::fs::write(&root, IGC_SANTE.root_pem()).expect("written");
    let trust = Trust {
        anchors: vec![IGC_SANTE.root_der().clone()],
        intermediates: vec![IGC_SANTE.intermediate_der().clone()],
        crls: Vec::new(),
    };
    let heard = is_heard("xmlsec1");
    for (id, list) in &lists {
        assert!(verify(list, &trust, &Policy::at(OffsetDateTime::now_utc())).is_err(), "{id}");
        assert!(examine_list(list, &root, &[], None).is_err(), "{id}");
        if heard {
            read_by_xmlsec1(folder.path(), list);
        }
    }
    // Whoever had connected would still be in the queue: all readers are done by now.
    assert_eq!(listener.accept().map(drop).map_err(|error| error.kind()), Err(ErrorKind::WouldBlock));
}
