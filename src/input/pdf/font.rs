//! A font of a PDF file → for each code its text and how far it advances.
//!
//! | the font has | its text comes from |
//! |---|---|
//! | `ToUnicode` | that, unless it gives a control, U+FFFD or private use where the next tells more |
//! | a predefined CMap of a character set | the code ([`charset`](super::charset)) |
//! | a CID of Adobe-GB1, -CNS1, -Japan1, -Korea1 | the collection's own table |
//! | glyph names (simple fonts) | the Adobe Glyph List |
//! | none of them | U+FFFD |
//!
//! Outlines are never drawn.

use super::charset::{self, Charset, code_of};
use super::streams::Budget;
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use hayro_font::{CMapResolverFn, Font as SimpleFont, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// So many widths of one font are read: a character collection has some thirty thousand CIDs.
const WIDTHS: usize = 200_000;
/// So many codes of a font are remembered.
const REMEMBERED: usize = 70_000;
/// So many fonts are loaded from one file.
const FONTS: usize = 20_000;

/// One code of a string.
#[derive(Clone, Debug)]
pub struct Code {
    /// Its text; U+FFFD where nothing tells it, empty for what is no text.
    pub text: Rc<str>,
    /// How far it advances, in ems.
    pub advance: f32,
    /// Whether it is the single byte 32, to which word spacing is added.
    pub is_space: bool,
}

/// A font.
pub struct Font<'a> {
    kind: Kind<'a>,
    /// Whether it is written downwards.
    pub vertical: bool,
    /// Its height in ems of the font size: other than 1 for fonts whose glyphs are drawn by the file (Type 3).
    pub height: f32,
    known: RefCell<HashMap<u32, (Rc<str>, f32)>>,
}

enum Kind<'a> {
    Simple(SimpleFont<'a>),
    Composite(Box<Composite>),
    /// It could not be read: `ToUnicode`, or else ASCII.
    Broken(Option<Box<CMap>>),
}

struct Composite {
    charset: Charset,
    cmap: Option<CMap>,
    to_unicode: Option<CMap>,
    collection: Option<Rc<CMap>>,
    widths: HashMap<u32, f32>,
    /// First CID, last CID, width.
    ranges: Vec<(u32, u32, f32)>,
    default_width: f32,
}

/// The fonts of a file, each read once.
pub struct Fonts<'a, 'b> {
    budget: &'b Budget,
    cache: FontCache<'a>,
    loaded: HashMap<(usize, usize), Rc<Font<'a>>>,
    collections: HashMap<Vec<u8>, Option<Rc<CMap>>>,
    standard: FontResolverFn,
    cmaps: CMapResolverFn,
}

