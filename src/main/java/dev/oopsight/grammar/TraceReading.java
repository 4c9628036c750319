package dev.oopsight.grammar;

import dev.oopsight.assembly.Shape;
import dev.oopsight.log.TraceText;
import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Defect;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import dev.oopsight.trace.LibraryCheck;
import dev.oopsight.trace.Task;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** One trace while its lines are read, in order. */
final class TraceReading {

  /** Old kernels print it between a WARNING and what the WARNING says. */
  private static final String HARDWARE = "Hardware name: ";

  private final HeaderReader headers = new HeaderReader();
  private final CallTraces callTraces = new CallTraces();
  private final MachineReader machine = new MachineReader();
  private final MemInfoReader memInfo = new MemInfoReader();
  private final LockReport lock = new LockReport();
  private final DetailReading details = new DetailReading();
  private final Set<Defect> defects = EnumSet.noneOf(Defect.class);
  private String firstLine = "";
  private Line lastLine = Line.of("");
  private boolean ended;

  void add(String raw) {
    Line read = Line.of(raw);
    if (read.isDamaged()) defects.add(Defect.REPLACED_CHARACTERS);
    if (read.isBlank()) return;
    String line = read.text();
    if (firstLine.isEmpty()) firstLine = line;
    Line before = lastLine;
    lastLine = read;
    if (headers.namesLock()) lock.add(line);
    if (details.claims(line)) return;
    if (callTraces.add(read)) {
      headers.endMessage();
      return;
    }
    if (memInfo.add(line)) return;
    Optional<HeaderLine> header = read.header();
    if (header.isPresent()) {
      headers.add(header.get(), line);
      details.kind(headers.kind());
    }
    details.add(line);
    if (callTraces.takesInstruction() && !ended) {
      InstructionLine.interrupted(read).ifPresent(callTraces::addInterrupted);
    }
    ended |= line.startsWith("---[ end ");
    if (machine.add(read, callTraces.hasFrames())) {
      if (machine.tellsOfAnother() && !LineShapes.bringsAnother(before.shape())) {
        defects.add(Defect.INTERLEAVED);
      }
      if (!line.startsWith(HARDWARE)) headers.endMessage();
    } else if (header.isEmpty()) {
      headers.addText(line);
    }
  }

  Optional<KernelTrace> trace(TraceText text) {
    Optional<Kind> told = headers.kind();
    List<CallTrace> stacks = callTraces.callTraces();
    Optional<Kind> kind = told.or(() -> HeaderlessKind.of(stacks));
    return kind.map(k -> trace(k, stacks, text));
  }

  private KernelTrace trace(Kind kind, List<CallTrace> stacks, TraceText text) {
    Optional<HeaderLine> header = headers.first();
    Optional<Frame> guilty =
        GuiltyWalk.guilty(
            kind,
            lock.accused()
                .or(() -> headers.telling().flatMap(HeaderLine::function))
                .or(() -> header.flatMap(HeaderLine::function)),
            machine.instruction(),
            stacks);
    Told told = new Told(kind, headers, machine, memInfo, stacks);
    Detail detail = details.detail(told);
    if (told.gfpDisagrees()) defects.add(Defect.GFP_DISAGREES);
    addDefects(kind, stacks, text);
    return new KernelTrace(
        kind,
        Titles.title(
            kind,
            headers.telling(),
            guilty,
            LibraryCheck.caller(kind, detail, guilty, stacks),
            detail),
        header.map(HeaderLine::text).orElse(firstLine).strip(),
        task(header),
        cpu(header),
        machine.kernel(),
        machine.taint(),
        machine.hardware(),
        stacks,
        machine.instruction(),
        guilty,
        machine.registers(),
        machine.modules(),
        machine.code(),
        detail,
        defects);
  }

  /** The header's own words first: a hung task is printed by another one. */
  private Optional<Task> task(Optional<HeaderLine> header) {
    Optional<Task> named =
        header.flatMap(h -> h.group("comm").map(comm -> new Task(comm.strip(), h.number("pid"))));
    if (named.isPresent() && named.get().pid().isPresent()) return named;
    Optional<Task> running = machine.task();
    if (running.isPresent()) return running;
    return named;
  }

  private OptionalInt cpu(Optional<HeaderLine> header) {
    OptionalInt named = header.map(h -> h.number("cpu")).orElse(OptionalInt.empty());
    return named.isPresent() ? named : machine.cpu();
  }

  private void addDefects(Kind kind, List<CallTrace> stacks, TraceText text) {
    boolean opens = headers.first().map(h -> h.row().shape()).filter(Shape::opens).isPresent();
    if (!opens) defects.add(Defect.HEADERLESS);
    if (callTraces.glued() || headers.glued()) defects.add(Defect.GLUED_TEXT);
    if (text.lost() > 0) defects.add(Defect.LINES_LOST);
    if (text.ending() == TraceText.Ending.SIZE_LIMIT) defects.add(Defect.OVER_LIMIT);
    if (stacks.isEmpty()
        && (Completeness.printsFrames(kind, headers.first()) || callTraces.headed())) {
      defects.add(Defect.NO_FRAMES);
    }
    boolean cut =
        memInfo.isCut()
            || Completeness.isCutInside(lastLine.text())
            || (callTraces.headed() && stacks.isEmpty())
            || (headers.cutHere() && !ended);
    if (cut) defects.add(Defect.TRUNCATED);
  }
}
