package dev.oopsight.grammar;

import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.Kind;
import dev.oopsight.trace.MemInfo;
import java.util.List;
import java.util.Optional;

/** What the other readers of a trace tell the one that puts the facts of its kind together. */
final class Told {

  private final Kind kind;
  private final HeaderReader headers;
  private final MachineReader machine;
  private final MemInfoReader memInfo;
  private final List<CallTrace> stacks;
  private boolean gfpDisagrees;

  Told(
      Kind kind,
      HeaderReader headers,
      MachineReader machine,
      MemInfoReader memInfo,
      List<CallTrace> stacks) {
    this.kind = kind;
    this.headers = headers;
    this.machine = machine;
    this.memInfo = memInfo;
    this.stacks = stacks;
  }

  Kind kind() {
    return kind;
  }

  /** The line that begins the trace. */
  Optional<HeaderLine> header() {
    return headers.first();
  }

  /** What a WARN said for itself. */
  Optional<String> message() {
    return headers.message();
  }

  Optional<MemInfo> memInfo() {
    return memInfo.memInfo();
  }

  /** The frames of the stack that explains the trace; none where none was printed. */
  List<Frame> mainStack() {
    return stacks.stream()
        .filter(stack -> stack.role() == CallTrace.Role.MAIN)
        .flatMap(stack -> stack.frames().stream())
        .toList();
  }

  /** What was asked of the allocator. */
  AllocationLine asked() {
    return headers.asked();
  }

  /** The mask of what was asked, decoded for this kernel. */
  Optional<GfpMask> gfp() {
    Optional<GfpDecoder.Decoded> decoded = asked().decoded(machine.kernel());
    gfpDisagrees = decoded.filter(d -> !d.agrees()).isPresent();
    return decoded.map(GfpDecoder.Decoded::mask);
  }

  /** Whether the printed flags and the printed mask were found to disagree. */
  boolean gfpDisagrees() {
    return gfpDisagrees;
  }
}