impl<'a, 'b> Fonts<'a, 'b> {
    /// No font yet.
    pub fn new(budget: &'b Budget) -> Fonts<'a, 'b> {
        let standard: FontResolverFn = Arc::new(|query| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            FontQuery::Fallback(query) => Some(query.pick_standard_font().get_font_data()),
        });
        let (cache, loaded, collections) = (FontCache::new(), HashMap::new(), HashMap::new());
        Fonts { budget, cache, loaded, collections, standard, cmaps: Arc::new(load_embedded) }
    }

    /// The font of a dictionary.
    pub fn get(&mut self, dict: &Dict<'a>) -> Rc<Font<'a>> {
        // The same bytes of the file are the same font.
        let data = dict.data();
        let key = (data.as_ptr() as usize, data.len());
        if let Some(font) = self.loaded.get(&key) {
            return font.clone();
        }
        let font = Rc::new(self.load(dict));
        if self.loaded.len() < FONTS {
            self.loaded.insert(key, font.clone());
        }
        font
    }

    fn load(&mut self, dict: &Dict<'a>) -> Font<'a> {
        let subtype = dict.get::<Name<'_>>("Subtype");
        let subtype = subtype.as_ref().map_or("", |n| n.as_str());
        let (kind, vertical, height) = if subtype == "Type0" || dict.contains_key("DescendantFonts") {
            let (composite, vertical) = self.composite(dict);
            (Kind::Composite(Box::new(composite)), vertical, 1.0)
        } else {
            (self.simple(dict), false, if subtype == "Type3" { drawn_height(dict) } else { 1.0 })
        };
        Font { kind, vertical, height, known: RefCell::default() }
    }

    fn simple(&mut self, dict: &Dict<'a>) -> Kind<'a> {
        let streams = [("FontFile", true), ("FontFile2", true), ("FontFile3", true), ("ToUnicode", false)];
        let descriptor = dict.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
        let fits = self.loaded.len() < FONTS
            && streams.iter().all(|(key, inner)| {
                let stream = if *inner { descriptor.get::<Stream<'_>>(key) } else { dict.get::<Stream<'_>>(key) };
                stream.is_none_or(|stream| self.budget.fits(&stream))
            });
        let font = if fits { self.cache.font(dict, &self.standard, &self.cmaps) } else { None };
        font.map_or_else(|| Kind::Broken(self.to_unicode(dict).map(Box::new)), Kind::Simple)
    }

    fn to_unicode(&self, dict: &Dict<'a>) -> Option<CMap> {
        let stream = dict.get::<Stream<'_>>("ToUnicode")?;
        CMap::parse(&self.budget.unpack(&stream)?, load_embedded)
    }

    fn composite(&mut self, dict: &Dict<'a>) -> (Composite, bool) {
        let mut vertical = false;
        let (charset, cmap) = match dict.get::<Object<'_>>("Encoding") {
            Some(Object::Name(name)) => {
                vertical = name.as_str().ends_with("-V") || name.as_str() == "V";
                let charset = Charset::of(name.as_str()).unwrap_or(Charset::Identity);
                let data = load_embedded(CMapName::from_bytes(known_name(&name).as_bytes()));
                (charset, data.and_then(|data| CMap::parse(data, load_embedded)))
            }
            Some(Object::Stream(stream)) => {
                let data = self.budget.unpack(&stream).unwrap_or_default();
                let ranges = charset::codespace(&data);
                let cmap = CMap::parse(&data, load_embedded);
                vertical = cmap.as_ref().is_some_and(|c| c.metadata().writing_mode == Some(WritingMode::Vertical));
                let used = stream.dict().get::<Name<'_>>("UseCMap").and_then(|name| Charset::of(name.as_str()));
                let charset = if ranges.is_empty() { used.unwrap_or(Charset::Identity) } else { Charset::Ranges(ranges) };
                (charset, cmap)
            }
            _ => (Charset::Identity, None),
        };
        let descendants = dict.get::<Array<'_>>("DescendantFonts");
        let descendant = descendants.and_then(|a| a.iter::<Dict<'_>>().next()).or_else(|| dict.get("DescendantFonts")).unwrap_or_default();
        let ordering = descendant
            .get::<Dict<'_>>("CIDSystemInfo")
            .and_then(|info| info.get::<PdfString<'_>>("Ordering").map(|o| o.as_bytes().to_vec()))
            .unwrap_or_default();
        let collection = self.collection(&ordering).or_else(|| {
            let family = &cmap.as_ref()?.metadata().character_collection.as_ref()?.family;
            let name = family.ucs2_cmap()?;
            self.collection(name.to_bytes().strip_prefix(b"Adobe-")?.strip_suffix(b"-UCS2")?)
        });
        let mut font = Composite {
            charset,
            cmap,
            to_unicode: self.to_unicode(dict),
            collection,
            widths: HashMap::new(),
            ranges: Vec::new(),
            default_width: descendant.get::<f32>("DW").unwrap_or(1000.0) / 1000.0,
        };
        if let Some(widths) = descendant.get::<Array<'_>>("W") {
            font.read_widths(&widths);
        }
        (font, vertical)
    }

    fn collection(&mut self, ordering: &[u8]) -> Option<Rc<CMap>> {
        if let Some(known) = self.collections.get(ordering) {
            return known.clone();
        }
        let name = CidFamily::from_registry_ordering(b"Adobe", ordering).ucs2_cmap()?;
        let cmap = load_embedded(name).and_then(|data| CMap::parse(data, load_embedded)).map(Rc::new);
        self.collections.insert(ordering.to_vec(), cmap.clone());
        cmap
    }
}

/// CMaps of Unicode in eight and 32 bits lead to the same CIDs as that in 16, which the library has.
fn known_name(name: &Name<'_>) -> String {
    name.as_str().replace("UTF8", "UTF16").replace("UTF32", "UTF16")
}

/// How high the glyphs of a Type 3 font stand, in ems of the font size.
fn drawn_height(dict: &Dict<'_>) -> f32 {
    let matrix = dict.get::<[f32; 6]>("FontMatrix").unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
    let bounds = dict.get::<[f32; 4]>("FontBBox").unwrap_or_default();
    let height = ((bounds[3] - bounds[1]) * matrix[3]).abs();
    // Where the box says nothing of use, the em is taken as the usual thousand units.
    if (0.4..2.5).contains(&height) { height.clamp(0.8, 1.2) } else { (matrix[3] * 1000.0).abs().clamp(0.05, 20.0) }
}

impl Composite {
    fn read_widths(&mut self, widths: &Array<'_>) {
        // `c [w w w]` or `first last w`.
        let mut numbers: Vec<f32> = Vec::new();
        for item in widths.iter::<Object<'_>>().take(WIDTHS) {
            match item {
                Object::Number(n) => {
                    numbers.push(n.as_f32());
                    if let [first, last, width] = numbers[..] {
                        self.ranges.push((first.max(0.0) as u32, last.max(0.0) as u32, width / 1000.0));
                        numbers.clear();
                    }
                }
                Object::Array(list) => {
                    let first = numbers.pop().unwrap_or(0.0).max(0.0) as u32;
                    numbers.clear();
                    for (i, width) in list.iter::<f32>().take(WIDTHS.saturating_sub(self.widths.len())).enumerate() {
                        self.widths.insert(first.saturating_add(i as u32), width / 1000.0);
                    }
                }
                _ => {}
            }
        }
        // A CID looks for its range by halves; ranges that overlap are no matter.
        self.ranges.sort_by_key(|r| r.0);
    }

    fn cid(&self, bytes: &[u8]) -> Option<u32> {
        let length = |n: usize| u8::try_from(n).unwrap_or(4);
        match (&self.charset, &self.cmap) {
            (Charset::Identity, None) => Some(code_of(bytes)),
            (Charset::Utf8 | Charset::Utf32, Some(cmap)) => {
                let text = self.charset.decode(bytes)?;
                let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
                cmap.lookup_cid_code(code_of(&units), length(units.len()))
            }
            (_, Some(cmap)) => cmap.lookup_cid_code(code_of(bytes), length(bytes.len())),
            _ => None,
        }
    }

    fn width(&self, cid: u32) -> f32 {
        if let Some(width) = self.widths.get(&cid) {
            return *width;
        }
        let behind = self.ranges.partition_point(|r| r.0 <= cid);
        let range = behind.checked_sub(1).and_then(|i| self.ranges.get(i)).filter(|r| cid <= r.1);
        range.map_or(self.default_width, |r| r.2)
    }

    fn decode(&self, bytes: &[u8]) -> (String, f32) {
        let cid = self.cid(bytes);
        let told = self.to_unicode.as_ref().and_then(|map| map.lookup_bf_string(code_of(bytes))).map(plain);
        let text = match told {
            Some(text) if is_told(&text) => text,
            told => {
                let by_code = self.charset.decode(bytes).filter(|text| is_told(text));
                let by_cid = || {
                    let text = plain(self.collection.as_ref()?.lookup_bf_string(cid?)?);
                    Some(text.replace(|c| matches!(c, '\u{FE00}'..='\u{FE0F}'), "")).filter(|text| is_told(text))
                };
                by_code.or_else(by_cid).or(told).unwrap_or_else(|| "\u{FFFD}".into())
            }
        };
        (text, self.width(cid.unwrap_or(0)))
    }
}

fn plain(string: BfString) -> String {
    match string {
        BfString::Char(c) => c.to_string(),
        BfString::String(s) => s,
    }
}

/// Whether a text tells characters that everybody knows.
fn is_told(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|c| is_unknown(c) || c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// U+FFFD and private use: a character that only the font could tell.
pub fn is_unknown(c: char) -> bool {
    matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

impl Font<'_> {
    /// The codes of a string, one after the other.
    pub fn codes(&self, bytes: &[u8], mut each: impl FnMut(Code)) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = match &self.kind {
                Kind::Composite(font) => font.charset.length(rest),
                _ => 1,
            };
            let (code, tail) = rest.split_at(length.clamp(1, rest.len()));
            rest = tail;
            // Codes of one to four bytes do not meet: a longer one that starts with zeros is rare, and then the same character.
            let key = code_of(code);
            let known = self.known.borrow().get(&key).cloned();
            let (text, advance) = known.unwrap_or_else(|| {
                let (text, advance) = self.decode(code);
                let advance = if advance.is_finite() { advance.clamp(-10.0, 10.0) } else { 0.0 };
                let entry = (Rc::from(text), advance);
                let mut known = self.known.borrow_mut();
                if known.len() < REMEMBERED {
                    known.insert(key, entry.clone());
                }
                entry
            });
            each(Code { text, advance, is_space: code == b" " });
        }
    }

    fn decode(&self, code: &[u8]) -> (String, f32) {
        let byte = code.first().copied().unwrap_or(0);
        match &self.kind {
            Kind::Composite(font) => font.decode(code),
            Kind::Simple(font) => {
                let byte = u32::from(byte);
                let text = match font.glyph(font.map_code(byte), byte) {
                    FontGlyph::Outline(glyph) => glyph.as_unicode(),
                    FontGlyph::Type3(glyph) => glyph.as_unicode(),
                };
                let text = text.map(plain).filter(|text| !text.chars().all(|c| c == '\0'));
                (text.unwrap_or_else(|| "\u{FFFD}".into()), (font.code_advance(byte).x / 1000.0) as f32)
            }
            Kind::Broken(map) => {
                let told = map.as_ref().and_then(|map| map.lookup_bf_string(u32::from(byte))).map(plain);
                let ascii = || Some(char::from(byte)).filter(|c| c.is_ascii_graphic() || *c == ' ').map(String::from);
                (told.or_else(ascii).unwrap_or_else(|| "\u{FFFD}".into()), 0.5)
            }
        }
    }
}
