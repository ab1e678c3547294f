"""Texts that break the rules on findings, with the place marked, and their nearest good neighbours."""

from __future__ import annotations

from tests.checks.cases import ERROR, NOTE, WARNING, Case, texts


def lee(*findings: str, read: str = "full-text", more: str = "") -> dict[str, str]:
    """A small project in which the sheet of lee2018 holds these findings, and other sheets follow."""
    lines = "".join(f"  - {{{finding}}}\n" for finding in findings)
    return texts(f"source: lee2018\nread: {read}\nfindings:\n{lines}{more}")


def number(result: str) -> dict[str, str]:
    """A small project with one finding that has this result."""
    return lee(f"id: f, claim: hope, says: It rose, stance: supports, basis: result, at: Table 2, result: {{{result}}}")


REPORTING = "---\nsource: collins2016\nread: full-text\n"
PLAIN = "claim: hope, says: It rose, stance: supports, basis: result"

FINDINGS = [
    Case(
        "via-itself",
        ERROR,
        lee(f"id: f, {PLAIN}, via: ▸lee2018, at: p. 3"),
        lee(f"id: f, {PLAIN}, via: collins2016, at: p. 3", more=REPORTING),
    ),
    Case(
        "circular-via",
        ERROR,
        lee(
            f"id: f, {PLAIN}, via: ▸kim2019, at: p. 3",
            more=f"---\nsource: kim2019\nread: full-text\nfindings:\n  - {{id: f, {PLAIN}, via: ▸lee2018, at: p. 3}}\n",
        ),
        # on two claims the same two sources may each report the other
        lee(
            f"id: f, {PLAIN}, via: kim2019, at: p. 3",
            more="---\nsource: kim2019\nread: full-text\nfindings:\n"
            "  - {id: f, claim: work, says: It rose, stance: supports, basis: result, via: lee2018, at: p. 3}\n",
        ),
    ),
    Case(
        "circular-via",
        ERROR,
        lee(
            f"id: f, {PLAIN}, via: ▸kim2019, at: p. 3",
            more=f"---\nsource: kim2019\nread: full-text\nfindings: [{{id: f, {PLAIN}, via: ▸collins2016, at: p. 3}}]\n"
            f"---\nsource: collins2016\nread: full-text\nfindings: [{{id: f, {PLAIN}, via: ▸lee2018, at: p. 3}}]\n",
        ),
        # a chain that ends is no circle
        lee(
            f"id: f, {PLAIN}, via: kim2019, at: p. 3",
            more=f"---\nsource: kim2019\nread: full-text\nfindings: [{{id: f, {PLAIN}, via: collins2016, at: p. 3}}]\n{REPORTING}",
        ),
    ),
    # every circle is told, not only the first
    Case(
        "circular-via",
        ERROR,
        lee(
            f"id: f, {PLAIN}, via: ▸kim2019, at: p. 3",
            f"id: g, {PLAIN}, via: ▸collins2016, at: p. 3",
            more=f"---\nsource: kim2019\nread: full-text\nfindings: [{{id: f, {PLAIN}, via: ▸lee2018, at: p. 3}}]\n"
            f"---\nsource: collins2016\nread: full-text\nfindings: [{{id: f, {PLAIN}, via: ▸lee2018, at: p. 3}}]\n",
        ),
        lee(
            f"id: f, {PLAIN}, via: kim2019, at: p. 3",
            f"id: g, {PLAIN}, via: collins2016, at: p. 3",
            more=f"---\nsource: kim2019\nread: full-text\nfindings: [{{id: f, {PLAIN}, at: p. 3}}]\n{REPORTING}",
        ),
    ),
    Case(
        "via-not-read",
        WARNING,
        lee(f"id: f, {PLAIN}, via: ▸collins2016, at: p. 3", more="---\nsource: collins2016\nread: not-read\n"),
        lee(f"id: f, {PLAIN}, via: collins2016, at: p. 3", more="---\nsource: collins2016\nread: excerpt\n"),
    ),
    Case(
        "via-not-read",
        WARNING,
        lee(f"id: f, {PLAIN}, via: ▸collins2016, at: p. 3"),
        lee(f"id: f, {PLAIN}, via: collins2016, at: p. 3", more=REPORTING),
    ),
    Case(
        "via-retracted",
        WARNING,
        lee(f"id: f, {PLAIN}, via: ▸collins2016, at: p. 3", more=f"{REPORTING}status: retracted\n"),
        lee(f"id: f, {PLAIN}, via: collins2016, at: p. 3", more=f"{REPORTING}status: corrected\n"),
    ),
    Case(
        "first-hand-not-read",
        ERROR,
        lee(f"id: ▸f, {PLAIN}, at: p. 3", read="not-read"),
        lee(f"id: f, {PLAIN}, via: collins2016, at: p. 3", read="not-read", more=REPORTING),
    ),
    Case(
        "locator-beyond-reading",
        WARNING,
        lee(f"id: f, {PLAIN}, at: ▸Table 3", read="abstract"),
        lee(f"id: f, {PLAIN}, at: Table 3", read="excerpt"),
    ),
    Case(
        "locator-beyond-reading",
        WARNING,
        lee(f"id: f, {PLAIN}, at: '▸Results, p. 412'".replace("'▸", "▸'"), read="abstract"),
        lee(f"id: f, {PLAIN}, at: 'Abstract: Results, p. 412'", read="abstract"),
    ),
    Case(
        "locator-beyond-reading",
        WARNING,
        lee(f"id: f, {PLAIN}, at: ▸Figure S2", read="abstract"),
        lee(f"id: f, {PLAIN}, at: Opening of the text", read="abstract"),
    ),
    # what counts is how much was read of the text that the finding was read in
    Case(
        "locator-beyond-reading",
        WARNING,
        lee(f"id: f, {PLAIN}, via: collins2016, at: ▸pp. 3–4", more=REPORTING.replace("full-text", "abstract")),
        lee(f"id: f, {PLAIN}, via: collins2016, at: pp. 3–4", read="abstract", more=REPORTING),
    ),
    Case(
        "first-hand-from-introduction",
        WARNING,
        lee(f"id: f, {PLAIN}, at: ▸Introduction"),
        lee(f"id: f, {PLAIN}, at: Results"),
    ),
    Case(
        "first-hand-from-introduction",
        WARNING,
        lee(f"id: f, {PLAIN}, at: '▸background, p. 2'".replace("'▸", "▸'")),
        lee("id: f, claim: hope, says: It rose, stance: supports, basis: context, at: Introduction"),
    ),
    Case(
        "first-hand-from-introduction",
        WARNING,
        lee("id: f, claim: hope, says: It rose, stance: supports, basis: synthesis, at: ▸Background"),
        lee(f"id: f, {PLAIN}, via: collins2016, at: Introduction", more=REPORTING),
    ),
    Case(
        "basis-against-design",
        WARNING,
        lee(
            "id: f, claim: hope, says: It rose, stance: supports, basis: ▸synthesis, at: p. 3",
            read="full-text\ndesign: rct",
        ),
        lee(
            "id: f, claim: hope, says: It rose, stance: supports, basis: result, at: p. 3",
            read="full-text\ndesign: rct",
        ),
    ),
    Case(
        "basis-against-design",
        WARNING,
        lee(
            "id: f, claim: hope, says: It rose, stance: supports, basis: ▸result, at: p. 3",
            read="full-text\ndesign: scoping-review",
        ),
        lee(
            "id: f, claim: hope, says: It rose, stance: supports, basis: interpretation, at: p. 3",
            read="full-text\ndesign: scoping-review",
        ),
    ),
    Case(
        "missing-locator",
        WARNING,
        lee(f"id: ▸f, {PLAIN}"),
        lee(f"id: f, {PLAIN}, at: Table 2"),
    ),
    Case(
        "quote-is-title",
        WARNING,
        lee(f"id: f, {PLAIN}, at: p. 1, quote: ▸a trial of peer support."),
        lee(f"id: f, {PLAIN}, at: p. 1, quote: In a trial of peer support hope rose."),
    ),
    # what was quoted of a second-hand finding stands in the source it was read in
    Case(
        "quote-is-title",
        WARNING,
        lee(f"id: f, {PLAIN}, via: collins2016, at: p. 1, quote: ▸Much evolving", more=REPORTING),
        lee(f"id: f, {PLAIN}, via: collins2016, at: p. 1, quote: A trial of peer support", more=REPORTING),
    ),
    Case(
        "one-source-both-sides",
        NOTE,
        lee(
            f"id: f, {PLAIN}, at: p. 3", "id: g, claim: hope, says: It rose, stance: ▸disputes, basis: result, at: p. 4"
        ),
        lee(
            f"id: f, {PLAIN}, at: p. 3", "id: g, claim: work, says: It rose, stance: disputes, basis: result, at: p. 4"
        ),
    ),
    # what others report of a source is held against its own words as a citation mismatch, not here
    Case(
        "one-source-both-sides",
        NOTE,
        lee(
            f"id: f, {PLAIN}, via: collins2016, at: p. 3",
            "id: g, claim: hope, says: It rose, stance: ▸disputes, basis: result, via: kim2019, at: p. 4",
            more=f"{REPORTING}---\nsource: kim2019\nread: full-text\n",
        ),
        lee(
            f"id: f, {PLAIN}, at: p. 3",
            "id: g, claim: hope, says: It rose, stance: disputes, basis: result, via: kim2019, at: p. 4",
            "id: h, claim: hope, says: It rose, stance: disputes, basis: context, at: p. 4",
            more="---\nsource: kim2019\nread: full-text\n",
        ),
    ),
    Case(
        "interval-not-around-value",
        ERROR,
        number("measure: RR, value: 0.91, ci: ▸[0.95, 1.06]"),
        number("measure: RR, value: 0.91, ci: [0.91, 1.06]"),
    ),
    Case(
        "interval-not-around-value",
        ERROR,
        number("measure: RR, ci: ▸[1.06, 0.78]"),
        number("measure: MD, value: -2, ci: [-3.5, -0.5]"),
    ),
    Case(
        "sign-against-direction",
        ERROR,
        number("measure: RR, value: 0.91, direction: ▸positive"),
        number("measure: RR, value: 0.91, direction: negative"),
    ),
    Case(
        "sign-against-direction",
        ERROR,
        number("measure: SMD, value: 0.2, direction: ▸negative"),
        number("measure: SMD, value: 0.2, direction: positive"),
    ),
    Case(
        "sign-against-direction",
        ERROR,
        number("measure: OR, value: 1.3, good: lower, direction: ▸better"),
        number("measure: OR, value: 1.3, good: higher, direction: better"),
    ),
    Case(
        "sign-against-direction",
        ERROR,
        number("measure: MD, value: 0, direction: ▸better"),
        number("measure: MD, value: 0, direction: no-difference"),
    ),
    Case(
        "sign-against-direction",
        WARNING,
        number("outcome: readmissions, measure: RR, value: 1.4, direction: ▸better"),
        number("outcome: readmissions, measure: RR, value: 0.7, direction: better"),
    ),
    Case(
        "sign-against-direction",
        WARNING,
        number("outcome: hope, measure: SMD, value: 0.3, direction: ▸worse"),
        number("outcome: unusual outcome, measure: SMD, value: 0.3, direction: worse"),
    ),
    # what the sheet says of the outcome stands before what its words suggest
    Case(
        "sign-against-direction",
        ERROR,
        number("outcome: hope, measure: SMD, value: 0.3, good: lower, direction: ▸better"),
        number("outcome: hope, measure: SMD, value: 0.3, good: lower, direction: worse"),
    ),
    Case(
        "sign-against-direction",
        WARNING,
        number("measure: RR, value: 0.7, ci: [0.5, 0.9], direction: ▸no-difference"),
        number("measure: RR, value: 0.91, ci: [0.78, 1.06], direction: no-difference"),
    ),
]
