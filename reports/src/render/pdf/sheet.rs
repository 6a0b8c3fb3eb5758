// SPDX-License-Identifier: EUPL-1.2
//! The document before it is written: marks on sheets, and the tree of tags that says what they mean.

use super::lines::Run;
use crate::render::drawing::{Colour, Point, Segment};
use krilla::tagging::TagKind;

/// Width and height of A4, in points (1/72 inch). Source: ISO 216.
pub(super) const SHEET: [f32; 2] = [595.28, 841.89];

/// The index of a node in [`Tree::nodes`]; 0 is the document itself.
pub(super) type Node = usize;

/// The document, laid out.
pub(super) struct Layout {
    /// The sheets in their order; at least one.
    pub(super) sheets: Vec<Sheet>,
    pub(super) tree: Tree,
    /// Headings in the order of reading: bookmarks and table of contents are made from them.
    pub(super) headings: Vec<Heading>,
}

/// One side of paper.
#[derive(Default)]
pub(super) struct Sheet {
    /// What is visible, in the order of painting and of reading.
    pub(super) marks: Vec<Mark>,
    pub(super) links: Vec<Link>,
}

/// Something visible. Without a node it is an artifact, which a screen reader passes over (ISO 14289-1, 7.1).
pub(super) struct Mark {
    pub(super) node: Option<Node>,
    pub(super) graphic: Graphic,
}

/// What a mark looks like.
pub(super) enum Graphic {
    /// Words from the left end of their base line.
    Text { at: Point, run: Run },
    /// A straight line of a width in points.
    Line { segment: Segment, width: f32 },
    /// A filled outline.
    Polygon { corners: Vec<Point>, colour: Colour },
}

/// An area of a sheet that leads to another place.
pub(super) struct Link {
    pub(super) node: Node,
    /// Upper left corner.
    pub(super) at: Point,
    /// Width and height.
    pub(super) size: [f32; 2],
    pub(super) to: Place,
    /// What the link is for, as a screen reader says it.
    pub(super) title: String,
}

/// A place in the document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The index of the sheet, from 0.
    pub(super) sheet: usize,
    /// Points below the upper edge of the sheet.
    pub(super) y: f32,
}

/// A heading, as bookmarks and table of contents name it.
pub(super) struct Heading {
    /// 1 for a section; deeper ones have greater numbers.
    pub(super) level: u16,
    pub(super) words: String,
    pub(super) place: Place,
}

/// The tree of tags (ISO 32000-1, 14.7), while it grows.
pub(super) struct Tree {
    pub(super) nodes: Vec<Branch>,
    /// The nodes that are open, outermost first.
    open: Vec<Node>,
}

/// One node of the tree.
pub(super) struct Branch {
    /// Its role; none for the document itself.
    pub(super) tag: Option<TagKind>,
    /// Its children in the order of reading.
    pub(super) children: Vec<Node>,
}

impl Tree {
    /// A tree of the document alone, which is open.
    pub(super) fn new() -> Tree {
        Tree { nodes: vec![Branch { tag: None, children: Vec::new() }], open: vec![0] }
    }

    /// Adds a node at the end of the innermost open one.
    pub(super) fn leaf(&mut self, tag: impl Into<TagKind>) -> Node {
        let parent = self.open.last().copied().unwrap_or(0);
        self.leaf_of(parent, tag)
    }

    /// Adds a node at the end of a given one, open or not.
    pub(super) fn leaf_of(&mut self, parent: Node, tag: impl Into<TagKind>) -> Node {
        let node = self.nodes.len();
        self.nodes.push(Branch { tag: Some(tag.into()), children: Vec::new() });
        self.nodes[parent].children.push(node);
        node
    }

    /// Adds a node that holds all that follows, until it is closed.
    pub(super) fn open(&mut self, tag: impl Into<TagKind>) -> Node {
        let node = self.leaf(tag);
        self.open.push(node);
        node
    }

    /// Closes the innermost open node.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }
}
