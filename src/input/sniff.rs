//! Which format a file has, told by its content and never by its name.

/// A format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, or nothing that is known.
    Text,
    /// A saved page.
    Html,
    /// Office Open XML of a word processor, ECMA-376.
    Docx,
    /// ISO 32000.
    Pdf,
    /// GB/T 33190-2016.
    Ofd,
    /// Word 97 to 2003, and WPS, [MS-DOC].
    Doc,
    /// Office Open XML of a spreadsheet.
    Xlsx,
    /// Excel 97 to 2003.
    Xls,
    /// A format that is not read: its name in English and 简体中文.
    Other(&'static str, &'static str),
}

impl Format {
    /// What messages call it, in English and 简体中文.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Format::Text => ("plain text", "纯文本"),
            Format::Html => ("an HTML page", " HTML 网页"),
            Format::Docx => ("a DOCX file", " DOCX 文件"),
            Format::Pdf => ("a PDF file", " PDF 文件"),
            Format::Ofd => ("an OFD file", " OFD 文件"),
            Format::Doc => ("a DOC or WPS file", " DOC 或 WPS 文件"),
            Format::Xlsx => ("an XLSX workbook", " XLSX 工作簿"),
            Format::Xls => ("an XLS workbook", " XLS 工作簿"),
            Format::Other(english, chinese) => (english, chinese),
        }
    }

    /// Its media type as IANA has it.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Text | Format::Other(..) => "text/plain",
            Format::Html => "text/html",
            Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Format::Pdf => "application/pdf",
            Format::Ofd => "application/ofd",
            Format::Doc => "application/msword",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Xls => "application/vnd.ms-excel",
        }
    }
}

/// Formats that their first bytes tell and that hold no notice's text.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (b"{\\rtf", "an RTF file", " RTF 文件"),
    (b"\x89PNG", "a PNG picture", " PNG 图片"),
    (b"\xFF\xD8\xFF", "a JPEG picture", " JPEG 图片"),
    (b"GIF8", "a GIF picture", " GIF 图片"),
    (b"II*\0", "a TIFF picture", " TIFF 图片"),
    (b"MM\0*", "a TIFF picture", " TIFF 图片"),
    (b"\x1F\x8B", "gzip data", " gzip 数据"),
    (b"Rar!", "a RAR archive", " RAR 压缩包"),
    (b"7z\xBC\xAF", "a 7z archive", " 7z 压缩包"),
    (b"\x28\xB5\x2F\xFD", "Zstandard data", " Zstandard 数据"),
    (b"\x7FELF", "a program", "程序文件"),
    (b"SQLite format 3\0", "an SQLite database", " SQLite 数据库"),
    (b"PAR1", "a Parquet file", " Parquet 文件"),
    (b"PK\x05\x06", "an empty ZIP archive", "空的 ZIP 压缩包"),
];

/// The format of a file.
pub fn format(bytes: &[u8]) -> Format {
    if let Some(&(_, english, chinese)) = OTHERS.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Format::Other(english, chinese);
    }
    // Some writers put a few bytes in front (ISO 32000-2, annex H, 3.4.1 as read by most readers).
    if bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-") {
        return Format::Pdf;
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return zip(bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return ole(bytes);
    }
    if is_mail(bytes) {
        return Format::Other("an MHTML archive", " MHTML 网页存档");
    }
    if is_page(bytes) { Format::Html } else { Format::Text }
}

/// What a ZIP package holds, by the names in its directory. Names stand there unpacked, so that a broken package is told too.
fn zip(bytes: &[u8]) -> Format {
    let names = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
    if names(b"OFD.xml") {
        Format::Ofd
    } else if names(b"word/document") || names(b"word/styles") || names(b"word/_rels") {
        Format::Docx
    } else if names(b"xl/workbook") || names(b"xl/worksheets") {
        Format::Xlsx
    } else if names(b"ppt/") {
        Format::Other("a PPTX file", " PPTX 文件")
    } else if names(b"application/vnd.oasis.opendocument") {
        Format::Other("an OpenDocument file", " OpenDocument 文件")
    } else {
        Format::Other("a ZIP archive that is no document", "未含文档的 ZIP 压缩包")
    }
}

