package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.assembly.AssemblyBounds;
import dev.oopsight.assembly.Boots;
import dev.oopsight.assembly.Gate;
import dev.oopsight.assembly.Intake;
import dev.oopsight.assembly.TraceAssembler;
import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.config.HeapHistory;
import dev.oopsight.config.HostConfig;
import dev.oopsight.config.Observation;
import dev.oopsight.diagnosis.KnowledgeBase;
import dev.oopsight.diagnosis.RuleFault;
import dev.oopsight.grammar.LineShapes;
import dev.oopsight.grammar.TraceParser;
import dev.oopsight.incident.HeapLedger;
import dev.oopsight.incident.IncidentBounds;
import dev.oopsight.incident.Incidents;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.Occurrence;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.LineView;
import dev.oopsight.log.TraceText;
import dev.oopsight.parse.Parsed;
import dev.oopsight.parse.Reason;
import dev.oopsight.trace.IncidentClass;
import dev.oopsight.wire.Bounds;
import dev.oopsight.wire.ConfigInText;
import dev.oopsight.wire.ConfigReader;
import dev.oopsight.wire.LogReader;
import dev.oopsight.wire.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The same steps as the topology takes, over one log, on the heap. A file is read piece by piece,
 * and what is finished is told and forgotten, so its length does not matter. Reading, parsing and
 * judging go on at the same time, each on a thread of its own, in the order of the log.
 */
final class CoreOverFiles implements Offline {

  /** A host that neither the caller nor the log names. */
  private static final String NAMELESS = "localhost";

  /** Config that was pasted into a log is looked for in its beginning. */
  private static final int LOOK_FOR_CONFIG_IN = 4 << 20;

  private static final int PIECE = 1 << 16;

  /** Bytes of text of the incidents that are kept at a time. */
  private static final long MOST_TEXT = 8 << 20;

  private final Supplier<KnowledgeBase> knowledge;
  private final LineShapes shapes = new LineShapes();
  private final TraceParser parser = new TraceParser();

  /**
   * @param knowledge asked for with the first trace
   */
  CoreOverFiles(Supplier<KnowledgeBase> knowledge) {
    this.knowledge = knowledge;
  }

  @Override
  public long explain(Log log, Consumer<Explained> each, Consumer<KernelIncident> told)
      throws IOException {
    try (Reading reading = new Reading(log, each, told)) {
      return reading.run();
    }
  }

  private static void tell(RuleFault broken) {
    System.err.println("oopsight: a rule broke and is left out: " + broken);
  }

  /** One log being read. */
  private final class Reading extends FileSink implements AutoCloseable {

    private final Log log;
    private final Consumer<Explained> each;
    private final Origin origin;
    private final ConfigReader documents = new ConfigReader();
    private final LogReader reader = new LogReader(Bounds.DEFAULT);
    private final TraceAssembler assembler = new TraceAssembler(shapes, AssemblyBounds.DEFAULT);
    private final HeapLedger ledger;
    private final Incidents incidents;
    private final Map<HostId, HostConfig> configs = new HashMap<>();
    private final Map<HostId, Boots> boots = new HashMap<>();
    private final Relay<List<Occurrence>> judging = new Relay<>("judge", this::judge);
    private final Relay<Map<String, List<KernelLine>>> parsing =
        new Relay<>("parse", passed -> judging.put(occurrences(passed)));
    private List<Observation> pasted = List.of();
    private long lines;

    Reading(Log log, Consumer<Explained> each, Consumer<KernelIncident> told) {
      super(new Intake(new Gate(shapes, AssemblyBounds.DEFAULT)));
      this.log = log;
      this.each = each;
      ledger = new HeapLedger(MOST_TEXT, told);
      incidents =
          new Incidents(
              (t, c) -> knowledge.get().examine(t, c, CoreOverFiles::tell),
              ledger,
              IncidentBounds.DEFAULT);
      byte[] host = log.host().map(h -> h.value().getBytes(UTF_8)).orElse(null);
      long written = log.written().toEpochMilli();
      origin = Origin.in(ZoneOffset.UTC).record(host, NAMELESS.getBytes(UTF_8), written);
    }

