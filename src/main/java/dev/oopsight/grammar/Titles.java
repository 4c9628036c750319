package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.IncidentClass;
import dev.oopsight.trace.Kind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line that a person would say, free of what differs from machine to machine: addresses,
 * offsets, pids, the directory in which the kernel was built.
 */
final class Titles {

  private static final Pattern KERNEL_TREE =
      Pattern.compile(
          "/((?:arch|block|certs|crypto|drivers|fs|include|init|io_uring|ipc|kernel|lib|mm|net|rust"
              + "|security|sound|virt)/[^ ]++)$");
  private static final Pattern VARIABLE =
      Pattern.compile("0x[0-9a-fA-F]++|\\b[0-9a-f]{8,16}\\b|\\b\\d++\\b");

  private Titles() {}

  static String title(
      Kind kind,
      Optional<HeaderLine> header,
      Optional<Frame> guilty,
      Optional<Frame> caller,
      Detail detail) {
    String in =
        guilty.map(frame -> " in " + frame.function()).orElse("")
            + caller.map(frame -> ", called by " + frame.function()).orElse("");
    return switch (kind) {
      case PAGE_ALLOCATION_FAILURE ->
          (detail instanceof Detail.AllocationFailure f ? "order-" + f.order() + " " : "")
              + kind.words()
              + in;
      case WARNING -> "WARNING" + at(header) + in;
      case KERNEL_BUG -> kind.words() + at(header) + in;
      case OOPS_PAGE_FAULT -> "page fault" + in;
      case NETDEV_WATCHDOG -> kind.words() + what(header).map(driver -> " of " + driver).orElse("");
      case OOM_KILL -> oomKill(detail);
      case REFCOUNT, KASAN, KMSAN, KCSAN, KFENCE, UBSAN, SPINLOCK, LOCKDEP, MEMORY_CORRUPTION ->
          what(header).map(what -> sanitizer(kind) + whole(what)).orElse(kind.words()) + in;
      case IO_ERROR -> what(header).map(what -> what + " error").orElse(kind.words()) + in;
      case FS_ERROR -> what(header).map(fs -> fs + " ").orElse("") + kind.words() + in;
      case PANIC ->
          kind.words()
              + what(header).map(what -> ": " + VARIABLE.matcher(what).replaceAll("N")).orElse("")
              + in;
      case UNREGISTER_NETDEVICE -> kind.words();
      case VMALLOC_FAILURE -> kind.words() + in;
      case SEGFAULT, LOCKDOWN ->
          kind.words() + what(header).map(": "::concat).orElse("") + of(header);
      default ->
          kind.incidentClass() == IncidentClass.NOTICE
              ? kind.words() + what(header).map(": "::concat).orElse("")
              : kind.words() + in;
    };
  }

  private static String of(Optional<HeaderLine> header) {
    return header.flatMap(h -> h.group("comm")).map(comm -> " by " + comm).orElse("");
  }

  private static String sanitizer(Kind kind) {
    return switch (kind) {
      case KASAN, KMSAN, KCSAN, KFENCE, UBSAN -> kind.name() + ": ";
      case SPINLOCK -> "spinlock ";
      case REFCOUNT -> "refcount: ";
      case MEMORY_CORRUPTION -> "memory corruption: ";
      default -> "";
    };
  }

  /** What the kernel says behind a name that differs from machine to machine. */
  private static String whole(String what) {
    return switch (what) {
      case "still in use" -> "dentry still in use";
      case "still has locks held" -> "task still has locks held";
      default -> what;
    };
  }

  private static String oomKill(Detail detail) {
    if (!(detail instanceof Detail.OomKill oom)) return Kind.OOM_KILL.words();
    boolean memcg =
        oom.memcg().isPresent() || oom.constraint().equals(Optional.of("CONSTRAINT_MEMCG"));
    return (memcg ? "memory cgroup " : "")
        + Kind.OOM_KILL.words()
        + oom.victim().map(victim -> " of " + victim.task().comm()).orElse("");
  }

  private static Optional<String> what(Optional<HeaderLine> header) {
    return header.flatMap(h -> h.group("what")).map(String::strip);
  }

  private static String at(Optional<HeaderLine> header) {
    return header
        .flatMap(h -> h.group("file"))
        .map(
            file ->
                " at "
                    + inTree(file)
                    + header.flatMap(h -> h.group("line")).map(l -> ":" + l).orElse(""))
        .orElse("");
  }

  /** The path within the kernel tree; of a module built elsewhere the file's name alone. */
  private static String inTree(String file) {
    if (!file.startsWith("/")) return file;
    Matcher tree = KERNEL_TREE.matcher(file);
    return tree.find() ? tree.group(1) : file.substring(file.lastIndexOf('/') + 1);
  }
}
