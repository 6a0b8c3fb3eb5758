// SPDX-License-Identifier: EUPL-1.2
//! The JSON Schema of `connector.yaml`, our reader and a validator that is not ours say the same of every file.
//!
//! The validator is Python's `jsonschema`; where it is absent it is not heard, unless `MSSANTE_WITNESSES` is `required`.

use crate::witness::is_absent;
use harness::connector::{self, Connector};
use input::Source;
use operator::annexe1::Form;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Prints one `true` or `false` for each instance.
const VALIDATOR: &str = "
import json, sys
from jsonschema import Draft202012Validator
asked = json.load(sys.stdin)
Draft202012Validator.check_schema(asked['schema'])
validator = Draft202012Validator(asked['schema'])
print(json.dumps([validator.is_valid(instance) for instance in asked['instances']]))
";

/// What the witness says of each instance; none where there is none.
fn witness(schema: &Value, instances: &[Value]) -> Option<Vec<bool>> {
    let present = Command::new("python3").args(["-c", "import jsonschema"]).stderr(Stdio::null()).status();
    if !present.is_ok_and(|status| status.success()) {
        is_absent("Python's jsonschema", &"it is not installed");
        return None;
    }
    let python = Command::new("python3").args(["-c", VALIDATOR]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut python = python.expect("python3");
    let asked = json!({ "schema": schema, "instances": instances }).to_string();
    python.stdin.take().expect("a pipe").write_all(asked.as_bytes()).expect("read");
    let output = python.wait_with_output().expect("its end");
    Some(serde_json::from_slice(&output.stdout).expect("an answer"))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("connectors")
}

/// Every connector file of ours, and the one that `init` hands out with its optional sections in use.
fn files() -> Vec<String> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder()).expect("a folder").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut texts: Vec<_> =
        files.iter().map(|folder| std::fs::read_to_string(folder.join("connector.yaml")).expect("a file")).collect();
    assert!(texts.len() >= 3);
    texts.push(in_use(&std::fs::read_to_string(folder().join("init/connector.yaml")).expect("a file")));
    texts
}

/// Takes the comment mark from every line that holds a key or an item.
fn in_use(text: &str) -> String {
    let line = |line: &str| {
        let (blanks, rest) = line.split_at(line.len() - line.trim_start().len());
        let bare = rest.strip_prefix("# ").unwrap_or(rest);
        let key = bare.trim_start().split(':').next().unwrap_or_default();
        let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let used = (is_key && bare.contains(':')) || bare.trim_start().starts_with("- ");
        if used { format!("{blanks}{bare}\n") } else { format!("{line}\n") }
    };
    let zeros = format!("sha256:{}", "0".repeat(64));
    // The second line is for editors, whatever is in use.
    let (licence, rest) = text.split_at(text.find("\n# What the harness").expect("the opening words"));
    assert!(licence.contains("yaml-language-server"));
    rest.lines().map(line).collect::<String>().replace("sha256:…", &zeros)
}

fn instance(text: &str) -> Value {
    Source::from_text("connector.yaml", text).parse().expect("YAML")
}

fn is_read(text: &str) -> bool {
    Connector::from_source(&Source::from_text("connector.yaml", text), None).is_ok()
}

/// The instance with an unknown key in one more of its objects each time.
fn with_unknown_keys(instance: &Value) -> Vec<Value> {
    let mut pointers = vec![String::new()];
    let mut objects = Vec::new();
    while let Some(pointer) = pointers.pop() {
        match instance.pointer(&pointer) {
            Some(Value::Object(map)) => {
                pointers.extend(map.keys().map(|key| format!("{pointer}/{key}")));
                objects.push(pointer);
            }
            Some(Value::Array(items)) => pointers.extend((0..items.len()).map(|index| format!("{pointer}/{index}"))),
            _ => {}
        }
    }
    let spoilt = objects.iter().map(|pointer| {
        let mut spoilt = instance.clone();
        spoilt.pointer_mut(pointer).expect("an object")["surplus"] = json!("x");
        spoilt
    });
    spoilt.collect()
}