    /** Reads to the end; answers how many lines there were. */
    long run() throws IOException {
      InputStream bytes = new WebText(log.bytes());
      byte[] buffer = new byte[PIECE];
      int held = 0;
      boolean first = true;
      boolean last = false;
      while (!last) {
        if (held == buffer.length) buffer = Arrays.copyOf(buffer, buffer.length * 2);
        int read = bytes.readNBytes(buffer, held, buffer.length - held);
        last = read < buffer.length - held;
        held += read;
        if (first) pasted = pastedConfig(buffer, held);
        intake().begin();
        int done = reader.readPiece(buffer, 0, held, first, last, origin, this);
        Map<String, List<KernelLine>> passed = intake().passed();
        if (!passed.isEmpty()) parsing.put(passed);
        System.arraycopy(buffer, done, buffer, 0, held - done);
        held -= done;
        first = false;
      }
      parsing.finish();
      judging.put(read(assembler.end().finished()));
      judging.finish();
      ledger.finish();
      return lines;
    }

    private List<Observation> pastedConfig(byte[] buffer, int length) {
      return ConfigInText.find(new String(buffer, 0, Math.min(length, LOOK_FOR_CONFIG_IN), UTF_8));
    }

    private List<Occurrence> occurrences(Map<String, List<KernelLine>> passed) {
      List<TraceText> finished = new ArrayList<>();
      passed.forEach(
          (name, kernelLines) -> {
            HostId host = new HostId(name);
            Boots known = boots.getOrDefault(host, Boots.NONE);
            for (KernelLine line : kernelLines) {
              Boots.Told told = known.of(line);
              known = told.boots();
              finished.addAll(assembler.add(host, told.key(), line, Instant.EPOCH).finished());
            }
            boots.put(host, known);
          });
      return read(finished);
    }

    private List<Occurrence> read(List<TraceText> finished) {
      List<Occurrence> occurrences = new ArrayList<>();
      for (TraceText text : finished) {
        parser
            .parse(text)
            .filter(trace -> log.notices() || trace.kind().incidentClass() == IncidentClass.FAULT)
            .map(trace -> Occurrence.of(text, trace))
            .ifPresent(occurrences::add);
      }
      return occurrences;
    }

    private void judge(List<Occurrence> occurrences) {
      for (Occurrence occurrence : occurrences) {
        HostConfig config = configs.computeIfAbsent(occurrence.text().host(), this::config);
        incidents
            .add(occurrence, config)
            .incident()
            .flatMap(incidents::newest)
            .ifPresent(i -> each.accept(new Explained(occurrence, i)));
      }
    }

    @Override
    public void close() {
      parsing.close();
      judging.close();
    }

    private HostConfig config(HostId host) {
      List<Observation> observations = new ArrayList<>(pasted);
      int unread = 0;
      for (ConfigFile file : log.config()) {
        Origin about = Origin.in(ZoneOffset.UTC).record(host.value().getBytes(UTF_8), null, 0);
        Parsed<ConfigSnapshot> snapshot = documents.read(file.bytes(), about);
        snapshot.toOptional().ifPresent(s -> observations.addAll(s.observations()));
        if (snapshot.toOptional().isEmpty()) unread++;
      }
      if (unread > 0 && unread == log.config().size()) {
        throw new CommandFailed(
            "none of the files named with --config holds known config output, such as that of"
                + " 'sysctl -a' or 'ethtool -k eth0'");
      }
      HostConfig config = new HostConfig(new HeapHistory());
      config.holdThroughout(observations);
      return config;
    }

    @Override
    public void line(LineView line) {
      lines++;
      super.line(line);
    }

    @Override
    public void passedOver(int passed) {
      lines += passed;
    }

    @Override
    public void notOurs() {
      lines++;
    }

    @Override
    public void refused(Reason reason, int from, int to, String excerpt) {
      lines++;
    }
  }
}
