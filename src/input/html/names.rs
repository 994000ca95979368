//! Elements and attributes of pages that matter here; every other element is [`Tag::Other`], a piece of its line.

macro_rules! names {
    ($(#[$doc:meta])* $type:ident { $($variant:ident $text:literal),+ $(,)? } $($extra:ident),*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum $type { $($variant,)+ $($extra,)* }

        impl $type {
            /// The one of that name in lower case.
            fn known(name: &[u8]) -> Option<$type> {
                match name {
                    $($text => Some($type::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

names! {
    /// What a node of a page is.
    Tag {
        A b"a", Address b"address", Article b"article", Aside b"aside", Blockquote b"blockquote", Body b"body", Br b"br", Button b"button",
        Caption b"caption", Center b"center", Col b"col", Colgroup b"colgroup", Dd b"dd", Details b"details", Dir b"dir", Div b"div",
        Dl b"dl", Dt b"dt", Fieldset b"fieldset", Figcaption b"figcaption", Figure b"figure", Footer b"footer", Form b"form",
        H1 b"h1", H2 b"h2", H3 b"h3", H4 b"h4", H5 b"h5", H6 b"h6", Head b"head", Header b"header", Hr b"hr", Html b"html",
        Iframe b"iframe", Legend b"legend", Li b"li", Listing b"listing", Main b"main", Math b"math", Menu b"menu", Meta b"meta",
        Nav b"nav", Noembed b"noembed", Noframes b"noframes", Noscript b"noscript", Object b"object", Ol b"ol", Optgroup b"optgroup",
        Option b"option", P b"p", Pre b"pre", Rp b"rp", Rt b"rt", Script b"script", Section b"section", Select b"select",
        Style b"style", Summary b"summary", Sup b"sup", Svg b"svg", Table b"table", Tbody b"tbody", Td b"td", Template b"template",
        Textarea b"textarea", Tfoot b"tfoot", Th b"th", Thead b"thead", Title b"title", Tr b"tr", Ul b"ul", Xmp b"xmp",
        // Elements without content.
        Area b"area", Base b"base", Basefont b"basefont", Bgsound b"bgsound", Embed b"embed", Frame b"frame", Img b"img",
        Input b"input", Keygen b"keygen", Link b"link", Param b"param", Source b"source", Track b"track", Wbr b"wbr",
        // A title of pictures and audio has no text of its own.
        Audio b"audio", Canvas b"canvas", Video b"video",
    } Other, Text, Root
}

/// How many tags there are.
pub const TAGS: usize = Tag::Root as usize + 1;

impl Tag {
    /// The element of that name, in any case.
    pub fn named(name: &str) -> Tag {
        let mut lower = [0u8; 10];
        match lower.get_mut(..name.len()) {
            Some(lower) => {
                lower.copy_from_slice(name.as_bytes());
                lower.make_ascii_lowercase();
                Tag::known(lower).unwrap_or(Tag::Other)
            }
            None => Tag::Other,
        }
    }

    /// Whether it has no content and no end tag.
    pub fn is_void(self) -> bool {
        use Tag::{Area, Base, Basefont, Bgsound, Br, Col, Embed, Frame, Hr, Img, Input, Keygen, Link, Meta, Param, Source, Track, Wbr};
        matches!(
            self,
            Area | Base | Basefont | Bgsound | Br | Col | Embed | Frame | Hr | Img | Input | Keygen | Link | Meta | Param | Source | Track
        ) || self == Wbr
    }

    /// Whether its content is text without tags.
    pub fn is_raw(self) -> bool {
        use Tag::{Iframe, Noembed, Noframes, Noscript, Script, Style, Textarea, Title, Xmp};
        matches!(self, Iframe | Noembed | Noframes | Noscript | Script | Style | Textarea | Title | Xmp)
    }

    /// Whether nothing of it is seen as text of the page. What stands in `noscript` is for browsers without scripts, which say so.
    pub fn is_unseen(self) -> bool {
        use Tag::{
            Audio, Button, Canvas, Col, Colgroup, Iframe, Math, Noembed, Noframes, Noscript, Object, Optgroup, Option, Rp, Rt, Script,
            Select, Style, Svg, Template, Textarea, Title, Video,
        };
        match self {
            Audio | Button | Canvas | Col | Colgroup | Iframe | Math | Noembed | Noframes | Noscript | Object | Optgroup | Option => true,
            Rp | Rt | Script | Select | Style | Svg | Template | Textarea | Title | Video => true,
            _ => self.is_void() && !matches!(self, Tag::Br | Tag::Hr | Tag::Wbr),
        }
    }

    /// Whether it stands on lines of its own.
    pub fn is_block(self) -> bool {
        use Tag::{
            Address, Article, Aside, Blockquote, Body, Center, Dd, Details, Dir, Div, Dl, Dt, Fieldset, Figcaption, Figure, Footer, Form,
            Header, Hr, Legend, Li, Listing, Main, Menu, Nav, Ol, P, Pre, Root, Section, Summary, Table, Ul, Xmp,
        };
        match self {
            Address | Article | Aside | Blockquote | Body | Center | Dd | Details | Dir | Div | Dl | Dt | Fieldset | Figcaption => true,
            Figure | Footer | Form | Header | Hr | Legend | Li | Listing | Main | Menu | Nav | Ol | P | Pre | Root | Section => true,
            Summary | Table | Ul | Xmp => true,
            _ => self.is_heading() || self.is_of_table(),
        }
    }

    /// Whether it is h1 to h6.
    pub fn is_heading(self) -> bool {
        use Tag::{H1, H2, H3, H4, H5, H6};
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    /// Whether it is a part of a table.
    pub fn is_of_table(self) -> bool {
        use Tag::{Caption, Tbody, Td, Tfoot, Th, Thead, Tr};
        matches!(self, Caption | Tbody | Td | Tfoot | Th | Thead | Tr)
    }

    /// Whether it is td or th.
    pub fn is_cell(self) -> bool {
        matches!(self, Tag::Td | Tag::Th)
    }

    /// Whether it is thead, tbody or tfoot.
    pub fn is_row_group(self) -> bool {
        matches!(self, Tag::Tbody | Tag::Thead | Tag::Tfoot)
    }
}

names! {
    /// An attribute that is read.
    Attribute {
        Charset b"charset", Class b"class", Colspan b"colspan", Content b"content", Hidden b"hidden", Href b"href", Id b"id",
        Name b"name", Property b"property", Reversed b"reversed", Role b"role", Rowspan b"rowspan", Start b"start", Style b"style",
        Type b"type", Value b"value",
    }
}

impl Attribute {
    /// The attribute of that name, in any case.
    pub fn named(name: &str) -> Option<Attribute> {
        let mut lower = [0u8; 10];
        let lower = lower.get_mut(..name.len())?;
        lower.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        Attribute::known(lower)
    }
}
