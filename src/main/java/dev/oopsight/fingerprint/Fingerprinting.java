package dev.oopsight.fingerprint;

import dev.oopsight.fingerprint.Fingerprint.Level;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.LibraryCheck;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the two prints of a trace.
 *
 * <p><em>Mechanism</em>: kind, order for an allocation, and the parts of the core kernel that the
 * main stack passes through, each once and sorted: stacks of old kernels hold leftovers, which
 * repeat parts out of order. Drivers are in no part, so they do not count. <em>Site</em>: the kind,
 * the order and the guilty function, of a check in the kernel's library also its caller; where none
 * is named, the header with every number left out.
 *
 * <p>Offsets, addresses, compiler suffixes, the wrappers of system calls, comm and processor are in
 * neither.
 */
public final class Fingerprinting {

  /** Raised whenever the same trace would get another print than before. */
  public static final int VERSION = 2;

  private static final int DIGEST_CHARS = 16;

  /**
   * Source: Linux include/linux/syscalls.h, {@code __SYSCALL_DEFINEx}, and since 4.17
   * arch/&#42;/include/asm/syscall_wrapper.h.
   */
  private static final Pattern WRAPPER =
      Pattern.compile("^(?:__(?:x64|ia32|arm64|s390x?|riscv|powerpc|se|do)_sys_|SyS_|SYSC_)");

  private Fingerprinting() {}

  /** Both prints of a trace. */
  public static Fingerprints of(KernelTrace trace) {
    return new Fingerprints(
        print(Level.MECHANISM, mechanism(trace)), print(Level.SITE, site(trace)));
  }

  private static String mechanism(KernelTrace trace) {
    String path = path(trace);
    return common(trace) + "|" + (path.isEmpty() ? place(trace) : path);
  }

  private static String site(KernelTrace trace) {
    return common(trace) + "|" + place(trace);
  }

  private static String common(KernelTrace trace) {
    String kind = trace.kind().id();
    return trace.detail() instanceof Detail.AllocationFailure failure
        ? kind + "|order " + failure.order()
        : kind;
  }

  private static String place(KernelTrace trace) {
    return trace
        .guilty()
        .map(guilty -> systemCall(guilty.function()) + calledBy(trace))
        .or(() -> file(trace))
        .orElseGet(() -> withoutNumbers(trace.title()));
  }

  private static String calledBy(KernelTrace trace) {
    return LibraryCheck.caller(trace)
        .map(caller -> " for " + systemCall(caller.function()))
        .orElse("");
  }

  /** A system call by the name that it has behind the wrappers of machines and kernels. */
  private static String systemCall(String function) {
    return WRAPPER.matcher(function).replaceFirst("sys_");
  }

  private static Optional<String> file(KernelTrace trace) {
    return trace.detail() instanceof Detail.Assertion assertion
        ? assertion.file()
        : Optional.empty();
  }

  private static String path(KernelTrace trace) {
    Set<String> reliable = parts(trace, true);
    return (reliable.isEmpty() ? parts(trace, false) : reliable)
        .stream().sorted().collect(Collectors.joining(" "));
  }

  private static Set<String> parts(KernelTrace trace, boolean reliable) {
    Set<String> parts = new LinkedHashSet<>();
    for (Frame frame : trace.frames()) {
      if (frame.stack() == Frame.Stack.EOI || frame.reliable() != reliable) continue;
      Landmarks.of(frame.function()).ifPresent(parts::add);
    }
    return parts;
  }

  private static String withoutNumbers(String text) {
    return text.replaceAll("(?:0x)?\\b[0-9a-fA-F]*\\d[0-9a-fA-F]*\\b", "N");
  }

  private static Fingerprint print(Level level, String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((VERSION + "|" + level + "|" + text).getBytes(StandardCharsets.UTF_8));
      return new Fingerprint(
          level, VERSION, HexFormat.of().formatHex(hash).substring(0, DIGEST_CHARS));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
