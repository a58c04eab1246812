use core::fmt;

/// Why a file cannot become a scene. The codes are stable; callers branch on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportErrorCode {
    /// The file, or what it would unfold to, exceeds the limits of a scene.
    TooLarge,
    /// The file ends before the data that it declares.
    Truncated,
    /// The bytes break their format.
    Malformed,
    /// Well formed, but a feature that the importer does not read.
    Unsupported,
    /// An index or an offset points outside what it indexes.
    OutOfRange,
    /// A coordinate or a colour is NaN, infinite or too large.
    NotFinite,
    /// The node hierarchy is not a tree.
    CyclicNodes,
    /// Data lies in another file, which an importer of one file cannot see.
    ExternalData,
    /// Nothing is left to render.
    NoTriangles,
}

impl ImportErrorCode {
    /// The code as programs on the other side of a process or a module see it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::Truncated => "truncated",
            Self::Malformed => "malformed",
            Self::Unsupported => "unsupported",
            Self::OutOfRange => "out-of-range",
            Self::NotFinite => "not-finite",
            Self::CyclicNodes => "cyclic-nodes",
            Self::ExternalData => "external-data",
            Self::NoTriangles => "no-triangles",
        }
    }
}

/// A refused file: a code for programs, a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    /// What kind of refusal it is.
    pub code: ImportErrorCode,
    /// One sentence for people.
    pub sentence: String,
}

impl ImportError {
    pub(super) fn new(code: ImportErrorCode, sentence: impl Into<String>) -> Self {
        Self { code, sentence: sentence.into() }
    }

    pub(super) fn truncated(what: &str) -> Self {
        Self::new(ImportErrorCode::Truncated, format!("The file ends inside {what}."))
    }

    pub(super) fn malformed(sentence: impl Into<String>) -> Self {
        Self::new(ImportErrorCode::Malformed, sentence)
    }

    pub(super) fn unsupported(sentence: impl Into<String>) -> Self {
        Self::new(ImportErrorCode::Unsupported, sentence)
    }

    pub(super) fn out_of_range(sentence: impl Into<String>) -> Self {
        Self::new(ImportErrorCode::OutOfRange, sentence)
    }

    pub(super) fn too_large(sentence: impl Into<String>) -> Self {
        Self::new(ImportErrorCode::TooLarge, sentence)
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.code.as_str(), self.sentence)
    }
}

impl std::error::Error for ImportError {}
