// SPDX-License-Identifier: EUPL-1.2
//! Writes laid out sheets as PDF/A-2a and PDF/UA-1; nothing is placed or decided here.

use super::faces::Faces;
use super::lines::Run;
use super::sheet::{Graphic, Heading, Layout, Link, Mark, Node, Place, SHEET, Sheet, Tree};
use crate::render::drawing::{Colour, Point, Segment};
use krilla::Document;
use krilla::SerializeSettings;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{self, PathBuilder, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, LineCap, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, TagGroup, TagTree};
use krilla::text::KrillaGlyph;
use std::collections::HashMap;

/// A document that could not be written: always a fault of ours.
#[derive(Debug, thiserror::Error)]
pub(super) enum PdfError {
    /// One of the three fonts that are compiled in could not be read.
    #[error("a file of reports/fonts is not a font")]
    Font,
    /// A sheet without width or height.
    #[error("the sheet has no size")]
    Sheet,
    /// krilla does not write both standards into one file.
    #[error("PDF/A-2a and PDF/UA-1 were refused together: {0}")]
    Standards(String),
    /// krilla found a breach when the document was finished; the first 2,000 characters of what it says.
    #[error("the document breaks the standards it claims: {0}")]
    Broken(String),
}

/// The bytes of the document.
pub(super) fn paint(layout: &Layout, faces: &Faces, metadata: Metadata, lang: &str) -> Result<Vec<u8>, PdfError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PdfError::Standards(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    document.set_metadata(metadata);
    document.set_outline(outline(&layout.headings));
    let mut content = HashMap::new();
    for sheet in &layout.sheets {
        paint_sheet(&mut document, sheet, faces, &mut content)?;
    }
    let mut tree = TagTree::new().with_lang(Some(lang.to_owned()));
    for child in &layout.tree.nodes[0].children {
        if let Some(group) = group(&layout.tree, *child, &mut content) {
            tree.push(group);
        }
    }
    document.set_tag_tree(tree);
    document.finish().map_err(|error| PdfError::Broken(format!("{error}: {error:?}").chars().take(2_000).collect()))
}

/// The pieces of content of each node, in the order of reading.
type Content = HashMap<Node, Vec<Identifier>>;

/// One page: marks of one node in a row become one piece of marked content.
fn paint_sheet(document: &mut Document, sheet: &Sheet, faces: &Faces, content: &mut Content) -> Result<(), PdfError> {
    let settings = PageSettings::from_wh(SHEET[0], SHEET[1]).ok_or(PdfError::Sheet)?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    for marks in sheet.marks.chunk_by(|a, b| a.node == b.node) {
        let node = marks.first().and_then(|mark| mark.node);
        let tag = if node.is_some() {
            ContentTag::Other
        } else {
            ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout))
        };
        let identifier = surface.start_tagged(tag);
        if let Some(node) = node {
            content.entry(node).or_default().push(identifier);
        }
        for mark in marks {
            paint_mark(&mut surface, mark, faces);
        }
        surface.end_tagged();
    }
    surface.finish();
    for link in &sheet.links {
        if let Some(annotation) = annotation(link) {
            let identifier = page.add_tagged_annotation(annotation);
            content.entry(link.node).or_default().push(identifier);
        }
    }
    page.finish();
    Ok(())
}

/// One mark.
fn paint_mark(surface: &mut Surface, mark: &Mark, faces: &Faces) {
    match &mark.graphic {
        Graphic::Text { at, run } => paint_words(surface, *at, run, faces),
        Graphic::Line { segment: Segment { from, to, colour, dashed }, width } => {
            let dash = dashed.then(|| StrokeDash { array: vec![1.0, 2.0], offset: 0.0 });
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke {
                paint: rgb_of(*colour).into(),
                width: *width,
                line_cap: LineCap::Butt,
                dash,
                ..Stroke::default()
            }));
            draw(surface, &[*from, *to], false);
            surface.set_stroke(None);
        }
        Graphic::Polygon { corners, colour } => {
            surface.set_fill(Some(fill(*colour)));
            draw(surface, corners, true);
        }
    }
}

/// A path through some corners: closed to be filled, open to be stroked.
fn draw(surface: &mut Surface, corners: &[Point], closed: bool) {
    let mut path = PathBuilder::new();
    for (number, [x, y]) in corners.iter().enumerate() {
        if number == 0 { path.move_to(*x, *y) } else { path.line_to(*x, *y) }
    }
    if closed {
        path.close();
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// Words as glyphs, each with the characters that it stands for.
fn paint_words(surface: &mut Surface, [x, y]: Point, run: &Run, faces: &Faces) {
    let glyphs: Vec<KrillaGlyph> = run
        .words
        .char_indices()
        .filter_map(|(at, character)| {
            let glyph = faces.glyph(run.style.face, character)?;
            Some(KrillaGlyph::new(glyph.id, glyph.advance, 0.0, 0.0, 0.0, at..at + character.len_utf8(), None))
        })
        .collect();
    surface.set_fill(Some(fill(run.style.colour)));
    let start = geom::Point::from_xy(x, y);
    surface.draw_glyphs(start, &glyphs, faces.font(run.style.face), &run.words, run.style.size, false);
}

/// A filling colour without transparency, which PDF/A-2a restricts.
fn fill(colour: Colour) -> Fill {
    Fill { paint: rgb_of(colour).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

/// A colour of krilla.
fn rgb_of(colour: Colour) -> rgb::Color {
    let [red, green, blue] = colour.rgb();
    rgb::Color::new(red, green, blue)
}

/// A link to another place of the document.
fn annotation(link: &Link) -> Option<Annotation> {
    let rect = Rect::from_xywh(link.at[0], link.at[1], link.size[0], link.size[1])?;
    let target = Target::Destination(destination(link.to).into());
    Some(Annotation::new_link(LinkAnnotation::new(rect, target), Some(link.title.clone())))
}

/// A place with a margin of 12 points above it.
fn destination(place: Place) -> XyzDestination {
    XyzDestination::new(place.sheet, geom::Point::from_xy(0.0, (place.y - 12.0).max(0.0)))
}

/// What a node holds, in the order of reading; none if it holds nothing.
fn group(tree: &Tree, node: Node, content: &mut Content) -> Option<TagGroup> {
    let branch = &tree.nodes[node];
    let mut group = TagGroup::new(branch.tag.clone()?);
    for child in &branch.children {
        if let Some(child) = self::group(tree, *child, content) {
            group.push(child);
        }
    }
    for identifier in content.remove(&node).into_iter().flatten() {
        group.push(identifier);
    }
    (!group.children.is_empty()).then_some(group)
}

/// The bookmarks: headings below the heading that they come under.
fn outline(headings: &[Heading]) -> Outline {
    let mut outline = Outline::new();
    for node in nodes(headings, 1) {
        outline.push_child(node);
    }
    outline
}

/// Headings of one level, each with the deeper ones that follow it.
fn nodes(headings: &[Heading], level: u16) -> Vec<OutlineNode> {
    let mut nodes = Vec::new();
    let mut rest = headings;
    while let Some((heading, after)) = rest.split_first() {
        let below = after.iter().take_while(|heading| heading.level > level).count();
        let (children, next) = after.split_at(below);
        let mut node = OutlineNode::new(heading.words.clone(), destination(heading.place));
        for child in self::nodes(children, level + 1) {
            node.push_child(child);
        }
        nodes.push(node);
        rest = next;
    }
    nodes
}
