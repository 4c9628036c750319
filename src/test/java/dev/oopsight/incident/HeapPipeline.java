package dev.oopsight.incident;

import dev.oopsight.app.BuiltInRules;
import dev.oopsight.assembly.AssemblyBounds;
import dev.oopsight.assembly.Boots;
import dev.oopsight.assembly.HostBoot;
import dev.oopsight.assembly.TraceAssembler;
import dev.oopsight.config.HeapHistory;
import dev.oopsight.config.HostConfig;
import dev.oopsight.diagnosis.KnowledgeBase;
import dev.oopsight.grammar.LineShapes;
import dev.oopsight.grammar.TraceParser;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.TraceText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The host stage of the pipeline on the heap, for one host: lines in, incidents out. */
public final class HeapPipeline {

  private static final KnowledgeBase KNOWLEDGE = BuiltInRules.load();
  private static final LineShapes SHAPES = new LineShapes();
  private static final TraceParser PARSER = new TraceParser();

  private final HostId host;
  private final HostConfig config;
  private final TraceAssembler assembler = new TraceAssembler(SHAPES, AssemblyBounds.DEFAULT);
  private final HeapLedger ledger = new HeapLedger();
  private final Incidents incidents =
      new Incidents((t, c) -> KNOWLEDGE.examine(t, c, fault -> {}), ledger, IncidentBounds.DEFAULT);
  private final List<KernelIncident> revisions = new ArrayList<>();
  private final Map<OccurrenceId, Placed> occurrences = new LinkedHashMap<>();
  private Boots boots = Boots.NONE;
  private Instant clock = Instant.parse("2026-11-23T04:00:00Z");

  /**
   * An occurrence in its newest reading.
   *
   * @param incident in which it is counted
   */
  public record Placed(Occurrence occurrence, IncidentId incident) {}

  /** A host without config. */
  public HeapPipeline() {
    this(new HostId("web1"), new HostConfig(new HeapHistory()));
  }

  /** A host of which all is known that will ever be. */
  public HeapPipeline(HostId host, HostConfig config) {
    this.host = host;
    this.config = config;
  }

  /** Takes the lines of one record. */
  public HeapPipeline take(List<KernelLine> lines) {
    lines.forEach(line -> take(line, lines.size() == 1));
    return this;
  }

  private void take(KernelLine line, boolean alone) {
    Boots.Told told = boots.of(line);
    boots = told.boots();
    told.renamed()
        .ifPresent(
            old -> assembler.rename(new HostBoot(host, old), new HostBoot(host, told.key())));
    apply(assembler.add(host, told.key(), line, alone, clock));
  }

  /** Lets the clock run until the host counts as silent. */
  public HeapPipeline fallSilent() {
    clock = clock.plus(Duration.ofSeconds(3));
    apply(assembler.silent(clock));
    return this;
  }

  private void apply(TraceAssembler.Step step) {
    for (TraceText text : step.finished()) {
      boots = boots.settled(text.boot());
      PARSER.parse(text).map(trace -> Occurrence.of(text, trace)).ifPresent(this::add);
    }
  }

  private void add(Occurrence occurrence) {
    Incidents.Recorded recorded = incidents.add(occurrence, config);
    recorded
        .incident()
        .ifPresent(id -> occurrences.put(occurrence.id(), new Placed(occurrence, id)));
    revisions.addAll(recorded.revisions());
  }

  /** How many traces are open. */
  public int openCount() {
    return assembler.openCount();
  }

  /** Every revision so far, in order. */
  public List<KernelIncident> revisions() {
    return revisions;
  }

  /** Every occurrence, in the order in which they were first read. */
  public Collection<Placed> occurrences() {
    return occurrences.values();
  }

  /** The newest revision of every incident. */
  public Collection<KernelIncident> newest() {
    return ledger.incidents();
  }

  /** What is known in the end: every incident with all counts. */
  public Map<IncidentId, Essence> incidents() {
    Map<IncidentId, Essence> all = new TreeMap<>();
    for (KernelIncident incident : ledger.incidents()) {
      all.put(incident.id(), Essence.of(incident));
    }
    return all;
  }
}
