"""Views of the index that people read with SQL, in Datasette or any other program: words and names instead of keys.

The same SQL serves SQLite and PostgreSQL.  The program itself reads the tables only.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

#: what each view selects, by its name
VIEWS: Mapping[str, str] = {
    # a row a claim, most contested first: the verdict and how many units take each stance
    "claims_with_verdicts": """
        SELECT c.id AS claim, c.statement, t.title AS topic, c.kind, c.state, c.conflict, c.direction,
               c.supports, c.disputes, c.mixed, c.inconclusive, c.as_reported, c.findings, c.note, c.path, c.line
        FROM claims AS c LEFT JOIN topics AS t ON t.id = c.topic
        ORDER BY c.contest DESC, c.position""",
    # a row a finding, in the order of the text: what which source says on which claim
    "findings_with_claims": """
        SELECT f.id AS finding, s.citation, s.year, s.design, f.stance, f.basis,
               CASE WHEN f.votes THEN 'yes' ELSE 'no' END AS votes,
               r.citation AS as_reported_by, f.locator, f.says, f.quote,
               f.result, f.note, f.claim, c.statement, t.title AS topic, c.state, f.source, f.via, f.path, f.line
        FROM findings AS f
        JOIN sources AS s ON s.key = f.source
        JOIN claims AS c ON c.id = f.claim
        LEFT JOIN topics AS t ON t.id = c.topic
        LEFT JOIN sources AS r ON r.key = f.via
        ORDER BY f.position""",
    # a row a source, in the order of the bibliography: what was read of it, and what it found
    "sources_with_evidence": """
        SELECT s.key AS source, s.citation, s.year, s.title, s.venue, s.doi, s.design, s.study, s.country, s.population,
               s.intervention, s.comparator, s.sample_n, s.sample_of, s.read, s.status,
               (SELECT count(*) FROM findings AS f WHERE f.source = s.key) AS findings,
               (SELECT count(*) FROM findings AS f WHERE f.source = s.key AND f.via IS NOT NULL) AS as_reported,
               (SELECT count(DISTINCT f.claim) FROM findings AS f WHERE f.source = s.key) AS claims,
               (SELECT count(*) FROM findings AS f WHERE f.via = s.key) AS reports_of_others
        FROM sources AS s
        ORDER BY s.position""",
    # a row a source in a unit: who votes how on which claim
    "votes_on_claims": """
        SELECT u.claim, c.statement, c.state, u.unit, s.citation, u.stance,
               CASE WHEN u.absorbed_by IS NULL THEN 'yes' ELSE 'no' END AS votes,
               CASE WHEN u.as_reported THEN 'yes' ELSE 'no' END AS as_reported,
               CASE WHEN u.is_review THEN 'yes' ELSE 'no' END AS review, u.absorbed_by, u.source
        FROM units AS u
        JOIN claims AS c ON c.id = u.claim
        JOIN sources AS s ON s.key = u.source
        ORDER BY c.position, u.unit, u.source""",
    # a row an in-text citation, in order: who cites whom for what
    "citations_with_purposes": """
        SELECT a.citation AS citing, x.position, b.citation AS cited, x.purpose, x.function, x.locator,
               x.source, x.cited AS cited_source, x.path, x.line
        FROM citations AS x
        JOIN sources AS a ON a.key = x.source
        JOIN sources AS b ON b.key = x.cited
        ORDER BY a.position, x.position""",
}


def making_views(known: Container[str] = ()) -> Iterator[str]:
    """Statements that make the views that are not known, once there are the tables."""
    return (f"CREATE VIEW {name} AS {' '.join(select.split())}" for name, select in VIEWS.items() if name not in known)


def dropping_views() -> Iterator[str]:
    """Statements that take the views away, which goes before the tables that they read."""
    return (f"DROP VIEW IF EXISTS {name}" for name in VIEWS)