#[test]
fn every_connector_file_is_valid_to_its_reader_and_to_a_foreign_validator() {
    let texts = files();
    for text in &texts {
        let read = Connector::from_source(&Source::from_text("connector.yaml", text.as_str()), None);
        if let Err(error) = read {
            panic!("{error}\n{text}");
        }
    }
    let schema = serde_json::to_value(connector::schema()).expect("JSON");
    let instances: Vec<_> = texts.iter().map(|text| instance(text)).collect();
    if let Some(valid) = witness(&schema, &instances) {
        assert_eq!(valid, vec![true; instances.len()]);
    }
}

#[test]
fn an_unknown_key_at_any_depth_is_refused_by_both() {
    let whole = files().pop().expect("the file of init");
    // JSON is YAML: our reader takes the very bytes that the witness judges.
    let spoilt = with_unknown_keys(&instance(&whole));
    assert!(spoilt.len() >= 15, "{} objects", spoilt.len());
    for instance in &spoilt {
        assert!(!is_read(&instance.to_string()), "{instance}");
    }
    let schema = serde_json::to_value(connector::schema()).expect("JSON");
    if let Some(valid) = witness(&schema, &spoilt) {
        assert_eq!(valid, vec![false; spoilt.len()]);
    }
}

#[test]
fn what_is_wrong_in_one_value_is_refused_by_both() {
    let good = files().pop().expect("the file of init");
    let wrong = [
        ("  - sends-smtp\n", "  - sends-smpt\n"),
        ("driver: remote", "driver: telepathy"),
        ("dns-method: redirection", "dns-method: magic"),
        ("environment: test", "environment: both"),
        ("received: 2026-11-20", "received: 20/11/2026"),
        (&format!("sha256:{}", "0".repeat(64)), "sha256:0"),
        ("step-ms: 10000", "step-ms: soon"),
        ("  version: \"0.0.0\"", "  # no version"),
        ("reason: Revocation comes with version 1.1.", "reason: '.'"),
        ("mended-by: 2027-03-31", "mended-by: soon"),
        ("who: ANS", "who: ' '"),
        ("add: [ch-exemple.mssante.fr]", "add: { name: ch-exemple.mssante.fr }"),
    ];
    let spoilt: Vec<String> = wrong.iter().map(|(right, wrong)| good.replacen(right, wrong, 1)).collect();
    for (text, change) in spoilt.iter().zip(wrong) {
        assert!(*text != good && !is_read(text), "{change:?}");
    }
    let schema = serde_json::to_value(connector::schema()).expect("JSON");
    let instances: Vec<_> = spoilt.iter().map(|text| instance(text)).collect();
    if let Some(valid) = witness(&schema, &instances) {
        assert_eq!(valid, vec![false; instances.len()], "{wrong:?}");
    }
}

#[test]
fn the_form_that_init_hands_out_has_nothing_to_mend_and_a_schema_of_its_own() {
    let whole = files().pop().expect("the file of init");
    let form = Form::of(&Source::from_text("connector.yaml", whole.as_str())).expect("a form");
    assert_eq!(form.findings(), []);
    let schema = serde_json::to_value(Form::schema()).expect("JSON");
    let section = instance(&whole)["annexe1"].clone();
    if let Some(valid) = witness(&schema, &[section, json!({ "operator": "x" })]) {
        assert_eq!(valid, [true, false]);
    }
}

#[test]
fn every_key_is_described() {
    let schema = serde_json::to_value(connector::schema()).expect("JSON");
    let mut open = vec![&schema];
    let mut described = 0;
    while let Some(value) = open.pop() {
        for (key, property) in value.get("properties").and_then(Value::as_object).into_iter().flatten() {
            assert!(property.get("description").is_some(), "{key} is not described");
            described += 1;
        }
        match value {
            Value::Object(map) => open.extend(map.values()),
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    assert!(described >= 90, "{described}");
}
