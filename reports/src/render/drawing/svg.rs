// SPDX-License-Identifier: EUPL-1.2
//! A picture as SVG inside a page: no script, no style, nothing from outside.

use super::{Anchor, Drawing, HEAD, Hand, Shape, Tone};
use minijinja::HtmlEscape;
use std::fmt::{Result, Write};

/// The picture, with its title as the name that assistive technology reads.
pub(in crate::render) fn svg(drawing: &Drawing) -> String {
    let mut out = String::with_capacity(4_096);
    // Writing into a `String` cannot fail.
    let _written = write(&mut out, drawing);
    out
}

fn write(out: &mut String, drawing: &Drawing) -> Result {
    let Drawing { width, height, title, shapes } = drawing;
    let title = HtmlEscape(title);
    writeln!(out, "<svg role=\"img\" viewBox=\"0 0 {width} {height}\">")?;
    writeln!(out, "<title>{title}</title>")?;
    // Lines of one kind are one path: a large report has tens of thousands of them.
    for alike in shapes.chunk_by(|a, b| kind(a).is_some() && kind(a) == kind(b)) {
        match kind(&alike[0]) {
            Some((tone, dashed)) => lines(out, alike, tone, dashed)?,
            None => shape(out, &alike[0])?,
        }
    }
    write!(out, "</svg>")
}

/// What lines must have in common to be drawn in one go.
fn kind(shape: &Shape) -> Option<(Tone, bool)> {
    match shape {
        Shape::Line { tone, dashed, .. } => Some((*tone, *dashed)),
        _ => None,
    }
}

fn lines(out: &mut String, lines: &[Shape], tone: Tone, dashed: bool) -> Result {
    write!(out, "<path stroke=\"{}\"{} d=\"", hex(tone), if dashed { " stroke-dasharray=\"1 2\"" } else { "" })?;
    for line in lines {
        if let Shape::Line { from: [x1, y1], to: [x2, y2], .. } = line {
            write!(out, "M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}")?;
        }
    }
    writeln!(out, "\"/>")
}

fn shape(out: &mut String, shape: &Shape) -> Result {
    match shape {
        Shape::Line { .. } => Ok(()),
        Shape::Arrow { from: [x1, y], to: [x2, _], tone } => {
            let (tone, [length, half]) = (hex(*tone), HEAD);
            let back = if x2 > x1 { -length } else { length };
            let head = format!("M{x2:.1} {y:.1}l{back} {half}v-{}z", 2.0 * half);
            writeln!(out, "<path stroke=\"{tone}\" fill=\"{tone}\" d=\"M{x1:.1} {y:.1}H{x2:.1}{head}\"/>")
        }
        Shape::Box { at: [x, y], size: [w, h], tone } => {
            writeln!(out, "<path fill=\"{}\" d=\"M{x:.1} {y:.1}h{w:.1}v{h:.1}h-{w:.1}z\"/>", hex(*tone))
        }
        Shape::Words { at: [x, y], words, size, tone, hand, anchor } => {
            let (class, anchor, tone, words) = (class(*hand), lie(*anchor), hex(*tone), HtmlEscape(words));
            let place = format!("x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" fill=\"{tone}\"");
            writeln!(out, "<text {place}{class}{anchor}>{words}</text>")
        }
    }
}

fn class(hand: Hand) -> &'static str {
    match hand {
        Hand::Plain => "",
        Hand::Strong => " class=\"strong\"",
        Hand::Mono => " class=\"mono\"",
    }
}

fn lie(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
    }
}

fn hex(tone: Tone) -> String {
    let [red, green, blue] = tone.rgb();
    format!("#{red:02x}{green:02x}{blue:02x}")
}
