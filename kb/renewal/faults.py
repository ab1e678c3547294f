"""Third step of a renewal: the faults of all files concerned are found again, with what rules ask of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from kb.checks import OF_CLAIMS, find, settle
from kb.checks.part import Part, lost_findings, unread_sheets
from kb.checks.twins import sameness
from kb.diagnostics import Allow, Diagnostic, LeftOut, Lost
from kb.linking import CLAIM, MOST_MISSPELT, SOURCE, Elsewhere, Linked, link, named
from kb.model import Claim, Corpus, Finding
from kb.renewal.affected import tangled_claims, tangled_findings
from kb.renewal.records import unequal
from kb.renewal.rows import first_topics
from kb.renewal.texts import Texts
from kb.sheets import SheetFile
from kb.store import Connection, file_rows, judged, schema
from kb.store.lines import Lines
from kb.store.names import Names
from kb.store.read import Reader
from kb.store.update import replace_rows, rows_of
from kb.vocabulary import Stance


def renew_faults(
    connection: Connection, texts: Texts, paths: Iterable[str], gone: frozenset[str], lines: Lines
) -> set[str]:
    """Find the faults of these files again, and of all that were read before, and write them.

    What comes back are the sources whose sheets can no longer be read, or can be read again.
    """
    names = Names(connection)
    texts.read(paths)
    sheets = set[str]()
    while True:
        while needed := _needed(names, texts) - texts.files.keys() - gone:
            texts.read(needed)
        files = texts.in_order()
        linked = _linked(names, Reader(connection), texts, gone)
        read = chain(linked.faults, *(file.diagnostics for file in files))
        mine = (fault for fault in read if fault.place.path in texts.files)
        lost = write_left_out(connection, gone | texts.files.keys(), mine, lines)
        sheets |= unread_sheets(lost)
        claims = {claim for claim, _ in lost_findings(lost)}
        more = names.files_of(claims) | names.comparing_on(claims)
        more |= names.naming_claims({each.claim for each in lost if each.what is Lost.CLAIM})
        more -= texts.files.keys() | gone
        if not more:
            break
        texts.read(more)
    part = _part(connection, linked, files)
    found = chain(linked.faults, find(part, OF_CLAIMS), *(file.diagnostics for file in files))
    mine = (fault for fault in found if fault.place.path in texts.files)
    allows = chain.from_iterable(file.allows for file in files)
    write_faults(connection, gone | texts.files.keys(), mine, allows, lines)
    return sheets


def write_left_out(
    connection: Connection, paths: Iterable[str], found: Iterable[Diagnostic], lines: Lines
) -> list[LeftOut]:
    """Replace what the faults of these files cost; what comes back is lost now and was not, or was and is not."""
    before = rows_of(connection, schema.left_out, "path", paths)
    now = [row for fault in found for row in file_rows.left_out_rows(fault, lines)]
    changed = replace_rows(connection, schema.left_out, "path", before, now)
    old = {file_rows.read_left_out(row, lines) for path in changed for row in before.get(path, ())}
    return list(old ^ {file_rows.read_left_out(row, lines) for row in now if row["path"] in changed})


def write_faults(
    connection: Connection, paths: Iterable[str], found: Iterable[Diagnostic], allows: Iterable[Allow], lines: Lines
) -> None:
    """Replace the faults and suppressions of these files."""
    paths, allows = list(paths), list(allows)
    settled = settle(found, allows)
    for table, rows in (
        (schema.diagnostics, (file_rows.diagnostic_row(fault, lines) for fault in settled.kept)),
        (schema.suppressed, (file_rows.diagnostic_row(fault, lines) for fault in settled.suppressed)),
        (schema.allows, (file_rows.allow_row(allow, lines) for allow in allows)),
    ):
        replace_rows(connection, table, "path", rows_of(connection, table, "path", paths), rows)


def _needed(names: Names, texts: Texts) -> set[str]:
    """Files that define what these define too, and files with other reports of a study that has two designs."""
    sheets = (sheet for file in texts.files.values() for sheet in file.sheets)
    reports = unequal(names, {sheet.study or sheet.source for sheet in sheets})
    return names.fellows(texts.files) | names.sheets_of(reports)


def _linked(names: Names, reader: Reader, texts: Texts, gone: frozenset[str]) -> Linked:
    files = texts.in_order()
    wanted = [named(file) for file in files]
    claims = names.defined(CLAIM, {claim for _, ids in wanted for claim in ids})
    topics = first_topics(names, {topic.id for file in files for topic in file.topics})
    elsewhere = Elsewhere(
        claims={each.name for each in claims if each.place.path not in texts.files},
        topics=[topic for topic in topics.values() if topic.place.path not in texts.files],
        unknown=names.unknown_names(MOST_MISSPELT + 1),
        left_out=names.left_out(gone | texts.files.keys()),
        names=lambda kind: reader.source_keys() if kind == SOURCE else reader.claim_ids(),
    )
    return link(names.known_sources({key for keys, _ in wanted for key in keys}), files, elsewhere)


def _part(connection: Connection, linked: Linked, files: Iterable[SheetFile]) -> Part:
    """The records of these files with those of others that rules hold them against."""
    names, reader = Names(connection), Reader(connection)
    claims = _with_like_ones(names, reader, linked.claims)
    findings = _with_tangled_ones(names, reader, linked.findings)
    keys = set().union(*(named(file)[0] for file in files))
    keys |= {key for finding in findings for key in (finding.source, finding.via) if key}
    sources = sorted(judged.sources(connection, keys).values(), key=lambda source: source.place)
    corpus = linked.corpus(sources)
    items = {item for sheet in linked.sheets.values() for item in sheet.includes}
    known = names.known_studies(items)
    return Part(
        Corpus(
            sources=corpus.sources,
            claims=claims,
            findings=tuple(findings),
            comparisons=corpus.comparisons,
            citations=corpus.citations,
        ),
        names=known if items <= known else names.all_studies(),
        found=names.found(claims),
        lost=lost_findings(reader.left_out()),
        stances=_stances(connection, {comparison.claim for comparison in linked.comparisons}),
    )


def _with_like_ones(names: Names, reader: Reader, claims: Mapping[str, Claim]) -> dict[str, Claim]:
    """The claims, those that state the same, and those in circles, in the order of the text."""
    more = names.claims_stating(map(sameness, claims.values()))
    if any(claim.relations for claim in claims.values()):
        more |= tangled_claims(names.relations())
    both = {**reader.claims(more - claims.keys()), **claims}
    return dict(sorted(both.items(), key=lambda item: item[1].place))


def _with_tangled_ones(names: Names, reader: Reader, findings: Iterable[Finding]) -> list[Finding]:
    """The findings, and others in circles on the same claims, in the order of the text."""
    mine = {finding.id: finding for finding in findings}
    reported = names.second_hand({finding.claim for finding in mine.values() if finding.via})
    more = {id_ for _, id_ in tangled_findings(reported)} - mine.keys()
    return sorted([*mine.values(), *reader.findings(more).values()], key=lambda finding: finding.place)


def _stances(connection: Connection, claims: Iterable[str]) -> dict[str, dict[str, Stance]]:
    units = rows_of(connection, schema.units, "claim", claims)
    return {claim: {row["source"]: Stance(row["stance"]) for row in units.get(claim, ())} for claim in claims}
