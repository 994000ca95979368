//! The two languages of messages.

/// The language of what is said about a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// 简体中文.
    Chinese,
}

impl Language {
    /// What is said, in this language.
    pub fn of(self, said: &Said) -> &str {
        self.either(&said.english, &said.chinese)
    }

    /// One of two, in this language.
    pub fn either<T>(self, english: T, chinese: T) -> T {
        match self {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }
}

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// In English.
    pub english: String,
    /// In 简体中文.
    pub chinese: String,
}

impl Said {
    /// A sentence in English and in 简体中文.
    pub fn new(english: impl Into<String>, chinese: impl Into<String>) -> Said {
        Said { english: english.into(), chinese: chinese.into() }
    }
}
