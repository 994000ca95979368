//! What a page's own table of metadata says → metadata that the text itself lacks. It never stands over what the text says.

use super::Assembler;
use crate::model::{Date, DocumentNumber, Metadata, Str};
use crate::outline::title;
use crate::source::provenance::{Fact, Field};
use crate::span::Span;
use crate::text::full_date::{self, FullDate};
use crate::text::{Folded, class, document_number};

impl Fact {
    /// The day that it gives.
    pub(crate) fn day(&self, text: &Folded) -> Option<(Span, FullDate)> {
        let span = text.within(self.span);
        full_date::next(text, span.from(), span.to()).or_else(|| full_date::dashed(text, span))
    }
}

impl<'a> Assembler<'_, 'a> {
    /// Fills in what is missing.
    pub fn facts(&self, facts: &[Fact], metadata: &mut Metadata<'a>) {
        for fact in facts {
            let span = self.text.trim(self.text.within(fact.span));
            if span.is_empty() {
                continue;
            }
            let text = || Some(self.text(span));
            match fact.field {
                Field::Title if metadata.title.is_none() => {
                    metadata.title = text();
                    metadata.kind = title::kind_of(self.text, span).map(|k| self.text(k));
                }
                Field::DocumentNumber if metadata.document_number.is_none() => metadata.document_number = self.number(fact),
                Field::Issuer if metadata.issuers.is_empty() => metadata.issuers = self.texts(&title::organs(self.text, span)),
                Field::IssuedOn if metadata.issued_on.is_none() => metadata.issued_on = self.day(fact),
                Field::PublishedOn if metadata.published_on.is_none() => metadata.published_on = self.day(fact),
                Field::IndexNumber if metadata.index_number.is_none() => metadata.index_number = text(),
                Field::Topic if metadata.topic.is_none() => metadata.topic = text(),
                _ => {}
            }
        }
    }

    fn number(&self, fact: &Fact) -> Option<DocumentNumber<'a>> {
        let span = self.text.trim(self.text.within(fact.span));
        let open = self.text.next(span.from(), span.to(), class::OPEN)?;
        let found = document_number::around(self.text, open, span)?;
        let agency = (!found.agency.is_empty()).then(|| self.str(found.agency));
        Some(DocumentNumber { text: self.str(found.span), span: found.span, agency, year: Some(found.year), serial: Some(found.serial) })
    }

    fn day(&self, fact: &Fact) -> Option<Date<'a>> {
        let (span, day) = fact.day(self.text)?;
        let day = day.date().map(|d| Str::Owned(d.to_string()));
        Some(Date { text: self.str(span), span, edtf: day.clone(), earliest: day.clone(), latest: day, ..Date::default() })
    }
}
