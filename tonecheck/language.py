"""Which language a letter is in, as far as that can be told."""

from __future__ import annotations

#: Shorter texts say nothing reliable about their language.
MIN_CHARS = 60
_MIN_CONFIDENCE = 0.5
_ISO_639_1 = {"nld": "nl", "eng": "en", "deu": "de", "fra": "fr", "afr": "nl"}


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`, or ``und`` when that cannot be told.

    Only the languages that a Dutch office comes across have a code here; any other is ``und``. Afrikaans counts as
    Dutch: short Dutch texts are easily taken for it.
    """
    if len(text) < MIN_CHARS:
        return "und"
    from kreuzberg import ExtractionConfig, LanguageDetectionConfig, extract_bytes_sync

    detection = LanguageDetectionConfig(enabled=True, min_confidence=_MIN_CONFIDENCE)
    config = ExtractionConfig(use_cache=False, enable_quality_processing=False, language_detection=detection)
    found = extract_bytes_sync(text.encode("utf-8", "replace"), "text/plain", config=config).detected_languages
    return _ISO_639_1.get(found[0], "und") if found else "und"
