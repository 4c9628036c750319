package dev.oopsight.app.bench;

import dev.oopsight.app.FileSink;
import dev.oopsight.assembly.AssemblyBounds;
import dev.oopsight.assembly.Boots;
import dev.oopsight.assembly.Gate;
import dev.oopsight.assembly.Intake;
import dev.oopsight.assembly.TraceAssembler;
import dev.oopsight.grammar.LineShapes;
import dev.oopsight.grammar.TraceParser;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.TraceText;
import dev.oopsight.parse.Reason;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.wire.Bounds;
import dev.oopsight.wire.LogReader;
import dev.oopsight.wire.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a log up to its parsed traces, on one thread: what {@code explain} does but judging. */
final class ReadTraces implements Side {

  /** How often a log is read before it counts: by then the compiler has settled. */
  private static final int WARM_UPS = 16;

  private static final int PIECE = 1 << 16;

  private final Path log;
  private final LineShapes shapes = new LineShapes();
  private final TraceParser parser = new TraceParser();
  private boolean warm;

  ReadTraces(Path log) {
    this.log = log;
  }

  @Override
  public Sample run() throws IOException {
    for (int i = 0; !warm && i < WARM_UPS; i++) each(trace -> {});
    warm = true;
    ProcessHandle self = ProcessHandle.current();
    int[] found = new int[1];
    double cpu = Cpu.of(self);
    long begin = System.nanoTime();
    each(trace -> found[0]++);
    double wall = (System.nanoTime() - begin) / 1e9;
    if (found[0] == 0) throw new IllegalStateException("no trace found in " + log);
    return new Sample(Files.size(log), wall, Cpu.of(self) - cpu);
  }

  /** Reads the log once. */
  void each(Consumer<KernelTrace> consumer) throws IOException {
    new Reading(consumer).run();
  }

  private final class Reading extends FileSink {

    private final Consumer<KernelTrace> consumer;
    private final Origin origin = Origin.ofFile("localhost", Instant.EPOCH);
    private final LogReader reader = new LogReader(Bounds.DEFAULT);
    private final TraceAssembler assembler = new TraceAssembler(shapes, AssemblyBounds.DEFAULT);
    private final Map<HostId, Boots> boots = new HashMap<>();

    Reading(Consumer<KernelTrace> consumer) {
      super(new Intake(new Gate(shapes, AssemblyBounds.DEFAULT)));
      this.consumer = consumer;
    }

    void run() throws IOException {
      byte[] buffer = new byte[PIECE];
      int held = 0;
      boolean first = true;
      boolean last = false;
      try (InputStream bytes = Files.newInputStream(log)) {
        while (!last) {
          int read = bytes.readNBytes(buffer, held, buffer.length - held);
          last = read < buffer.length - held;
          held += read;
          intake().begin();
          int done = reader.readPiece(buffer, 0, held, first, last, origin, this);
          intake().passed().forEach((host, lines) -> assemble(new HostId(host), lines));
          System.arraycopy(buffer, done, buffer, 0, held - done);
          held -= done;
          first = false;
        }
      }
      parse(assembler.end().finished());
    }

    private void assemble(HostId host, List<KernelLine> lines) {
      for (KernelLine line : lines) {
        Boots.Told told = boots.getOrDefault(host, Boots.NONE).of(line);
        boots.put(host, told.boots());
        parse(assembler.add(host, told.key(), line, Instant.EPOCH).finished());
      }
    }

    private void parse(List<TraceText> finished) {
      for (TraceText text : finished) parser.parse(text).ifPresent(consumer);
    }

    @Override
    public void notOurs() {}

    @Override
    public void refused(Reason reason, int from, int to, String excerpt) {
      throw new IllegalStateException("a sample line is refused, " + reason + ": " + excerpt);
    }
  }
}
