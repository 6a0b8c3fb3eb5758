// SPDX-License-Identifier: EUPL-1.2
//! `rapport.html`: one file that stands alone, complete without script, for people and for print.
//!
//! Every value passes one gate on its way out ([`write_value`]). The words of a connector cannot become markup, turn
//! the direction of a line round, or be endless. The page forbids itself any outside resource, and any script but its
//! own, by its digest.

mod builder;
mod citations;
mod page;
mod sections;
mod views;

use super::quote::{localized, quote, set_spaces};
use super::{RenderError, Renderer};
use crate::labels::Labels;
use crate::model::Report;
use crate::text::{Lang, Text};
use crate::verdict::Verdict;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, Error, ErrorKind, HtmlEscape, Output, UndefinedBehavior, context};
use std::collections::HashSet;
use views::StatusView;

/// The page and its parts, by the names under which they include each other.
const TEMPLATES: [(&str, &str); 8] = [
    ("rapport.html", include_str!("rapport.html")),
    ("parts.html", include_str!("parts.html")),
    ("opening.html", include_str!("opening.html")),
    ("declarations.html", include_str!("declarations.html")),
    ("results.html", include_str!("results.html")),
    ("requirements.html", include_str!("requirements.html")),
    ("scenarios.html", include_str!("scenarios.html")),
    ("annexes.html", include_str!("annexes.html")),
];

/// The one script, and its digest as a Content-Security-Policy says it.
const SCRIPT: &str = include_str!("filter.js");
/// Its digest, as a Content-Security-Policy names it.
const SCRIPT_DIGEST: &str = "sha256-WHjk4V0S5aOPs1eHdgfwKBcL+FTqzxxRSZR5vC1kjik=";

pub(super) const RENDERER: Renderer = Renderer { file: "rapport.html", render };

/// Fills the templates: `t` holds the labels, `page` the report.
fn render(report: &Report, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let environment = environment(report, lang).map_err(RenderError::new)?;
    let context = context! {
        lang => lang.tag(),
        style => Value::from_safe_string(include_str!("style.css").to_owned()),
        script => Value::from_safe_string(SCRIPT.to_owned()),
        script_digest => Value::from_safe_string(SCRIPT_DIGEST.to_owned()),
        t => labels(lang)?,
        page => Serde(page::Page::of(report, lang)),
    };
    let page = environment.get_template("rapport.html").and_then(|template| template.render(context));
    Ok(page.map_err(RenderError::new)?.into_bytes())
}

/// The templates, and the filters that they use.
///
/// `localized` picks a language, and `spaced` sets French spaces. `status` gives a verdict its word. `withheld_word`
/// gives the word for an observation that is withheld. `svg` lets a picture through unescaped.
fn environment(report: &Report, lang: Lang) -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_formatter(move |out, _, value| write_value(out, value, lang));
    environment.add_filter("localized", move |Serde(text): Serde<Text>| localized(&text, lang).into_owned());
    environment.add_filter("spaced", move |words: String| set_spaces(&words, lang).into_owned());
    environment.add_filter("status", move |Serde(verdict): Serde<Verdict>| {
        Value::from(Serde(StatusView::of(verdict.status(), Labels::of(lang))))
    });
    let withheld: HashSet<u32> = report.withheld.iter().copied().collect();
    let gone = set_spaces(Labels::of(lang).general.withheld, lang);
    // The word for an observation that this copy does not hold, else nothing.
    environment.add_filter(
        "withheld_word",
        move |number: u32| if withheld.contains(&number) { gone.clone() } else { "".into() },
    );
    // Pictures alone: what they say was escaped where they were drawn.
    environment.add_filter("svg", |picture: String| Value::from_safe_string(picture));
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    Ok(environment)
}

/// The labels of one language, part by part, their spaces set.
fn labels(lang: Lang) -> Result<Value, RenderError> {
    let mut labels = serde_json::to_value(Labels::of(lang)).map_err(RenderError::new)?;
    let parts = labels.as_object_mut().into_iter().flat_map(|parts| parts.values_mut());
    for label in parts.filter_map(|part| part.as_object_mut()).flat_map(|part| part.values_mut()) {
        if let Some(words) = label.as_str() {
            *label = set_spaces(words, lang).into_owned().into();
        }
    }
    Ok(Serde(labels).into())
}

/// The one way from a value to the page.
fn write_value(out: &mut Output, value: &Value, lang: Lang) -> Result<(), Error> {
    let written = match value.as_str() {
        Some(words) if value.is_safe() => out.write_str(words),
        Some(words) => write!(out, "{}", HtmlEscape(&quote(words, lang))),
        None => write!(out, "{}", HtmlEscape(&value.to_string())),
    };
    written.map_err(|_| Error::new(ErrorKind::WriteFailure, "the page could not be written"))
}

#[cfg(test)]
mod tests;
