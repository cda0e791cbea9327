"""Every setting of a study as an argument. Written by `tests/settings.py` from the registry of settings."""

from collections.abc import Mapping, Sequence
from typing import TypedDict


class Settings(TypedDict, total=False):
    """A setting left out keeps its default."""

    metadata: str | Sequence[str] | None
    """CSV of outlet, date, title ... keyed by a `file` or `id` column. Key `input.metadata`."""
    outlet: str | None
    """column that names the outlet [else: outlet, source, publisher, newspaper]. Key `columns.outlet`."""
    text: str | None
    """column with the article [else: text, body, content, article]. Key `columns.text`."""
    title: str | None
    """column with the headline [else: title, headline]. Key `columns.title`."""
    date: str | None
    """column with the day of publication [else: date, published, pubdate]. Key `columns.date`."""
    id: str | None
    """column with the document's identifier [else: id]. Key `columns.id`."""
    event: str | None
    """column with the event [else: event]. Key `columns.event`."""
    url: str | None
    """column with the address [else: url, link]. Key `columns.url`."""
    outlet_from: str | None
    """outlet of a text file: folder, file, or a REGEX with one group. Key `input.outlet_from`."""
    format: str | None
    """format of the input [else: told from its first bytes]. Key `input.format`."""
    encoding: str | None
    """encoding of the input [default: UTF-8, or UTF-16 with a byte-order mark]. Key `input.encoding`."""
    delimiter: str | None
    """delimiter of CSV [else: the one on which all records agree]. Key `input.delimiter`."""
    date_format: str | None
    """order of dates that are not ISO. Key `input.date_format`."""
    lang: str | Sequence[str] | None
    """languages to choose from, e.g. en,ar. Key `input.languages`."""
    max_rejects: str | int | None
    """exit 0 while no more records than this are left out. Key `input.max_rejects`."""
    keep_partial: bool | None
    """keep what a broken file gave before it broke. Key `input.keep_partial`, default false."""
    outlets_merge: Mapping[str, str] | None
    """spelling = outlet it belongs to. Key `outlets.merge`."""
    lexicon: str | Sequence[str] | None
    """lexicon file, or the name of an embedded one [default: all embedded]. Key `lexicons.files`."""
    overlap: str | None
    """which of overlapping hits count. Key `lexicons.overlap`, default longest."""
    events: str | None
    """events: as given, found by us, or none [default: given, else auto]. Key `design.events`."""
    event_days: int | None
    """days beyond which two reports are never one event [default: 9]. Key `design.event_days`."""
    by: str | None
    """period of timeline.csv, or event. Key `design.by`, default outlet,month."""
    voices: str | Sequence[str] | None
    """voices that count as the outlet's words. Key `design.voices`, default ['own', 'reported']."""
    duplicates: str | None
    """passages printed by several documents: report, count once, or drop. Key `design.duplicates`, default report."""
    stemmer: str | None
    """count stems instead of words. Key `design.stemmer`, default off."""
    no_voice: bool | None
    """look for no speakers and actors: every word is the outlet's own. Key `design.voice`, default false."""
    near: str | Sequence[str] | None
    """count hits only in sentences that mention this entity. Key `design.near`."""
    entities_merge: Mapping[str, str] | None
    """spelling = name of the entity it belongs to. Key `entities.merge`."""
    min_count: int | None
    """least occurrences of a term in the corpus. Key `terms.min_count`, default 2."""
    min_docs: int | None
    """least documents with a term. Key `terms.min_docs`, default 1."""
    per: int | None
    """rates are per this many words. Key `terms.per`, default 1000."""
    confidence: float | None
    """level of intervals. Key `terms.confidence`, default 0.95."""
    floor: str | None
    """least evidence for a printed score. Key `measures.floor`, default 10,5."""
    keyness: str | Sequence[str] | None
    """further measures as columns of keyness.csv, e.g. chi2. Key `measures.keyness`."""
    tables: str | Sequence[str] | None
    """further result tables, e.g. clusters; `framescope measures` lists them. Key `measures.tables`."""
    distances: str | Sequence[str] | None
    """further distances as columns of distances.csv, e.g. hellinger. Key `measures.distances`."""
    correction: str | None
    """how p is adjusted over a table. Key `measures.correction`, default benjamini_hochberg."""
    measures_positions: Mapping[str, str] | None
    """positions of outlets, as text, from which the table wordscores starts. Key `measures.positions`."""
    seed: int | None
    """seed of permutations and bootstraps. Key `measures.seed`, default 1."""
    permutations: int | None
    """permutations where not all can be listed. Key `measures.permutations`, default 999."""
    max_document_bytes: int | None
    """largest document or record, bytes [default: 16777216]. Key `limits.document_bytes`."""
    max_inflate_ratio: int | None
    """inflated bytes per compressed byte [default: 100]. Key `limits.inflate_ratio`."""
    max_inflate_free: int | None
    """inflated bytes before the ratio is looked at [default: 67108864]. Key `limits.inflate_free`."""
    max_archive_entries: int | None
    """entries of one archive [default: 100000]. Key `limits.archive_entries`."""
    max_memory_bytes: int | None
    """a workbook's texts or a columnar file in memory, bytes [default: 268435456]. Key `limits.memory_bytes`."""
    max_json_depth: int | None
    """nesting of JSON [default: 128]. Key `limits.json_depth`."""
    max_xml_depth: int | None
    """nesting of XML [default: 256]. Key `limits.xml_depth`."""
    max_html_depth: int | None
    """nesting of HTML [default: 512]. Key `limits.html_depth`."""
    max_header_columns: int | None
    """columns of a table [default: 16384]. Key `limits.header_columns`."""
    max_sheet_cells: int | None
    """cells of one workbook [default: 20000000]. Key `limits.sheet_cells`."""
    csv: str | None
    """dialect of the tables. Key `output.csv`, default plain."""
    no_text: bool | None
    """leave the passages out of the tables. Key `output.text`, default false."""
