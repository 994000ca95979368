//! What an element's own `style` says that moves text; style sheets are not read.

use super::names::{Attribute, Tag};
use super::tree::{Node, Tree};

/// What is known of how an element is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// `display:none`, or the attribute `hidden`.
    pub hidden: bool,
    /// Whether `display` says that it stands on lines of its own, or that it does not.
    pub block: Option<bool>,
    /// How its list is numbered.
    pub list: Option<List>,
    /// `mso-list:Ignore`: the number that a word processor wrote in front of an item.
    pub is_marker: bool,
    /// A font of pictures, whose letters stand for bullets.
    pub is_symbols: bool,
}

/// How the items of a list are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    None,
    Decimal,
    Alpha { upper: bool },
    Roman { upper: bool },
    Ideographic,
}

impl List {
    fn of_style(name: &str) -> Option<List> {
        Some(match name {
            "none" | "disc" | "circle" | "square" => List::None,
            "decimal" | "decimal-leading-zero" => List::Decimal,
            "lower-alpha" | "lower-latin" => List::Alpha { upper: false },
            "upper-alpha" | "upper-latin" => List::Alpha { upper: true },
            "lower-roman" => List::Roman { upper: false },
            "upper-roman" => List::Roman { upper: true },
            "cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal" | "cjk-decimal" => List::Ideographic,
            _ => return None,
        })
    }

    /// By the attribute `type`.
    pub fn of_type(name: &str) -> Option<List> {
        Some(match name.trim() {
            "1" => List::Decimal,
            "a" => List::Alpha { upper: false },
            "A" => List::Alpha { upper: true },
            "i" => List::Roman { upper: false },
            "I" => List::Roman { upper: true },
            _ => return None,
        })
    }
}

/// The style of an element.
pub fn of(tree: &Tree, node: &Node) -> Style {
    let mut style = Style::default();
    if node.tag == Tag::Text {
        return style;
    }
    style.hidden = tree.attribute(node, Attribute::Hidden).is_some();
    let Some(text) = tree.attribute(node, Attribute::Style) else { return style };
    for (name, value) in text.split(';').filter_map(|declaration| declaration.split_once(':')) {
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "display" => match value.split_whitespace().next().unwrap_or_default() {
                "none" => style.hidden = true,
                "block" | "flex" | "grid" | "list-item" => style.block = Some(true),
                value if value.starts_with("inline") => style.block = Some(false),
                _ => {}
            },
            "list-style" | "list-style-type" => style.list = value.split_whitespace().find_map(List::of_style).or(style.list),
            "mso-list" => style.is_marker |= value.starts_with("ignore"),
            "mso-hide" => style.hidden |= value.starts_with("all"),
            "font-family" | "font" => style.is_symbols |= value.contains("wingdings") || value.contains("webdings"),
            _ => {}
        }
    }
    style
}
