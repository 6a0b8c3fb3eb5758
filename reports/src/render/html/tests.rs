// SPDX-License-Identifier: EUPL-1.2

use super::*;
use base64::Engine;

#[test]
fn the_page_names_the_digest_of_its_script() {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, SCRIPT.as_bytes());
    let digest = base64::engine::general_purpose::STANDARD.encode(digest);
    assert_eq!(SCRIPT_DIGEST, format!("sha256-{digest}"));
}

/// The labels that a template names, as `t.PART.NAME`.
fn named(template: &str) -> impl Iterator<Item = (&str, &str)> {
    let name = |at: usize| {
        let rest = &template[at..];
        let end = rest.find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && !"_.".contains(c));
        rest[..end.unwrap_or(rest.len())].split_once('.')
    };
    template.match_indices(" t.").filter_map(move |(at, prefix)| name(at + prefix.len()))
}

#[test]
fn templates_name_labels_that_exist() {
    let labels = serde_json::to_value(Labels::of(Lang::Fr)).unwrap();
    let mut count = 0;
    for (file, template) in TEMPLATES {
        for (part, name) in named(template) {
            assert!(labels[part][name].is_string(), "t.{part}.{name} in {file}");
            count += 1;
        }
    }
    assert!(count > 150, "{count} labels");
}