/// What an OLE file holds, by the names of its streams. They begin the entries of its directory, [MS-CFB] 2.6.1, which stand at every 128 bytes of it.
fn ole(bytes: &[u8]) -> Format {
    let names = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        bytes.chunks_exact(128).any(|entry| entry.starts_with(&wide))
    };
    // The text of a DOC comes first mostly, and a file that is cut off has no directory.
    if names("WordDocument") || bytes.get(512..514) == Some(b"\xEC\xA5") {
        Format::Doc
    } else if names("EncryptedPackage") {
        Format::Other("an encrypted Office document", "加密的 Office 文档")
    } else if names("Workbook") || names("Book") {
        Format::Xls
    } else if names("MatOST") || names("MN0") {
        // Works' .wps are not Kingsoft's.
        Format::Other("a Microsoft Works file", " Microsoft Works 文件")
    } else if names("PowerPoint Document") {
        Format::Other("a PPT file", " PPT 文件")
    } else {
        Format::Other("an OLE file that is no document", "未含文档的 OLE 文件")
    }
}

/// Whether the file is a page in the form of a mail (RFC 2557), which browsers save and no writer of a notice does.
fn is_mail(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(2048)];
    let starts = [&b"MIME-Version:"[..], b"From: ", b"Subject: "].iter().any(|s| head.starts_with(s));
    starts && memchr::memmem::find(head, b"multipart/related").is_some()
}

/// Whether markup begins the file: a declaration, a comment or an element that pages have. A notice in plain text begins with none.
fn is_page(bytes: &[u8]) -> bool {
    const STARTS: &[&[u8]] = &[
        b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<title", b"<div", b"<p>", b"<p ", b"<table", b"<span", b"<script",
        b"<style", b"<link", b"<article", b"<section", b"<h1", b"<h2", b"<br", b"<center", b"<font", b"<ul", b"<tbody", b"<tr", b"<td",
        b"<ol", b"<dl", b"<b>", b"<strong", b"<img", b"<main", b"<form", b"<a ", b"<base", b"<noscript",
    ];
    // UTF-16 pages are told by their ASCII, which every other byte of them is.
    let head: Vec<u8> = bytes.iter().take(4096).filter(|b| **b != 0).map(u8::to_ascii_lowercase).collect();
    let mut rest =
        head.strip_prefix(b"\xEF\xBB\xBF").or(head.strip_prefix(b"\xFF\xFE")).or(head.strip_prefix(b"\xFE\xFF")).unwrap_or(&head);
    loop {
        rest = rest.trim_ascii_start();
        let skipped = if rest.starts_with(b"<!--") {
            memchr::memmem::find(rest, b"-->").map(|end| end + 3)
        } else if rest.starts_with(b"<?xml") || rest.starts_with(b"<!doctype html") {
            memchr::memchr(b'>', rest).map(|end| end + 1)
        } else {
            // What fetched it may have written a line in front.
            let holds = |word: &[u8]| memchr::memmem::find(&head, word).is_some();
            let is_behind = (holds(b"<!doctype html") || holds(b"<html")) && (holds(b"<head>") || holds(b"<head ") || holds(b"<meta "));
            return STARTS.iter().any(|start| rest.starts_with(start)) || rest.starts_with(b"<!doctype") || is_behind;
        };
        if rest.starts_with(b"<!doctype html") {
            return true;
        }
        match skipped {
            Some(end) => rest = &rest[end..],
            // A long comment in front of everything.
            None => return memchr::memmem::find(bytes, b"<html").is_some() || memchr::memmem::find(bytes, b"<HTML").is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_the_format() {
        let wide: Vec<u8> = "\u{FEFF}<html><body>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, expected) in [
            (&b"%PDF-1.7"[..], Format::Pdf),
            (b"\xEF\xBB\xBF%PDF-1.4", Format::Pdf),
            (b"PK\x03\x04....OFD.xml", Format::Ofd),
            (b"PK\x03\x04....word/document.xml", Format::Docx),
            (b"PK\x03\x04....xl/workbook.xml", Format::Xlsx),
            (b"<!-- saved from a page --><!DOCTYPE html>", Format::Html),
            (b"<?xml version='1.0'?><html>", Format::Html),
            (b" \n<DIV class=a>", Format::Html),
            (&wide, Format::Html),
            (&[&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 504], b"\xEC\xA5"].concat(), Format::Doc),
            ("<关于印发通知>".as_bytes(), Format::Text),
            ("关于<html>的通知".as_bytes(), Format::Text),
        ] {
            assert_eq!(format(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
        for other in [&b"PK\x03\x04hello.txt"[..], b"{\\rtf1", b"\x89PNG\r\n", b"PK\x05\x06"] {
            assert!(matches!(format(other), Format::Other(..)), "{}", String::from_utf8_lossy(other));
        }
    }
}
