// SPDX-License-Identifier: EUPL-1.2
//! A picture as SVG inside a page: no script, no style, nothing from outside.

use super::{Anchor, Colour, Drawing, Face, HEAD, LabelStyle, Segment, Shape};
use minijinja::HtmlEscape;
use std::fmt::{Result, Write};

/// The picture, with its title as the name that assistive technology reads.
pub(in crate::render) fn svg(drawing: &Drawing) -> String {
    let mut out = String::with_capacity(4_096);
    // Writing into a `String` cannot fail.
    let _written = write(&mut out, drawing);
    out
}

/// The element `svg`, in user units of one point each.
fn write(out: &mut String, drawing: &Drawing) -> Result {
    let Drawing { width, height, title, shapes } = drawing;
    let title = HtmlEscape(title);
    writeln!(out, "<svg role=\"img\" viewBox=\"0 0 {width} {height}\">")?;
    writeln!(out, "<title>{title}</title>")?;
    // Lines of one kind are one path: a large report has tens of thousands of them.
    for alike in shapes.chunk_by(|a, b| kind(a).is_some() && kind(a) == kind(b)) {
        match kind(&alike[0]) {
            Some((colour, dashed)) => lines(out, alike, colour, dashed)?,
            None => shape(out, &alike[0])?,
        }
    }
    write!(out, "</svg>")
}

/// What lines must have in common to be drawn in one go.
fn kind(shape: &Shape) -> Option<(Colour, bool)> {
    match shape {
        Shape::Line(Segment { colour, dashed, .. }) => Some((*colour, *dashed)),
        _ => None,
    }
}

/// Lines of one colour as one path.
fn lines(out: &mut String, lines: &[Shape], colour: Colour, dashed: bool) -> Result {
    write!(out, "<path stroke=\"{}\"{} d=\"", hex(colour), if dashed { " stroke-dasharray=\"1 2\"" } else { "" })?;
    for line in lines {
        if let Shape::Line(Segment { from: [x1, y1], to: [x2, y2], .. }) = line {
            write!(out, "M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}")?;
        }
    }
    writeln!(out, "\"/>")
}

/// Any other shape as an element of its own.
fn shape(out: &mut String, shape: &Shape) -> Result {
    match shape {
        Shape::Line(_) => Ok(()),
        Shape::Arrow { from: [x1, y], to: [x2, _], colour } => {
            let (colour, [length, half]) = (hex(*colour), HEAD);
            let back = if x2 > x1 { -length } else { length };
            let head = format!("M{x2:.1} {y:.1}l{back} {half}v-{}z", 2.0 * half);
            writeln!(out, "<path stroke=\"{colour}\" fill=\"{colour}\" d=\"M{x1:.1} {y:.1}H{x2:.1}{head}\"/>")
        }
        Shape::Box { at: [x, y], size: [w, h], colour } => {
            writeln!(out, "<path fill=\"{}\" d=\"M{x:.1} {y:.1}h{w:.1}v{h:.1}h-{w:.1}z\"/>", hex(*colour))
        }
        Shape::Text { at: [x, y], words, style: LabelStyle { size, colour, face, anchor } } => {
            let (class, anchor, colour, words) = (class(*face), text_anchor(*anchor), hex(*colour), HtmlEscape(words));
            let place = format!("x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" fill=\"{colour}\"");
            writeln!(out, "<text {place}{class}{anchor}>{words}</text>")
        }
    }
}

/// The class that sets the typeface; the style sheet of the page defines it.
fn class(face: Face) -> &'static str {
    match face {
        Face::Text => "",
        Face::Strong => " class=\"strong\"",
        Face::Mono => " class=\"mono\"",
    }
}

/// The attribute for words that do not start at their place.
fn text_anchor(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
    }
}

/// A colour as `#rrggbb`.
fn hex(colour: Colour) -> String {
    let [red, green, blue] = colour.rgb();
    format!("#{red:02x}{green:02x}{blue:02x}")
}
