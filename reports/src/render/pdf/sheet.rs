// SPDX-License-Identifier: EUPL-1.2
//! The document before it is written: marks on sheets, and the tree that says what they mean.

use super::words::Run;
use crate::render::drawing::Tone;
use krilla::tagging::TagKind;

/// A4, in points.
pub(super) const SHEET: [f32; 2] = [595.28, 841.89];

/// A node of the tree of meaning; the first is the document itself.
pub(super) type Node = usize;

/// The document, laid out.
pub(super) struct Layout {
    pub(super) sheets: Vec<Sheet>,
    pub(super) tree: Tree,
    /// Headings in the order of reading.
    pub(super) headings: Vec<Heading>,
}

#[derive(Default)]
pub(super) struct Sheet {
    pub(super) marks: Vec<Mark>,
    pub(super) links: Vec<Link>,
}

/// Something visible. Without a node it is decoration, which nobody reads aloud.
pub(super) struct Mark {
    pub(super) node: Option<Node>,
    pub(super) ink: Ink,
}

pub(super) enum Ink {
    /// Words from the left end of their base line.
    Words {
        at: [f32; 2],
        run: Run,
    },
    Line {
        from: [f32; 2],
        to: [f32; 2],
        width: f32,
        tone: Tone,
        dashed: bool,
    },
    /// A filled outline.
    Shape {
        corners: Vec<[f32; 2]>,
        tone: Tone,
    },
}

/// A place to click that leads to another sheet.
pub(super) struct Link {
    pub(super) node: Node,
    /// Upper left corner, width and height.
    pub(super) at: [f32; 2],
    pub(super) size: [f32; 2],
    pub(super) to: Place,
    /// What the link is for.
    pub(super) title: String,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) sheet: usize,
    pub(super) y: f32,
}

pub(super) struct Heading {
    pub(super) level: u16,
    pub(super) words: String,
    pub(super) place: Place,
}

pub(super) struct Tree {
    pub(super) nodes: Vec<Branch>,
    open: Vec<Node>,
}

pub(super) struct Branch {
    /// None for the document itself.
    pub(super) tag: Option<TagKind>,
    pub(super) children: Vec<Node>,
}

impl Tree {
    pub(super) fn new() -> Tree {
        Tree { nodes: vec![Branch { tag: None, children: Vec::new() }], open: vec![0] }
    }

    /// Adds a node at the end of the innermost open one.
    pub(super) fn leaf(&mut self, tag: impl Into<TagKind>) -> Node {
        let parent = self.open.last().copied().unwrap_or(0);
        self.leaf_of(parent, tag)
    }

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

    pub(super) fn close(&mut self) {
        self.open.pop();
    }
}
