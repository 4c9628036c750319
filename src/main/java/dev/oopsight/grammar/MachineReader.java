package dev.oopsight.grammar;

import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.Register;
import dev.oopsight.trace.Taint;
import dev.oopsight.trace.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Collects what a trace says of the machine: who ran on which kernel, modules, registers, code.
 *
 * <p>Within a call trace the registers of what was interrupted are printed, and behind it those of
 * the fault again: registers and code that follow an instruction below the first frame, or one of
 * user space, are not the fault's.
 */
final class MachineReader {

  private static final String HARDWARE = "Hardware name: ";
  private static final String CODE = "Code: ";
  private static final String DUMP = "Instruction dump:";
  private static final Pattern WORDS =
      Pattern.compile("(?:\\s*+(?:\\p{XDigit}{8}|X{8}|<\\p{XDigit}{8}>))++\\s*+");
  private static final int MOST_CODE = 300;
  private static final Pattern BYTES =
      Pattern.compile("Code: [<(]?+\\p{XDigit}{2}(?:[\\s>)]|\\p{XDigit}{2}|$)");

  private Optional<Task> task = Optional.empty();
  private OptionalInt cpu = OptionalInt.empty();
  private Optional<Taint> taint = Optional.empty();
  private Optional<KernelRelease> kernel = Optional.empty();
  private Optional<String> hardware = Optional.empty();
  private Optional<Frame> instruction = Optional.empty();
  private Optional<String> code = Optional.empty();
  private List<String> modules = List.of();
  private boolean ofAnother;
  private boolean inModules;
  private boolean inDump;
  private boolean elsewhere;
  private final Map<String, Register> registers = new LinkedHashMap<>();

  /**
   * Takes a line, where it tells of the machine.
   *
   * @param belowFrames whether a frame came before
   */
  boolean add(Line read, boolean belowFrames) {
    String line = read.text();
    boolean afterModules = inModules;
    inModules = false;
    ofAnother = false;
    return (inDump && addDump(line))
        || addTask(read)
        || addInstruction(read, belowFrames)
        || addText(line)
        || addModules(line, afterModules)
        || addRegisters(line);
  }

  private boolean addTask(Line line) {
    Optional<TaskLine> read = line.task();
    if (read.isEmpty()) return false;
    TaskLine told = read.get();
    task = task.or(told::task);
    ofAnother = isOfAnother(told);
    if (cpu.isEmpty()) cpu = told.cpu();
    taint = taint.or(told::taint);
    kernel = kernel.or(told::kernel);
    return true;
  }

  /** A task may move to another processor, but not in the middle of what it prints. */
  private boolean isOfAnother(TaskLine told) {
    return cpu.isPresent()
        && told.cpu().isPresent()
        && told.task().isPresent()
        && !told.cpu().equals(cpu)
        && !told.task().equals(task);
  }

  private boolean addInstruction(Line line, boolean belowFrames) {
    Optional<InstructionLine> read = line.instruction();
    if (read.isEmpty()) return false;
    elsewhere |= belowFrames || read.get().user();
    if (!elsewhere) instruction = instruction.or(read.get()::function);
    return true;
  }

  /** Lines of words below "Instruction dump:", which is how ppc printed its code until 6.1. */
  private boolean addDump(String line) {
    inDump = WORDS.matcher(line).matches();
    // Where the code itself cannot be read there is an X for every digit.
    if (!inDump || elsewhere || line.indexOf('X') >= 0) return inDump;
    String words = line.strip();
    if (code.isEmpty()) code = Optional.of(words);
    else if (code.get().length() < MOST_CODE) code = Optional.of(code.get() + ' ' + words);
    return true;
  }

  private boolean addText(String line) {
    char first = Cursor.behindIndent(line).next();
    if (first == 'I' && line.startsWith(DUMP)) {
      inDump = code.isEmpty();
      return true;
    }
    if (first != 'H' && first != 'C' && first != 'T') return false;
    String text = line.strip();
    if (text.startsWith(HARDWARE)) {
      hardware = hardware.or(() -> Optional.of(text.substring(HARDWARE.length()).strip()));
      return true;
    }
    if (!text.startsWith(CODE)) return text.startsWith("Tainted: [");
    if (!elsewhere && BYTES.matcher(text).lookingAt()) {
      code = code.or(() -> Optional.of(text.substring(CODE.length())));
    }
    return true;
  }

  private boolean addModules(String line, boolean afterModules) {
    Optional<List<String>> read = ModulesLine.read(line);
    if (read.isPresent()) {
      if (modules.isEmpty()) modules = read.get();
      inModules = !line.contains("[last unloaded");
      return true;
    }
    if (!afterModules || !line.startsWith(" ")) return false;
    Optional<List<String>> more = ModulesLine.readContinuation(line);
    more.ifPresent(names -> modules = Stream.concat(modules.stream(), names.stream()).toList());
    inModules = more.isPresent();
    return more.isPresent();
  }

  private boolean addRegisters(String line) {
    List<Register> read = RegisterLine.read(line);
    if (!elsewhere) read.forEach(register -> registers.putIfAbsent(register.name(), register));
    return !read.isEmpty();
  }

  /** Whether the last line was another task's, on another processor than those before. */
  boolean tellsOfAnother() {
    return ofAnother;
  }

  Optional<Task> task() {
    return task;
  }

  OptionalInt cpu() {
    return cpu;
  }

  Optional<Taint> taint() {
    return taint;
  }

  Optional<KernelRelease> kernel() {
    return kernel;
  }

  Optional<String> hardware() {
    return hardware;
  }

  Optional<Frame> instruction() {
    return instruction;
  }

  Optional<String> code() {
    return code;
  }

  List<String> modules() {
    return modules;
  }

  List<Register> registers() {
    return List.copyOf(registers.values());
  }
}
