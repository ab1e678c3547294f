"""The graph of the evidence as other people's programs read it: JSON-LD and SHACL, nanopublications, GraphML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree as ET

import pyshacl
import pytest
from hypothesis import given, settings
from nanopub.nanopub import Nanopub
from rdflib import RDF, RDFS, XSD, ConjunctiveGraph, Dataset, Graph, Literal, Namespace, URIRef

from kb.build import judge_all
from kb.exporters import EXPORTERS
from kb.exporters.jsonld import as_jsonld, finding_iri
from kb.exporters.nanopubs import as_trig, nanopub_iri
from kb.exporters.portion import Portion
from kb.exporters.terms import CONTEXT, DIRECTIONS, doi_iri, iri
from kb.loader import load
from kb.model import Claim, Corpus, Finding, Source, Topic
from kb.project import Project
from kb.verdicts import Conflict, State
from kb.vocabulary import Basis, Kind, Reading, Stance, Status
from tests.builders import source
from tests.store.corpora import corpora
from tests.test_floors import ROOT

#: rdflib and nanopub use what rdflib itself will drop
pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")

SHAPES = ROOT / "kb" / "exporters" / "shapes.ttl"
SEPIO = Namespace("http://purl.obolibrary.org/obo/SEPIO_")
CITO = Namespace("http://purl.org/spar/cito/")
KB = Namespace("urn:x-kb:term:")
NP = Namespace("http://www.nanopub.org/nschema#")


def portion_of(corpus: Corpus) -> Portion:
    return Portion(corpus, judge_all(corpus), made_on=date(2026, 1, 2), fingerprint="abc")


@pytest.fixture(scope="module")
def shipped() -> Portion:
    return portion_of(load(Project(ROOT)).corpus)


def graph_of(portion: Portion) -> Graph:
    return Graph().parse(data=as_jsonld(portion), format="json-ld")


@pytest.fixture(scope="module")
def graph(shipped: Portion) -> Graph:
    return graph_of(shipped)


def complaints(data: Graph) -> str:
    conforms, _, text = pyshacl.validate(data, shacl_graph=str(SHAPES))
    return "" if conforms else str(text)


# --- JSON-LD -----------------------------------------------------------------------------------------------------


def test_the_document_holds_its_context_and_a_second_reader_finds_every_record(shipped: Portion, graph: Graph) -> None:
    document = json.loads(as_jsonld(shipped))
    assert document["@context"] == CONTEXT
    corpus = shipped.corpus
    for kind, records in (
        (SEPIO["0000000"], corpus.claims),
        (SEPIO["0000002"], corpus.findings),
        (URIRef("http://purl.org/dc/terms/BibliographicResource"), corpus.sources),
        (CITO.Citation, corpus.citations),
        (KB.Comparison, corpus.comparisons),
        (KB.Verdict, shipped.verdicts),
    ):
        assert len(set(graph.subjects(RDF.type, kind))) == len(records)


def test_a_finding_says_with_sepio_and_with_cito_how_it_bears_on_its_claim(shipped: Portion, graph: Graph) -> None:
    stances = {
        Stance.SUPPORTS: (SEPIO["0000403"], CITO.supports),
        Stance.DISPUTES: (SEPIO["0000404"], CITO.disputes),
        Stance.INCONCLUSIVE: (SEPIO["0000405"], CITO.discusses),
        Stance.MIXED: (KB.mixed, CITO.discusses),
    }
    for finding in shipped.corpus.findings:
        node, claim = URIRef(iri("finding", *finding.id.split("#"))), URIRef(iri("claim", finding.claim))
        direction, cites = stances[finding.stance]
        assert graph.value(node, SEPIO["0000183"]) == direction
        assert set(graph.objects(node, cites)) == {claim} == set(graph.objects(node, SEPIO["0000427"]))
        assert (claim, SEPIO["0000006"], node) in graph
        assert graph.value(node, SEPIO["0000145"]) == URIRef(iri("source", finding.source))
        assert (claim, CITO.citesAsEvidence, URIRef(iri("source", finding.source))) in graph
        if finding.via:
            reader = URIRef(iri("source", finding.via))
            assert graph.value(node, KB.readIn) == reader
            assert (reader, CITO.containsAssertionFrom, URIRef(iri("source", finding.source))) in graph


def test_numbers_of_verdicts_and_results_keep_their_kind_and_their_digits(shipped: Portion, graph: Graph) -> None:
    for claim, verdict in shipped.verdicts.items():
        node = URIRef(iri("verdict", claim))
        assert graph.value(node, KB.state) == Literal(str(verdict.state))
        assert graph.value(node, KB.supportsUnits) == Literal(verdict.counts.supports, datatype=XSD.integer)
    finding = next(f for f in shipped.corpus.findings if f.result and f.result.value is not None)
    result = graph.value(URIRef(iri("finding", *finding.id.split("#"))), KB.result)
    value = graph.value(result, KB.value)
    assert isinstance(value, Literal)
    assert finding.result is not None
    assert (value.datatype, str(value)) == (XSD.decimal, str(finding.result.value))


def test_what_is_not_recorded_has_no_triple(graph: Graph) -> None:
    assert not [triple for triple in graph if str(triple[2]) in ("", "None")]


def test_a_source_says_what_was_done_and_against_what() -> None:
    able = source("able2015", intervention="peer support", comparator="usual care")
    graph, node = graph_of(portion_of(Corpus({"able2015": able}))), URIRef(iri("source", "able2015"))
    said = [str(value) for name in (KB.intervention, KB.comparator) for value in graph.objects(node, name)]
    assert said == ["peer support", "usual care"]
    assert complaints(graph) == ""


def test_odd_ids_stay_addresses_and_hostile_text_stays_text() -> None:
    key, text = 'a b<c>"{}|\\^`ü#', '"}],"@id":"x" <script> \\u0000 \u202e\x00'
    claim = Claim("c d", "t", text, Kind.EFFECT)
    finding = Finding(f"{key}#f g", key, "c d", Stance.SUPPORTS, Basis.RESULT, says=text)
    corpus = Corpus(
        {key: Source(key, title=text, doi="10.1/a<b>;2-#", url="javascript:x")},
        {"t": Topic("t", text)},
        {"c d": claim},
        (finding,),
    )
    portion = portion_of(corpus)
    graph = graph_of(portion)
    assert complaints(graph) == ""
    node = URIRef(finding_iri(finding))
    assert re.fullmatch(r"[A-Za-z0-9:._~%-]+", node)
    assert str(graph.value(node, URIRef("http://purl.org/dc/terms/description"))) == '"}],"@id":"x" <script> \\u0000 '
    assert doi_iri("10.1/a<b>;2-#") == "https://doi.org/10.1/a%3Cb%3E;2-%23"
    assert len(list(nanopubs(as_trig(portion)))) == 1


@settings(max_examples=25)
@given(corpus=corpora())
def test_any_base_is_a_graph_with_every_finding(corpus: Corpus) -> None:
    graph = graph_of(portion_of(corpus))
    assert len(set(graph.subjects(RDF.type, SEPIO["0000002"]))) == len(corpus.findings)


# --- SHACL -------------------------------------------------------------------------------------------------------


def test_the_shipped_graph_keeps_to_the_shapes(graph: Graph) -> None:
    assert complaints(graph) == ""


def small() -> Graph:
    claim = Claim("c", "t", "Sleep helps.", Kind.EFFECT)
    findings = (
        Finding("a#one", "a", "c", Stance.SUPPORTS, Basis.RESULT, says="Yes."),
        Finding("b#two", "b", "c", Stance.DISPUTES, Basis.RESULT, says="No."),
        Finding("a#three", "a", "c", Stance.INCONCLUSIVE, Basis.CONTEXT, says="Perhaps."),
        Finding("d#four", "d", "c", Stance.MIXED, Basis.RESULT, via="a", says="Both."),
    )
    corpus = Corpus({key: Source(key, year=2000) for key in "abd"}, {"t": Topic("t", "T")}, {"c": claim}, findings)
    return graph_of(portion_of(corpus))


ONE, THREE, FOUR = (URIRef(iri("finding", *name)) for name in (("a", "one"), ("a", "three"), ("d", "four")))
CLAIM, VERDICT = URIRef(iri("claim", "c")), URIRef(iri("verdict", "c"))


def set_(node: URIRef, name: URIRef, value: object) -> Callable[[Graph], object]:
    return lambda graph: graph.set((node, name, value if isinstance(value, URIRef) else Literal(value)))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda g: g.remove((CLAIM, RDFS.label, None)), "a claim has one statement"),
        (lambda g: g.add((CLAIM, RDFS.label, Literal("Another."))), "a claim has one statement"),
        (set_(CLAIM, KB.kind, "guess"), "a claim is of one kind that is known"),
        (lambda g: g.remove((ONE, SEPIO["0000183"], None)), "a finding has one direction"),
        (lambda g: g.add((ONE, SEPIO["0000183"], SEPIO["0000404"])), "a finding has one direction"),
        (set_(ONE, SEPIO["0000183"], SEPIO["0000402"]), "a finding has one direction"),
        (set_(ONE, SEPIO["0000183"], SEPIO["0000404"]), "XoneConstraintComponent"),
        (lambda g: g.add((ONE, CITO.disputes, CLAIM)), "XoneConstraintComponent"),
        (lambda g: g.remove((CLAIM, SEPIO["0000006"], ONE)), "a finding is evidence for one claim"),
        (set_(ONE, SEPIO["0000427"], URIRef(iri("claim", "none"))), "a finding bears on one claim"),
        (set_(ONE, SEPIO["0000145"], URIRef(iri("source", "none"))), "a finding comes from one source"),
        (set_(FOUR, KB.readIn, URIRef(iri("source", "d"))), "which is not the one that it was read in"),
        (set_(ONE, KB.basis, "hearsay"), "a finding rests on one basis"),
        (set_(THREE, KB.votes, True), "NotConstraintComponent"),
        (set_(ONE, KB.votes, "yes"), "a finding votes or does not"),
        (set_(VERDICT, KB.state, "proven"), "a verdict has one state that is known"),
        (lambda g: g.remove((VERDICT, KB.conflict, None)), "XoneConstraintComponent"),
        (set_(VERDICT, KB.supportsUnits, -1), "MinInclusiveConstraintComponent"),
        (set_(URIRef(iri("source", "a")), KB.status, "fine"), "a source has one status that is known"),
        (set_(URIRef(iri("source", "a")), URIRef("http://purl.org/dc/terms/issued"), "soon"), "DatatypeConstraintComponent"),
    ],
)  # fmt: skip
def test_a_spoilt_graph_is_told(spoil: Callable[[Graph], object], message: str) -> None:
    graph = small()
    assert complaints(graph) == ""
    spoil(graph)
    assert message in complaints(graph)


def test_the_shapes_know_the_words_of_the_model() -> None:
    shapes = Graph().parse(SHAPES)
    sh = Namespace("http://www.w3.org/ns/shacl#")
    allowed = {
        (path, frozenset(str(word) for word in shapes.items(first)))
        for node, first in shapes.subject_objects(sh["in"])
        for path in shapes.objects(node, sh.path)
    }
    for path, words in (
        (KB.kind, Kind),
        (KB.state, State),
        (KB.conflict, Conflict),
        (KB.status, Status),
        (KB.read, Reading),
        (KB.basis, Basis),
    ):
        assert (path, frozenset(map(str, words))) in allowed
    assert (SEPIO["0000183"], frozenset(DIRECTIONS.values())) in allowed


# --- nanopublications --------------------------------------------------------------------------------------------


def nanopubs(text: str) -> list[tuple[URIRef, ConjunctiveGraph]]:
    """Each nanopublication of a document by itself, as the package that checks them wants it."""
    whole = Dataset(default_union=True)
    whole.parse(data=text, format="trig")
    found = []
    for address, _, _, head in whole.quads((None, RDF.type, NP.Nanopublication, None)):
        alone = ConjunctiveGraph()
        parts = [whole.value(address, NP[name]) for name in ("hasAssertion", "hasProvenance", "hasPublicationInfo")]
        for name in map(str, (head, *parts)):
            for triple in whole.graph(URIRef(name)):
                alone.get_context(URIRef(name)).add(triple)
        found.append((URIRef(str(address)), alone))
    return found


def test_every_finding_of_the_shipped_literature_is_a_valid_nanopublication(shipped: Portion) -> None:
    text = as_trig(shipped)
    found = nanopubs(text)
    assert {str(address) for address, _ in found} == {nanopub_iri(finding) for finding in shipped.corpus.findings}
    assert len(found) == len(shipped.corpus.findings)
    for _, alone in found:
        assert Nanopub(rdf=alone).is_valid
    assert text == as_trig(shipped)


def test_the_provenance_tells_source_locator_and_who_reports_it() -> None:
    finding = Finding("d#four", "d", "c", Stance.MIXED, Basis.RESULT, via="a", at="p. 3", says="Both.")
    corpus = Corpus(
        {key: Source(key) for key in "ad"},
        {"t": Topic("t", "T")},
        {"c": Claim("c", "t", "S.", Kind.EFFECT)},
        (finding,),
    )
    ((address, alone),) = nanopubs(as_trig(portion_of(corpus)))
    provenance, assertion = alone.get_context(f"{address}/provenance"), URIRef(f"{address}/assertion")
    prov = Namespace("http://www.w3.org/ns/prov#")
    assert provenance.value(assertion, prov.hadPrimarySource) == URIRef(iri("source", "d"))
    assert (
        provenance.value(assertion, prov.wasDerivedFrom)
        == URIRef(iri("source", "a"))
        == provenance.value(assertion, KB.readIn)
    )
    assert provenance.value(assertion, URIRef("http://purl.org/ontology/bibo/locator")) == Literal("p. 3")
    assert Nanopub(rdf=alone).is_valid


def test_no_address_looks_like_that_of_a_signed_nanopublication() -> None:
    finding = Finding("RAND2010#RA1", "RAND2010", "c", Stance.SUPPORTS, Basis.RESULT)
    assert not re.search(r"[/#]RA", nanopub_iri(finding))


# --- GraphML -----------------------------------------------------------------------------------------------------


def test_graphml_has_typed_attributes_that_gephi_and_yed_know(shipped: Portion) -> None:
    (exporter,) = (one for one in EXPORTERS if one.name == "graphml")
    root = ET.fromstring(str(exporter.make(shipped)))  # noqa: S314 - our own document
    space = "{http://graphml.graphdrawing.org/xmlns}"
    keys = {(key.get("for"), key.get("attr.name")): key.get("attr.type") for key in root.iter(f"{space}key")}
    assert set(keys.values()) <= {"boolean", "int", "long", "float", "double", "string"}
    assert keys["node", "year"] in ("int", "long")
    assert keys["node", "supports"] in ("int", "long")
    assert keys["edge", "votes"] == "boolean"
    assert keys["node", "label"] == "string"
    assert not {name for _, name in keys} & {"id", "source", "target"}
    nodes = [node.get("id") for node in root.iter(f"{space}node")]
    assert len(set(nodes)) == len(nodes)
    ends = {edge.get(end) for edge in root.iter(f"{space}edge") for end in ("source", "target")}
    assert ends <= set(nodes)


def test_graphs_are_exports_by_name(shipped: Portion) -> None:
    made = {exporter.name: exporter for exporter in EXPORTERS}
    assert made["jsonld"].make(shipped) == as_jsonld(shipped)
    assert made["trig"].make(shipped) == as_trig(shipped)
