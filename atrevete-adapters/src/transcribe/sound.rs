//! What a file is, by its first bytes: its name and the type somebody gave it are not asked.

/// Most seconds of a note that is listened to.
const LONGEST: u64 = 120;
/// Most bytes of a note whose length its container does not tell: two minutes of good sound.
const LARGEST: usize = 4 * 1024 * 1024;
/// Samples a second of Opus, whatever was recorded.
const OPUS: u64 = 48_000;

/// A kind of sound that transcribers know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sound {
    /// WhatsApp's own, with its length in seconds.
    Ogg(u64),
    Mp3,
    Mp4,
    Wav,
    Webm,
}

/// The kind; `None` for everything that is no sound.
pub(super) fn recognise(bytes: &[u8]) -> Option<Sound> {
    if bytes.starts_with(b"OggS") {
        Some(Sound::Ogg(seconds(bytes)))
    } else if bytes.starts_with(b"ID3") || matches!(bytes, [0xFF, second, ..] if second & 0xE0 == 0xE0) {
        Some(Sound::Mp3)
    } else if bytes.get(4..8) == Some(b"ftyp") {
        Some(Sound::Mp4)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WAVE") {
        Some(Sound::Wav)
    } else {
        bytes.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]).then_some(Sound::Webm)
    }
}

/// The length of an Ogg file: its last page says how many samples there are up to its end.
fn seconds(bytes: &[u8]) -> u64 {
    let last = bytes.windows(4).rposition(|window| window == b"OggS").unwrap_or_default();
    let granule = bytes.get(last + 6..last + 14).and_then(|eight| eight.try_into().ok());
    granule.map_or(0, u64::from_le_bytes) / OPUS
}

impl Sound {
    /// Whether it is longer than anybody listens.
    pub(super) fn too_long(self, bytes: usize) -> bool {
        match self {
            Self::Ogg(seconds) => seconds > LONGEST || bytes > LARGEST,
            Self::Mp3 | Self::Mp4 | Self::Wav | Self::Webm => bytes > LARGEST,
        }
    }

    /// A name by which the service knows the kind.
    pub(super) fn file_name(self) -> &'static str {
        match self {
            Self::Ogg(_) => "note.ogg",
            Self::Mp3 => "note.mp3",
            Self::Mp4 => "note.m4a",
            Self::Wav => "note.wav",
            Self::Webm => "note.webm",
        }
    }
}
